"""``event``: what is named, and what the registration says in the place of settings that are not written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration, read_declaration
from bot.declaration.schema.context import Context
from bot.features.participants.event import RegisteredForEvent
from bot.features.participants.sign_ups import SignUps
from bot.mediawiki.registrations import (
    HERE,
    EventAnswer,
    EventFailure,
    EventPlaces,
    EventRef,
    EventRegistration,
)
from tests.declaration.reading import BASE, OTHERS, brief, context

META = "https://meta.wikimedia.org/w/index.php"
PLACES = EventPlaces(HERE, {"meta.wikimedia.org": META})
FOUND = EventRegistration(
    1234,
    "Kvinner i fysikk",
    "Event:Kvinner i fysikk",
    "Europe/Rome",
    datetime(2026, 11, 1, 9),
    datetime(2026, 11, 30, 18),
    ("olga", "A|B"),
)


def around(answer: EventAnswer, places: EventPlaces = PLACES) -> Context:
    return replace(context(), events=places, registration=lambda _: answer)


def read(text: str, found: EventRegistration = FOUND, **more: Any) -> Declaration:
    return read_declaration(text, around(EventAnswer(replace(found, **more))))


def campaign(text: str = "event: 1234", **more: Any) -> Campaign:
    declaration = read(text, **more)
    assert declaration.campaign is not None, declaration.problems
    return declaration.campaign


def ref(written: str, places: EventPlaces = PLACES) -> EventRef | list[tuple[int | None, str]]:
    """Which event is meant by what is written, or what is wrong with it."""
    text = f"{BASE}participants:\n  event: {written}"
    declaration = read_declaration(text, around(EventAnswer(FOUND), places))
    if declaration.campaign is None:
        return brief(declaration.problems)
    [source] = declaration.campaign.participants.sources
    assert isinstance(source, RegisteredForEvent)
    assert source.line == 5
    return source.ref


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1234", EventRef(number=1234)),
        ("'1234'", EventRef(number=1234)),
        ("'#1234'", EventRef(number=1234)),
        ("١٢٣٤", EventRef(number=1234)),
        ("Event:Women in Physics", EventRef(page="Event:Women in Physics")),
        ("'[[Event:Women_in_Physics|here]]'", EventRef(page="Event:Women in Physics")),
        ("Event:Edit-a-thon/2", EventRef(page="Event:Edit-a-thon/2")),
        ("Special:EventDetails/1234", EventRef(number=1234)),
        ("Spesial:Arrangement/1234", EventRef(number=1234)),
        ("https://test.wikipedia.org/wiki/Event:Women_in_Physics", EventRef(page="Event:Women in Physics")),
        ("https://meta.wikimedia.org/wiki/Special:EventDetails/1234", EventRef(META, 1234)),
        ("https://meta.m.wikimedia.org/wiki/Special:RegisterForEvent/1234", EventRef(META, 1234)),
        ("https://meta.wikimedia.org/w/index.php?title=Event:A_%26_B", EventRef(META, page="Event:A & B")),
        ("https://meta.wikimedia.org/wiki/Event:A/7#Talk", EventRef(META, page="Event:A/7")),
    ],
)
def test_an_event_is_named_in_many_ways(written: str, meant: EventRef) -> None:
    assert ref(written) == meant


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("0", "wants-event"),
        ("-1", "wants-event"),
        ("99999999999", "wants-event"),
        ("Women in Physics", "wants-event"),
        ("Special:EventDetails", "wants-event"),
        ("Special:EventDetails/x", "wants-event"),
        ("'Event:A<b>'", "wants-event"),
        ("https://meta.wikimedia.org/", "wants-event"),
        ("https://evil.example/wiki/Special:EventDetails/1234", "event-elsewhere"),
        ("https://meta.wikimedia.org.evil.example/wiki/Event:A", "event-elsewhere"),
        ("https://meta.wikimedia.org:8443/wiki/Event:A", "event-elsewhere"),
        ("https://user@meta.wikimedia.org/wiki/Event:A", "event-elsewhere"),
        ("'https://[meta/wiki/Event:A'", "event-elsewhere"),
        ("'//127.0.0.1/wiki/Event:A'", "event-elsewhere"),
    ],
)
def test_what_names_no_event_that_can_be_looked_up_is_a_problem(written: str, told: str) -> None:
    assert ref(written) == [(5, told)]


def test_where_a_wiki_keeps_no_events_only_those_of_other_wikis_can_be_named() -> None:
    places = EventPlaces(None, PLACES.known)
    assert ref("1234", places) == [(5, "not-on-this-wiki")]
    assert ref("https://meta.wikimedia.org/wiki/Special:EventDetails/1", places) == EventRef(META, 1)


def test_events_may_be_kept_on_another_wiki() -> None:
    places = EventPlaces(META, PLACES.known)
    assert ref("1234", places) == EventRef(META, 1234)
    assert ref("https://test.wikipedia.org/wiki/Event:A", places) == [(5, "event-elsewhere")]


def test_nothing_else_is_needed() -> None:
    found = campaign()
    assert found.name == "Kvinner i fysikk"
    assert (found.start, found.end) == (
        datetime(2026, 11, 1, 8, tzinfo=UTC),
        datetime(2026, 11, 30, 17, tzinfo=UTC),
    )
    assert (found.timezone, found.organizers, found.goals) == ("Europe/Rome", ("Olga",), {})
    assert found.participants.sources == (RegisteredForEvent(EventRef(number=1234), 1),)


@pytest.mark.parametrize(
    ("timezone", "start", "end", "shown"),
    [
        ("europe/rome", "2026-11-01 08:00", "2026-11-30 17:00", "Europe/Rome"),
        ("+05:30", "2026-11-01 03:30", "2026-11-30 12:30", "Asia/Kolkata"),
        ("-03:00", "2026-11-01 12:00", "2026-11-30 21:00", "Etc/GMT+3"),
        ("CET", "2026-11-01 08:00", "2026-11-30 17:00", "CET"),
        ("Etc/GMT+2", "2026-11-01 11:00", "2026-11-30 20:00", "Etc/GMT+2"),
        ("Asia/Calcutta", "2026-11-01 03:30", "2026-11-30 12:30", "Asia/Calcutta"),
        ("America/St_Johns", "2026-11-01 12:30", "2026-11-30 21:30", "America/St_Johns"),
        ("UTC", "2026-11-01 09:00", "2026-11-30 18:00", "UTC"),
    ],
)
def test_times_are_those_of_the_event_s_own_clocks(timezone: str, start: str, end: str, shown: str) -> None:
    found = campaign(timezone=timezone)
    assert (f"{found.start:%Y-%m-%d %H:%M}", f"{found.end:%Y-%m-%d %H:%M}") == (start, end)
    assert found.timezone == shown


def test_the_minute_before_midnight_is_the_end_of_the_day() -> None:
    for clock in ((23, 59), (23, 59, 59)):
        assert campaign(end=datetime(2026, 11, 30, *clock)).end == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert campaign(end=datetime(2026, 11, 30)).end == datetime(2026, 11, 29, 23, tzinfo=UTC)


def test_in_the_night_of_the_change_a_time_is_read_as_before_it() -> None:
    found = campaign(start=datetime(2026, 10, 25, 1), end=datetime(2026, 10, 25, 3, 30))
    assert found.start == datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert found.end == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert campaign(start=datetime(2026, 10, 25, 2, 30)).start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_written_time_zone_moves_no_moment_of_the_registration() -> None:
    found = campaign("event: 1234\ntimezone: America/New_York")
    assert (found.start, found.timezone) == (datetime(2026, 11, 1, 8, tzinfo=UTC), "America/New_York")
    both = campaign("event: 1234\ntimezone: America/New_York\nstart: 2026-11-02")
    assert both.start == datetime(2026, 11, 2, 5, tzinfo=UTC)
    assert both.end == found.end


def test_what_is_written_wins() -> None:
    text = "event: 1234\nname: A\nstart: 2026-11-03\nend: 2026-11-04\norganizers: [Bob]\ngoals: {edits: 5}"
    found = campaign(text, goal=("total_edits", 9))
    assert (found.name, found.organizers) == ("A", ("Bob",))
    assert found.goals == {"edits": 5}
    assert (found.start, found.end) == (
        datetime(2026, 11, 2, 23, tzinfo=UTC),
        datetime(2026, 11, 4, 23, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("participants", "sources"),
    [
        ("participants: {except: [Bob]}", [RegisteredForEvent]),
        ("participants: {teams: {Red: [Bob]}}", [RegisteredForEvent]),
        ("participants: {section: participants}", [SignUps]),
        ("participants: {section: participants, event: 5}", [SignUps, RegisteredForEvent]),
    ],
)
def test_people_come_from_the_registration_where_nothing_else_is_said(
    participants: str, sources: list[type]
) -> None:
    found = campaign(f"event: 1234\n{participants}").participants
    assert [type(one) for one in found.sources] == sources


@pytest.mark.parametrize(
    ("goal", "goals"),
    [
        (("total_articles_created", 30), {"articles_created": Decimal(30)}),
        (("total_bytes_added", 1000), {"bytes_added": Decimal(1000)}),
        (("total_edits", 7), {"edits": Decimal(7)}),
        (("total_articles_edited", 7), {}),
        (("", 7), {}),
        (None, {}),
    ],
)
def test_a_goal_is_taken_where_it_is_one_of_our_measures(goal: Any, goals: dict[str, Decimal]) -> None:
    assert campaign(goal=goal).goals == goals


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (EventFailure.NOT_FOUND, "event-none"),
        (EventFailure.DELETED, "event-deleted"),
        (EventFailure.NO_EVENTS, "event-no-events"),
        (EventFailure.UNREADABLE, "event-unread"),
    ],
)
def test_without_a_registration_what_is_missing_is_a_problem_at_its_line(
    failure: EventFailure, told: str
) -> None:
    answer = around(EventAnswer(None, failure))
    declaration = read_declaration("event: 1234", answer)
    assert (declaration.campaign, brief(declaration.problems)) == (None, [(1, told)])
    whole = read_declaration(f"{BASE}event: 1234", answer)
    assert (whole.problems, whole.notices) == ((), ())
    others = read_declaration(f"{BASE}event: 1234\nparticipants: [Bob]", answer)
    assert others.campaign
    assert [remark.line for remark in others.notices] == [4]


def test_where_no_wiki_is_asked_a_file_is_fine_as_far_as_one_can_see() -> None:
    declaration = read_declaration("event: 1234", context())
    assert (declaration.campaign, declaration.problems) == (None, ())
    assert brief(declaration.notices) == [(1, "notice-event-not-asked")]
    assert read_declaration(f"{BASE}event: 1234", context()).campaign


def test_the_last_good_registration_will_do() -> None:
    since = datetime(2026, 11, 5, tzinfo=UTC)
    answer = EventAnswer(FOUND, EventFailure.UNREADABLE, since)
    declaration = read_declaration("event: 1234", around(answer))
    assert declaration.campaign
    assert declaration.problems == ()


def test_a_time_zone_that_nobody_knows_is_a_problem_only_where_it_is_needed() -> None:
    assert brief(read("event: 1234", timezone="Mars/Base").problems) == [(1, "event-zone")]
    found = read(f"{BASE}event: 1234", timezone="Mars/Base")
    assert found.problems == ()
    assert brief(read("event: 1234", start=datetime(1970, 1, 1)).problems) == [(1, "year")]


def test_an_end_before_the_start_is_told_at_the_line_of_the_event() -> None:
    assert brief(read("event: 1234\nstart: 2026-12-24").problems) == [(1, "end-before-start")]


def test_what_is_wrong_beside_it_is_told_once() -> None:
    found = read("nmae: A\nevent: 1234\nstart: yesterday\n")
    assert brief(found.problems) == [(1, "unknown-key-near"), (3, "wants-date")]


@pytest.mark.parametrize(
    ("wikis", "hosts", "told"),
    [
        ((), [], []),
        (("*",), [], []),
        (("testwiki",), [], []),
        (("testwiki", "nnwiki"), ["test.wikipedia.org", "nn.wikipedia.org"], []),
        (("nnwiki", "xxwiki"), ["nn.wikipedia.org"], ["notice-event-wikis"]),
    ],
)
def test_its_wikis_are_those_that_count(wikis: tuple[str, ...], hosts: list[str], told: list[str]) -> None:
    called = {"nnwiki": OTHERS["nn.wikipedia.org"]}.get
    where = replace(around(EventAnswer(replace(FOUND, wikis=wikis))), wiki_called=called)
    declaration = read_declaration("event: 1234", where)
    assert declaration.campaign is not None
    assert [wiki.host for wiki in declaration.campaign.wikis] == hosts
    assert [notice.message.key for notice in declaration.notices] == told
    written = read_declaration("event: 1234\nwikis: [se.wikipedia.org]", where).campaign
    assert written is not None
    assert [wiki.host for wiki in written.wikis] == ["se.wikipedia.org"]
