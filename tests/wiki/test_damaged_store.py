"""A store that is damaged, before a run or in the middle of it, changes nothing that people see."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event

from bot.operations.ports import Unavailable
from bot.operations.schedule import Result, Turns
from bot.store.store import Store

from .bot import PAGE, LocalBot
from .stories import add, work, write
from .support import LocalWiki
from .test_commands import Commands, commands  # noqa: F401


def test_a_process_begins_a_new_store_by_itself_and_says_so_once(commands: Commands, wiki: LocalWiki) -> None:  # noqa: F811
    file = commands.folder / "campaignbot.sqlite"
    assert commands("run", "--once").returncode == 0
    before = wiki.text(PAGE)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    done = commands("update", PAGE)
    assert done.returncode in (0, 3), done.stderr
    assert done.stderr.count("was damaged") == 1
    assert "Traceback" not in done.stderr
    done = commands("update", PAGE)
    assert (done.returncode, done.stderr) == (0, "")
    assert wiki.text(PAGE) == before
    assert file.with_name("campaignbot.sqlite.damaged-1").exists()
    assert not file.with_name("campaignbot.sqlite.damaged-2").exists()


def test_a_store_that_is_damaged_between_two_turns_is_begun_anew(bot: LocalBot, tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    bot.store = Store(f"sqlite:///{file}")
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 5, "11-02"))
    told: list[str] = []
    excused: list[Unavailable] = []
    turns = Turns([lambda: bot.context], Event(), lambda _, report: told.append(report.title), excused.append)
    assert turns.once() is Result.FINE
    bot.store.close()
    data = file.read_bytes()
    file.write_bytes(data[:4096] + bytes(len(data) - 4096))
    bot.now += timedelta(hours=1)
    bot.wiki.tell(add("Bob", "A", 7, "11-03"))
    worst = [turns.once() for _ in range(3)]
    assert worst[-1] is Result.FINE
    assert [one.message.key for one in excused] in (["store-damaged"], [])
    assert file.with_name("store.sqlite.damaged-1").exists()
    assert work(bot.update())["Bob"].bytes == 7
    assert bot.wiki.text(PAGE).count("campaignbot:leaderboard") == 2
