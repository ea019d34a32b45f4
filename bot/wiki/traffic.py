"""Every HTTP request on its way out: who sends it is told, it is counted, and it has its time and no more."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from threading import Event
from time import monotonic
from typing import Any, TypeAlias
from urllib.parse import unquote_plus, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException

from bot.mediawiki.costs import Costs
from bot.operations.waiting import OutOfTime, in_time

Count: TypeAlias = Callable[[int, float], None]
"""Takes one request: the bytes of its answer's body, and how many seconds it took."""

Hear: TypeAlias = Callable[[Response], None]
"""Is handed each answer as it came."""

CONNECT_SECONDS = 15
CHUNK = 65_536
LARGEST = 64 * 1024 * 1024
"""No answer's body has more bytes than this, unpacked; MediaWiki's own limit is 8 MB."""
SENT = re.compile(r"(?:^|&)(?:\w*token|\w*password|retype)=([^&]+)")
TOLD = re.compile(rb'"\w*token"\s*:\s*("(?:[^"\\]|\\.)+")')
SESSION = re.compile(r"(?:session|token|auth)[^=;]*=([^;,\s]{16,})", re.IGNORECASE)
"""A cookie that stands for an account; others hold its name and number, or the word that they are deleted."""


class TooSlow(RequestException):
    """The answer was not there, or not all of it, when its time was over."""


class TooMuch(RequestException):
    """The answer is larger than any that a wiki gives."""


@dataclass(frozen=True)
class Errand:
    """What a request is sent for: who counts it, up to when (``monotonic``) it may take, and what ends it.

    ``grace``: how many seconds it still has when the process is asked to end. ``hear`` is handed the answer.
    """

    count: Count
    ends: float
    stop: Event
    grace: float = 0
    hear: Hear = lambda _response: None


class Gate(HTTPAdapter):
    """Where pywikibot's requests go out. Whoever is at work is told of each.

    ``agent`` is how the bot introduces itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self.agent = ""
        self._errand: Errand | None = None

    @contextmanager
    def sending(self, errand: Errand) -> Iterator[None]:
        """The requests that are sent meanwhile are for this errand."""
        before, self._errand = self._errand, errand
        try:
            yield
        finally:
            self._errand = before

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send it on, wait for the whole answer, and tell. Raises RequestException and Stopped."""
        if self.agent:
            request.headers["User-Agent"] = self.agent
        errand = self._errand
        if errand is None:
            return super().send(request, *args, **kwargs)
        began = monotonic()
        size = 0
        try:
            response = self._in_time(request, errand, **kwargs)
            size = len(response.content)
            errand.hear(response)
        finally:
            errand.count(size, monotonic() - began)
        return response

    def _in_time(self, request: PreparedRequest, errand: Errand, **kwargs: Any) -> Response:
        left = max(errand.ends - monotonic(), 0.001)
        # What is left behind must end by itself: each of its steps has a time, too.
        kwargs |= {"timeout": (min(CONNECT_SECONDS, left), left), "stream": True}
        exchange = _Exchange(lambda: HTTPAdapter.send(self, request, **kwargs))
        try:
            return in_time(exchange, errand.ends, errand.stop, grace=errand.grace, abandon=exchange.abandon)
        except OutOfTime:
            raise TooSlow(f"no whole answer in {left:.0f} seconds", request=request) from None


class _Exchange:
    """A request and the whole of its answer."""

    def __init__(self, send: Callable[[], Response]) -> None:
        self._send = send
        self._response: Response | None = None
        self._abandoned = False

    def __call__(self) -> Response:
        response = self._response = self._send()
        body = bytearray()
        for chunk in response.iter_content(CHUNK):
            body += chunk
            if len(body) > LARGEST or self._abandoned:
                response.close()
                raise TooMuch(f"more than {LARGEST // 1024**2} MB", response=response)
        response._content = bytes(body)  # noqa: SLF001 - requests has no other way to hand in what was read
        return response

    def abandon(self) -> None:
        """Nobody waits for it any more: whatever it is reading ends."""
        self._abandoned = True
        if self._response is not None:
            with suppress(OSError, ValueError, RuntimeError, AttributeError):  # It may be over by now.
                self._response.raw.shutdown()


@cache
def gate(pywikibot: Any) -> Gate:
    """The gate of pywikibot's one session with the net."""
    it = Gate()
    for scheme in ("https://", "http://"):
        pywikibot.comms.http.session.mount(scheme, it)
    return it


@dataclass
class TrafficMeter:
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
    query = answer.get("query")
    pages = query.get("pages") if isinstance(query, dict) else None
    return _entries(query) + sum(_entries(page) for page in (pages if isinstance(pages, list) else ()))


def _entries(row: Any) -> int:
    found = row.values() if isinstance(row, dict) else ()
    return sum(len(value) for value in found if isinstance(value, list))
