"""One request carries many questions: small API queries that are merged before they are sent.

Rules: https://www.mediawiki.org/wiki/API:Query (modules of one request, page sets) and API:Continue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
PAGE_SETS = ("titles", "pageids", "revids", "generator")
JOINED = ("list", "prop", "meta")


@dataclass(frozen=True)
class Ask:
    """One query: its parameters, and who takes the answer.

    ``take`` is given each part of the answer (the whole response, formatversion 2). ``once`` means that
    the first part is enough and no continuation is wanted.
    """

    params: Mapping[str, str]
    take: Callable[[Mapping[str, Any]], None]
    once: bool = False

    @property
    def page_set(self) -> bool:
        """Whether it asks about pages, of which a request can name only one set."""
        return any(name in self.params for name in PAGE_SETS)

    def lists(self) -> frozenset[str]:
        """The list modules it uses; a request can use each only once."""
        named = self.params.get("list", "")
        return frozenset(named.split("|")) if named else frozenset()


def merge(asks: Iterable[Ask]) -> Iterator[tuple[dict[str, str], list[Ask]]]:
    """Group asks into as few requests as the API's rules allow, in the order given."""
    groups: list[list[Ask]] = []
    for ask in asks:
        group = next((g for g in groups if _fits(ask, g)), None)
        if group is None:
            groups.append([ask])
        else:
            group.append(ask)
    for group in groups:
        yield _params(group), group


def _fits(ask: Ask, group: Sequence[Ask]) -> bool:
    if ask.once or any(other.once for other in group):
        return False
    if ask.page_set and any(other.page_set for other in group):
        return False
    return all(ask.lists().isdisjoint(other.lists()) for other in group)


def _params(group: Sequence[Ask]) -> dict[str, str]:
    params: dict[str, str] = {}
    for ask in group:
        for name, value in ask.params.items():
            params[name] = f"{params[name]}|{value}" if name in JOINED and name in params else value
    return params


def chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Items in groups of at most ``size``."""
    iterator = iter(items)
    while chunk := tuple(islice(iterator, size)):
        yield chunk


def joined(values: Iterable[object]) -> str:
    """Values as one multi-value parameter. U+001F stands between where a value holds a ``|``."""
    texts = [str(value) for value in values]
    if any("|" in text for text in texts):
        return "\x1f" + "\x1f".join(texts)
    return "|".join(texts)
