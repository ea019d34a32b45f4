"""Hashtags in the summaries of edits."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
"""A word of more characters is no hashtag."""
_MARKS = (
    r"\x00-\x20!-,./:-@\[-^`{-\xBF\s\u2010-\u206F\u3000-\u303F\uD800-\uDFFF\uFE00-\uFE0F\uFEFF"
    r"\uFF01-\uFF0F\uFF1A-\uFF20\uFFF0-\uFFFF"
)
_LETTER = rf"(?:[^{_MARKS}]|\u200C|\u200D)"
_SECTION = re.compile(r"/\*[^*]*\*/")
"""What MediaWiki puts in front where a section is edited; nobody wrote it."""
_HASHTAG = re.compile(rf"(?<![\w/&#])(?<!\[\[)[#＃]({_LETTER}{{1,{LONGEST + 1}}})")


def hashtags_in(summary: str) -> frozenset[str]:
    """The words with a ``#`` in front, without it, as :func:`same_case` makes them."""
    if "#" not in summary and "＃" not in summary:
        return frozenset()
    words = (match[1].strip("-") for match in _HASHTAG.finditer(_SECTION.sub(" ", summary)))
    return frozenset(same_case(word) for word in words if 0 < len(word) <= LONGEST)


def same_case(word: str) -> str:
    """A hashtag in a form that does not depend on capitals."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
