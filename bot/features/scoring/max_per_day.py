"""``max_per_day``: the most points for one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from bot.features.scoring.option import Limit, OfArticles, Share, Taken
from bot.messages import Message, Param, message


class MaxPerDay(Limit, OfArticles):
    """At most so many points for all that a participant did on a day, in the campaign's time zone."""

    key = "max_per_day"
    sample = "max_per_day: 20"
    by_day = True

    def taken(self, shares: Sequence[Share]) -> Sequence[Taken]:
        """What each day gives beyond the limit, the first day first."""
        together: dict[date, Fraction] = defaultdict(Fraction)
        for share in shares:
            for day, points in share.days.items():
                together[day] += points
        over = ((day, self.excess(points)) for day, points in sorted(together.items()))
        return [Taken(points, day=day) for day, points in over if points]

    def in_words(self, rule: Message) -> Message:
        """``…, at most 20 a day``."""
        return message("rule-max-day", rule, self.value)

    def took(self, points: Param, of: Param) -> Message:
        """Said by itself, for each day."""
        return message("rule-max-day-took", points, of)
