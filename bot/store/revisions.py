"""What is remembered of a wiki's revisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from bot.mediawiki.models import REVERTED, Revision, linked
from bot.store.change_counter import ChangeCounter
from bot.store.database import Database, chunks
from bot.store.schema import pages
from bot.store.schema import revisions as table
from bot.store.values import (
    DROPPED,
    NAMELESS,
    OFF_THE_PAGE,
    REVISION,
    TEXT_HIDDEN,
    THERE,
    hashtags_text,
    moment,
    number,
    revision,
    tags_of,
    tags_text,
)

c = table.c
ON_THE_PAGE = c.gone.in_((THERE, NAMELESS))


class CachedRevisions:
    """The part of a wiki cache that holds revisions."""

    def __init__(self, database: Database, wiki: int) -> None:
        self._database = database
        self._among = database.among
        self._wiki = wiki

    def revids(self, userids: Sequence[int], since: datetime, until: datetime) -> Mapping[int, int]:
        """The revisions of these accounts that are remembered and not gone: their pageids by revid."""
        when = (c.timestamp >= number(since), c.timestamp < number(until), c.gone == THERE)
        found: dict[int, int] = {}
        with self._database.reading() as connection:
            for some in chunks(userids):
                query = select(c.revid, c.pageid).where(
                    c.wiki == self._wiki, self._among(c.userid, some), *when
                )
                found.update(map(tuple, self._database.rows(connection, query, table)))
        return found

    def standing(self, pageids: Collection[int]) -> Mapping[int, Mapping[int, datetime]]:
        """The remembered revisions that stand on these pages: their times by revid, by pageid."""
        found: dict[int, dict[int, datetime]] = {}
        with self._database.reading() as connection:
            for some in chunks(pageids):
                query = select(c.pageid, c.revid, c.timestamp).where(
                    c.wiki == self._wiki, self._among(c.pageid, some), ON_THE_PAGE
                )
                for pageid, revid, when in self._database.rows(connection, query, table):
                    found.setdefault(pageid, {})[revid] = moment(when)
        return found

    def take(self, revisions: Iterable[Revision]) -> None:
        """Remember revisions. What is unknown in them (sizediff, sha1) leaves what was known."""
        new = list(revisions)
        if new:
            self._database.write(lambda connection: self._take(connection, new))

    def drop(self, revids: Collection[int]) -> None:
        """These revisions are gone, or their authors are hidden."""
        if revids:
            self._database.write(lambda connection: self._drop(connection, revids))

    def tag_reverted(self, revids: Collection[int]) -> None:
        """These carry the tag ``mw-reverted``."""
        if revids:
            self._database.write(lambda connection: self._tag(connection, revids))

    def revisions(self, revids: Collection[int]) -> Mapping[int, Revision]:
        """Those of which everything is remembered, sha1 too, and that are not gone."""
        complete = or_(c.sha1.is_not(None), c.hidden.op("&")(TEXT_HIDDEN) != 0)
        found = {}
        with self._database.reading() as connection:
            for some in chunks(revids):
                query = select(*REVISION).where(
                    c.wiki == self._wiki, self._among(c.revid, some), ON_THE_PAGE, complete
                )
                found.update({row[0]: revision(row) for row in self._database.rows(connection, query, table)})
        return found

    def history(self, pageid: int, lastrevid: int) -> Sequence[Revision] | None:
        """A page's whole history up to ``lastrevid``, oldest first; None where it is not remembered."""
        known = select(pages.c.history_revid).where(pages.c.wiki == self._wiki, pages.c.pageid == pageid)
        with self._database.reading() as connection:
            if connection.scalar(known) != lastrevid:
                return None
            return _up_to(lastrevid, self._of_page(connection, pageid, c.gone != OFF_THE_PAGE))

    def newest(self, pageid: int, lastrevid: int) -> Sequence[Revision]:
        """The newest part of a page's history up to ``lastrevid``, oldest first, as far back as it is
        remembered without a gap: each with what it was built upon, and with its text's sha1. Empty where
        that ends with one that names no parent although others lie below it.
        """
        with self._database.reading() as connection:
            there = _up_to(lastrevid, self._of_page(connection, pageid, ON_THE_PAGE))
        chain = linked({one.revid: one for one in there if _complete(one)}, lastrevid)
        if not chain:
            return ()
        # Others may lie between them, in a history that was merged or imported, and below them.
        begins = there.index(chain[0])
        if begins and not chain[0].parentid:
            return ()
        newest = there[begins:]
        gap = next((at for at in range(len(newest), 0, -1) if not _complete(newest[at - 1])), 0)
        return newest[gap:]

    def take_history(self, pageid: int, lastrevid: int, revisions: Sequence[Revision]) -> None:
        """Remember a page's whole history; revisions of the page that are not in it are gone."""

        def work(connection: Connection) -> None:
            self._take_all(connection, pageid, revisions)
            there_now = {one.revid for one in revisions}
            # What a revision changed against a parent that is gone is not known any more.
            torn = [one.revid for one in revisions if one.parentid and one.parentid not in there_now]
            self._mark(connection, torn, sizediff=None)
            self._history_known(connection, pageid, lastrevid)

        self._database.write(work)

    def take_window(self, pageid: int, since: datetime, revisions: Sequence[Revision]) -> None:
        """Remember a page's history from ``since`` on, with some revisions of before.

        Revisions of the page that are as late and not in it are gone.
        """
        self._database.write(lambda connection: self._take_all(connection, pageid, revisions, since))

    def redirects(self, revids: Collection[int]) -> Mapping[int, bool]:
        """Whether these revisions' texts are redirects, as far as it is remembered."""
        found: dict[int, bool] = {}
        with self._database.reading() as connection:
            for some in chunks(revids):
                query = select(c.revid, c.redirect).where(
                    c.wiki == self._wiki, self._among(c.revid, some), c.redirect.is_not(None)
                )
                rows = self._database.rows(connection, query, table)
                found.update({revid: bool(redirect) for revid, redirect in rows})
        return found

    def take_redirects(self, redirects: Mapping[int, bool]) -> None:
        """Remember that. The revisions are remembered already."""

        def work(connection: Connection) -> None:
            for answer in (True, False):
                these = [revid for revid, redirect in redirects.items() if redirect is answer]
                self._mark(connection, these, redirect=int(answer))

        if redirects:
            self._database.write(work)

    def _take_all(
        self,
        connection: Connection,
        pageid: int,
        revisions: Sequence[Revision],
        since: datetime | None = None,
    ) -> None:
        """Take all that a page has, ``since`` then; what is not among them is gone."""
        tick = self._take(connection, revisions)
        there = select(c.revid).where(c.wiki == self._wiki, c.pageid == pageid, c.gone != OFF_THE_PAGE)
        if since is not None:
            there = there.where(c.timestamp >= number(since))
        rows = self._database.rows(connection, there, table)
        missing = {row[0] for row in rows} - {one.revid for one in revisions}
        self._mark(connection, missing, gone=OFF_THE_PAGE, tick=tick)

    def _of_page(self, connection: Connection, pageid: int, there: ColumnElement[bool]) -> Sequence[Revision]:
        """What is remembered of a page's history, oldest first."""
        query = (
            select(*REVISION)
            .where(c.wiki == self._wiki, c.pageid == pageid, there)
            .order_by(c.timestamp, c.revid)
        )
        return [revision(row) for row in self._database.rows(connection, query, table)]

    def _take(self, connection: Connection, found: Sequence[Revision]) -> ChangeCounter:
        tick = ChangeCounter(connection, self._wiki)
        new = {one.revid: one for one in found}
        rows, left = [], set()
        for some in chunks(new):
            query = select(table).where(c.wiki == self._wiki, self._among(c.revid, some))
            known = {row.revid: row for row in self._database.rows(connection, query, table)}
            for revid in some:
                row = merged(self._wiki, new[revid], known.get(revid))
                old = tuple(known[revid]) if revid in known else None
                if old is None or counted(row) != counted(old):
                    rows.append((*row[:TICK], tick.next(), *row[TICK + 1 :]))
                elif row != old:
                    rows.append(row)
                if old and old[PAGEID] != row[PAGEID]:
                    left.add(old[PAGEID])
        self._database.put(connection, table, sorted(rows))
        self._left(connection, left, tick)
        return tick

    def _left(self, connection: Connection, pageids: Collection[int], tick: ChangeCounter) -> None:
        """Revisions went from these pages to others: these are changed, too."""
        for some in chunks(pageids):
            connection.execute(
                update(pages)
                .where(pages.c.wiki == self._wiki, self._among(pages.c.pageid, some))
                .values(history_revid=None, tick=tick.next())
            )

    def _drop(self, connection: Connection, revids: Collection[int]) -> None:
        tick = ChangeCounter(connection, self._wiki)
        touched: dict[int, int] = {}
        for some in chunks(revids):
            query = select(c.revid, c.pageid).where(
                c.wiki == self._wiki, self._among(c.revid, some), ON_THE_PAGE
            )
            touched.update(map(tuple, self._database.rows(connection, query, table)))
        self._mark(connection, touched, gone=DROPPED, tick=tick)
        for some in chunks(touched.values()):
            connection.execute(
                update(pages)
                .where(pages.c.wiki == self._wiki, self._among(pages.c.pageid, some))
                .values(history_revid=None)
            )

    def _tag(self, connection: Connection, revids: Collection[int]) -> None:
        tick = ChangeCounter(connection, self._wiki)
        by_text: dict[str, list[int]] = {}
        for some in chunks(revids):
            query = select(c.revid, c.tags).where(c.wiki == self._wiki, self._among(c.revid, some))
            for revid, text in self._database.rows(connection, query, table):
                if REVERTED not in tags_of(text):
                    by_text.setdefault(text, []).append(revid)
        for text, these in by_text.items():
            self._mark(connection, these, tags=tags_text(tags_of(text) | {REVERTED}), tick=tick)

    def _mark(
        self,
        connection: Connection,
        revids: Collection[int],
        *,
        tick: ChangeCounter | None = None,
        **values: Any,
    ) -> None:
        for some in chunks(revids):
            if tick:
                values["tick"] = tick.next()
            connection.execute(
                update(table).where(c.wiki == self._wiki, self._among(c.revid, some)).values(**values)
            )

    def _history_known(self, connection: Connection, pageid: int, lastrevid: int) -> None:
        """Where nobody has looked at the page itself, its row says so."""
        this = (pages.c.wiki == self._wiki, pages.c.pageid == pageid)
        if connection.scalar(select(pages.c.pageid).where(*this)) is None:
            self._database.put(connection, pages, [(self._wiki, pageid, 0, 0, "", 0, 0, 0, lastrevid, 0)])
        else:
            connection.execute(update(pages).where(*this).values(history_revid=lastrevid))


def _up_to(lastrevid: int, revisions: Sequence[Revision]) -> Sequence[Revision]:
    """Revisions in the order of a history, without those after ``lastrevid``."""
    ends = next((at for at, one in enumerate(revisions) if one.revid == lastrevid), len(revisions) - 1)
    return revisions[: ends + 1]


def _complete(one: Revision) -> bool:
    return one.sha1 is not None or one.text_hidden


COLUMNS = tuple(column.name for column in table.columns)
PAGEID, TICK, HASHTAGS = map(COLUMNS.index, ("pageid", "tick", "hashtags"))
COUNTED = tuple(
    COLUMNS.index(name)
    for name in ("pageid", "parentid", "userid", "timestamp", "size", "sizediff", "tags", "hidden", "gone")
)


def counted(row: Sequence[Any]) -> tuple[Any, ...]:
    """The part of a row that a campaign's counting depends on."""
    return (*(row[at] for at in COUNTED), row[HASHTAGS] or "")


def merged(wiki: int, new: Revision, old: Any) -> tuple[Any, ...]:
    """The row of a revision: what is new, and what was known where the new is not.

    A hidden author's name is not told, but was; and the revision stays away from its author's edits.
    """
    gone, redirect, tick = NAMELESS if new.user_hidden else THERE, None, 0
    if old is not None:
        new = _completed(new, old)
        redirect, tick = old.redirect, old.tick
    return (
        wiki, new.revid, new.pageid, new.parentid, new.userid, number(new.timestamp), new.size,
        new.sizediff, tags_text(new.tags), new.text_hidden + 2 * new.user_hidden, new.sha1, redirect,
        gone, tick, hashtags_text(new.hashtags),
    )  # fmt: skip


def _completed(new: Revision, old: Any) -> Revision:
    if new.size is None:
        new = replace(new, size=old.size)
    if new.sizediff is None and new.parentid == old.parentid:
        new = replace(new, sizediff=old.sizediff)
    if new.sha1 is None and not new.text_hidden:
        new = replace(new, sha1=old.sha1)
    if new.hashtags is None and old.hashtags is not None:
        new = replace(new, hashtags=tags_of(old.hashtags))
    return replace(new, userid=old.userid) if new.user_hidden and not new.userid else new
