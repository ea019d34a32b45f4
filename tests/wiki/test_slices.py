"""Huge campaigns have their turns in slices; whatever ends a process, the next one goes on from there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.mediawiki.queries import Answers, Question
from bot.operations.context import WikiContext
from bot.operations.lease import identity, is_dead
from bot.operations.ports import Source, Stopped
from bot.operations.report import Report
from bot.operations.schedule import Result, Turns
from bot.operations.update import update, update_all
from bot.store.store import Store

from .bot import NOW, PAGE, LocalBot, campaign_page
from .stories import add, do, work, write
from .support import LocalWiki

MUCH = [
    *(write("Alice", f"A{n}", 100 + n, "11-02") for n in range(9)),
    *(add("Bob", f"A{n}", 9) for n in range(9)),
]


@pytest.fixture
def busy(wiki: LocalWiki) -> LocalBot:
    """A campaign with 18 edits on 9 pages, and a bot that does three edits in a turn."""
    bot = LocalBot(wiki)
    bot.settings = replace(bot.settings, slice_edits=3, full_reading=timedelta(days=1))
    bot.declare()
    wiki.tell(*MUCH)
    return bot


def from_scratch(bot: LocalBot) -> list[object]:
    """What a bot without memory would leave on the pages: nothing to do, if all is well."""
    bot.store, bot.settings = Store(), replace(bot.settings, slice_edits=1000)
    return [page.outcome for page in bot.update(dry=True).pages]


def test_a_turn_ends_with_its_slice_and_the_next_one_goes_on(busy: LocalBot) -> None:
    reports = [busy.update()]
    while reports[-1].unfinished:
        assert reports[-1].view is None
        reports.append(busy.update())
    assert len(reports) == 4
    assert {name: one.edits for name, one in work(reports[-1]).items()} == {"Alice": 9, "Bob": 9}
    assert all(isinstance(outcome, Unchanged) for outcome in from_scratch(busy))


def test_nothing_is_saved_before_all_is_counted(busy: LocalBot) -> None:
    assert busy.update().unfinished
    assert "<!-- campaignbot" not in busy.wiki.text(PAGE)


def test_no_revision_is_read_twice(busy: LocalBot) -> None:
    update_all(busy.title(), busy.context)
    busy.real.session.sent.clear()
    assert busy.update().pages[0].outcome == Unchanged(PAGE)
    assert sum(busy.real.session.sent.values()) == 3


def test_a_small_campaign_is_never_more_than_one_slice_late(busy: LocalBot) -> None:
    small = "Project:Small"
    text = campaign_page("participants: [Eve]", sign_up="")
    busy.wiki.tell(write("Eve", "E", 10, "11-02"), {"do": "edit", "title": small, "text": text})
    order: list[str] = []

    def follow(_: WikiContext, report: Report) -> None:
        order.append(report.title)

    turns = Turns([lambda: busy.context], Event(), follow, lambda _: None)
    real = update

    def noted(*args: Any, **named: Any) -> Report:
        report = real(*args, **named)
        if report.unfinished:
            order.append("slice")
        return report

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.operations.schedule.update", noted)
        assert turns.once() is Result.FINE
    assert order.index(small) <= 1
    assert (order[-1], order.count("slice")) == (PAGE, 3)


def test_a_turn_without_any_time_still_comes_on_by_something(busy: LocalBot) -> None:
    busy.settings = replace(busy.settings, slice_seconds=0)
    turns = 0
    while busy.update().unfinished:
        turns += 1
        assert turns < 10
    busy.now += timedelta(days=1)  # All of it is read again.
    while busy.update().unfinished:
        turns += 1
        assert turns < 30
    assert all(isinstance(outcome, Unchanged) for outcome in from_scratch(busy))


def test_texts_are_read_over_several_turns(busy: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.counting.measuring.TEXTS", 4)
    busy.change("end: 2026-11-30", "end: 2026-11-30\npoints: {words_added: 1}")
    busy.settings = replace(busy.settings, slice_edits=1000, slice_seconds=0)
    busy.real.session.sent.clear()
    turns = 1
    while busy.update().unfinished:
        turns += 1
    assert turns == 5, "18 texts, four of them in a turn"
    # And once together, whether the short ones are redirects.
    assert busy.real.session.sent["revisions"] == 5 + 1, "each text is read once"
    assert all(isinstance(outcome, Unchanged) for outcome in from_scratch(busy))


class Impatient(Event):
    """Ends the process when it has nothing to do."""

    def wait(self, _timeout: float | None = None) -> bool:
        self.set()
        return True


def test_the_scheduled_process_goes_on_with_the_next_slice_at_once(busy: LocalBot) -> None:
    told: list[str] = []
    turns = Turns([lambda: busy.context], Impatient(), lambda _, report: told.append(report.title), print)
    turns.look()
    turns.once = lambda: Result.FINE  # type: ignore[method-assign]
    turns.run(300)
    assert told == [PAGE]


class Dying:
    """A source that ends the process at the request after so many."""

    def __init__(self, source: Source, requests: int) -> None:
        self.source = source
        self.left = requests

    def ask(self, *questions: Question[Any]) -> Answers:
        if questions and not self.left:
            raise Stopped
        self.left -= bool(questions)
        return self.source.ask(*questions)


@pytest.mark.parametrize("after", range(1, 8))
def test_an_end_at_any_request_loses_nothing(busy: LocalBot, after: int) -> None:
    settings = replace(busy.settings, slice_edits=1000)
    context = replace(busy.context, source=Dying(busy.context.source, after), settings=settings)
    with suppress(Stopped):
        update(busy.title(), context)
    busy.wiki.tell(add("Alice", "A1", 50), do("delete", title="A2"))
    update_all(busy.title(), replace(busy.context, settings=settings))
    assert all(isinstance(outcome, Unchanged) for outcome in from_scratch(busy))


def test_two_processes_do_not_do_the_same_campaign_twice(busy: LocalBot) -> None:
    other = replace(busy.context, worker="elsewhere/1/1")
    with other.turn(_pageid(busy)).taken() as mine:
        assert mine
        report = busy.update()
        assert report.busy
        assert report.refusal is not None
        assert report.refusal.key == "campaign-busy"
    assert not busy.update().busy


def test_a_turn_that_was_done_meanwhile_is_not_done_again(busy: LocalBot) -> None:
    left = busy.store.last_check(busy.wiki_settings.address, _pageid(busy))
    update_all(busy.title(), busy.context)
    assert update(busy.title(), busy.context, left=left).busy


def test_the_turn_of_a_dead_process_is_taken_over_at_once(busy: LocalBot) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    name = identity(dead.pid)
    assert not is_dead(name)
    assert busy.store.claim(busy.wiki_settings.address, _pageid(busy), name, NOW, NOW + timedelta(hours=1))
    assert busy.update().busy
    dead.communicate(b"\n")
    assert is_dead(name)
    assert not busy.update().busy


def _pageid(bot: LocalBot) -> int:
    [page] = bot.wiki.query(titles=PAGE)["query"]["pages"]
    return int(page["pageid"])


@pytest.mark.parametrize("seconds", [0.8, 1.3, 1.8])
def test_a_killed_process_is_gone_on_from(busy: LocalBot, tmp_path: Path, seconds: float) -> None:
    config = tmp_path / "bot.yaml"
    config.write_text(f"wikis:\n- api: {busy.wiki.api}\nslice_edits: 2\n")
    command = [sys.executable, "-m", "bot", "--config", str(config), "update", PAGE, "--json"]
    environment = {
        "PYWIKIBOT_DIR": str(busy.wiki.pywikibot_dir),
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
    }
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    again = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
    assert again.returncode == 0, again.stderr
    shown: Mapping[str, Any] = json.loads(again.stdout)
    assert {row["user"]: row["measures"]["edits"] for row in shown["rows"]} == {"Alice": 9, "Bob": 9}
