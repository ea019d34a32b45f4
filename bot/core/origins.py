"""How a page became an article: who wrote its first text, and was it an article before the campaign?

Rule: counting.md, ``articles_created``. A redirect is told by the tags ``mw-new-redirect`` and
``mw-removed-redirect`` (manual page Help:Tags).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.revisions import NEW_REDIRECT, REMOVED_REDIRECT, Move, Revision


@dataclass(frozen=True, slots=True)
class Origin:
    """How a page became an article.

    ``creator`` is the userid of the author of the oldest visible revision that is no redirect, None when
    that is no participant. ``before`` tells whether the page was an article when the campaign began; None
    means that nobody asked. ``draft`` is true for a page that was moved in during the campaign.
    """

    creator: int | None = None
    before: bool | None = None
    draft: bool = False


def moved_in(moves: Sequence[Move], namespaces: frozenset[int]) -> bool:
    """Whether the page came from outside the article namespaces in the time that ``moves`` spans."""
    if not moves:
        return False
    first = min(moves, key=lambda move: move.timestamp)
    return first.source not in namespaces


def first_revision(revisions: Sequence[Revision]) -> Revision | None:
    """The revision that made the page, where it is among these, is visible and was no redirect."""
    for revision in revisions:
        if revision.parentid == 0:
            plain = NEW_REDIRECT not in revision.tags and not revision.text_hidden
            return revision if plain else None
    return None


def history_wanted(revisions: Sequence[Revision], moves: Sequence[Move], namespaces: frozenset[int]) -> bool:
    """Whether only the page's whole history tells its origin: moved in, or once a redirect.

    ``revisions`` are the participants' own in the campaign.
    """
    if first_revision(revisions):
        return False
    if moved_in(moves, namespaces):
        return True
    return any(r.parentid == 0 or REMOVED_REDIRECT in r.tags for r in revisions)


def origin_from_first(first: Revision, moves: Sequence[Move], namespaces: frozenset[int]) -> Origin:
    """The origin of a page that a participant made during the campaign."""
    return Origin(creator=first.userid, before=False, draft=moved_in(moves, namespaces))


def origin_from_history(
    history: Sequence[Revision], moves: Sequence[Move], namespaces: frozenset[int], start: datetime
) -> Origin:
    """The origin of a page whose whole history (oldest first) is known."""
    draft = moved_in(moves, namespaces)
    creator: int | None = None
    redirect = False
    before = False
    for revision in history:
        if NEW_REDIRECT in revision.tags:
            redirect = True
        elif REMOVED_REDIRECT in revision.tags:
            redirect = False
        visible = not revision.text_hidden and not revision.user_hidden
        if creator is None and not redirect and visible:
            creator = revision.userid
        if revision.timestamp < start:
            before = not redirect
    return Origin(creator=creator, before=before and not draft, draft=draft)
