"""One update of one campaign's counting on one of its wikis: what is new there, and the pages it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from bot.counting.early_edits import EarlyEdits
from bot.counting.membership import Participant
from bot.counting.page_counting import PageCounting
from bot.counting.scoring_rules import ScoringRules
from bot.counting.stored_results import Refresh
from bot.declaration.campaign import Campaign
from bot.declaration.condition_trees import positive
from bot.declaration.read import Declaration
from bot.features.conditions.condition import Led
from bot.features.outputs.registry import OUTPUTS
from bot.mediawiki.keys import AccountKey, page_keys
from bot.mediawiki.models import Account
from bot.mediawiki.queries import ReadMoment
from bot.operations.counting.aggregation import Aggregation
from bot.operations.counting.anywhere import Anywhere
from bot.operations.counting.budget import Budget
from bot.operations.counting.categories import Categories
from bot.operations.counting.confirming_source import ConfirmingSource
from bot.operations.counting.derived_facts import DerivedFacts
from bot.operations.counting.due_pages import DuePages
from bot.operations.counting.edit_reader import EditReader
from bot.operations.counting.measuring import Lookups, Measurer, RuleMeanings, lookups, meant
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.open_participation import OpenParticipation
from bot.operations.counting.page_counting import PageCounter
from bot.operations.counting.participants import FoundParticipants
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.prefetch import PrefetchingSource
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments
from bot.operations.counting.scope_lookup import ScopeLookup, Worklists
from bot.operations.counting.work import WikiWork


@dataclass(frozen=True)
class Turn:
    """What all wikis of a campaign have in common in one update.

    ``full_reading`` is how long it holds that everything was read at once, ``final_from`` when it is read so
    for the last time.
    """

    now: datetime
    budget: Budget
    full_reading: timedelta
    final_from: datetime


@dataclass
class WikiCounting:
    """Counts one wiki's pages. ``campaign`` and ``declaration`` are as they are read on it, and ``led`` gives
    the page here that one means which the campaign names.

    After ``read``: ``accounts`` are those who take part, and ``by_edits_alone`` those of them who do so by
    nothing but single edits.
    """

    work: WikiWork
    campaign: Campaign
    declaration: Declaration
    turn: Turn
    led: Led = lambda title: title
    accounts: tuple[Account, ...] = ()
    by_edits_alone: frozenset[AccountKey] = frozenset()
    people: FoundParticipants = field(default_factory=lambda: FoundParticipants((), ()))
    _listed: frozenset[int] | None = None

    def read(self, people: FoundParticipants) -> tuple[ReadMoment, bool]:
        """Read what is new of these people, and of those found by their edits.

        False when the budget is spent before everything is read. Raises WikiUnavailable.
        """
        self.people = people
        self.accounts = (*people.accounts, *self._found_by_edits(people))
        moment, done = self.reader.read(self.accounts)
        if self.campaign.participants.everybody:
            afresh = self.reader.reread
            self._listed = self._everybody.read(self.work.wiki_cache, people, afresh=afresh)
            self.accounts = self._everybody.accounts
        return moment, done

    def leave_out(self, strangers: Iterable[Account]) -> None:
        """These take part in nothing here."""
        out = {account.userid for account in strangers}
        self.accounts = tuple(account for account in self.accounts if account.userid not in out)
        self.by_edits_alone = frozenset(key for key in self.by_edits_alone if key.userid not in out)

    @property
    def told(self) -> tuple[Any, ...]:
        """What the wiki says of templates, worklists and its wikitext, on which its counts depend."""
        return self._meant, self.worklists.names, self.work.syntax

    def keep(self) -> None:
        """Note what was found out, now that the results are ready for it; have pages counted by it."""
        self.reader.keep()
        self.lists.keep()
        self.reader.watch()
        before = self.campaign.articles.before
        if before is not None and before.scope is not None:
            # Lists and the tree above the categories of old texts may have changed.
            self.work.results.mark_all_dirty(Refresh.RESCORE)
        if self._lookups.check(self.source):
            self.work.results.mark_all_dirty(Refresh.RESCORE)
        self._everybody.keep()
        self.notes.keep()
        departed = page_keys(self.work.wiki, self._everybody.departed)
        self.work.results.mark_dirty(departed, Refresh.PAGE)

    def count(
        self, scoring: ScoringRules, resolved: ResolvedAdjustments, participants: Sequence[Participant]
    ) -> bool:
        """Count what has to be counted; False when the budget is spent before. Raises WikiUnavailable."""
        counter = self._counter(self._counting_by(scoring, resolved))
        aggregation = Aggregation(self.work.results, scoring, participants)
        pages = DuePages(self.work.results, self.scope_lookup, counter, aggregation, self.turn.budget)
        finished = pages.count()
        self._lookups.keep()
        self.lists.keep()
        return finished

    def keys(self, accounts: Iterable[Account]) -> dict[AccountKey, str]:
        """Accounts of this wiki with their names, in their order."""
        return {AccountKey(self.work.wiki, account.userid): account.name for account in accounts}

    @cached_property
    def notes(self) -> PendingNotes:
        """What is to be remembered of this wiki in this campaign."""
        return PendingNotes(self.work.results)

    @cached_property
    def _confirming(self) -> ConfirmingSource:
        work = self.work
        return ConfirmingSource(work.source, work.wiki_cache, work.results, work.wiki)

    @property
    def lists(self) -> Any:
        """The lists that the source remembers."""
        return self._confirming.lists

    @cached_property
    def source(self) -> PrefetchingSource:
        """Where facts of the wiki come from."""
        return PrefetchingSource(self._confirming)

    @cached_property
    def scope_lookup(self) -> ScopeLookup:
        """Finds out which pages are in the scope."""
        return ScopeLookup(self.campaign, self.work.site, self.declaration)

    @cached_property
    def articles(self) -> NamedArticles:
        """Finds the articles that settings name."""
        return NamedArticles(self.notes, self.source)

    @cached_property
    def worklists(self) -> Worklists:
        """The pages that the scope's lists and titles lead to."""
        return self.scope_lookup.worklists(self.source, self.notes, self.articles)

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
            self.work.wiki_cache,
            self.work.results,
            self.source,
            self.turn.budget,
            self.turn.now,
            self.turn.full_reading,
            self.turn.final_from,
            self.early_edits,
        )

    @cached_property
    def _tree(self) -> Categories:
        return Categories(self.source, self.work.wiki_cache)

    @cached_property
    def _lookups(self) -> Lookups:
        return lookups(self.campaign, self.work.syntax, self.work.results)

    @cached_property
    def _meant(self) -> RuleMeanings:
        return meant(self.campaign, self.work.syntax, self.source, self.led)

    @cached_property
    def _everybody(self) -> OpenParticipation:
        return OpenParticipation(
            self.campaign, self.scope_lookup, self.worklists, self._tree, self.source, self.work.results
        )

    def _found_by_edits(self, people: FoundParticipants) -> tuple[Account, ...]:
        """Those who take part by single edits, where not everybody does. They are found before others'
        edits are read, because their own are read like anybody's.
        """
        if not self.campaign.participants.single_edits:
            return ()
        if positive(self.campaign.articles.scope) is None:
            anywhere = Anywhere(self.campaign, self.source, self.notes, self.reader.moment)
            found = tuple(anywhere.read(people, afresh=self.reader.due))
        else:
            self._everybody.read(self.work.wiki_cache, people, afresh=self.reader.due)
            found = self._everybody.accounts[len(people.accounts) :]
        self.by_edits_alone = frozenset(self.keys(found))
        return found

    def _counting_by(self, scoring: ScoringRules, resolved: ResolvedAdjustments) -> PageCounting:
        wiki = self.work.wiki
        return PageCounting(
            campaign=self.campaign,
            wiki=wiki,
            site=self.work.site,
            accounts={account.userid: account for account in self.accounts},
            scoring=scoring,
            early_edits=self.early_edits,
            redirect_words=self.work.syntax.words.redirects,
            by_edits_alone=frozenset(key.userid for key in self.by_edits_alone),
            joined=self.people.joined,
            takings=resolved.on(wiki),
            listed=self.worklists.listed,
            names=self.worklists.names,
            open_pages=self._listed,
            signed_up=frozenset(account.userid for account in self.people.accounts),
        )

    def _counter(self, counting: PageCounting) -> PageCounter:
        return PageCounter(
            counting=counting,
            derived=DerivedFacts(
                self.source,
                self.work.site,
                self.work.wiki_cache,
                self._tree,
                self.work.wholes(self.campaign),
                self._measurer(tuple(counting.accounts.values())),
                self.turn.budget,
            ),
            scope_lookup=self.scope_lookup,
            worklists=self.worklists,
            tree=self._tree,
            source=self.source,
            wiki_cache=self.work.wiki_cache,
            results=self.work.results,
        )

    def _measurer(self, accounts: Sequence[Account]) -> Measurer:
        return Measurer(
            campaign=self.campaign,
            syntax=self.work.syntax,
            source=self.source,
            wiki_cache=self.work.wiki_cache,
            meant=self._meant,
            lookups=self._lookups,
            budget=self.turn.budget,
            names={account.userid: account.name for account in accounts},
        )
