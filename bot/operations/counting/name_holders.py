"""Which accounts the names on lists and in settings mean: those that bore them when they were first read.

An account that is renamed keeps its place, also where somebody else takes its old name. Whoever took it takes
part by signing up: where the name stands on a line more, and that account edited the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bot.mediawiki.models import Account
from bot.mediawiki.queries import AccountsById, PageText
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.plain_names import Editors
from bot.operations.ports import Source

NOTE = "bearers"
TAKERS = "takers"
LISTED, DECLARED = "listed", "declared"
"""A name on a list may have been written about somebody else than the same name in the settings."""
Named = Mapping[str, Account | None]


class NameHolders:
    """Remembers whom names meant, as long as they are read."""

    def __init__(self, notes: PendingNotes, bot: str | None) -> None:
        self._notes = notes
        self._bot = bot
        before: Mapping[str, Mapping[str, Any]] = notes.get(NOTE) or {}
        self._before = {
            kind: {name: _pair(name, value) for name, value in before.get(kind, {}).items()}
            for kind in (LISTED, DECLARED)
        }
        self._taken: dict[str, Account] = {}
        self._there: dict[int, Account] = {}

    @property
    def taken(self) -> Mapping[str, Account]:
        """Names that somebody else has now, with the accounts that they go on to mean."""
        return self._taken

    def present(self) -> tuple[str, ...]:
        """The names that renamed accounts had at the last update, to be asked for along with others."""
        pairs = ((name, present) for known in self._before.values() for name, (_, present) in known.items())
        return tuple(dict.fromkeys(present for name, present in pairs if present != name))

    def meant(self, names: Mapping[str, Iterable[str]], known: Named, source: Source) -> Mapping[str, Named]:
        """For each kind the accounts that its names mean; ``known`` are those that have the names now."""
        kinds = {kind: tuple(dict.fromkeys(some)) for kind, some in names.items()}
        self._find(kinds, known, source)
        meant = {kind: {name: self._one(kind, name, known) for name in some} for kind, some in kinds.items()}
        self._notes.put(NOTE, {kind: self._kept(kind, found) for kind, found in meant.items()})
        return meant

    def takers(
        self,
        signed: Collection[str],
        twice: Collection[str],
        known: Named,
        pages: Sequence[PageText],
        source: Source,
    ) -> list[Account]:
        """Those who took a name on a list and signed up themselves. ``twice`` are names on several lines."""
        free = [
            name
            for name, bearer in self._taken.items()
            if name in twice or (name in signed and bearer.name in signed)
        ]
        if not free:
            return []
        found = Editors(self._notes, self._bot, TAKERS).among(tuple(sorted(free)), pages, source)
        return [account for name in free if name in found and (account := known.get(name))]

    def _find(self, kinds: Mapping[str, Iterable[str]], known: Named, source: Source) -> None:
        """Ask by id for those of whom no present name tells."""
        self._there = {account.userid: account for account in known.values() if account}
        asked = {
            before[0]
            for kind, names in kinds.items()
            for name in names
            if (before := self._before[kind].get(name)) and before[0] not in self._there
        }
        if asked:
            question = AccountsById(tuple(sorted(asked)))
            self._there |= source.ask(question)[question]

    def _one(self, kind: str, name: str, known: Named) -> Account | None:
        account, before = known.get(name), self._before[kind].get(name)
        bearer = self._there.get(before[0]) if before else None
        if bearer and account and bearer.userid != account.userid:
            self._taken[name] = bearer
        return bearer or account

    def _kept(self, kind: str, found: Named) -> Mapping[str, Any]:
        kept: dict[str, Any] = {}
        for name, account in found.items():
            if account:
                kept[name] = account.userid if account.name == name else [account.userid, account.name]
            elif before := self._before[kind].get(name):
                kept[name] = list(before)
        return kept


def _pair(name: str, value: Any) -> tuple[int, str]:
    return (value, name) if isinstance(value, int) else (value[0], value[1])
