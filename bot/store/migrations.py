"""Bringing a store that an earlier version of the bot left to the present version, by itself.

A change of the tables is: the change in ``schema.py``, ``CURRENT`` raised there, and one step here. A step is
handed a connection and changes what is there; it may be begun again where it was broken off (MariaDB keeps
half of it), so it looks before it changes. Stores from before version 2 are made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, inspect, literal_column, select, text, update
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.exc import DatabaseError

from bot.messages import message
from bot.operations.ports import MemoryUnavailable
from bot.store import planner_stats
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.schema import (
    CURRENT,
    approvals,
    campaign_wikis,
    campaigns,
    coverage,
    entries,
    evaluated,
    history_changes,
    members,
    metadata,
    moves,
    notes,
    pages,
    places,
    revisions,
    saves,
    stops,
    todo,
    version,
    wikis,
)

READING = "reading"
"""The note by which a campaign knows that it misses nothing of the log."""
Step = Callable[[Connection], None]


def _turns_tell_what_they_read(connection: Connection) -> None:
    if "facts_of" not in _columns(connection, "campaigns"):
        connection.execute(text("ALTER TABLE campaigns ADD COLUMN facts_of BIGINT"))


def _settings_are_judged(connection: Connection) -> None:
    if "community" not in _columns(connection, "wikis"):
        connection.execute(text(f"ALTER TABLE wikis ADD COLUMN community {_long(connection)}"))
    approvals.create(connection, checkfirst=True)


def _saves_are_counted(connection: Connection) -> None:
    kept = {"again": "BIGINT", "urgent": "SMALLINT NOT NULL DEFAULT '0'", "guard": _long(connection)}
    there = _columns(connection, "campaigns")
    for name, kind in kept.items():
        if name not in there:
            connection.execute(text(f"ALTER TABLE campaigns ADD COLUMN {name} {kind}"))
    metadata.create_all(connection, [saves, stops])
    if connection.dialect.name == "sqlite":
        planner_stats.tell(connection)


def _bad_versions_are_remembered(connection: Connection) -> None:
    if "passed" not in _columns(connection, "campaigns"):
        connection.execute(text("ALTER TABLE campaigns ADD COLUMN passed TEXT"))


def _redirects_are_told_anew(connection: Connection) -> None:
    """By words that the wiki did not have, until then."""
    connection.execute(update(revisions).where(revisions.c.redirect.is_not(None)).values(redirect=None))


def _history_changes_are_kept(connection: Connection) -> None:
    """They were in what was read of the wikis' logs and of the histories of moved pages."""
    metadata.create_all(connection, [history_changes])
    connection.execute(update(wikis).values(log_since=None, log_until=None))
    connection.execute(delete(notes).where(notes.c.name == READING))
    moved = select(moves.c.pageid).where(moves.c.wiki == pages.c.wiki)
    connection.execute(update(pages).where(pages.c.pageid.in_(moved)).values(history_revid=None))
    if connection.dialect.name == "sqlite":
        planner_stats.tell(connection)


def _hashtags_are_kept(connection: Connection) -> None:
    """All edits are read again for them."""
    if "hashtags" not in _columns(connection, "revisions"):
        connection.execute(text("ALTER TABLE revisions ADD COLUMN hashtags TEXT"))
    connection.execute(delete(coverage))


def _results_know_their_wikis(connection: Connection) -> None:
    """A campaign had one wiki, that of its page, until then. What was counted stays."""
    metadata.create_all(connection, [campaign_wikis])
    if "tick" in _columns(connection, "campaigns"):
        counted = campaigns.c.key.is_not(None)
        ticks = select(campaigns.c.id, campaigns.c.wiki, literal_column("tick")).where(counted)
        connection.execute(delete(campaign_wikis))
        connection.execute(insert(campaign_wikis).from_select(["campaign", "wiki", "tick"], ticks))
        connection.execute(text("ALTER TABLE campaigns DROP COLUMN tick"))
    for table in (members, places, entries, evaluated, todo):
        _add_wiki(connection, table)
    connection.execute(delete(notes).where(notes.c.name.in_(["verdicts", "by edits alone"])))
    if connection.dialect.name == "sqlite":
        planner_stats.tell(connection)


def _add_wiki(connection: Connection, table: Table) -> None:
    """Put a table's rows into one that knows their wiki; it is part of its key, so the table is made anew."""
    former = f"{table.name}_9"
    there = inspect(connection)
    if there.has_table(table.name) and "wiki" not in _columns(connection, table.name):
        if connection.dialect.name == "sqlite":  # There their names are those of the whole database.
            for index in table.indexes:
                connection.execute(text(f"DROP INDEX IF EXISTS {index.name}"))
        connection.execute(text(f"ALTER TABLE {table.name} RENAME TO {former}"))
    if former not in inspect(connection).get_table_names():
        return
    connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
    table.create(connection)
    kept = [column.name for column in table.columns if column.name not in ("campaign", "wiki")]
    old = sql_table(former, *(sql_column(name) for name in ("campaign", *kept)))
    found = select(old.c.campaign, campaigns.c.wiki, *(old.c[name] for name in kept))
    rows = found.join(campaigns, campaigns.c.id == old.c.campaign)
    connection.execute(insert(table).from_select(["campaign", "wiki", *kept], rows))
    connection.execute(text(f"DROP TABLE {former}"))


def _long(connection: Connection) -> str:
    return "MEDIUMTEXT" if connection.dialect.name == "mysql" else "TEXT"


STEPS: Mapping[int, Step] = {
    3: _turns_tell_what_they_read,
    4: _settings_are_judged,
    5: _saves_are_counted,
    6: _bad_versions_are_remembered,
    7: _redirects_are_told_anew,
    8: _history_changes_are_kept,
    9: _hashtags_are_kept,
    10: _results_know_their_wikis,
}
"""From one version to the next, by the version that comes out."""

ANEW = 2
FORMER = "campaigns_1"
PATIENCE = 120
"""Seconds to wait for another process that is just changing the tables."""


def migrate(database: Database, steps: Mapping[int, Step] = STEPS, current: int = CURRENT) -> None:
    """Make the tables as they are to be. Raises StoreError where a newer version of the bot made them.

    Raises MemoryUnavailable where that can't be done now.
    """
    found = _found(database)
    if found > current:
        raise StoreError(message("store-newer", database.shown))
    if found == current:
        return
    with _alone(database):
        while found < current:
            found = database.write(lambda connection: _one_step(connection, steps, current))


def _found(database: Database) -> int:
    """The version that is there. Whatever goes wrong here, it is no store, or out of reach."""
    try:
        with database.reading() as connection:
            return _version(connection)
    except DatabaseError as error:
        raise database.unavailable(error) from error


def _one_step(connection: Connection, steps: Mapping[int, Step], current: int) -> int:
    """Who comes second finds that it has been done."""
    found = _version(connection)
    if found >= current:
        return found
    if found < ANEW:
        _make_anew(connection, found)
        reached = CURRENT
    else:
        reached = found + 1
        steps[reached](connection)
    connection.execute(delete(version))
    connection.execute(insert(version).values(number=reached))
    return reached


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """One process at a time. SQLite's transactions see to that themselves; MariaDB has named locks."""
    if database.sqlite:
        yield
        return
    name = func.concat("campaignbot ", func.database())
    with database.reading() as connection:
        if not connection.scalar(select(func.get_lock(name, PATIENCE))):
            raise MemoryUnavailable(message("store-busy", database.shown))
        try:
            yield
        finally:
            connection.execute(select(func.release_lock(name)))


def _version(connection: Connection) -> int:
    """0 where there is nothing yet."""
    if not inspect(connection).has_table(version.name):
        return 0
    return connection.scalar(select(version.c.number)) or 0


def _make_anew(connection: Connection, found: int) -> None:
    """Version 1 remembered each campaign's last turn, which is kept, and the revisions it saw."""
    if found == 1:
        _put_away(connection)
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        planner_stats.tell(connection)
    if inspect(connection).has_table(FORMER):
        _take_over(connection)


def _put_away(connection: Connection) -> None:
    """Version 1 had two tables of the same names as today's."""
    names = {name: _columns(connection, name) for name in ("campaigns", "revisions")}
    if names["revisions"] and "campaign" in names["revisions"]:
        connection.execute(text("DROP TABLE revisions"))
    if names["campaigns"] and "id" not in names["campaigns"]:
        connection.execute(text(f"ALTER TABLE campaigns RENAME TO {FORMER}"))


def _columns(connection: Connection, table: str) -> set[str]:
    there = inspect(connection)
    return {column["name"] for column in there.get_columns(table)} if there.has_table(table) else set()


def _take_over(connection: Connection) -> None:
    rows: list[Any] = list(connection.execute(text(f"SELECT * FROM {FORMER}")).mappings())
    numbers = {row.address: row.id for row in connection.execute(select(wikis.c.address, wikis.c.id))}
    for address in sorted({row["wiki"] for row in rows} - set(numbers)):
        numbers[address] = connection.execute(insert(wikis).values(address=address)).lastrowid
    there = set(map(tuple, connection.execute(select(campaigns.c.wiki, campaigns.c.pageid))))
    for row in rows:
        values = {**row, "wiki": numbers[row["wiki"]], "resting": int(row["resting"])}
        if (values["wiki"], values["pageid"]) not in there:
            connection.execute(insert(campaigns).values(**values))
    connection.execute(text(f"DROP TABLE {FORMER}"))
