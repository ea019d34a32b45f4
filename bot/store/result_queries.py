"""Reading revisions as they were judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from bot.counting.eligibility import NET_ONLY, Eligibility, Reason
from bot.counting.stored_results import PageScore, SeenRevision
from bot.mediawiki.models import BY_AGE, Page, Revision
from bot.store.database import Database, chunks
from bot.store.schema import entries, evaluated, pages, revisions
from bot.store.values import ENTRY, THERE, entry, revision

AS_JUDGED: tuple[Any, ...] = (
    revisions.c.revid, revisions.c.parentid, evaluated.c.pageid, evaluated.c.userid, evaluated.c.timestamp,
    revisions.c.size, evaluated.c.sizediff, revisions.c.tags, revisions.c.hidden, revisions.c.sha1,
    revisions.c.hashtags,
)  # fmt: skip
"""What ``values.revision`` is made from."""


def counted(
    database: Database, wiki: int, campaign: int, by: str, values: Collection[int]
) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
    """Entries by their ``pageid`` or ``userid``, with their counted revisions, oldest first."""
    found: list[PageScore] = []
    of: dict[tuple[int, int], list[Revision]] = {}
    with database.reading() as connection:
        for some in chunks(values):
            query: Any = select(*ENTRY).where(
                entries.c.campaign == campaign, database.among(entries.c[by], some)
            )
            found += map(entry, database.rows(connection, query, entries))
            query = _evaluated(wiki, campaign).where(database.among(evaluated.c[by], some), is_measured())
            for row in database.rows(connection, query, evaluated, revisions):
                one = revision(row)
                of.setdefault((one.pageid, one.userid), []).append(one)
    return [(one, sorted(of.get((one.pageid, one.userid), ()), key=BY_AGE)) for one in found]


def seen(
    database: Database, wiki: int, campaign: int, userids: Collection[int], *, uncounted: bool
) -> Sequence[SeenRevision]:
    """Every judged revision of these members, oldest first."""
    found: list[SeenRevision] = []
    with database.reading() as connection:
        for some in chunks(userids):
            query = (
                _evaluated(wiki, campaign)
                .add_columns(evaluated.c.reason, revisions.c.gone.label("revision_gone"))
                .add_columns(*(pages.c[name].label(f"page_{name}") for name in PAGE))
                .outerjoin(pages, and_(pages.c.wiki == wiki, pages.c.pageid == evaluated.c.pageid))
                .where(database.among(evaluated.c.userid, some))
            )
            if uncounted:
                query = query.where(evaluated.c.reason.is_not(None))
            found += map(_seen, database.rows(connection, query, evaluated, revisions, pages))
    return sorted(found, key=lambda one: BY_AGE(one.evaluated.revision))


def is_measured() -> Any:
    """Whether a judged revision is in the net measures, as ``Eligibility.measured`` tells."""
    return or_(
        evaluated.c.reason.is_(None), evaluated.c.reason.in_(sorted(reason.value for reason in NET_ONLY))
    )


PAGE = ("namespace", "title", "redirect", "lastrevid", "gone")


def _seen(row: Any) -> SeenRevision:
    one = revision(row[: len(AS_JUDGED)])
    page = Page(one.pageid, 0, "")
    if row.page_namespace is not None:
        page = Page(
            one.pageid, row.page_namespace, row.page_title, bool(row.page_redirect), row.page_lastrevid
        )
    reason = Reason(row.reason) if row.reason else None
    return SeenRevision(Eligibility(one, reason), page, row.revision_gone != THERE or bool(row.page_gone))


def _evaluated(wiki: int, campaign: int) -> Any:
    return (
        select(*AS_JUDGED)
        .select_from(evaluated)
        .join(revisions, and_(revisions.c.wiki == wiki, revisions.c.revid == evaluated.c.revid))
        .where(evaluated.c.campaign == campaign)
    )
