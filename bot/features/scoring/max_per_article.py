"""``max_per_article``: the most points for one article."""

from __future__ import annotations

from bot.features.scoring.option import Limit, OfArticle
from bot.messages import Message, Param, message


class MaxPerArticle(Limit, OfArticle):
    """At most so many points for each article, bonuses and weights included."""

    key = "max_per_article"
    sample = "max_per_article: 20"

    def in_words(self, rule: Message) -> Message:
        """``…, at most 20 an article``."""
        return message("rule-max-article", rule, self.value)

    def took(self, points: Param, of: Param) -> Message:
        """Said behind the sum of the article."""
        return message("explain-award-cap", of, points)
