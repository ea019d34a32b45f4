"""A store that an earlier version left becomes one of today by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from bot.counting.stored_results import Refresh
from bot.operations.ports import Check
from bot.store import planner_stats
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.store.schema import CURRENT, metadata
from bot.store.store import Store, StoreError
from tests.counting.facts import END, START
from tests.keys import accounts_of, pages_of
from tests.store.told import ALICE, BOB, counted, edit, prepare, results, waiting

CHECKED = (START - START.replace(year=1970, month=1)) // timedelta(microseconds=1) + 123456
FIRST_VERSION = f"""
CREATE TABLE version (number INTEGER NOT NULL PRIMARY KEY);
INSERT INTO version VALUES (1);
CREATE TABLE campaigns (
    wiki VARCHAR(255) NOT NULL, pageid BIGINT NOT NULL, good_revid BIGINT, checked BIGINT,
    seen_revid BIGINT NOT NULL, resting BOOLEAN NOT NULL, PRIMARY KEY (wiki, pageid)
);
CREATE TABLE revisions (
    wiki VARCHAR(255) NOT NULL, campaign BIGINT NOT NULL, revid BIGINT NOT NULL, userid BIGINT NOT NULL,
    parentid BIGINT NOT NULL, pageid BIGINT NOT NULL, namespace INTEGER NOT NULL, title TEXT NOT NULL,
    timestamp BIGINT NOT NULL, size BIGINT, sizediff BIGINT, tags TEXT NOT NULL, reason VARCHAR(32),
    PRIMARY KEY (wiki, campaign, revid)
);
CREATE INDEX ix_revisions_userid ON revisions (userid);
INSERT INTO campaigns VALUES ('a.example', 12, 7, {CHECKED}, 9, 1), ('b.example', 12, NULL, NULL, 0, 0);
INSERT INTO campaigns VALUES ('a.example', 13, 8, NULL, 0, 0);
INSERT INTO revisions VALUES ('a.example', 12, 5, 1, 0, 1, 0, 'Ada', 0, 1, 1, '', NULL)
"""


def execute(address: str, statements: str) -> list[Any]:
    """Carry out SQL statements; the rows of the last one."""
    engine = create_engine(address)
    with engine.begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements.split(";")]
        rows = list(results[-1]) if results[-1].returns_rows else []
    engine.dispose()
    return rows


def shape(address: str) -> dict[str, Any]:
    """The tables with their columns and indexes."""
    engine = create_engine(address)
    found = inspect(engine)
    tables = {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)],
            sorted((index["name"] or "", index["column_names"]) for index in found.get_indexes(name)),
            found.get_pk_constraint(name)["constrained_columns"],
        )
        for name in found.get_table_names()
    }
    engine.dispose()
    return tables


def assert_taken_over(store: Store) -> None:
    assert store.last_check("a.example", 12) == Check(START.replace(microsecond=123456), 9, resting=True)
    assert store.good_version("a.example", 12) == 7
    assert store.good_version("a.example", 13) == 8
    assert store.last_check("a.example", 13) is None
    assert store.last_check("b.example", 12) is None


def test_the_first_version_is_taken_over(bare: str) -> None:
    execute(bare, FIRST_VERSION)
    for _ in range(2):
        assert_taken_over(Store(bare))
    assert execute(bare, "SELECT number FROM version") == [(CURRENT,)]


def test_a_store_that_was_taken_over_is_like_a_new_one(bare: str, tmp_path: Path) -> None:
    execute(bare, FIRST_VERSION)
    Store(bare)
    taken_over = shape(bare)
    assert set(taken_over) == set(metadata.tables)
    if bare.startswith("sqlite"):
        Store(f"sqlite:///{tmp_path}/new.sqlite")
        assert taken_over == shape(f"sqlite:///{tmp_path}/new.sqlite")


WITH_WIKIS = ("members", "places", "entries", "judged", "todo")


def without_wiki(name: str) -> str:
    """The statements that make of a table one as it was before version 10."""
    kept = ", ".join(column.name for column in metadata.tables[name].columns if column.name != "wiki")
    return (
        f"CREATE TABLE former AS SELECT {kept} FROM {name}; DROP TABLE {name};"
        f"ALTER TABLE former RENAME TO {name}"
    )


NINTH_VERSION = ";".join(
    (
        *map(without_wiki, WITH_WIKIS),
        "ALTER TABLE campaigns ADD COLUMN tick BIGINT NOT NULL DEFAULT 0",
        "UPDATE campaigns SET tick = (SELECT tick FROM campaign_wikis WHERE campaign = id)"
        " WHERE id IN (SELECT campaign FROM campaign_wikis)",
        "DROP TABLE campaign_wikis",
        "UPDATE version SET number = 9",
    )
)
SEVENTH_VERSION = f"{NINTH_VERSION}; DROP TABLE history_changes; UPDATE version SET number = 7"
THIRD_VERSION = f"""
{NINTH_VERSION};
DROP TABLE history_changes;
ALTER TABLE campaigns DROP COLUMN passed;
ALTER TABLE campaigns DROP COLUMN again; ALTER TABLE campaigns DROP COLUMN urgent;
ALTER TABLE campaigns DROP COLUMN guard; DROP TABLE saves; DROP TABLE stops;
DROP TABLE approvals; ALTER TABLE wikis DROP COLUMN community;
UPDATE version SET number = 3
"""
SECOND_VERSION = f"""{THIRD_VERSION};
ALTER TABLE campaigns DROP COLUMN facts_of; UPDATE version SET number = 2
"""


@pytest.mark.parametrize(
    "earlier", [SECOND_VERSION, THIRD_VERSION, SEVENTH_VERSION], ids=["second", "third", "seventh"]
)
def test_an_earlier_version_is_taken_over_with_all_it_holds(bare: str, earlier: str) -> None:
    store = Store(bare)
    store.remember_good("a.example", 12, 7)
    store.wiki_cache("a.example").log_read(START, END)
    new = shape(bare)
    execute(bare, earlier)
    assert shape(bare) != new
    for _ in range(2):
        store = Store(bare)
        assert store.good_version("a.example", 12) == 7
        # The log is read once more, for what was not kept of it then.
        assert store.wiki_cache("a.example").log() is None
    assert shape(bare) == new
    assert execute(bare, "SELECT number FROM version") == [(CURRENT,)]


HALF_WAY = {
    "at the beginning": "SELECT 1",
    "with the counts in one table put away": "ALTER TABLE places RENAME TO places_9",
    "with half of them in the new table": (
        "ALTER TABLE entries RENAME TO entries_9;"
        "CREATE TABLE entries (campaign INTEGER, wiki INTEGER, pageid BIGINT)"
    ),
    "with the changes that were taken up noted": (
        "CREATE TABLE campaign_wikis (campaign INTEGER NOT NULL, wiki INTEGER NOT NULL,"
        " tick BIGINT NOT NULL, PRIMARY KEY (campaign, wiki));"
        "INSERT INTO campaign_wikis SELECT id, wiki, tick FROM campaigns"
    ),
}


@pytest.mark.parametrize("half", HALF_WAY.values(), ids=HALF_WAY)
def test_what_was_counted_for_one_wiki_goes_on_to_count(bare: str, half: str) -> None:
    store = Store(bare)
    one = counted(store, [edit(5), edit(6, 2), edit(7, 2, BOB)])
    one.mark_dirty(pages_of(2, 9), Refresh.EVERYTHING)
    before = state(store)
    store.close()
    execute(bare, NINTH_VERSION)
    execute(bare, half)
    store = Store(bare)
    assert state(store) == before
    prepare(store)
    assert state(store) == before, "nothing changed, so nothing has to be counted again"
    assert shape(bare).keys() == metadata.tables.keys()


def state(store: Store) -> object:
    """All that is known of a campaign's counting."""
    one = results(store)
    people = accounts_of(ALICE, BOB)
    return (
        (one.members(), one.tallies(), one.groups(), one.places()),
        (one.entries(pages_of(1, 2)), one.seen(people), one.latest(9), waiting(one)),
        store.grand_totals(),
    )


def test_a_step_that_was_broken_off_before_it_was_noted_is_taken_again(bare: str) -> None:
    Store(bare).remember_good("a.example", 12, 7)
    execute(bare, "UPDATE version SET number = 2")
    assert Store(bare).good_version("a.example", 12) == 7
    assert execute(bare, "SELECT number FROM version") == [(CURRENT,)]


BROKEN_OFF = {
    "before the old campaigns were put away": "DROP TABLE revisions",
    "before the new tables were made": "DROP TABLE revisions; ALTER TABLE campaigns RENAME TO campaigns_1",
}


@pytest.mark.parametrize("done", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_taking_over_goes_on_where_it_was_broken_off(bare: str, done: str) -> None:
    execute(bare, FIRST_VERSION)
    execute(bare, done)
    assert_taken_over(Store(bare))


def test_taking_over_goes_on_when_only_the_version_was_not_noted(bare: str) -> None:
    execute(bare, FIRST_VERSION)
    Store(bare).remember_check("b.example", 12, Check(END, 3))
    execute(bare, "UPDATE version SET number = 1")
    store = Store(bare)
    assert_taken_over_but_for_b(store)


def assert_taken_over_but_for_b(store: Store) -> None:
    assert store.good_version("a.example", 12) == 7
    assert store.last_check("b.example", 12) == Check(END, 3)


def test_several_processes_may_start_at_once(bare: str) -> None:
    execute(bare, FIRST_VERSION)
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: Store(bare), range(6)))
    for store in stores:
        assert_taken_over(store)
    assert execute(bare, "SELECT number FROM version") == [(CURRENT,)]


def test_several_processes_may_make_a_new_store_at_once(bare: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: Store(bare), range(6)))
    numbers = {store.wiki_cache("a.example")._wiki for store in stores}
    assert len(numbers) == 1


def test_a_store_of_a_newer_version_is_left_alone(bare: str) -> None:
    Store(bare).remember_good("a.example", 12, 7)
    execute(bare, "UPDATE version SET number = 999")
    with pytest.raises(StoreError) as problem:
        Store(bare)
    assert problem.value.message.key == "store-newer"
    execute(bare, f"UPDATE version SET number = {CURRENT}")
    assert Store(bare).good_version("a.example", 12) == 7


def third(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE third (number INTEGER)"))


def fourth(connection: Connection) -> None:
    connection.execute(text("INSERT INTO third VALUES (4)"))


def failing(connection: Connection) -> None:
    connection.execute(text("INSERT INTO third VALUES (4)"))
    raise RuntimeError


def test_steps_are_taken_one_after_another_and_once(bare: str) -> None:
    Store(bare)
    steps = {CURRENT + 1: third, CURRENT + 2: fourth}
    for _ in range(2):
        migrate(Database(bare), steps, CURRENT + 2)
    assert execute(bare, "SELECT * FROM third") == [(4,)]
    assert execute(bare, "SELECT number FROM version") == [(CURRENT + 2,)]


def test_a_step_that_fails_leaves_the_version_before_it(bare: str) -> None:
    Store(bare)
    with pytest.raises(RuntimeError):
        migrate(Database(bare), {CURRENT + 1: third, CURRENT + 2: failing}, CURRENT + 2)
    assert execute(bare, "SELECT number FROM version") == [(CURRENT + 1,)]
    assert execute(bare, "SELECT * FROM third") == []
    migrate(Database(bare), {CURRENT + 2: fourth}, CURRENT + 2)
    assert execute(bare, "SELECT * FROM third") == [(4,)]


def test_sqlite_is_told_what_to_expect_of_every_index(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/a.sqlite"
    Store(address)
    found = inspect(create_engine(address))
    for table in metadata.sorted_tables:
        if table.name == "version":
            continue
        indexes = {index["name"] for index in found.get_indexes(table.name)}
        if table.dialect_options["sqlite"]["with_rowid"] is False:
            indexes.add(table.name)
        told = set(planner_stats.FIGURES[table.name])
        assert {name for name in told if not name.startswith("sqlite_autoindex")} == indexes
