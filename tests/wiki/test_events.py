"""Registrations for events beside a real wiki: a campaign that is nothing but ``event: 1234``, and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Event

import pytest

from bot.cli.event_wikis import EventWikis
from bot.operations.context import WikiContext
from bot.operations.counting.renames import WIKI
from bot.operations.discover import look
from bot.operations.ports import EventUnavailable, Unavailable
from bot.operations.registrations import RegistrationMemory
from bot.operations.report import Report
from bot.operations.schedule import Turns
from bot.operations.waiting import Patience, StopSignal
from bot.sources.fact_source import WikiParts
from bot.sources.registry import WikiSources, sources_of
from bot.store.store import Store
from bot.wiki import pywikibot_library
from scripts.wiki.registrations_double import Event as EventThere
from scripts.wiki.registrations_double import Registrations, serving

from .bot import NOW, PAGE, LocalBot, campaign_page
from .stories import do, rows, told, work, write
from .support import LocalWiki
from .test_commands import Commands

NOTHING_ELSE = '{{CampaignBot}}\n<syntaxhighlight lang="yaml">\nevent: 1234\n</syntaxhighlight>\n'


class EventBot(LocalBot):
    """The bot on a wiki whose events are kept elsewhere, with its sources as they are built for operators.

    A list is read as a whole once a day, by the tests' clock.
    """

    def __init__(self, wiki: LocalWiki, events: str | None) -> None:
        super().__init__(wiki, events=events)
        self.patience = Patience()
        self.opened = EventWikis(self.settings, StopSignal())

    @cached_property
    def sources(self) -> WikiSources:
        places = self.opened.places(self.wiki_settings, self.real.site)
        events = self.opened.openers(places, self.wiki_settings)
        parts = (self.wiki.api, self.real.site, self.real.session, self.patience, lambda: self.now)
        return sources_of(WikiParts(*parts, events=events))

    @property
    def context(self) -> WikiContext:
        memory = RegistrationMemory(
            self.sources.source,
            lambda: self.store.results(self.wiki_settings.address, WIKI),
            lambda: self.now,
            timedelta(days=1),
        )
        return replace(
            super().context,
            source=memory,
            begin=self.patience.begin_turn,
            answers=self.sources.kinds.__contains__,
            events=self.opened.places(self.wiki_settings, self.real.site),
        )

    def write(self, text: str) -> None:
        """Write the campaign page."""
        self.wiki.tell({"do": "edit", "at": "2026-10-20T00:00:00Z", "title": PAGE, "text": text})

    def settings_are(self, *lines: str) -> None:
        """Write a campaign page with these settings alone."""
        settings = "".join(f"{line}\n" for line in lines)
        self.write(f'{{{{CampaignBot}}}}\n<syntaxhighlight lang="yaml">\n{settings}</syntaxhighlight>\n')

    def waits(self, seconds: float) -> None:
        """So long an answer about events is waited for."""
        for one in self.opened.opened.values():
            one.door.patience.request_seconds = seconds

    def awake(self) -> None:
        """Whatever asked to be left alone has had its time."""
        for one in self.opened.opened.values():
            one.door.wake()


@pytest.fixture
def elsewhere() -> Iterator[Registrations]:
    """The wiki that keeps the events, with one event."""
    config = pywikibot_library.load().config
    before, config.retry_wait = config.retry_wait, 0
    with serving() as registrations:
        registrations.has(1234).registers("Alice", "Bob")
        yield registrations
    config.retry_wait = before


@pytest.fixture
def events(wiki: LocalWiki, elsewhere: Registrations) -> EventBot:
    bot = EventBot(wiki, elsewhere.api)
    for name in ("Alice", "Bob", "Carol", "Dora", "Olga"):
        bot.wiki.tell(do("user", name=name))
    return bot


@pytest.fixture
def event(elsewhere: Registrations) -> EventThere:
    return elsewhere.events[1234]


def people(report: Report) -> list[str]:
    assert report.view is not None, (report.refusal, report.problems)
    return sorted(rows(report))


def notices(report: Report) -> list[str]:
    return [key for key, _, _ in told(report)]


def problems(report: Report) -> list[tuple[str, int | None]]:
    return [(one.message.key, one.line) for one in report.problems]


# --- a campaign that is nothing but an event


def test_a_campaign_may_be_nothing_but_an_event(events: EventBot, event: EventThere) -> None:
    event.timezone, event.start, event.end = "europe/rome", "20261101090000", "20261130180000"
    event.more = {"goal_type": "total_articles_created", "goal_target": 3, "wikis": ["*"]}
    event.organizers = ("Olga", "Nobody at all")
    events.write(NOTHING_ELSE)
    early = write("Alice", "Too early", 10, "11-01 07:59:00")
    report = events.count(early, write("Alice", "A", 100, "11-01 08:01:00"), write("Carol", "B", 9, "11-02"))
    campaign = report.view.campaign if report.view else None
    assert campaign is not None
    assert (campaign.name, campaign.timezone) == ("Women in Physics", "Europe/Rome")
    assert campaign.start == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert campaign.end == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert campaign.organizers == ("Olga", "Nobody at all")
    assert campaign.goals == {"articles_created": 3}
    assert {name: one.edits for name, one in work(report).items()} == {"Alice": 1}
    assert people(report) == ["Alice", "Bob"]
    assert notices(report) == ["notice-no-account"]


def test_where_people_meet_and_chat_is_never_republished(events: EventBot) -> None:
    events.write(NOTHING_ELSE)
    report = events.update()
    assert report.view is not None
    assert "secret" not in events.wiki.text(PAGE)
    assert "secret" not in repr(report)


def test_the_box_leads_to_the_registration(events: EventBot, elsewhere: Registrations) -> None:
    events.write(NOTHING_ELSE)
    events.update()
    address = f"{elsewhere.place}?title=Special:RegisterForEvent/1234"
    assert f"[{address} Women in Physics]" in events.wiki.text(PAGE)
    assert f'href="{address}"' in events.wiki.html(PAGE)


def test_what_is_written_wins_over_the_registration(events: EventBot) -> None:
    events.settings_are(
        "event: 1234",
        "name: Physics",
        "end: 2026-11-20",
        "timezone: Europe/Oslo",
        "organizers: [Dora]",
        "participants: {users: [Carol]}",
        "goals: {edits: 7}",
    )
    report = events.update()
    campaign = report.view.campaign if report.view else None
    assert campaign is not None
    assert (campaign.name, campaign.organizers) == ("Physics", ("Dora",))
    assert campaign.goals == {"edits": 7}
    assert campaign.start == datetime(2026, 11, 1, tzinfo=UTC)
    assert campaign.end == datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert people(report) == ["Carol"]


def test_an_exception_and_teams_stand_beside_the_registration(events: EventBot) -> None:
    events.settings_are("event: 1234", "participants: {except: [Bob], teams: {Red: [Carol]}}")
    assert people(events.update()) == ["Alice", "Carol"]


def test_an_event_is_one_source_of_several(events: EventBot) -> None:
    events.declare("participants: {event: 1234, users: [Carol]}")
    assert people(events.update()) == ["Alice", "Bob", "Carol"]


@pytest.mark.parametrize(
    "named",
    [
        "1234",
        "Event:Women in Physics",
        "'[[Event:Women_in_Physics]]'",
        "{}/w/index.php?title=Special:EventDetails/1234",
        "{}/wiki/Special:EventDetails/1234",
        "{}/wiki/Event:Women_in_Physics",
    ],
)
def test_an_event_is_named_by_its_number_its_page_or_an_address(
    named: str, events: EventBot, elsewhere: Registrations
) -> None:
    events.declare(f"participants: {{event: {named.format(elsewhere.address)!r}}}".replace("\"'", "'"))
    events.settings_are("event: " + named.format(elsewhere.address))
    assert people(events.update()) == ["Alice", "Bob"]


# --- reading on


def test_people_are_read_on_from_the_last_number(
    events: EventBot, event: EventThere, elsewhere: Registrations
) -> None:
    event.registers(*(f"Somebody {number}" for number in range(21)))
    events.write(NOTHING_ELSE)
    assert len(people(events.update())) == 2
    pages = [path for path in elsewhere.rests() if "participants" in path]
    first = "1234/participants?include_private=false"
    assert pages == [first, f"{first}&last_participant_id=20"]
    event.registers("Carol")
    so_far = len(elsewhere.asked)
    assert people(events.update()) == ["Alice", "Bob", "Carol"]
    assert elsewhere.rests(since=so_far) == [
        "1234",
        "1234/organizers",
        f"{first}&last_participant_id=23",
    ]


def test_a_list_of_just_twenty_ends_with_an_empty_page(
    events: EventBot, event: EventThere, elsewhere: Registrations
) -> None:
    event.registers(*(f"Somebody {number}" for number in range(18)))
    events.write(NOTHING_ELSE)
    assert people(events.update()) == ["Alice", "Bob"]
    assert [path.partition("=")[2] for path in elsewhere.rests() if "participants" in path] == [
        "false",
        "false&last_participant_id=20",
    ]


def test_once_a_day_the_whole_list_is_read(events: EventBot, event: EventThere) -> None:
    events.write(NOTHING_ELSE)
    events.update()
    event.cancels("Bob")
    event.registers("Carol")
    event.people[0].at = "20261105120000"
    events.now = NOW + timedelta(hours=23)
    assert people(events.update()) == ["Alice", "Bob", "Carol"]
    events.now = NOW + timedelta(hours=25)
    assert people(events.update()) == ["Alice", "Bob", "Carol"]
    report = events.update()
    assert people(report) == ["Alice", "Carol"]
    assert not [page.outcome for page in report.pages if not page.outcome]


def test_who_has_no_account_here_yet_is_counted_and_not_named(events: EventBot, event: EventThere) -> None:
    event.registers("Émile", "Zoé")
    events.write(NOTHING_ELSE)
    report = events.update()
    assert people(report) == ["Alice", "Bob"]
    assert [(key, params) for key, params, _ in told(report)] == [("notice-event-not-here", (2,))]
    assert "Émile" not in events.wiki.text(PAGE)
    events.wiki.tell(do("user", name="Zoé"))
    assert people(events.update()) == ["Alice", "Bob", "Zoé"]


def test_who_turns_public_is_found_within_a_day(events: EventBot, event: EventThere) -> None:
    event.people[0].private = True
    events.write(NOTHING_ELSE)
    assert people(events.update()) == ["Bob"]
    event.people[0].private = False
    events.now = NOW + timedelta(days=1)
    assert people(events.update()) == ["Alice", "Bob"]


def test_people_who_are_hidden_or_gone_count_towards_the_twenty(
    events: EventBot, event: EventThere, elsewhere: Registrations
) -> None:
    event.registers(*(f"Somebody {number}" for number in range(18)), "Carol")
    for number, gone in ((3, "hidden"), (20, "hidden"), (5, "not_found")):
        event.people[number - 1].gone = gone
    events.write(NOTHING_ELSE)
    assert people(events.update()) == ["Alice", "Bob", "Carol"]
    assert "1234/participants?include_private=false&last_participant_id=20" in elsewhere.rests()


def test_a_deleted_store_gives_the_same_page(events: EventBot, event: EventThere) -> None:
    event.registers("Carol")
    events.write(NOTHING_ELSE)
    events.count(write("Alice", "A", 100, "11-02"), write("Carol", "B", 10, "11-03"))
    page = events.wiki.text(PAGE)
    events.update()
    events.store = Store()
    report = events.update()
    assert people(report) == ["Alice", "Bob", "Carol"]
    assert events.wiki.text(PAGE) == page


def test_an_update_without_news_costs_three_requests_and_no_save(
    events: EventBot, elsewhere: Registrations
) -> None:
    events.write(NOTHING_ELSE)
    events.update()
    page, so_far = events.wiki.text(PAGE), len(elsewhere.asked)
    before = events.opened.opened[elsewhere.place].costs()
    events.now += timedelta(minutes=30)
    events.update()
    assert len(elsewhere.asked) - so_far == 3
    assert (events.opened.opened[elsewhere.place].costs() - before).requests == {"rest": 3}
    assert events.wiki.text(PAGE) == page
    assert all(agent.startswith("CampaignBot/") for agent in elsewhere.agents)


# --- what goes wrong


@pytest.mark.parametrize("fault", ["500", "429", "html", "cut", "slow"])
def test_people_of_the_last_reading_stay_while_a_registration_cannot_be_read(
    fault: str, events: EventBot, elsewhere: Registrations, event: EventThere
) -> None:
    events.write(NOTHING_ELSE)
    events.count(write("Alice", "A", 100, "11-02"))
    elsewhere.fault = fault
    events.waits(0.5 if fault == "slow" else 60)
    event.registers("Carol")
    events.now = NOW + timedelta(hours=1)
    report = events.count(write("Bob", "B", 70, "11-03"))
    assert people(report) == ["Alice", "Bob"]
    assert {name: one.bytes for name, one in work(report).items()} == {"Alice": 100, "Bob": 70}
    assert [(key, params) for key, params, _ in told(report)] == [
        ("notice-event-unread", ("Women in Physics", events.now))
    ]
    since = events.now
    page = events.wiki.text(PAGE)
    assert "1:00 PM" in page or "13:00" in page
    events.now = NOW + timedelta(hours=30)
    events.awake()
    report = events.update()
    assert told(report)[0][1][1] == since
    assert events.wiki.text(PAGE) == page
    elsewhere.fault = ""
    events.waits(60)
    events.awake()
    report = events.update()
    assert (people(report), told(report)) == (["Alice", "Bob", "Carol"], [])


def test_only_the_list_of_people_cannot_be_read(events: EventBot, elsewhere: Registrations) -> None:
    events.write(NOTHING_ELSE)
    events.update()
    elsewhere.fault, elsewhere.faulty = "500", "participants"
    report = events.update()
    assert (people(report), notices(report)) == (["Alice", "Bob"], ["notice-event-unread"])


def test_without_a_store_a_page_stays_as_it_is_until_the_registration_can_be_read(
    events: EventBot, elsewhere: Registrations
) -> None:
    events.write(NOTHING_ELSE)
    events.count(write("Alice", "A", 100, "11-02"))
    page = events.wiki.text(PAGE)
    elsewhere.fault, events.store = "500", Store()
    with pytest.raises(EventUnavailable) as unavailable:
        events.update()
    assert unavailable.value.message.key == "event-unreadable"
    assert events.wiki.text(PAGE) == page
    elsewhere.fault = ""
    events.awake()
    events.update()
    assert events.wiki.text(PAGE) == page


def test_people_of_a_deleted_registration_still_take_part(events: EventBot, event: EventThere) -> None:
    events.declare("participants: {event: 1234}")
    event.deleted = True
    report = events.update()
    assert (people(report), told(report)[0][0], told(report)[0][2]) == (
        ["Alice", "Bob"],
        "notice-event-deleted",
        4,
    )


def test_a_deleted_registration_that_everything_came_from_is_a_problem_and_nothing_is_lost(
    events: EventBot, event: EventThere
) -> None:
    events.write(NOTHING_ELSE)
    events.count(write("Alice", "A", 100, "11-02"))
    event.deleted = True
    report = events.update()
    assert problems(report) == [("declaration-event-deleted", 1)]
    assert "leaderboard" in events.wiki.text(PAGE)
    assert "Alice" in events.wiki.text(PAGE)


def test_an_event_that_is_not_there_is_told_at_its_line(events: EventBot) -> None:
    events.declare("participants: {event: 99, users: [Carol]}", sign_up="")
    report = events.update()
    assert people(report) == ["Carol"]
    assert [(key, line) for key, _, line in told(report)] == [("notice-event-none", 4)]
    events.settings_are("event: 99")
    assert problems(events.update()) == [("declaration-event-none", 1)]
    events.settings_are("event: Event:Nothing of the kind")
    assert problems(events.update()) == [("declaration-event-none", 1)]


def test_an_address_that_nobody_knows_is_a_problem_and_is_not_asked(
    events: EventBot, elsewhere: Registrations
) -> None:
    with serving("127.0.0.2") as strange:
        strange.has(1234).registers("Alice")
        events.declare(f"participants: {{event: '{strange.address}/wiki/Special:EventDetails/1234'}}")
        assert problems(events.update()) == [("declaration-event-elsewhere", 4)]
        assert not strange.asked
    assert not elsewhere.asked


def test_a_wiki_without_events_refuses_the_setting(wiki: LocalWiki) -> None:
    bot = EventBot(wiki, None)
    bot.declare("participants: {event: 1234}")
    assert problems(bot.update()) == [("declaration-not-on-this-wiki", 4)]
    bot.settings_are("name: A", "start: 2026-11-01", "end: 2026-11-30", "event: 1234")
    assert problems(bot.update()) == [("declaration-not-on-this-wiki", 4)]


def test_a_wiki_whose_operator_named_one_without_events_says_so(
    events: EventBot, elsewhere: Registrations
) -> None:
    elsewhere.extension = False
    events.declare("participants: {event: 1234, users: [Carol]}", sign_up="")
    report = events.update()
    assert (people(report), notices(report)) == (["Carol"], ["notice-event-no-events"])


def test_a_test_event_and_one_that_is_not_to_be_tracked_are_told(events: EventBot, event: EventThere) -> None:
    event.more = {"is_test_event": True, "tracks_contributions": False}
    events.write(NOTHING_ELSE)
    assert notices(events.update()) == ["notice-event-test", "notice-event-untracked"]
    events.settings_are("event: 1234", "participants: {users: [Carol]}")
    assert notices(events.update()) == ["notice-event-test", "notice-event-untracked"]


def test_who_registered_for_an_event_that_is_not_to_be_tracked_is_not_named(
    events: EventBot, event: EventThere
) -> None:
    event.more = {"tracks_contributions": False}
    events.settings_are("event: 1234")
    events.count(write("Alice", "A", 100, "11-02"))
    shown = events.wiki.text(PAGE)
    assert "Alice" not in shown
    assert "100" in shown
    assert not any("Alice" in revision["comment"] for revision in events.wiki.history(PAGE))
    events.settings_are("event: 1234", "names: true")
    events.update()
    assert "[[User:Alice|Alice]]" in events.wiki.text(PAGE)


def test_the_settings_of_people_alone_name_nobody_either(events: EventBot, event: EventThere) -> None:
    event.more = {"tracks_contributions": False}
    events.declare("participants: {event: 1234}", sign_up="")
    events.count(write("Alice", "A", 100, "11-02"))
    assert "Alice" not in events.wiki.text(PAGE)


def test_names_go_when_a_registration_says_so_later(events: EventBot, event: EventThere) -> None:
    events.settings_are("event: 1234")
    events.count(write("Alice", "A", 100, "11-02"))
    assert "Alice" in events.wiki.text(PAGE)
    event.more = {"tracks_contributions": False}
    events.update()
    assert "Alice" not in events.wiki.text(PAGE)


# --- beside other campaigns, and on the command line


def test_an_event_that_cannot_be_read_keeps_no_other_campaign_waiting(
    events: EventBot, elsewhere: Registrations
) -> None:
    events.write(NOTHING_ELSE)
    other = campaign_page(sign_up="== Participants ==\n* [[User:Carol]]\n")
    events.wiki.tell({"do": "edit", "at": "2026-10-20T00:00:00Z", "title": "Project:Other", "text": other})
    elsewhere.fault = "500"
    done: list[str] = []
    excused: list[Unavailable] = []
    turns = Turns(
        [lambda: events.context], Event(), lambda _, report: done.append(report.title), excused.append
    )
    turns.once()
    assert done == ["Project:Other"]
    assert {type(one) for one in excused} == {EventUnavailable}
    elsewhere.fault = ""
    events.awake()
    turns.once()
    assert PAGE in done


def test_looking_for_campaigns_asks_nothing_about_events(events: EventBot, elsewhere: Registrations) -> None:
    events.write(NOTHING_ELSE)
    events.update()
    so_far = len(elsewhere.asked)
    look(events.context)
    assert len(elsewhere.asked) == so_far


def test_the_commands_read_events_where_the_configuration_says(
    wiki: LocalWiki, elsewhere: Registrations, tmp_path: Path
) -> None:
    commands = Commands(wiki, tmp_path)
    commands.write_config(f"    events: {elsewhere.api}", "trust: anyone")
    event = elsewhere.events[1234]
    event.start, event.end = (f"{datetime.now(UTC) + timedelta(days=day):%Y%m%d}120000" for day in (-9, 9))
    wiki.tell(
        {"do": "edit", "title": PAGE, "text": NOTHING_ELSE},
        {"do": "edit", "as": "Alice", "title": "A", "text": "x" * 70},
    )
    checked = commands("check", PAGE)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Women in Physics" in checked.stdout
    updated = commands("update", "-v", PAGE)
    assert updated.returncode == 0, updated.stdout + updated.stderr
    assert "Alice" in wiki.text(PAGE)
    assert "rest" in updated.stderr
    elsewhere.fault = "500"
    (tmp_path / "campaignbot.sqlite").unlink()
    failed = commands("update", PAGE)
    assert failed.returncode == 3
    assert "The registration for event 1234" in failed.stderr
    elsewhere.fault = ""
    assert commands("run", "--once").returncode == 0


@pytest.mark.parametrize(
    "settings",
    [
        "event: 1234\nparticipants:\n  from_signup: true",
        "name: A\nstart: 2026-11-01\nend: 2026-11-30\nparticipants:\n  event: 1234\n  from_signup: true",
    ],
)
def test_what_came_before_somebody_registered_does_not_count_where_the_settings_say_so(
    settings: str, events: EventBot, event: EventThere
) -> None:
    event.registers("Carol", at="20261105120000")
    events.settings_are(*settings.splitlines())
    early, late = write("Carol", "C", 10, "11-05 11:59:00"), write("Carol", "D", 70, "11-05 12:01:00")
    report = events.count(write("Alice", "A", 100, "11-02"), early, late)
    assert {name: one.bytes for name, one in work(report).items()} == {"Alice": 100, "Carol": 70}
