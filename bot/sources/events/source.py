"""Registrations for events as a source of facts, over the sources that know pages and edits.

They are asked for one by one: the extension takes no several at once. Within one turn the same is asked
once, and a wiki that did not answer is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.registrations import (
    EventAnswer,
    EventFailure,
    EventNumber,
    EventRef,
    NumberedEvent,
    Registered,
    RegisteredPerson,
    Registration,
    Roster,
)
from bot.messages import Message, message
from bot.operations.ports import Source, WikiUnavailable
from bot.operations.waiting import Patience
from bot.sources.events import answers
from bot.sources.events.answers import OddAnswer
from bot.sources.fact_source import EventRequester, FactSource, Kind, WikiParts

T = TypeVar("T")
BASE = "campaignevents/v0/event_registration"
PAGE_ROWS = 20
"""So many people stand on one page of the list: the extension's number, which nobody can choose."""
MOST_PAGES = 250
"""So many of them are read at a time: 5,000 people."""
MOST_EVENTS = 20
"""So many events are looked at in one turn: a campaign names two, older versions of its settings a few."""
OK, NOT_FOUND = 200, 404


class Unread(Exception):
    """A wiki did not answer, or what it answered made no sense."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


class EventSource:
    """Answers what is asked about events, and hands other questions on to ``below``.

    ``wikis`` open the wikis that keep events, by their places. ``patience`` counts the turns.
    """

    def __init__(
        self, below: Source, wikis: Mapping[str, Callable[[], EventRequester]], patience: Patience
    ) -> None:
        self._below = below
        self._wikis = wikis
        self._patience = patience
        self._turn = 0
        self._told: dict[Question[Any], Any] = {}
        self._down: dict[str, Message] = {}
        self._events: set[EventRef] = set()

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them; what goes wrong with an event is an answer, too. Raises WikiUnavailable."""
        if self._turn != self._patience.turns or not self._turn:
            self._turn, self._told, self._down, self._events = self._patience.turns, {}, {}, set()
        others = tuple(one for one in questions if not isinstance(one, KINDS))
        told = self._below.ask(*others) if others else Answers({})
        mine: dict[Question[Any], Any] = {
            one: self._answer(one) for one in questions if isinstance(one, KINDS)
        }
        return Answers({**mine, **{one: told[one] for one in others}})

    def _answer(self, question: Question[Any]) -> Any:
        if question not in self._told:
            self._told[question] = self._asked(question)
        return self._told[question]

    def _is_one_too_many(self, event: EventRef) -> bool:
        self._events.add(event)
        return len(self._events) > MOST_EVENTS

    def _asked(self, question: Question[Any]) -> EventAnswer | Roster | NumberedEvent:
        many = (EventFailure.UNREADABLE, message("event-odd", f"more than {MOST_EVENTS} events"))
        match question:
            case Registration(event) if self._is_one_too_many(event):
                return EventAnswer(None, many[0], reason=many[1])
            case EventNumber(place, page) if self._is_one_too_many(EventRef(place, page=page)):
                return NumberedEvent(None, *many)
            case Registration(event):
                return self._registration(event)
            case Registered(event, after):
                return self._roster(event, after)
            case EventNumber(place, page):
                return self._number(place, page)
        raise TypeError(f"No source answers the question {type(question).__name__}.")

    def _registration(self, event: EventRef) -> EventAnswer:
        path = f"{BASE}/{event.number}"
        try:
            body = self._rest(event.place, path)
            if isinstance(body, EventFailure):
                return EventAnswer(None, body)
            rows = self._rest(event.place, f"{path}/organizers")
            organizers = () if isinstance(rows, EventFailure) else rows
            return EventAnswer(_sound(lambda: answers.registration(body, answers.organizers(organizers))))
        except Unread as unread:
            return EventAnswer(None, EventFailure.UNREADABLE, reason=unread.reason)

    def _roster(self, event: EventRef, after: int) -> Roster:
        found: list[RegisteredPerson] = []
        last = after
        try:
            for _ in range(MOST_PAGES):
                rows = self._rest(event.place, f"{BASE}/{event.number}/participants", _params(last))
                if isinstance(rows, EventFailure):
                    return Roster(failure=rows)
                some, end, number = _page_of_people(rows, last)
                found += some
                last = end
                if number < PAGE_ROWS:
                    return Roster(tuple(found), last)
        except Unread as unread:
            return Roster(failure=EventFailure.UNREADABLE, reason=unread.reason)
        return Roster(tuple(found), last, more=True)

    def _number(self, place: str, page: str) -> NumberedEvent:
        try:
            status, html = self._of(place, lambda wiki: wiki.page(page))
        except Unread as unread:
            return NumberedEvent(None, EventFailure.UNREADABLE, unread.reason)
        number = answers.number_on(html)
        if number is not None:
            return NumberedEvent(number)
        if status in (OK, NOT_FOUND):
            return NumberedEvent(None, EventFailure.NOT_FOUND)
        return NumberedEvent(None, EventFailure.UNREADABLE, message("event-odd", f"HTTP {status}"))

    def _rest(self, place: str, path: str, params: Mapping[str, str] | None = None) -> Any:
        """The JSON of one answer, or why there is none. Raises Unread."""
        status, body = self._of(place, lambda wiki: wiki.rest(path, params or {}))
        return body if status == OK else _sound(lambda: answers.failure(status, body))

    def _of(self, place: str, ask: Callable[[EventRequester], T]) -> T:
        if place in self._down:
            raise Unread(self._down[place])
        try:
            return ask(self._wikis[place]())
        except WikiUnavailable as unavailable:
            self._down[place] = unavailable.message
            raise Unread(unavailable.message) from unavailable


def _params(after: int) -> Mapping[str, str]:
    least = {"last_participant_id": str(after)} if after else {}
    return {"include_private": "false", **least}


def _page_of_people(rows: Any, after: int) -> tuple[tuple[RegisteredPerson, ...], int, int]:
    """Those on it, the number to go on from, and how many rows it has. Raises Unread."""
    some, last, number = _sound(lambda: answers.people(rows))
    if number and last <= after:
        raise Unread(message("event-odd", "a list that does not go on"))
    return some, last if number else after, number


def _sound(read: Callable[[], T]) -> T:
    """What is read, where it makes sense. Raises Unread."""
    try:
        return read()
    except OddAnswer as odd:
        raise Unread(message("event-odd", str(odd))) from odd


KINDS = (Registration, Registered, EventNumber)


class EventRegistrations(FactSource):
    """The extension CampaignEvents, where the wiki has it or the operator says where events are kept."""

    name: ClassVar[str] = "events"

    @property
    def kinds(self) -> frozenset[Kind]:
        """All about events."""
        return frozenset(KINDS)

    def over(self, below: Source | None, wiki: WikiParts) -> EventSource | None:
        """Over all that know pages."""
        if below is None or not wiki.events:
            return None
        return EventSource(below, wiki.events, wiki.patience)
