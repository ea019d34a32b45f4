"""Several processes on one store, and processes that die."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import Connection

from bot.counting.stored_results import Refresh, Tally
from bot.store.store import Store
from bot.store.wiki_cache import StoredWikiCache
from tests.keys import WIKI, account_key, accounts_of, pages_of
from tests.store.conftest import Opener
from tests.store.told import ALICE, count, counted, edit, prepare, results, waiting, wiki_cache

KILLED = """
import os, sys
from bot.counting.stored_results import Tally
from bot.store.store import Store
from tests.keys import account_key
from tests.store.told import count, edit, results

class Deadly(dict):
    def items(self):
        os._exit(9)

store = Store(sys.argv[1])
counts = [count(1, [edit(5), edit(6)]), count(2, [edit(7, 2)])]
results(store).record(counts, {account_key(1): Tally(3)}, Deadly())
"""


def state(store: Store) -> object:
    one = results(store)
    return (
        waiting(one),
        one.places(),
        one.entries(pages_of(1, 2)),
        one.seen(accounts_of(ALICE)),
        one.tallies(),
        one.groups(),
    )


def test_a_process_that_is_killed_leaves_everything_or_nothing(opened: Opener, address: str) -> None:
    store = opened()
    counted(store, [edit(5), edit(7, 2)])
    wiki_cache(store).take([edit(6)])
    prepare(store)
    before = state(store)
    assert before[0] == {1: Refresh.PAGE}  # type: ignore[index]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, address], check=False, capture_output=True, text=True
    )
    assert done.returncode == 9, done.stderr
    assert state(opened()) == before


def test_what_cannot_be_written_changes_nothing(store: Store) -> None:
    one = counted(store, [edit(5)])
    before = state(store)
    impossible: Mapping[str, Tally] = {"team": None}  # type: ignore[dict-item]
    with pytest.raises(AttributeError):
        one.record([count(1, [edit(5), edit(6)]), count(2, [])], {account_key(ALICE): Tally(9)}, impossible)
    assert state(store) == before


class Slow(StoredWikiCache):
    """A process that takes its time between writing and being done."""

    def take_slowly(self, revid: int, written: Event, go_on: Event) -> None:
        def work(connection: Connection) -> None:
            self._take(connection, [edit(revid)])
            written.set()
            assert go_on.wait(20)

        self._database.write(work)


def test_a_change_that_is_only_just_being_written_is_not_missed(opened: Opener) -> None:
    """Whoever looks for changes waits for those whose number is lower."""
    writer, counter = opened(), opened()
    counted(counter, [edit(5)])
    prepare(counter)
    slow = Slow(writer._database, writer.wiki_cache(WIKI)._wiki)
    written, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(slow.take_slowly, 6, written, go_on)
        assert written.wait(20)
        looking = pool.submit(prepare, counter)
        assert not Event().wait(0.3)
        assert not looking.done()
        go_on.set()
        writing.result(20)
        looking.result(20)
    found = waiting(results(counter)) or waiting(prepare(counter))
    assert found == {1: Refresh.PAGE}


def test_workers_take_and_count_beside_each_other(opened: Opener) -> None:
    """In the end every campaign has found every revision."""
    workers = [opened() for _ in range(3)]
    for store in workers:
        prepare(store)

    def work(number: int) -> None:
        store = workers[number]
        for turn in range(15):
            revid = 1 + number + 3 * turn
            wiki_cache(store).take([edit(revid, revid)])
            one = prepare(store, campaign=20 + number)
            for todo in one.dirty_pages(100):
                one.record(
                    [
                        count(
                            todo.page_key.pageid,
                            one.revisions([todo.page_key], edit(0).timestamp, edit(999).timestamp),
                        )
                    ],
                    {},
                    {},
                )

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    for number in range(3):
        one = prepare(workers[number], campaign=20 + number)
        assert {page.pageid for page in one.places()} | set(waiting(one)) == set(range(1, 46))
