"""The lines that end a page for the software's sake: categories, language links, the sort key."""

from __future__ import annotations

import re

from bot.mediawiki.site import CATEGORY, Site

_LINK = re.compile(r"\[\[([^\[\]{}|<>\n]+)(?:\|[^\[\]\n]*)?\]\]")
_SORT_KEY = re.compile(r"\{\{\s*+([^{}|:\n]++):[^{}\n]*+\}\}")
_OTHER = re.compile(
    r"</?noinclude>|__[^\W\d_]++__|<!--(?!\s*+/?\s*+campaignbot\s*+:)(?:[^\n-]++|-(?!->))*+-->"
)

_LONGEST_LINE = 1000


def footer_start(text: str, site: Site) -> int:
    """Where the page's last run of such lines begins, ``len(text)`` where the page ends in something else.

    Lines of ``<noinclude>``, behaviour switches and comments (not the bot's marks) between them belong to it;
    a page's last lines of these alone do not.
    """
    start, place = len(text), len(text)
    for line in reversed(re.findall(r"[^\n]*\n|[^\n]+\Z", text)):
        place -= len(line)
        if len(line) > _LONGEST_LINE:
            break
        rest = _OTHER.sub("", line).strip()
        if rest and _is_footer(rest, site):
            start = place
        elif rest:
            break
    return start


def _is_footer(line: str, site: Site) -> bool:
    rest = _LINK.sub(lambda match: "" if _is_footer_link(match[1], site) else match[0], line)
    return not _SORT_KEY.sub(lambda match: "" if _is_magic_word(match[1], site) else match[0], rest).strip()


def _is_footer_link(target: str, site: Site) -> bool:
    if target.lstrip().startswith(":"):
        return False
    if target.partition(":")[0].strip().lower() in site.language_links - site.local_interwiki:
        return True
    title = site.title(target)
    return title is not None and title.namespace == CATEGORY


def _is_magic_word(word: str, site: Site) -> bool:
    """``{{DEFAULTSORT:…}}`` in any language is written in capitals; a page of a namespace is transcluded."""
    return word == word.upper() and site.namespace_number(word) is None
