"""The unified accounts of a campaign's people, for campaigns that show who they are or welcome newcomers.

Each is a request of its own: it is asked once, daily where the page tells who is locked, and only so many at
an update. The others follow at the next ones; until then they are pending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.counting.membership import Participant
from bot.counting.people import GlobalAccounts
from bot.declaration.campaign import Campaign
from bot.features.outputs.registry import shows
from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import GlobalDetails
from bot.mediawiki.queries import CentralIds, GlobalAccount
from bot.operations.counting.counterparts import HOLDS
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source
from bot.render.people import PEOPLE

NOTE = "global accounts"
AT_ONCE = 20
"""So many are asked for at an update, on all of its wikis together."""


@dataclass(frozen=True)
class _Told:
    """What was told of one unified account and when; ``details`` None: there is none, or it is hidden."""

    at: datetime
    details: GlobalDetails | None


@dataclass
class _Memory:
    """What is remembered of one wiki's people.

    ``ids`` are their unified accounts by name, 0 where there is none, known since ``at``; None: the wiki
    knows no such accounts.
    """

    at: datetime
    ids: dict[str, int] | None
    told: dict[int, _Told]

    @classmethod
    def read(cls, noted: Any, now: datetime) -> _Memory:
        """Which accounts belong to whom holds for a day."""
        noted = noted or {"at": now.isoformat(), "ids": {}, "told": {}}
        told = {int(one): _read(value) for one, value in noted["told"].items()}
        at = datetime.fromisoformat(noted["at"])
        if _is_old(at, now):
            return cls(now, {}, told)
        return cls(at, noted["ids"], told)

    def written(self) -> Any:
        """As a JSON value."""
        told = {str(one): _written(value) for one, value in self.told.items()}
        return {"at": self.at.isoformat(), "ids": self.ids, "told": told}


@dataclass
class GlobalAccountFinder:
    """Asks for them in one update of one campaign. ``left``: how many it may still ask for."""

    campaign: Campaign
    now: datetime
    left: int = AT_ONCE
    _found: dict[AccountKey, GlobalDetails] = field(default_factory=dict)
    _pending: set[AccountKey] = field(default_factory=set)

    @property
    def wanted(self) -> bool:
        """Whether the campaign has a use for them."""
        return bool(self.campaign.newcomers.welcome) or self._shown

    @property
    def _shown(self) -> bool:
        return shows(PEOPLE, self.campaign)

    def look_on(self, wiki: str, people: Iterable[Participant], source: Source, notes: PendingNotes) -> None:
        """Look for those people who are known by their accounts on this wiki. Raises WikiUnavailable."""
        names = {one.account_key: one.name for one in people if one.account_key.wiki == wiki}
        if not names:
            return
        memory = _Memory.read(notes.get(NOTE), self.now)
        self._identify(tuple(dict.fromkeys(names.values())), memory, source)
        if memory.ids is not None:
            meant = {key: one for key, name in names.items() if (one := memory.ids[name])}
            by_id = {one: names[key] for key, one in meant.items()}
            memory.told = {one: told for one, told in memory.told.items() if one in by_id}
            self._ask(by_id, memory, source)
            self._take(meant, memory)
        notes.put(NOTE, memory.written())

    def found(self) -> GlobalAccounts:
        """What is known now."""
        return GlobalAccounts(dict(self._found), frozenset(self._pending))

    def _identify(self, names: tuple[str, ...], memory: _Memory, source: Source) -> None:
        """Have the numbers of the unified accounts of just these names."""
        known = memory.ids
        if known is None:
            return
        new = tuple(name for name in names if name not in known)
        if new:
            question = CentralIds(new)
            found = source.ask(question)[question]
            if found is None:
                memory.ids = None
                return
            known = {**known, **{name: found[name] or 0 for name in new}}
        memory.ids = {name: known[name] for name in names}

    def _ask(self, by_id: Mapping[int, str], memory: _Memory, source: Source) -> None:
        """Those of whom nothing is known first, then whoever was asked for longest ago."""
        new = [one for one in by_id if one not in memory.told]
        again = [one for one, told in memory.told.items() if self._shown and _is_old(told.at, self.now)]
        again.sort(key=lambda one: memory.told[one].at)
        questions = {one: GlobalAccount(by_id[one]) for one in (*new, *again)[: self.left]}
        if not questions:
            return
        self.left -= len(questions)
        answers = source.ask(*questions.values())
        for one, question in questions.items():
            memory.told[one] = _Told(self.now, answers[question])

    def _take(self, meant: Mapping[AccountKey, int], memory: _Memory) -> None:
        for key, one in meant.items():
            told = memory.told.get(one)
            if told is None:
                self._pending.add(key)
            elif told.details is not None:
                self._found[key] = told.details


def kept_over(notes: PendingNotes) -> None:
    """Keep what is remembered where the results begin anew: nobody has to be asked for again."""
    noted = notes.get(NOTE)
    if noted is not None:
        notes.put(NOTE, noted)


def _is_old(at: datetime, now: datetime) -> bool:
    return is_ahead(at, now) or now - at >= HOLDS


def _written(told: _Told) -> Any:
    details = told.details
    if details is None:
        return [told.at.isoformat()]
    registered = details.registered
    return [told.at.isoformat(), registered.isoformat() if registered else None, details.locked]


def _read(value: Any) -> _Told:
    at, *details = value
    if not details:
        return _Told(datetime.fromisoformat(at), None)
    registered, locked = details
    made = datetime.fromisoformat(registered) if registered else None
    return _Told(datetime.fromisoformat(at), GlobalDetails(made, locked))
