"""``points``: more of them, or fewer, behind everything that rules give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.declaration.schema.numbers import Number
from bot.features.adjustments.decision import Decision, Sayings
from bot.mediawiki.site import Title
from bot.messages import Message, message


@dataclass(frozen=True, slots=True)
class GivePoints(Decision):
    """So many points; they may lead below zero."""

    key: ClassVar[str] = "points"
    sample: ClassVar[str] = "points: -5"
    shape: ClassVar[Number] = Number(least=None)
    value: Decimal

    @classmethod
    def of(cls, written: Any, _zone: ZoneInfo) -> GivePoints:
        """The number that was written."""
        return cls(written)

    @property
    def points(self) -> Decimal:
        """All of them."""
        return self.value

    def said(self, about: Title | None, sayings: Sayings) -> Message:
        """``-5 points for Lise Meitner``."""
        shown = sayings.signed(self.value)
        if about is None:
            return message("adjusted-points", self.value, shown)
        return message("adjusted-points-article", self.value, shown, sayings.page(about))
