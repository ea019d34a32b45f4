"""Whether a piece of wikitext ends where it ends, whatever page it is put onto.

A comment or a ``<nowiki>`` that is not closed would take the rest of somebody's page with it.
"""

from __future__ import annotations

import re

_BEGUN = re.compile(r"</?[a-z]", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][^\s<>/]*+)([^<>]*+)>", re.IGNORECASE)
_PAIRS = (("{{", "}}"), ("[[", "]]"), ("{|", "|}"))
_SINGLE = frozenset({"br", "hr", "wbr"})


def is_contained(wikitext: str) -> bool:
    """Whether all that is opened in it is closed again, and no comment or heading stands in it."""
    if "<!--" in wikitext or wikitext.startswith("=") or "\n=" in wikitext:
        return False
    if any(wikitext.count(begin) != wikitext.count(end) for begin, end in _PAIRS):
        return False
    tags = _TAG.findall(wikitext)
    return len(tags) == len(_BEGUN.findall(wikitext)) and _are_closed(tags)


def _are_closed(tags: list[tuple[str, str, str]]) -> bool:
    opened: list[str] = []
    for closing, name, more in tags:
        tag = name.lower()
        if tag in _SINGLE or more.endswith("/"):
            continue
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return False
    return not opened
