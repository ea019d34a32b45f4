"""Other people's text on one line, without what works unseen: control characters, bidi controls."""

from __future__ import annotations

import re

from bot.mediawiki.titles import composed

_SPACES = re.compile(r"[\t-\r\x85\u2028\u2029 ]+")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def one_line(raw: str) -> str:
    """The text as it is seen, composed (NFC) as MediaWiki saves it; a no-break space stays one."""
    return _UNSEEN.sub("", _SPACES.sub(" ", composed(raw))).strip(" ")
