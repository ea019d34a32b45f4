"""Which edits a revert took away that stands itself.

Rules: docs/counting.md, "Standing". All functions take a page's history, oldest first, with sha1 and sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.mediawiki.models import REVERTED, REVERTS, Revision

RADIUS = 15
"""MediaWiki tags reverts at most this many edits back (``$wgRevertedTagMaxDepth``)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What does not stand, by revid: ``reverted`` was taken away, ``reverting`` took others away.

    A revert that was itself taken away is ``reverted``, and what it had taken is not. ``unclear`` are reverts
    that stand and of which nobody can tell whom they took away.
    """

    reverted: frozenset[int]
    reverting: frozenset[int]
    unclear: frozenset[int] = frozenset()


def standing(history: Sequence[Revision], *, identity: bool = False) -> Standing:
    """Judge a history's reverts from the newest back, so that only those that stand take away.

    ``identity`` True tells reverts by equal texts alone, else the wiki's tags do. What the wiki calls
    reverted is out where one that stands took it, or where no known revert did and no later edit that stands
    has its text.
    """
    entries = changes(history)
    claims = dict(_identity_claims(entries) if identity else _tagged_claims(entries))
    claimed = {index for claim in claims.values() for index in claim}
    out: set[int] = set()
    texts: set[str] = set()
    for index in reversed(range(len(entries))):
        entry = entries[index]
        if not identity and entry.reverted and index not in claimed and entry.sha1 not in texts:
            out.add(index)
        if index not in out:
            out.update(claims.get(index, ()))
            if entry.sha1:
                texts.add(entry.sha1)
    return Standing(
        frozenset(entries[index].revid for index in out),
        frozenset(entries[index].revid for index, claim in claims.items() if claim and index not in out),
        frozenset(entries[index].revid for index, claim in claims.items() if not claim and index not in out),
    )


def undoing_what_they_name(history: Sequence[Revision]) -> frozenset[int]:
    """The undos that took away the one revision that their summary names, as this part of a history tells."""
    known = {revision.revid: revision for revision in history}
    return frozenset(
        undo.revid
        for undo in history
        if any(_is_named(one, undo) for number in undo.named if (one := known.get(number)))
    )


def without_revert_tags(revision: Revision) -> Revision:
    """The revision as a wiki without such tags would tell it."""
    return replace(revision, tags=revision.tags - REVERTS - {REVERTED})


def changes(history: Sequence[Revision]) -> Sequence[Revision]:
    """The history without the entries that have the text of the one before: a move, a protection."""
    found: list[Revision] = []
    for revision in history:
        if not found or revision.sha1 is None or revision.sha1 != found[-1].sha1:
            found.append(revision)
    return found


def _earlier(entries: Sequence[Revision]) -> Mapping[int, int]:
    """For each entry whose text was there before: the nearest earlier one that has it."""
    last: dict[str, int] = {}
    found: dict[int, int] = {}
    for index, entry in enumerate(entries):
        if entry.sha1 is not None:
            if entry.sha1 in last:
                found[index] = last[entry.sha1]
            last[entry.sha1] = index
    return found


def _identity_claims(entries: Sequence[Revision]) -> Iterator[tuple[int, range]]:
    for index, earlier in _earlier(entries).items():
        if index - earlier - 1 <= RADIUS:
            yield index, range(earlier + 1, index)


def _tagged_claims(entries: Sequence[Revision]) -> Iterator[tuple[int, range]]:
    """What each tagged revert took away: at any distance, where its text was there before."""
    earlier = _earlier(entries)
    reverted = [index for index, entry in enumerate(entries) if entry.reverted]
    for index, entry in enumerate(entries):
        if not entry.reverts:
            continue
        if index in earlier:
            yield index, range(earlier[index] + 1, index)
        else:
            yield index, _undone(index, reverted, entries)


def _is_named(undone: Revision, undo: Revision) -> bool:
    """Whether this alone may be what an undo names and took away; several may be undone in one edit."""
    if undo.sizediff is None or undone.sizediff is None:
        return False
    return undone.reverted and undone.revid in undo.named and undone.sizediff + undo.sizediff == 0


def _undone(index: int, reverted: Sequence[int], entries: Sequence[Revision]) -> range:
    """What an undo with edits in between took away; empty where nobody can tell.

    It is the reverted entry that its summary names, else the nearest run of reverted entries whose changes in
    size add up to minus the undo's own.
    """
    own = entries[index].sizediff
    for place in reversed(reverted):
        if place < index and _is_named(entries[place], entries[index]):
            return range(place, place + 1)
    for last in reversed(reverted):
        if last >= index or own is None:
            continue
        total = 0
        for first in range(last, max(-1, last - RADIUS), -1):
            change = entries[first].sizediff
            if change is None or not entries[first].reverted:
                break
            total += change
            if total == -own:
                return range(first, last + 1)
    return range(0)
