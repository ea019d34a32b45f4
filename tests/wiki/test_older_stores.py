"""A store that an earlier version really left is gone on with: the same pages, and new things read alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.mediawiki.outcomes import Saved, Unchanged
from bot.operations.update import Report
from bot.store.store import Store

from .bot import LocalBot
from .conftest import WikiOn
from .older_stores import FOLDER, OlderStore, Story, begin, mediawiki
from .support import LocalWiki

STORES = sorted(FOLDER.glob("version-*.json"))
OF_A_FIRST_COUNT = {"revisions", "logevents", "users|logevents"}
"""Requests for texts and histories, for the log so far and for accounts that are new to the bot."""


@pytest.fixture(scope="module")
def renamed(wiki_on: WikiOn) -> LocalWiki:
    """A wiki that no bot has opened."""
    return wiki_on("sqlite")


@pytest.fixture
def story() -> Story:
    return Story.read()


@pytest.fixture(params=STORES, ids=lambda path: path.stem)
def upgraded(request: pytest.FixtureRequest, renamed: LocalWiki, story: Story, tmp_path: Path) -> LocalBot:
    """Today's bot on the wiki and the store that an earlier version left."""
    wiki, recording = renamed, Path(request.param)
    if not recording.stem.endswith(f"-on-{mediawiki(wiki)}"):
        pytest.skip("was recorded on another MediaWiki")
    wiki.reset()
    begin(wiki, story)
    OlderStore.read(recording).put(wiki, tmp_path / "store.sqlite")
    bot = LocalBot(wiki)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.now = story.now + timedelta(minutes=30)
    bot.store = Store(f"sqlite:///{tmp_path}/store.sqlite")
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


def test_nothing_is_saved_nor_counted_for_an_upgrade(upgraded: LocalBot, story: Story) -> None:
    for page in story.campaigns:
        report, requests = updated(upgraded, page)
        assert outcomes(report) == {Unchanged}
        assert not OF_A_FIRST_COUNT & requests.keys()
        assert_as_from_scratch(upgraded, page, report)


def test_what_happens_after_the_upgrade_is_read_alone(upgraded: LocalBot, story: Story) -> None:
    upgraded.wiki.tell(*story.afterwards)
    for page in story.campaigns:
        report, requests = updated(upgraded, page)
        assert Saved in outcomes(report)
        assert sum(requests.values()) <= 14
        assert_as_from_scratch(upgraded, page, report)
