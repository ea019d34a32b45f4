"""Every HTTP request is counted on its way out, pywikibot's own for logging in too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from typing import Any, TypeAlias

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from bot.core.costs import Costs

Count: TypeAlias = Callable[[int, float], None]
"""Takes one request: the bytes of its answer's body, and how many seconds it took."""


class Gate(HTTPAdapter):
    """Where pywikibot's requests go out. Whoever is at work is told of each."""

    def __init__(self) -> None:
        super().__init__()
        self._count: Count | None = None

    @contextmanager
    def telling(self, count: Count) -> Iterator[None]:
        """Tell ``count`` of the requests that are sent meanwhile."""
        before, self._count = self._count, count
        try:
            yield
        finally:
            self._count = before

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send it on, and tell."""
        began = monotonic()
        size = 0
        try:
            response = super().send(request, *args, **kwargs)
            size = len(response.content)
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


def rows(answer: Mapping[str, Any]) -> int:
    """The entries of the lists in an answer to ``action=query``, and of the lists in its pages."""
    query = answer.get("query")
    pages = query.get("pages") if isinstance(query, dict) else None
    return _entries(query) + sum(_entries(page) for page in (pages if isinstance(pages, list) else ()))


def _entries(row: Any) -> int:
    found = row.values() if isinstance(row, dict) else ()
    return sum(len(value) for value in found if isinstance(value, list))
