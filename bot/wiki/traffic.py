"""Every HTTP request is counted on its way out, pywikibot's own for logging in too."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from typing import Any, TypeAlias
from urllib.parse import unquote_plus, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from bot.core.costs import Costs

Count: TypeAlias = Callable[[int, float], None]
"""Takes one request: the bytes of its answer's body, and how many seconds it took."""

Hear: TypeAlias = Callable[[Response], None]
SENT = re.compile(r"(?:^|&)(?:\w*token|\w*password|retype)=([^&]+)")
TOLD = re.compile(rb'"\w*token"\s*:\s*("(?:[^"\\]|\\.)+")')
SESSION = re.compile(r"(?:session|token|auth)[^=;]*=([^;,\s]{16,})", re.IGNORECASE)
"""A cookie that stands for an account; others hold its name and number, or the word that they are deleted."""


class Gate(HTTPAdapter):
    """Where pywikibot's requests go out. Whoever is at work is told of each."""

    def __init__(self) -> None:
        super().__init__()
        self._count: Count | None = None
        self._hear: Hear | None = None

    @contextmanager
    def telling(self, count: Count, hear: Hear | None = None) -> Iterator[None]:
        """Tell ``count`` of the requests that are sent meanwhile, and ``hear`` of the answers."""
        before, self._count, self._hear = (self._count, self._hear), count, hear
        try:
            yield
        finally:
            self._count, self._hear = before

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send it on, and tell."""
        began = monotonic()
        size = 0
        try:
            response = super().send(request, *args, **kwargs)
            size = len(response.content)
            if self._hear:
                self._hear(response)
        finally:
            if self._count:
                self._count(size, monotonic() - began)
        return response


@cache
def gate(pywikibot: Any) -> Gate:
    """The gate of pywikibot's one session with the net."""
    it = Gate()
    for scheme in ("https://", "http://"):
        pywikibot.comms.http.session.mount(scheme, it)
    return it


@dataclass
class Meter:
    """What one wiki's session has cost so far; see :class:`Costs`."""

    sent: Counter[str] = field(default_factory=Counter)
    site: int = 0
    rows: int = 0
    bytes: int = 0
    waiting: float = 0.0

    def count(self, kind: str, size: int, seconds: float) -> None:
        """One request of this kind."""
        self.sent[kind] += 1
        self.bytes += size
        self.waiting += seconds

    def count_site(self, _size: int, _seconds: float) -> None:
        """One request for logging in, or for the wiki's own facts."""
        self.site += 1

    def costs(self) -> Costs:
        """All of it, now."""
        return Costs(dict(self.sent), self.site, self.rows, self.bytes, self.waiting, monotonic())


def secrets(response: Response) -> Iterator[str]:
    """What was sent and received that must not be shown: passwords, tokens, cookies, signatures."""
    request = response.request
    sent = request.body.decode(errors="replace") if isinstance(request.body, bytes) else request.body or ""
    for value in SENT.findall(f"{sent}&{urlsplit(request.url or '').query}"):
        yield unquote_plus(value)
    for value in TOLD.findall(response.content) if b'token"' in response.content else ():
        with suppress(ValueError):
            yield str(json.loads(value))
    for cookie in (request.headers.get("Cookie"), response.headers.get("Set-Cookie")):
        yield from SESSION.findall(_text(cookie))
    # One value (Basic, Bearer), or several with names (OAuth).
    yield from re.findall(r'[^",=\s]{8,}=*', _text(request.headers.get("Authorization")))


def _text(header: object) -> str:
    return header.decode(errors="replace") if isinstance(header, bytes) else str(header or "")


def rows(answer: Mapping[str, Any]) -> int:
    """The entries of the lists in an answer to ``action=query``, and of the lists in its pages."""
    query = answer.get("query", {})
    pages = query.get("pages", ())
    return _entries(query) + sum(_entries(page) for page in pages)


def _entries(row: Mapping[str, Any]) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, list))
