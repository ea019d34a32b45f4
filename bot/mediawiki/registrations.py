"""Registrations for events (the extension CampaignEvents): what can be asked about them, and the answers.

Not every wiki has them, and they may be kept on another wiki than the campaign's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from urllib.parse import urlsplit

from bot.mediawiki.queries import Question
from bot.messages import Message

EVENT_NAMESPACE = 1728
"""The namespace of the events' pages: a wiki that has it has the extension."""
ALL_WIKIS = "*"
"""Stands in ``EventRegistration.wikis`` for every wiki."""
HERE = ""
"""The place of a wiki's own events."""


@dataclass(frozen=True)
class EventPlaces:
    """Where events are kept, as far as the operator knows: each place is the address of an ``index.php``.

    ``usual`` is where they are where nothing else is said: :data:`HERE`, another wiki, or None for nowhere.
    ``known`` are the places by their hosts, as settings name them.
    """

    usual: str | None = HERE
    known: Mapping[str, str] = field(default_factory=dict)


ON_THIS_WIKI = EventPlaces()
"""Where nothing else is known."""


@dataclass(frozen=True, slots=True)
class EventRef:
    """Which event is meant: by its ``number``, or by the title of its ``page`` where that is None.

    ``place`` is one of :class:`EventPlaces`.
    """

    place: str = HERE
    number: int | None = None
    page: str = ""

    @property
    def name(self) -> str:
        """How people call it."""
        name = self.page if self.number is None else str(self.number)
        return f"{name} ({urlsplit(self.place).netloc})" if self.place else name


class EventFailure(Enum):
    """Why there is no answer."""

    NOT_FOUND = "there is no such event"
    DELETED = "its registration was deleted"
    NO_EVENTS = "the wiki knows no events"
    UNREADABLE = "the wiki did not answer, or made no sense"
    NOT_ASKED = "no wiki is asked"

    @property
    def passing(self) -> bool:
        """Whether it may be over soon, and says nothing of the event."""
        return self is EventFailure.UNREADABLE


@dataclass(frozen=True, slots=True)
class EventRegistration:
    """What a registration says of its event.

    ``page`` is the title of the event's page, with the namespace as that wiki wrote it. ``start`` and ``end``
    are without a zone: the clock's time in ``timezone``, which is as somebody entered it (``europe/rome``,
    ``+05:30``). ``wikis`` are names of databases, or :data:`ALL_WIKIS`; empty where it does not say.
    ``goal`` is its kind, in the extension's words, and how many. ``tracks``: contributions may be shown with
    the people. Where people meet and chat is not read at all: that is nobody's to publish.
    """

    number: int
    name: str
    page: str
    timezone: str
    start: datetime
    end: datetime
    organizers: tuple[str, ...] = ()
    wikis: tuple[str, ...] = ()
    goal: tuple[str, int] | None = None
    tracks: bool = True
    test: bool = False


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """A registration, or why there is none.

    Both: it is that of the last reading, and ``since`` is since when nothing newer could be read. ``reason``
    says for the operator what came instead of an answer.
    """

    registration: EventRegistration | None
    failure: EventFailure | None = None
    since: datetime | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """Somebody who registered ``at`` a moment (UTC), under the number of their registration."""

    number: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Roster:
    """Who registered for an event publicly, in the order of the numbers.

    ``last`` is the highest number, 0 where there is none: that of people whose names are hidden, too.
    ``more``: there may be others behind it, who are to be asked for another time.
    ``failure``, ``since`` and ``reason`` as in :class:`EventAnswer`.
    """

    people: tuple[RegisteredPerson, ...] = ()
    last: int = 0
    failure: EventFailure | None = None
    since: datetime | None = None
    reason: Message | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Registration(Question[EventAnswer]):
    """What a registration says. ``remembered``: what was read some time ago will do."""

    event: EventRef
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Registered(Question[Roster]):
    """Who registered, with a number above ``after``.

    Who registers anew, or publicly instead of privately, keeps a number that is passed already.
    """

    event: EventRef
    after: int = 0


@dataclass(frozen=True, slots=True)
class NumberedEvent:
    """The number of an event, or why there is none; see :class:`EventAnswer`."""

    number: int | None
    failure: EventFailure | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class EventNumber(Question[NumberedEvent]):
    """Which event has this page."""

    place: str
    page: str
