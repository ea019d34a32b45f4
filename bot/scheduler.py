"""Which campaign has its turn when: the scheduled process.

The package ``schedule`` keeps the clock. Its jobs never raise: an exception would leave the jobs behind it
waiting for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import IntEnum
from threading import Event

import schedule

from bot.core.due import next_turn
from bot.core.site import Title
from bot.discovery import Waiting, discover
from bot.ports import Check, MemoryUnavailable, Stopped, Unavailable
from bot.tools import Tools
from bot.update import Report, update

log = logging.getLogger(__name__)
BUSY = timedelta(minutes=1)
"""When to come back to a campaign that another process is at."""
SOON_SECONDS = 20
"""How often the process looks whether a campaign's turn has come."""


class Result(IntEnum):
    """How a turn went, the worse the higher."""

    FINE = 0
    PROBLEMS = 1
    UNAVAILABLE = 3


@dataclass
class Turns:
    """Gives every campaign of every wiki its turn, the longest waiting first.

    ``tell`` is handed each report, ``excuse`` each wiki or store that cannot be reached; ``stop`` ends the
    process after the save that is under way.
    """

    open_wikis: Sequence[Callable[[], Tools]]
    stop: Event
    tell: Callable[[Tools, Report], None]
    excuse: Callable[[Unavailable], None]
    _wikis: dict[int, Tools] = field(default_factory=dict)
    _queue: dict[tuple[str, Title], Waiting] = field(default_factory=dict)

    def once(self) -> Result:
        """Look for campaigns, give what is due its turn, and return the worst result."""
        worst = self.look()
        while (waiting := self._next()) and not self.stop.is_set():
            worst = max(worst, self._turn(waiting))
        return worst

    def run(self, discovery_seconds: int) -> None:
        """Until ``stop`` is set."""
        scheduler = self._jobs(discovery_seconds)
        self.once()
        while not self.stop.is_set():
            scheduler.run_pending()
            idle = scheduler.idle_seconds or 0
            if idle > SOON_SECONDS:  # The machine's clock was set back, and the jobs go by it.
                scheduler = self._jobs(discovery_seconds)
            elif self._due():  # A huge campaign goes on with its next slice.
                self.turns()
            else:
                self.stop.wait(max(idle, 0.1))

    def _jobs(self, discovery_seconds: int) -> schedule.Scheduler:
        scheduler = schedule.Scheduler()
        scheduler.every(discovery_seconds).seconds.do(self.look)
        scheduler.every(SOON_SECONDS).seconds.do(self.turns)
        return scheduler

    def turns(self) -> None:
        """One turn for each campaign that is due now, and no second one before the others had theirs."""
        for _ in range(len(self._queue)):
            waiting = self._next()
            if waiting is None or self.stop.is_set():
                return
            self._turn(waiting)

    def look(self) -> Result:
        """Find the campaigns of all wikis. A wiki that cannot be reached keeps the ones it had."""
        worst = Result.FINE
        for number in range(len(self.open_wikis)):
            try:
                found = discover(self._open(number))
            except Unavailable as unavailable:
                self.excuse(unavailable)
                worst = Result.UNAVAILABLE
            except Stopped:
                return worst
            except Exception:
                log.exception("looking for campaigns failed")
                worst = max(worst, Result.PROBLEMS)
            else:
                self._replace(self._wikis[number], found)
        return worst

    def _open(self, number: int) -> Tools:
        if number not in self._wikis:
            self._wikis[number] = self.open_wikis[number]()
        return self._wikis[number]

    def _replace(self, tools: Tools, found: Sequence[Waiting]) -> None:
        """A campaign that is not found any more has ended."""
        wiki = tools.address
        for key in [key for key in self._queue if key[0] == wiki]:
            del self._queue[key]
        self._queue.update({(wiki, waiting.title): waiting for waiting in found})

    def _due(self) -> list[tuple[timedelta, tuple[str, Title]]]:
        """What is due, with for how long it has been: every wiki has a clock of its own."""
        return [
            (waiting.tools.clock() - waiting.due, key)
            for key, waiting in self._queue.items()
            if waiting.due is not None and waiting.is_due
        ]

    def _next(self) -> Waiting | None:
        due = self._due()
        if not due:
            return None
        _, key = max(due, key=lambda item: item[0])
        return self._queue.pop(key)

    def _turn(self, waiting: Waiting) -> Result:
        """One campaign's failure never stops another campaign; it is found again at the next look."""
        try:
            return self._taken(waiting)
        except Unavailable as unavailable:
            self.excuse(unavailable)
            return Result.UNAVAILABLE
        except Stopped:
            return Result.FINE
        except Exception:
            log.exception("%s: the update failed", waiting.page.title)
            return self._failed(waiting)

    def _failed(self, waiting: Waiting) -> Result:
        """What is remembered may be damaged; else it is a bug."""
        try:
            waiting.tools.memory.doubt()
        except Unavailable as unavailable:
            self.excuse(unavailable)
            return Result.UNAVAILABLE
        _postpone(waiting)
        return Result.PROBLEMS

    def _taken(self, waiting: Waiting) -> Result:
        if waiting.is_stale:
            waiting = waiting.again()
            if not waiting.is_due:
                self._queue[waiting.tools.address, waiting.title] = waiting
                return Result.FINE
        report = update(waiting.title, waiting.tools, left=waiting.left)
        if report.unfinished or report.busy:
            # Behind all that are waiting now.
            due = waiting.tools.clock() + (BUSY if report.busy else timedelta(0))
            self._queue[waiting.tools.address, waiting.title] = replace(waiting, due=due)
            return Result.FINE
        self.tell(waiting.tools, report)
        self._wait_again(waiting, report)
        return Result.PROBLEMS if report.problems or report.failures else Result.FINE

    def _wait_again(self, waiting: Waiting, report: Report) -> None:
        """Stand in line for the next regular turn; the next look may find that it comes sooner."""
        tools, settings = waiting.tools, waiting.tools.settings
        last = tools.memory.last_check(tools.address, waiting.page.pageid)
        if last is None or report.refusal or report.resting:
            return
        campaign = report.view.campaign if report.view else None
        due = next_turn(
            campaign, last.at, tools.clock(), settings.interval, settings.grace, resting=last.resting
        )
        self._queue[tools.address, waiting.title] = replace(waiting, due=due, left=last)


def _postpone(waiting: Waiting) -> None:
    """A campaign that fails waits for its next regular turn, and not for the next look."""
    tools = waiting.tools
    check = Check(tools.clock(), waiting.page.revid)
    with suppress(MemoryUnavailable):
        tools.memory.remember_check(tools.address, waiting.page.pageid, check)
