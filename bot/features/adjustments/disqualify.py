"""``disqualify``: nothing of a participant's work on one article counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.declaration.schema.names import PageTitle
from bot.features.adjustments.decision import Decision, Sayings
from bot.mediawiki.models import Revision
from bot.mediawiki.site import Title
from bot.messages import Message, message


@dataclass(frozen=True, slots=True)
class Disqualify(Decision):
    """An article, wherever it was moved since."""

    key: ClassVar[str] = "disqualify"
    sample: ClassVar[str] = "disqualify: Marie Curie"
    shape: ClassVar[PageTitle] = PageTitle()
    reason: ClassVar[str] = "disqualified"
    value: Title

    @classmethod
    def of(cls, written: Any, _zone: ZoneInfo) -> Disqualify:
        """The article that was written."""
        return cls(written)

    @property
    def article(self) -> Title:
        """It."""
        return self.value

    def takes_out(self, revision: Revision, pageid: int | None) -> bool:
        """All revisions of the article."""
        return revision.pageid == pageid

    def said(self, _about: Title | None, sayings: Sayings) -> Message:
        """``Marie Curie does not count``."""
        return message("adjusted-disqualified", sayings.page(self.value))
