"""Which reverts the wiki's tags do not tell: a text that came back, and reverts more than 15 edits deep.

Rules: docs/counting.md, "Standing". All functions take a page's history, oldest first, with sha1.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.core.revisions import REVERTED, REVERTS, Revision

RADIUS = 15
"""MediaWiki tags reverts at most this many edits back (``$wgRevertedTagMaxDepth``)."""


@dataclass(frozen=True, slots=True)
class IdentityReverts:
    """Revisions that took back, and were taken back, told by equal texts alone."""

    reverting: frozenset[int]
    reverted: frozenset[int]


def identity_reverts(history: Sequence[Revision], radius: int | None = RADIUS) -> IdentityReverts:
    """Every revision whose text is that of an earlier one, and what stands between the two.

    ``radius`` is the farthest that is looked back, in revisions; None means to the beginning.
    A revision equal to its own parent changed nothing: it takes nothing back.
    """
    last_seen: dict[str, int] = {}
    reverting: set[int] = set()
    reverted: set[int] = set()
    for index, revision in enumerate(history):
        if revision.sha1 is None:
            continue
        earlier = last_seen.get(revision.sha1)
        last_seen[revision.sha1] = index
        if earlier is None or earlier == index - 1 or (radius and index - earlier > radius):
            continue
        reverting.add(revision.revid)
        reverted.update(between.revid for between in history[earlier + 1 : index])
    return IdentityReverts(frozenset(reverting), frozenset(reverted))


def without_revert_tags(revision: Revision) -> Revision:
    """The revision as a wiki without such tags would tell it."""
    return replace(revision, tags=revision.tags - REVERTS - {REVERTED})


def came_back(history: Sequence[Revision], taken_back: Collection[int] = frozenset()) -> frozenset[int]:
    """The reverted revisions whose exact text stands again in a later one that is not itself reverted.

    ``taken_back`` are reverted beside those with the wiki's tag.
    """
    standing: set[str] = set()
    restored: set[int] = set()
    for revision in reversed(history):
        if revision.sha1 is None:
            continue
        if not revision.reverted and revision.revid not in taken_back:
            standing.add(revision.sha1)
        elif revision.sha1 in standing:
            restored.add(revision.revid)
    return frozenset(restored)
