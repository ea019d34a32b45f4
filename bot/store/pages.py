"""What is remembered of a wiki's pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from bot.mediawiki.models import HistoryChange, Move, Page
from bot.store import schema
from bot.store.change_counter import ChangeCounter
from bot.store.database import Database, chunks
from bot.store.values import moment, number

c = schema.pages.c


class CachedPages:
    """The part of a wiki cache that holds pages, their moves and what else changed their histories."""

    def __init__(self, database: Database, wiki: int) -> None:
        self._database = database
        self._among = database.among
        self._wiki = wiki

    def pages(self, pageids: Collection[int]) -> Mapping[int, Page | None]:
        """Pages as they were last seen, None for those that are gone; unknown ones are left out."""
        found: dict[int, Page | None] = {}
        with self._database.reading() as connection:
            for row in self._rows(connection, pageids):
                if row.seen:
                    found[row.pageid] = None if row.gone else page(row)
        return found

    def pages_titled(self, titles: Collection[str]) -> frozenset[int]:
        """The ids of the remembered pages that have, or had when they went, these full titles."""
        found: set[int] = set()
        with self._database.reading() as connection:
            for some in chunks(titles):
                query = select(c.pageid).where(c.wiki == self._wiki, self._among(c.title, some), c.seen == 1)
                found.update(row[0] for row in self._database.rows(connection, query, schema.pages))
        return frozenset(found)

    def take_pages(self, pages: Mapping[int, Page | None]) -> None:
        """Remember pages as they are now. One that is gone keeps its title, for ``explain``."""
        if pages:
            self._database.write(lambda connection: self._take_pages(connection, pages))

    def forget(self, pageids: Collection[int]) -> None:
        """Something happened to these pages' histories: texts, parents and histories are to be read again."""
        if pageids:
            self._database.write(lambda connection: self._forget(connection, pageids))

    def moves(self, pageids: Collection[int], since: datetime) -> Sequence[Move]:
        """The moves of these pages between namespaces, oldest first."""
        found = []
        with self._database.reading() as connection:
            for some in chunks(pageids):
                query = select(schema.moves).where(
                    schema.moves.c.wiki == self._wiki,
                    self._among(schema.moves.c.pageid, some),
                    schema.moves.c.timestamp >= number(since),
                )
                found += [
                    Move(row.pageid, moment(row.timestamp), row.source, row.target)
                    for row in self._database.rows(connection, query, schema.moves)
                ]
        return sorted(found, key=lambda move: (move.timestamp, move.pageid))

    def take_moves(self, moves: Iterable[Move]) -> None:
        """Remember moves; one that is known already is no second one."""
        rows = [(self._wiki, move.pageid, number(move.timestamp), move.source, move.target) for move in moves]
        if rows:
            self._database.write(lambda connection: self._database.put(connection, schema.moves, rows))

    def history_changes(self, pageids: Collection[int], since: datetime) -> Sequence[HistoryChange]:
        """What changed the histories of these pages, oldest first."""
        c = schema.history_changes.c
        found = []
        with self._database.reading() as connection:
            for some in chunks(pageids):
                query = select(schema.history_changes).where(
                    c.wiki == self._wiki, self._among(c.pageid, some), c.timestamp >= number(since)
                )
                found += [
                    HistoryChange(row.pageid, moment(row.timestamp), row.kind, row.source, row.revisions)
                    for row in self._database.rows(connection, query, schema.history_changes)
                ]
        return sorted(found, key=lambda change: (change.timestamp, change.pageid))

    def take_history_changes(self, changes: Iterable[HistoryChange]) -> None:
        """Remember them; one that is known already is no second one."""
        rows = [
            (self._wiki, one.pageid, number(one.timestamp), one.kind, one.source, one.revisions)
            for one in changes
        ]
        if rows:
            table = schema.history_changes
            self._database.write(lambda connection: self._database.put(connection, table, rows))

    def _rows(self, connection: Connection, pageids: Collection[int]) -> list[Any]:
        found: list[Any] = []
        for some in chunks(pageids):
            query = select(schema.pages).where(c.wiki == self._wiki, self._among(c.pageid, some))
            found += self._database.rows(connection, query, schema.pages)
        return found

    def _take_pages(self, connection: Connection, found: Mapping[int, Page | None]) -> None:
        tick = ChangeCounter(connection, self._wiki)
        known = {row.pageid: row for row in self._rows(connection, found)}
        rows = []
        for pageid, one in found.items():
            old = known.get(pageid)
            row = _row(self._wiki, pageid, one, old)
            if old is not None and old.seen and _counted(row) != _counted(old):
                rows.append((*row[:-1], tick.next()))
            elif old is None or row != tuple(old):
                rows.append(row)
        self._database.put(connection, schema.pages, sorted(rows))

    def _forget(self, connection: Connection, pageids: Collection[int]) -> None:
        tick = ChangeCounter(connection, self._wiki).next()
        for some in chunks(pageids):
            mine = (
                schema.revisions.c.wiki == self._wiki,
                self._among(schema.revisions.c.pageid, some),
            )
            rows = self._database.rows(
                connection, select(schema.revisions.c.revid).where(*mine), schema.revisions
            )
            for revids in chunks([row[0] for row in rows]):
                connection.execute(
                    delete(schema.derived).where(
                        schema.derived.c.wiki == self._wiki,
                        self._among(schema.derived.c.revid, revids),
                    )
                )
            connection.execute(update(schema.revisions).where(*mine).values(sha1=None, redirect=None))
            connection.execute(
                update(schema.pages)
                .where(c.wiki == self._wiki, self._among(c.pageid, some))
                .values(history_revid=None, tick=tick)
            )


def page(row: Any) -> Page:
    """A page out of its row, as it was when it went where it is gone."""
    return Page(row.pageid, row.namespace, row.title, bool(row.redirect), row.lastrevid)


def _row(wiki: int, pageid: int, new: Page | None, old: Any) -> tuple[Any, ...]:
    """A page that is seen for the first time has no tick: nobody has counted it without looking at it."""
    history, tick = (old.history_revid, old.tick) if old is not None else (None, 0)
    gone = new is None
    if new is None:
        new = page(old) if old is not None else Page(pageid, 0, "")
    return (
        wiki, pageid, 1, new.namespace, new.title, int(new.redirect), new.lastrevid, int(gone), history, tick,
    )  # fmt: skip


def _counted(row: Sequence[Any]) -> tuple[Any, ...]:
    """The part of a row that a campaign's counting depends on: all but what was read when."""
    _, _, _, namespace, title, redirect, _, gone, _, _ = row
    return namespace, title, redirect, gone
