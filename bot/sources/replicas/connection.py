"""One wiki's replica, as a database to send statements to. The only import of PyMySQL."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from configparser import Error as ConfigError
from configparser import RawConfigParser
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from socket import SHUT_RDWR
from time import monotonic
from types import TracebackType
from typing import Any, TypeVar

from bot.mediawiki.costs import Costs
from bot.messages import message
from bot.operations.ports import Stopped, WikiUnavailable
from bot.operations.waiting import OutOfTime, Patience, in_time

Row = Sequence[Any]
T = TypeVar("T")

CONNECT_SECONDS = 15
STATEMENT_SECONDS = 600
"""The replicas let a statement run for hours; no campaign is worth that. A turn may be over before."""
LOST = frozenset({0, 2006, 2013, 2014, 2055})
"""The codes for a connection that is gone, of MariaDB's client: CR_SERVER_GONE_ERROR and its kin."""
PASSING = frozenset({1053, 1054, 1146, 1152, 1184, 1205, 1213, 1317, 1356, 1412, 1927})
"""Codes of what is not so for long: tables that are missing or changed while they are loaded again,
statements and connections that somebody ended.
"""
GARBLED = (AssertionError, AttributeError, IndexError, struct.error, TypeError, ValueError)
"""What PyMySQL raises where it can't make sense of what came."""


class HalfReplica(WikiUnavailable):
    """What the replica holds is not all that there is: its tables are being loaded."""

    @classmethod
    def of(cls, host: str, place: str) -> HalfReplica:
        """``place`` is where something is missing."""
        return cls(message("replicas-half", host, place))


@dataclass(frozen=True, slots=True)
class Access:
    """Where a replica is, and the file (``[client]``, ``user`` and ``password``) with the account for it."""

    host: str
    port: int
    database: str
    credentials: Path


class Connection:
    """Connects with the first statement of a ``with`` block, and is closed at its end."""

    def __init__(self, access: Access, patience: Patience | None = None) -> None:
        self.access = access
        self._patience = patience or Patience()
        self._open: Any = None
        self._statements: Counter[str] = Counter()
        self._rows = 0
        self._waiting = 0.0

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def rows(self, about: str, sql: str, params: Mapping[str, Any]) -> Sequence[Row]:
        """All rows of one SELECT; texts are bytes. ``%(name)s`` is a parameter, or a list of them.

        A connection that was lost is made anew once. ``about`` names the statement for the count.
        Raises WikiUnavailable, and Stopped when the process is to end.
        """
        if self._patience.stop.is_set():
            raise Stopped
        began = monotonic()
        try:
            return self._again_if_lost(about, sql, params)
        except OutOfTime as error:
            raise self._unavailable(
                TimeoutError(f"no answer in {monotonic() - began:.0f} seconds")
            ) from error
        except _library().err.MySQLError as error:
            raise self._unavailable(error) from error
        except GARBLED as error:
            raise HalfReplica.of(self.access.host, f"{type(error).__name__}: {error}") from error
        finally:
            self._waiting += monotonic() - began

    def _again_if_lost(self, about: str, sql: str, params: Mapping[str, Any]) -> Sequence[Row]:
        try:
            return self._fetched(about, sql, params)
        except _library().err.MySQLError as error:
            if not _lost(error):
                raise
        self._close()
        return self._fetched(about, sql, params)

    def _fetched(self, about: str, sql: str, params: Mapping[str, Any]) -> Sequence[Row]:
        if self._open is None:
            self._open = self._in_time(self._connected)
        self._statements[about] += 1
        connection = self._open

        def fetch() -> Sequence[Row]:
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                rows: Sequence[Row] = cursor.fetchall()
            return rows

        rows = self._in_time(fetch)
        self._rows += len(rows)
        return rows

    def _in_time(self, work: Callable[[], T]) -> T:
        patience = self._patience
        return in_time(work, patience.ends(STATEMENT_SECONDS), patience.stop, abandon=self._abandon)

    def _abandon(self) -> None:
        """Nobody waits for the statement any more: the server notices, and the connection is no use."""
        opened, self._open = self._open, None
        with suppress(OSError, AttributeError):
            opened._sock.shutdown(SHUT_RDWR)  # noqa: SLF001 - PyMySQL has no other way to end a wait

    def _connected(self) -> Any:
        access = self.access
        user, password = _account(access.credentials)
        return _library().connect(
            host=access.host,
            port=access.port,
            user=user,
            password=password,
            database=access.database,
            charset="utf8mb4",
            init_command=f"SET SESSION max_statement_time = {STATEMENT_SECONDS}",
            # Every statement sees the replica as it is, not as it was when the connection began.
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=STATEMENT_SECONDS,
        )

    def _close(self) -> None:
        if self._open is not None:
            opened, self._open = self._open, None
            try:
                opened.close()
            except (OSError, _library().err.MySQLError):
                pass  # It was lost.

    def _unavailable(self, error: Exception) -> WikiUnavailable:
        said = str(error.args[1] if len(error.args) > 1 else error)
        if error.args and error.args[0] in PASSING:
            return HalfReplica.of(self.access.host, said)
        return WikiUnavailable(message("replicas-unavailable", self.access.host, said))

    def costs(self) -> Costs:
        """What was sent and received up to now; bytes are not known."""
        requests = {f"SQL {about}": number for about, number in self._statements.items()}
        return Costs(requests, rows=self._rows, waiting=self._waiting, seconds=monotonic())


def _lost(error: Exception) -> bool:
    """Whether asking again may help. A statement that took too long would take as long again."""
    code, *said = error.args or (0,)
    return code in LOST and "timed out" not in str(said)


def _account(file: Path) -> tuple[str, str]:
    """The user and password of a ``replica.my.cnf``. Raises WikiUnavailable where there are none."""
    parser = RawConfigParser(strict=False, allow_no_value=True)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
        user, password = (parser.get("client", name) for name in ("user", "password"))
    except (OSError, UnicodeDecodeError, ConfigError):
        raise WikiUnavailable(message("replicas-no-credentials", str(file))) from None
    return _unquoted(user), _unquoted(password)


def _unquoted(value: str | None) -> str:
    text = value or ""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


@cache
def _library() -> Any:
    """PyMySQL, which only those need who read from replicas."""
    return import_module("pymysql")
