"""The wikitext of a page as its readers get it, for those who look for links in it."""

from __future__ import annotations

import re

from bot.wikitext.block_markers import bot_ranges
from bot.wikitext.masking import COMMENT, INCLUDEONLY, UNREAD_TAGS, spans

OPAQUE = "\x7f"
"""Stands for an element whose content is no wikitext. No title can hold it, and it is no white space."""

_TRANSPARENT = re.compile(r"</?(?:noinclude|onlyinclude)\s*/?>", re.IGNORECASE)


def readable(text: str) -> str:
    """``text`` without the bot's blocks, comments and ``<includeonly>``; ``<nowiki>`` and its kind opaque.

    A comment goes with its newlines, as in MediaWiki: what stands behind it is on the same line as what
    stands before. Offsets are not those of ``text``.
    """
    gone = {COMMENT: "", INCLUDEONLY: ""}
    cuts = [(start, end, "") for start, end in bot_ranges(text)]
    cuts += [(span.start, span.end, gone.get(span.kind, OPAQUE)) for span in spans(text, UNREAD_TAGS)]
    parts, position = [], 0
    for start, end, instead in sorted(cuts):
        if start >= position:
            parts += [text[position:start], instead]
        position = max(position, end)
    return _TRANSPARENT.sub("", "".join([*parts, text[position:]]))
