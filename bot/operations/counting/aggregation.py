"""Entering counts in the results: the pages' new counts in the place of the old, and the sums with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.counting.aggregates import EVERYBODY, NO_SUMS, changed, group_change, plus
from bot.counting.stored_results import PageResult, PageScore, Tally
from bot.operations.ports import CampaignResults


@dataclass(frozen=True)
class Aggregation:
    """The results of one campaign; ``teams`` are the members' userids by the team's name.

    Sums that it has read once it knows: nobody else writes them during the campaign's turn.
    """

    results: CampaignResults
    teams: Mapping[str, Collection[int]]
    _known: dict[int, Tally] = field(default_factory=dict)

    def enter(self, counts: Sequence[PageResult]) -> None:
        """Take the difference to the sums, and keep all of it together."""
        old = self.results.entries([count.pageid for count in counts])
        new = [entry for count in counts for entry in count.entries]
        self.results.record(counts, self._members(old, new), self._groups(old, new))

    def _members(self, old: Iterable[PageScore], new: Iterable[PageScore]) -> Mapping[int, Tally]:
        before, after = _by_member(old), _by_member(new)
        userids = before.keys() | after.keys()
        self._known.update(self.results.tallies(userids - self._known.keys()))
        sums = {
            userid: changed(self._known.get(userid, NO_SUMS), before.get(userid, ()), after.get(userid, ()))
            for userid in userids
        }
        self._known.update(sums)
        return sums

    def _groups(self, old: Sequence[PageScore], new: Sequence[PageScore]) -> Mapping[str, Tally]:
        known = self.results.groups()
        groups = {EVERYBODY: plus(known.get(EVERYBODY, NO_SUMS), group_change(old, new))}
        for name, members in self.teams.items():
            theirs = frozenset(members)
            before, after = _of(old, theirs), _of(new, theirs)
            if before or after:
                groups[name] = plus(known.get(name, NO_SUMS), group_change(before, after))
        return groups


def _by_member(entries: Iterable[PageScore]) -> Mapping[int, list[PageScore]]:
    found: dict[int, list[PageScore]] = defaultdict(list)
    for entry in entries:
        found[entry.userid].append(entry)
    return found


def _of(entries: Iterable[PageScore], userids: Collection[int]) -> list[PageScore]:
    return [entry for entry in entries if entry.userid in userids]
