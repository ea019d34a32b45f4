"""Which revisions count, and why the others do not.

Rules: docs/counting.md, "Which revisions count"; the first that fails is the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from bot.counting.origins import Origin
from bot.declaration.campaign import Campaign, Kind
from bot.features.adjustments.decision import Decision
from bot.features.adjustments.registry import DECISIONS
from bot.mediawiki.models import CHANGED_REDIRECT, NEW_REDIRECT, REMOVED_REDIRECT, Page, Revision


class Reason(Enum):
    """Why a revision does not count. The value is the end of its message's key."""

    NOT_A_PARTICIPANT = "not-a-participant"
    BEFORE_START = "before-start"
    AFTER_END = "after-end"
    BEFORE_SIGN_UP = "before-sign-up"
    OTHER_EDIT = "other-edit"
    PAGE_GONE = "page-gone"
    NOT_AN_ARTICLE = "not-an-article"
    REDIRECT = "redirect"
    OUT_OF_SCOPE = "out-of-scope"
    MINIMUM = "minimum"
    NOT_NEW = "not-new"
    NOT_EXISTING = "not-existing"
    BEFORE = "before"
    REVERTED = "reverted"
    REVERT = "revert"
    TAKES_ONLY = "takes-only"
    OWN_TEXT = "own-text"
    NO_ARTICLE = "no-article"
    ARTICLE_LEFT = "article-left"
    IMPORTED = "imported"
    HIDDEN = "hidden"
    NO_CHANGE = "no-change"
    DISQUALIFIED = "disqualified"
    SUSPENDED = "suspended"


OF_OTHERS = frozenset({Reason.BEFORE_SIGN_UP, Reason.OTHER_EDIT})
"""Edits in the time of the campaign that were not made as a participant."""
WHO_AND_WHEN = frozenset({Reason.NOT_A_PARTICIPANT, Reason.BEFORE_START, Reason.AFTER_END, *OF_OTHERS})
DECIDED = frozenset(Reason(decision.reason) for decision in DECISIONS if decision.reason)
"""What the organizers took out; it would count otherwise."""
NET_ONLY = frozenset({Reason.TAKES_ONLY, Reason.ARTICLE_LEFT})
"""What such revisions changed counts in the net measures; they are no edits, create and improve nothing."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A revision with the reason why it does not count; None means that it counts.

    A reason of ``NET_ONLY`` means that it counts in the net measures alone.
    """

    revision: Revision
    reason: Reason | None

    @property
    def measured(self) -> bool:
        """Whether what it changed is in the net measures."""
        return self.reason is None or self.reason in NET_ONLY


@dataclass(frozen=True, slots=True)
class Taking:
    """A decision that takes out revisions of an account; ``pageid`` is that of its article, None for none."""

    decision: Decision
    pageid: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What has to be known of a wiki beside the revisions themselves.

    ``scope`` None means that every article is in it. ``short`` are pages that do not come to what is
    demanded of an article as a whole. ``came_back`` are revisions that the wiki
    calls reverted and that stand; ``taken_back`` and ``taking_back`` do not, by the histories of their pages;
    of the reverts in ``unclear`` nobody can tell whom they took away. ``unchanged`` have the text of their
    parent, ``saved_again`` end in a text that their author had saved before; ``imported`` were saved on
    another wiki. ``takings`` are what organizers took out, by userid; the first that takes out a revision is
    the reason. ``by_edits_alone`` are those who take part by nothing but single edits, which alone count.
    ``joined`` is when those signed up of whom earlier edits do not count.
    """

    wiki: str
    participants: Collection[int]
    pages: Mapping[int, Page]
    scope: Collection[int] | None = None
    short: Collection[int] = frozenset()
    origins: Mapping[int, Origin] = field(default_factory=dict)
    came_back: Collection[int] = frozenset()
    taken_back: Collection[int] = frozenset()
    taking_back: Collection[int] = frozenset()
    unclear: Collection[int] = frozenset()
    saved_again: Collection[int] = frozenset()
    unchanged: Collection[int] = frozenset()
    imported: Collection[int] = frozenset()
    takings: Mapping[int, Sequence[Taking]] = field(default_factory=dict)
    by_edits_alone: Collection[int] = frozenset()
    joined: Mapping[int, datetime] = field(default_factory=dict)


def evaluate(revisions: Iterable[Revision], campaign: Campaign, facts: Facts) -> tuple[Eligibility, ...]:
    """Each revision with its reason, in the order given."""
    places = {pageid: place_reason(page, campaign, facts) for pageid, page in facts.pages.items()}
    return tuple(_evaluated(r, _reason(r, campaign, facts, places)) for r in revisions)


def _evaluated(revision: Revision, reason: Reason | None) -> Eligibility:
    if reason is Reason.TAKES_ONLY and revision.sizediff is not None:
        revision = replace(revision, sizediff=min(revision.sizediff, 0))
    return Eligibility(revision, reason)


def _reason(
    revision: Revision, campaign: Campaign, facts: Facts, places: Mapping[int, Reason | None]
) -> Reason | None:
    reason = (
        _who_and_when(revision, campaign, facts)
        or places.get(revision.pageid, Reason.PAGE_GONE)
        or _itself(revision, facts)
    )
    # What counts in the net measures alone is taken out of these, too.
    taken_out = _taken_out(revision, facts) if reason is None or reason in NET_ONLY else None
    return taken_out or reason


def firsts(evaluated: Iterable[Eligibility]) -> Mapping[tuple[int, int], Revision]:
    """The first revision of each participant on each page that passes but for the page as it was before it.

    So it passes rules 1, 3, 4 and 5, whatever organizers decided; by userid and pageid. Only of pages on
    which anything counts.
    """
    known = tuple(evaluated)
    counting = {one.revision.pageid for one in known if one.measured}
    found: dict[tuple[int, int], Revision] = {}
    for one in known:
        if one.revision.pageid in counting and (one.measured or one.reason in DECIDED):
            found.setdefault((one.revision.userid, one.revision.pageid), one.revision)
    return found


def with_unlike_before(
    revisions: Iterable[Revision],
    evaluated: Iterable[Eligibility],
    unlike: Collection[tuple[int, int]],
) -> tuple[Eligibility, ...]:
    """The same, where the articles of these pairs of userid and pageid were not as they had to be.

    ``evaluated`` are these revisions in the same order.
    """
    return tuple(
        Eligibility(revision, Reason.BEFORE)
        if (revision.userid, revision.pageid) in unlike and one.reason not in WHO_AND_WHEN
        else one
        for revision, one in zip(revisions, evaluated, strict=True)
    )


def _itself(revision: Revision, facts: Facts) -> Reason | None:
    if revision.revid in facts.imported:
        return Reason.IMPORTED
    standing = _standing(revision, facts)
    if standing not in {None, Reason.TAKES_ONLY}:
        return standing
    reason = (
        (None if revision.visible else Reason.HIDDEN)
        or (Reason.NO_CHANGE if revision.revid in facts.unchanged else None)
        or (Reason.OWN_TEXT if revision.revid in facts.saved_again else None)
        or _left(revision)
    )
    return standing if standing and reason in {None, *NET_ONLY} else reason


def _left(revision: Revision) -> Reason | None:
    """Whether it left no article, by its size and tags."""
    if revision.size == 0 or NEW_REDIRECT in revision.tags:
        was_none = revision.parentid == 0 or revision.size == revision.sizediff
        was_none = was_none or REMOVED_REDIRECT in revision.tags
        return Reason.NO_ARTICLE if was_none else Reason.ARTICLE_LEFT
    return Reason.NO_ARTICLE if CHANGED_REDIRECT in revision.tags else None


def _taken_out(revision: Revision, facts: Facts) -> Reason | None:
    """What the organizers decided."""
    for taking in facts.takings.get(revision.userid, ()):
        if taking.decision.takes_out(revision, taking.pageid):
            return Reason(taking.decision.reason)
    return None


def _who_and_when(revision: Revision, campaign: Campaign, facts: Facts) -> Reason | None:
    if revision.userid not in facts.participants:
        return Reason.NOT_A_PARTICIPANT
    if revision.timestamp < campaign.start:
        return Reason.BEFORE_START
    if revision.timestamp >= campaign.end:
        return Reason.AFTER_END
    other = Reason.OTHER_EDIT if revision.userid in facts.by_edits_alone else None
    if other is None and facts.joined:
        joined = facts.joined.get(revision.userid)
        other = Reason.BEFORE_SIGN_UP if joined and revision.timestamp < joined else None
    return None if other is None or campaign.participants.finds(revision) else other


def place_reason(page: Page, campaign: Campaign, facts: Facts, *, aged: bool = True) -> Reason | None:
    """Why nothing on this page counts; None when it is an article in the scope.

    ``aged`` False leaves out the question whether it is a new or an existing article.
    """
    if page.namespace not in campaign.articles.namespaces:
        return Reason.NOT_AN_ARTICLE
    if page.redirect:
        return Reason.REDIRECT
    if facts.scope is not None and page.pageid not in facts.scope:
        return Reason.OUT_OF_SCOPE
    if page.pageid in facts.short:
        return Reason.MINIMUM
    return _age_reason(page, campaign, facts) if aged else None


def _age_reason(page: Page, campaign: Campaign, facts: Facts) -> Reason | None:
    before = facts.origins.get(page.pageid, Origin()).before
    if campaign.articles.kind is Kind.NEW and before is not False:
        return Reason.NOT_NEW
    if campaign.articles.kind is Kind.EXISTING and before is False:
        return Reason.NOT_EXISTING
    return None


def _standing(revision: Revision, facts: Facts) -> Reason | None:
    reverted = revision.reverted or revision.revid in facts.taken_back
    if reverted and revision.revid not in facts.came_back:
        return Reason.REVERTED
    if revision.revid in facts.unclear:
        return Reason.TAKES_ONLY
    if revision.reverts or revision.revid in facts.taking_back:
        return Reason.REVERT
    return None
