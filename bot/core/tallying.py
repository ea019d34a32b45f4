"""Sums over entries: adding what is new, and taking off what it replaces.

Everything is exact, so the sums do not depend on the order in which pages were counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from bot.core.keeping import Entry, Tally
from bot.core.standings import Amount

EVERYBODY = ""
"""The name of the group that all members are in; no team can be named so."""
DISTINCT = ("articles_created", "articles_improved")
"""Measures that are numbers of articles: in a group each is counted once, whoever worked on it."""


def of_member(entries: Iterable[Entry]) -> Tally:
    """One member's sums; the pages of the entries are distinct."""
    return _sum(entries, pages=None)


def of_group(entries: Collection[Entry]) -> Tally:
    """The sums of several people, in which an article is one article."""
    by_page: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_page[entry.pageid].append(entry)
    return _sum(entries, pages=by_page)


def _sum(entries: Iterable[Entry], pages: Mapping[int, list[Entry]] | None) -> Tally:
    known: dict[str, int] = {}
    unknown: dict[str, int] = {}
    parts: list[Fraction] = []
    revisions = articles = 0
    for entry in entries:
        revisions += entry.revisions
        articles += 1  # noqa: SIM113 (zero where there are none)
        for name, amount in entry.measures.items():
            if amount is None:
                unknown[name] = unknown.get(name, 0) + 1
                known.setdefault(name, 0)
            else:
                known[name] = known.get(name, 0) + amount
        parts = _added(parts, entry.parts, 1)
    measures = {name: Amount(amount, unknown.get(name, 0)) for name, amount in known.items()}
    if pages is not None:
        articles = len(pages)
        measures |= {name: _distinct(pages, name) for name in DISTINCT if name in measures}
    return Tally(revisions, articles, measures, tuple(parts))


def _distinct(pages: Mapping[int, list[Entry]], measure: str) -> Amount:
    known = unknown = 0
    for entries in pages.values():
        amounts = [entry.measures[measure] for entry in entries]
        if any(amounts):
            known += 1
        elif None in amounts:
            unknown += 1
    return Amount(known, unknown)


def _added(parts: list[Fraction], others: tuple[Fraction, ...], sign: int) -> list[Fraction]:
    parts += [Fraction(0)] * (len(others) - len(parts))
    for place, other in enumerate(others):
        if other:
            parts[place] += sign * other
    return parts


def replaced(tally: Tally, old: Tally, new: Tally) -> Tally:
    """The sums with ``new`` in the place of ``old``."""
    names = dict.fromkeys((*tally.measures, *old.measures, *new.measures))
    measures = {
        name: _replaced(tally.measures.get(name), old.measures.get(name), new.measures.get(name))
        for name in names
    }
    parts = _added(_added(list(tally.parts), old.parts, -1), new.parts, 1)
    return Tally(
        tally.revisions - old.revisions + new.revisions,
        tally.articles - old.articles + new.articles,
        measures,
        tuple(parts),
    )


def _replaced(amount: Amount | None, old: Amount | None, new: Amount | None) -> Amount:
    one, less, more = amount or Amount(), old or Amount(), new or Amount()
    return Amount(one.known - less.known + more.known, one.unknown - less.unknown + more.unknown)
