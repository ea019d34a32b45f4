"""Whether a SQLite database is a store of the bot, and whether it is in order.

What SQLite itself finds damaged it says by an error code. Beside that, tables may be missing or others may
have come into their place, and values may not be what was written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from enum import Enum
from functools import cache

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from bot.store.schema import CURRENT, metadata, version

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
FORMER = {"campaigns": {"good_revid"}, "campaigns_1": {"good_revid"}}
"""Columns of former versions by which their tables are told."""
COMMON = frozenset({"version", "groups", "notes", "namespaces", "pages", "members"})
"""Tables that other programs may have, too."""

Columns = Mapping[str, Mapping[str, tuple[str, int]]]
"""By table and column: the type, and the place in the key, 0 for none."""


class DamageKind(Enum):
    """What a database is."""

    EMPTY = "empty"
    OURS = "ours"
    DAMAGED = "damaged"
    FOREIGN = "foreign"


def is_damage(error: BaseException | None) -> bool:
    """Whether an error of the database says that the file is damaged, and not only locked, full and so on."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return False
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:  # Not SQLite's own error: a text that is none.
        return "Could not decode to UTF-8" in str(cause)
    return code & 0xFF in DAMAGE


def is_doubtful(error: BaseException | None) -> bool:
    """Whether a statement was refused, as every statement for a table that is not there is."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def kind_of(connection: Connection) -> DamageKind:
    """What a database is, by its tables."""
    found = _found(connection)
    if not found:
        return DamageKind.EMPTY
    if not any(_is_ours(name, columns) for name, columns in found.items()):
        return DamageKind.FOREIGN
    damaged = _version(connection, found) is None or damage_of(connection)
    return DamageKind.DAMAGED if damaged else DamageKind.OURS


def damage_of(connection: Connection) -> str | None:
    """What is wrong with the tables; None where they are in order, or of another version of the bot."""
    found = _found(connection)
    number = _version(connection, found)
    if number is None:
        return "the version is not noted"
    lacking = _lacking(connection, found) if number == CURRENT else None
    return f"{lacking} is missing" if lacking else None


def _lacking(connection: Connection, found: Columns) -> str | None:
    """A table, column or index that should be there and is not."""
    for table, columns in _expected().items():
        there = found.get(table, {})
        for column, shape in columns.items():
            if there.get(column) != shape:
                return f"{table}.{column}"
    indexes = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").scalars())
    return next((name for name in _indexes() if name not in indexes), None)


def complaint(connection: Connection) -> str | None:
    """What SQLite finds when it looks through the whole file; None where all is well. Takes its time."""
    said = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    return None if said == "ok" else said


def _found(connection: Connection) -> Columns:
    found: dict[str, dict[str, tuple[str, int]]] = {}
    rows = connection.exec_driver_sql(
        "SELECT m.name, p.name, p.type, p.pk FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    for table, column, kind, place in rows:
        found.setdefault(table, {})[column] = (kind, place)
    return found


def _is_ours(name: str, columns: Mapping[str, tuple[str, int]]) -> bool:
    if FORMER.get(name, {""}) <= columns.keys():
        return True
    return name not in COMMON and columns.keys() == _expected().get(name, {}).keys()


def _version(connection: Connection, found: Columns) -> int | None:
    """The version that is noted; None where there is none that can be."""
    if found.get(version.name, {}).keys() != {"number"}:
        return None
    numbers = list(connection.exec_driver_sql("SELECT number FROM version").scalars())
    if len(numbers) != 1 or not isinstance(numbers[0], int) or numbers[0] < 1:
        return None
    return numbers[0]


@cache
def _expected() -> Columns:
    dialect = sqlite.dialect()
    return {
        table.name: {
            column.name: (
                column.type.compile(dialect),
                list(table.primary_key.columns).index(column) + 1 if column.primary_key else 0,
            )
            for column in table.columns
        }
        for table in metadata.sorted_tables
    }


@cache
def _indexes() -> tuple[str, ...]:
    return tuple(str(index.name) for table in metadata.sorted_tables for index in table.indexes)
