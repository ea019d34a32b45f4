"""What must not be shown: passwords, tokens, cookies; known ones by value, others by where they stand."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from urllib.parse import quote, quote_plus

HIDDEN = "***"
SHORTEST = 4
"""Shorter values would be found in other words; those are told by where they stand alone."""

_NAMES = r"(?:passw(?:or)?d|pwd|token|secret|retype|signature|consumer_key|_session|sessionid)[\w-]{0,20}"
_QUOTED = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # In an address or a form: lgpassword=x&lgtoken=y, written once more as an address or not.
        (rf"({_NAMES})(=|%3D)(?!{_QUOTED})[^&\s'\"<>]+", rf"\1\2{HIDDEN}"),
        # In JSON or Python: "csrftoken": "x", 'token': ['x'], password='x'.
        (rf"({_NAMES}['\"]?\s*[:=]\s*[\[(]?\s*b?){_QUOTED}", rf"\1'{HIDDEN}'"),
        # MediaWiki's tokens, wherever they stand.
        (r"\b[0-9a-f]{32,64}(?:\+|%2B|%252B)(?:\\|%5C|%255C){1,4}", HIDDEN),
        # Headers, to the end of the line.
        (r"(?<![\w-])((?:set-)?cookie3?|(?:proxy-)?authorization)(['\"]?\s*[:=]\s*)[^\n]+", rf"\1\2{HIDDEN}"),
        (r"<Cookie ([^=\s]{1,100})=[^\s>]*", rf"<Cookie \1={HIDDEN}"),
        # The account in an address. Of a database it ends at the last @, as passwords may hold anything.
        (r"\b(https?://)[^\s/@'\"<>]*(?:@[^\s/@'\"<>]*)*@", rf"\1{HIDDEN}@"),
        (r"\b((?!https?:)[a-z][\w+]{2,30}://)[^\s'\"<>]{0,300}@", rf"\1{HIDDEN}@"),
    )
)


class Secrets:
    """The secrets that are known."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._forms: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, *values: str) -> None:
        """These must not be shown, however they are written."""
        for value in values:
            if len(value) >= SHORTEST and value not in self._known:
                self._known.add(value)
                self._forms.update(_forms(value))
                self._pattern = None

    def hide(self, text: str) -> str:
        """A text without them, and without whatever else looks like one."""
        if self._pattern is None:
            longest_first = sorted(self._forms, key=lambda form: (-len(form), form))
            self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        return without_secrets(self._pattern.sub(HIDDEN, text))


def without_secrets(text: str) -> str:
    """A text without what looks like a secret by where it stands."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def _forms(value: str) -> set[str]:
    """A value as it is and as it stands in addresses, forms, JSON, Python and headers."""
    encoded = {quote(value, safe=""), quote(value), quote_plus(value)}
    lower = {re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), form) for form in encoded}
    written = {repr(value)[1:-1], json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
    written |= {repr(value.encode())[2:-1], repr(repr(value))[2:-2]}
    twice = {quote_plus(form) for form in encoded}
    packed = b64encode(value.encode()).decode()
    return {value, packed, *encoded, *lower, *written, *twice}
