"""What one campaign's counting has come to so far, page by page."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from bot.counting.stored_results import (
    DirtyPage,
    PageResult,
    PageScope,
    PageScore,
    Refresh,
    SeenRevision,
    Tally,
)
from bot.mediawiki.models import Revision
from bot.store import campaigns, dirty_pages, result_queries, schema
from bot.store.database import Database, chunks
from bot.store.guarding import guarded
from bot.store.invalidation import Invalidation
from bot.store.participants import is_member, pages_judged
from bot.store.save_results import ResultsWriter
from bot.store.values import ENTRY, REVISION, SUMS, THERE, by_age, dumps, entry, number, revision, tally


@guarded
class StoredResults:
    """Results in a database; see ``bot.operations.ports.CampaignResults``."""

    def __init__(self, database: Database, wiki: int, campaign: int) -> None:
        self._database = database
        self._wiki = wiki
        self._campaign = campaign

    def prepare(self, key: str, members: Mapping[int, str], start: datetime, end: datetime) -> None:
        """Note which pages have to be counted: of joined and departed members, and those with changes."""
        wanted = Invalidation(self._database, self._wiki, self._campaign, key, members, start, end)
        self._database.write(wanted.run)

    def members(self) -> Mapping[int, str]:
        """The members of the last ``prepare``: names by userid, in the order in which they were named."""
        c = schema.members.c
        query = select(c.userid, c.name).where(c.campaign == self._campaign).order_by(c.place)
        return dict(map(tuple, self._all(query, schema.members)))

    def mark_dirty(self, pageids: Iterable[int], depth: Refresh) -> None:
        """These pages have to be counted again; the greater depth holds."""
        these = list(pageids)
        if these:
            self._database.write(
                lambda connection: dirty_pages.raise_pages(connection, self._campaign, these, depth)
            )

    def mark_all_dirty(self, depth: Refresh) -> None:
        """Every page that was counted, or has to be."""
        self._database.write(lambda connection: dirty_pages.raise_all(connection, self._campaign, depth))

    def dirty_pages(self, limit: int) -> Sequence[DirtyPage]:
        """The first pages that have to be counted, by their ids. They stay until ``record``."""
        c = schema.todo.c
        query = select(c.pageid, c.depth).where(c.campaign == self._campaign).order_by(c.pageid).limit(limit)
        return [DirtyPage(pageid, Refresh(depth)) for pageid, depth in self._all(query, schema.todo)]

    def left(self) -> int:
        """How many pages have to be counted."""
        query = select(func.count()).where(schema.todo.c.campaign == self._campaign)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def pageids_of(self, userids: Collection[int]) -> frozenset[int]:
        """The pages on which revisions of these members were judged."""
        with self._database.reading() as connection:
            return frozenset(pages_judged(self._database, connection, self._campaign, userids))

    def revisions(self, pageids: Collection[int], start: datetime, end: datetime) -> Sequence[Revision]:
        """The members' revisions of these pages that are not gone, oldest first."""
        c = schema.revisions.c
        query = (
            select(*REVISION)
            .where(is_member(self._campaign, c.userid))
            .where(c.wiki == self._wiki, c.timestamp >= number(start), c.timestamp < number(end))
            .where(c.gone == THERE)
        )
        rows = self._of(query, c.pageid, pageids, schema.revisions)
        return [revision(row) for row in by_age(rows)]

    def places(self) -> Mapping[int, PageScope]:
        """All pages that were counted."""
        c = schema.places.c
        query = select(c.pageid, c.in_scope, c.factor).where(c.campaign == self._campaign)
        return {
            pageid: PageScope(bool(in_scope), Decimal(factor))
            for pageid, in_scope, factor in self._all(query, schema.places)
        }

    def watched(self, limit: int | None) -> Mapping[int, int]:
        """The watched pages, those with the newest work first, with ``PageResult.watched``; None: all."""
        c = schema.places.c
        query = (
            select(c.pageid, c.lastrevid)
            .where(c.campaign == self._campaign, c.watched == 1)
            .order_by(c.last_time.desc(), c.last_revid.desc(), c.pageid.desc())
            .limit(limit)
        )
        return dict(map(tuple, self._all(query, schema.places)))

    def entries(self, pageids: Collection[int]) -> Sequence[PageScore]:
        """The entries of these pages."""
        query = select(*ENTRY).where(schema.entries.c.campaign == self._campaign)
        return [entry(row) for row in self._of(query, schema.entries.c.pageid, pageids, schema.entries)]

    def entries_of(self, userids: Collection[int]) -> Sequence[tuple[PageScore, Decimal]]:
        """The entries of these members, each with what its page weighs."""
        c, at = schema.entries.c, schema.places.c
        query = (
            select(*ENTRY, at.factor)
            .join(schema.places, (at.campaign == c.campaign) & (at.pageid == c.pageid))
            .where(c.campaign == self._campaign)
        )
        found = self._of(query, c.userid, userids, schema.entries)
        return [(entry(row[:-1]), Decimal(row[-1])) for row in found]

    def record(
        self, counts: Sequence[PageResult], members: Mapping[int, Tally], groups: Mapping[str, Tally]
    ) -> None:
        """Put these pages' counts in the place of earlier ones, together with the sums that changed by it."""
        new = ResultsWriter(self._database, self._wiki, self._campaign, counts, members, groups)
        self._database.write(new.run)

    def tallies(self, userids: Collection[int] | None = None) -> Mapping[int, Tally]:
        """The members' sums, all members' where none are named; who has none is left out."""
        c = schema.members.c
        query = select(c.userid, *(c[name] for name in SUMS)).where(c.campaign == self._campaign)
        rows = (
            self._all(query, schema.members)
            if userids is None
            else self._of(query, c.userid, userids, schema.members)
        )
        return {userid: tally(sums) for userid, *sums in rows}

    def groups(self) -> Mapping[str, Tally]:
        """The sums of groups, by their names."""
        c = schema.groups.c
        query = select(c.name, *(c[name] for name in SUMS)).where(c.campaign == self._campaign)
        return {name: tally(sums) for name, *sums in self._all(query, schema.groups)}

    def latest(self, limit: int) -> Sequence[int]:
        """The pages with counted revisions, those with the newest work first."""
        c = schema.places.c
        query = (
            select(c.pageid)
            .where(c.campaign == self._campaign, c.last_time.is_not(None))
            .order_by(c.last_time.desc(), c.last_revid.desc())
            .limit(limit)
        )
        return [row[0] for row in self._all(query, schema.places)]

    def counted_on(self, pageids: Collection[int]) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """The entries of these pages with their counted revisions, oldest first."""
        return result_queries.counted(self._database, self._wiki, self._campaign, "pageid", pageids)

    def counted_of(self, userids: Collection[int]) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """The entries of these members with their counted revisions, oldest first."""
        return result_queries.counted(self._database, self._wiki, self._campaign, "userid", userids)

    def seen(self, userids: Collection[int], *, uncounted: bool = False) -> Sequence[SeenRevision]:
        """Every judged revision of these members, oldest first; ``uncounted``: only those with a reason."""
        return result_queries.seen(self._database, self._wiki, self._campaign, userids, uncounted=uncounted)

    def reads(self, moment: datetime) -> None:
        """Tell other processes that this turn's facts are as of that moment or later."""
        campaigns.put(self._database, self._campaign, facts_of=number(moment))

    def others_read(self, now: datetime) -> datetime | None:
        """As of when the oldest facts of other campaigns' present turns on this wiki are; None: no turns."""
        return campaigns.oldest_facts(self._database, self._wiki, self._campaign, now)

    def note(self, name: str) -> Any:
        """A JSON value that was noted, None where there is none."""
        query = select(schema.notes.c.value).where(
            schema.notes.c.campaign == self._campaign, schema.notes.c.name == name
        )
        with self._database.reading() as connection:
            text = connection.scalar(query)
        return None if text is None else json.loads(text)

    def put_note(self, name: str, value: Any) -> None:
        """Note a JSON value until the results are begun anew."""
        row = (self._campaign, name, dumps(value))
        self._database.write(lambda connection: self._database.put(connection, schema.notes, [row]))

    def _all(self, query: Any, table: Any) -> Sequence[Any]:
        with self._database.reading() as connection:
            return self._database.rows(connection, query, table)

    def _of(self, query: Any, column: Any, values: Collection[int], table: Any) -> list[Any]:
        """The rows of a query in which a column has one of these values."""
        rows: list[Any] = []
        with self._database.reading() as connection:
            for some in chunks(values):
                rows += self._database.rows(
                    connection, query.where(self._database.among(column, some)), table
                )
        return rows
