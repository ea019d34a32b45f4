"""What is remembered of one wiki, shared by all its campaigns."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, select, update

from bot.counting.stored_results import Coverage
from bot.store import schema
from bot.store.database import chunks
from bot.store.guarding import guarded
from bot.store.pages import CachedPages
from bot.store.revisions import CachedRevisions
from bot.store.values import dumps, moment, number


@guarded
class StoredWikiCache(CachedRevisions, CachedPages):
    """A wiki cache in a database; see ``bot.operations.ports.WikiCache``."""

    def coverage(self, userids: Sequence[int], namespaces: Collection[int]) -> Mapping[int, Coverage]:
        """What is remembered of these accounts in all of these namespaces; those unknown are left out."""
        c, wanted = schema.coverage.c, set(namespaces)
        spans: dict[int, list[tuple[int, int, int]]] = {}
        with self._database.reading() as connection:
            for some in chunks(userids):
                query = select(c.userid, c.since, c.until, c.read).where(
                    c.wiki == self._wiki, self._among(c.userid, some), c.namespace.in_(wanted)
                )
                for userid, *span in connection.execute(query):
                    spans.setdefault(userid, []).append((span[0], span[1], span[2]))
        common = {userid: _common(found) for userid, found in spans.items() if len(found) == len(wanted)}
        return {userid: span for userid, span in common.items() if span.since <= span.until}

    def cover(self, coverage: Mapping[int, Coverage], namespaces: Collection[int]) -> None:
        """Note that these accounts' edits are remembered, instead of what was noted before."""
        rows = [
            (self._wiki, userid, namespace, number(span.since), number(span.until), number(span.read))
            for userid, span in sorted(coverage.items())
            for namespace in sorted(namespaces)
        ]
        covered = [(self._wiki, namespace) for namespace in sorted(namespaces)]

        def work(connection: Connection) -> None:
            self._database.put(connection, schema.coverage, rows)
            self._database.put(connection, schema.namespaces, covered)

        if rows:
            self._database.write(work)

    def namespaces(self) -> frozenset[int]:
        """The namespaces in which any account's edits are remembered."""
        c = schema.namespaces.c
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(c.namespace).where(c.wiki == self._wiki)))

    def log(self) -> tuple[datetime, datetime] | None:
        """From when up to when the wiki's log has been read; None for never."""
        query = select(schema.wikis.c.log_since, schema.wikis.c.log_until).where(
            schema.wikis.c.id == self._wiki
        )
        with self._database.reading() as connection:
            since, until = connection.execute(query).one()
        return None if since is None or until is None else (moment(since), moment(until))

    def log_read(self, since: datetime, until: datetime, *, first: bool = False) -> None:
        """Note that, beside what is noted already; ``first``: moves alone were read."""
        c, mine = schema.wikis.c, schema.wikis.c.id == self._wiki

        def work(connection: Connection) -> None:
            query = select(c.log_since, c.log_until).where(mine).with_for_update()
            begin, end = connection.execute(query).one()
            read = (number(since), number(until))
            if begin is not None and end is not None:
                read = (min(begin, read[0]), min(end, read[1]) if first else read[1])
            change = update(schema.wikis).where(mine).values(log_since=read[0], log_until=read[1])
            connection.execute(change)

        self._database.write(work)

    def log_lost(self, note: str) -> None:
        """What is noted of the log is wrong: forget it, and the note of this name of every campaign here."""
        mine = select(schema.campaigns.c.id).where(schema.campaigns.c.wiki == self._wiki)
        notes = schema.notes.c
        forget = (
            update(schema.wikis)
            .where(schema.wikis.c.id == self._wiki)
            .values(log_since=None, log_until=None),
            delete(schema.notes).where(notes.campaign.in_(mine), notes.name == note),
        )

        def work(connection: Connection) -> None:
            for statement in forget:
                connection.execute(statement)

        self._database.write(work)

    def category_parents(self, categories: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The parents that categories had when they were last asked for; unknown ones are left out."""
        c = schema.category_parents.c
        found: dict[str, frozenset[str]] = {}
        with self._database.reading() as connection:
            for some in chunks(categories):
                query = select(c.category, c.parents).where(
                    c.wiki == self._wiki, self._among(c.category, some)
                )
                rows = connection.execute(query)
                found.update({title: frozenset(json.loads(parents)) for title, parents in rows})
        return found

    def take_category_parents(self, parents: Mapping[str, frozenset[str]]) -> None:
        """Remember the parents of categories."""
        rows = [(self._wiki, title, dumps(sorted(above))) for title, above in sorted(parents.items())]
        if rows:
            self._database.write(
                lambda connection: self._database.put(connection, schema.category_parents, rows)
            )

    def derived(self, kind: str, revids: Collection[int]) -> Mapping[int, Any]:
        """What was made out of revisions' texts: JSON values, by revid, as far as they are remembered."""
        c = schema.derived.c
        found: dict[int, Any] = {}
        with self._database.reading() as connection:
            for some in chunks(revids):
                query = select(c.revid, c.value).where(
                    c.wiki == self._wiki, self._among(c.revid, some), c.kind == kind
                )
                found.update({revid: json.loads(value) for revid, value in connection.execute(query)})
        return found

    def take_derived(self, kind: str, values: Mapping[int, Any]) -> None:
        """Remember values made out of texts."""
        rows = [(self._wiki, revid, kind, dumps(value)) for revid, value in sorted(values.items())]
        if rows:
            self._database.write(lambda connection: self._database.put(connection, schema.derived, rows))


_moment = lru_cache(maxsize=4096)(moment)
"""Most accounts were read up to the same moment."""


def _common(spans: Sequence[tuple[int, int, int]]) -> Coverage:
    """What is true of all namespaces together."""
    return Coverage(
        _moment(max(since for since, _, _ in spans)),
        _moment(min(until for _, until, _ in spans)),
        _moment(min(read for _, _, read in spans)),
    )
