"""How a page became an article: who wrote its first text, and was it an article before the campaign?

Rule: docs/counting.md, ``articles_created``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from bot.counting.mixed_histories import GONE, Mixed
from bot.counting.redirects import in_history
from bot.mediawiki.models import CHANGED_REDIRECT, NEW_REDIRECT, REMOVED_REDIRECT, Move, Revision


@dataclass(frozen=True, slots=True)
class Origin:
    """How a page became an article.

    ``creator`` is the userid of the author of the oldest visible revision that is neither a redirect nor
    empty, since the page was either for 30 days; None when there is none. ``before`` tells whether it was an
    article before the campaign and not gone for so long since; None means that nobody asked or that it cannot
    be known. ``draft`` is true for a page that was moved in, or merged from a draft, during the campaign.
    ``imported``: nobody wrote its first text here; the creator is the first participant whose edit counts.
    """

    creator: int | None = None
    before: bool | None = None
    draft: bool = False
    imported: bool = False


def moved_in(moves: Sequence[Move], namespaces: frozenset[int]) -> bool:
    """Whether the page came from outside the article namespaces in the time that ``moves`` spans."""
    if not moves:
        return False
    first = min(moves, key=lambda move: move.timestamp)
    return first.source not in namespaces


def first_revision(revisions: Sequence[Revision]) -> Revision | None:
    """The revision that made the page, where it is among these, is visible and was an article's.

    ``revisions`` are the participants' own, oldest first. None where another of them made it a redirect or
    empty, or wrote on such a page so long after that it may have been none for 30 days.
    """
    first = next((revision for revision in revisions if revision.parentid == 0), None)
    if first is None or NEW_REDIRECT in first.tags or first.size == 0 or not first.visible:
        return None
    late = (one for one in revisions if one.timestamp - first.timestamp >= GONE)
    ended = any(map(_left_nothing, revisions)) or any(map(_wrote_on_nothing, late))
    return None if ended else first


def _left_nothing(revision: Revision) -> bool:
    """Whether it made the page a redirect or empty."""
    return revision.size == 0 or NEW_REDIRECT in revision.tags


def _wrote_on_nothing(revision: Revision) -> bool:
    """Whether what it was built upon was empty or a redirect."""
    empty = revision.parentid != 0 and revision.size is not None and revision.size == revision.sizediff
    return empty or not revision.tags.isdisjoint({REMOVED_REDIRECT, CHANGED_REDIRECT})


def history_wanted(revisions: Sequence[Revision], moves: Sequence[Move], namespaces: frozenset[int]) -> bool:
    """Whether only the page's whole history tells its origin: moved in, or once a redirect or empty.

    ``revisions`` are the participants' own in the campaign.
    """
    if first_revision(revisions):
        return False
    if moved_in(moves, namespaces):
        return True
    return any(one.parentid == 0 or _wrote_on_nothing(one) or _left_nothing(one) for one in revisions)


def origin_from_first(first: Revision, moves: Sequence[Move], namespaces: frozenset[int]) -> Origin:
    """The origin of a page that a participant made during the campaign."""
    return Origin(creator=first.userid, before=False, draft=moved_in(moves, namespaces))


def origin_from_history(
    mixed: Mixed, namespaces: frozenset[int], start: datetime, redirects: Collection[int] = frozenset()
) -> Origin:
    """The origin of a page whose whole history is known.

    ``redirects`` are revisions that are known to have left one by their texts. A page that was a redirect,
    empty, deleted or elsewhere for 30 days begins anew. Where the history's beginning is deleted, ``before``
    is None unless what is left of it tells.
    """
    history = mixed.local
    flags = in_history(history, redirects)
    lives = _lives(mixed, flags)
    here = lives[-1] if lives else ()
    imported = bool(here) and here[0].revid in mixed.entries
    creator = None if imported else next((revision.userid for revision in here if revision.visible), None)
    began = _began(mixed, flags, namespaces)
    if began is None or began < start:
        return Origin(creator=creator, before=began is not None, imported=imported)
    draft = moved_in([move for move in mixed.moves if move.timestamp >= start], namespaces)
    new = draft or imported or _is_new(history, lives)
    return Origin(creator=creator, before=False if new else None, draft=draft, imported=imported)


def _began(mixed: Mixed, redirects: Sequence[bool], namespaces: frozenset[int]) -> datetime | None:
    """When the page became an article for the last time, after 30 days or more; None where it never was."""
    steps: list[tuple[datetime, Move | Revision, bool]] = [
        *((move.timestamp, move, move.target in namespaces) for move in mixed.moves),
        *(
            (revision.timestamp, revision, not redirect and revision.size != 0)
            for revision, redirect in zip(mixed.local, redirects, strict=True)
        ),
    ]
    inside = not mixed.moves or mixed.moves[0].source in namespaces
    text = False
    began: datetime | None = None
    ended: datetime | None = None
    for moment, step, good in sorted(steps, key=itemgetter(0)):
        if isinstance(step, Move):
            inside = good
        else:
            text = good
            began = None if step.revid in mixed.rewritten else began
        if inside and text:
            began = moment if began is None or (ended and moment - ended >= GONE) else began
            ended = None
        elif began and not ended:
            ended = moment
    return began


def _is_new(history: Sequence[Revision], lives: Sequence[Sequence[Revision]]) -> bool:
    """Whether it is known that the page was no article before its last life: deleted revisions may tell."""
    waited = lives[-1][0].timestamp - history[0].timestamp >= GONE
    return len(lives) > 1 or not history[0].parentid or waited


def _lives(mixed: Mixed, redirects: Sequence[bool]) -> Sequence[Sequence[Revision]]:
    """The revisions that left an article, parted where the page had had no text of one for 30 days."""
    lives: list[list[Revision]] = []
    ended: datetime | None = None
    text: str | None = None
    for revision, redirect in zip(mixed.local, redirects, strict=True):
        unchanged = revision.sha1 is not None and revision.sha1 == text
        text = revision.sha1
        if redirect or revision.size == 0:
            ended = ended or revision.timestamp
            continue
        long_gone = ended is not None and revision.timestamp - ended >= GONE
        if not lives or long_gone or revision.revid in mixed.rewritten:
            lives.append([])
        ended = None
        if not unchanged or not lives[-1]:
            lives[-1].append(revision)
    return lives
