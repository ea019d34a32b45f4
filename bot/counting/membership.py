"""Who takes part in what: the members of teams, and those whose edits make them participants.

Rules: ``teams`` and ``anyone`` in docs/organizers.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import Account, Revision

FirstEdits = Sequence[tuple[int, str]]
"""Userids, each with the time (ISO) of a first edit."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a campaign, known by name over all of its wikis.

    ``accounts`` are the person's own there, never empty; the first is that of the campaign's page where
    there is one.
    """

    name: str
    accounts: tuple[AccountKey, ...]

    @property
    def account_key(self) -> AccountKey:
        """What the person is known by, whatever the name becomes."""
        return self.accounts[0]


def participants_of(accounts: Mapping[AccountKey, str]) -> tuple[Participant, ...]:
    """The people behind these accounts, which bear their names, in the order given.

    Accounts of one name are one person's, one on each wiki.
    """
    people: dict[tuple[str, int], list[AccountKey]] = defaultdict(list)
    namesakes: Counter[tuple[str, str]] = Counter()
    for key, name in accounts.items():
        people[name, namesakes[name, key.wiki]].append(key)
        namesakes[name, key.wiki] += 1
    return tuple(Participant(name, tuple(keys)) for (name, _), keys in people.items())


def members_of(
    teams: Mapping[str, Iterable[str]],
    named: Mapping[str, Sequence[AccountKey]],
    there: Collection[AccountKey],
) -> dict[str, list[AccountKey]]:
    """The accounts of each team's members, as far as they are among the participants ``there``."""
    return {
        team: [account for name in names for account in named.get(name, ()) if account in there]
        for team, names in teams.items()
    }


def first_edits(revisions: Iterable[Revision], finds: Callable[[Revision], bool]) -> list[tuple[int, str]]:
    """Each author with the time of the first edit that makes a participant; oldest first are given.

    Not IP addresses and hidden authors.
    """
    first: dict[int, str] = {}
    for revision in revisions:
        if revision.userid and finds(revision):
            first.setdefault(revision.userid, revision.timestamp.isoformat())
    return list(first.items())


def in_order(found: Iterable[FirstEdits], known: Collection[int]) -> list[int]:
    """The userids of all these authors but those ``known``, in the order of their first edits."""
    edits = sorted((when, userid) for theirs in found for userid, when in theirs)
    return list(dict.fromkeys(userid for _, userid in edits if userid not in known))


def admitted(
    userids: Iterable[int], accounts: Mapping[int, Account], excluded: Collection[int]
) -> list[Account]:
    """Those of them who have accounts, are no bots and not excluded."""
    return [
        accounts[userid]
        for userid in userids
        if userid in accounts and not accounts[userid].bot and userid not in excluded
    ]
