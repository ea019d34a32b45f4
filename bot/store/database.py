"""The one opening to the database: transactions, quick writing, and a count of what was read."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Table,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy import column as sql_column
from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import StaticPool

from bot.messages import message
from bot.operations.ports import MemoryUnavailable
from bot.store import address as addresses
from bot.store.location import StoreLocation
from bot.store.soundness import is_damage, is_doubtful

T = TypeVar("T")
AT_ONCE = 900
"""How many values one statement names: every SQLite takes as many."""

AGAIN = frozenset({1205, 1213})
"""MariaDB's numbers for a lock that another process kept for too long, and for a deadlock."""
TRIES = 5


class Database:
    """A SQL database by its address. ``read`` counts the rows that were fetched, by table.

    Whatever is done with it raises MemoryUnavailable where it does not answer.
    """

    def __init__(self, address: str) -> None:
        """Raise StoreError where the address is none."""
        url = addresses.read(address)
        try:
            self.engine = _engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise addresses.problem(address, str(error)) from None
        self.address = address
        self.shown = addresses.shown(url)
        self.place = StoreLocation(self.engine, self.shown)
        self.read: Counter[str] = Counter()
        self._alone = threading.RLock() if self.sqlite and _in_memory(url) else None
        self._writing = self.engine.execution_options(writing=True)
        self._replace: dict[str, str] = {}

    @property
    def sqlite(self) -> bool:
        """Whether it is SQLite; else it is MariaDB."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with."""
        self.place.check()
        with self._turn(), self._answering(), self.engine.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do all of ``work`` in one transaction, or nothing of it.

        It is done again where another process was in the way, so it must have no effects beside.
        """
        self.place.check()
        for attempt in range(1, TRIES + 1):
            try:
                with self._turn(), self._answering(), self._writing.begin() as connection:
                    return work(connection)
            except MemoryUnavailable as unavailable:
                if not _in_the_way(unavailable.__cause__) or attempt == TRIES:
                    raise
        raise AssertionError  # pragma: no cover

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Tell what the database could not do apart from what it should not have been asked to do."""
        try:
            yield
        except (OperationalError, InterfaceError, NoConnection) as error:
            raise self._lost(error) or self.unavailable(error) from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:  # Of its kinds, those above alone are nobody's mistake.
                raise
            raise self._lost(error) or self.unavailable(error) from error

    def _lost(self, error: SQLAlchemyError) -> MemoryUnavailable | None:
        """Put a damaged file aside, and say so; None where it is not damaged."""
        if is_damage(error):
            return self.place.lose(_reason(error))
        return self.place.look_at_tables() if is_doubtful(error) else None

    def unavailable(self, error: SQLAlchemyError) -> MemoryUnavailable:
        """What to say where the database does not do as it is asked."""
        reason = addresses.without_account(self.address, _reason(error))
        return MemoryUnavailable(message("store-unavailable", self.shown, reason))

    def try_out(self) -> None:
        """Connect to a server once. Raises StoreError where it is asked for what there is not."""
        if self.sqlite:
            return
        try:
            with self.reading():
                pass
        except (TypeError, ValueError) as error:  # A parameter behind the `?` that is none.
            raise addresses.problem(self.address, str(error)) from None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Threads share the one connection of a store in memory, one after another."""
        if self._alone is None:
            yield
            return
        with self._alone:
            yield

    def rows(self, connection: Connection, query: Executable, *tables: Table) -> Sequence[Any]:
        """All rows of a query, counted for each of the tables that they come from."""
        found = connection.execute(query).all()
        for table in tables:
            self.read[table.name] += len(found)
        return found

    def among(self, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """Whether a column has one of these values.

        SQLite is handed all of them as one text: preparing hundreds of single ones takes longer than finding
        them. MariaDB's optimizer knows what to do with a plain list.
        """
        if not self.sqlite:
            return column.in_(values)
        listed = func.json_each(json.dumps(list(values))).table_valued(sql_column("value", column.type))
        return column.in_(select(listed.c.value))

    def number_of(self, table: Table, **key: Any) -> int:
        """The ``id`` of the row with this key; one is made where there is none."""
        query = select(table.c.id).where(*(table.c[name] == value for name, value in key.items()))
        with self.reading() as connection:
            found = connection.scalar(query)
        if found is None:
            new = insert(table).values(**key)
            with suppress(IntegrityError):  # Another process may be quicker.
                self.write(lambda connection: connection.execute(new))
            with self.reading() as connection:
                found = connection.scalar(query)
        assert isinstance(found, int)
        return found

    def put(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write whole rows, in the order of the columns, in the place of those with the same keys."""
        if rows:
            connection.exec_driver_sql(self._replacing(table), rows)

    def _replacing(self, table: Table) -> str:
        if table.name not in self._replace:
            quote = self.engine.dialect.identifier_preparer.quote
            columns = [quote(column.name) for column in table.columns]
            marks = ["?" if self.sqlite else "%s"] * len(columns)
            self._replace[table.name] = (
                f"REPLACE INTO {quote(table.name)} ({', '.join(columns)}) VALUES ({', '.join(marks)})"
            )
        return self._replace[table.name]


def chunks(values: Collection[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values, so many at a time, each one once."""
    left = iter(dict.fromkeys(values))
    while chunk := list(islice(left, size)):
        yield chunk


def _reason(error: SQLAlchemyError) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _in_the_way(error: BaseException | None) -> bool:
    """Whether it was another process, so that doing it again may help."""
    number, *_ = getattr(getattr(error, "orig", None), "args", None) or (None,)
    return number in AGAIN


def _in_memory(url: URL) -> bool:
    return url.database in (None, "", ":memory:")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # ToolsDB hangs up on whoever is silent for a while, and counts connections.
        return create_engine(
            url, pool_pre_ping=True, pool_recycle=300, pool_size=2, isolation_level="READ COMMITTED"
        )
    if _in_memory(url):
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(url)
    event.listen(engine, "begin", _begun)
    return engine


def _begun(connection: Connection) -> None:
    """Who is going to write waits for its turn at once, instead of failing halfway."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
