"""What is remembered between runs. A cache: deleting it changes nothing that people see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Table, create_engine, delete, event, insert, select, update

from bot.core.judging import Judged, Reason
from bot.core.revisions import Page, Revision
from bot.ports import Check, Remembered
from bot.store.schema import CURRENT, campaigns, metadata, revisions, version

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
IN_MEMORY = "sqlite:///:memory:"


class Store:
    """A SQL database behind SQLAlchemy, by its address (``sqlite:///campaignbot.sqlite``)."""

    def __init__(self, address: str = IN_MEMORY) -> None:
        self._engine = create_engine(address)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _gentle)
        prepare(self._engine)

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision of the campaign page whose declaration last had no problems."""
        with self._engine.connect() as connection:
            return connection.scalar(select(campaigns.c.good_revid).where(*_key(wiki, pageid)))

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Keep that revision in mind."""
        self._put(wiki, pageid, good_revid=revid)

    def last_check(self, wiki: str, pageid: int) -> Check | None:
        """How the campaign was left the last time, None for never."""
        with self._engine.connect() as connection:
            row = connection.execute(select(campaigns).where(*_key(wiki, pageid))).mappings().first()
        if row is None or row["checked"] is None:
            return None
        return Check(_moment(row["checked"]), row["seen_revid"], row["resting"])

    def remember_check(self, wiki: str, pageid: int, check: Check) -> None:
        """Note that the campaign is up to date."""
        self._put(wiki, pageid, checked=_number(check.at), seen_revid=check.revid, resting=check.resting)

    def remember(self, wiki: str, pageid: int, seen: Sequence[Remembered]) -> None:
        """Keep what an update saw, beside what earlier ones saw that is gone since."""
        rows = [_row(wiki, pageid, one) for one in seen]
        with self._engine.begin() as connection:
            mine = (revisions.c.wiki == wiki, revisions.c.campaign == pageid)
            known = set(connection.scalars(select(revisions.c.revid).where(*mine)))
            for row in rows:
                if row["revid"] in known:
                    connection.execute(
                        update(revisions).where(*mine, revisions.c.revid == row["revid"]).values(row)
                    )
            new = [row for row in rows if row["revid"] not in known]
            if new:
                connection.execute(insert(revisions), new)

    def recall(self, wiki: str, pageid: int, userid: int) -> Sequence[Remembered]:
        """What earlier updates of a campaign saw of one account, oldest first."""
        query = (
            select(revisions)
            .where(revisions.c.wiki == wiki, revisions.c.campaign == pageid, revisions.c.userid == userid)
            .order_by(revisions.c.timestamp, revisions.c.revid)
        )
        with self._engine.connect() as connection:
            return [_remembered(row) for row in connection.execute(query).mappings()]

    def _put(self, wiki: str, pageid: int, **values: Any) -> None:
        with self._engine.begin() as connection:
            changed = connection.execute(update(campaigns).where(*_key(wiki, pageid)).values(**values))
            if not changed.rowcount:
                new = {"wiki": wiki, "pageid": pageid, "resting": False, "seen_revid": 0, **values}
                connection.execute(insert(campaigns).values(**new))


def prepare(engine: Engine) -> None:
    """Make the tables, or make them anew when another version of the bot left them: it is a cache."""
    with engine.begin() as connection:
        metadata.create_all(connection, tables=[version])
        found = connection.scalar(select(version.c.number))
        if found != CURRENT:
            metadata.drop_all(connection, tables=_contents())
            connection.execute(delete(version))
            connection.execute(insert(version).values(number=CURRENT))
        metadata.create_all(connection)


def _contents() -> list[Table]:
    return [table for table in metadata.sorted_tables if table is not version]


def _gentle(connection: Any, _record: Any) -> None:
    """A terminal's ``update`` may run beside the scheduled bot: they wait for each other."""
    connection.execute("PRAGMA busy_timeout=10000")


def _key(wiki: str, pageid: int) -> tuple[Any, Any]:
    return campaigns.c.wiki == wiki, campaigns.c.pageid == pageid


def _number(when: datetime) -> int:
    return (when - EPOCH) // timedelta(microseconds=1)


def _moment(number: int) -> datetime:
    return EPOCH + timedelta(microseconds=number)


def _row(wiki: str, pageid: int, seen: Remembered) -> dict[str, Any]:
    revision, reason = seen.judged.revision, seen.judged.reason
    return {
        "wiki": wiki,
        "campaign": pageid,
        "revid": revision.revid,
        "userid": revision.userid,
        "parentid": revision.parentid,
        "pageid": revision.pageid,
        "namespace": seen.page.namespace,
        "title": seen.page.title,
        "timestamp": _number(revision.timestamp),
        "size": revision.size,
        "sizediff": revision.sizediff,
        "tags": "|".join(sorted(revision.tags)),
        "reason": reason.value if reason else None,
    }


def _remembered(row: Any) -> Remembered:
    revision = Revision(
        revid=row["revid"],
        parentid=row["parentid"],
        pageid=row["pageid"],
        userid=row["userid"],
        timestamp=_moment(row["timestamp"]),
        size=row["size"],
        sizediff=row["sizediff"],
        tags=frozenset(filter(None, row["tags"].split("|"))),
    )
    reason = Reason(row["reason"]) if row["reason"] else None
    return Remembered(Judged(revision, reason), Page(row["pageid"], row["namespace"], row["title"]))
