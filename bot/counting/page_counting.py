"""Counting pages: from the participants' edits of them to what each participant did there.

It asks for what has to be known, round by round, and then evaluates each page once. Nothing here reads
anything: whoever counts answers the questions (``bot.operations.counting``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.counting.contributions import Contribution, contributions
from bot.counting.early_edits import EarlyEdits
from bot.counting.eligibility import (
    Eligibility,
    Facts,
    Taking,
    evaluate,
    firsts,
    place_reason,
    with_unlike_before,
)
from bot.counting.histories import Histories, LoggedChanges
from bot.counting.page_history import HistoryFacts
from bot.counting.prior_state import PriorState
from bot.counting.questions import TextChanges, WholeArticles
from bot.counting.scoring import page_score
from bot.counting.scoring_rules import ONE, ScoringRules
from bot.counting.stored_results import PageResult, PageScore
from bot.declaration.campaign import Campaign
from bot.features.conditions.condition import Leaf
from bot.mediawiki.keys import PageKey
from bot.mediawiki.models import BY_AGE, Account, Page, Revision
from bot.mediawiki.queries import Asking
from bot.mediawiki.site import Site, Title


@dataclass(frozen=True)
class PageBatch:
    """Pages of a wiki that are counted together, as they are now.

    ``pages`` has those of ``pageids`` that are there, ``scope`` those in the scope (None: every page), and
    ``factors`` the products of the weights that match a page, where any does. ``revisions`` are the
    participants' edits of them, oldest first. ``logged`` is what the log tells of the pages. ``afresh``:
    nothing that is remembered of texts is trusted.
    """

    pageids: Sequence[int]
    pages: Mapping[int, Page]
    scope: frozenset[int] | None
    factors: Mapping[int, Decimal]
    revisions: Sequence[Revision]
    logged: LoggedChanges
    afresh: bool


@dataclass(frozen=True)
class PageCounting:
    """What a campaign's pages on one wiki are counted by.

    ``accounts`` are the participants by userid, ``by_edits_alone`` those of whom single edits count, and
    ``joined`` is that of :class:`Facts`.
    ``open_pages`` are the pages to which the edits of those who are not ``signed_up`` are limited; None where
    everybody signed up. ``takings`` are those of :class:`Facts`. ``listed`` are the pages
    that conditions list, ``names`` the full titles of those that they name.
    """

    campaign: Campaign
    wiki: str
    site: Site
    accounts: Mapping[int, Account]
    scoring: ScoringRules
    early_edits: EarlyEdits
    redirect_words: tuple[str, ...]
    by_edits_alone: Collection[int] = frozenset()
    joined: Mapping[int, datetime] = field(default_factory=dict)
    open_pages: Collection[int] | None = None
    signed_up: Collection[int] = frozenset()
    takings: Mapping[int, Sequence[Taking]] = field(default_factory=dict)
    listed: Mapping[Leaf, frozenset[int]] = field(default_factory=dict)
    names: Mapping[Title, str] = field(default_factory=dict)

    def count(self, batch: PageBatch) -> Asking[list[PageResult]]:
        """What counting these pages comes to."""
        revisions, beside = self._apart(batch)
        facts, looked_into = yield from self._in_place(batch, revisions)
        counting = {pageid: page for pageid, page in facts.pages.items() if not self._unfit(page, facts)}
        histories = Histories(
            campaign=self.campaign,
            site=self.site,
            participants=facts.participants,
            logged=batch.logged,
            redirect_words=self.redirect_words,
        )
        past = yield from histories.facts(revisions, counting)
        facts = _with_past(facts, past)
        evaluated = yield from self._evaluated(sorted(past.revisions, key=BY_AGE), facts)
        measured = tuple(one.revision for one in evaluated if one.measured)
        asked = TextChanges(measured, batch.afresh)
        changes = (yield (asked,))[asked]
        folded = contributions(evaluated, self.accounts, self.campaign, facts, changes)
        told = self.early_edits.evaluated(beside, batch.pages, facts)
        watched = past.watched | looked_into
        return list(self._results(batch, (*evaluated, *told), folded, watched))

    def _apart(self, batch: PageBatch) -> tuple[Sequence[Revision], Sequence[Revision]]:
        """The edits that may count, and others; what is in other namespaces now cannot count."""
        namespaces, start = self.campaign.articles.namespaces, self.campaign.start
        outside = {pageid for pageid, page in batch.pages.items() if page.namespace not in namespaces}
        beside = [r for r in batch.revisions if r.pageid in outside or r.timestamp < start]
        apart = {r.revid for r in beside}
        inside = [r for r in batch.revisions if r.revid not in apart]
        if self.open_pages is None:
            return inside, beside
        return [r for r in inside if r.pageid in self.open_pages or r.userid in self.signed_up], beside

    def _in_place(
        self, batch: PageBatch, revisions: Sequence[Revision]
    ) -> Asking[tuple[Facts, frozenset[int]]]:
        """What is known of the pages as they are now; and those to be looked at again, whoever edits them,
        because something is demanded of articles as a whole.
        """
        facts = Facts(
            wiki=self.wiki,
            participants=self.accounts.keys(),
            pages=batch.pages,
            scope=batch.scope,
            takings=self.takings,
            by_edits_alone=self.by_edits_alone,
            joined=self.joined,
        )
        demands = self.campaign.articles.demands
        if not demands:
            return facts, frozenset()
        worked_on = {revision.pageid for revision in revisions}
        pages = [page for p, page in batch.pages.items() if p in worked_on and not self._unfit(page, facts)]
        question = WholeArticles(tuple(page.lastrevid for page in pages))
        wholes = (yield (question,))[question]
        short = frozenset(
            page.pageid
            for page in pages
            if page.lastrevid not in wholes or any(one.lacks(wholes[page.lastrevid]) for one in demands)
        )
        return replace(facts, short=short), frozenset(page.pageid for page in pages)

    def _unfit(self, page: Page, facts: Facts) -> bool:
        """Whether nothing on a page counts, whatever its age."""
        return place_reason(page, self.campaign, facts, aged=False) is not None

    def _evaluated(self, revisions: Sequence[Revision], facts: Facts) -> Asking[tuple[Eligibility, ...]]:
        """Each revision with its reason; oldest first."""
        evaluated = evaluate(revisions, self.campaign, facts)
        before = self.campaign.articles.before
        if before is None:
            return evaluated
        unlike = yield from PriorState(before, self.listed, self.names).unlike(firsts(evaluated))
        return with_unlike_before(revisions, evaluated, unlike)

    def _results(
        self,
        batch: PageBatch,
        evaluated: Iterable[Eligibility],
        folded: Iterable[Contribution],
        watched: Collection[int],
    ) -> Iterator[PageResult]:
        factors = {PageKey(self.wiki, pageid): factor for pageid, factor in batch.factors.items()}
        scoring = replace(self.scoring, factors=factors)
        parts = scoring.parts()
        theirs: dict[int, list[Eligibility]] = defaultdict(list)
        entries: dict[int, list[PageScore]] = defaultdict(list)
        for one in evaluated:
            theirs[one.revision.pageid].append(one)
        for contribution in folded:
            entries[contribution.page.pageid].append(page_score(contribution, scoring, parts))
        for pageid in batch.pageids:
            yield PageResult(
                page_key=PageKey(self.wiki, pageid),
                in_scope=batch.scope is None or pageid in batch.scope,
                factor=batch.factors.get(pageid, ONE),
                watched=batch.pages[pageid].lastrevid if pageid in watched else None,
                last=_last(theirs[pageid]),
                evaluated=tuple(theirs[pageid]),
                entries=tuple(entries[pageid]),
            )


def _with_past(facts: Facts, past: HistoryFacts) -> Facts:
    return replace(
        facts,
        origins=past.origins,
        came_back=past.came_back,
        taken_back=past.taken_back,
        taking_back=past.taking_back,
        unclear=past.unclear,
        saved_again=past.saved_again,
        unchanged=past.unchanged,
        imported=past.imported,
    )


def _last(evaluated: Sequence[Eligibility]) -> tuple[datetime, int] | None:
    """Time and revid of the newest counted revision."""
    return max((BY_AGE(one.revision) for one in evaluated if one.reason is None), default=None)
