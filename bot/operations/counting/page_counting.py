"""Counting pages: each by itself, from the members' edits of it to what each of them did there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.counting.contributions import Contribution, contributions
from bot.counting.eligibility import Facts, Judged, judge, place_reason
from bot.counting.page_history import Past
from bot.counting.scoring import entry_of
from bot.counting.scoring_rules import ONE, Scheme
from bot.counting.stored_results import Depth, Entry, PageCount, Place, Todo
from bot.declaration.campaign import Campaign
from bot.mediawiki.models import BY_AGE, Account, Page, Revision
from bot.mediawiki.site import Site
from bot.operations.counting.before import Forerunner, firsts
from bot.operations.counting.beside import Beside
from bot.operations.counting.categories import Categories
from bot.operations.counting.measuring import Measurer
from bot.operations.counting.past import Happened, Historian
from bot.operations.counting.places import Places, Surveyor, Worklists
from bot.operations.counting.recollection import Recollection
from bot.operations.counting.verdicts import Verdicts
from bot.operations.ports import Ledger, Notebook, Source


@dataclass
class PageCounter:
    """Counts pages of one campaign.

    ``surveyed`` are pages that this update has looked at already. ``listed`` are the pages to which edits by
    accounts that are not ``signed_up`` are limited; None where everybody signed up.
    """

    campaign: Campaign
    site: Site
    accounts: Mapping[int, Account]
    scheme: Scheme
    verdicts: Verdicts
    surveyor: Surveyor
    worklists: Worklists
    tree: Categories
    measurer: Measurer
    source: Source
    notebook: Notebook
    ledger: Ledger
    beside: Beside
    listed: Collection[int] | None = None
    signed_up: Collection[int] = frozenset()
    surveyed: Places = field(default_factory=lambda: Places({}, None))
    seen: set[int] = field(default_factory=set)

    def look_at(self, pageids: Sequence[int]) -> Places:
        """The pages as they are now, asked for once in an update; what is gone is in none of it."""
        new = [pageid for pageid in pageids if pageid not in self.seen]
        if new:
            found = self.surveyor.survey(new, self.worklists, self.tree, self.source)
            self.notebook.take_pages({pageid: found.pages.get(pageid) for pageid in new})
            self.surveyed = _together(self.surveyed, found)
            self.seen.update(new)
        return self.surveyed

    def look_again(self, pageids: Sequence[int]) -> None:
        """Look once more at pages that are not where they were: categories may be missing from an answer."""
        there = [pageid for pageid in pageids if pageid in self.surveyed.pages]
        if not there:
            return
        tree = Categories(self.source, self.notebook)
        found = self.surveyor.survey(there, self.worklists, tree, self.source, sure=True)
        self.surveyed = _replaced(self.surveyed, there, found)

    def place(self, pageid: int) -> Place:
        """Where a page stands that was looked at."""
        found = self.surveyed
        in_scope = found.scope is None or pageid in found.scope
        return Place(in_scope, found.factors.get(pageid, ONE))

    def count(self, todo: Sequence[Todo]) -> list[PageCount]:
        """Count these pages. Raises WikiUnavailable."""
        afresh = [one.pageid for one in todo if one.depth is Depth.AFRESH]
        other = [one for one in todo if one.depth is not Depth.AFRESH]
        counts = self._count(afresh, self.look_at(afresh), afresh=True) if afresh else []
        if other:
            counts += self._count([one.pageid for one in other], self._places(other), afresh=False)
        return counts

    def _places(self, todo: Sequence[Todo]) -> Places:
        """Pages that did not change are known, where a page's place has no part in it."""
        unchanged = [one.pageid for one in todo if one.depth is Depth.KNOWN]
        known = self.notebook.pages(unchanged) if self.surveyor.everywhere else {}
        asked = [one.pageid for one in todo if one.pageid not in known]
        found = self.look_at(asked)
        remembered = {pageid: page for pageid, page in known.items() if page is not None}
        return replace(found, pages={**remembered, **found.pages})

    def _count(self, pageids: Sequence[int], places: Places, *, afresh: bool) -> list[PageCount]:
        pages = {pageid: places.pages[pageid] for pageid in pageids if pageid in places.pages}
        revisions, others = self._revisions(pageids, pages)
        facts = Facts(
            participants=self.accounts.keys(),
            pages=pages,
            scope=places.scope,
            disqualified=self.verdicts.disqualified,
            suspended=self.verdicts.suspended,
        )
        recollection = Recollection(self.source, self.notebook, pages, afresh)
        past = self._past(revisions, facts, recollection)
        revisions, facts = past.revisions, _with_past(facts, past)
        facts = self._with_before(revisions, facts, recollection)
        judged = judge(revisions, self.campaign, facts)
        counted = [one.revision for one in judged if one.measured]
        changes = self.measurer.changes(counted, afresh=afresh)
        folded = contributions(judged, self.accounts, self.campaign, facts, changes)
        told = self.beside.judged(others, pages, facts)
        return self._page_counts(pageids, places, (*judged, *told), folded, past)

    def _revisions(
        self, pageids: Sequence[int], pages: Mapping[int, Page]
    ) -> tuple[tuple[Revision, ...], tuple[Revision, ...]]:
        """The members' edits that may count, and others; what is in other namespaces now cannot count."""
        namespaces = self.campaign.articles.namespaces
        outside = {pageid for pageid, page in pages.items() if page.namespace not in namespaces}
        looked_at = pageids if self.beside.wanted else [one for one in pageids if one not in outside]
        found = self.ledger.revisions(looked_at, self.beside.since, self.campaign.end)
        others = [r for r in found if r.pageid in outside or r.timestamp < self.campaign.start]
        apart = {r.revid for r in others}
        inside = (r for r in found if r.revid not in apart)
        if self.listed is None:
            return tuple(inside), tuple(others)
        theirs = (r for r in inside if r.pageid in self.listed or r.userid in self.signed_up)
        return tuple(theirs), tuple(others)

    def _past(self, revisions: Sequence[Revision], facts: Facts, source: Source) -> Past:
        # The past is looked into only where the page itself counts, whatever its age.
        counting = {
            pageid: page
            for pageid, page in facts.pages.items()
            if not place_reason(page, self.campaign, facts, aged=False)
        }
        historian = Historian(
            campaign=self.campaign,
            site=self.site,
            participants=facts.participants,
            happened=self._happened(list(counting)),
            source=source,
            redirect_words=self.measurer.syntax.words.redirects,
        )
        past = historian.look(revisions, counting)
        ordered = tuple(sorted(past.revisions, key=BY_AGE))
        return replace(past, revisions=ordered)

    def _happened(self, pageids: Sequence[int]) -> Happened:
        """What the log tells of these pages."""
        start = self.campaign.start
        moves, changes = self.notebook.moves(pageids, start), self.notebook.history_changes(pageids, start)
        return Happened.of(moves, changes)

    def _with_before(self, revisions: Sequence[Revision], facts: Facts, source: Source) -> Facts:
        """Where the campaign asks what the articles were like before, look at those that count otherwise."""
        before = self.campaign.articles.before
        if before is None:
            return facts
        counting = {j.revision.pageid for j in judge(revisions, self.campaign, facts) if j.measured}
        candidates = [revision for revision in revisions if revision.pageid in counting]
        first = firsts(candidates, self.campaign, facts)
        forerunner = Forerunner(
            before, self.site, self.worklists, self.tree, source, self.notebook, self.measurer.share
        )
        return replace(facts, unlike_before=forerunner.unlike(first))

    def _page_counts(
        self,
        pageids: Sequence[int],
        places: Places,
        judged: Sequence[Judged],
        folded: Sequence[Contribution],
        past: Past,
    ) -> list[PageCount]:
        scheme = replace(self.scheme, factors=places.factors)
        parts = scheme.parts()
        theirs: dict[int, list[Judged]] = defaultdict(list)
        entries: dict[int, list[Entry]] = defaultdict(list)
        for one in judged:
            theirs[one.revision.pageid].append(one)
        for contribution in folded:
            entries[contribution.page.pageid].append(entry_of(contribution, scheme, parts))
        return [
            PageCount(
                pageid=pageid,
                in_scope=places.scope is None or pageid in places.scope,
                factor=places.factors.get(pageid, ONE),
                watched=places.pages[pageid].lastrevid if pageid in past.watched else None,
                last=_last(theirs[pageid]),
                judged=tuple(theirs[pageid]),
                entries=tuple(entries[pageid]),
            )
            for pageid in pageids
        ]


def _with_past(facts: Facts, past: Past) -> Facts:
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


def _together(some: Places, more: Places) -> Places:
    factors: dict[int, Decimal] = {**some.factors, **more.factors}
    scope = None if more.scope is None else frozenset(some.scope or ()) | more.scope
    pages: dict[int, Page] = {**some.pages, **more.pages}
    return Places(pages, scope, factors)


def _replaced(places: Places, pageids: Collection[int], found: Places) -> Places:
    """The same, but with these pages as they were found the second time."""
    left = places.pages.keys() - frozenset(pageids)
    pages = {pageid: page for pageid, page in places.pages.items() if pageid in left}
    factors = {pageid: factor for pageid, factor in places.factors.items() if pageid in left}
    scope = None if places.scope is None else places.scope & left
    return _together(Places(pages, scope, factors), found)


def _last(judged: Sequence[Judged]) -> tuple[datetime, int] | None:
    """Time and revid of the newest counted revision."""
    return max((BY_AGE(one.revision) for one in judged if one.reason is None), default=None)
