"""Putting what counting came to in the place of what it came to before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.counting.eligibility import Reason
from bot.counting.stored_results import PageResult, Tally
from bot.mediawiki.keys import AccountKey, PageKey
from bot.store.database import Database, chunks
from bot.store.participants import is_member
from bot.store.schema import entries, evaluated, groups, members, places, revisions, todo
from bot.store.values import SUMS, THERE, amounts_text, number, parts_text, tally_row
from bot.store.wiki_numbers import ids_of


@dataclass(frozen=True, slots=True)
class ResultsWriter:
    """The counts of some pages of one campaign, and the sums that changed by them.

    ``numbers`` are those of their wikis.
    """

    database: Database
    numbers: Mapping[str, int]
    campaign: int
    counts: Sequence[PageResult]
    members: Mapping[AccountKey, Tally]
    groups: Mapping[str, Tally]

    def run(self, connection: Connection) -> None:
        """Write all of it in one transaction."""
        gone = self._gone(connection)
        self._delete(connection)
        self.database.put(connection, evaluated, sorted(gone + self._evaluated()))
        self.database.put(connection, entries, self._entries())
        self.database.put(connection, places, self._places())
        self._sums(connection)

    def _gone(self, connection: Connection) -> list[tuple[Any, ...]]:
        """What was judged, and is not to be found on the wiki any more: ``explain`` tells of it."""
        new = {
            (self.numbers[count.page_key.wiki], one.revision.revid)
            for count in self.counts
            for one in count.evaluated
        }
        c, at = evaluated.c, revisions.c
        rows: list[Any] = []
        for wiki, some in self._pages():
            query = (
                select(c.wiki, c.revid, evaluated, at.hidden)
                .join(revisions, (at.wiki == c.wiki) & (at.revid == c.revid))
                .where(c.campaign == self.campaign, c.wiki == wiki, self.database.among(c.pageid, some))
                .where(at.gone != THERE, is_member(self.campaign, c.wiki, c.userid))
            )
            rows += self.database.rows(connection, query, evaluated)
        return [
            (*row[2:-2], (Reason.HIDDEN if row[-1] else Reason.PAGE_GONE).value)
            for row in rows
            if tuple(row[:2]) not in new
        ]

    def _pages(self) -> Iterator[tuple[int, list[int]]]:
        """The pages, so many at a time, each with the number of their wiki."""
        pairs = ((self.numbers[key.wiki], key.pageid) for key in (count.page_key for count in self.counts))
        for wiki, pageids in ids_of(pairs).items():
            for some in chunks(pageids):
                yield wiki, some

    def _delete(self, connection: Connection) -> None:
        for wiki, some in self._pages():
            for table in (evaluated, entries, places, todo):
                c = table.c
                these = (c.campaign == self.campaign, c.wiki == wiki, self.database.among(c.pageid, some))
                connection.execute(delete(table).where(*these))

    def _evaluated(self) -> list[tuple[Any, ...]]:
        return [
            (
                self.campaign, wiki, pageid, one.revision.revid, one.revision.userid,
                number(one.revision.timestamp), one.revision.sizediff,
                one.reason.value if one.reason else None,
            )
            for count in self.counts
            for wiki, pageid in [self._row(count.page_key)]
            for one in count.evaluated
        ]  # fmt: skip

    def _entries(self) -> list[tuple[Any, ...]]:
        rows = [
            (
                self.campaign, wiki, pageid, one.account_key.userid, one.revisions, one.created,
                one.improved, int(one.draft), amounts_text(one),
                parts_text(one.parts),
            )
            for count in self.counts
            for wiki, pageid in [self._row(count.page_key)]
            for one in count.entries
        ]  # fmt: skip
        return sorted(rows)

    def _places(self) -> list[tuple[Any, ...]]:
        rows = []
        for count in sorted(self.counts, key=lambda one: self._row(one.page_key)):
            if count.evaluated:
                when, revid = (number(count.last[0]), count.last[1]) if count.last else (None, None)
                rows.append(
                    (
                        self.campaign, *self._row(count.page_key), int(count.in_scope), str(count.factor),
                        int(count.watched is not None), count.watched, when, revid,
                    )
                )  # fmt: skip
        return rows

    def _row(self, page: PageKey) -> tuple[int, int]:
        return self.numbers[page.wiki], page.pageid

    def _sums(self, connection: Connection) -> None:
        named = [(self.campaign, name, *tally_row(one)) for name, one in sorted(self.groups.items())]
        self.database.put(connection, groups, named)
        sums = [
            {"on": self.numbers[key.wiki], "of": key.userid, **dict(zip(SUMS, tally_row(one), strict=True))}
            for key, one in sorted(self.members.items())
        ]
        if sums:
            connection.execute(self._change_of_member(), sums)

    def _change_of_member(self) -> Any:
        """Who is no member any more has no row to change."""
        c = members.c
        mine = (c.campaign == self.campaign, c.wiki == bindparam("on"), c.userid == bindparam("of"))
        return update(members).where(*mine).values({name: bindparam(name) for name in SUMS})
