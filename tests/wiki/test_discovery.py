"""Which pages are campaigns, and when each has its turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.mediawiki.site import Title
from bot.messages import message
from bot.operations.context import WikiContext
from bot.operations.discover import look
from bot.operations.ports import Check, Unavailable, WikiUnavailable
from bot.operations.report import Report
from bot.operations.schedule import Result, Turns
from bot.operations.settings import Discovery
from bot.operations.update import update
from bot.store.store import Store

from .bot import NOW, PAGE, LocalBot, campaign_page
from .conftest import WikiIn
from .support import LocalWiki

WITHOUT_TEMPLATE = campaign_page().replace("{{CampaignBot}}", "[[Category:Active campaigns]]")


@pytest.fixture
def pages(wiki: LocalWiki) -> LocalWiki:
    """Campaigns and what only looks like one, in all kinds of places."""
    places = (
        PAGE,
        "User:Alice/Campaign",
        "Article",
        "Template:CampaignBot/doc",
        "Help:Campaigns",
        "Talk:Article",
    )
    wiki.tell(*({"do": "edit", "title": title, "text": campaign_page()} for title in places))
    wiki.tell({"do": "edit", "title": "Project:Campaigns/One", "text": WITHOUT_TEMPLATE})
    return wiki


def found(bot: LocalBot) -> list[str]:
    return sorted(waiting.page.title for waiting in look(bot.context).campaigns)


@pytest.mark.parametrize(
    ("discovery", "titles"),
    [
        (Discovery(), [PAGE, "User:Alice/Campaign"]),
        (Discovery(namespaces=frozenset({12})), ["Help:Campaigns"]),
        (Discovery(namespaces=frozenset({4, 1})), [PAGE, "Talk:Article"]),
        (Discovery(template=None, category="Active campaigns"), ["Project:Campaigns/One"]),
        (Discovery(template=None, prefix="Project:Campaigns/"), ["Project:Campaigns/One"]),
        (Discovery(template=None, pages=(PAGE, "Project:Nothing", "Article")), [PAGE]),
        (
            Discovery(category="Category:Active campaigns"),
            ["Project:Campaigns/One", PAGE, "User:Alice/Campaign"],
        ),
    ],
)
def test_campaigns_are_found_where_the_operator_looks(
    pages: LocalWiki, discovery: Discovery, titles: list[str]
) -> None:
    bot = LocalBot(pages, discovery=discovery)
    assert found(bot) == sorted(titles)
    for title in ("Article", "Template:CampaignBot/doc"):
        assert bot.update(title).refusal is not None
    for title in titles:
        assert bot.update(title).refusal is None


def test_all_campaigns_of_a_wiki_are_one_request(pages: LocalWiki) -> None:
    bot = LocalBot(pages)
    bot.real.session.sent.clear()
    look(bot.context)
    assert bot.real.session.sent.total() == 1


class Scheduled:
    """The scheduled process with a clock that the test turns."""

    def __init__(self, *bots: LocalBot) -> None:
        self.bots = bots
        self.told: list[str] = []
        self.excused: list[Unavailable] = []
        openers: list[Callable[[], WikiContext]] = [lambda bot=bot: bot.context for bot in bots]  # type: ignore[misc]
        self.stop = Event()
        self.turns = Turns(openers, self.stop, self._tell, self.excused.append)

    def _tell(self, _context: WikiContext, report: Report) -> None:
        self.told.append(report.title)

    def at(self, moment: datetime) -> list[str]:
        """Who has a turn when the process looks at this moment."""
        self.told.clear()
        for bot in self.bots:
            bot.now = moment
        self.turns = Turns(self.turns.open_wikis, self.stop, self._tell, self.excused.append)
        self.turns.once()
        return list(self.told)


def days(number: float) -> datetime:
    """So many days after the campaign's first moment."""
    return NOW.replace(day=1, hour=0) + timedelta(days=number)


def test_an_active_campaign_has_its_interval(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    process = Scheduled(bot)
    assert process.at(NOW) == [PAGE]
    assert process.at(NOW + timedelta(minutes=29)) == []
    assert process.at(NOW + timedelta(minutes=30)) == [PAGE]


def test_the_day_of_an_event_is_looked_at_every_five_minutes_and_says_so(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    day = str(NOW.date())
    bot.declare(start=day, end=day)
    process = Scheduled(bot)
    assert process.at(NOW) == [PAGE]
    assert "checked about every 5 minutes" in wiki.text(PAGE)
    assert process.at(NOW + timedelta(minutes=4)) == []
    wiki.tell({"do": "user", "name": "Newcomer"})
    text = wiki.text(PAGE).replace("[[User:Alice]]", "[[User:Alice]]\n* [[User:Newcomer]]", 1)
    wiki.tell({"do": "edit", "as": "Newcomer", "title": PAGE, "text": text})
    assert process.at(NOW + timedelta(minutes=5)) == [PAGE]
    assert "Newcomer" in wiki.text(PAGE).partition("campaignbot:leaderboard")[2]
    assert process.at(NOW + timedelta(minutes=9)) == []
    assert process.at(NOW + timedelta(minutes=10)) == [PAGE]


def test_an_upcoming_campaign_is_looked_at_daily_and_when_it_begins(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    process = Scheduled(bot)
    turns = [process.at(days(day)) for day in (-3.5, -3, -2.5, -1, -0.5, 0, 0.01)]
    assert [bool(turn) for turn in turns] == [True, False, True, True, False, True, False]


def test_an_ended_campaign_is_checked_made_final_and_rests(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    process = Scheduled(bot)
    assert process.at(days(31)) == [PAGE]
    assert "results are still being checked" in wiki.text(PAGE)
    assert process.at(days(31.5)) == [PAGE]
    assert process.at(days(33)) == [PAGE]
    assert "final results" in wiki.text(PAGE)
    assert process.at(days(40)) == []
    bot.store = LocalBot(wiki).store
    before = wiki.text(PAGE)
    assert process.at(days(50)) == [PAGE], (
        "without its store the bot looks once, and the page itself says final"
    )
    assert wiki.text(PAGE) == before
    assert process.at(days(60)) == []


def test_a_changed_declaration_wakes_a_final_campaign(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    process = Scheduled(bot)
    process.at(days(40))
    wiki.tell({"do": "edit", "title": PAGE, "text": wiki.text(PAGE).replace("2026-11-30", "2026-12-20")})
    assert process.at(days(41)) == [PAGE]
    assert "final results" not in wiki.text(PAGE)


def test_several_wikis_share_one_process_and_a_dead_one_stops_no_other(
    wiki: LocalWiki, wiki_in: WikiIn
) -> None:
    english, norwegian = LocalBot(wiki), LocalBot(wiki_in("nb"))
    english.declare()
    norwegian.declare(sign_up="== Deltakere ==\n* [[Bruker:Alice]]\n")
    process = Scheduled(english, norwegian)

    def dead() -> WikiContext:
        raise WikiUnavailable(message("wiki-unreachable", "dead.example", "no answer"))

    process.turns = Turns(
        [dead, *process.turns.open_wikis], process.stop, process.turns.tell, process.excused.append
    )
    process.turns.once()
    assert process.told == [PAGE, "Project:WiP"]
    assert len(process.excused) == 1
    assert "Resultatliste" in norwegian.wiki.text("Project:WiP")


def test_a_bug_in_one_campaign_stops_no_other(wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    wiki.tell({"do": "edit", "title": "Project:Two", "text": campaign_page()})

    def buggy(title: Title, context: WikiContext, left: Check | None) -> Report:
        if title == bot.title(PAGE):
            raise ZeroDivisionError
        return update(title, context, left=left)

    monkeypatch.setattr("bot.operations.schedule.update", buggy)
    process = Scheduled(bot)
    bot.now = NOW
    assert process.turns.once() is Result.PROBLEMS
    assert process.told == ["Project:Two"]
    assert process.at(NOW + timedelta(minutes=5)) == [], "the broken one waits for its next regular turn, too"
    assert process.at(NOW + timedelta(minutes=30)) == ["Project:Two"]


def test_a_store_that_does_not_answer_is_told_and_the_next_look_tries_again(
    wiki: LocalWiki, tmp_path: Path
) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    file = tmp_path / "store.sqlite"
    bot.store = Store(f"sqlite:///{file}")
    process = Scheduled(bot)
    bot.now = NOW
    process.turns.look()
    bot.store.close()
    file.write_bytes(b"x" * 200_000)
    assert process.turns.once() is Result.UNAVAILABLE
    assert process.told == []
    assert {told.message.key for told in process.excused} == {"store-not-ours"}
    file.unlink()
    bot.store = Store(f"sqlite:///{file}")
    assert process.at(NOW) == [PAGE]


def test_the_longest_waiting_has_the_first_turn(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    for title in ("Project:B", "Project:A", "Project:C"):
        wiki.tell({"do": "edit", "title": title, "text": campaign_page()})
        bot.update(title)
        bot.now += timedelta(minutes=1)
    assert Scheduled(bot).at(NOW + timedelta(hours=2)) == ["Project:B", "Project:A", "Project:C"]


def test_a_process_that_is_to_end_begins_no_new_turn(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    process = Scheduled(bot)
    process.stop.set()
    assert process.at(NOW) == []


def test_a_campaign_stands_in_line_again_without_a_new_look(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.declare()
    process = Scheduled(bot)
    bot.now = NOW
    process.turns.once()
    for minutes, turns in ((29, 1), (30, 2), (45, 2), (61, 3)):
        bot.now = NOW + timedelta(minutes=minutes)
        process.turns.turns()
        assert len(process.told) == turns
