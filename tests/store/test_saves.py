"""All processes that share a store keep to the bounds together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mediawiki.outcomes import Failure, NotSaved, Outcome, Saved, Unchanged
from bot.operations.bounds import Pace, SaveQueue
from bot.operations.ports import Check
from bot.safety.bounds import HOUR, Bounds, Full, Save, Turning
from bot.store.store import Store

from .conftest import Opener

WIKI, OTHER = "a.example", "b.example"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BOUNDS = Bounds(saves_per_hour=6, campaign_saves_per_hour=4, pages_per_day=3)
PAGES = frozenset({"pages"})


def save(minutes: float = 0, campaign: int = 1, title: str = "A", **more: bool) -> Save:
    return Save(NOW + timedelta(minutes=minutes), campaign, title, **more)


def taken(store: Store, new: Save, wiki: str = WIKI) -> bool:
    return not isinstance(store.take_place(wiki, new, BOUNDS, main=True), Full)


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(1, 3), st.booleans()), max_size=40)
)
def test_however_the_processes_take_turns_there_are_never_more_saves_in_an_hour(
    tmp_path_factory: pytest.TempPathFactory, attempts: list[tuple[int, int, int, bool]]
) -> None:
    address = f"sqlite:///{tmp_path_factory.mktemp('saves')}/store.sqlite"
    stores = [Store(address) for _ in range(3)]
    done: list[Save] = []
    minutes = 0
    for process, later, campaign, main in attempts:
        minutes += later
        new = save(minutes, campaign)
        if not isinstance(stores[process].take_place(WIKI, new, BOUNDS, main=main), Full):
            done.append(new)
    for store in stores:
        store.close()
    for first in done:
        within = [one for one in done if first.at <= one.at < first.at + HOUR]
        assert len(within) <= 6
        assert sum(one.campaign == first.campaign for one in within) <= 4


def test_processes_that_ask_in_the_same_moment_share_what_there_is(opened: Opener) -> None:
    stores = [opened() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: taken(stores[n % 4], save(0, n, str(n))), range(12)))
    assert sum(found) == 6


def test_wikis_have_their_own_bounds_and_what_was_not_saved_is_given_back(store: Store) -> None:
    assert [taken(store, save(n)) for n in range(5)] == [True] * 4 + [False]
    assert taken(store, save(5), OTHER)
    place = store.take_place(OTHER, save(6), BOUNDS, main=True)
    assert not isinstance(place, Full)
    assert len(store.saves(OTHER, save(7))) == 2
    store.give_back(place[0])
    assert store.saves(OTHER, save(7)) == [save(5)]


def test_what_is_old_is_forgotten_and_what_is_ahead_is_of_now(store: Store) -> None:
    for minutes in (0, 1, 2, 3):
        assert taken(store, save(minutes))
    assert not taken(store, save(30))
    # A clock that was a year ahead keeps nobody waiting longer than an hour.
    assert taken(store, save(525_600, 2))
    full = store.take_place(WIKI, save(70, 2, "B"), Bounds(1, 1, 1), main=True)
    assert isinstance(full, Full)
    assert full.until == NOW + timedelta(minutes=130)
    assert taken(store, save(3000))
    assert store.saves(WIKI, save(3000)) == [save(3000)]


def test_a_title_of_any_letters_is_kept_as_it_is(store: Store) -> None:
    first = store.take_place(WIKI, save(title="Wikipedia:É😀", first=True), BOUNDS, main=True)
    assert not isinstance(first, Full)
    assert first[1].first
    again = store.take_place(WIKI, save(5, title="Wikipedia:É😀", first=True), BOUNDS, main=True)
    other = store.take_place(WIKI, save(6, title="Wikipedia:e😀", first=True), BOUNDS, main=True)
    assert not isinstance(again, Full)
    assert not isinstance(other, Full)
    assert (again[1].first, other[1].first) == (False, True)


def test_what_stops_a_wiki_is_told_once_by_whichever_process(opened: Opener) -> None:
    one, other = opened(), opened()
    assert one.put_stops(WIKI, 1, PAGES, NOW) == Turning(begun=PAGES)
    assert other.put_stops(WIKI, 2, PAGES, NOW) == Turning()
    assert other.put_stops(OTHER, 2, PAGES, NOW) == Turning(begun=PAGES)
    assert other.put_stops(WIKI, 1, frozenset(), NOW) == Turning()
    assert one.put_stops(WIKI, 2, frozenset(), NOW) == Turning(over=PAGES)
    assert one.put_stops(WIKI, 2, frozenset(), NOW) == Turning()


def test_a_campaign_that_vanished_while_it_waited_hides_nothing(store: Store) -> None:
    store.put_stops(WIKI, 1, PAGES, NOW)
    later = NOW + timedelta(days=3)
    assert store.put_stops(WIKI, 2, PAGES, later) == Turning(begun=PAGES)


def test_what_waits_and_what_the_outputs_were_made_from_is_kept(store: Store) -> None:
    check = Check(NOW, 7, again=NOW + HOUR, urgent=True)
    store.remember_check(WIKI, 1, check)
    assert store.last_check(WIKI, 1) == check
    assert store.guard(WIKI, 1) is None
    store.put_guard(WIKI, 1, {"held": [["articles", 1]]})
    assert store.guard(WIKI, 1) == {"held": [["articles", 1]]}
    store.remember_check(WIKI, 1, Check(NOW, 7))
    assert store.last_check(WIKI, 1) == Check(NOW, 7)


# --- a process and its store


class Process:
    """One process that saves pages of campaign 1, all outcomes as the test wants them."""

    def __init__(self, store: Store, pace: Pace | None = None) -> None:
        self.now = NOW
        self.line = SaveQueue(pace or Pace(), store, WIKI, 1, BOUNDS, lambda: self.now)

    def save(self, outcome: Outcome | None = None, title: str = "A") -> Outcome:
        self.now += timedelta(minutes=1)
        done = outcome or Saved(title, 1)
        return self.line.save(title, lambda: done, made=False, first=False, main=True)


def saved(process: Process, tries: int) -> int:
    return sum(isinstance(process.save(), Saved) for _ in range(tries))


def test_a_store_that_is_deleted_does_not_let_a_process_run_wild(opened: Opener) -> None:
    pace = Pace()
    assert saved(Process(opened(), pace), 5) == 4
    again = Process(Store(), pace)
    again.now += timedelta(minutes=10)
    assert saved(again, 5) == 0
    again.now += HOUR
    assert saved(again, 5) == 4


def test_without_a_usable_store_the_process_counts_by_itself(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file = tmp_path_factory.mktemp("broken") / "store.sqlite"
    store = Store(f"sqlite:///{file}")
    store.close()
    file.write_bytes(b"x" * 200_000)
    process = Process(store)
    assert saved(process, 6) == 4
    assert process.line.free("A", main=True) is not None
    stops = frozenset({"campaign"})
    assert process.line.told(stops) == Turning(begun=stops)
    assert process.line.told(stops) == Turning()
    assert process.line.told(frozenset()) == Turning(over=stops)


def test_only_what_may_have_been_saved_counts(store: Store) -> None:
    process = Process(store)
    for failure in (Failure.CONFLICT, Failure.PROTECTED, Failure.READ_ONLY, Failure.REFUSED):
        for _ in range(3):
            assert process.save(NotSaved("A", failure)) == NotSaved("A", failure)
    assert process.save(Unchanged("A")) == Unchanged("A")
    # The wiki may have saved it, and its answer was lost.
    for _ in range(4):
        process.save(NotSaved("A", Failure.UNREACHABLE))
    full = process.save()
    assert isinstance(full, NotSaved)
    assert (full.failure, full.detail) == (Failure.WAITING_CAMPAIGN, "2026-11-20 13:14 UTC")
    assert full.until == process.line.free("A", main=True)


def test_who_waits_is_told_once_when_the_store_was_deleted_meanwhile(opened: Opener) -> None:
    pace, stops = Pace(), frozenset({"campaign"})
    assert Process(opened(), pace).line.told(stops).begun == stops
    assert Process(Store(), pace).line.told(stops).begun == frozenset()
