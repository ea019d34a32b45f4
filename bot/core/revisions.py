"""The facts that counting works on: accounts, pages and revisions, as the wiki tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

REVERTED = "mw-reverted"
UNDO = "mw-undo"
EXACT_REVERTS = frozenset({"mw-rollback", "mw-manual-revert"})
"""They have the text of an earlier revision; an undo may have edits of others in between."""
REVERTS = EXACT_REVERTS | {UNDO}
NEW_REDIRECT = "mw-new-redirect"
REMOVED_REDIRECT = "mw-removed-redirect"
CHANGED_REDIRECT = "mw-changed-redirect-target"


@dataclass(frozen=True, slots=True)
class Account:
    """One account on one wiki. ``name`` is its present name; a temporary account is an account too."""

    userid: int
    name: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved edit.

    ``parentid`` 0 means the first revision of its page. ``size`` and ``sizediff`` are bytes; None means
    unknown. ``sha1`` None means not asked for or hidden. ``userid`` 0 means an IP address, or an author who
    is hidden or imported. ``timestamp`` is UTC. ``named`` are the numbers in the summary of an undo, in a
    history alone: the revision that it undid is among them.
    """

    revid: int
    parentid: int
    pageid: int
    userid: int
    timestamp: datetime
    size: int | None
    sizediff: int | None
    tags: frozenset[str] = frozenset()
    text_hidden: bool = False
    user_hidden: bool = False
    sha1: str | None = None
    named: frozenset[int] = frozenset()

    @property
    def visible(self) -> bool:
        """Neither its text nor its author is hidden."""
        return not self.text_hidden and not self.user_hidden

    @property
    def reverted(self) -> bool:
        """The wiki's own judgement: a later edit took this one back."""
        return REVERTED in self.tags

    @property
    def reverts(self) -> bool:
        """This edit took others back."""
        return not REVERTS.isdisjoint(self.tags)


def numbers_named(summary: str, tags: frozenset[str]) -> frozenset[int]:
    """The numbers in the summary of an undo, in any script; of other edits none."""
    if UNDO not in tags:
        return frozenset()
    return frozenset(int(digits) for digits in re.findall(r"\d+", summary) if len(digits) < LONGEST)


LONGEST = 16
"""No revid has so many digits."""

BY_AGE = attrgetter("timestamp", "revid")
"""The order of a history: what to sort revisions by."""


def with_sizediffs(revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """Each revision with its change in bytes against its parent, where the parent is among them."""
    sizes = {revision.revid: revision.size for revision in revisions} | {0: 0}

    def complete(revision: Revision) -> Revision:
        before = sizes.get(revision.parentid)
        if before is None or revision.size is None:
            return revision
        return replace(revision, sizediff=revision.size - before)

    return tuple(complete(revision) for revision in revisions)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is now. ``title`` is the full one, with its local namespace name."""

    pageid: int
    namespace: int
    title: str
    redirect: bool = False
    lastrevid: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """A page moved from one namespace to another. ``timestamp`` is UTC."""

    pageid: int
    timestamp: datetime
    source: int
    target: int
