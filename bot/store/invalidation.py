"""Finding out which pages a campaign has to count again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, literal, select, update

from bot.counting.stored_results import Refresh, Tally
from bot.store.change_counter import ChangeCounter
from bot.store.database import Database, chunks
from bot.store.dirty_pages import depths, inserted, raise_pages
from bot.store.participants import KNOWN_OF_MEMBERS, is_member, member_rows, pages_judged
from bot.store.schema import LEDGER, campaigns, evaluated, members, pages, places, revisions, todo
from bot.store.values import THERE, number, tally_row


@dataclass(frozen=True, slots=True)
class Invalidation:
    """One campaign with what it is to be counted by: see ``bot.operations.ports.CampaignResults.prepare``."""

    database: Database
    wiki: int
    campaign: int
    key: str
    members: Mapping[int, str]
    start: datetime
    end: datetime

    def run(self, connection: Connection) -> None:
        """Note what has to be counted, in one transaction that no change of the wiki's facts gets into."""
        tick = ChangeCounter(connection, self.wiki).now
        mine = campaigns.c.id == self.campaign
        row = connection.execute(select(campaigns.c.key, campaigns.c.tick).where(mine)).one()
        if row.key != self.key:
            self._begin_anew(connection, Refresh.PAGE if row.key is None else Refresh.RESCORE)
        else:
            self._members(connection)
        if row.key is not None:
            self._changes(connection, row.tick)
        connection.execute(update(campaigns).where(mine).values(key=self.key, tick=tick))

    def _begin_anew(self, connection: Connection, depth: Refresh) -> None:
        """Where nothing was counted before, nobody has looked at what is new on these pages either."""
        wanted = depths(self.database, connection, self.campaign)
        for table in LEDGER:
            connection.execute(delete(table).where(table.c.campaign == self.campaign))
        self._add_members(connection, set(self.members))
        found = (
            select(literal(self.campaign), revisions.c.pageid, literal(int(depth)))
            .distinct()
            .select_from(members.join(revisions, revisions.c.userid == members.c.userid))
            .where(members.c.campaign == self.campaign, *self._window(), revisions.c.gone == THERE)
        )
        connection.execute(inserted().from_select(["campaign", "pageid", "depth"], found))
        for deeper, pageids in wanted.items():
            raise_pages(connection, self.campaign, self._held(connection, todo, pageids), deeper)

    def _members(self, connection: Connection) -> None:
        """Who joined and who left."""
        c = members.c
        query = select(c.userid, c.name, c.place).where(c.campaign == self.campaign)
        known = {row.userid: tuple(row) for row in self.database.rows(connection, query, members)}
        joined, left = self.members.keys() - known, known.keys() - self.members
        self._rename(connection, [one for one in self._named() if known.get(one[0], one) != one])
        self._add_members(connection, joined)
        affected = self._pages_of(connection, joined) | self._judged_of(connection, left)
        for some in chunks(left):
            connection.execute(
                delete(members).where(
                    members.c.campaign == self.campaign, self.database.among(members.c.userid, some)
                )
            )
        raise_pages(connection, self.campaign, affected, Refresh.RESCORE)

    def _named(self) -> Iterator[tuple[int, str, int]]:
        """The members with their places in the order in which they were named."""
        for place, (userid, name) in enumerate(self.members.items()):
            yield userid, name, place

    def _rename(self, connection: Connection, named: Collection[tuple[int, str, int]]) -> None:
        new = {one[0]: one for one in named}
        for known in member_rows(self.database, connection, self.campaign, new):
            rows = [(self.campaign, *new[row.userid], *row[KNOWN_OF_MEMBERS:]) for row in known]
            self.database.put(connection, members, rows)

    def _add_members(self, connection: Connection, userids: Collection[int]) -> None:
        nothing = tally_row(Tally())
        rows = [(self.campaign, *one, *nothing) for one in self._named() if one[0] in userids]
        self.database.put(connection, members, sorted(rows))

    def _pages_of(self, connection: Connection, userids: Collection[int]) -> set[int]:
        found: set[int] = set()
        for some in chunks(userids):
            query = (
                select(revisions.c.pageid)
                .distinct()
                .where(
                    self.database.among(revisions.c.userid, some), *self._window(), revisions.c.gone == THERE
                )
            )
            found.update(row[0] for row in self.database.rows(connection, query, revisions))
        return found

    def _judged_of(self, connection: Connection, userids: Collection[int]) -> set[int]:
        return pages_judged(self.database, connection, self.campaign, userids)

    def _changes(self, connection: Connection, since: int) -> None:
        """What was written to the wiki's cache after this campaign's last look."""
        query = select(revisions.c.pageid).where(revisions.c.tick > since, *self._window(), self._by_members)
        edited = {row[0] for row in self.database.rows(connection, query, revisions)}
        query = select(pages.c.pageid).where(pages.c.wiki == self.wiki, pages.c.tick > since)
        changed = {row[0] for row in self.database.rows(connection, query, pages)} - edited
        edited |= self._worked_on(connection, changed)
        for table in (places, evaluated, todo):
            edited |= self._held(connection, table, changed - edited)
        raise_pages(connection, self.campaign, edited, Refresh.PAGE)

    def _worked_on(self, connection: Connection, pageids: Collection[int]) -> set[int]:
        """Those of these pages that members edited: one that came from elsewhere was never counted here."""
        found: set[int] = set()
        for some in chunks(pageids):
            these = self.database.among(revisions.c.pageid, some)
            there = revisions.c.gone == THERE
            query = select(revisions.c.pageid).distinct()
            query = query.where(these, *self._window(), there, self._by_members)
            found.update(row[0] for row in self.database.rows(connection, query, revisions))
        return found

    def _held(self, connection: Connection, table: Any, pageids: Collection[int]) -> set[int]:
        """Those of these pages that a table of this campaign has."""
        found: set[int] = set()
        for some in chunks(pageids):
            query = (
                select(table.c.pageid)
                .distinct()
                .where(table.c.campaign == self.campaign, self.database.among(table.c.pageid, some))
            )
            found.update(row[0] for row in self.database.rows(connection, query, table))
        return found

    @property
    def _by_members(self) -> Any:
        return is_member(self.campaign, revisions.c.userid)

    def _window(self) -> tuple[Any, Any, Any]:
        return (
            revisions.c.wiki == self.wiki,
            revisions.c.timestamp >= number(self.start),
            revisions.c.timestamp < number(self.end),
        )
