"""One update of one campaign's counting: who takes part, what they did since, and what comes of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from bot.counting.early_edits import EarlyEdits
from bot.counting.membership import Participant, members_of, participants_of
from bot.counting.page_counting import PageCounting
from bot.counting.scoring import Sums
from bot.counting.scoring_rules import ScoringRules
from bot.counting.stored_results import Refresh
from bot.counting.summing_up import summed_up
from bot.declaration.condition_trees import positive
from bot.features.measures.registry import ALWAYS
from bot.features.outputs.registry import OUTPUTS
from bot.mediawiki.keys import AccountKey, page_keys
from bot.mediawiki.models import Account
from bot.mediawiki.queries import PageText
from bot.messages import Remark
from bot.operations.counting.account_details import details_wanted
from bot.operations.counting.aggregation import Aggregation
from bot.operations.counting.anywhere import Anywhere
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.categories import Categories
from bot.operations.counting.confirming_source import ConfirmingSource
from bot.operations.counting.counted import Counted
from bot.operations.counting.derived_facts import DerivedFacts
from bot.operations.counting.due_pages import DuePages
from bot.operations.counting.edit_reader import EditReader
from bot.operations.counting.measuring import Measurer, lookups, meant, wanted
from bot.operations.counting.name_holders import NameHolders
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.nothing_counts import NothingCounts, told
from bot.operations.counting.open_participation import OpenParticipation
from bot.operations.counting.page_counting import PageCounter
from bot.operations.counting.participants import FoundParticipants, ParticipantFinder
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.plain_names import PlainNames
from bot.operations.counting.prefetch import PrefetchingSource
from bot.operations.counting.recounting import recount_decided, recount_single_edits
from bot.operations.counting.renames import Renames
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments, resolve
from bot.operations.counting.scope_lookup import Worklists
from bot.operations.counting.settings_key import settings_key
from bot.operations.counting.unknown_names import UnknownNames
from bot.operations.counting.work import CampaignWork
from bot.operations.ports import Source
from bot.wikitext.input_pages import InputPages


def count_campaign(
    work: CampaignWork, page: PageText, now: datetime, source: Source, budget: Budget
) -> Counted:
    """Bring the counts up to date, as far as the budget reaches. Raises WikiUnavailable.

    ``page`` is the campaign's.
    """
    confirming = ConfirmingSource(source, work.wiki_cache, work.results, work.wiki)
    count = _Counting(work, now, confirming, budget)
    found = count.run(page)
    details = {} if found.unfinished else details_wanted(work, count.accounts, source, now)
    return replace(
        found,
        input_pages=count.input_pages,
        headings=count.headings,
        by_edits_alone=count.by_edits_alone,
        details=details,
    )


class _Counting:
    """One update of one campaign's counts."""

    def __init__(self, work: CampaignWork, now: datetime, source: ConfirmingSource, budget: Budget) -> None:
        self.work = work
        self.campaign, self.wiki_cache, self.results = work.campaign, work.wiki_cache, work.results
        self.now = now
        self.lists = source.lists
        self.source = PrefetchingSource(source)
        self.budget = budget
        self.scope_lookup = work.scope_lookup()
        self.tree = Categories(self.source, self.wiki_cache)
        self.lookups = lookups(work.campaign, work.syntax, self.results)
        self.input_pages = InputPages()
        self.headings: Mapping[Hashable, str] = {}
        self.by_edits_alone: frozenset[AccountKey] = frozenset()
        self.accounts: tuple[Account, ...] = ()
        """Those of all participants, once they are known."""
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
        self.input_pages = InputPages(people.pages, worklists.pages)
        self.headings = people.headings
        resolved = resolve(self.campaign, self.work.wiki, self.work.site, people.named, articles)
        notices = summed_up((*people.notices, *worklists.notices, *resolved.notices))
        if not begun:
            self.unknown_names.keep()
            self.notes.keep()
            return Counted(self._participants(people.accounts), notices, self._scoring(people, resolved))
        return self._counted(people, worklists, resolved, notices)

    def _counted(
        self,
        people: FoundParticipants,
        worklists: Worklists,
        resolved: ResolvedAdjustments,
        notices: tuple[Remark, ...],
    ) -> Counted:
        """What the numbers are, once it has begun."""
        everybody = OpenParticipation(
            self.campaign, self.scope_lookup, worklists, self.tree, self.source, self.results
        )
        listed = None
        accounts = (*people.accounts, *self._found_by_edits(everybody, people))
        moment, done = self.reader.read(accounts)
        if self.campaign.participants.everybody:
            listed = everybody.read(self.wiki_cache, people, afresh=self.reader.reread)
            accounts = everybody.accounts
        scoring = self._scoring(replace(people, accounts=accounts), resolved)
        participants = self._participants(accounts)
        if not done:
            return Counted(participants, notices, scoring, moment=moment, unfinished=True)
        zero = NothingCounts(self.notes, self.work.shown_as_counted)
        counting = replace(
            self._counting_by(accounts, scoring, resolved, worklists),
            open_pages=listed,
            signed_up=frozenset(account.userid for account in people.accounts),
        )
        if not self._count_pages(self._counter(counting, worklists), resolved, everybody):
            return Counted(participants, notices, scoring, moment=moment, unfinished=True)
        sums = Sums(self.results.tallies(), self.results.groups())
        fell_from = zero.fell_from(sum(tally.revisions for tally in sums.members.values()))
        self.notes.keep()
        notices += told(fell_from)
        return Counted(participants, notices, scoring, sums, moment, fell_from=fell_from)

    def _count_pages(
        self, counter: PageCounter, resolved: ResolvedAdjustments, everybody: OpenParticipation
    ) -> bool:
        """Count what has to be counted; False when the budget is spent before."""
        scoring = counter.counting.scoring
        read = (counter.derived.measurer.meant, counter.worklists.names, self.work.syntax)
        key = settings_key(self.campaign, scoring, read, early_edits=self.early_edits.wanted)
        self._prepare(tuple(counter.counting.accounts.values()), key, resolved)
        everybody.keep()
        self.unknown_names.keep()
        self.notes.keep()
        self.results.mark_dirty(page_keys(self.work.wiki, everybody.departed), Refresh.PAGE)
        aggregation = Aggregation(self.results, scoring)
        finished = DuePages(self.results, self.scope_lookup, counter, aggregation, self.budget).count()
        self.lookups.keep()
        self.lists.keep()
        return finished

    def _found_by_edits(self, everybody: OpenParticipation, people: FoundParticipants) -> tuple[Account, ...]:
        """Those who take part by single edits, where not everybody does. They are found before others'
        edits are read, because their own are read like anybody's.
        """
        if not self.campaign.participants.single_edits:
            return ()
        if positive(self.campaign.articles.scope) is None:
            anywhere = Anywhere(self.campaign, self.source, self.notes, self.reader.moment)
            found = tuple(anywhere.read(people, afresh=self.reader.due))
        else:
            everybody.read(self.wiki_cache, people, afresh=self.reader.due)
            found = everybody.accounts[len(people.accounts) :]
        self.by_edits_alone = frozenset(self._keys(found))
        return found

    def _keys(self, accounts: Iterable[Account]) -> dict[AccountKey, str]:
        """These accounts with their names, in their order."""
        return {AccountKey(self.work.wiki, account.userid): account.name for account in accounts}

    def _participants(self, accounts: Iterable[Account]) -> tuple[Participant, ...]:
        self.accounts = tuple(accounts)
        return participants_of(self._keys(self.accounts))

    @cached_property
    def early_edits(self) -> EarlyEdits:
        """What is read beside the edits that may count."""
        told = any(OUTPUTS[name].tells_early for name in self.campaign.publish)
        return EarlyEdits(self.campaign, self.work.site, told)

    @cached_property
    def reader(self) -> EditReader:
        """Reads what is new."""
        return EditReader(
            self.campaign,
            self.work.wiki,
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

    def _counting_by(
        self,
        accounts: Sequence[Account],
        scoring: ScoringRules,
        resolved: ResolvedAdjustments,
        worklists: Worklists,
    ) -> PageCounting:
        wiki = self.work.wiki
        return PageCounting(
            campaign=self.campaign,
            wiki=wiki,
            site=self.work.site,
            accounts={account.userid: account for account in accounts},
            scoring=scoring,
            early_edits=self.early_edits,
            redirect_words=self.work.syntax.words.redirects,
            by_edits_alone=frozenset(key.userid for key in self.by_edits_alone),
            takings=resolved.on(wiki),
            listed=worklists.listed,
            names=worklists.names,
        )

    def _counter(self, counting: PageCounting, worklists: Worklists) -> PageCounter:
        return PageCounter(
            counting=counting,
            derived=DerivedFacts(
                self.source,
                self.work.site,
                self.wiki_cache,
                self.tree,
                self.work.wholes,
                self._measurer(tuple(counting.accounts.values())),
                self.budget,
            ),
            scope_lookup=self.scope_lookup,
            worklists=worklists,
            tree=self.tree,
            source=self.source,
            wiki_cache=self.wiki_cache,
            results=self.results,
        )

    def _measurer(self, accounts: Sequence[Account]) -> Measurer:
        return Measurer(
            campaign=self.campaign,
            syntax=self.work.syntax,
            source=self.source,
            wiki_cache=self.wiki_cache,
            meant=meant(self.campaign, self.work.syntax, self.source),
            lookups=self.lookups,
            budget=self.budget,
            names={account.userid: account.name for account in accounts},
        )

    def _scoring(self, people: FoundParticipants, resolved: ResolvedAdjustments) -> ScoringRules:
        wiki, there = self.work.wiki, self._keys(people.accounts)
        named = {name: AccountKey(wiki, one.userid) if one else None for name, one in people.named.items()}
        teams = members_of(self.campaign.participants.teams, named, there.keys())
        measured = (*ALWAYS, *wanted(self.campaign))
        rules, bonuses = self.campaign.rules, self.campaign.bonuses
        return ScoringRules(rules, bonuses, adjustments=resolved.adjustments, teams=teams, measured=measured)

    def _prepare(self, accounts: Sequence[Account], key: str, resolved: ResolvedAdjustments) -> None:
        self.results.prepare(key, self._keys(accounts), self.early_edits.since, self.campaign.end)
        self.reader.keep()
        self.lists.keep()
        self.reader.watch()
        recount_decided(self.results, resolved)
        recount_single_edits(self.results, self.by_edits_alone)
        before = self.campaign.articles.before
        if before is not None and before.scope is not None:
            # Lists and the tree above the categories of old texts may have changed.
            self.results.mark_all_dirty(Refresh.RESCORE)
        if self.lookups.check(self.source):
            self.results.mark_all_dirty(Refresh.RESCORE)
