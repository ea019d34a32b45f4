"""How long the bot waits for anything, and that nothing keeps it when the process is asked to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from threading import Event, Thread
from time import monotonic, sleep
from typing import Generic, TypeVar

from bot.operations.ports import Stopped

T = TypeVar("T")
POLL_SECONDS = 0.1
"""How often something that waits looks whether the process is to end."""


class OutOfTime(Exception):
    """What was waited for did not come in its time."""


class StopSignal(Event):
    """Whether the process was asked to end; ``finishing`` while there is something that it ends with.

    An ``Event`` without locks: a signal may set it in any moment, even while it is being waited for.
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked = False
        self._finishing = 0

    def set(self) -> None:
        """Ask the process to end."""
        self._asked = True

    def is_set(self) -> bool:
        """Whether it was asked."""
        return self._asked

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is asked, at most so many seconds; whether it was."""
        ends = inf if timeout is None else monotonic() + timeout
        while not self._asked and (left := ends - monotonic()) > 0:
            sleep(min(POLL_SECONDS, left))
        return self._asked

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """What is done meanwhile is not to be cut off in the middle."""
        self._finishing += 1
        try:
            yield
        finally:
            self._finishing -= 1

    @property
    def is_finishing(self) -> bool:
        """Whether something is under way that is not to be cut off."""
        return self._finishing > 0


@dataclass
class Patience:
    """How long one wiki is waited for, in seconds: for an answer, for that to a save, and within a turn."""

    request_seconds: float = 60
    save_seconds: float = 120
    turn_seconds: float = 900
    stop: StopSignal = field(default_factory=StopSignal)
    turns: int = 0
    """How many turns were begun."""
    _turn_ends: float = inf

    def begin_turn(self) -> None:
        """A turn has all of its time from now on."""
        self.turns += 1
        self._turn_ends = monotonic() + self.turn_seconds

    @property
    def turn_is_over(self) -> bool:
        """Whether the turn has had its time."""
        return monotonic() >= self._turn_ends

    def ends(self, seconds: float) -> float:
        """The moment (by ``monotonic``) up to which something that may take so long is waited for."""
        return min(monotonic() + seconds, self._turn_ends)

    def pause(self, seconds: float) -> None:
        """Do nothing for a while. Raises Stopped when the process is to end."""
        if self.stop.wait(seconds):
            raise Stopped


def in_time(
    work: Callable[[], T],
    ends: float,
    stop: Event,
    *,
    grace: float = 0,
    abandon: Callable[[], None] = lambda: None,
) -> T:
    """What ``work`` gives, if it does until the moment ``ends``; a thread of its own does it.

    So it can be left behind wherever it hangs, be it in looking up a name. ``abandon`` is called then.
    ``grace``: the seconds it still has when the process is asked to end. Raises OutOfTime and Stopped.
    """
    job = _Job(work)
    Thread(target=job.run, daemon=True).start()
    asked: float | None = None
    while not job.done.wait(min(POLL_SECONDS, max(ends - monotonic(), 0))):
        now = monotonic()
        if stop.is_set() and asked is None:
            asked = now
        if now >= ends or (asked is not None and now >= asked + grace):
            abandon()
            raise Stopped if stop.is_set() else OutOfTime
    return job.result()


class _Job(Generic[T]):
    """Something that a thread does, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.done = Event()
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:  # noqa: BLE001 - whoever waits for it gets to see it
            self._error = error
        finally:
            self.done.set()

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._results[0]
