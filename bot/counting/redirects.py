"""Which revisions left a redirect: by the wiki's tags where it gave them, else by their texts.

Rule: docs/counting.md, "Where". A redirect is told by the tags ``mw-new-redirect``,
``mw-changed-redirect-target`` and ``mw-removed-redirect`` (manual page Help:Tags). There are none from before
2018, none of imported revisions, and none of an edit that leaves a redirect its target.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.mediawiki.models import CHANGED_REDIRECT, NEW_REDIRECT, REMOVED_REDIRECT, Revision

SMALL = 1000
"""No redirect has more bytes than this: a line, a few categories and templates."""
OLDEST = 500
"""How many texts of a page's history are read at most to see whether they are redirects."""
TAGS = frozenset({NEW_REDIRECT, CHANGED_REDIRECT, REMOVED_REDIRECT})


def _small(size: int | None) -> bool:
    return size is not None and 0 < size <= SMALL


def _size_before(revision: Revision) -> int | None:
    """The parent's size."""
    if revision.size is None or revision.sizediff is None:
        return None
    return revision.size - revision.sizediff


def perhaps_redirects(revisions: Iterable[Revision]) -> frozenset[int]:
    """The participants' revisions and their parents, by revid, of which only the text tells it."""
    found: set[int] = set()
    for revision in revisions:
        if revision.visible and TAGS.isdisjoint(revision.tags):
            if _small(revision.size):
                found.add(revision.revid)
            if revision.parentid and _small(_size_before(revision)):
                found.add(revision.parentid)
    return frozenset(found)


def with_redirect_tags(revisions: Sequence[Revision], redirects: Collection[int]) -> tuple[Revision, ...]:
    """Revisions with the tags that the wiki gives them today; ``redirects`` are known by their texts."""
    tagged = {one.revid for one in revisions if not one.tags.isdisjoint({NEW_REDIRECT, CHANGED_REDIRECT})}
    known = tagged | frozenset(redirects)
    if not known:
        return tuple(revisions)
    return tuple(_with_tag(revision, known) for revision in revisions)


def _with_tag(revision: Revision, redirects: Collection[int]) -> Revision:
    was, now = revision.parentid in redirects, revision.revid in redirects
    if not (was or now) or not TAGS.isdisjoint(revision.tags):
        return revision
    tag = REMOVED_REDIRECT if not now else CHANGED_REDIRECT if was else NEW_REDIRECT
    return replace(revision, tags=revision.tags | {tag})


def perhaps_in_history(history: Sequence[Revision]) -> Sequence[int]:
    """The revids of a history of which only the text tells it, oldest first."""
    told = _by_tags(history)
    return [one.revid for one in history if one.visible and _small(one.size) and one.revid not in told]


def in_history(history: Sequence[Revision], redirects: Collection[int]) -> Sequence[bool]:
    """For each revision of a history, whether it left a redirect; ``redirects`` are known by their texts."""
    told = _by_tags(history)
    return [told.get(one.revid, one.revid in redirects) for one in history]


def _by_tags(history: Sequence[Revision]) -> Mapping[int, bool]:
    """What tags say, of the revision itself or of the one after it."""
    found: dict[int, bool] = {}
    for before, revision in pairwise(history):
        if not revision.tags.isdisjoint({REMOVED_REDIRECT, CHANGED_REDIRECT}):
            found[before.revid] = True
        elif NEW_REDIRECT in revision.tags:
            found[before.revid] = False
    for revision in history:
        if not revision.tags.isdisjoint(TAGS):
            found[revision.revid] = REMOVED_REDIRECT not in revision.tags
    return found
