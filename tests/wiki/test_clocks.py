"""Clocks that are wrong: the machine's, the wiki's, and one answer's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.operations.discover import look
from bot.store.store import Store

from ..faults.clocks import off_by
from ..faults.proxy import Asked, FaultProxy, Fits, everything
from .bot import NOW, PAGE, LocalBot
from .stories import add, do, work, write
from .support import LocalWiki
from .test_commands import Commands, commands  # noqa: F401

YEAR, HALF_HOUR = timedelta(days=365), timedelta(minutes=30)


@pytest.fixture
def proxy(wiki: LocalWiki) -> Iterator[FaultProxy]:
    with FaultProxy(wiki.url) as it:
        yield it


# --- what a wrong time left in the store and on the page


def test_a_year_ahead_once_puts_nothing_to_sleep(bot: LocalBot) -> None:
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 5, "11-02"))
    bot.update()
    bot.now = NOW + YEAR
    assert bot.update().view
    assert "these are the final results" in bot.wiki.html(PAGE)
    bot.now = NOW + HALF_HOUR
    (waiting,) = look(bot.context).campaigns
    assert waiting.is_due
    bot.wiki.tell(add("Bob", "A", 7, "11-20"))
    report = bot.update()
    assert work(report)["Bob"].bytes == 7
    html = bot.wiki.html(PAGE)
    assert "final results" not in html
    assert "2027" not in html
    (waiting,) = look(bot.context).campaigns
    assert waiting.due == bot.now + HALF_HOUR


def test_what_was_final_by_a_wrong_clock_is_not_final_when_its_time_has_come(bot: LocalBot) -> None:
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 5, "11-02"))
    bot.update()
    bot.now = NOW + YEAR
    bot.update()  # The numbers are the same, so nothing says when they changed but the note itself.
    bot.wiki.tell(add("Bob", "A", 7, "11-25"))
    bot.store = Store()
    bot.now = NOW.replace(month=12, day=10)
    assert work(bot.update())["Bob"].bytes == 7
    assert "these are the final results" in bot.wiki.html(PAGE)
    text = bot.wiki.text(PAGE)
    assert bot.update().resting
    bot.store = Store()
    assert bot.update().resting
    assert bot.wiki.text(PAGE) == text


def test_a_turn_that_is_left_behind_a_year_ahead_is_taken_at_once(bot: LocalBot) -> None:
    bot.declare()
    (waiting,) = look(bot.context).campaigns
    where = (bot.wiki_settings.address, waiting.page.pageid)
    assert bot.store.claim(*where, "elsewhere/1/1", NOW + YEAR, NOW + YEAR + timedelta(minutes=5))
    assert bot.update().view


def test_a_log_that_was_read_up_to_next_year_is_read_again(wiki: LocalWiki, proxy: FaultProxy) -> None:
    bot = LocalBot(wiki, api=proxy.api)
    bot.settings = bot.settings.__class__(
        **{name: getattr(bot.settings, name) for name in ("path", "wikis", "store")}
    )
    bot.declare()
    wiki.tell(write("Alice", "A", 5, "11-02"), write("Alice", "B", 6, "11-02"), write("Bob", "C", 7, "11-03"))
    bot.update()
    proxy.spoil(everything, off_by(YEAR))
    for _ in range(3):
        bot.update()
    proxy.heal()
    wiki.tell(
        add("Alice", "A", 10, "11-04"), do("delete", "Admin", "11-05", title="B"), add("Bob", "C", 1, "11-06")
    )
    for _ in range(2):
        bot.update()
    fresh = LocalBot(wiki)
    assert work(bot.update()) == work(fresh.update())
    assert work(bot.update())["Alice"].bytes == 15


# --- real processes


def every(number: int) -> Fits:
    """Each so many requests one."""
    seen: list[Asked] = []

    def fits(asked: Asked) -> bool:
        seen.append(asked)
        return len(seen) % number == 0

    return fits


def plain(text: str) -> str:
    """A page without its times."""
    return re.sub(r"\d\d:\d\d(:\d\dZ)?", "…", text)


@pytest.fixture
def through(commands: Commands, proxy: FaultProxy) -> Commands:  # noqa: F811
    """The command line, coming to the wiki through the proxy."""
    (commands.folder / "bot.yaml").write_text(f"wikis:\n  - api: {proxy.api}\n")
    _let_in(commands.wiki.pywikibot_dir, proxy, commands.folder)
    return commands


def _let_in(folder: Path, proxy: FaultProxy, mine: Path) -> None:
    """A folder for pywikibot whose account is for the proxy's address."""
    port = proxy.url.rpartition(":")[2]
    for name in ("user-config.py", "user-password.py"):
        text = (folder / name).read_text()
        (mine / name).touch(mode=0o600)
        (mine / name).write_text(re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{port}", text))


def test_now_and_then_an_answer_from_next_year_changes_nothing(
    through: Commands, proxy: FaultProxy, wiki: LocalWiki
) -> None:
    mine = {"PYWIKIBOT_DIR": str(through.folder)}
    proxy.spoil(every(3), off_by(YEAR))
    for _ in range(2):
        done = through("run", "--once", **mine)
        assert (done.returncode, "clock" in done.stderr) == (0, False), done.stderr
    assert len(proxy.spoilt) > 4
    text = wiki.text(PAGE)
    assert "final:" not in text
    assert through("update", PAGE, **mine).returncode == 0
    assert wiki.text(PAGE) == text


def test_where_the_wiki_is_a_year_ahead_its_time_holds_and_the_operator_is_told_once(
    through: Commands, proxy: FaultProxy, wiki: LocalWiki
) -> None:
    mine = {"PYWIKIBOT_DIR": str(through.folder)}
    assert through("run", "--once", **mine).returncode == 0
    before = wiki.text(PAGE)
    proxy.spoil(everything, off_by(YEAR))
    done = through("run", "--once", **mine)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Please set the clock that is wrong") == 1
    assert "final:" in wiki.text(PAGE)
    proxy.heal()
    done = through("run", "--once", **mine)
    assert (done.returncode, "Please set" in done.stderr) == (0, False), done.stderr
    assert plain(wiki.text(PAGE)) == plain(before)
