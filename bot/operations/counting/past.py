"""What happened before and around the edits: parents, origins of pages, reverts that stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.counting.mixed_histories import (
    Mixed,
    deletions_wanted,
    unmixed,
)
from bot.counting.origins import (
    Origin,
    first_revision,
    history_wanted,
    origin_from_first,
    origin_from_history,
)
from bot.counting.redirects import (
    OLDEST,
    perhaps_in_history,
    perhaps_redirects,
    with_redirect_tags,
)
from bot.counting.reverts import (
    RADIUS,
    of_one_size,
    saved_again,
    standing,
    without_revert_tags,
)
from bot.declaration.campaign import (
    Campaign,
    Kind,
)
from bot.mediawiki.models import (
    EXACT_REVERTS,
    UNDO,
    HistoryChange,
    Move,
    Page,
    Revision,
)
from bot.mediawiki.queries import (
    Deletions,
    History,
    Redirects,
    Revisions,
)
from bot.mediawiki.site import (
    MAIN,
    Site,
)
from bot.operations.counting.windows import Windows
from bot.operations.ports import Source


@dataclass(frozen=True)
class Past:
    """The revisions with what their parents tell, and what only other revisions of their pages tell."""

    revisions: tuple[Revision, ...]
    origins: Mapping[int, Origin]
    came_back: frozenset[int]
    taken_back: frozenset[int]
    taking_back: frozenset[int]
    unclear: frozenset[int]
    saved_again: frozenset[int]
    unchanged: frozenset[int]
    imported: frozenset[int] = frozenset()
    watched: frozenset[int] = frozenset()
    """Pages on which later edits, by whomever, may change which of these revisions stand."""


def by_page(revisions: Iterable[Revision]) -> Mapping[int, tuple[Revision, ...]]:
    """Revisions by page, in the order given."""
    pages: dict[int, list[Revision]] = defaultdict(list)
    for revision in revisions:
        pages[revision.pageid].append(revision)
    return {pageid: tuple(theirs) for pageid, theirs in pages.items()}


@dataclass(frozen=True)
class Happened:
    """What the log tells since the start, by page: moves between namespaces, and changes of histories."""

    moves: Mapping[int, Sequence[Move]]
    changes: Mapping[int, Sequence[HistoryChange]]

    @classmethod
    def of(cls, moves: Iterable[Move], changes: Iterable[HistoryChange]) -> Happened:
        """Put them together by page, in the order given."""
        moves_of: dict[int, list[Move]] = defaultdict(list)
        changes_of: dict[int, list[HistoryChange]] = defaultdict(list)
        for move in moves:
            moves_of[move.pageid].append(move)
        for change in changes:
            changes_of[change.pageid].append(change)
        return cls(moves_of, changes_of)


class Historian:
    """Looks into the past of the pages that count for one campaign."""

    def __init__(
        self,
        *,
        campaign: Campaign,
        site: Site,
        participants: Collection[int],
        happened: Happened,
        source: Source,
        redirect_words: tuple[str, ...],
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._happened = happened
        self._participants = participants
        self._namespaces = campaign.articles.namespaces
        self._identity = campaign.articles.identity
        self._source = source
        self._redirect_words = redirect_words

    def look(self, revisions: Sequence[Revision], pages: Mapping[int, Page]) -> Past:
        """Ask for what the revisions of ``pages`` need: in batches, and single histories where it must be.

        They are handed in with the oldest first.
        """
        revisions = self._as_told(revisions)
        ours = [revision for revision in revisions if revision.pageid in pages]
        uncertain = [revision for revision in ours if _parent_wanted(revision)]
        others = self._others(ours, uncertain, pages)
        better = {revision.revid: _with_parent(revision, others) for revision in uncertain}
        known = self._with_redirect_tags(
            [better.get(revision.revid, revision) for revision in revisions], pages
        )
        unchanged = frozenset(r.revid for r in uncertain if _same_text(r, others))
        grouped = by_page(revision for revision in known if revision.pageid in pages)
        mixed = self._unmixed(self._histories(grouped, others), pages)
        whole = {pageid: one.local for pageid, one in mixed.items()}
        redirects = self._redirects(whole.values())
        left = {pageid: theirs for pageid, theirs in grouped.items() if pageid not in whole}
        histories = {**whole, **self._windows(left, pages, others)}
        mended = {revid: revision for one in mixed.values() for revid, revision in one.mended.items()}
        known = [mended.get(revision.revid, revision) for revision in known]
        unchanged |= frozenset[int]().union(*(one.repeated for one in mixed.values()))
        judged = [standing(history, identity=self._identity) for history in histories.values()]
        taken_back = frozenset[int]().union(*(one.reverted for one in judged))
        taking_back = frozenset[int]().union(*(one.reverting for one in judged))
        came_back = frozenset(
            revision.revid
            for history in histories.values()
            for revision in history
            if revision.reverted and revision.revid not in taken_back
        )
        gone = taken_back | taking_back | unchanged
        return Past(
            revisions=tuple(known),
            origins={
                pageid: self._origin(theirs, mixed.get(pageid), others, redirects)
                for pageid, theirs in grouped.items()
            },
            came_back=came_back,
            taken_back=taken_back,
            taking_back=taking_back,
            unclear=frozenset[int]().union(*(one.unclear for one in judged)),
            saved_again=_saved_again((r for r in known if _may_count(r, gone, came_back)), others),
            unchanged=unchanged,
            imported=frozenset[int]().union(*(one.imported for one in mixed.values())),
            watched=frozenset(
                pageid
                for pageid, theirs in grouped.items()
                if self._compared(theirs) or any(revision.reverted for revision in theirs)
            ),
        )

    def _others(
        self, ours: Sequence[Revision], uncertain: Sequence[Revision], pages: Mapping[int, Page]
    ) -> Mapping[int, Revision]:
        """The parents that have to be looked at, and the last revisions of pages with a reverted edit."""
        # What stood there before the participants came: the last to be put in is a page's oldest.
        wanted = set({revision.pageid: revision.parentid for revision in reversed(ours)}.values())
        wanted |= {revid for revision in uncertain for revid in (revision.revid, revision.parentid)}
        wanted |= {pages[revision.pageid].lastrevid for revision in ours if revision.reverted}
        wanted |= {revid for theirs in _by_author(ours) for revid in of_one_size(theirs)}
        # Whether it was a redirect is remembered with a revision; the participants' own are already.
        wanted |= perhaps_redirects(ours) - {revision.revid for revision in ours}
        wanted.discard(0)
        if not wanted:
            return {}
        question = Revisions(tuple(sorted(wanted)))
        return self._source.ask(question)[question]

    def _histories(
        self, grouped: Mapping[int, Sequence[Revision]], others: Mapping[int, Revision]
    ) -> Mapping[int, Sequence[Revision]]:
        """The whole histories of the pages whose origin nothing else tells."""
        questions = {
            pageid: History(pageid)
            for pageid, theirs in grouped.items()
            if self._origin_needs_history(pageid, theirs, others)
        }
        answers = self._source.ask(*questions.values())
        return {pageid: self._as_told(answers[question]) for pageid, question in questions.items()}

    def _windows(
        self,
        grouped: Mapping[int, Sequence[Revision]],
        pages: Mapping[int, Page],
        others: Mapping[int, Revision],
    ) -> Mapping[int, Sequence[Revision]]:
        """The newest parts of the histories that tell which edits stand."""
        wanted = {
            pageid: theirs
            for pageid, theirs in grouped.items()
            if (self._compared(theirs) and not _plainly_no_revert(theirs, pages[pageid].lastrevid))
            or any(map(_perhaps_unclear, theirs))
            or _may_have_come_back(theirs, others.get(pages[pageid].lastrevid))
        }
        found = Windows(self._source, self._identity).read(wanted, pages)
        return {pageid: self._as_told(history) for pageid, history in found.items()}

    def _unmixed(
        self, histories: Mapping[int, Sequence[Revision]], pages: Mapping[int, Page]
    ) -> Mapping[int, Mixed]:
        """What came from where in these histories."""
        changes = self._happened.changes
        asked = {
            pageid: Deletions(pages[pageid].title)
            for pageid, history in histories.items()
            if deletions_wanted(history, changes.get(pageid, ()))
        }
        answers = self._source.ask(*asked.values())
        return {
            pageid: unmixed(
                history,
                changes.get(pageid, ()),
                self._moves(pageid, history),
                self._namespaces,
                answers[asked[pageid]] if pageid in asked else (),
            )
            for pageid, history in histories.items()
        }

    def _moves(self, pageid: int, history: Sequence[Revision]) -> Sequence[Move]:
        """The page's moves between namespaces, of before the start as its history tells them."""
        earlier = (
            Move(pageid, revision.timestamp, source, target)
            for revision in history
            if revision.moved and revision.timestamp < self._campaign.start
            for source, target in (tuple(map(self._namespace, revision.moved)),)
            if source != target
        )
        return (*earlier, *self._happened.moves.get(pageid, ()))

    def _namespace(self, full_title: str) -> int:
        title = self._site.plain_title(full_title)
        return MAIN if title is None else title.namespace

    def _as_told(self, revisions: Sequence[Revision]) -> tuple[Revision, ...]:
        """With the wiki's own tags of reverts, or without where the campaign does not go by them."""
        return tuple(map(without_revert_tags, revisions)) if self._identity else tuple(revisions)

    def _origin_needs_history(
        self, pageid: int, theirs: Sequence[Revision], others: Mapping[int, Revision]
    ) -> bool:
        if pageid in self._happened.changes:
            return True
        if history_wanted(theirs, self._happened.moves.get(pageid, ()), self._namespaces):
            return True
        if first_revision(theirs):
            return False
        parent = others.get(theirs[0].parentid)
        if parent is None:
            return True
        # It was there before, or somebody else's visible text came first.
        if parent.timestamp < self._campaign.start:
            return False
        return not parent.visible or self._campaign.articles.kind is not Kind.ANY

    def _compared(self, theirs: Sequence[Revision]) -> bool:
        """Whether a page's history is read for its reverts: where the campaign goes by texts alone, and where
        a participant has more revisions of it than MediaWiki marks as reverted.
        """
        if self._identity:
            return True
        if len(theirs) <= RADIUS:
            return False
        counts = Counter(r.userid for r in theirs if r.userid in self._participants)
        return any(count > RADIUS for count in counts.values())

    def _with_redirect_tags(
        self, revisions: Sequence[Revision], pages: Mapping[int, Page]
    ) -> Sequence[Revision]:
        """With the tags of redirects, also those that the wiki has not given."""
        ours = [revision for revision in revisions if revision.pageid in pages]
        return with_redirect_tags(revisions, self._are_redirects(sorted(perhaps_redirects(ours))))

    def _redirects(self, histories: Iterable[Sequence[Revision]]) -> frozenset[int]:
        asked = (perhaps_in_history(history)[:OLDEST] for history in histories)
        return self._are_redirects([revid for revids in asked for revid in revids])

    def _are_redirects(self, revids: Sequence[int]) -> frozenset[int]:
        question = Redirects(tuple(revids), self._redirect_words)
        return self._source.ask(question)[question] if revids else frozenset()

    def _origin(
        self,
        theirs: Sequence[Revision],
        mixed: Mixed | None,
        others: Mapping[int, Revision],
        redirects: frozenset[int],
    ) -> Origin:
        pageid = theirs[0].pageid
        first = None if pageid in self._happened.changes else first_revision(theirs)
        if first:
            return origin_from_first(first, self._happened.moves.get(pageid, ()), self._namespaces)
        if mixed is not None:
            return origin_from_history(mixed, self._namespaces, self._campaign.start, redirects)
        parent = others[theirs[0].parentid]
        return Origin(before=True if parent.timestamp < self._campaign.start else None)


def _plainly_no_revert(theirs: Sequence[Revision], last: int) -> bool:
    """Whether these are all that a page has, from the first to the last, and no two of them can be equal.

    Equal texts have equal sizes. So it is seen without the history that nobody restored a text.
    """
    chain = (0, *(revision.revid for revision in theirs))
    if chain[-1] != last or any(r.parentid != before for r, before in zip(theirs, chain, strict=False)):
        return False
    sizes = [revision.size for revision in theirs]
    return None not in sizes and len(set(sizes)) == len(sizes)


def _parent_wanted(revision: Revision) -> bool:
    """Whether the parent has to be looked at.

    No change in size: perhaps the entry that a move or a protection left. A change as large as the whole
    page: perhaps a parent that a partial restore left out. An unknown one: the parent was not in sight.
    """
    return revision.parentid != 0 and revision.sizediff in {0, revision.size, None}


def _with_parent(revision: Revision, others: Mapping[int, Revision]) -> Revision:
    parent = others.get(revision.parentid)
    if parent is None or parent.size is None or revision.size is None:
        return replace(revision, sizediff=None)
    return replace(revision, sizediff=revision.size - parent.size)


def _same_text(revision: Revision, others: Mapping[int, Revision]) -> bool:
    parent = others.get(revision.parentid)
    own = others.get(revision.revid)
    if not parent or not own or not own.sha1:
        return False
    # Where the parent's text is hidden, an entry of the same size is that of a move or a protection.
    hidden = parent.text_hidden and own.size == parent.size
    return hidden or own.sha1 == parent.sha1


def _by_author(revisions: Iterable[Revision]) -> Iterable[Sequence[Revision]]:
    """One account's revisions of one page, in the order given."""
    found: dict[tuple[int, int], list[Revision]] = defaultdict(list)
    for revision in revisions:
        found[revision.userid, revision.pageid].append(revision)
    return found.values()


def _may_count(revision: Revision, gone: Collection[int], came_back: Collection[int]) -> bool:
    """Whether nothing that reverts tell keeps the revision from counting."""
    stands = not revision.reverted or revision.revid in came_back
    return stands and not revision.reverts and revision.revid not in gone


def _saved_again(counting: Iterable[Revision], others: Mapping[int, Revision]) -> frozenset[int]:
    texts = {revid: one.sha1 for revid, one in others.items() if one.sha1}
    visible = (revision for revision in counting if revision.visible)
    return frozenset[int]().union(*(saved_again(theirs, texts) for theirs in _by_author(visible)))


def _perhaps_unclear(revision: Revision) -> bool:
    """Whether it took something out, and only the history tells whose: an undo with edits in between."""
    undo = UNDO in revision.tags and EXACT_REVERTS.isdisjoint(revision.tags)
    return undo and revision.sizediff is not None and revision.sizediff < 0


def _may_have_come_back(theirs: Sequence[Revision], last: Revision | None) -> bool:
    """Whether a reverted text may stand again.

    Not when the page's last edit is the very revert: one that directly follows the reverted edits, of which
    none took back another.
    """
    reverted = [revision for revision in theirs if revision.reverted]
    if not reverted:
        return False
    if last is None or not last.reverts or any(revision.reverts for revision in reverted):
        return True
    following = [*(revision.parentid for revision in reverted[1:]), last.parentid]
    return following != [revision.revid for revision in reverted]
