"""Answers of the extension CampaignEvents: what is made of them, of odd ones, and of the recorded ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.mediawiki.queries import Answers, Clock, Question, ReadMoment
from bot.mediawiki.registrations import (
    HERE,
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
from bot.messages import message
from bot.operations.ports import WikiUnavailable
from bot.operations.waiting import Patience
from bot.sources.events import answers
from bot.sources.events.answers import OddAnswer
from bot.sources.events.source import EventSource
from scripts.wiki import registrations_double as double
from tests.data import data_file

EVENT = EventRef(number=1)
BELOW = ReadMoment(datetime(2026, 11, 1, tzinfo=UTC))
AT = datetime(2026, 10, 20, 12, tzinfo=UTC)


class Below:
    """The sources that know no events."""

    def ask(self, *questions: Question[Any]) -> Answers:
        return Answers(dict.fromkeys(questions, BELOW))


class Wiki:
    """A wiki with events that answers as the double does, or as ``spoilt`` says."""

    def __init__(self) -> None:
        self.events = double.Registrations()
        self.asked: list[str] = []
        self.spoilt: Mapping[str, Any] = {}
        self.away = False

    def rest(self, path: str, params: Mapping[str, str]) -> tuple[int, Any]:
        query = "&".join(f"{name}={value}" for name, value in params.items())
        self._ask(f"{path}?{query}")
        for part, answer in self.spoilt.items():
            if path.endswith(part):
                status, body = answer
                return status, body
        status, body = self.events.answer(f"/w/rest.php/{path}?{query}")
        return status, json.loads(json.dumps(body))

    def page(self, title: str) -> tuple[int, str]:
        self._ask(title)
        return 200, self.events.page(title)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.away:
            raise WikiUnavailable(message("wiki-unreachable", "events", "no route"))


@pytest.fixture
def wiki() -> Wiki:
    found = Wiki()
    found.events.has(1).registers("Alice", "Bob")
    return found


@pytest.fixture
def patience() -> Patience:
    found = Patience()
    found.begin_turn()
    return found


@pytest.fixture
def source(wiki: Wiki, patience: Patience) -> EventSource:
    return EventSource(Below(), {HERE: lambda: wiki}, patience)


def test_it_hands_on_what_is_not_about_events(source: EventSource) -> None:
    clock, registration = Clock(), Registration(EVENT)
    told = source.ask(clock, registration)
    assert told[clock] == BELOW
    assert told[registration].registration


def test_a_registration_is_read_with_its_organizers(source: EventSource, wiki: Wiki) -> None:
    event = wiki.events.events[1]
    event.organizers = ("Olga", "Émile")
    event.more = {
        "wikis": ["nowiki", "nnwiki"],
        "goal_type": "total_edits",
        "goal_target": 50,
        "tracks_contributions": False,
        "is_test_event": True,
    }
    answer = source.ask(Registration(EVENT))[Registration(EVENT)]
    found = answer.registration
    assert found is not None
    assert (found.number, found.name, found.page) == (1, "Women in Physics", "Event:Women in Physics")
    assert (found.start, found.timezone) == (datetime(2026, 11, 1), "UTC")
    assert (found.organizers, found.wikis) == (("Olga", "Émile"), ("nowiki", "nnwiki"))
    assert (found.goal, found.tracks, found.test) == (("total_edits", 50), False, True)
    assert "secret" not in repr(answer)


def test_what_older_versions_do_not_tell_is_as_it_was_then(source: EventSource) -> None:
    found = source.ask(Registration(EVENT))[Registration(EVENT)].registration
    assert found
    assert (found.goal, found.tracks, found.test, found.wikis) == (None, True, False, ())


def test_people_are_read_page_by_page_from_where_one_was(source: EventSource, wiki: Wiki) -> None:
    event = wiki.events.events[1]
    event.registers(*(f"User {number}" for number in range(3, 46)))
    event.people[9].gone, event.people[44].gone, event.people[19].private = "hidden", "not_found", True
    roster = source.ask(Registered(EVENT))[Registered(EVENT)]
    assert len(roster.people) == 42
    assert (roster.last, roster.failure) == (45, None)
    assert roster.people[0] == RegisteredPerson(1, "Alice", AT)
    assert len(wiki.asked) == 3
    later = source.ask(Registered(EVENT, 43))[Registered(EVENT, 43)]
    assert ([one.name for one in later.people], later.last) == (["User 44"], 45)
    none = source.ask(Registered(EVENT, 45))[Registered(EVENT, 45)]
    assert none == Roster((), 45)


@pytest.mark.parametrize(
    ("number", "failure"),
    [(99, EventFailure.NOT_FOUND), (2, EventFailure.DELETED), (0, EventFailure.NOT_FOUND)],
)
def test_why_there_is_no_registration(
    number: int, failure: EventFailure, source: EventSource, wiki: Wiki
) -> None:
    wiki.events.has(2, deleted=True).registers("Carol")
    question = Registration(EventRef(number=number))
    assert source.ask(question)[question] == EventAnswer(None, failure)
    people = Registered(EventRef(number=2))
    assert [one.name for one in source.ask(people)[people].people] == ["Carol"]


def test_a_wiki_without_the_extension(source: EventSource, wiki: Wiki) -> None:
    wiki.events.extension = False
    told = source.ask(Registration(EVENT), Registered(EVENT))
    assert told[Registration(EVENT)].failure is EventFailure.NO_EVENTS
    assert told[Registered(EVENT)].failure is EventFailure.NO_EVENTS


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("participants", (200, {})),
        ("participants", (200, None)),
        ("participants", (200, ["Alice"])),
        ("participants", (200, [{"user_name": "Alice"}])),
        ("participants", (200, [{"participant_id": True, "user_registered_at": "20261020120000"}])),
        ("participants", (200, [{"participant_id": 1, "user_registered_at": "yesterday"}])),
        ("participants", (200, [double.Person(2, "A").row(), double.Person(1, "B").row()])),
        ("participants", (200, [double.Person(1, "A").row(), double.Person(1, "A").row()])),
        ("participants", (403, {"error": "rest-read-denied", "httpCode": 403})),
        ("participants", (400, {"errorKey": "badbool"})),
        ("participants", (404, "not found")),
        ("1", (200, [])),
        ("1", (200, {"id": 1})),
        ("1", (200, {**double.Event(1).body(), "start_time": "soon"})),
        ("1", (200, {**double.Event(1).body(), "timezone": None})),
        ("organizers", (200, {"error": "odd"})),
    ],
)
def test_what_makes_no_sense_is_no_answer(
    part: str, answer: tuple[int, Any], source: EventSource, wiki: Wiki
) -> None:
    wiki.spoilt = {part: answer}
    people, registration = Registered(EVENT), Registration(EVENT)
    told = source.ask(people, registration)
    found: Roster | EventAnswer = told[people] if part == "participants" else told[registration]
    assert found.failure is EventFailure.UNREADABLE
    assert found.reason


def test_a_list_that_does_not_go_on_is_not_followed_for_ever(source: EventSource, wiki: Wiki) -> None:
    wiki.spoilt = {"participants": (200, [double.Person(number, "A").row() for number in range(1, 21)])}
    assert source.ask(Registered(EVENT))[Registered(EVENT)].failure is EventFailure.UNREADABLE
    assert len(wiki.asked) == 2


def test_a_very_long_list_is_read_in_parts(
    source: EventSource, wiki: Wiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.events.source.MOST_PAGES", 2)
    wiki.events.events[1].registers(*(f"User {number}" for number in range(3, 46)))
    first = source.ask(Registered(EVENT))[Registered(EVENT)]
    assert (len(first.people), first.last, first.more) == (40, 40, True)
    rest = source.ask(Registered(EVENT, 40))[Registered(EVENT, 40)]
    assert (len(rest.people), rest.last, rest.more) == (5, 45, False)


def test_no_page_makes_the_bot_look_at_any_number_of_events(source: EventSource, wiki: Wiki) -> None:
    for number in range(50):
        wiki.events.has(number)
    answers = [
        source.ask(Registration(EventRef(number=number)))[Registration(EventRef(number=number))]
        for number in range(50)
    ]
    assert sum(answer.registration is not None for answer in answers) == 20
    assert len(wiki.asked) == 40


def test_within_a_turn_the_same_is_asked_once(source: EventSource, wiki: Wiki, patience: Patience) -> None:
    for _ in range(3):
        source.ask(Registration(EVENT), Registered(EVENT))
    assert len(wiki.asked) == 3
    patience.begin_turn()
    source.ask(Registration(EVENT))
    assert len(wiki.asked) == 5


def test_a_wiki_that_is_away_is_asked_once_in_a_turn(
    source: EventSource, wiki: Wiki, patience: Patience
) -> None:
    wiki.away = True
    clock = Clock()
    told = source.ask(clock, Registration(EVENT), Registered(EVENT), EventNumber(HERE, "Event:A"))
    assert told[clock] == BELOW
    assert told[Registration(EVENT)].failure is EventFailure.UNREADABLE
    assert len(wiki.asked) == 1
    wiki.away = False
    patience.begin_turn()
    assert source.ask(Registration(EVENT))[Registration(EVENT)].failure is None


def test_the_page_of_an_event_tells_its_number(source: EventSource) -> None:
    there, nothing = EventNumber(HERE, "Event:Women in Physics"), EventNumber(HERE, "Event:Other")
    told = source.ask(there, nothing)
    assert told[there] == NumberedEvent(1)
    assert told[nothing] == NumberedEvent(None, EventFailure.NOT_FOUND)


# --- as it was recorded


def recorded() -> Iterator[tuple[str, str, int, Any]]:
    """What anybody asked about events, their people and organizers: name, path, status and body."""
    for path in sorted(data_file("events").glob("*get-*.json")):
        one = json.loads(path.read_text())
        asked, answer = one["request"], one["response"]
        if asked["method"] == "GET" and "/self" not in asked["path"] and "body" in answer:
            yield path.stem, asked["path"], answer["status"], answer["body"]


def test_recorded_answers_are_read_or_say_why_not() -> None:
    read = 0
    for name, path, status, body in recorded():
        what = urlsplit(path).path.rpartition("/")[2]
        if "/event_registration/" not in path:
            continue
        try:
            if status != 200:
                assert isinstance(answers.failure(status, body), EventFailure), name
            elif what == "participants":
                people, last, number = answers.people(body)
                assert number <= 20 or "organizer" in name
                assert (last > 0) == bool(number)
                assert len(people) <= number
            elif what == "organizers":
                assert all(answers.organizers(body)), name
            else:
                found = answers.registration(body, ())
                assert found.start < found.end
                assert found.page.startswith("Event:")
            read += 1
        except OddAnswer:
            # Errors of our own making, of which none is sent, and of wikis that do not let anybody read.
            assert status in (400, 403, 500), name
    assert read > 60


HIDDEN = "error-500 private-wiki no-extension read-only unknown-version"
"""Recorded on a wiki that was set otherwise for that."""


def test_the_double_answers_errors_as_they_were_recorded() -> None:
    known = double.Registrations()
    for number, deleted in ((1, False), (3, True), (10, True), (17, False)):
        known.has(number, deleted=deleted)
    compared = 0
    for name, path, status, body in recorded():
        # The double knows no filters, and no lists of a person's events.
        passed = any(word in name for word in HIDDEN.split()) or "filter" in path or "exclude" in path
        if passed or status == 200 or "/event_registration/" not in path:
            continue
        where = path.partition("/rest.php")[2]
        told = known.answer(f"/w/rest.php{where}")
        assert (told[0], told[1].get("errorKey")) == (status, body.get("errorKey")), name
        compared += 1
    assert compared >= 20


def test_the_double_answers_in_the_shapes_that_were_recorded() -> None:
    known = double.Registrations()
    event = known.has(1)
    event.registers("Alice", "Bob", "Carol")
    event.people[1].gone, event.people[2].gone = "hidden", "not_found"
    double_rows = known.answer(f"{double.BASE}1/participants?include_private=false")[1]
    ours = {frozenset(row) for row in double_rows}
    for _, path, status, body in recorded():
        parts = urlsplit(path)
        anybody = parse_qs(parts.query).get("include_private", [""])[-1].lower() == "false"
        if status == 200 and parts.path.endswith("/participants") and anybody:
            theirs = {frozenset(row) for row in body if "user_is_valid_recipient" not in row}
            assert {shape for shape in theirs if "non_pii_answers" not in shape} <= ours, path
        elif status == 200 and parts.path.endswith("/event_registration/1"):
            assert set(body) <= set(event.body())


def test_people_of_a_recorded_event_are_those_that_it_has() -> None:
    folder = data_file("events")
    pages = [json.loads(Path(folder, f"get-participants-page{n}.json").read_text()) for n in (1, 2, 3, 4)]
    rows = [answers.people(page["response"]["body"]) for page in pages]
    assert [number for _, _, number in rows][:2] == [20, 20]
    names = [person.name for people, _, _ in rows for person in people]
    assert "Émile d’Été" in names
    assert not {"User03", "User05", "User07", "User13"} & set(names)
    again = next(person for people, _, _ in rows for person in people if person.name == "User08")
    assert replace(again, at=AT).number == 8
