"""What has to be known to judge the participants' edits of a page, beside these themselves.

Rules: docs/counting.md, "Standing", and docs/performance.md: a history is read where nothing else can tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.counting.origins import first_revision, history_wanted
from bot.counting.own_texts import by_author, of_one_size
from bot.counting.parents import parent_wanted
from bot.counting.redirects import perhaps_redirects
from bot.counting.reverts import RADIUS
from bot.mediawiki.models import EXACT_REVERTS, UNDO, Move, Page, Revision


def revisions_wanted(ours: Sequence[Revision], pages: Mapping[int, Page]) -> frozenset[int]:
    """Single revisions to be looked at: parents, last revisions, texts that may be equal, small ones.

    ``ours`` are the participants' revisions, oldest first.
    """
    # What stood there before the participants came: the last to be put in is a page's oldest.
    wanted = set({revision.pageid: revision.parentid for revision in reversed(ours)}.values())
    uncertain = [revision for revision in ours if parent_wanted(revision)]
    wanted |= {revid for revision in uncertain for revid in (revision.revid, revision.parentid)}
    wanted |= {pages[revision.pageid].lastrevid for revision in ours if revision.reverted}
    wanted |= {revid for theirs in by_author(ours) for revid in of_one_size(theirs)}
    # Whether it was a redirect is remembered with a revision; the participants' own are already.
    wanted |= perhaps_redirects(ours) - {revision.revid for revision in ours}
    return frozenset(wanted - {0})


@dataclass(frozen=True, slots=True)
class CampaignNeeds:
    """What of a campaign says which histories are needed.

    ``identity``: it goes by texts alone. ``aged``: it asks whether articles are new.
    """

    start: datetime
    namespaces: frozenset[int]
    participants: Collection[int]
    identity: bool = False
    aged: bool = False

    def whole_history_wanted(
        self, theirs: Sequence[Revision], moves: Sequence[Move], mixed: bool, parent: Revision | None
    ) -> bool:
        """Whether only the page's whole history tells how it became an article.

        ``mixed``: something came into it otherwise than by being saved. ``parent`` is what the oldest of the
        participants' revisions was built upon, None where that is not to be had.
        """
        if mixed or history_wanted(theirs, moves, self.namespaces):
            return True
        if first_revision(theirs):
            return False
        if parent is None:
            return True
        # It was there before, or somebody else's visible text came first.
        if parent.timestamp < self.start:
            return False
        return not parent.visible or self.aged

    def window_wanted(self, theirs: Sequence[Revision], lastrevid: int, last: Revision | None) -> bool:
        """Whether the newest part of the page's history is needed to tell which of these edits stand.

        ``last`` is the page's last revision, None where nobody looked at it.
        """
        return (
            (self.compared(theirs) and not _plainly_no_revert(theirs, lastrevid))
            or any(map(_perhaps_unclear, theirs))
            or _may_have_come_back(theirs, last)
        )

    def watched(self, theirs: Sequence[Revision]) -> bool:
        """Whether later edits of the page, by whomever, may change which of these stand."""
        return self.compared(theirs) or any(revision.reverted for revision in theirs)

    def compared(self, theirs: Sequence[Revision]) -> bool:
        """Whether texts are compared without a sign of a revert: where the campaign goes by texts alone, and
        where a participant has more revisions of the page than MediaWiki marks as reverted.
        """
        if self.identity:
            return True
        if len(theirs) <= RADIUS:
            return False
        counts = Counter(one.userid for one in theirs if one.userid in self.participants)
        return any(count > RADIUS for count in counts.values())


def may_count(revision: Revision, gone: Collection[int], came_back: Collection[int]) -> bool:
    """Whether nothing that reverts tell keeps the revision from counting.

    ``gone`` do not stand, ``came_back`` do although the wiki calls them reverted.
    """
    stands = not revision.reverted or revision.revid in came_back
    return stands and not revision.reverts and revision.revid not in gone


def _plainly_no_revert(theirs: Sequence[Revision], last: int) -> bool:
    """Whether these are all that a page has, from the first to the last, and no two of them can be equal.

    Equal texts have equal sizes. So it is seen without the history that nobody restored a text.
    """
    chain = (0, *(revision.revid for revision in theirs))
    if chain[-1] != last or any(r.parentid != before for r, before in zip(theirs, chain, strict=False)):
        return False
    sizes = [revision.size for revision in theirs]
    return None not in sizes and len(set(sizes)) == len(sizes)


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
