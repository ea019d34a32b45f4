"""SIGTERM and Ctrl-C end a process within ten seconds, wherever it is, or after the save under way."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ..faults.proxy import Asked, Fault, FaultProxy, asks, bent, everything, says
from .bot import PAGE
from .support import LocalWiki
from .test_commands import REPOSITORY, page
from .through import Elsewhere, elsewhere, proxy

__all__ = ["elsewhere", "proxy"]

PROMISED = 10
"""Seconds: what the documents promise. Nothing here takes as long unless the promise is broken."""
SILENT, DRIPPING = bent(pause=600), bent(drip=1)


@pytest.fixture(autouse=True)
def campaign(wiki: LocalWiki) -> None:
    wiki.tell({"do": "user", "name": "Alice"}, {"do": "edit", "title": PAGE, "text": page()})


def until(happened: Callable[[], object]) -> None:
    ends = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < ends, "what was waited for did not happen"
        time.sleep(0.02)


def ended(process: subprocess.Popen[str], sign: signal.Signals = signal.SIGTERM) -> str:
    """Ask the process to end; it does, cleanly, and in time."""
    assert process.poll() is None, "it is over before it was asked to end"
    began = time.monotonic()
    process.send_signal(sign)
    _, errors = process.communicate(timeout=60)
    assert time.monotonic() - began < PROMISED
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    return errors


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        (asks(meta="userinfo"), SILENT),
        (asks(action="clientlogin"), DRIPPING),
        (asks(meta="siteinfo"), DRIPPING),
        (asks(prop="revisions"), SILENT),
    ],
    ids=["at the first request", "while it logs in", "while the facts drip", "while it reads"],
)
def test_it_ends_while_a_wiki_keeps_it_waiting(
    place: Callable[[Asked], bool], fault: Fault, elsewhere: Elsewhere, proxy: FaultProxy
) -> None:
    proxy.spoil(place, fault)
    process = elsewhere.start("run")
    until(lambda: proxy.spoilt)
    ended(process)


def test_it_ends_in_the_pause_between_two_tries(elsewhere: Elsewhere, proxy: FaultProxy) -> None:
    with (elsewhere.folder / "pywikibot" / "user-config.py").open("a") as file:
        file.write("retry_wait = 3\n")
    proxy.spoil(everything, says("Error", 502))
    process = elsewhere.start("update", PAGE)
    until(lambda: proxy.spoilt)
    ended(process, signal.SIGINT)


def test_it_ends_while_it_rests(elsewhere: Elsewhere, proxy: FaultProxy) -> None:
    proxy.spoil(everything, says("Slower", 429, retry_after="600"))
    process = elsewhere.start("run")
    until(lambda: proxy.spoilt)
    time.sleep(0.5)
    assert "could not be reached" in ended(process)


@pytest.mark.parametrize("place", [asks(list="usercontribs"), asks(action="edit")], ids=["reading", "saving"])
def test_in_the_middle_of_an_update_it_leaves_no_half(
    place: Callable[[Asked], bool], elsewhere: Elsewhere, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    proxy.spoil(place, bent(pause=2))
    process = elsewhere.start("run", "--once")
    until(lambda: proxy.spoilt)
    ended(process)
    assert wiki.text(PAGE).count("campaignbot:leaderboard") in (0, 2), "both marks of the block or none"
    proxy.heal()
    assert elsewhere("run", "--once").returncode == 0
    assert wiki.text(PAGE).count("<!-- campaignbot:leaderboard -->") == 1


def test_a_save_under_way_is_finished(elsewhere: Elsewhere, wiki: LocalWiki, proxy: FaultProxy) -> None:
    proxy.spoil(asks(action="edit"), bent(pause=2))
    process = elsewhere.start("run")
    until(lambda: proxy.spoilt)
    assert "1 page saved" in ended(process)
    assert wiki.text(PAGE).count("<!-- campaignbot:leaderboard -->") == 1


def test_a_save_whose_answer_is_lost_is_noticed_by_the_next_run(
    elsewhere: Elsewhere, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    proxy.spoil(asks(action="edit"), SILENT)
    process = elsewhere.start("run")
    until(lambda: proxy.spoilt and len(wiki.history(PAGE)) == 2)
    ended(process)
    proxy.heal()
    assert elsewhere("update", PAGE).returncode == 0
    assert len(wiki.history(PAGE)) == 2


SOONER = "stopping.INTERRUPTED_AFTER, stopping.ENDED_AFTER = 0.5, 2.0"
"""The same in less time: one test waits as long as people do."""
COMPUTING = """
import sys
import bot.operations.schedule
from bot.cli import stopping
from bot.cli.main import main

{sooner}

def busy(*arguments, **named):
    print("computing", file=sys.stderr, flush=True)
    {what}

bot.operations.schedule.update = busy
sys.exit(main(["run"]))
"""
HARD = {
    "a long sum": "sum(n for n in range(10**12))",
    "a loop that swallows its interruptions": "\n    ".join(
        ("while True:", "    try:", "        sum(range(10**6))", "    except Exception:", "        pass")
    ),
    "a library that does not come back": "import ctypes; ctypes.CDLL(None).sleep(600)",
    "a database that another process keeps locked": "\n    ".join(
        (
            "import sqlite3, tempfile",
            "path = tempfile.mkdtemp() + '/locked'",
            "first, second = (sqlite3.connect(path, timeout=600) for _ in range(2))",
            "first.execute('BEGIN IMMEDIATE')",
            "second.execute('BEGIN IMMEDIATE')",
        )
    ),
}


@pytest.mark.parametrize(
    ("what", "sooner"),
    [*((what, SOONER) for what in HARD), (next(reversed(HARD)), "")],
    ids=[*HARD, "as long as people wait"],
)
def test_it_ends_while_it_computes(what: str, sooner: str, elsewhere: Elsewhere, tmp_path: Path) -> None:
    program = tmp_path / "computing.py"
    program.write_text(COMPUTING.format(what=HARD[what], sooner=sooner))
    process = subprocess.Popen(
        [sys.executable, str(program)],
        cwd=REPOSITORY,
        env=elsewhere.environment(PYTHONPATH=str(REPOSITORY)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    while "computing" not in process.stderr.readline():
        assert process.poll() is None
    if "locked" in what:
        time.sleep(0.5)  # It is where no handler of Python's is called.
    ended(process)
