"""A wiki that asks for time, or does not answer, gets it, and no other wiki waits for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Event
from typing import Any

import pytest
from requests import Response

from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import Failure, NotSaved
from bot.mediawiki.queries import Contributions, PageText
from bot.messages import message
from bot.operations.context import WikiContext
from bot.operations.ports import Change, Unavailable, WikiUnavailable
from bot.operations.report import Report
from bot.operations.rests import Rests
from bot.operations.schedule import Result, Turns
from bot.operations.update import update
from bot.operations.waiting import Patience
from bot.sources.api.source import ApiSource
from bot.wiki import answers as read
from bot.wiki.session import Session

from ..faults.proxy import Asked, Fault, FaultProxy, answers, asks, bent, changed, everything, says
from .bot import NOW, PAGE, LocalBot, campaign_page
from .conftest import WikiIn
from .support import LocalWiki
from .through import Here, here, proxy

__all__ = ["here", "proxy"]

MAXLAG = {"error": {"code": "maxlag", "info": "Waiting for 192.0.2.9: 0.44 seconds lagged.", "lag": 0.44}}


def saves_and_look_ups(asked: Asked) -> bool:
    """Saves, and looking up what came of one."""
    return asked.action == "edit" or "rvuser" in asked.params


def response(**headers: str) -> Response:
    it = Response()
    it.status_code = 429
    it.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return it


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("57", 57),
        ("0.5", 0.5),
        ("3601", 3601),
        ("43200", 43200),
        ("86400", 86400),
        ("Wed, 21 Oct 2026 07:30:00 GMT", 120),
        ("Wed, 21 Oct 2026 07:30:00 -0000", 120),
        ("Wednesday, 21-Oct-26 07:30:00 GMT", 120),
        ("Thu, 22 Oct 2026 07:28:00 GMT", 86400),
        ("Wed, 21 Oct 2026 19:28:00 GMT", 43200),
        ("Wed, 21 Oct 2026 07:27:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("99999999999999999999-99-99", None),
    ],
)
def test_a_wiki_says_for_how_long(value: str, seconds: float | None) -> None:
    rest = read.rest(response(retry_after=value, date="Wed, 21 Oct 2026 07:28:00 GMT"))
    assert rest == (seconds and read.Rest(seconds))


@pytest.mark.parametrize(
    "value",
    ["86401", "1e400", "inf", "9" * 400, "Thu, 22 Oct 2026 07:28:01 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"],
)
def test_more_than_a_day_is_a_mistake_and_told(value: str) -> None:
    rest = read.rest(response(retry_after=value, date="Wed, 21 Oct 2026 07:28:00 GMT"))
    assert rest == read.Rest(3600, value)


def test_a_moment_without_a_date_beside_it_is_measured_by_this_machines_clock() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    rest = read.rest(response(retry_after=soon))
    assert rest is not None
    assert 90 < rest.seconds <= 100


ASKING: Mapping[str, Fault] = {
    "429": says("Slower!", 429, content_type="text/plain", retry_after="30"),
    "503": says("<html>", 503, retry_after="30"),
    "403": says("<html>", 403, retry_after="30"),
    "a redirect": says("", 302, retry_after="30", location="https://status.example.org/"),
    "maxlag with 200": answers(MAXLAG, retry_after="30"),
    "a limit with 200": answers({"error": {"code": "ratelimited", "info": "x"}}, retry_after="30"),
    "another error": answers({"error": {"code": "readonly", "info": "x"}}, retry_after="30"),
}


@pytest.mark.parametrize("name", ASKING)
def test_retry_after_ends_the_turn_and_nothing_more_is_sent(
    name: str, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    bot = LocalBot(wiki, api=proxy.api)
    bot.declare()
    proxy.forget()
    proxy.spoil(asks(prop="revisions"), ASKING[name], times=1)
    for _ in range(2):
        with pytest.raises(WikiUnavailable) as caught:
            bot.update()
        assert caught.value.rest is not None
        assert 20 < caught.value.rest <= 30
    assert len(proxy.asked) == 1
    bot.real.session.door.wake()
    assert bot.update().view


@pytest.mark.parametrize(
    ("said", "rests", "key"),
    [("43200", 43200, "wiki-resting"), ("1e9", 3600, "wiki-resting-mistaken")],
)
def test_half_a_day_is_kept_to_and_eleven_days_are_told(
    said: str, rests: int, key: str, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    session = LocalBot(wiki, api=proxy.api).real.session
    proxy.spoil(asks(prop="info"), says("Slower!", 429, retry_after=said), times=1)
    for _ in range(2):
        with pytest.raises(WikiUnavailable) as caught:
            session.query({"prop": "info", "titles": "A"})
        assert caught.value.rest is not None
        assert rests - 10 < caught.value.rest <= rests
        assert caught.value.message.key == key
    text = Texts.of("en").render(caught.value.message)
    assert ("longer than a day (“1e9”)" in text) == (key == "wiki-resting-mistaken")


def test_a_good_answer_is_taken_before_the_wiki_is_left_alone(wiki: LocalWiki, proxy: FaultProxy) -> None:
    session = LocalBot(wiki, api=proxy.api).real.session
    proxy.spoil(asks(prop="info"), bent(headers=(("Retry-After", "30"),)), times=1)
    assert session.query({"prop": "info", "titles": "A"})["query"]["pages"]
    with pytest.raises(WikiUnavailable):
        session.query({"prop": "info", "titles": "A"})


def test_lag_without_a_word_of_how_long_gets_some_seconds(wiki: LocalWiki, proxy: FaultProxy) -> None:
    session = LocalBot(wiki, api=proxy.api).real.session
    proxy.spoil(asks(prop="info"), answers(MAXLAG), times=1)
    with pytest.raises(WikiUnavailable) as caught:
        session.query({"prop": "info", "titles": "A"})
    assert caught.value.rest is not None
    assert 4 < caught.value.rest <= 5


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (answers(MAXLAG, retry_after="30"), Failure.LAGGED),
        (answers({"error": {"code": "ratelimited", "info": "x"}}), Failure.RATE_LIMITED),
        (says("Slower!", 429, retry_after="30"), Failure.RATE_LIMITED),
        (says("Down", 503), Failure.UNTOLD),
    ],
)
def test_a_save_that_has_to_wait_is_left_for_later(
    fault: Fault, failure: Failure, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    bot = LocalBot(wiki, api=proxy.api)
    proxy.spoil(asks(action="edit"), fault)
    outcome = bot.real.save(Change(PageText("Project:A"), "text", "testing"))
    assert isinstance(outcome, NotSaved)
    assert outcome.failure is failure
    assert len(proxy.spoilt) == 1


def test_a_save_of_which_nothing_can_be_found_out_is_left_for_later(
    wiki: LocalWiki, proxy: FaultProxy
) -> None:
    bot = LocalBot(wiki, api=proxy.api)
    proxy.spoil(saves_and_look_ups, says("Down", 503))
    outcome = bot.real.save(Change(PageText("Project:A"), "text", "testing"))
    assert isinstance(outcome, NotSaved)
    assert outcome.failure is Failure.UNREACHABLE
    assert [asked.action for asked in proxy.spoilt].count("edit") == 1


# --- the scheduled process


class Clock:
    """One that the test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_wiki_is_left_alone_for_longer_each_time_and_not_for_ever() -> None:
    clock = Clock()
    rests = Rests(30 * 60, clock)
    waited = []
    for _ in range(8):
        rests.begin(1)
        began = clock.now
        while 1 in rests:
            clock.now += 10
        assert 2 not in rests
        waited.append((clock.now - began) / 60)
    assert waited == [1, 2, 4, 8, 16, 30, 30, 30]
    rests.end(1)
    rests.begin(1, 17.0)
    clock.now += 16.9
    assert 1 in rests
    clock.now += 0.2
    assert 1 not in rests
    rests.begin(1)
    clock.now += 60
    assert 1 not in rests, "what a wiki asked for itself is no failure"


class Process:
    """The scheduled process on some wikis; each turn's request has its deadline."""

    def __init__(self, *bots: LocalBot) -> None:
        self.told: list[str] = []
        self.excused: list[Unavailable] = []
        self.clock = Clock()
        openers = [lambda bot=bot: bot.context for bot in bots]
        self.turns = Turns(openers, Event(), self._tell, self.excused.append)
        self.turns.rests.clock = self.clock

    def _tell(self, context: WikiContext, report: Report) -> None:
        self.told.append(f"{context.address} {report.title}")


CAMPAIGNS = ("Project:One", "Project:Two", "Project:Three")


@pytest.fixture
def two(wiki: LocalWiki, wiki_in: WikiIn, proxy: FaultProxy) -> tuple[LocalBot, LocalBot]:
    """A bot on a wiki behind the proxy, with three campaigns, and one on another wiki, with one."""
    faulty, healthy = LocalBot(wiki, api=proxy.api), LocalBot(wiki_in("nb"))
    for title in CAMPAIGNS:
        faulty.declare(title=title)
    healthy.declare(sign_up="== Deltakere ==\n* [[Bruker:Alice]]\n")
    proxy.forget()
    return faulty, healthy


def test_a_wiki_that_does_not_answer_costs_one_deadline_and_the_others_go_on(
    two: tuple[LocalBot, LocalBot], proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty, healthy = two
    monkeypatch.setattr(faulty.real.session.door.patience, "request_seconds", 0.5)
    process = Process(faulty, healthy)
    process.turns.look()
    proxy.spoil(everything, bent(pause=30))
    proxy.forget()
    assert process.turns.once() is Result.UNAVAILABLE
    assert process.told == [f"{healthy.wiki.api} {PAGE}"]
    assert len(proxy.asked) == 1
    assert len(process.excused) == 1
    for _ in range(3):  # Until its rest is over, nobody asks.
        process.turns.look()
        process.turns.turns()
    assert len(proxy.asked) == 1
    assert len(process.excused) == 1
    process.clock.now += 61
    process.turns.turns()
    assert len(proxy.asked) == 2
    proxy.heal()
    process.clock.now += 121
    process.turns.turns()
    assert len(process.told) == 1 + len(CAMPAIGNS)


def test_retry_after_is_kept_to_by_all_campaigns_of_a_wiki(
    two: tuple[LocalBot, LocalBot], proxy: FaultProxy
) -> None:
    faulty, healthy = two
    process = Process(faulty, healthy)
    process.turns.look()
    proxy.forget()
    proxy.spoil(asks(prop="revisions"), ASKING["429"], times=1)
    process.turns.turns()
    process.turns.turns()
    assert process.told == [f"{healthy.wiki.api} {PAGE}"]
    assert (len(proxy.asked), len(process.excused)) == (1, 1)
    process.clock.now += 29
    process.turns.turns()
    assert len(proxy.asked) == 1
    process.clock.now += 2
    faulty.real.session.door.wake()
    process.turns.turns()
    assert len(process.told) == 1 + len(CAMPAIGNS)


def test_a_campaign_that_the_wiki_cannot_do_keeps_no_other_from_its_turn(
    two: tuple[LocalBot, LocalBot], proxy: FaultProxy
) -> None:
    faulty, _ = two
    process = Process(faulty)
    proxy.spoil(
        lambda asked: "Project:One" in asked.params.get("titles", "") and "revisions" in asked.modules(),
        says("Error", 500),
    )
    process.turns.look()
    process.turns.turns()
    for _ in range(4):
        process.clock.now += 3600
        process.turns.look()
        process.turns.turns()
    assert [title.partition(" ")[2] for title in process.told] == ["Project:Two", "Project:Three"]


@pytest.mark.parametrize("dead", [False, True], ids=["only saves hang", "nothing is answered any more"])
def test_saves_that_are_not_answered_cost_one_deadline(
    two: tuple[LocalBot, LocalBot], proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch, dead: bool
) -> None:
    faulty, _ = two
    patience = faulty.real.session.door.patience
    monkeypatch.setattr(patience, "save_seconds", 0.5)
    monkeypatch.setattr(patience, "turns", 0)
    title = "Project:Many"
    faulty.declare("publish: {leaderboard: Project:Many/L, articles: Project:Many/A}", title=title)
    proxy.spoil(asks(action="edit"), bent(pause=30))
    if dead:
        proxy.spoil(saves_and_look_ups, says("Down", 503))
    report = update(faulty.title(title), replace(faulty.context, begin=patience.begin_turn))
    # The wiki did save the first of the three pages, which can be seen where it lets itself be asked.
    assert len(report.pages) == 3
    assert len(report.failures) == (3 if dead else 2)
    assert all(failure.failure is Failure.UNREACHABLE for failure in report.failures)
    assert len([asked for asked in proxy.asked if asked.action == "edit"]) == 1
    looked_up = [asked for asked in proxy.asked if "rvuser" in asked.params]
    assert len(looked_up) == (3 if dead else 1), "one request, and its two further tries"


def test_a_terminal_asks_a_dead_wiki_once(here: Here, proxy: FaultProxy, wiki_in: WikiIn) -> None:
    other = wiki_in("nb")
    bot = LocalBot(other)
    bot.declare(sign_up="== Deltakere ==\n* [[Bruker:Alice]]\n")
    here.write_config(f"- api: {other.api}")
    here.wiki.tell(*({"do": "edit", "title": title, "text": campaign_page()} for title in CAMPAIGNS))
    proxy.spoil(asks(prop="revisions"), says("Error", 500))
    elsewhere = f"{other.url}/wiki/Project:WiP"
    done = here("update", "--dry-run", *CAMPAIGNS, elsewhere)
    assert done.code == 3
    assert done.errors.count("could not be reached") == 1
    assert len(proxy.spoilt) == 3, "one request, and its two further tries"
    assert "Women in Physics" in done.out


# --- what never ends


def test_a_dripping_answer_ends_with_its_deadline(proxy: FaultProxy) -> None:
    session = Session(proxy.api, Patience(request_seconds=1))
    proxy.spoil(everything, bent(drip=0.3))
    with pytest.raises(WikiUnavailable) as caught:
        session.query({"prop": "info", "titles": "A"})
    assert "no whole answer in 1 seconds" in str(caught.value.message.params)
    assert len(proxy.asked) == 1


def test_a_turn_ends_with_its_time(proxy: FaultProxy) -> None:
    patience = Patience(turn_seconds=0)
    session = Session(proxy.api, patience)
    patience.begin_turn()
    with pytest.raises(WikiUnavailable) as caught:
        session.query({"prop": "info", "titles": "A"})
    assert caught.value.message.key == "wiki-turn-over"
    assert not proxy.asked


def test_an_answer_without_end_is_no_answer(proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wiki.traffic.LARGEST", 100_000)
    session = Session(proxy.api)
    proxy.spoil(everything, says('{"query": "' + "x" * 200_000 + '"}'))
    with pytest.raises(WikiUnavailable):
        session.query({"prop": "info", "titles": "A"})
    assert len(proxy.asked) == 1


@pytest.mark.parametrize("going", ["on", "in a circle", "on the spot"])
def test_an_answer_that_is_continued_for_ever_ends(
    going: str, wiki: LocalWiki, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.api.source.MOST_PARTS", 20)
    bot = LocalBot(wiki, api=proxy.api)
    wiki.tell({"do": "user", "name": "Alice"})
    places = {"on": 10**9, "in a circle": 3, "on the spot": 1}[going]

    def endless(value: Any) -> None:
        part = len(proxy.asked) % places
        # A whole timestamp: from 1.43 on, a wiki refuses places that it can't have given.
        value["continue"] = {"uccontinue": f"20261101000000|{part}", "continue": "-||"}

    proxy.spoil(asks(list="usercontribs"), changed(endless))
    with pytest.raises(WikiUnavailable) as caught:
        ApiSource(bot.real.session, "w").ask(Contributions((2,), NOW - timedelta(days=9)))
    assert caught.value.message == message("wiki-endless", "w")
    assert len(proxy.spoilt) <= 22
