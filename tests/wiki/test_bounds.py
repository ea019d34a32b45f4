"""What is more than the bounds waits in line, on a real wiki: which pages, until when, and who is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from bot.cli.run import _Journal
from bot.features.outputs.details import laid_out
from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import Failure, Saved, Unchanged
from bot.operations.context import WikiContext
from bot.operations.report import Report
from bot.operations.schedule import Result, Turns
from bot.operations.update import update_all
from bot.safety.bounds import Bounds
from bot.store.store import Store

from .bot import PAGE, LocalBot, campaign_page
from .stories import add, do, outcomes, write
from .support import LocalWiki
from .test_commands import Commands, at
from .test_commands import page as command_page

TWO = Bounds(saves_per_hour=100, campaign_saves_per_hour=2, pages_per_day=100)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A campaign that is published, with its articles on a page of their own, and a bot with tight bounds."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.declare("publish: {articles: /Articles}")
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    assert outcomes(bot.update()) == [Saved, Saved]
    bound(bot, TWO)
    bot.now += MINUTE
    return bot


def bound(bot: LocalBot, bounds: Bounds) -> None:
    bot.settings = replace(bot.settings, bounds=bounds)


def edits(wiki: LocalWiki, title: str) -> int:
    """How often the bot saved a page."""
    return sum(one["user"] == "CampaignBot" for one in wiki.history(title))


def happen(bot: LocalBot) -> None:
    """Something happens that all pages tell of."""
    bot.wiki.tell(add("Alice", "A", 10))


def again(bot: LocalBot) -> Report:
    """Something happens, and the campaign has a turn a minute later."""
    happen(bot)
    bot.now += MINUTE
    return bot.update()


# --- which pages wait


def test_what_has_no_room_waits_and_the_campaigns_own_page_is_saved(bot: LocalBot) -> None:
    assert outcomes(again(bot)) == [Saved, Saved]
    assert outcomes(again(bot)) == [Failure.WAITING_CAMPAIGN, Failure.WAITING_CAMPAIGN]
    bound(bot, replace(TWO, campaign_saves_per_hour=4))
    assert outcomes(again(bot)) == [Saved, Saved]
    bound(bot, replace(TWO, campaign_saves_per_hour=5))
    report = again(bot)
    assert outcomes(report) == [Saved, Failure.WAITING_CAMPAIGN]
    assert "saved a little later" in bot.wiki.html(PAGE)
    assert outcomes(bot.update()) == [Unchanged, Failure.WAITING_CAMPAIGN]
    bot.now += timedelta(hours=1)
    assert outcomes(bot.update()) == [Saved, Saved]
    assert "saved a little later" not in bot.wiki.html(PAGE)


def test_a_first_publication_does_not_wait_for_the_campaigns_bound(bot: LocalBot) -> None:
    other = "Project:Other"
    more = "publish: {articles: /Articles, leaderboard: /Leaderboard, details: /Details}"
    bot.declare(more, title=other)
    assert outcomes(bot.update(other)) == [Saved] * 4
    happen(bot)
    assert outcomes(bot.update(other)).count(Saved) == 2


def test_emptying_the_campaigns_page_makes_no_first_publication_of_it_again(bot: LocalBot) -> None:
    def emptied() -> Report:
        bot.declare("publish: {articles: /Articles}", at="")
        bot.now += MINUTE
        return bot.update()

    assert [outcomes(emptied())[0] for _ in range(3)] == [Saved, Saved, Failure.WAITING_CAMPAIGN]


def test_pages_beyond_the_days_bound_are_made_later(bot: LocalBot) -> None:
    bound(bot, Bounds(pages_per_day=2))
    bot.declare("publish: {articles: /A, leaderboard: /B, details: /C}", title="Project:Other")
    assert outcomes(bot.update("Project:Other")) == [
        Saved,
        Saved,
        Failure.WAITING_PAGES,
        Failure.WAITING_PAGES,
    ]
    assert not bot.wiki.history("Project:Other/C")
    # The bound is the wiki's, and the page that was made at first is a day old before the other.
    bot.now += timedelta(days=1) - MINUTE
    assert outcomes(bot.update("Project:Other"))[1:].count(Saved) == 1
    bot.now += MINUTE
    assert outcomes(bot.update("Project:Other")) == [Saved, Unchanged, Unchanged, Saved]


def test_pages_that_waited_longest_are_saved_first(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.features.outputs.details.laid_out", partial(laid_out, limit_bytes=22_000))
    bound(bot, Bounds())
    people = [f"Writer {number}" for number in range(75)]
    bot.wiki.tell(*(write(name, f"By {name} " + "x" * 100, 100, "11-03") for name in people))
    bot.declare(f"participants: {people}", "publish: {details: /Details}", title="Project:Many")
    report = bot.update("Project:Many")
    details = [page.page.title for page in report.pages if "/Details" in page.page.title]
    assert len(details) >= 3
    bound(bot, Bounds(campaign_saves_per_hour=2))
    saved: list[str] = []
    for _ in details:
        bot.now += timedelta(hours=2)
        bot.wiki.tell(*(add(name, f"By {name} " + "x" * 100, 10) for name in people))
        report = bot.update("Project:Many")
        assert outcomes(report).count(Saved) == 2
        saved += [p.page.title for p in report.pages[1:] if isinstance(p.outcome, Saved)]
    assert sorted(saved) == sorted(details)


# --- when they are saved


class Scheduled:
    """The scheduled process with a clock that the test turns."""

    def __init__(self, bot: LocalBot) -> None:
        self.bot = bot
        self.told: list[str] = []
        journal = _Journal(Texts.of("en"))

        def tell(context: WikiContext, report: Report) -> None:
            self.told.append(report.title)
            journal.tell(context, report)

        openers: list[Callable[[], WikiContext]] = [lambda: bot.context]
        self.turns = Turns(openers, Event(), tell, journal.excuse)

    def after(self, minutes: float) -> list[str]:
        """Who has a turn so many minutes later, without a new look."""
        self.told.clear()
        self.bot.now += minutes * MINUTE
        self.turns.turns()
        return list(self.told)

    def look(self) -> None:
        for wiki in self.turns._wikis.values():
            object.__setattr__(wiki, "settings", self.bot.settings)
        self.turns.look()


@pytest.fixture
def process(bot: LocalBot) -> Scheduled:
    """The process, right after everything that may be saved in an hour was."""
    again(bot)
    made = Scheduled(bot)
    made.look()
    return made


def test_a_campaign_comes_back_when_there_is_room_and_asks_nothing_before(
    process: Scheduled, bot: LocalBot
) -> None:
    happen(bot)
    assert process.after(35) == [PAGE]
    before = bot.real.session.costs()
    for _ in range(8):
        assert process.after(3) == []
    assert (bot.real.session.costs() - before).total == 0
    assert process.after(1) == [PAGE]
    assert edits(bot.wiki, PAGE) == 3
    assert edits(bot.wiki, f"{PAGE}/Articles") == 3


def test_a_new_look_or_another_process_gives_no_turn_before_there_is_room(
    process: Scheduled, bot: LocalBot
) -> None:
    happen(bot)
    assert process.after(35) == [PAGE]
    other = Scheduled(bot)
    for _ in range(2):
        process.look()
        other.look()
        assert process.after(1) == other.after(1) == []
    assert other.turns.once() is Result.FINE
    assert other.after(25) == [PAGE]
    assert edits(bot.wiki, PAGE) == 3


def test_the_one_that_waited_longest_is_first_when_there_is_room(process: Scheduled, bot: LocalBot) -> None:
    bound(bot, Bounds(saves_per_hour=2))
    for title in ("Project:First", "Project:Second"):
        bot.wiki.tell(write("Admin", title, campaign_page("publish: {articles: false}")))
    process.look()
    happen(bot)
    assert process.after(35) == ["Project:First", "Project:Second", PAGE]
    assert edits(bot.wiki, "Project:First") == edits(bot.wiki, "Project:Second") == 0
    assert process.after(25)[0] == "Project:First"
    assert edits(bot.wiki, "Project:First") == 1


# --- who is told


def test_the_operator_is_told_once_when_it_begins_and_when_it_is_over(
    process: Scheduled, bot: LocalBot, caplog: pytest.LogCaptureFixture
) -> None:
    def said() -> list[tuple[int, bool]]:
        found = [(one.levelno, "does not wait" in one.message) for one in caplog.records if _of_bounds(one)]
        caplog.clear()
        return found

    caplog.set_level(logging.INFO, logger="campaignbot")
    happen(bot)
    process.after(35)
    assert said() == [(logging.WARNING, False)]
    # A new process knows it, and so does this one without its store.
    bot.now += MINUTE
    report = update_all(bot.title(), bot.context)
    assert not report.turning.begun
    assert report.failures
    bot.store = Store()
    assert not bot.update().turning.begun
    bot.now += timedelta(hours=1)
    process = Scheduled(bot)
    process.look()
    process.after(0)
    assert [kind for kind in said() if kind[0] == logging.WARNING] == []


def _of_bounds(record: logging.LogRecord) -> bool:
    return "campaign_saves_per_hour" in record.getMessage()


def test_when_it_is_over_that_is_told_once(
    process: Scheduled, bot: LocalBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="campaignbot")
    happen(bot)
    process.after(35)
    caplog.clear()
    process.after(60)
    process.after(30)
    assert [one.levelno for one in caplog.records if _of_bounds(one)] == [logging.INFO]


def test_update_at_a_terminal_says_that_it_waits(wiki: LocalWiki, commands: Commands) -> None:
    commands.write_config("bounds: {campaign_saves_per_hour: 2}")
    assert commands("update", PAGE).returncode == 0
    for code in (0, 0, 1):
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        wiki.tell({"do": "edit", "at": now, "as": "Alice", "title": "Lise Meitner", "append": "z" * 99})
        done = commands("update", PAGE)
        assert done.returncode == code
    assert "“Project:WiP” will be saved later" in done.stderr
    assert edits(wiki, PAGE) == 3


@pytest.fixture
def commands(wiki: LocalWiki, tmp_path: Path) -> Commands:
    wiki.tell(
        {"do": "edit", "at": at(-20), "title": PAGE, "text": command_page()},
        {"do": "edit", "at": at(-3), "as": "Alice", "title": "Lise Meitner", "text": "x" * 1234},
    )
    return Commands(wiki, tmp_path)


def test_a_dry_run_takes_no_room(bot: LocalBot) -> None:
    happen(bot)
    for _ in range(5):
        assert [page.outcome for page in bot.update(dry=True).pages] == [None, None]
    assert outcomes(bot.update()) == [Saved, Saved]


def test_what_the_wiki_refuses_takes_no_room(bot: LocalBot) -> None:
    bot.wiki.tell(do("protect", title=PAGE))
    for _ in range(3):
        happen(bot)
        bot.now += MINUTE
        assert outcomes(bot.update())[0] == Failure.PROTECTED
    bot.wiki.tell(do("protect", title=PAGE, level=""))
    assert outcomes(bot.update())[0] == Saved


def test_a_problem_in_the_settings_is_told_within_the_bounds_too(bot: LocalBot) -> None:
    found = []
    for number in range(3):
        text = campaign_page(f"nmae{number}: x", head=f"<!-- {number} -->")
        bot.wiki.tell(write("Admin", "Project:Bad", text))
        bot.now += MINUTE
        found += outcomes(bot.update("Project:Bad"))
    assert found == [Saved, Saved, Saved]
    bot.wiki.tell(write("Admin", "Project:Bad", campaign_page("nmae9: x")))
    assert outcomes(bot.update("Project:Bad")) == [Failure.WAITING_CAMPAIGN]
