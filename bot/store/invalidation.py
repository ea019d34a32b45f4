"""Finding out which pages a campaign has to count again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, literal, select, update

from bot.counting.stored_results import Refresh, Tally
from bot.store.change_counter import ChangeCounter
from bot.store.database import Database, chunks
from bot.store.dirty_pages import COLUMNS, depths, inserted, raise_pages
from bot.store.participants import KNOWN_OF_MEMBERS, is_member, member_rows, pages_judged
from bot.store.schema import (
    RESULTS,
    campaign_wikis,
    campaigns,
    evaluated,
    members,
    pages,
    places,
    revisions,
    todo,
)
from bot.store.values import THERE, number, tally_row
from bot.store.wiki_numbers import Ids, Pairs, ids_of


@dataclass(frozen=True, slots=True)
class Invalidation:
    """One campaign with what it is to be counted by: see ``bot.operations.ports.CampaignResults.prepare``.

    ``wiki`` is that of the campaign's page. ``members`` are names by wiki and userid.
    """

    database: Database
    wiki: int
    campaign: int
    key: str
    members: Mapping[tuple[int, int], str]
    start: datetime
    end: datetime

    def run(self, connection: Connection) -> None:
        """Note what has to be counted, in one transaction that no change of the wikis' facts gets into."""
        seen = self._seen(connection)
        # In one order, or two campaigns would wait for each other.
        wikis = sorted({self.wiki, *seen, *(wiki for wiki, _ in self.members)})
        ticks = {wiki: ChangeCounter(connection, wiki).now for wiki in wikis}
        mine = campaigns.c.id == self.campaign
        key = connection.execute(select(campaigns.c.key).where(mine)).scalar_one()
        if key != self.key:
            self._begin_anew(connection, Refresh.PAGE if key is None else Refresh.RESCORE)
        else:
            self._members(connection)
        if key is not None:
            for wiki, tick in seen.items():
                self._changes(connection, wiki, tick)
        connection.execute(update(campaigns).where(mine).values(key=self.key))
        rows = [(self.campaign, wiki, tick) for wiki, tick in ticks.items()]
        self.database.put(connection, campaign_wikis, rows)

    def _seen(self, connection: Connection) -> Mapping[int, int]:
        """Up to where the changes of each wiki have been taken up."""
        c = campaign_wikis.c
        query = select(c.wiki, c.tick).where(c.campaign == self.campaign)
        return {row.wiki: row.tick for row in connection.execute(query)}

    def _begin_anew(self, connection: Connection, depth: Refresh) -> None:
        """Where nothing was counted before, nobody has looked at what is new on these pages either."""
        wanted = depths(self.database, connection, self.campaign)
        for table in RESULTS:
            connection.execute(delete(table).where(table.c.campaign == self.campaign))
        self._add_members(connection, self.members.keys())
        theirs = (revisions.c.wiki == members.c.wiki) & (revisions.c.userid == members.c.userid)
        found = (
            select(literal(self.campaign), revisions.c.wiki, revisions.c.pageid, literal(int(depth)))
            .distinct()
            .select_from(members.join(revisions, theirs))
            .where(members.c.campaign == self.campaign, *self._window(), revisions.c.gone == THERE)
        )
        connection.execute(inserted().from_select(COLUMNS, found))
        for deeper, pairs in wanted.items():
            raise_pages(
                connection, self.campaign, ids_of(self._held(connection, todo, ids_of(pairs))), deeper
            )

    def _members(self, connection: Connection) -> None:
        """Who joined and who left."""
        c = members.c
        query = select(c.wiki, c.userid, c.name, c.place).where(c.campaign == self.campaign)
        known = {(row.wiki, row.userid): tuple(row) for row in self.database.rows(connection, query, members)}
        joined, left = self.members.keys() - known, known.keys() - self.members
        self._rename(connection, [one for one in self._named() if known.get(one[:2], one) != one])
        self._add_members(connection, joined)
        affected = self._pages_of(connection, ids_of(joined)) | self._judged_of(connection, ids_of(left))
        for wiki, userids in ids_of(left).items():
            for some in chunks(userids):
                these = (c.campaign == self.campaign, c.wiki == wiki, self.database.among(c.userid, some))
                connection.execute(delete(members).where(*these))
        raise_pages(connection, self.campaign, ids_of(affected), Refresh.RESCORE)

    def _named(self) -> Iterator[tuple[int, int, str, int]]:
        """The members with their places in the order in which they were named."""
        for place, ((wiki, userid), name) in enumerate(self.members.items()):
            yield wiki, userid, name, place

    def _rename(self, connection: Connection, named: Iterable[tuple[int, int, str, int]]) -> None:
        new = {one[:2]: one for one in named}
        for known in member_rows(self.database, connection, self.campaign, ids_of(new)):
            rows = [(self.campaign, *new[row.wiki, row.userid], *row[KNOWN_OF_MEMBERS:]) for row in known]
            self.database.put(connection, members, rows)

    def _add_members(self, connection: Connection, accounts: Collection[tuple[int, int]]) -> None:
        nothing = tally_row(Tally())
        rows = [(self.campaign, *one, *nothing) for one in self._named() if one[:2] in accounts]
        self.database.put(connection, members, sorted(rows))

    def _pages_of(self, connection: Connection, accounts: Ids) -> Pairs:
        c = revisions.c
        found: Pairs = set()
        for wiki, userids in accounts.items():
            for some in chunks(userids):
                theirs = (c.wiki == wiki, self.database.among(c.userid, some), c.gone == THERE)
                query = select(c.pageid).distinct().where(*theirs, *self._window())
                found.update((wiki, row[0]) for row in self.database.rows(connection, query, revisions))
        return found

    def _judged_of(self, connection: Connection, accounts: Ids) -> Pairs:
        return pages_judged(self.database, connection, self.campaign, accounts)

    def _changes(self, connection: Connection, wiki: int, since: int) -> None:
        """What was written to a wiki's cache after this campaign's last look."""
        c = revisions.c
        query = select(c.pageid).where(c.wiki == wiki, c.tick > since, *self._window(), self._by_members)
        edited = {row[0] for row in self.database.rows(connection, query, revisions)}
        query = select(pages.c.pageid).where(pages.c.wiki == wiki, pages.c.tick > since)
        changed = {row[0] for row in self.database.rows(connection, query, pages)} - edited
        edited |= self._worked_on(connection, wiki, changed)
        for table in (places, evaluated, todo):
            held = self._held(connection, table, {wiki: list(changed - edited)})
            edited |= {pageid for _, pageid in held}
        raise_pages(connection, self.campaign, {wiki: list(edited)}, Refresh.PAGE)

    def _worked_on(self, connection: Connection, wiki: int, pageids: Collection[int]) -> set[int]:
        """Those of these pages that members edited: one that came from elsewhere was never counted here."""
        c = revisions.c
        found: set[int] = set()
        for some in chunks(pageids):
            these = (c.wiki == wiki, self.database.among(c.pageid, some), c.gone == THERE)
            query = select(c.pageid).distinct().where(*these, *self._window(), self._by_members)
            found.update(row[0] for row in self.database.rows(connection, query, revisions))
        return found

    def _held(self, connection: Connection, table: Any, these: Ids) -> Pairs:
        """Those of these pages that a table of this campaign has."""
        c = table.c
        found: Pairs = set()
        for wiki, pageids in these.items():
            for some in chunks(pageids):
                held = (c.campaign == self.campaign, c.wiki == wiki, self.database.among(c.pageid, some))
                query = select(c.pageid).distinct().where(*held)
                found.update((wiki, row[0]) for row in self.database.rows(connection, query, table))
        return found

    @property
    def _by_members(self) -> Any:
        return is_member(self.campaign, revisions.c.wiki, revisions.c.userid)

    def _window(self) -> tuple[Any, Any]:
        return revisions.c.timestamp >= number(self.start), revisions.c.timestamp < number(self.end)
