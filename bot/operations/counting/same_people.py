"""The accounts of a campaign's people on its other wikis.

Rule: docs/counting.md, "Several wikis": the same name, where both accounts belong to one unified account or
the wikis know no such accounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.models import Account
from bot.mediawiki.queries import CentralIds
from bot.operations.counting.counterparts import HOLDS
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source

NOTE = "central ids"
NO_UNIFIED = ""
"""What is noted beside names where a wiki knows no unified accounts."""


@dataclass(frozen=True)
class UnifiedAccounts:
    """The unified accounts of one wiki's accounts. Which one an account belongs to is asked once a day."""

    source: Source
    notes: PendingNotes
    now: datetime

    def ids(self, names: Iterable[str]) -> Mapping[str, int | None] | None:
        """By name; None for accounts without one, and instead of all where the wiki knows none."""
        wanted = tuple(dict.fromkeys(names))
        at, known = self._noted()
        new = tuple(name for name in wanted if name not in known)
        if NO_UNIFIED in known or not new:
            return None if NO_UNIFIED in known else {name: known[name] for name in wanted}
        question = CentralIds(new)
        found = self.source.ask(question)[question]
        if found is None:
            self.notes.put(NOTE, {"at": at, "ids": {NO_UNIFIED: 0}})
            return None
        kept = {name: known[name] for name in wanted if name in known}
        kept |= {name: one for name, one in found.items() if one is not None}
        self.notes.put(NOTE, {"at": at, "ids": kept})
        return {**found, **kept}

    def _noted(self) -> tuple[str, dict[str, int]]:
        """Since when it holds what is known, and the ids; nothing is known after a day."""
        noted: Mapping[str, Any] = self.notes.get(NOTE) or {}
        at = datetime.fromisoformat(noted["at"]) if noted else self.now
        if is_ahead(at, self.now) or self.now - at >= HOLDS:
            return self.now.isoformat(), {}
        return at.isoformat(), dict(noted.get("ids", {}))


def strangers(
    accounts: Sequence[Account], here: UnifiedAccounts, there: UnifiedAccounts, known: Mapping[str, Account]
) -> list[Account]:
    """Those of a wiki's accounts that are not the people's whose names they bear.

    ``known`` are the people's accounts on the wiki of the campaign's page, by name; whoever has none there
    is known by the unified account alone.
    """
    names = [account.name for account in accounts]
    theirs = there.ids(names) if names else None
    if theirs is None:
        return []
    own = here.ids([name for name in names if name in known])
    if own is None:
        return []
    return [
        account
        for account in accounts
        if theirs[account.name] is None
        or (account.name in known and own[account.name] != theirs[account.name])
    ]
