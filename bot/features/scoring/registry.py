"""The options that a rule can have. One more is one module and one line here."""

from __future__ import annotations

from bot.features.scoring.best import Best
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.features.scoring.max_per_day import MaxPerDay
from bot.features.scoring.on_wikis import OnWikis
from bot.features.scoring.option import Option

LIMITS: tuple[type[Option], ...] = (MaxPerArticle, Best, MaxPerDay, MaxInAll)
"""Those that take points away, in the order in which they do: docs/counting.md, "Points"."""
OPTIONS: tuple[type[Option], ...] = (OnWikis, *LIMITS)
"""All of them: a rule pays where it does before anything is taken away."""
