"""Counting pages: each by itself, from the members' edits of it to what each of them did there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.counting.contributions import Contribution, contributions
from bot.counting.eligibility import Eligibility, Facts, evaluate, place_reason
from bot.counting.page_history import HistoryFacts
from bot.counting.scoring import page_score
from bot.counting.scoring_rules import ONE, ScoringRules
from bot.counting.stored_results import DirtyPage, PageResult, PageScope, PageScore, Refresh
from bot.declaration.campaign import Campaign
from bot.mediawiki.keys import PageKey, page_keys
from bot.mediawiki.models import BY_AGE, Account, Page, Revision
from bot.mediawiki.site import Site
from bot.operations.counting.caching_source import CachingSource
from bot.operations.counting.categories import Categories
from bot.operations.counting.early_edits import EarlyEdits
from bot.operations.counting.history_reader import HistoryReader, LoggedChanges
from bot.operations.counting.measuring import Measurer
from bot.operations.counting.prior_state import PriorState, firsts
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments
from bot.operations.counting.scope_lookup import PageStates, ScopeLookup, Worklists
from bot.operations.counting.wholes import Wholes
from bot.operations.ports import CampaignResults, Source, WikiCache


@dataclass
class PageCounter:
    """Counts pages of one campaign on one wiki.

    ``surveyed`` are pages that this update has looked at already. ``listed`` are the pages to which edits by
    accounts that are not ``signed_up`` are limited; None where everybody signed up. Of those
    ``by_edits_alone`` only the edits count by which they take part.
    """

    campaign: Campaign
    wiki: str
    site: Site
    accounts: Mapping[int, Account]
    scoring: ScoringRules
    resolved: ResolvedAdjustments
    scope_lookup: ScopeLookup
    worklists: Worklists
    tree: Categories
    measurer: Measurer
    source: Source
    wiki_cache: WikiCache
    results: CampaignResults
    early_edits: EarlyEdits
    wholes: Wholes
    listed: Collection[int] | None = None
    signed_up: Collection[int] = frozenset()
    by_edits_alone: Collection[int] = frozenset()
    surveyed: PageStates = field(default_factory=lambda: PageStates({}, None))
    seen: set[int] = field(default_factory=set)

    def look_at(self, pageids: Sequence[int]) -> PageStates:
        """The pages as they are now, asked for once in an update; what is gone is in none of it."""
        new = [pageid for pageid in pageids if pageid not in self.seen]
        if new:
            found = self.scope_lookup.survey(new, self.worklists, self.tree, self.source)
            self.wiki_cache.take_pages({pageid: found.pages.get(pageid) for pageid in new})
            self.surveyed = _together(self.surveyed, found)
            self.seen.update(new)
        return self.surveyed

    def look_again(self, pageids: Sequence[int]) -> None:
        """Look once more at pages that are not where they were: categories may be missing from an answer."""
        there = [pageid for pageid in pageids if pageid in self.surveyed.pages]
        if not there:
            return
        tree = Categories(self.source, self.wiki_cache)
        found = self.scope_lookup.survey(there, self.worklists, tree, self.source, sure=True)
        self.surveyed = _replaced(self.surveyed, there, found)

    def place(self, pageid: int) -> PageScope:
        """Where a page stands that was looked at."""
        found = self.surveyed
        in_scope = found.scope is None or pageid in found.scope
        return PageScope(in_scope, found.factors.get(pageid, ONE))

    def count(self, dirty: Sequence[DirtyPage]) -> list[PageResult]:
        """Count these pages. Raises WikiUnavailable."""
        afresh = [one.page_key.pageid for one in dirty if one.refresh is Refresh.EVERYTHING]
        other = [one for one in dirty if one.refresh is not Refresh.EVERYTHING]
        counts = self._count(afresh, self.look_at(afresh), afresh=True) if afresh else []
        if other:
            counts += self._count([one.page_key.pageid for one in other], self._places(other), afresh=False)
        return counts

    def _places(self, dirty: Sequence[DirtyPage]) -> PageStates:
        """Pages that did not change are known, where a page's place has no part in it."""
        unchanged = [one.page_key.pageid for one in dirty if one.refresh is Refresh.RESCORE]
        known = self.wiki_cache.pages(unchanged) if self.scope_lookup.everywhere else {}
        asked = [one.page_key.pageid for one in dirty if one.page_key.pageid not in known]
        found = self.look_at(asked)
        remembered = {pageid: page for pageid, page in known.items() if page is not None}
        return replace(found, pages={**remembered, **found.pages})

    def _count(self, pageids: Sequence[int], places: PageStates, *, afresh: bool) -> list[PageResult]:
        pages = {pageid: places.pages[pageid] for pageid in pageids if pageid in places.pages}
        revisions, others = self._revisions(pageids, pages)
        facts = Facts(
            wiki=self.wiki,
            participants=self.accounts.keys(),
            pages=pages,
            scope=places.scope,
            disqualified=self.resolved.disqualified_on(self.wiki),
            suspended=self.resolved.suspended_on(self.wiki),
            by_edits_alone=self.by_edits_alone,
        )
        asked = self._demanded(revisions, facts)
        facts = replace(facts, short=self.wholes.short(asked, self.source, self.measurer.budget))
        caching = CachingSource(self.source, self.wiki_cache, pages, afresh)
        past = self._past(revisions, facts, caching)
        revisions, facts = past.revisions, _with_past(facts, past)
        facts = self._with_before(revisions, facts, caching)
        evaluated = evaluate(revisions, self.campaign, facts)
        counted = [one.revision for one in evaluated if one.measured]
        changes = self.measurer.changes(counted, afresh=afresh)
        folded = contributions(evaluated, self.accounts, self.campaign, facts, changes)
        told = self.early_edits.evaluated(others, pages, facts)
        past = replace(past, watched=past.watched | asked.keys())
        return self._page_counts(pageids, places, (*evaluated, *told), folded, past)

    def _demanded(self, revisions: Sequence[Revision], facts: Facts) -> Mapping[int, Page]:
        """The pages of which something is demanded; whoever edits them, they are looked at again."""
        if not self.wholes.demands:
            return {}
        worked_on = {revision.pageid for revision in revisions}
        return {
            pageid: page
            for pageid, page in facts.pages.items()
            if pageid in worked_on and not place_reason(page, self.campaign, facts, aged=False)
        }

    def _revisions(
        self, pageids: Sequence[int], pages: Mapping[int, Page]
    ) -> tuple[tuple[Revision, ...], tuple[Revision, ...]]:
        """The members' edits that may count, and others; what is in other namespaces now cannot count."""
        namespaces = self.campaign.articles.namespaces
        outside = {pageid for pageid, page in pages.items() if page.namespace not in namespaces}
        looked_at = pageids if self.early_edits.wanted else [one for one in pageids if one not in outside]
        found = self.results.revisions(
            page_keys(self.wiki, looked_at), self.early_edits.since, self.campaign.end
        )
        others = [r for r in found if r.pageid in outside or r.timestamp < self.campaign.start]
        apart = {r.revid for r in others}
        inside = (r for r in found if r.revid not in apart)
        if self.listed is None:
            return tuple(inside), tuple(others)
        theirs = (r for r in inside if r.pageid in self.listed or r.userid in self.signed_up)
        return tuple(theirs), tuple(others)

    def _past(self, revisions: Sequence[Revision], facts: Facts, source: Source) -> HistoryFacts:
        # The past is looked into only where the page itself counts, whatever its age.
        counting = {
            pageid: page
            for pageid, page in facts.pages.items()
            if not place_reason(page, self.campaign, facts, aged=False)
        }
        history_reader = HistoryReader(
            campaign=self.campaign,
            site=self.site,
            participants=facts.participants,
            happened=self._happened(list(counting)),
            source=source,
            redirect_words=self.measurer.syntax.words.redirects,
        )
        past = history_reader.look(revisions, counting)
        ordered = tuple(sorted(past.revisions, key=BY_AGE))
        return replace(past, revisions=ordered)

    def _happened(self, pageids: Sequence[int]) -> LoggedChanges:
        """What the log tells of these pages."""
        start = self.campaign.start
        moves, changes = (
            self.wiki_cache.moves(pageids, start),
            self.wiki_cache.history_changes(pageids, start),
        )
        return LoggedChanges.of(moves, changes)

    def _with_before(self, revisions: Sequence[Revision], facts: Facts, source: Source) -> Facts:
        """Where the campaign asks what the articles were like before, look at those that count otherwise."""
        before = self.campaign.articles.before
        if before is None:
            return facts
        counting = {j.revision.pageid for j in evaluate(revisions, self.campaign, facts) if j.measured}
        candidates = [revision for revision in revisions if revision.pageid in counting]
        first = firsts(candidates, self.campaign, facts)
        prior_state = PriorState(
            before, self.site, self.worklists, self.tree, source, self.wiki_cache, self.measurer.budget
        )
        return replace(facts, unlike_before=prior_state.unlike(first))

    def _page_counts(
        self,
        pageids: Sequence[int],
        places: PageStates,
        evaluated: Sequence[Eligibility],
        folded: Sequence[Contribution],
        past: HistoryFacts,
    ) -> list[PageResult]:
        factors = {PageKey(self.wiki, pageid): factor for pageid, factor in places.factors.items()}
        scoring = replace(self.scoring, factors=factors)
        parts = scoring.parts()
        theirs: dict[int, list[Eligibility]] = defaultdict(list)
        entries: dict[int, list[PageScore]] = defaultdict(list)
        for one in evaluated:
            theirs[one.revision.pageid].append(one)
        for contribution in folded:
            entries[contribution.page.pageid].append(page_score(contribution, scoring, parts))
        return [
            PageResult(
                page_key=PageKey(self.wiki, pageid),
                in_scope=places.scope is None or pageid in places.scope,
                factor=places.factors.get(pageid, ONE),
                watched=places.pages[pageid].lastrevid if pageid in past.watched else None,
                last=_last(theirs[pageid]),
                evaluated=tuple(theirs[pageid]),
                entries=tuple(entries[pageid]),
            )
            for pageid in pageids
        ]


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


def _together(some: PageStates, more: PageStates) -> PageStates:
    factors: dict[int, Decimal] = {**some.factors, **more.factors}
    scope = None if more.scope is None else frozenset(some.scope or ()) | more.scope
    pages: dict[int, Page] = {**some.pages, **more.pages}
    return PageStates(pages, scope, factors)


def _replaced(places: PageStates, pageids: Collection[int], found: PageStates) -> PageStates:
    """The same, but with these pages as they were found the second time."""
    left = places.pages.keys() - frozenset(pageids)
    pages = {pageid: page for pageid, page in places.pages.items() if pageid in left}
    factors = {pageid: factor for pageid, factor in places.factors.items() if pageid in left}
    scope = None if places.scope is None else places.scope & left
    return _together(PageStates(pages, scope, factors), found)


def _last(evaluated: Sequence[Eligibility]) -> tuple[datetime, int] | None:
    """Time and revid of the newest counted revision."""
    return max((BY_AGE(one.revision) for one in evaluated if one.reason is None), default=None)
