"""Entering counts in the results: the pages' new counts in the place of the old, and the sums with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from bot.counting.aggregates import EVERYBODY, NO_SUMS, changed, group_change, of_wiki, plus
from bot.counting.awards import with_articles_together
from bot.counting.membership import Participant
from bot.counting.scoring_rules import ScoringRules
from bot.counting.stored_results import PageResult, PageScore, Tally
from bot.mediawiki.keys import AccountKey
from bot.operations.ports import CampaignResults


@dataclass(frozen=True)
class Aggregation:
    """The results of one campaign, which scores by ``scoring``; ``people`` are those who take part.

    Sums that it has read once it knows: nobody else writes them during the campaign's turn.
    """

    results: CampaignResults
    scoring: ScoringRules
    people: Sequence[Participant] = ()
    _known: dict[AccountKey, Tally] = field(default_factory=dict)

    def enter(self, counts: Sequence[PageResult]) -> None:
        """Take the difference to the sums, and keep all of it together."""
        old = self.results.entries([count.page_key for count in counts])
        new = [entry for count in counts for entry in count.entries]
        members = self._members(old, new)
        if self.scoring.side_by_side:
            members = self._side_by_side(members, counts)
        self._known.update(members)
        self.results.record(counts, members, self._groups(old, new))

    def _members(self, old: Iterable[PageScore], new: Iterable[PageScore]) -> Mapping[AccountKey, Tally]:
        before, after = _by_member(old), _by_member(new)
        accounts = before.keys() | after.keys()
        self._known.update(self.results.tallies(accounts - self._known.keys()))
        return {
            key: changed(self._known.get(key, NO_SUMS), before.get(key, ()), after.get(key, ()))
            for key in accounts
        }

    def _side_by_side(
        self, members: Mapping[AccountKey, Tally], counts: Sequence[PageResult]
    ) -> Mapping[AccountKey, Tally]:
        """The sums where a rule looks at all articles of a participant: those who did something new have
        theirs read, on all wikis. What the rule gives stands with the first account.
        """
        affected = {self._first.get(key, key): self._accounts.get(key, (key,)) for key in members}
        everybody = [key for accounts in affected.values() for key in accounts]
        self._known.update(self.results.tallies([key for key in everybody if key not in self._known]))
        works = self._works(everybody, counts)
        found = dict(members)
        for first, accounts in affected.items():
            for key in accounts:
                theirs = [work for one in accounts for work in works[one]] if key == first else []
                tally = members.get(key, self._known.get(key, NO_SUMS))
                found[key] = with_articles_together(tally, theirs, self.scoring)
        return found

    def _works(
        self, accounts: Collection[AccountKey], counts: Sequence[PageResult]
    ) -> Mapping[AccountKey, list[tuple[PageScore, Decimal]]]:
        """All that these accounts did, each page with what it weighs."""
        counted = {count.page_key for count in counts}
        theirs: dict[AccountKey, list[tuple[PageScore, Decimal]]] = defaultdict(list)
        for one, factor in self.results.entries_of(accounts):
            if one.page_key not in counted:
                theirs[one.account_key].append((one, factor))
        for count in counts:
            for one in count.entries:
                theirs[one.account_key].append((one, count.factor))
        return theirs

    @cached_property
    def _accounts(self) -> Mapping[AccountKey, tuple[AccountKey, ...]]:
        """All accounts of a person, by each of them."""
        return {key: one.accounts for one in self.people for key in one.accounts}

    @cached_property
    def _first(self) -> Mapping[AccountKey, AccountKey]:
        return {key: accounts[0] for key, accounts in self._accounts.items()}

    def _groups(self, old: Sequence[PageScore], new: Sequence[PageScore]) -> Mapping[str, Tally]:
        known = self.results.groups()
        groups = {EVERYBODY: plus(known.get(EVERYBODY, NO_SUMS), group_change(old, new))}
        for name, members in self.scoring.teams.items():
            theirs = frozenset(members)
            before, after = _of(old, theirs), _of(new, theirs)
            if before or after:
                groups[name] = plus(known.get(name, NO_SUMS), group_change(before, after))
        for wiki in self.scoring.wikis:
            before, after = _on(old, wiki), _on(new, wiki)
            if before or after:
                name = of_wiki(wiki)
                groups[name] = plus(known.get(name, NO_SUMS), group_change(before, after))
        return groups


def _by_member(entries: Iterable[PageScore]) -> Mapping[AccountKey, list[PageScore]]:
    found: dict[AccountKey, list[PageScore]] = defaultdict(list)
    for entry in entries:
        found[entry.account_key].append(entry)
    return found


def _of(entries: Iterable[PageScore], accounts: Collection[AccountKey]) -> list[PageScore]:
    return [entry for entry in entries if entry.account_key in accounts]


def _on(entries: Iterable[PageScore], wiki: str) -> list[PageScore]:
    return [entry for entry in entries if entry.page_key.wiki == wiki]
