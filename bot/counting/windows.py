"""Which part of a page's history is enough to tell which edits stand.

Rule: docs/counting.md, "Standing": from 16 before the participants' first edit on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.counting.reverts import RADIUS, changes, undoing_what_they_name
from bot.mediawiki.models import EXACT_REVERTS, Revision, linked

LEAD = RADIUS + 1
"""So many revisions of before the first that matters are looked at."""


def too_short(window: Sequence[Revision], first: Revision, *, identity: bool) -> bool:
    """Whether only the whole history tells what reverts from ``first`` on took away.

    ``window`` has ``LEAD`` revisions of before ``first``, or the page has no more. By texts alone, entries
    that changed nothing take nobody's place. By tags, a revert may reach below it: one that has no equal in
    it, unless it is an undo of the very revision that its summary names.
    """
    before = sum(revision.timestamp < first.timestamp for revision in window)
    if before < LEAD:
        return False
    if identity:
        return len(changes(window[:before])) < LEAD
    clear = undoing_what_they_name(window)
    texts = {revision.sha1 for revision in window[:before]}
    for revision in window[before:]:
        exact = revision.sha1 is not None and not EXACT_REVERTS.isdisjoint(revision.tags)
        far = revision.reverts and (exact or revision.revid not in clear)
        if far and (revision.sha1 is None or revision.sha1 not in texts):
            return True
        texts.add(revision.sha1)
    return False


def ends_too_soon(chain: Sequence[Revision]) -> bool:
    """Whether others seem to lie below the oldest revision that is found by going from each to its parent.

    A parent of 0 is not the end of a history that was restored or merged. That there is more is seen by a
    revert with a tag that must have an equal, and has none among these.
    """
    if chain[0].parentid:
        return False
    texts: set[str | None] = {None}
    for revision in chain:
        if not EXACT_REVERTS.isdisjoint(revision.tags) and revision.sha1 not in texts:
            return True
        texts.add(revision.sha1)
    return False


def below(first: Revision, known: Mapping[int, Revision]) -> int | None:
    """The revision to be looked at next below ``first``; None where those that are known are enough."""
    chain = linked(known, first.revid)
    oldest = chain[0] if chain else first
    if len(changes(chain)) > LEAD:
        return None
    return oldest.parentid or None
