"""The options that a rule can have. One more is one module and one line here."""

from __future__ import annotations

from bot.features.scoring.best import Best
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.features.scoring.max_per_day import MaxPerDay
from bot.features.scoring.on_wikis import OnWikis
from bot.features.scoring.option import Option

OPTIONS: tuple[type[Option], ...] = (OnWikis, MaxPerArticle, Best, MaxPerDay, MaxInAll)
"""In the order in which they are applied: docs/counting.md, "Points"."""
