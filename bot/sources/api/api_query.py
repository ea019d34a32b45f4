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
class ApiQuery:
    """One query: its parameters, and who takes the answer.

    ``take`` is given each part of the answer (the whole response, formatversion 2). ``unfollowed`` names the
    continuation (``uccontinue``) of a query that is not read to its end, but until ``enough`` says so: by
    default, its first part. None: it is read to its end.
    """

    params: Mapping[str, str]
    take: Callable[[Mapping[str, Any]], None]
    unfollowed: str | None = None
    enough: Callable[[], bool] = lambda: True

    @property
    def page_set(self) -> bool:
        """Whether it asks about pages, of which a request can name only one set."""
        return any(name in self.params for name in PAGE_SETS)

    def modules(self, *kinds: str) -> tuple[str, ...]:
        """The modules of these kinds (``list``, ``prop``) that it uses."""
        return tuple(name for kind in kinds for name in _names(self.params.get(kind, "")))


def _names(value: str) -> list[str]:
    return value.split("|") if value else []


def merge(asks: Iterable[ApiQuery]) -> Iterator[tuple[dict[str, str], list[ApiQuery]]]:
    """Group asks into as few requests as the API's rules allow, in the order given."""
    groups: list[list[ApiQuery]] = []
    for ask in asks:
        group = next((g for g in groups if all(_share(ask, other) for other in g)), None)
        if group is None:
            groups.append([ask])
        else:
            group.append(ask)
    for group in groups:
        yield _params(group), group


def _share(one: ApiQuery, other: ApiQuery) -> bool:
    """Whether one request can hold both: it has one page set, each list once, and one value for a name."""
    if one.page_set and other.page_set:
        return False
    if not set(one.modules("list")).isdisjoint(other.modules("list")):
        return False
    both = one.params.keys() & other.params.keys() - set(JOINED)
    return all(one.params[name] == other.params[name] for name in both)


def _params(group: Sequence[ApiQuery]) -> dict[str, str]:
    params: dict[str, str] = {}
    for ask in group:
        for name, value in ask.params.items():
            known = _names(params.get(name, "")) if name in JOINED else []
            params[name] = "|".join(dict.fromkeys([*known, *_names(value)])) if known else value
    return params


def following(told: Mapping[str, Any], group: Sequence[ApiQuery]) -> dict[str, str]:
    """The parameters that continue a request, empty at its end; ``told`` is the answer's ``continue``.

    Queries of which enough is known are named among the finished ones, so the others go on without them.
    """
    enough = [ask for ask in group if ask.unfollowed in told and ask.enough()]
    unfollowed = {ask.unfollowed for ask in enough}
    more = {name: str(value) for name, value in told.items() if name not in unfollowed}
    if not more.keys() - {"continue"}:
        return {}
    place, _, finished = more["continue"].partition("||")
    names = [*_names(finished), *(name for ask in enough for name in ask.modules("list", "prop"))]
    return {**more, "continue": f"{place}||{'|'.join(names)}"}


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
