"""Putting what counting came to in the place of what it came to before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.counting.eligibility import Reason
from bot.counting.stored_results import PageResult, Tally
from bot.store.database import Database, chunks
from bot.store.participants import is_member
from bot.store.schema import entries, evaluated, groups, members, places, revisions, todo
from bot.store.values import SUMS, THERE, amounts_text, number, parts_text, tally_row


@dataclass(frozen=True, slots=True)
class ResultsWriter:
    """The counts of some pages of one campaign, and the sums that changed by them."""

    database: Database
    wiki: int
    campaign: int
    counts: Sequence[PageResult]
    members: Mapping[int, Tally]
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
        new = {one.revision.revid for count in self.counts for one in count.evaluated}
        rows: list[tuple[Any, ...]] = []
        for some in chunks([count.pageid for count in self.counts]):
            query = (
                select(evaluated, revisions.c.hidden)
                .join(revisions, (revisions.c.wiki == self.wiki) & (revisions.c.revid == evaluated.c.revid))
                .where(evaluated.c.campaign == self.campaign, self.database.among(evaluated.c.pageid, some))
                .where(revisions.c.gone != THERE, is_member(self.campaign, evaluated.c.userid))
            )
            rows += map(tuple, self.database.rows(connection, query, evaluated))
        return [
            (*row[:-2], (Reason.HIDDEN if row[-1] else Reason.PAGE_GONE).value)
            for row in rows
            if row[2] not in new
        ]

    def _delete(self, connection: Connection) -> None:
        for some in chunks([count.pageid for count in self.counts]):
            for table in (evaluated, entries, places, todo):
                connection.execute(
                    delete(table).where(
                        table.c.campaign == self.campaign, self.database.among(table.c.pageid, some)
                    )
                )

    def _evaluated(self) -> list[tuple[Any, ...]]:
        return [
            (
                self.campaign, count.pageid, one.revision.revid, one.revision.userid,
                number(one.revision.timestamp), one.revision.sizediff,
                one.reason.value if one.reason else None,
            )
            for count in self.counts
            for one in count.evaluated
        ]  # fmt: skip

    def _entries(self) -> list[tuple[Any, ...]]:
        rows = [
            (
                self.campaign, count.pageid, one.userid, one.revisions, one.created,
                one.improved, int(one.draft), amounts_text(one),
                parts_text(one.parts),
            )
            for count in self.counts
            for one in count.entries
        ]  # fmt: skip
        return sorted(rows)

    def _places(self) -> list[tuple[Any, ...]]:
        rows = []
        for count in sorted(self.counts, key=lambda one: one.pageid):
            if count.evaluated:
                when, revid = (number(count.last[0]), count.last[1]) if count.last else (None, None)
                rows.append(
                    (
                        self.campaign, count.pageid, int(count.in_scope), str(count.factor),
                        int(count.watched is not None), count.watched, when, revid,
                    )
                )  # fmt: skip
        return rows

    def _sums(self, connection: Connection) -> None:
        named = [(self.campaign, name, *tally_row(one)) for name, one in sorted(self.groups.items())]
        self.database.put(connection, groups, named)
        sums = [
            {"of": userid, **dict(zip(SUMS, tally_row(one), strict=True))}
            for userid, one in sorted(self.members.items())
        ]
        if sums:
            connection.execute(self._change_of_member(), sums)

    def _change_of_member(self) -> Any:
        """Who is no member any more has no row to change."""
        c = members.c
        mine = (c.campaign == self.campaign, c.userid == bindparam("of"))
        return update(members).where(*mine).values({name: bindparam(name) for name in SUMS})
