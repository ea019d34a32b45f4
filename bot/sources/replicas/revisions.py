"""Rows of ``revision`` as the project's values, with what the replicas hide and the API tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.mediawiki import queries as q
from bot.mediawiki.hashtags import hashtags_in
from bot.mediawiki.models import Revision, numbers_named, titles_named
from bot.mediawiki.queries import Answers
from bot.sources.replicas.replica import PartialAnswer, moment

TEXT_HIDDEN, USER_HIDDEN = 1, 4
"""The bits of ``rev_deleted``: https://www.mediawiki.org/wiki/Manual:Revision_table#rev_deleted."""

FIELDS = """
    edit.rev_id, edit.rev_parent_id, edit.rev_page, edit.rev_timestamp, edit.rev_len, edit.rev_deleted,
    actor_user,
    (SELECT GROUP_CONCAT(ctd_name SEPARATOR '|') FROM change_tag JOIN change_tag_def ON ctd_id = ct_tag_id
     WHERE ct_rev_id = edit.rev_id)
"""
"""What ``Rows.add`` takes. No tag holds a ``|`` (ChangeTags::isTagNameValid)."""
DELETED = 5
"""The place of ``rev_deleted`` among them."""


@dataclass
class Rows:
    """Collects rows of ``FIELDS``, and asks the API for the sizes that are hidden in the replica.

    With a text the replicas hide its size. The API tells it, and the next revision's change depends on it.
    """

    found: list[_Found] = field(default_factory=list)

    def add(
        self,
        row: Sequence[Any],
        before: int | None = None,
        sha1: str | None = None,
        summary: bytes | None = None,
        *,
        names: bool = False,
    ) -> None:
        """Add one revision; ``before`` is its parent's size. None means unknown, or hidden.

        ``names``: what the summary names is wanted, too.
        """
        self.found.append(_Found(before, sha1, summary, names, *row))

    def draft(self, finish: Callable[[tuple[Revision, ...]], Any], *, diffs: bool = True) -> PartialAnswer:
        """What ``finish`` makes of all revisions, oldest first; without ``diffs`` sizediff is None."""
        self.found.sort(key=lambda row: (row.timestamp, row.revid))
        hidden = {row.revid for row in self.found if row.size is None}
        if diffs:
            hidden |= {row.parentid for row in self.found if row.parentid and row.before is None}
        missing = q.Revisions(tuple(sorted(hidden)))

        def complete(told: Answers) -> Any:
            sizes = {one.revid: one.size for one in told[missing].values()} if hidden else {}
            return finish(tuple(row.revision(sizes, diffs) for row in self.found))

        return PartialAnswer(complete, [missing] if hidden else [])


@dataclass(slots=True)
class _Found:
    """One row, with what is known besides."""

    before: int | None
    sha1: str | None
    summary: bytes | None
    names: bool
    revid: int
    parentid: int | None
    pageid: int
    timestamp: bytes
    size: int | None
    deleted: int
    userid: int | None
    tags: bytes | None

    def revision(self, sizes: Mapping[int, int | None], diffs: bool) -> Revision:
        """The revision, with hidden sizes out of ``sizes``."""
        parentid = self.parentid or 0
        size = sizes.get(self.revid) if self.size is None else self.size
        before = sizes.get(parentid) if self.before is None else self.before
        tags = frozenset(self.tags.decode().split("|")) if self.tags else frozenset[str]()
        summary = self.summary.decode(errors="replace") if self.summary else ""
        return Revision(
            revid=self.revid,
            parentid=parentid,
            pageid=self.pageid,
            userid=self.userid or 0,
            timestamp=moment(self.timestamp),
            size=size,
            sizediff=None if size is None or before is None or not diffs else size - before,
            tags=tags,
            text_hidden=bool(self.deleted & TEXT_HIDDEN),
            user_hidden=bool(self.deleted & USER_HIDDEN),
            sha1=None if self.deleted & TEXT_HIDDEN else self.sha1,
            named=numbers_named(summary, tags) if self.names else frozenset(),
            moved=titles_named(summary) if self.names else None,
            hashtags=hashtags_in(summary),
        )
