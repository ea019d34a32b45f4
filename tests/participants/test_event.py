"""``event``: who takes part by a registration, since when, and what is told of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.features.participants.event import RegisteredForEvent
from bot.features.participants.source import FoundNames, Shown
from bot.mediawiki.queries import Answers
from bot.mediawiki.registrations import (
    EventAnswer,
    EventFailure,
    EventRef,
    EventRegistration,
    Registered,
    RegisteredPerson,
    Registration,
    Roster,
)
from bot.mediawiki.site import Title
from tests.declaration.reading import PAGE
from tests.participants.declared import around

NOV = [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 6)]
HERE = EventRef(number=7)
META = EventRef("https://meta.wikimedia.org/w/index.php", 7)
AWAY = EventFailure.UNREADABLE


def registration(**more: Any) -> EventRegistration:
    return EventRegistration(7, "A day", "Event:A day", "UTC", NOV[0], NOV[1], **more)


def find(
    roster: Roster, answer: EventAnswer | None = None, source: RegisteredForEvent | None = None
) -> FoundNames:
    source = source or RegisteredForEvent(HERE, 4)
    asking = source.find(around())
    asked = next(asking)
    assert asked == (Registered(source.ref), Registration(source.ref))
    answers = {asked[0]: roster, asked[1]: answer or EventAnswer(registration())}
    try:
        asking.send(Answers(answers))
    except StopIteration as end:
        found: FoundNames = end.value
        return found
    raise AssertionError("it asked again")


def told(found: FoundNames) -> list[tuple[str, tuple[object, ...]]]:
    assert {notice.line for notice in found.notices} <= {4}
    return [(notice.message.key, notice.message.params) for notice in found.notices]


def test_people_come_with_the_time_when_they_registered() -> None:
    people = (
        RegisteredPerson(1, "Bob", NOV[2]),
        RegisteredPerson(2, "alice_B", NOV[1]),
        RegisteredPerson(3, "10.0.0.1", NOV[1]),
    )
    found = find(Roster(people, 3))
    assert found.names == ("Bob", "Alice B")
    assert found.joined == {"Bob": NOV[2], "Alice B": NOV[1]}
    assert found.vouched
    assert not found.on_lists
    assert not found.notices


def test_who_leaves_is_seen_by_what_was_read() -> None:
    read = [find(Roster((RegisteredPerson(1, name, NOV[0]),), 1)).pages for name in ("Bob", "Bob", "Alice")]
    assert read[0] == read[1] != read[2]


@pytest.mark.parametrize(
    ("roster", "answer", "notices"),
    [
        (Roster(failure=EventFailure.NOT_FOUND), EventAnswer(None, EventFailure.NOT_FOUND), [("none", "7")]),
        (Roster(), EventAnswer(None, EventFailure.DELETED), [("deleted", "7")]),
        (
            Roster(failure=EventFailure.NO_EVENTS),
            EventAnswer(None, EventFailure.NO_EVENTS),
            [("no-events", "7")],
        ),
        (Roster(failure=AWAY, since=NOV[3]), None, [("unread", "A day", NOV[3])]),
        (Roster(), EventAnswer(registration(), AWAY, NOV[2]), [("unread", "A day", NOV[2])]),
        (
            Roster(failure=AWAY, since=NOV[3]),
            EventAnswer(registration(), AWAY, NOV[2]),
            [("unread", "A day", NOV[2])],
        ),
        (
            Roster(failure=AWAY, since=NOV[3]),
            EventAnswer(None, EventFailure.DELETED),
            [("unread", "7", NOV[3])],
        ),
        (Roster(), EventAnswer(registration(test=True)), [("test", "A day")]),
        (Roster(), EventAnswer(registration(tracks=False)), [("untracked", "A day")]),
    ],
)
def test_what_organizers_should_know(roster: Roster, answer: EventAnswer | None, notices: list[Any]) -> None:
    assert told(find(roster, answer)) == [(f"notice-event-{key}", tuple(params)) for key, *params in notices]


@pytest.mark.parametrize(
    ("ref", "page", "target"),
    [
        (HERE, Title(-1, "RegisterForEvent/7"), ""),
        (EventRef(page="Event:A day"), None, "Event:A day"),
        (META, None, f"{META.place}?title=Special:RegisterForEvent/7"),
        (EventRef(META.place, page="Event:A & B"), None, f"{META.place}?title=Event:A_%26_B"),
    ],
)
def test_the_way_to_join_leads_to_the_registration(ref: EventRef, page: Title | None, target: str) -> None:
    source = RegisteredForEvent(ref, 4)
    found = find(Roster(), source=source)
    [link] = source.joining(Shown(PAGE, PAGE, found.headings)).links
    assert (link.page, link.target, link.label) == (page, target, "A day")
