"""``max``: the most points for one participant."""

from __future__ import annotations

from bot.features.scoring.option import Limit, OfSum
from bot.messages import Message, Param, message


class MaxInAll(Limit, OfSum):
    """At most so many points for a participant, bonuses included."""

    key = "max"
    sample = "max: 200"
    synonyms = ("limit", "cap")

    def in_words(self, rule: Message) -> Message:
        """``…, at most 100 in all``."""
        return message("rule-max", rule, self.value)

    def took(self, points: Param, of: Param) -> Message:
        """Said by itself."""
        return message("explain-cap", points)
