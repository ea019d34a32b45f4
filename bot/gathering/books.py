"""Entering counts in the ledger: the pages' new counts in the place of the old, and the sums with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.keeping import Entry, PageCount, Tally
from bot.core.tallying import EVERYBODY, of_group, of_member, replaced
from bot.ports import Ledger


@dataclass(frozen=True)
class Books:
    """The ledger of one campaign; ``teams`` are the members' userids by the team's name."""

    ledger: Ledger
    teams: Mapping[str, Collection[int]]

    def enter(self, counts: Sequence[PageCount]) -> None:
        """Take the difference to the sums, and keep all of it together."""
        old = self.ledger.entries([count.pageid for count in counts])
        new = [entry for count in counts for entry in count.entries]
        self.ledger.record(counts, self._members(old, new), self._groups(old, new))

    def _members(self, old: Iterable[Entry], new: Iterable[Entry]) -> Mapping[int, Tally]:
        before, after = _by_member(old), _by_member(new)
        userids = before.keys() | after.keys()
        known = self.ledger.tallies(userids)
        return {
            userid: replaced(known.get(userid, Tally()), of_member(before[userid]), of_member(after[userid]))
            for userid in userids
        }

    def _groups(self, old: Sequence[Entry], new: Sequence[Entry]) -> Mapping[str, Tally]:
        known = self.ledger.groups()
        everybody = replaced(known.get(EVERYBODY, Tally()), of_group(old), of_group(new))
        groups = {EVERYBODY: everybody}
        for name, members in self.teams.items():
            theirs = frozenset(members)
            before, after = _of(old, theirs), _of(new, theirs)
            if before or after:
                groups[name] = replaced(known.get(name, Tally()), of_group(before), of_group(after))
        return groups


def _by_member(entries: Iterable[Entry]) -> Mapping[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.userid].append(entry)
    return found


def _of(entries: Iterable[Entry], userids: Collection[int]) -> list[Entry]:
    return [entry for entry in entries if entry.userid in userids]
