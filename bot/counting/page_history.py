"""What follows from what is known of pages' histories for the participants' edits of them.

Rules: docs/counting.md, "Standing".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.counting.mixed_histories import Mixed
from bot.counting.needs import may_count
from bot.counting.origins import Origin
from bot.counting.own_texts import all_saved_again
from bot.counting.reverts import standing
from bot.mediawiki.models import Revision


@dataclass(frozen=True)
class HistoryFacts:
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


def history_facts(  # noqa: PLR0913 - each is named where it is handed in
    known: Sequence[Revision],
    mixed: Mapping[int, Mixed],
    *,
    windows: Mapping[int, Sequence[Revision]],
    origins: Mapping[int, Origin],
    others: Mapping[int, Revision],
    unchanged: frozenset[int],
    watched: frozenset[int],
    identity: bool,
) -> HistoryFacts:
    """Put together what histories tell: ``mixed`` whole ones, ``windows`` the newest parts of others.

    ``known`` are the participants' revisions, oldest first, and ``others`` what was looked at beside them.
    ``unchanged`` have the text of their parent.
    """
    histories = {**{pageid: one.local for pageid, one in mixed.items()}, **windows}
    mended = {revid: revision for one in mixed.values() for revid, revision in one.mended.items()}
    revisions = tuple(mended.get(revision.revid, revision) for revision in known)
    unchanged |= frozenset[int]().union(*(one.repeated for one in mixed.values()))
    evaluated = [standing(history, identity=identity) for history in histories.values()]
    taken_back = frozenset[int]().union(*(one.reverted for one in evaluated))
    taking_back = frozenset[int]().union(*(one.reverting for one in evaluated))
    came_back = _came_back(histories.values(), taken_back)
    gone = taken_back | taking_back | unchanged
    texts = {revid: one.sha1 for revid, one in others.items() if one.sha1}
    return HistoryFacts(
        revisions=revisions,
        origins=origins,
        came_back=came_back,
        taken_back=taken_back,
        taking_back=taking_back,
        unclear=frozenset[int]().union(*(one.unclear for one in evaluated)),
        saved_again=all_saved_again((r for r in revisions if may_count(r, gone, came_back)), texts),
        unchanged=unchanged,
        imported=frozenset[int]().union(*(one.imported for one in mixed.values())),
        watched=watched,
    )


def _came_back(histories: Iterable[Sequence[Revision]], taken_back: Collection[int]) -> frozenset[int]:
    """The revisions that the wiki says are reverted, and that no standing revert takes away."""
    return frozenset(
        revision.revid
        for history in histories
        for revision in history
        if revision.reverted and revision.revid not in taken_back
    )
