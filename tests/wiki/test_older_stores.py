"""A store that an earlier version really left is gone on with: the same pages, and new things read alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.mediawiki.outcomes import Saved, Unchanged
from bot.operations.counting.measuring import VERSION
from bot.operations.report import Report
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .conftest import WikiOn
from .older_stores import FOLDER, OlderStore, Story, begin, mediawiki
from .support import LocalWiki

STORES = sorted(FOLDER.glob("version-*.json"))
PAGES_AS_TODAY = {8}
"""The versions of which the numbers and the pages are still today's; not to be kept up where these change."""
OF_A_FIRST_COUNT = {"logevents", "users|logevents"}
"""Requests for the log so far and for accounts that are new to the bot."""
OF_TEXTS = {"revisions"}
"""Requests for texts and histories."""


@pytest.fixture(scope="module")
def renamed(wiki_on: WikiOn) -> LocalWiki:
    """A wiki that no bot has opened."""
    return wiki_on("sqlite")


@pytest.fixture
def story() -> Story:
    return Story.read()


def on_todays_bot(
    recording: Path, wiki: LocalWiki, story: Story, folder: Path, *afterwards: Action
) -> LocalBot:
    """Today's bot on a wiki and a store as an earlier version left them."""
    if not recording.stem.endswith(f"-on-{mediawiki(wiki)}"):
        pytest.skip("was recorded on another MediaWiki")
    wiki.reset()
    begin(wiki, story)
    OlderStore.read(recording).put(wiki, folder / "store.sqlite")
    wiki.tell(*afterwards)
    bot = LocalBot(wiki)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.now = story.now + timedelta(minutes=30)
    bot.store = Store(f"sqlite:///{folder}/store.sqlite")
    return bot


def updated(bot: LocalBot, page: str) -> tuple[Report, Mapping[str, int]]:
    """An update, and its requests by kind."""
    before = bot.real.session.costs()
    report = bot.update(page)
    return report, (bot.real.session.costs() - before).requests


def outcomes(report: Report) -> set[type[Any]]:
    return {type(page.outcome) for page in report.pages}


def standings(report: Report) -> Sequence[object]:
    assert report.view is not None
    return (report.view.standings.totals, *report.view.standings.rows, *report.view.standings.teams)


def assert_as_from_scratch(bot: LocalBot, page: str, report: Report) -> None:
    kept, bot.store = bot.store, Store()
    scratch = bot.update(page, dry=True)
    bot.store = kept
    assert outcomes(scratch) == {Unchanged}
    assert standings(scratch) == standings(report)


every_store = pytest.mark.parametrize("recording", STORES, ids=lambda path: path.stem)
as_today = [path for path in STORES if int(path.stem.split("-")[1]) in PAGES_AS_TODAY]


@pytest.mark.parametrize("recording", as_today, ids=lambda path: path.stem)
def test_nothing_is_saved_nor_counted_for_an_upgrade(
    recording: Path, renamed: LocalWiki, story: Story, tmp_path: Path
) -> None:
    bot = on_todays_bot(recording, renamed, story, tmp_path)
    measured = OlderStore.read(recording).measuring == VERSION
    unwanted = OF_A_FIRST_COUNT | (OF_TEXTS if measured else set())
    for page in story.campaigns:
        report, requests = updated(bot, page)
        assert outcomes(report) == {Unchanged}
        assert not unwanted & requests.keys()
        assert_as_from_scratch(bot, page, report)


@every_store
def test_what_happened_meanwhile_comes_to_the_same_as_without_a_memory(
    recording: Path, renamed: LocalWiki, story: Story, tmp_path: Path
) -> None:
    bot = on_todays_bot(recording, renamed, story, tmp_path, *story.afterwards)
    for page in story.campaigns:
        report = bot.update(page)
        assert Saved in outcomes(report)
        assert_as_from_scratch(bot, page, report)
    for page in story.campaigns:
        assert outcomes(bot.update(page)) == {Unchanged}


@pytest.mark.parametrize("recording", as_today, ids=lambda path: path.stem)
def test_what_happened_meanwhile_is_read_alone(
    recording: Path, renamed: LocalWiki, story: Story, tmp_path: Path
) -> None:
    bot = on_todays_bot(recording, renamed, story, tmp_path, *story.afterwards)
    for page in story.campaigns:
        assert sum(updated(bot, page)[1].values()) <= 14
