"""What is remembered of campaigns between turns, and whose turn it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.messages import Message
from bot.operations.ports import Check, Memory, MemoryUnavailable
from bot.safety.approval import Approval, TrustRecord, Version, WaitingReason
from bot.store.store import Store, StoreError
from scripts.wiki import mariadb
from tests.counting.facts import END, START
from tests.keys import WIKI
from tests.store.conftest import Opener
from tests.store.told import CAMPAIGN, results

HOUR = timedelta(hours=1)


def test_nothing_is_known_at_first(store: Memory) -> None:
    assert store.last_check(WIKI, CAMPAIGN) is None
    assert store.good_version(WIKI, CAMPAIGN) is None


def test_a_check_is_remembered_to_the_microsecond(store: Memory) -> None:
    check = Check(START.replace(microsecond=123456), revid=9, resting=True)
    store.remember_check(WIKI, CAMPAIGN, Check(START, 8))
    store.remember_check(WIKI, CAMPAIGN, check)
    assert store.last_check(WIKI, CAMPAIGN) == check


def trust_record() -> TrustRecord:
    good = Version(7, START, "Olga", "a1", "Olga", 6)
    waiting = Version(9, END, None, None, "192.0.2.7", 8)
    approval = Approval(
        replace(good, settings=""), good, frozenset({"Olga", "Ægir"}), waiting, WaitingReason.ORGANIZERS
    )
    return TrustRecord(approval, 9, END, "t", "name: é", ("Olga",), tellable=False)


def test_what_was_judged_of_a_page_is_remembered(store: Memory) -> None:
    assert store.trust_record(WIKI, CAMPAIGN) is None
    for one in (TrustRecord(Approval(), 3, START, "t"), trust_record()):
        store.remember_trust_record(WIKI, CAMPAIGN, one)
        assert store.trust_record(WIKI, CAMPAIGN) == one
    assert store.trust_record(WIKI, 13) is None
    assert store.trust_record("other", CAMPAIGN) is None


def test_what_a_community_has_set_is_remembered(store: Memory) -> None:
    assert store.community(WIKI) == ""
    for text in ('{"enabled": false}', ""):
        store.remember_community(WIKI, text)
        assert store.community(WIKI) == text
    assert store.community("other") == ""


def test_a_good_version_does_not_make_a_check(store: Memory) -> None:
    store.remember_good(WIKI, CAMPAIGN, 7)
    assert store.good_version(WIKI, CAMPAIGN) == 7
    assert store.last_check(WIKI, CAMPAIGN) is None


def test_campaigns_and_wikis_are_kept_apart(store: Memory) -> None:
    store.remember_good(WIKI, CAMPAIGN, 7)
    assert store.good_version("other", CAMPAIGN) is None
    assert store.good_version(WIKI, 13) is None


def test_a_store_is_found_again(opened: Opener) -> None:
    opened().remember_good(WIKI, CAMPAIGN, 7)
    assert opened().good_version(WIKI, CAMPAIGN) == 7


def test_a_store_in_memory_is_shared_by_threads() -> None:
    store = Store()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda campaign: store.remember_good(WIKI, campaign, campaign), range(1, 40)))
    assert [store.good_version(WIKI, campaign) for campaign in range(1, 40)] == list(range(1, 40))


def test_a_turn_belongs_to_one_process_until_it_gives_it_back(opened: Opener) -> None:
    one, other = opened(), opened()
    assert one.claim(WIKI, CAMPAIGN, "one", START, START + HOUR)
    assert not other.claim(WIKI, CAMPAIGN, "other", START, START + HOUR)
    other.release(WIKI, CAMPAIGN, "other")
    assert not other.claim(WIKI, CAMPAIGN, "other", START, START + HOUR)
    one.release(WIKI, CAMPAIGN, "one")
    assert other.claim(WIKI, CAMPAIGN, "other", START, START + HOUR)


def test_a_turn_may_be_kept_longer(store: Memory) -> None:
    assert store.claim(WIKI, CAMPAIGN, "one", START, START + HOUR)
    assert store.claim(WIKI, CAMPAIGN, "one", START + HOUR, START + 3 * HOUR)
    assert not store.claim(WIKI, CAMPAIGN, "other", START + 2 * HOUR, END)


def test_the_turn_of_a_process_that_died_runs_out(store: Memory) -> None:
    assert store.claim(WIKI, CAMPAIGN, "one", START, START + HOUR)
    assert not store.claim(WIKI, CAMPAIGN, "other", START + HOUR, END)
    assert store.claim(WIKI, CAMPAIGN, "other", START + 2 * HOUR, END)
    store.release(WIKI, CAMPAIGN, "one")
    assert not store.claim(WIKI, CAMPAIGN, "third", START + 2 * HOUR, END)


def test_a_turn_that_was_given_at_a_wrong_time_is_none(store: Memory) -> None:
    year = timedelta(days=365)
    store.claim(WIKI, CAMPAIGN, "one", START + year, START + year + HOUR)
    results(store).reads(START + year)
    assert results(store, 2).others_read(START) is None
    assert store.claim(WIKI, CAMPAIGN, "other", START, START + HOUR)
    assert not store.claim(WIKI, CAMPAIGN, "third", START, START + HOUR)


def test_turns_tell_each_other_how_old_their_facts_may_be(store: Memory) -> None:
    one, other, third = (results(store, number) for number in (1, 2, 3))
    elsewhere = store.results("other.example", 1)
    for number, begun in ((1, START), (2, START + HOUR)):
        store.claim(WIKI, number, "owner", START, START + HOUR)
        results(store, number).reads(begun)
    assert third.others_read(START) == START
    assert one.others_read(START) == START + HOUR, "one's own are no others"
    assert other.others_read(START) == START
    assert elsewhere.others_read(START) is None
    assert third.others_read(END + HOUR) is None, "those turns have run out"
    store.release(WIKI, 1, "owner")
    assert third.others_read(START) == START + HOUR
    store.release(WIKI, 2, "owner")
    assert third.others_read(START) is None
    store.claim(WIKI, 1, "owner", START, START + HOUR)
    assert third.others_read(START) is None, "it has not read anything yet"


def test_a_turn_leaves_what_is_remembered_alone(store: Memory) -> None:
    store.remember_good(WIKI, CAMPAIGN, 7)
    store.claim(WIKI, CAMPAIGN, "one", START, START + HOUR)
    store.release(WIKI, CAMPAIGN, "one")
    assert store.good_version(WIKI, CAMPAIGN) == 7


def test_of_many_that_reach_for_a_turn_at_once_one_gets_it(opened: Opener) -> None:
    stores = [opened() for _ in range(6)]
    for campaign in range(1, 9):

        def claim(number: int, campaign: int = campaign) -> bool:
            return stores[number].claim(WIKI, campaign, f"worker {number}", START, END)

        with ThreadPoolExecutor(len(stores)) as pool:
            assert sum(pool.map(claim, range(len(stores)))) == 1


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("no address", "store-address"),
        ("oracle://somewhere/store", "store-address"),
        ("sqlite:////no/such/folder/store.sqlite", "store-unavailable"),
        ("mysql+pymysql://nobody:secret@127.0.0.1:9/store", "store-unavailable"),
    ],
)
def test_a_store_that_cannot_be_opened_is_told_without_its_password(address: str, key: str) -> None:
    with pytest.raises((StoreError, MemoryUnavailable)) as problem:
        Store(address)
    told: Message = problem.value.message  # type: ignore[attr-defined]
    assert told.key == key
    assert "secret" not in str(told)


def test_a_server_that_goes_away_is_told_and_found_again() -> None:
    with mariadb.temporary("leaving") as server:
        server.database("store")
        store = Store(server.url("store"))
        store.remember_good(WIKI, CAMPAIGN, 7)
        server.stop()
        for use in (
            lambda: store.good_version(WIKI, CAMPAIGN),
            lambda: store.remember_good(WIKI, CAMPAIGN, 8),
            lambda: store.results(WIKI, CAMPAIGN).dirty_pages(5),
        ):
            with pytest.raises(MemoryUnavailable) as told:
                use()
            assert told.value.message.key == "store-unavailable"
            assert mariadb.PASSWORD not in str(told.value.message)
        server.start()
        assert store.good_version(WIKI, CAMPAIGN) == 7


def test_the_account_of_a_server_may_stand_in_a_file(mariadb_address: str, tmp_path: Path) -> None:
    """As on ToolsDB, where every tool has a file with its account."""
    whole = make_url(mariadb_address)
    file = tmp_path / "replica.my.cnf"
    file.write_text(f"[client]\nuser = {whole.username}\npassword = '{whole.password}'\n")
    address = f"mysql://{whole.host}:{whole.port}/{whole.database}?read_default_file={file}"
    Store(address).remember_good(WIKI, CAMPAIGN, 9)
    assert Store(mariadb_address).good_version(WIKI, CAMPAIGN) == 9
