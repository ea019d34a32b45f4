"""What the sums are made of: contributions and judged edits, read back for those who want to see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.counting.contributions import Contribution
from bot.counting.eligibility import Reason
from bot.counting.people import NONE, GlobalAccounts, PersonFacts, person_facts
from bot.counting.scoring import breakdown, decimal
from bot.counting.scoring_rules import ONE, ZERO, ScoringRules
from bot.counting.standings import Breakdown, Row, ScoredContribution
from bot.counting.stored_results import PageScore, SeenRevision
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import BY_AGE, Account, AccountDetails, Page, Revision
from bot.messages import Message
from bot.operations.counting.wholes import Wholes
from bot.operations.ports import CampaignResults, WikiCache


@dataclass(frozen=True)
class WikiDetails:
    """What is remembered of one wiki, and what its articles come to as a whole."""

    wiki_cache: WikiCache
    wholes: Wholes


@dataclass(frozen=True)
class Breakdowns:
    """What one campaign's results know beside the sums. ``wikis`` are those of the campaign, by address."""

    accounts: Mapping[AccountKey, Account]
    scoring: ScoringRules
    results: CampaignResults
    wikis: Mapping[str, WikiDetails]
    details: Mapping[AccountKey, AccountDetails] = field(default_factory=dict)
    """What is known of the participants' accounts."""
    signed_up: Mapping[AccountKey, datetime] = field(default_factory=dict)
    """When people signed up, as far as it is known."""
    unified: GlobalAccounts = NONE

    def latest(self, limit: int) -> tuple[tuple[Contribution, ...], ...]:
        """The articles with the newest work, the newest first: the contributions to each, oldest first."""
        pages = self.results.latest(limit)
        by_page: dict[PageKey, list[Contribution]] = defaultdict(list)
        for contribution in self._contributions(self.results.counted_on(pages)):
            by_page[contribution.page_key].append(contribution)
        return tuple(tuple(by_page[page]) for page in pages)

    def newest(self, limit: int) -> tuple[ScoredContribution, ...]:
        """The contributions with the newest counted revisions, the newest first.

        Each of them is on one of as many articles with the newest work.
        """
        made = self._made(self.results.counted_on(self.results.latest(limit)))
        made.sort(key=lambda pair: BY_AGE(pair[0].revisions[-1]), reverse=True)
        return tuple(
            ScoredContribution(contribution, decimal(sum(score.parts, ZERO)))
            for contribution, score in made[:limit]
        )

    def breakdowns(self, rows: Iterable[Row]) -> tuple[Breakdown, ...]:
        """What these lines are made of, in their order."""
        rows = tuple(rows)
        whose = {key: place for place, row in enumerate(rows) for key in row.participant.accounts}
        theirs: dict[int, list[Contribution]] = defaultdict(list)
        for contribution in self._contributions(self.results.counted_of(whose)):
            theirs[whose[contribution.account_key]].append(contribution)
        scoring = replace(self.scoring, factors=self._factors())
        return tuple(breakdown(row, theirs[place], scoring) for place, row in enumerate(rows))

    def uncounted(self, accounts: Collection[AccountKey]) -> Sequence[SeenRevision]:
        """The edits of these people in the time of the campaign that do not count, oldest first."""
        return [seen for seen in self.results.seen(accounts, uncounted=True) if not seen.gone]

    def people(self, rows: Iterable[Row]) -> Mapping[AccountKey, PersonFacts]:
        """Who the people of these lines are, by what they are known by."""
        people = [row.participant for row in rows]
        known = self.details, self.signed_up, self.unified
        return {one.account_key: person_facts(one, *known) for one in people}

    def lacks(self, seen: Iterable[SeenRevision]) -> Mapping[PageKey, tuple[Message, ...]]:
        """What the pages of these lack, where nothing on them counts for that."""
        short = {one.page_key: one.page for one in seen if one.evaluated.reason is Reason.MINIMUM}
        found: dict[PageKey, tuple[Message, ...]] = {}
        for address, wiki in self.wikis.items():
            there = wiki.wholes.lacks(page for key, page in short.items() if key.wiki == address)
            found |= {PageKey(address, pageid): lacks for pageid, lacks in there.items()}
        return {key: found[key] for key in short if key in found}

    def _factors(self) -> Mapping[PageKey, Decimal]:
        return {p: place.factor for p, place in self.results.places().items() if place.factor != ONE}

    def _contributions(self, counted: Iterable[tuple[PageScore, Sequence[Revision]]]) -> list[Contribution]:
        return sorted((made for made, _ in self._made(counted)), key=lambda c: BY_AGE(c.revisions[0]))

    def _made(
        self, counted: Iterable[tuple[PageScore, Sequence[Revision]]]
    ) -> list[tuple[Contribution, PageScore]]:
        """The contributions that were stored, each with its score."""
        found = list(counted)
        pages = self._pages({entry.page_key for entry, _ in found})
        return [
            (
                Contribution(
                    wiki=entry.page_key.wiki,
                    account=self.accounts[entry.account_key],
                    page=pages.get(entry.page_key) or Page(entry.page_key.pageid, 0, ""),
                    revisions=tuple(revisions),
                    measures=entry.measures,
                    draft=entry.draft,
                    days=entry.days,
                ),
                entry,
            )
            for entry, revisions in found
        ]

    def _pages(self, keys: Iterable[PageKey]) -> Mapping[PageKey, Page]:
        """The pages as they were last seen; those that are gone are left out."""
        found: dict[PageKey, Page] = {}
        wanted = tuple(keys)
        for address, wiki in self.wikis.items():
            pages = wiki.wiki_cache.pages({key.pageid for key in wanted if key.wiki == address})
            found |= {PageKey(address, pageid): page for pageid, page in pages.items() if page}
        return found
