"""What a look-up costs depends on what is looked for, not on how much there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.counting.stored_results import Coverage, Refresh
from bot.mediawiki.models import Move
from bot.store.store import Store
from tests.counting.facts import END, START
from tests.keys import account_key, accounts_of, pages_of
from tests.store.told import ALICE, LATER, counted, edit, prepare, wiki_cache

WHOLE = re.compile(
    r"SCAN (?!campaigns|members|anon_)\w|USING (PRIMARY KEY|(COVERING )?INDEX \w+) \((wiki|campaign)=\?\)"
)
"""All rows of a table, of a wiki or of a campaign; ``anon_…`` are the ids that are handed in."""

ALL_OF_A_CAMPAIGN = (
    r"^DELETE FROM \w+ WHERE \w+\.campaign = \?$",  # begun anew
    r"FROM campaign_wikis WHERE campaign_wikis\.campaign = \?$",
    r"FROM members WHERE members\.campaign = \?( ORDER BY members\.place)?$",
    r"FROM groups WHERE groups\.campaign = \?$",
    r"FROM namespaces WHERE namespaces\.wiki = \?$",
    r"FROM places WHERE places\.campaign = \?$",
    r"^SELECT count\(\*\) AS count_1 FROM todo",
    r"FROM todo WHERE todo\.campaign = \? AND todo\.depth > \?$",
    r"^UPDATE todo SET depth=\? WHERE todo\.campaign = \? AND todo\.depth < \?$",
    r"FROM todo WHERE todo\.campaign = \? ORDER BY todo\.wiki, todo\.pageid",
    r"^INSERT OR IGNORE INTO todo .* FROM (members|places)",
)
"""What is meant to read all of something: begun anew, counted, or asked for."""


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[dict[str, list[str]]]:
    """How SQLite went about each statement of all that can be asked."""
    store = Store(f"sqlite:///{tmp_path}/a.sqlite")
    found: dict[str, list[str]] = {}

    @event.listens_for(store._database.engine, "before_cursor_execute")
    def explain(
        connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")) and not many:
            text = re.sub(r"\(\?(, \?)*\)", "(?)", " ".join(statement.split()))
            driver = connection.connection.dbapi_connection
            found[text] = [row[-1] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values)]

    everything(store)
    yield found
    store.close()


def everything(store: Store) -> None:
    """Ask all that a wiki cache and results can be asked."""
    notes, one = wiki_cache(store), counted(store, [edit(5), edit(6, 2)])
    notes.tag_reverted([5])
    notes.take_history(1, 6, [edit(5)])
    notes.history(1, 6)
    notes.revids([ALICE], START, END)
    notes.revisions([5])
    notes.take_redirects({5: True})
    notes.redirects([5])
    notes.pages_titled(["Ada"])
    notes.take_moves([Move(1, START, 0, 2)])
    notes.moves([1], START)
    notes.cover({ALICE: Coverage(START, LATER, LATER)}, {0})
    notes.coverage([ALICE], {0})
    notes.namespaces()
    notes.take_category_parents({"A": frozenset()})
    notes.category_parents(["A"])
    notes.take_derived("words", {5: 1})
    notes.derived("words", [5])
    notes.drop([6])
    notes.forget([1])
    prepare(store, {account_key(ALICE): "Alice", account_key(3): "Carol"})
    one.mark_dirty(pages_of(1), Refresh.EVERYTHING)
    one.mark_all_dirty(Refresh.PAGE)
    one.left()
    one.members()
    one.pages_of(accounts_of(ALICE))
    one.revisions(pages_of(1), START, END)
    one.places()
    one.watched(5)
    one.latest(5)
    one.entries(pages_of(1))
    one.entries_of(accounts_of(ALICE))
    one.tallies(accounts_of(ALICE))
    one.tallies()
    one.groups()
    one.counted_on(pages_of(1))
    one.counted_of(accounts_of(ALICE))
    one.seen(accounts_of(ALICE), uncounted=True)
    one.note("x")
    store.claim("w", 1, "me", START, START + timedelta(hours=1))
    store.release("w", 1, "me")
    prepare(store, key="another")


def test_nothing_is_looked_for_by_reading_everything(plans: dict[str, list[str]]) -> None:
    assert len(plans) > 50
    long = {
        statement: steps
        for statement, steps in plans.items()
        if any(map(WHOLE.search, steps)) and not any(re.search(one, statement) for one in ALL_OF_A_CAMPAIGN)
    }
    assert long == {}
