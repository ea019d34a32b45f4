"""Reading revisions as they were judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from bot.counting.eligibility import NET_ONLY, Eligibility, Reason
from bot.counting.stored_results import PageScore, SeenRevision
from bot.mediawiki.models import BY_AGE, Page, Revision
from bot.store.database import Database, chunks
from bot.store.schema import entries, evaluated, pages, revisions
from bot.store.values import ENTRY, THERE, entry, revision
from bot.store.wiki_numbers import Ids, WikiNumbers

AS_JUDGED: tuple[Any, ...] = (
    revisions.c.revid, revisions.c.parentid, evaluated.c.pageid, evaluated.c.userid, evaluated.c.timestamp,
    revisions.c.size, evaluated.c.sizediff, revisions.c.tags, revisions.c.hidden, revisions.c.sha1,
    revisions.c.hashtags,
)  # fmt: skip
"""What ``values.revision`` is made from."""


@dataclass(frozen=True, slots=True)
class ResultQueries:
    """Asks for what one campaign's counting has come to."""

    database: Database
    wikis: WikiNumbers
    campaign: int

    def counted(self, by: str, keys: Ids) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """Entries by their ``pageid`` or ``userid``, with their counted revisions, oldest first."""
        found: list[tuple[PageScore, Sequence[Revision]]] = []
        with self.database.reading() as connection:
            for wiki, ids in keys.items():
                for some in chunks(ids):
                    found += self._counted(connection, wiki, by, some)
        return found

    def _counted(
        self, connection: Connection, wiki: int, by: str, ids: list[int]
    ) -> Iterator[tuple[PageScore, Sequence[Revision]]]:
        """The same on one wiki."""
        among, c = self.database.among, entries.c
        query = select(*ENTRY).where(c.campaign == self.campaign, c.wiki == wiki, among(c[by], ids))
        scores = self.database.rows(connection, query, entries)
        query = self._evaluated(wiki).where(among(evaluated.c[by], ids), is_measured())
        of: dict[tuple[int, int], list[Revision]] = {}
        for row in self.database.rows(connection, query, evaluated, revisions):
            one = revision(row)
            of.setdefault((one.userid, one.pageid), []).append(one)
        address = self.wikis.address(wiki)
        for row in scores:
            yield entry(row, address), sorted(of.get(tuple(row[:2]), ()), key=BY_AGE)

    def seen(self, accounts: Ids, *, uncounted: bool) -> Sequence[SeenRevision]:
        """Every judged revision of these members, oldest first."""
        found: list[SeenRevision] = []
        with self.database.reading() as connection:
            for wiki, userids in accounts.items():
                address = self.wikis.address(wiki)
                for some in chunks(userids):
                    query = self._with_pages(wiki).where(self.database.among(evaluated.c.userid, some))
                    if uncounted:
                        query = query.where(evaluated.c.reason.is_not(None))
                    rows = self.database.rows(connection, query, evaluated, revisions, pages)
                    found += (_seen(row, address) for row in rows)
        return sorted(found, key=lambda one: BY_AGE(one.evaluated.revision))

    def _evaluated(self, wiki: int) -> Any:
        return (
            select(*AS_JUDGED)
            .select_from(evaluated)
            .join(revisions, and_(revisions.c.wiki == wiki, revisions.c.revid == evaluated.c.revid))
            .where(evaluated.c.campaign == self.campaign, evaluated.c.wiki == wiki)
        )

    def _with_pages(self, wiki: int) -> Any:
        return (
            self._evaluated(wiki)
            .add_columns(evaluated.c.reason, revisions.c.gone.label("revision_gone"))
            .add_columns(*(pages.c[name].label(f"page_{name}") for name in PAGE))
            .outerjoin(pages, and_(pages.c.wiki == wiki, pages.c.pageid == evaluated.c.pageid))
        )


def is_measured() -> Any:
    """Whether a judged revision is in the net measures, as ``Eligibility.measured`` tells."""
    return or_(
        evaluated.c.reason.is_(None), evaluated.c.reason.in_(sorted(reason.value for reason in NET_ONLY))
    )


PAGE = ("namespace", "title", "redirect", "lastrevid", "gone")


def _seen(row: Any, wiki: str) -> SeenRevision:
    one = revision(row[: len(AS_JUDGED)])
    page = Page(one.pageid, 0, "")
    if row.page_namespace is not None:
        page = Page(
            one.pageid, row.page_namespace, row.page_title, bool(row.page_redirect), row.page_lastrevid
        )
    reason = Reason(row.reason) if row.reason else None
    return SeenRevision(
        wiki, Eligibility(one, reason), page, row.revision_gone != THERE or bool(row.page_gone)
    )
