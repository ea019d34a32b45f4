"""Whom a name meant that somebody else has now: people are known by their accounts, not by their names.

Who was renamed still takes part by the old name on a list, also when a stranger registers it afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.questions import AccountsById
from bot.core.revisions import Account
from bot.gathering.notes import Notes
from bot.ports import Source

NOTE = "former"


class FormerNames:
    """What names meant, remembered in a campaign's notes; ``members`` are its people by userid."""

    def __init__(self, notes: Notes, members: Mapping[int, str]) -> None:
        self._notes = notes
        self._meant: Mapping[str, int] = notes.get(NOTE) or {}
        self._members = {name: userid for userid, name in members.items()}

    def resolved(
        self, accounts: Mapping[str, Account | None], source: Source
    ) -> Mapping[str, Account | None]:
        """The same, but where a name has come to another account, the former one while it exists.

        Raises WikiUnavailable.
        """
        others = {
            name: userid
            for name, account in accounts.items()
            if account and (userid := self._meant.get(name) or self._members.get(name, account.userid))
            if userid != account.userid
        }
        question = AccountsById(tuple(sorted(set(others.values()))))
        there = source.ask(question)[question] if others else {}
        found = {**accounts, **{name: there[userid] for name, userid in others.items() if userid in there}}
        renamed = {
            name: account.userid for name, account in found.items() if account and account.name != name
        }
        if renamed or self._meant:
            self._notes.put(NOTE, renamed)
        return found
