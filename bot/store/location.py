"""Where a database is: opening a SQLite file, finding out that it is damaged, and letting it go.

A database in memory or on a server has no file; then there is nothing to find out here.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.messages import message
from bot.operations.ports import MemoryUnavailable, Unavailable
from bot.store.errors import Damaged, StoreError
from bot.store.files import APPLICATION, Identity, StoreFile
from bot.store.soundness import DamageKind, complaint, damage_of, is_damage, kind_of

PATIENCE = 60
"""Seconds to wait for another process that is writing."""
SQLITE = (
    f"PRAGMA busy_timeout={PATIENCE * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA cache_size=-65536",
    "PRAGMA wal_autocheckpoint=8000",
    "PRAGMA journal_size_limit=67108864",
)
"""Several processes may share the file; a crash of the machine loses at most the last turns of a cache."""
DOUBTS_SECONDS = 3600
"""A file is looked through no more often than this: it may be large, and the mistake may be another one."""


def file_of(url: URL, shown: str) -> StoreFile | None:
    """The file of a SQLite database; None where it is not in a file by that very name."""
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name in ("", ":memory:") or name.startswith("file:"):
        return None
    return StoreFile(Path(os.path.realpath(name)), shown)


class StoreLocation:
    """The place of one engine's database.

    ``lost``: the file has been put aside, by this process or another one; nothing works any more.
    """

    def __init__(self, engine: Engine, shown: str) -> None:
        """Raise StoreError where it is no file that a store may be in."""
        self.lost = False
        self.file = file = file_of(engine.url, shown)
        self._shown = shown
        self._engine = engine
        self._identity: Identity | None = None
        self._doubted: float | None = None
        if engine.dialect.name != "sqlite":
            return
        event.listen(engine, "connect", _connected)
        if file:
            file.check_kind()
            event.listen(engine, "do_connect", self._connect)

    @property
    def gone(self) -> bool:
        """Whether this is not the file any more that stands under its name."""
        if not self.lost and self.file and self._identity:
            self.lost = self.file.identity() != self._identity
        return self.lost

    def check(self) -> None:
        """Raise MemoryUnavailable where what would be written is lost."""
        if self.gone:
            raise self._replaced()

    def begin(self) -> None:
        """Look at what is there before it is used. Raises StoreError where it is not the bot's."""
        if self.file is None:
            return
        if not self.file.is_empty():
            identity = self.file.identity()
            # Before anything of somebody else's is changed.
            if not self.file.is_ours():
                raise self.file.not_ours()
            if not self.file.is_database():
                self._identity = identity
                raise self.lose("it is no database")
        kind = self._asked(kind_of)
        if kind is DamageKind.FOREIGN:
            raise self.file.not_ours()
        if kind is DamageKind.DAMAGED:
            raise self.lose(self._asked(damage_of) or "")

    def sign(self) -> None:
        """Mark the file as the bot's, so that it is known however much of it may once be damaged."""
        if self.file is None:
            return
        with suppress(SQLAlchemyError), self._engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA application_id").scalar() == 0:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
                connection.commit()

    def lose(self, reason: str) -> MemoryUnavailable:
        """Put the file aside, as it is damaged; what to say about that."""
        if self.file is None:
            return MemoryUnavailable(message("store-unavailable", self._shown, reason))
        self.lost = True
        self._engine.dispose()
        try:
            aside = self.file.put_aside(self._identity)
        except Unavailable as unavailable:
            return MemoryUnavailable(unavailable.message)
        except StoreError as problem:
            return MemoryUnavailable(problem.message)
        if aside is None:
            return self._replaced()
        return Damaged(message("store-damaged", self.file.shown, reason, str(aside)))

    def look_at_tables(self) -> MemoryUnavailable | None:
        """After a statement that was refused: are all tables there? None where they are."""
        reason = self._asked(damage_of) if self.file and not self.lost else None
        return self.lose(reason) if reason else None

    def doubt(self, error: Exception | None) -> None:
        """After a failure that nobody foresaw: is the file damaged? Raises MemoryUnavailable where it is."""
        if self.file is None or self.lost:
            return
        if isinstance(error, JSONDecodeError):  # Nothing but JSON was written.
            raise self.lose(f"a value can't be read: {error}")
        now = time.monotonic()
        if self._doubted is not None and now - self._doubted < DOUBTS_SECONDS:
            return
        self._doubted = now
        reason = self._asked(complaint) or self._asked(damage_of)
        if reason:
            raise self.lose(reason)

    def _asked(self, question: Callable[[Connection], Any]) -> Any:
        """The answer to a question. Raises MemoryUnavailable."""
        try:
            with self._engine.connect() as connection:
                return question(connection)
        except SQLAlchemyError as error:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            if is_damage(error):
                raise self.lose(reason) from error
            raise MemoryUnavailable(message("store-unavailable", self._shown, reason)) from error

    def _replaced(self) -> MemoryUnavailable:
        return MemoryUnavailable(message("store-replaced", self._shown))

    def _connect(self, dialect: Any, _record: Any, args: Any, params: Any) -> Any:
        """Open the file, with its journals: they are found by its name, which must not change meanwhile."""
        assert self.file
        with self.file.opening():
            self.file.make_private()
            identity = self.file.identity()
            if self._identity not in (None, identity):
                self.lost = True
                raise self._replaced()
            self._identity = identity
            connection = dialect.connect(*args, **params)
            try:
                _set_up(connection)
            except BaseException:
                connection.close()
                raise
            return connection


def _connected(connection: Any, _record: Any) -> None:
    if connection.isolation_level is not None:
        _set_up(connection)


def _set_up(connection: Any) -> None:
    """Transactions are begun by the engine, not by Python's driver, which leaves out changes of tables."""
    connection.isolation_level = None
    for pragma in SQLITE:
        _patiently(connection, pragma)


def _patiently(connection: Any, statement: str) -> None:
    """Changing how a new file keeps its journal does not wait for another process by itself."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
