"""A campaign's place in the line of saves, counted over all processes that share a store, and in each alone.

Rule: bot/safety/bounds.py. Where the store can't be used, or was deleted, what this process has saved counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.mediawiki.outcomes import Failure, NotSaved, Outcome, Saved
from bot.operations.ports import Memory, MemoryUnavailable
from bot.safety.bounds import Bound, Bounds, Full, Save, Turning, admit, present, turning

FAILURES = {
    Bound.WIKI: Failure.WAITING_WIKI,
    Bound.CAMPAIGN: Failure.WAITING_CAMPAIGN,
    Bound.PAGES: Failure.WAITING_PAGES,
}
STOPS = {failure: bound.value for bound, failure in FAILURES.items()}
"""What to tell the operator of, by what a save ended with."""
UNSURE = "unsure"
MINUTE = timedelta(minutes=1)
SPACED = timedelta(minutes=5)
"""What lies at least between two turns of a campaign of which only further pages wait: each turn reads."""


@dataclass
class Pace:
    """What one process has saved, and what it has told of, wiki by wiki: its own memory."""

    _saves: dict[str, list[Save]] = field(default_factory=dict)
    _stopped: dict[str, dict[int, frozenset[str]]] = field(default_factory=dict)

    def saves(self, wiki: str, now: datetime) -> list[Save]:
        """The saves on a wiki that may still count; what is added here is kept."""
        self._saves[wiki] = present(self._saves.get(wiki, ()), now)
        return self._saves[wiki]

    def put_stops(self, wiki: str, campaign: int, stops: frozenset[str]) -> Turning:
        """Note what stops a campaign's saves now, and tell what is new about it."""
        stopped = self._stopped.setdefault(wiki, {})
        told = turning(stopped, campaign, stops)
        stopped[campaign] = stops
        return told


@dataclass(frozen=True)
class SaveQueue:
    """Where one campaign (its pageid) stands in line for its saves on a wiki."""

    pace: Pace
    memory: Memory
    wiki: str
    campaign: int
    bounds: Bounds
    clock: Callable[[], datetime]

    def save(
        self, title: str, work: Callable[[], Outcome], *, made: bool, first: bool, main: bool
    ) -> Outcome:
        """Save the page, or tell that it waits. See ``bot.safety.bounds.Save`` and ``admit``."""
        new = Save(self.clock(), self.campaign, title, made, first)
        taken = self._take(new, main)
        if isinstance(taken, Full):
            return NotSaved(title, FAILURES[taken.bound], _shown(taken.until), taken.until)
        outcome = work()
        if not _may_have_saved(outcome):
            self._give_back(*taken)
        return outcome

    def free(self, title: str, *, main: bool) -> datetime | None:
        """When there is room for one more save of this page; None: now."""
        new = Save(self.clock(), self.campaign, title)
        saves = [*self.pace.saves(self.wiki, new.at)]
        with suppress(MemoryUnavailable):
            # What both know of counts once: they are the same values.
            saves += set(self.memory.saves(self.wiki, new)).difference(saves)
        admitted = admit(new, saves, self.bounds, main=main)
        return admitted.until if isinstance(admitted, Full) else None

    def told(self, stops: frozenset[str]) -> Turning:
        """Note what stops this campaign's saves now; what the operator has to be told of it."""
        own = self.pace.put_stops(self.wiki, self.campaign, stops)
        try:
            shared = self.memory.put_stops(self.wiki, self.campaign, stops, self.clock())
        except MemoryUnavailable:
            return own
        # A store that was deleted has forgotten what was told.
        return Turning(shared.begun & own.begun, shared.over)

    def _take(self, new: Save, main: bool) -> tuple[Save, int | None] | Full:
        """A place for the save, here and in the store."""
        own = self.pace.saves(self.wiki, new.at)
        here = admit(new, own, self.bounds, main=main)
        if isinstance(here, Full):
            return here
        number = None
        with suppress(MemoryUnavailable):
            there = self.memory.take_place(self.wiki, new, self.bounds, main=main)
            if isinstance(there, Full):
                return there
            number, here = there
        own.append(here)
        return here, number

    def _give_back(self, save: Save, number: int | None) -> None:
        own = self.pace.saves(self.wiki, save.at)
        if save in own:
            own.remove(save)
        if number is not None:
            with suppress(MemoryUnavailable):  # Then it counts, and the bot saves a page less.
                self.memory.give_back(number)


def stops(failures: Iterable[NotSaved]) -> frozenset[str]:
    """What the operator is to be told of, once."""
    kinds = {one.failure for one in failures}
    unsure = {UNSURE} if Failure.UNSURE in kinds else set[str]()
    return frozenset(STOPS[kind] for kind in kinds & STOPS.keys()) | unsure


def again(failures: Iterable[NotSaved], page: str, now: datetime) -> tuple[datetime | None, bool]:
    """When to come back before the next regular turn (None: not before), and whether that is urgent.

    ``page`` is the title of the campaign's own page; others may wait a little longer.
    """
    failures = list(failures)
    if any(one.failure is Failure.HELD_BACK for one in failures):
        return now, True
    waiting = [one for one in failures if one.until is not None]
    if not waiting:
        return None, False
    urgent = any(one.title == page for one in waiting)
    free = min(one.until for one in waiting if one.until)
    return max(free, now + (MINUTE if urgent else SPACED)), urgent


def _may_have_saved(outcome: Outcome) -> bool:
    """Whether the wiki did or, for all that is known, may have done it."""
    lost = {Failure.UNREACHABLE, Failure.UNTOLD}
    unknown = isinstance(outcome, NotSaved) and outcome.failure in lost
    return unknown or isinstance(outcome, Saved)


def _shown(until: datetime) -> str:
    """A moment for people, not before it has come."""
    return f"{until + MINUTE - timedelta(microseconds=1):%Y-%m-%d %H:%M} UTC"
