"""What is remembered between runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.core.judging import Judged, Reason
from bot.ports import Check, Remembered
from bot.store import Store
from tests.core.facts import START, page, revision

WIKI, CAMPAIGN = "testwiki", 12


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield Store() if request.param == "memory" else Store(f"sqlite:///{tmp_path}/a.sqlite")


def seen(revid: int, reason: Reason | None = None) -> Remembered:
    return Remembered(Judged(revision(revid, "mw-undo"), reason), page())


def test_nothing_is_known_at_first(store: Store) -> None:
    assert store.last_check(WIKI, CAMPAIGN) is None
    assert store.good_version(WIKI, CAMPAIGN) is None
    assert store.recall(WIKI, CAMPAIGN, 1) == []


def test_a_check_is_remembered_to_the_microsecond(store: Store) -> None:
    check = Check(START.replace(microsecond=123456), revid=9, resting=True)
    store.remember_check(WIKI, CAMPAIGN, Check(START, 8))
    store.remember_check(WIKI, CAMPAIGN, check)
    assert store.last_check(WIKI, CAMPAIGN) == check


def test_a_good_version_does_not_make_a_check(store: Store) -> None:
    store.remember_good(WIKI, CAMPAIGN, 7)
    assert store.good_version(WIKI, CAMPAIGN) == 7
    assert store.last_check(WIKI, CAMPAIGN) is None


def test_what_was_seen_stays_when_the_wiki_does_not_show_it_any_more(store: Store) -> None:
    store.remember(WIKI, CAMPAIGN, [seen(1), seen(2)])
    store.remember(WIKI, CAMPAIGN, [seen(2, Reason.REVERTED)])
    assert store.recall(WIKI, CAMPAIGN, 1) == [seen(1), seen(2, Reason.REVERTED)]


def test_campaigns_and_wikis_are_kept_apart(store: Store) -> None:
    store.remember(WIKI, CAMPAIGN, [seen(1)])
    store.remember_good(WIKI, CAMPAIGN, 7)
    assert store.recall("other", CAMPAIGN, 1) == []
    assert store.good_version(WIKI, 13) is None


def test_a_file_is_found_again(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/a.sqlite"
    Store(address).remember(WIKI, CAMPAIGN, [seen(1)])
    [found] = Store(address).recall(WIKI, CAMPAIGN, 1)
    assert found == replace(seen(1))


def test_a_store_of_another_version_is_made_anew(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/a.sqlite"
    Store(address).remember_good(WIKI, CAMPAIGN, 7)
    with create_engine(address).begin() as connection:
        connection.execute(text("UPDATE version SET number = 999"))
        connection.execute(text("DROP TABLE revisions"))
    assert Store(address).good_version(WIKI, CAMPAIGN) is None
