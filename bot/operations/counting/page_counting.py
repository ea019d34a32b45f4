"""Counting pages of one campaign on one wiki: finds out how they are now, and answers what counting asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.counting.histories import LoggedChanges
from bot.counting.page_counting import PageBatch, PageCounting
from bot.counting.scoring_rules import ONE
from bot.counting.stored_results import DirtyPage, PageResult, PageScope, Refresh
from bot.mediawiki.keys import page_keys
from bot.mediawiki.models import Page, Revision
from bot.operations.counting.asking import answered
from bot.operations.counting.caching_source import CachingSource
from bot.operations.counting.categories import Categories
from bot.operations.counting.derived_facts import DerivedFacts
from bot.operations.counting.scope_lookup import PageStates, ScopeLookup, Worklists
from bot.operations.ports import CampaignResults, Source, WikiCache


@dataclass
class PageCounter:
    """Counts pages.

    ``counting`` is what they are counted by, and ``derived`` answers what it asks. ``surveyed`` are pages
    that this update has looked at already.
    """

    counting: PageCounting
    derived: DerivedFacts
    scope_lookup: ScopeLookup
    worklists: Worklists
    tree: Categories
    source: Source
    wiki_cache: WikiCache
    results: CampaignResults
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
        start = self.counting.campaign.start
        batch = PageBatch(
            pageids=pageids,
            pages=pages,
            scope=places.scope,
            factors=places.factors,
            revisions=self._revisions(pageids, pages),
            logged=LoggedChanges.of(
                self.wiki_cache.moves(list(pages), start),
                self.wiki_cache.history_changes(list(pages), start),
            ),
            afresh=afresh,
        )
        caching = CachingSource(self.source, self.wiki_cache, pages, afresh)
        return answered(self.counting.count(batch), replace(self.derived, source=caching))

    def _revisions(self, pageids: Sequence[int], pages: Mapping[int, Page]) -> Sequence[Revision]:
        """The members' edits of these pages, as far as they are of any use."""
        campaign, early = self.counting.campaign, self.counting.early_edits
        namespaces = campaign.articles.namespaces
        outside = {pageid for pageid, page in pages.items() if page.namespace not in namespaces}
        wanted = pageids if early.wanted else [pageid for pageid in pageids if pageid not in outside]
        return self.results.revisions(page_keys(self.counting.wiki, wanted), early.since, campaign.end)


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
