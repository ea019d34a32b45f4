"""Who takes part in what: the members of teams, and those whose edits make them participants.

Rules: ``teams`` and ``anyone`` in docs/organizers.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from bot.mediawiki.models import Account, Revision

FirstEdits = Sequence[tuple[int, str]]
"""Userids, each with the time (ISO) of a first edit."""


def members_of(
    teams: Mapping[str, Iterable[str]], named: Mapping[str, Account | None], there: Collection[int]
) -> dict[str, list[int]]:
    """The userids of each team's members, as far as they are among the participants ``there``."""
    return {
        team: [account.userid for name in names if (account := named.get(name)) and account.userid in there]
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
