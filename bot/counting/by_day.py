"""On which days an article's amounts, and the points for them, came about.

Rule: docs/counting.md, "Points", "By days".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Campaign

Days: TypeAlias = Mapping[str, Mapping[date, int]]
"""For each amount that was asked for, what the edits of each day net to; what is unknown is not in it."""
Change: TypeAlias = tuple[datetime, bool, Mapping[str, int | None]]
"""One revision: when it was saved, whether it is an edit, and what it changed."""


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """Which amounts have to be known by day, by their keys, and in which time zone a day is a day."""

    keys: tuple[str, ...]
    zone: ZoneInfo

    @classmethod
    def of(cls, campaign: Campaign) -> DayCalendar | None:
        """That of a campaign; None where no rule asks for days."""
        keys = dict.fromkeys(rule.key for rule in campaign.rules if any(one.by_day for one in rule.options))
        return cls(tuple(keys), ZoneInfo(campaign.timezone)) if keys else None

    def days(self, changes: Sequence[Change], amounts: Mapping[str, int | None]) -> Days:
        """The amounts of a contribution by day; ``changes`` are those of its revisions, oldest first."""
        known = {key: amount for key in self.keys if (amount := amounts[key]) is not None}
        return {key: self._of(key, amount, changes) for key, amount in known.items()}

    def _of(self, key: str, amount: int, changes: Sequence[Change]) -> Mapping[date, int]:
        days: dict[date, int] = defaultdict(int)
        for when, _, change in changes:
            days[when.astimezone(self.zone).date()] += change.get(key) or 0
        if sum(days.values()) == amount:
            return {day: net for day, net in days.items() if net}
        # What is no sum over revisions, as an article that was created, belongs to the first edit.
        first = next((when for when, is_edit, _ in changes if is_edit), changes[0][0])
        return {first.astimezone(self.zone).date(): amount}


def netted(days: Mapping[date, int]) -> dict[date, int]:
    """The amounts by day, in order, with each negative day taken off earlier days, the newest first.

    What no earlier day can bear is taken off later ones, the next first. Nothing is left where all of it
    comes to no more than nothing.
    """
    left: list[tuple[date, int]] = []
    owed = 0  # Only where nothing is left.
    for day, net in sorted(days.items()):
        amount = net - owed
        if amount > 0:
            left.append((day, amount))
        while amount < 0 and left:
            earlier, there = left.pop()
            amount += there
            if amount > 0:
                left.append((earlier, amount))
        owed = max(-amount, 0)
    return dict(left)


def spread(days: Mapping[date, int], points_for: Callable[[int], Fraction]) -> dict[date, Fraction]:
    """An article's points by day: what each day adds to what the days before it give together."""
    found: dict[date, Fraction] = {}
    amount, before = 0, Fraction(0)
    for day, more in netted(days).items():
        amount += more
        points = points_for(amount)
        if points != before:
            found[day] = points - before
        before = points
    return found
