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
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Revision
from bot.store import campaigns, dirty_pages, schema
from bot.store.database import Database, chunks
from bot.store.guarding import guarded
from bot.store.invalidation import Invalidation
from bot.store.participants import is_member, pages_judged
from bot.store.result_queries import ResultQueries
from bot.store.save_results import ResultsWriter
from bot.store.values import ENTRY, REVISION, SUMS, THERE, by_age, dumps, entry, number, revision, tally
from bot.store.wiki_numbers import WikiNumbers


@guarded
class StoredResults:
    """Results in a database; see ``bot.operations.ports.CampaignResults``.

    ``home`` is the wiki of the campaign's page, and ``only`` the one whose part this is, None for all of it.
    ``times`` are those of the facts of this turn.
    """

    def __init__(  # noqa: PLR0913 - a part of the results is made of the whole
        self,
        database: Database,
        wikis: WikiNumbers,
        home: int,
        campaign: int,
        *,
        only: int | None = None,
        times: list[datetime] | None = None,
    ) -> None:
        self._database = database
        self._wikis = wikis
        self._home = home
        self._campaign = campaign
        self._only = only
        self._times: list[datetime] = [] if times is None else times
        self._queries = ResultQueries(database, wikis, campaign)

    def on(self, wiki: str) -> StoredResults:
        """The part that one wiki has in them."""
        number = self._wikis.number(wiki)
        whole = self._database, self._wikis, self._home, self._campaign
        return StoredResults(*whole, only=number, times=self._times)

    def prepare(self, key: str, members: Mapping[AccountKey, str], start: datetime, end: datetime) -> None:
        """Note which pages have to be counted: of joined and departed members, and those with changes."""
        numbered = {(self._wikis.number(one.wiki), one.userid): name for one, name in members.items()}
        wanted = Invalidation(self._database, self._home, self._campaign, key, numbered, start, end)
        self._database.write(wanted.run)

    def members(self) -> Mapping[AccountKey, str]:
        """The members of the last ``prepare`` with their names, in the order in which they were named."""
        c = schema.members.c
        query = self._mine(select(c.wiki, c.userid, c.name), c).order_by(c.place)
        rows = self._all(query, schema.members)
        return {self._wikis.account(wiki, userid): name for wiki, userid, name in rows}

    def mark_dirty(self, pages: Iterable[PageKey], depth: Refresh) -> None:
        """These pages have to be counted again; the greater depth holds."""
        these = self._wikis.ids(pages)
        if these:
            self._database.write(
                lambda connection: dirty_pages.raise_pages(connection, self._campaign, these, depth)
            )

    def mark_all_dirty(self, depth: Refresh) -> None:
        """Every page that was counted, or has to be."""
        mine = self._campaign, self._only
        self._database.write(lambda connection: dirty_pages.raise_all(connection, *mine, depth))

    def dirty_pages(self, limit: int) -> Sequence[DirtyPage]:
        """The first pages that have to be counted, by wiki and id. They stay until ``record``."""
        c = schema.todo.c
        query = self._mine(select(c.wiki, c.pageid, c.depth), c)
        rows = self._all(query.order_by(c.wiki, c.pageid).limit(limit), schema.todo)
        return [DirtyPage(self._wikis.page(wiki, pageid), Refresh(depth)) for wiki, pageid, depth in rows]

    def left(self) -> int:
        """How many pages have to be counted."""
        query = self._mine(select(func.count()), schema.todo.c)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def pages_of(self, accounts: Collection[AccountKey]) -> frozenset[PageKey]:
        """The pages on which revisions of these members were judged."""
        ids = self._wikis.ids(accounts)
        with self._database.reading() as connection:
            found = pages_judged(self._database, connection, self._campaign, ids)
        return frozenset(self._wikis.page(*pair) for pair in found)

    def revisions(self, pages: Collection[PageKey], start: datetime, end: datetime) -> Sequence[Revision]:
        """The members' revisions of these pages, all of one wiki, that are not gone, oldest first."""
        c = schema.revisions.c
        query = (
            select(*REVISION)
            .where(is_member(self._campaign, c.wiki, c.userid))
            .where(c.timestamp >= number(start), c.timestamp < number(end))
            .where(c.gone == THERE)
        )
        rows = self._of(query, c.pageid, pages, schema.revisions)
        return [revision(row) for row in by_age(rows)]

    def places(self) -> Mapping[PageKey, PageScope]:
        """All pages that were counted."""
        c = schema.places.c
        query = self._mine(select(c.wiki, c.pageid, c.in_scope, c.factor), c)
        return {
            self._wikis.page(wiki, pageid): PageScope(bool(in_scope), Decimal(factor))
            for wiki, pageid, in_scope, factor in self._all(query, schema.places)
        }

    def watched(self, limit: int | None) -> Mapping[PageKey, int]:
        """The watched pages, those with the newest work first, with ``PageResult.watched``; None: all."""
        c = schema.places.c
        query = (
            self._mine(select(c.wiki, c.pageid, c.lastrevid), c)
            .where(c.watched == 1)
            .order_by(c.last_time.desc(), c.last_revid.desc(), c.wiki.desc(), c.pageid.desc())
            .limit(limit)
        )
        rows = self._all(query, schema.places)
        return {self._wikis.page(wiki, pageid): lastrevid for wiki, pageid, lastrevid in rows}

    def entries(self, pages: Collection[PageKey]) -> Sequence[PageScore]:
        """The entries of these pages."""
        c = schema.entries.c
        query = select(*ENTRY, c.wiki).where(c.campaign == self._campaign)
        return [self._entry(row) for row in self._of(query, c.pageid, pages, schema.entries)]

    def entries_of(self, accounts: Collection[AccountKey]) -> Sequence[tuple[PageScore, Decimal]]:
        """The entries of these members, each with what its page weighs."""
        c, at = schema.entries.c, schema.places.c
        same = (at.campaign == c.campaign) & (at.wiki == c.wiki) & (at.pageid == c.pageid)
        query = (
            select(*ENTRY, c.wiki, at.factor).join(schema.places, same).where(c.campaign == self._campaign)
        )
        found = self._of(query, c.userid, accounts, schema.entries)
        return [(self._entry(row[:-1]), Decimal(row[-1])) for row in found]

    def record(
        self,
        counts: Sequence[PageResult],
        members: Mapping[AccountKey, Tally],
        groups: Mapping[str, Tally],
    ) -> None:
        """Put these pages' counts in the place of earlier ones, together with the sums that changed by it."""
        addresses = {count.page_key.wiki for count in counts} | {one.wiki for one in members}
        numbers = {address: self._wikis.number(address) for address in sorted(addresses)}
        new = ResultsWriter(self._database, numbers, self._campaign, counts, members, groups)
        self._database.write(new.run)

    def tallies(self, accounts: Collection[AccountKey] | None = None) -> Mapping[AccountKey, Tally]:
        """The members' sums, all members' where none are named; who has none is left out."""
        c = schema.members.c
        query = select(c.wiki, c.userid, *(c[name] for name in SUMS)).where(c.campaign == self._campaign)
        rows = (
            self._all(query, schema.members)
            if accounts is None
            else self._of(query, c.userid, accounts, schema.members)
        )
        return {self._wikis.account(wiki, userid): tally(sums) for wiki, userid, *sums in rows}

    def groups(self) -> Mapping[str, Tally]:
        """The sums of groups, by their names."""
        c = schema.groups.c
        query = select(c.name, *(c[name] for name in SUMS)).where(c.campaign == self._campaign)
        return {name: tally(sums) for name, *sums in self._all(query, schema.groups)}

    def latest(self, limit: int) -> Sequence[PageKey]:
        """The pages with counted revisions, those with the newest work first."""
        c = schema.places.c
        query = (
            select(c.wiki, c.pageid)
            .where(c.campaign == self._campaign, c.last_time.is_not(None))
            .order_by(c.last_time.desc(), c.last_revid.desc())
            .limit(limit)
        )
        return [self._wikis.page(*row) for row in self._all(query, schema.places)]

    def counted_on(self, pages: Collection[PageKey]) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """The entries of these pages with their counted revisions, oldest first."""
        return self._queries.counted("pageid", self._wikis.ids(pages))

    def counted_of(self, accounts: Collection[AccountKey]) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """The entries of these members with their counted revisions, oldest first."""
        return self._queries.counted("userid", self._wikis.ids(accounts))

    def seen(self, accounts: Collection[AccountKey], *, uncounted: bool = False) -> Sequence[SeenRevision]:
        """Every judged revision of these members, oldest first; ``uncounted``: only those with a reason."""
        return self._queries.seen(self._wikis.ids(accounts), uncounted=uncounted)

    def reads(self, moment: datetime) -> None:
        """Tell other processes that this turn's facts are as of that moment or later.

        A campaign of several wikis reads them one after the other.
        """
        self._times.append(moment)
        campaigns.put(self._database, self._campaign, facts_of=number(min(self._times)))

    def others_read(self, now: datetime) -> datetime | None:
        """As of when the oldest facts of other campaigns' present turns on this wiki are; None: no turns."""
        wiki = self._home if self._only is None else self._only
        return campaigns.oldest_facts(self._database, wiki, self._campaign, now)

    def note(self, name: str) -> Any:
        """A JSON value that was noted, None where there is none."""
        query = select(schema.notes.c.value).where(
            schema.notes.c.campaign == self._campaign, schema.notes.c.name == self._named(name)
        )
        with self._database.reading() as connection:
            text = connection.scalar(query)
        return None if text is None else json.loads(text)

    def put_note(self, name: str, value: Any) -> None:
        """Note a JSON value until the results are begun anew."""
        row = (self._campaign, self._named(name), dumps(value))
        self._database.write(lambda connection: self._database.put(connection, schema.notes, [row]))

    def _named(self, note: str) -> str:
        """A note's name in the table: other wikis of the campaign have theirs beside those of its page's."""
        return note if self._only in (None, self._home) else f"{note} @{self._only}"

    def _mine(self, query: Any, c: Any) -> Any:
        """The rows of the campaign, or of the one wiki in it."""
        query = query.where(c.campaign == self._campaign)
        return query if self._only is None else query.where(c.wiki == self._only)

    def _all(self, query: Any, table: Any) -> Sequence[Any]:
        with self._database.reading() as connection:
            return self._database.rows(connection, query, table)

    def _of(self, query: Any, column: Any, keys: Collection[PageKey | AccountKey], table: Any) -> list[Any]:
        """The rows of a query in which a column of a table, and its wiki, are those of one of the keys."""
        rows: list[Any] = []
        ids_by_wiki = self._wikis.ids(keys)
        with self._database.reading() as connection:
            for wiki, ids in ids_by_wiki.items():
                for some in chunks(ids):
                    among = self._database.among(column, some)
                    rows += self._database.rows(connection, query.where(table.c.wiki == wiki, among), table)
        return rows

    def _entry(self, row: Any) -> PageScore:
        return entry(row[:-1], self._wikis.address(row[-1]))
