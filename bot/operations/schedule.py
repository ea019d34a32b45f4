"""Which campaign has its turn when: the scheduled process.

The package ``schedule`` keeps the clock. Its jobs never raise: an exception would leave the jobs behind it
waiting for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from threading import Event

import schedule

from bot.counting.due import LastTurn, next_turn
from bot.mediawiki.outcomes import Failure
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Title
from bot.messages import Message
from bot.operations.context import WikiContext
from bot.operations.discover import DueCampaign, look
from bot.operations.ports import Check, MemoryUnavailable, Stopped, Unavailable, WikiUnavailable
from bot.operations.report import Report
from bot.operations.rests import Rests
from bot.operations.update import update

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

    ``tell`` is handed each report, ``excuse`` each wiki or store that cannot be reached, ``pass_over`` what
    only seems to be a campaign, at each look; ``stop`` ends the process after the save that is under way.
    ``begun`` is told how many campaigns there are after the first look. ``longest_rest`` is how long a
    wiki that could not be reached is left alone at most before it is tried again.
    """

    open_wikis: Sequence[Callable[[], WikiContext]]
    stop: Event
    tell: Callable[[WikiContext, Report], None]
    excuse: Callable[[Unavailable], None]
    pass_over: Callable[[WikiContext, Sequence[Message]], None] = lambda _context, _others: None
    longest_rest: timedelta = timedelta(minutes=30)
    begun: Callable[[int], None] = lambda _campaigns: None
    _wikis: dict[int, WikiContext] = field(default_factory=dict)
    _queue: dict[tuple[str, Title], DueCampaign] = field(default_factory=dict)
    _failed: dict[tuple[str, Title], datetime] = field(default_factory=dict)
    """When the wiki could not be reached in these campaigns' turns; the others come before them."""

    def __post_init__(self) -> None:
        self.rests = Rests(self.longest_rest.total_seconds())

    def once(self) -> Result:
        """Look for campaigns, give what is due its turn, and return the worst result."""
        worst = self.look()
        while (waiting := self._next()) and not self.stop.is_set():
            worst = max(worst, self._turn(waiting))
        return worst

    def run(self, discovery_seconds: int) -> None:
        """Until ``stop`` is set."""
        scheduler = self._jobs(discovery_seconds)
        self.look()
        self.begun(len(self._queue))
        self.turns()
        while not self.stop.is_set():
            scheduler.run_pending()
            idle = scheduler.idle_seconds or 0
            if idle > SOON_SECONDS:  # The machine's clock was set back, and the jobs go by it.
                scheduler = self._jobs(discovery_seconds)
            elif self._due():  # A huge campaign goes on with its next turn.
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
            if number in self.rests:
                continue
            try:
                found = look(self._open(number), self._known(number))
                self.pass_over(self._wikis[number], found.others)
            except Unavailable as unavailable:
                self._excuse(number, unavailable)
                worst = Result.UNAVAILABLE
            except Stopped:
                return worst
            except Exception:
                log.exception("looking for campaigns failed")
                worst = max(worst, Result.PROBLEMS)
            else:
                self.rests.end(number)
                self._replace(self._wikis[number], found.campaigns)
        return worst

    def _excuse(self, number: int | None, unavailable: Unavailable) -> None:
        """Say it once; a wiki is then left alone, with all of its campaigns."""
        self.excuse(unavailable)
        if number is not None and isinstance(unavailable, WikiUnavailable):
            self.rests.begin(number, unavailable.rest)

    def _number(self, address: str) -> int | None:
        return next((number for number, context in self._wikis.items() if context.address == address), None)

    def _open(self, number: int) -> WikiContext:
        if number not in self._wikis:
            self._wikis[number] = self.open_wikis[number]()
        return self._wikis[number]

    def _known(self, number: int) -> Sequence[PageText]:
        """The campaign pages that were found on a wiki before."""
        address = self._wikis[number].address
        return [waiting.page for key, waiting in self._queue.items() if key[0] == address]

    def _replace(self, context: WikiContext, found: Sequence[DueCampaign]) -> None:
        """A campaign that is not found any more has ended."""
        wiki = context.address
        for key in [key for key in self._queue if key[0] == wiki]:
            del self._queue[key]
        for waiting in found:
            key = wiki, waiting.title
            failed = self._failed.get(key, waiting.due)
            later = waiting.due and failed and max(waiting.due, failed)
            self._queue[key] = replace(waiting, due=later)

    def _due(self) -> list[tuple[tuple[timedelta, timedelta], tuple[str, Title]]]:
        """What is due, with for how long it has been, and how long ago it last had its turn.

        Many may come back at one moment, and every wiki has a clock of its own. A wiki that is left alone has
        nothing.
        """
        resting = {context.address for number, context in self._wikis.items() if number in self.rests}
        return [
            (_for_how_long(waiting, waiting.due), key)
            for key, waiting in self._queue.items()
            if waiting.due is not None and key[0] not in resting and waiting.is_due
        ]

    def _next(self) -> DueCampaign | None:
        due = self._due()
        if not due:
            return None
        _, key = max(due, key=lambda item: item[0])
        return self._queue.pop(key)

    def _turn(self, waiting: DueCampaign) -> Result:
        """One campaign's failure never stops another campaign; it is found again at the next look."""
        try:
            return self._taken(waiting)
        except WikiUnavailable as unavailable:
            self._excuse(self._number(waiting.context.address), unavailable)
            # It may be this very campaign that the wiki can't do.
            self._stand_in_line(waiting)
            self._failed[waiting.context.address, waiting.title] = waiting.context.clock()
            return Result.UNAVAILABLE
        except Unavailable as unavailable:
            self.excuse(unavailable)
            return Result.UNAVAILABLE
        except Stopped:
            return Result.FINE
        except Exception:
            log.exception("%s: the update failed", waiting.page.title)
            return self._broken_off(waiting)

    def _broken_off(self, waiting: DueCampaign) -> Result:
        """What is remembered may be damaged; else it is a bug."""
        try:
            waiting.context.memory.doubt()
        except Unavailable as unavailable:
            self.excuse(unavailable)
            return Result.UNAVAILABLE
        _postpone(waiting)
        return Result.PROBLEMS

    def _taken(self, waiting: DueCampaign) -> Result:
        if waiting.is_stale:
            waiting = waiting.again()
            if not waiting.is_due:
                self._queue[waiting.context.address, waiting.title] = waiting
                return Result.FINE
        if free := _no_room_before(waiting):
            self._queue[waiting.context.address, waiting.title] = replace(waiting, due=free)
            return Result.PROBLEMS
        report = update(waiting.title, waiting.context, left=waiting.left)
        self._failed.pop((waiting.context.address, waiting.title), None)
        self._rest_or_not(waiting.context.address, report)
        if report.unfinished or report.busy:
            self._stand_in_line(waiting, BUSY if report.busy else timedelta(0))
            return Result.FINE
        self.tell(waiting.context, report)
        self._wait_again(waiting, report)
        if report.held:
            return Result.FINE  # Its next turn, which comes at once, will tell.
        return Result.PROBLEMS if report.problems or report.failures else Result.FINE

    def _rest_or_not(self, address: str, report: Report) -> None:
        """A wiki that answers is not left alone any more, unless it was the saves that it did not answer."""
        number = self._number(address)
        if number is None:
            return
        if any(failure.failure in {Failure.UNREACHABLE, Failure.UNTOLD} for failure in report.failures):
            self.rests.begin(number)
        else:
            self.rests.end(number)

    def _stand_in_line(self, waiting: DueCampaign, later: timedelta = timedelta(0)) -> None:
        """Behind all that are waiting now."""
        due = waiting.context.clock() + later
        self._queue[waiting.context.address, waiting.title] = replace(waiting, due=due)

    def _wait_again(self, waiting: DueCampaign, report: Report) -> None:
        """Stand in line for the next regular turn; the next look may find that it comes sooner."""
        context, settings = waiting.context, waiting.context.settings
        last = context.memory.last_check(context.address, waiting.page.pageid)
        if last is None or report.refusal or report.resting:
            return
        campaign = report.view.campaign if report.view else None
        turn = LastTurn(last.at, last.resting, last.again)
        due = next_turn(campaign, turn, context.clock(), context.intervals, settings.grace)
        self._queue[context.address, waiting.title] = replace(waiting, due=due, left=last, edited=False)


def _for_how_long(waiting: DueCampaign, due: datetime) -> tuple[timedelta, timedelta]:
    """Since when its turn has come, and since when it had its last one."""
    now = waiting.context.clock()
    return now - due, now - (waiting.left.at if waiting.left else due)


def _no_room_before(waiting: DueCampaign) -> datetime | None:
    """When a campaign that waits can save something; None: now. Until then reading for it is of no use."""
    left, context = waiting.left, waiting.context
    if left is None or left.again is None:
        return None
    regular = context.clock() >= left.at + context.intervals.regular
    main = left.urgent or regular or waiting.edited
    return context.line(waiting.page.pageid).free(waiting.page.title, main=main)


def _postpone(waiting: DueCampaign) -> None:
    """A campaign that fails waits for its next regular turn, and not for the next look."""
    context = waiting.context
    check = Check(context.clock(), waiting.page.revid)
    with suppress(MemoryUnavailable):
        context.memory.remember_check(context.address, waiting.page.pageid, check)
