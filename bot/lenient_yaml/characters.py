"""Characters that look like others to a person and are none to YAML."""

from __future__ import annotations

import re
import unicodedata

ODD_SPACES = "\u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"
WIDE_COLONS = "：﹕꞉∶"
SMART_QUOTES = "“”„‟‘’‚‛«»‹›＂＇"
BULLETS = "•‣·–—−－‐‑"

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def plain_breaks(text: str) -> str:
    """``text`` with every line ended by a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def visible(text: str) -> str:
    """``text`` without what nobody can see: direction marks, control characters."""
    # Joiners stay: in Persian and others they are part of the spelling.
    # Breaks that only Unicode knows would shift the lines below.
    return _UNPRINTABLE.sub("", _INVISIBLE.sub("", _BREAKS.sub(" ", text)))


def ascii_digits(text: str) -> str:
    """``text`` with the decimal digits of any script written as 0 to 9."""
    return "".join(
        char if char.isascii() or not char.isdecimal() else str(unicodedata.decimal(char)) for char in text
    )
