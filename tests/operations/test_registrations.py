"""What is remembered of registrations for events, and what is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.registrations import (
    HERE,
    EventAnswer,
    EventFailure,
    EventNumber,
    EventRef,
    EventRegistration,
    NumberedEvent,
    Registered,
    RegisteredPerson,
    Registration,
    Roster,
)
from bot.messages import Message
from bot.operations.ports import EventUnavailable
from bot.operations.registrations import RegistrationMemory
from bot.store.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVENT = EventRef(number=7)
PAGE = EventRef(page="Event:A")
AWAY = EventFailure.UNREADABLE
FOUND = EventRegistration(
    7,
    "A",
    "Event:A",
    "Europe/Rome",
    datetime(2026, 11, 1),
    datetime(2026, 11, 2),
    ("Olga",),
    ("*",),
    ("total_edits", 3),
    tracks=False,
    test=True,
)


class Events:
    """The source below: what it answers to each kind of question, and what it was asked."""

    def __init__(self) -> None:
        self.registration = EventAnswer(FOUND)
        self.people = ["Alice", "Bob"]
        self.number = NumberedEvent(7)
        self.away = False
        self.most = 1000
        self.asked: list[Question[Any]] = []

    def ask(self, *questions: Question[Any]) -> Answers:
        self.asked += questions
        return Answers({one: self._answer(one) for one in questions})

    def _answer(self, question: Question[Any]) -> Any:
        match question:
            case Registration():
                return EventAnswer(None, AWAY) if self.away else self.registration
            case Registered(_, after):
                people = [RegisteredPerson(n, name, NOW) for n, name in enumerate(self.people, 1)]
                there = tuple(one for one in people if one.number > after)
                if self.away:
                    return Roster(failure=AWAY)
                last = there[: self.most][-1].number if there else after
                return Roster(there[: self.most], last, more=len(there) > self.most)
            case EventNumber():
                return NumberedEvent(None, AWAY) if self.away else self.number
        raise AssertionError(question)


class Bot:
    """The memory over these events, with a clock and a store."""

    def __init__(self) -> None:
        self.events, self.store, self.now = Events(), Store(), NOW
        self.told: list[Message] = []
        self.memory = RegistrationMemory(
            self.events,
            lambda: self.store.results("wiki", 0),
            lambda: self.now,
            timedelta(days=1),
            self.told.append,
        )

    def registration(self, event: EventRef = EVENT, *, remembered: bool = False) -> EventAnswer:
        question = Registration(event, remembered)
        return self.memory.ask(question)[question]

    def people(self, event: EventRef = EVENT) -> list[str]:
        return [one.name for one in self.roster(event).people]

    def roster(self, event: EventRef = EVENT) -> Roster:
        return self.memory.ask(Registered(event))[Registered(event)]


@pytest.fixture
def bot() -> Bot:
    return Bot()


def test_a_registration_is_remembered_as_it_was(bot: Bot) -> None:
    assert bot.registration() == EventAnswer(FOUND)
    bot.events.away = True
    assert bot.registration() == EventAnswer(FOUND, AWAY, NOW)
    bot.now += timedelta(hours=5)
    assert bot.registration().since == NOW
    bot.events.away = False
    assert bot.registration() == EventAnswer(FOUND)
    bot.events.away = True
    assert bot.registration().since == bot.now


def test_the_operator_is_told_once_why_an_event_cannot_be_read(bot: Bot) -> None:
    bot.registration()
    bot.people()
    bot.events.away = True
    for _ in range(2):
        bot.registration()
        bot.people()
    assert [(said.key, said.params[0]) for said in bot.told] == [("event-unread", "7")]


def test_what_will_do_as_remembered_is_not_asked_again(bot: Bot) -> None:
    bot.registration()
    so_far = len(bot.events.asked)
    assert bot.registration(remembered=True).registration == FOUND
    assert len(bot.events.asked) == so_far


def test_with_nothing_remembered_an_event_that_is_away_ends_the_turn(bot: Bot) -> None:
    bot.events.away = True
    for event in (EVENT, PAGE):
        with pytest.raises(EventUnavailable):
            bot.roster(event)
    with pytest.raises(EventUnavailable):
        bot.registration()
    assert bot.registration(remembered=True) == EventAnswer(None, AWAY)


def test_a_deleted_registration_is_not_made_up_from_memory(bot: Bot) -> None:
    bot.registration()
    bot.events.registration = EventAnswer(None, EventFailure.DELETED)
    assert bot.registration() == EventAnswer(None, EventFailure.DELETED)
    bot.events.away = True
    with pytest.raises(EventUnavailable):
        bot.registration()


def test_only_who_is_new_is_asked_for_until_a_day_has_passed(bot: Bot) -> None:
    assert bot.people() == ["Alice", "Bob"]
    bot.events.people = ["Alicia", "Bob", "Carol"]
    bot.now += timedelta(hours=23)
    assert bot.people() == ["Alice", "Bob", "Carol"]
    bot.now += timedelta(hours=1)
    assert bot.people() == ["Alicia", "Bob", "Carol"]
    assert bot.events.asked == [Registered(EVENT), Registered(EVENT, 2), Registered(EVENT)]


def test_a_list_that_is_too_long_for_once_is_gone_on_with_the_next_time(bot: Bot) -> None:
    bot.events.people, bot.events.most = ["A", "B", "C", "D", "E"], 2
    assert [bot.people() for _ in range(3)] == [["A", "B"], ["A", "B", "C", "D"], ["A", "B", "C", "D", "E"]]
    bot.now += timedelta(days=1)
    bot.events.people = ["A", "B", "C", "Delta", "E"]
    again = [bot.people() for _ in range(3)]
    assert again == [["A", "B", "C", "D", "E"], ["A", "B", "C", "Delta", "E"], ["A", "B", "C", "Delta", "E"]]


def test_what_a_clock_in_the_future_said_is_not_believed(bot: Bot) -> None:
    bot.now += timedelta(days=900)
    bot.people()
    bot.now = NOW
    bot.events.people = ["Carol"]
    assert [bot.people() for _ in range(2)] == [["Carol", "Bob"], ["Carol"]]


def test_who_is_missing_once_is_not_believed_gone(bot: Bot) -> None:
    bot.people()
    bot.now += timedelta(days=1)
    bot.events.people = []
    assert bot.people() == ["Alice", "Bob"]
    bot.events.people = ["Alice", "Bob"]
    assert bot.people() == ["Alice", "Bob"]
    bot.people()
    assert bot.events.asked == [*[Registered(EVENT)] * 3, Registered(EVENT, 2)]
    bot.now += timedelta(days=1)
    bot.events.people = ["Alice"]
    assert [bot.people() for _ in range(3)] == [["Alice", "Bob"], ["Alice"], ["Alice"]]
    assert bot.events.asked[-1] == Registered(EVENT, 1)


def test_a_whole_reading_that_fails_is_tried_again(bot: Bot) -> None:
    bot.people()
    bot.now += timedelta(days=1)
    bot.events.away = True
    found = bot.roster()
    assert ([one.name for one in found.people], found.failure, found.since) == (
        ["Alice", "Bob"],
        AWAY,
        bot.now,
    )
    bot.events.away, bot.events.people = False, ["Carol"]
    assert [bot.people() for _ in range(2)] == [["Carol", "Bob"], ["Carol"]]


def test_the_number_of_a_page_is_asked_once_a_day(bot: Bot) -> None:
    for _ in range(2):
        bot.people(PAGE)
    number = EventNumber(HERE, "Event:A")
    assert bot.events.asked.count(number) == 1
    bot.now += timedelta(days=1)
    bot.events.number = NumberedEvent(8)
    bot.people(PAGE)
    assert bot.events.asked[-1] == Registered(EventRef(number=8))
    bot.now += timedelta(days=1)
    bot.events.number = NumberedEvent(None, EventFailure.NOT_FOUND)
    assert bot.roster(PAGE).failure is EventFailure.NOT_FOUND


def test_nothing_new_is_not_written_again(bot: Bot) -> None:
    written: list[str] = []
    results = bot.store.results("wiki", 0)
    put = results.put_note

    def put_note(name: str, value: Any) -> None:
        written.append(name)
        put(name, value)

    results.put_note = put_note  # type: ignore[method-assign]
    bot.memory = RegistrationMemory(bot.events, lambda: results, lambda: bot.now, timedelta(days=1))
    for _ in range(3):
        bot.registration()
        bot.people()
    assert len(written) == 2
