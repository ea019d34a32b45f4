"""SIGTERM and Ctrl-C end every command within seconds, wherever it is, or after the save under way.

What waits for a wiki looks at the stop by itself. What computes is interrupted after a while; and what even
that does not reach, as a lookup that hangs in a library, ends with the process: nothing is lost by that.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from types import FrameType

from bot.operations.ports import Stopped
from bot.operations.waiting import StopSignal

INTERRUPTED_AFTER = 3.0
"""Seconds after which whatever is being computed is interrupted."""
ENDED_AFTER = 8.0
"""Seconds after which the process is over."""
AGAIN = 1.0
SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT})


@contextmanager
def listening() -> Iterator[StopSignal]:
    """A stop that the signals set meanwhile. Stopped may be raised anywhere then."""
    stop = StopSignal()
    if current_thread() is not main_thread():
        yield stop
        return
    over = Event()
    handlers = {number: signal.signal(number, lambda *_: _asked(stop)) for number in SIGNALS}
    handlers[signal.SIGALRM] = signal.signal(signal.SIGALRM, lambda _, frame: _interrupt(stop, frame))
    with _heard(stop, over):
        try:
            yield stop
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            for number, handler in handlers.items():
                signal.signal(number, handler)
            over.set()


@contextmanager
def _heard(stop: StopSignal, over: Event) -> Iterator[None]:
    """A thread hears of each signal, too.

    Python's own handlers wait for the main thread, which a library may keep, as SQLite does for as long as
    another process keeps the database locked.
    """
    listens, tells = os.pipe()
    os.set_blocking(tells, False)
    before = signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
    listener = Thread(target=_listen, args=(listens, stop, over), daemon=True)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(tells)
        listener.join()
        os.close(listens)


def _listen(listens: int, stop: StopSignal, over: Event) -> None:
    while heard := os.read(listens, 64):
        if not SIGNALS.isdisjoint(heard):
            stop.set()
            _end(stop, over)
            return


def _asked(stop: StopSignal) -> None:
    stop.set()
    if not any(signal.getitimer(signal.ITIMER_REAL)):
        signal.setitimer(signal.ITIMER_REAL, INTERRUPTED_AFTER, AGAIN)


def _interrupt(stop: StopSignal, _frame: FrameType | None) -> None:
    if not stop.is_finishing:
        raise Stopped


def _end(stop: StopSignal, over: Event) -> None:
    """End the process unless it is over by itself; a save under way comes to its end first."""
    done = over.wait(ENDED_AFTER)
    while not done and stop.is_finishing:
        done = over.wait(AGAIN)
    if not done:
        os._exit(0)
