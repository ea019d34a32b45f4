"""What happened before and around the edits: parents, origins of pages, texts that came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.campaign import Campaign, Kind
from bot.core.origins import (
    Origin,
    first_revision,
    history_wanted,
    moved_in,
    origin_from_first,
    origin_from_history,
)
from bot.core.questions import History, Revisions
from bot.core.reverts import RADIUS, came_back, identity_reverts
from bot.core.revisions import Move, Page, Revision
from bot.ports import Source


@dataclass(frozen=True)
class Past:
    """The revisions with what their parents tell, and what only other revisions of their pages tell."""

    revisions: tuple[Revision, ...]
    origins: Mapping[int, Origin]
    came_back: frozenset[int]
    taken_back: frozenset[int]
    taking_back: frozenset[int]
    unchanged: frozenset[int]


def by_page(revisions: Iterable[Revision]) -> Mapping[int, tuple[Revision, ...]]:
    """Revisions by page, oldest first."""
    pages: dict[int, list[Revision]] = defaultdict(list)
    for revision in revisions:
        pages[revision.pageid].append(revision)
    return {pageid: tuple(sorted(theirs, key=_age)) for pageid, theirs in pages.items()}


def _age(revision: Revision) -> tuple[object, int]:
    return revision.timestamp, revision.revid


class Historian:
    """Looks into the past of the pages that count for one campaign."""

    def __init__(self, campaign: Campaign, moves: Sequence[Move], source: Source) -> None:
        self._campaign = campaign
        self._namespaces = campaign.articles.namespaces
        self._source = source
        self._moves: dict[int, list[Move]] = defaultdict(list)
        for move in moves:
            self._moves[move.pageid].append(move)

    def look(self, revisions: Sequence[Revision], pages: Mapping[int, Page]) -> Past:
        """Ask for what the revisions of ``pages`` need: in batches, and single histories where it must be."""
        ours = [revision for revision in revisions if revision.pageid in pages]
        others = self._others(ours, pages)
        known = [_with_parent(r, others) if r.pageid in pages else r for r in revisions]
        unchanged = frozenset(r.revid for r in ours if _same_text(r, others))
        grouped = by_page(revision for revision in known if revision.pageid in pages)
        histories = self._histories(grouped, pages, others)
        identity = [
            identity_reverts(histories[pageid], radius=None)
            for pageid, theirs in grouped.items()
            if _many(theirs)
        ]
        return Past(
            revisions=tuple(known),
            origins={pageid: self._origin(theirs, histories, others) for pageid, theirs in grouped.items()},
            came_back=frozenset().union(*(came_back(history) for history in histories.values())),
            taken_back=frozenset().union(*(found.reverted for found in identity)),
            taking_back=frozenset().union(*(found.reverting for found in identity)),
            unchanged=unchanged,
        )

    def _others(self, ours: Sequence[Revision], pages: Mapping[int, Page]) -> Mapping[int, Revision]:
        """The parents that have to be looked at, and the last revisions of pages with a reverted edit."""
        wanted: set[int] = set()
        for revision in ours:
            if _parent_wanted(revision):
                wanted |= {revision.revid, revision.parentid}
            if revision.reverted:
                wanted.add(pages[revision.pageid].lastrevid)
        if self._campaign.articles.kind is not Kind.ANY:
            wanted |= {theirs[0].parentid for theirs in by_page(ours).values()}
        wanted.discard(0)
        if not wanted:
            return {}
        question = Revisions(tuple(sorted(wanted)))
        return self._source.ask(question)[question]

    def _histories(
        self,
        grouped: Mapping[int, Sequence[Revision]],
        pages: Mapping[int, Page],
        others: Mapping[int, Revision],
    ) -> Mapping[int, tuple[Revision, ...]]:
        questions = {
            pageid: History(pageid)
            for pageid, theirs in grouped.items()
            if self._origin_needs_history(pageid, theirs, others)
            or _many(theirs)
            or _may_have_come_back(theirs, others.get(pages[pageid].lastrevid))
        }
        answers = self._source.ask(*questions.values())
        return {pageid: answers[question] for pageid, question in questions.items()}

    def _origin_needs_history(
        self, pageid: int, theirs: Sequence[Revision], others: Mapping[int, Revision]
    ) -> bool:
        if history_wanted(theirs, self._moves[pageid], self._namespaces):
            return True
        if self._campaign.articles.kind is Kind.ANY or first_revision(theirs):
            return False
        parent = others.get(theirs[0].parentid)
        return parent is not None and parent.timestamp >= self._campaign.start

    def _origin(
        self,
        theirs: Sequence[Revision],
        histories: Mapping[int, Sequence[Revision]],
        others: Mapping[int, Revision],
    ) -> Origin:
        pageid = theirs[0].pageid
        moves = self._moves[pageid]
        first = first_revision(theirs)
        if first:
            return origin_from_first(first, moves, self._namespaces)
        if pageid in histories:
            return origin_from_history(histories[pageid], moves, self._namespaces, self._campaign.start)
        if self._campaign.articles.kind is Kind.ANY:
            return Origin(draft=moved_in(moves, self._namespaces))
        # Its parent is older than the campaign, or was there once: the article was there before.
        return Origin(before=True)


def _many(theirs: Sequence[Revision]) -> bool:
    """Whether one account has more revisions of a page than MediaWiki looks back for reverts."""
    counts: dict[int, int] = defaultdict(int)
    for revision in theirs:
        counts[revision.userid] += 1
    return max(counts.values()) > RADIUS


def _parent_wanted(revision: Revision) -> bool:
    """Whether the parent has to be looked at.

    No change in size: perhaps the entry that a move or a protection left. A change as large as the whole
    page: perhaps a parent that a partial restore left out. An unknown one: the parent was not in sight.
    """
    return revision.parentid != 0 and revision.sizediff in {0, revision.size, None}


def _with_parent(revision: Revision, others: Mapping[int, Revision]) -> Revision:
    if not _parent_wanted(revision):
        return revision
    parent = others.get(revision.parentid)
    if parent is None or parent.size is None or revision.size is None:
        return replace(revision, sizediff=None)
    return replace(revision, sizediff=revision.size - parent.size)


def _same_text(revision: Revision, others: Mapping[int, Revision]) -> bool:
    parent = others.get(revision.parentid)
    own = others.get(revision.revid)
    return bool(parent and own and own.sha1 and own.sha1 == parent.sha1)


def _may_have_come_back(theirs: Sequence[Revision], last: Revision | None) -> bool:
    """Whether a reverted text may stand again.

    Not when the page's last edit is the very revert: one that directly follows the reverted edits.
    """
    reverted = [revision for revision in theirs if revision.reverted]
    if not reverted:
        return False
    if last is None or not last.reverts:
        return True
    following = [*(revision.parentid for revision in reverted[1:]), last.parentid]
    return following != [revision.revid for revision in reverted]
