"""``best``: only the articles that give a participant most by a rule."""

from __future__ import annotations

from collections.abc import Sequence

from bot.declaration.schema.numbers import WholeNumber
from bot.features.scoring.option import OfArticles, Share, Taken
from bot.messages import Message, Param, message


class Best(OfArticles):
    """Only so many articles of a participant pay: those that give most, of equal ones the older page."""

    key = "best"
    sample = "best: 10"
    shape = WholeNumber(1, 1_000_000)

    def taken(self, shares: Sequence[Share]) -> Sequence[Taken]:
        """All that the other articles give."""
        ranked = sorted(shares, key=lambda one: (-one.points, one.page_key))
        return [Taken(one.points, one.page_key) for one in ranked[int(self.value) :] if one.points > 0]

    def in_words(self, rule: Message) -> Message:
        """``…, only for the 10 articles that give most``."""
        return message("rule-best", rule, self.value)

    def took(self, points: Param, of: Param) -> Message:
        """Said behind the sum of the article."""
        return message("explain-award-best", of, points)
