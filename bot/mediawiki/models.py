"""The facts that counting works on: accounts, pages and revisions, as the wiki tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
class AccountDetails:
    """What a wiki tells of an account beside its name.

    ``registered`` is UTC, None where the wiki itself does not know it. ``blocked``: from all pages, not from
    some only.
    """

    registered: datetime | None = None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class GlobalDetails:
    """What is told of a unified account, which holds on all wikis of a farm.

    ``registered`` is UTC, None where nobody knows it. ``locked``: nobody can log in to it.
    """

    registered: datetime | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One account on one wiki. ``name`` is its present name; a temporary account is an account too.

    ``details`` None: the source of facts has none. They do not tell accounts apart.
    """

    userid: int
    name: str
    bot: bool = False
    details: AccountDetails | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved edit.

    ``parentid`` 0 means the first revision of its page. ``size`` and ``sizediff`` are bytes; None means
    unknown. ``sha1`` None means not asked for or hidden. ``userid`` 0 means an IP address, or an author who
    is hidden or imported. ``timestamp`` is UTC. ``hashtags`` are those of the summary as ``hashtags_in``
    finds them, none where it is hidden; None means not asked for. In a history alone: ``named`` are the
    numbers in the summary of an undo, the revision that it undid among them; ``moved`` are the titles (full)
    in the summary of an entry that changed nothing: where the page was moved from and to, if it is that of a
    move.
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
    moved: tuple[str, str] | None = None
    hashtags: frozenset[str] | None = None

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


LONGEST = 16
"""No revid has so many digits."""


def numbers_named(summary: str, tags: frozenset[str]) -> frozenset[int]:
    """The numbers in the summary of an undo, in any script; of other edits none."""
    if UNDO not in tags:
        return frozenset()
    return frozenset(int(digits) for digits in re.findall(r"\d+", summary) if len(digits) < LONGEST)


LINK = re.compile(r"\[\[:?([^\[\]|]{1,300})\]\]")


def titles_named(summary: str) -> tuple[str, str] | None:
    """The first two titles that a summary links to: those of a move, in this order in every language.

    The message is ``logentry-move-move``.
    """
    found = [match[1] for match, _ in zip(LINK.finditer(summary), range(2), strict=False)]
    return (found[0], found[1]) if len(found) == 2 else None


BY_AGE = attrgetter("timestamp", "revid")
"""The order of a history: what to sort revisions by."""


def as_history(revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """A page's history, or a part of it, in its order.

    Each has its change in bytes, where the parent is among them; only entries without a change name titles.
    """
    ordered = sorted(revisions, key=BY_AGE)
    texts = [None, *(revision.sha1 for revision in ordered)]
    told = (
        revision
        if revision.moved is None or (revision.sha1 and revision.sha1 == before)
        else replace(revision, moved=None)
        for revision, before in zip(ordered, texts, strict=False)
    )
    return with_sizediffs(tuple(told))


def window_of(history: Sequence[Revision], since: datetime, lead: int) -> tuple[Revision, ...]:
    """The part of a history, oldest first, from ``since`` on, with the last ``lead`` revisions of before."""
    before = sum(revision.timestamp < since for revision in history)
    return tuple(history[max(0, before - lead) :])


def linked(known: Mapping[int, Revision], last: int) -> tuple[Revision, ...]:
    """The revision ``last`` and those that it was built upon, oldest first, as far back as they are known.

    A page's revisions name each other in the order of their times; the chain ends where they do not.
    """
    found: list[Revision] = []
    while (revision := known.get(last)) is not None:
        if found and (revision.pageid != found[-1].pageid or BY_AGE(revision) >= BY_AGE(found[-1])):
            break
        found.append(revision)
        last = revision.parentid
    return tuple(reversed(found))


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


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """Revisions that came into a page's history otherwise than by being saved there.

    ``kind`` is ``merge``, ``import`` or ``restore`` (of deleted ones). ``source`` is the namespace of the
    page that they were merged from, ``revisions`` how many were imported; None where the kind has none or the
    log does not tell. ``timestamp`` is UTC.
    """

    pageid: int
    timestamp: datetime
    kind: str
    source: int | None = None
    revisions: int | None = None
