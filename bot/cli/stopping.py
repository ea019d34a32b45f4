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

from bot.ports import Stopped
from bot.waiting import Stop

INTERRUPTED_AFTER = 3.0
"""Seconds after which whatever is being computed is interrupted."""
ENDED_AFTER = 8.0
"""Seconds after which the process is over."""
AGAIN = 1.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def listening() -> Iterator[Stop]:
    """A stop that the signals set meanwhile. Stopped may be raised anywhere then."""
    stop = Stop()
    if current_thread() is not main_thread():
        yield stop
        return
    over = Event()
    handlers = {number: signal.signal(number, lambda *_: _asked(stop, over)) for number in SIGNALS}
    handlers[signal.SIGALRM] = signal.signal(signal.SIGALRM, lambda _, frame: _interrupt(stop, frame))
    try:
        yield stop
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        over.set()


def _asked(stop: Stop, over: Event) -> None:
    if stop.is_set():
        return
    stop.set()
    signal.setitimer(signal.ITIMER_REAL, INTERRUPTED_AFTER, AGAIN)
    Thread(target=_end, args=(stop, over), daemon=True).start()


def _interrupt(stop: Stop, _frame: FrameType | None) -> None:
    if not stop.is_finishing:
        raise Stopped


def _end(stop: Stop, over: Event) -> None:
    """End the process unless it is over by itself; a save under way comes to its end first."""
    done = over.wait(ENDED_AFTER)
    while not done and stop.is_finishing:
        done = over.wait(AGAIN)
    if not done:
        os._exit(0)
