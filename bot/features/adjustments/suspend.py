"""``suspend``: nothing of a participant counts from a moment on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.declaration.schema.dates import When
from bot.features.adjustments.decision import Decision, Sayings
from bot.mediawiki.models import Revision
from bot.mediawiki.site import Title
from bot.messages import Message, message


@dataclass(frozen=True, slots=True)
class Suspend(Decision):
    """From that moment (UTC) on."""

    key: ClassVar[str] = "suspend"
    sample: ClassVar[str] = "suspend: 2026-11-10"
    synonyms: ClassVar[tuple[str, ...]] = ("ban",)
    shape: ClassVar[When] = When()
    reason: ClassVar[str] = "suspended"
    value: datetime

    @classmethod
    def of(cls, written: Any, zone: ZoneInfo) -> Suspend:
        """A date is the first moment of that day in the campaign's time zone."""
        return cls(written.begins(zone))

    def takes_out(self, revision: Revision, _pageid: int | None) -> bool:
        """All revisions of that moment or later."""
        return revision.timestamp >= self.value

    def said(self, _about: Title | None, sayings: Sayings) -> Message:
        """``nothing counts from 10 November on``."""
        return message("adjusted-suspended", sayings.moment(self.value))
