"""Histories into which revisions came otherwise than by being saved: merged, imported, restored.

Rule: docs/counting.md, ``articles_created``. A ``parentid`` of 0 proves nothing in such a history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.mediawiki.models import HistoryChange, Move, Revision

GONE = timedelta(days=30)
"""A page that was no article for so long is a new one when it becomes one again."""
AT_ONCE = timedelta(seconds=5)
"""So long may pass between an import's entry in the history and its entry in the log."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """What a page's history is once those changes are taken into account.

    ``local`` are the revisions that were saved on this wiki, oldest first, with the entries of imports.
    ``imported`` are the revids of those that were not, ``entries`` those of the imports themselves.
    ``rewritten`` are those of revisions that began the page again after it had been deleted for 30 days.
    ``mended`` are the revisions that have others below them although they name no parent, measured against
    these. ``moves`` are the page's between namespaces, with that for which a merge stands.
    """

    local: tuple[Revision, ...]
    moves: tuple[Move, ...] = ()
    imported: frozenset[int] = frozenset()
    entries: frozenset[int] = frozenset()
    rewritten: frozenset[int] = frozenset()
    mended: Mapping[int, Revision] = field(default_factory=dict)

    @property
    def repeated(self) -> frozenset[int]:
        """The mended revisions that have the very text of the one below them."""
        texts = {revision.revid: revision.sha1 for revision in self.local} if self.mended else {}
        return frozenset(r.revid for r in self.mended.values() if r.sha1 and r.sha1 == texts[r.parentid])


def deletions_wanted(history: Sequence[Revision], changes: Sequence[HistoryChange]) -> bool:
    """Whether it matters when the page was deleted: restored revisions lie below one without a parent."""
    restored = any(change.kind == "restore" for change in changes)
    return restored and any(not revision.parentid for revision in history[1:])


def unmixed(
    history: Sequence[Revision],
    changes: Sequence[HistoryChange],
    moves: Sequence[Move],
    namespaces: frozenset[int],
    deletions: Sequence[datetime] = (),
) -> Mixed:
    """Tell what came from where in a whole history, oldest first.

    ``moves`` are those that are known, oldest first; ``deletions`` are when the page was deleted, as far as
    :func:`deletions_wanted`.
    """
    if not changes:
        return Mixed(tuple(history), tuple(moves))
    entries, imported = _imports(history, changes)
    local = tuple(revision for revision in history if revision.revid not in imported)
    return Mixed(
        local=local,
        moves=(*_merged_drafts(local, changes, moves, namespaces), *moves),
        imported=imported,
        entries=entries,
        rewritten=_rewritten(local, deletions),
        mended=_mended(local, deletions),
    )


def _imports(
    history: Sequence[Revision], changes: Sequence[HistoryChange]
) -> tuple[frozenset[int], frozenset[int]]:
    """The entries of imports in the history, and the revisions that they brought.

    These got their revids just before the entry got its own, whatever their times.
    """
    entries: set[int] = set()
    imported: set[int] = set()
    unchanged = _unchanged(history)
    for change in changes:
        beside = (
            one.revid
            for one in unchanged
            if one.revid not in entries and timedelta(0) <= change.timestamp - one.timestamp <= AT_ONCE
        )
        entry = max(beside, default=None) if change.kind == "import" and change.revisions else None
        if entry is not None:
            entries.add(entry)
            before = sorted(one.revid for one in history if one.revid < entry)
            imported.update(before[-(change.revisions or 0) :])
    return frozenset(entries), frozenset(imported - entries)


def _unchanged(history: Sequence[Revision]) -> Sequence[Revision]:
    """The entries that have the text of their parent."""
    texts = {one.revid: one.sha1 for one in history}
    return [one for one in history if one.sha1 and one.sha1 == texts.get(one.parentid)]


def _made_anew(
    local: Sequence[Revision], deletions: Sequence[datetime]
) -> Iterator[tuple[Revision, Revision, datetime | None]]:
    """Each revision without a parent that has others below: the one before it, itself, and when that was
    deleted between the two; None where both stood, on one page or two.
    """
    for before, revision in pairwise(local):
        if not revision.parentid:
            gone = (at for at in deletions if before.timestamp <= at <= revision.timestamp)
            yield before, revision, min(gone, default=None)


def _rewritten(local: Sequence[Revision], deletions: Sequence[datetime]) -> frozenset[int]:
    """The revisions that began the page again, long after what lies below them had been deleted."""
    return frozenset(
        revision.revid
        for _, revision, deleted in _made_anew(local, deletions)
        if deleted and revision.timestamp - deleted >= GONE
    )


def _mended(local: Sequence[Revision], deletions: Sequence[datetime]) -> Mapping[int, Revision]:
    """What began a page that was there, only elsewhere, is measured against what lies below it now."""
    found = {}
    for before, revision, deleted in _made_anew(local, deletions):
        if deleted:
            continue
        known = revision.size is not None and before.size is not None
        sizediff = (revision.size or 0) - (before.size or 0) if known else None
        found[revision.revid] = replace(revision, parentid=before.revid, sizediff=sizediff)
    return found


def _merged_drafts(
    local: Sequence[Revision],
    changes: Sequence[HistoryChange],
    moves: Sequence[Move],
    namespaces: frozenset[int],
) -> tuple[Move, ...]:
    """A draft's history that was merged into an article's stood elsewhere until the article was made."""
    merges = [change for change in changes if change.kind == "merge"]
    if not merges or any(change.source is None or change.source in namespaces for change in merges):
        return ()
    if moves and moves[0].source not in namespaces:
        return ()
    made = next((revision for revision in reversed(local) if not revision.parentid), None)
    if made is None or made is local[0]:
        return ()
    return tuple(
        Move(made.pageid, made.timestamp, change.source, min(namespaces))
        for change in merges[:1]
        if change.source is not None
    )
