"""What a revision's parent tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.mediawiki.models import Revision


def parent_wanted(revision: Revision) -> bool:
    """Whether the parent has to be looked at.

    No change in size: perhaps the entry that a move or a protection left. A change as large as the whole
    page: perhaps a parent that a partial restore left out. An unknown one: the parent was not in sight.
    """
    return revision.parentid != 0 and revision.sizediff in {0, revision.size, None}


def with_parent(revision: Revision, others: Mapping[int, Revision]) -> Revision:
    """The revision with its change in bytes against its parent; None where that is not among the others."""
    parent = others.get(revision.parentid)
    if parent is None or parent.size is None or revision.size is None:
        return replace(revision, sizediff=None)
    return replace(revision, sizediff=revision.size - parent.size)


def unchanged(revision: Revision, others: Mapping[int, Revision]) -> bool:
    """Whether it has the very text of its parent; both are among the others."""
    parent = others.get(revision.parentid)
    own = others.get(revision.revid)
    if not parent or not own or not own.sha1:
        return False
    # Where the parent's text is hidden, an entry of the same size is that of a move or a protection.
    hidden = parent.text_hidden and own.size == parent.size
    return hidden or own.sha1 == parent.sha1
