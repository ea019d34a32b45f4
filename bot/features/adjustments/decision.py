"""What organizers can decide about one participant: below ``adjustments``, each with its reason.

An entry is a class in a module of its own, and a line in ``registry.DECISIONS``. It gives points, or takes
revisions out of everything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeAlias
from zoneinfo import ZoneInfo

from bot.declaration.schema.shapes import Shape
from bot.mediawiki.models import Revision
from bot.mediawiki.site import Title
from bot.messages import Message, Param

Value: TypeAlias = Decimal | Title | datetime


@dataclass(frozen=True, slots=True)
class Sayings:
    """How a page, a moment and a number with its sign are said where a decision is told."""

    page: Callable[[Title], Param]
    moment: Callable[[datetime], Param]
    signed: Callable[[Decimal], Param]


class Decision(ABC):
    """One kind of decision, by its key. ``value`` is what was decided, as it is told to programs.

    ``sample`` shows how it is written.
    ``reason`` is the name of the reason why what it takes out does not count (``reason-NAME``); empty where
    it takes out nothing.
    """

    __slots__ = ()
    key: ClassVar[str]
    synonyms: ClassVar[tuple[str, ...]] = ()
    shape: ClassVar[Shape[Any]]
    sample: ClassVar[str]
    reason: ClassVar[str] = ""
    value: Value

    @classmethod
    @abstractmethod
    def of(cls, written: Any, zone: ZoneInfo) -> Decision:
        """The decision that was written, in the campaign's time zone."""

    @property
    def points(self) -> Decimal:
        """What it gives, or takes where it is negative."""
        return Decimal(0)

    @property
    def article(self) -> Title | None:
        """The article that it is about, which has to be looked up; None where it is about none."""
        return None

    def takes_out(self, revision: Revision, pageid: int | None) -> bool:
        """Whether a revision of the participant counts nowhere; ``pageid`` is that of its article."""
        return False

    @abstractmethod
    def said(self, about: Title | None, sayings: Sayings) -> Message:
        """It in words; ``about`` is the article that the organizer named beside it."""
