"""Sums over entries: adding what is new, and taking off what it replaces.

Everything is exact, so the sums do not depend on the order in which pages were counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest

from bot.counting.standings import Amount
from bot.counting.stored_results import PageScore, Tally
from bot.features.measures.registry import DISTINCT
from bot.mediawiki.keys import PageKey

EVERYBODY = ""
"""The name of the group that all members are in; no team can be named so."""
WIKI = "\n"
"""How the name of a group begins that is a wiki; no team can be named so either."""
ZERO = Fraction(0)
NOTHING = Amount()
NO_SUMS = Tally()


def of_wiki(address: str) -> str:
    """The name of the group that is all work on one wiki."""
    return f"{WIKI}{address}"


def of_member(entries: Iterable[PageScore]) -> Tally:
    """One member's sums; the pages of the entries are distinct."""
    return changed(NO_SUMS, (), entries)


def of_group(entries: Collection[PageScore]) -> Tally:
    """The sums of several people, in which an article is one article."""
    return group_change((), entries)


def changed(tally: Tally, old: Iterable[PageScore], new: Iterable[PageScore]) -> Tally:
    """One member's sums where ``new`` comes in the place of ``old``."""
    sums = _Sums.of(tally)
    sums.add(new)
    sums.add(old, -1)
    return sums.tally()


def group_change(old: Collection[PageScore], new: Collection[PageScore]) -> Tally:
    """By how much the sums of several people change; the pages of ``old`` and ``new`` are the same."""
    change = changed(NO_SUMS, old, new)
    before, after = _by_page(old), _by_page(new)
    distinct = {
        name: _less(_distinct(after, name), _distinct(before, name))
        for name in DISTINCT
        if name in change.measures
    }
    return Tally(change.revisions, len(after) - len(before), {**change.measures, **distinct}, change.parts)


def plus(tally: Tally, change: Tally) -> Tally:
    """The sums with their change."""
    names = dict.fromkeys((*tally.measures, *change.measures))
    measures = {name: _more(tally.measures.get(name), change.measures.get(name)) for name in names}
    parts = zip_longest(tally.parts, change.parts, fillvalue=ZERO)
    return Tally(
        tally.revisions + change.revisions,
        tally.articles + change.articles,
        measures,
        tuple(one + more if more else one for one, more in parts),
    )


@dataclass(slots=True)
class _Sums:
    """Sums to add to. ``parts`` are numerators by denominator: whole numbers are added in no time."""

    revisions: int = 0
    articles: int = 0
    known: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    parts: list[dict[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, tally: Tally) -> _Sums:
        """Sums to which more is added."""
        known = {name: amount.known for name, amount in tally.measures.items()}
        unknown = {name: amount.unknown for name, amount in tally.measures.items() if amount.unknown}
        ratios = [part.as_integer_ratio() for part in tally.parts]
        parts = [{denominator: numerator} for numerator, denominator in ratios]
        return cls(tally.revisions, tally.articles, known, unknown, parts)

    def add(self, entries: Iterable[PageScore], sign: int = 1) -> None:
        """Add these, or take them off."""
        known, unknown = self.known, self.unknown
        for entry in entries:
            self.revisions += sign * entry.revisions
            self.articles += sign
            for name, amount in entry.measures.items():
                if amount is None:
                    unknown[name] = unknown.get(name, 0) + sign
                    known.setdefault(name, 0)
                else:
                    known[name] = known.get(name, 0) + sign * amount
            self._add_parts(entry.parts, sign)

    def _add_parts(self, parts: tuple[Fraction, ...], sign: int) -> None:
        while len(self.parts) < len(parts):
            self.parts.append({})
        for mine, part in zip(self.parts, parts, strict=False):
            numerator, denominator = part.as_integer_ratio()
            if numerator:
                mine[denominator] = mine.get(denominator, 0) + sign * numerator

    def tally(self) -> Tally:
        """What they came to."""
        measures = {name: Amount(amount, self.unknown.get(name, 0)) for name, amount in self.known.items()}
        return Tally(self.revisions, self.articles, measures, tuple(map(_together, self.parts)))


def _together(part: Mapping[int, int]) -> Fraction:
    fractions = [Fraction(numerator, denominator) for denominator, numerator in part.items()]
    return fractions[0] if len(fractions) == 1 else sum(fractions, ZERO)


def _by_page(entries: Iterable[PageScore]) -> Mapping[PageKey, list[PageScore]]:
    found: dict[PageKey, list[PageScore]] = defaultdict(list)
    for entry in entries:
        found[entry.page_key].append(entry)
    return found


def _distinct(pages: Mapping[PageKey, list[PageScore]], measure: str) -> Amount:
    known = unknown = 0
    for entries in pages.values():
        amounts = [entry.measures[measure] for entry in entries]
        if any(amounts):
            known += 1
        elif None in amounts:
            unknown += 1
    return Amount(known, unknown)


def _more(one: Amount | None, other: Amount | None) -> Amount:
    if one is None or other is None:
        return one or other or NOTHING
    return Amount(one.known + other.known, one.unknown + other.unknown)


def _less(one: Amount, other: Amount) -> Amount:
    return Amount(one.known - other.known, one.unknown - other.unknown)
