"""Getting a campaign's counts up to date: who takes part, what they did since, and the pages that it touches.

Facts are remembered in the wiki cache, which all campaigns of a wiki share; counts in the campaign's results,
page by page. An update counts the pages on which something happened, and the sums take the difference.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from bot.counting.by_day import Calendar
from bot.counting.canonical import canonical
from bot.counting.scoring import Sums
from bot.counting.scoring_rules import ScoringRules
from bot.counting.stored_results import Refresh
from bot.counting.summing_up import summed_up
from bot.declaration.campaign import Campaign, SignUp
from bot.declaration.read import Declaration
from bot.features.measures.registry import ALWAYS
from bot.mediawiki.models import Account
from bot.mediawiki.queries import PageText, ReadMoment
from bot.mediawiki.site import Site
from bot.messages import Remark
from bot.operations.counting.aggregation import Aggregation
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.categories import Categories
from bot.operations.counting.confirming_source import ConfirmingSource
from bot.operations.counting.early_edits import EarlyEdits
from bot.operations.counting.edit_reader import EditReader
from bot.operations.counting.input_pages import InputPages
from bot.operations.counting.measuring import Meant, Measurer, lookups, meant, wanted
from bot.operations.counting.name_holders import NameHolders
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.nothing_counts import NothingCounts
from bot.operations.counting.open_participation import OpenParticipation
from bot.operations.counting.page_counting import PageCounter
from bot.operations.counting.participants import FoundParticipants, ParticipantFinder, SignUpReading
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.plain_names import PlainNames
from bot.operations.counting.prefetch import PrefetchingSource
from bot.operations.counting.renames import Renames
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments, resolve
from bot.operations.counting.scope_lookup import ScopeLookup, Worklists
from bot.operations.counting.unknown_names import UnknownNames
from bot.operations.counting.wholes import Wholes
from bot.operations.ports import CampaignResults, Source, WikiCache
from bot.wikitext.scanner.syntax import Syntax

VERSION = 5
"""Raise it when counting changes: what was counted before is counted again from what is remembered."""
PAGES = 4000
"""Pages that are counted together."""
AT_ONCE = 10_000
"""Pages that are looked at together, where a page's place matters."""
VERDICTS = "verdicts"


@dataclass(frozen=True)
class Counted:
    """What is known of a campaign now: its people in the order of sign-up, and their sums.

    ``unfinished``: the slice was spent before all was counted, and there are no sums yet. ``moment`` is up to
    when the wiki was read, None before the start. ``grounds`` are the pages that tell of people and scope.
    ``headings`` is what the lists of participants are called on their pages.
    """

    participants: tuple[Account, ...]
    notices: tuple[Remark, ...]
    scoring: ScoringRules = field(default_factory=ScoringRules)
    sums: Sums = field(default_factory=lambda: Sums({}, {}))
    moment: ReadMoment | None = None
    unfinished: bool = False
    grounds: InputPages = field(default_factory=InputPages)
    headings: Mapping[SignUp, str] = field(default_factory=dict)

    @property
    def accounts(self) -> Mapping[int, Account]:
        """The participants by userid."""
        return {account.userid: account for account in self.participants}


@dataclass(frozen=True)
class Work:
    """One campaign's counting. ``full_reading`` is how long it holds that everything was read at once.

    ``wiki_ledger`` is what is noted of the wiki itself, whatever the campaign.
    """

    campaign: Campaign
    site: Site
    reading: SignUpReading
    declaration: Declaration
    syntax: Syntax
    wiki_cache: WikiCache
    results: CampaignResults
    wiki_results: CampaignResults
    full_reading: timedelta
    final_from: datetime

    def count(self, page: PageText, now: datetime, source: Source, budget: Budget) -> Counted:
        """Bring the counts up to date, as far as the budget reaches. Raises WikiUnavailable."""
        confirming = ConfirmingSource(source, self.wiki_cache, self.results, self.site.server)
        count = _Count(self, now, confirming, budget)
        return replace(count.run(page), grounds=count.grounds, headings=count.headings)

    def scope_lookup(self) -> ScopeLookup:
        """Finds out which pages are in the scope."""
        return ScopeLookup(self.campaign, self.site, self.declaration)

    @property
    def wholes(self) -> Wholes:
        """What articles come to as a whole."""
        return Wholes(self.campaign.articles.demands, self.syntax, self.wiki_cache)


class _Count:
    """One update of one campaign's counts."""

    def __init__(self, work: Work, now: datetime, source: ConfirmingSource, budget: Budget) -> None:
        self.work = work
        self.campaign, self.wiki_cache, self.results = work.campaign, work.wiki_cache, work.results
        self.now = now
        self.lists = source.lists
        self.source = PrefetchingSource(source)
        self.budget = budget
        self.scope_lookup = work.scope_lookup()
        self.tree = Categories(self.source, self.wiki_cache)
        self.lookups = lookups(work.campaign, work.syntax, self.results)
        self.grounds = InputPages()
        self.headings: Mapping[SignUp, str] = {}
        self.unknown_names = UnknownNames(self.results, now)
        self.notes = PendingNotes(self.results)

    def run(self, page: PageText) -> Counted:
        begun = self.now >= self.campaign.start
        if begun:
            self.reader.foresee()
        try:
            people = self._people(page)
        except BudgetExhausted:
            self.unknown_names.keep(unfinished=True)
            return Counted((), (), unfinished=True)
        articles = NamedArticles(self.notes, self.source)
        worklists = self.scope_lookup.worklists(self.source, self.notes, articles)
        self.grounds = InputPages(people.pages, worklists.pages)
        self.headings = people.headings
        resolved = resolve(self.campaign, self.work.site, people.named, articles)
        notices = summed_up((*people.notices, *worklists.notices, *resolved.notices))
        if not begun:
            self.unknown_names.keep()
            self.notes.keep()
            return Counted(people.accounts, notices, self._scoring(people, resolved))
        moment, done = self.reader.read(people.accounts)
        everybody = OpenParticipation(
            self.campaign, self.scope_lookup, worklists, self.tree, self.source, self.results
        )
        listed = None
        accounts = people.accounts
        if self.campaign.participants.anyone:
            listed = everybody.read(self.wiki_cache, people, afresh=self.reader.reread)
            accounts = everybody.accounts
        scoring = self._scoring(replace(people, accounts=accounts), resolved)
        if not done:
            return Counted(accounts, notices, scoring, moment=moment, unfinished=True)
        rules_mean = meant(self.campaign, self.work.syntax, self.source)
        counter = replace(
            self._counter(accounts, scoring, resolved, worklists, rules_mean),
            listed=listed,
            signed_up=frozenset(account.userid for account in people.accounts),
        )
        zero = NothingCounts(self.notes)
        self._prepare(accounts, self._key(scoring, worklists, rules_mean), resolved)
        everybody.keep()
        self.unknown_names.keep()
        self.notes.keep()
        self.results.mark_dirty(everybody.departed, Refresh.PAGE)
        finished = self._count(counter, Aggregation(self.results, scoring))
        self.lookups.keep()
        self.lists.keep()
        if not finished:
            return Counted(accounts, notices, scoring, moment=moment, unfinished=True)
        sums = Sums(self.results.tallies(), self.results.groups())
        notices += zero.told(sum(tally.revisions for tally in sums.members.values()))
        self.notes.keep()
        return Counted(accounts, notices, scoring, sums, moment)

    @cached_property
    def early_edits(self) -> EarlyEdits:
        """What is read beside the edits that may count."""
        return EarlyEdits(self.campaign, self.work.site)

    @cached_property
    def reader(self) -> EditReader:
        """Reads what is new."""
        return EditReader(
            self.campaign,
            self.wiki_cache,
            self.results,
            self.source,
            self.budget,
            self.now,
            self.work.full_reading,
            self.work.final_from,
            self.early_edits,
        )

    def _people(self, page: PageText) -> FoundParticipants:
        work = self.work
        gatherer = ParticipantFinder(
            self.campaign,
            work.site,
            work.reading,
            work.declaration,
            unknown_names=self.unknown_names,
            plain_names=PlainNames(self.notes, work.reading.bot),
            renames=Renames(work.wiki_results, work.site),
            name_holders=NameHolders(self.notes, work.reading.bot),
            budget=self.budget,
        )
        return gatherer.gather(page, self.source)

    def _counter(
        self,
        accounts: Sequence[Account],
        scoring: ScoringRules,
        resolved: ResolvedAdjustments,
        worklists: Worklists,
        rules_mean: Meant,
    ) -> PageCounter:
        return PageCounter(
            campaign=self.campaign,
            site=self.work.site,
            accounts={account.userid: account for account in accounts},
            scoring=scoring,
            resolved=resolved,
            scope_lookup=self.scope_lookup,
            worklists=worklists,
            tree=self.tree,
            measurer=self._measurer(accounts, rules_mean),
            source=self.source,
            wiki_cache=self.wiki_cache,
            results=self.results,
            early_edits=self.early_edits,
            wholes=self.work.wholes,
        )

    def _measurer(self, accounts: Sequence[Account], rules_mean: Meant) -> Measurer:
        return Measurer(
            campaign=self.campaign,
            syntax=self.work.syntax,
            source=self.source,
            wiki_cache=self.wiki_cache,
            meant=rules_mean,
            lookups=self.lookups,
            budget=self.budget,
            names={account.userid: account.name for account in accounts},
        )

    def _scoring(self, people: FoundParticipants, resolved: ResolvedAdjustments) -> ScoringRules:
        there = {account.userid for account in people.accounts}
        teams = {
            name: [
                account.userid
                for member in members
                if (account := people.named.get(member)) and account.userid in there
            ]
            for name, members in self.campaign.participants.teams.items()
        }
        measured = (*ALWAYS, *wanted(self.campaign))
        rules, bonuses = self.campaign.rules, self.campaign.bonuses
        return ScoringRules(rules, bonuses, adjustments=resolved.adjustments, teams=teams, measured=measured)

    def _key(self, scoring: ScoringRules, worklists: Worklists, rules_mean: Meant) -> str:
        """Everything that counting depends on beside the wiki's pages and the people."""
        campaign = self.campaign
        parts = (
            VERSION,
            (campaign.start, campaign.end, campaign.articles, campaign.weights),
            (campaign.rules, campaign.bonuses, campaign.participants.anyone),
            (scoring.teams, scoring.measured, rules_mean, worklists.names, self.work.syntax),
            *(("beside",) if self.early_edits.wanted else ()),
            *((calendar,) if (calendar := Calendar.of(campaign)) else ()),
        )
        return hashlib.sha256(canonical(parts).encode()).hexdigest()

    def _prepare(self, accounts: Sequence[Account], key: str, resolved: ResolvedAdjustments) -> None:
        members = {account.userid: account.name for account in accounts}
        self.results.prepare(key, members, self.early_edits.since, self.campaign.end)
        self.reader.keep()
        self.lists.keep()
        self.reader.watch()
        self._judge_again(resolved)
        before = self.campaign.articles.before
        if before is not None and before.scope is not None:
            # Lists and the tree above the categories of old texts may have changed.
            self.results.mark_all_dirty(Refresh.RESCORE)
        if self.lookups.check(self.source):
            self.results.mark_all_dirty(Refresh.RESCORE)

    def _judge_again(self, resolved: ResolvedAdjustments) -> None:
        """The pages of those about whom the organizers decided something else than before."""
        disqualified = sorted(map(list, resolved.disqualified))
        suspended = {str(userid): moment.isoformat() for userid, moment in resolved.suspended.items()}
        present = {"disqualified": disqualified, "suspended": suspended}
        past = self.results.note(VERDICTS) or {"disqualified": [], "suspended": {}}
        if present == past:
            return
        pairs = (*disqualified, *past["disqualified"])
        changed = {
            u for u in {*suspended, *past["suspended"]} if suspended.get(u) != past["suspended"].get(u)
        }
        self.results.mark_dirty((pageid for _, pageid in pairs), Refresh.RESCORE)
        if changed:
            self.results.mark_dirty(
                self.results.pageids_of([int(userid) for userid in changed]), Refresh.RESCORE
            )
        self.results.put_note(VERDICTS, present)

    def _count(self, counter: PageCounter, aggregation: Aggregation) -> bool:
        """Count what has to be counted; False when the budget is spent before."""
        if not self.scope_lookup.everywhere and self.results.left() <= AT_ONCE:
            self._look_around(counter)
        return self._count_todo(counter, aggregation)

    def _look_around(self, counter: PageCounter) -> None:
        """See which pages came into the scope, went out of it, or weigh another amount now."""
        counted = self.results.places()
        waiting = [dirty.pageid for dirty in self.results.dirty_pages(AT_ONCE)]
        pageids = sorted({*counted, *waiting})
        for place in range(0, len(pageids), AT_ONCE):
            counter.look_at(pageids[place : place + AT_ONCE])
        changed = [pageid for pageid, place in counted.items() if counter.place(pageid) != place]
        counter.look_again([pageid for pageid in changed if counted[pageid].in_scope])
        changed = [pageid for pageid in changed if counter.place(pageid) != counted[pageid]]
        self.results.mark_dirty(changed, Refresh.RESCORE)

    def _count_todo(self, counter: PageCounter, aggregation: Aggregation) -> bool:
        # Where reading was not this turn's work, counting comes on by something, however slow the wiki is.
        begun = self.budget.edits <= 0
        while dirty := self.results.dirty_pages(min(PAGES, max(self.budget.edits, 1))):
            if begun and self.budget.spent:
                return False
            begun = True
            try:
                counts = counter.count(dirty)
            except BudgetExhausted:
                return False
            aggregation.enter(counts)
            self.budget.spend(sum(len(count.evaluated) for count in counts))
        return True
