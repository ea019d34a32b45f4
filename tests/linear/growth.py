"""How the time of a reader grows with the length of what it reads.

Only the time that this thread spends on a processor is looked at, and the best of a few tries: so a busy
machine changes nothing.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

Read = Callable[[str], object]
Make = Callable[[int], str]

KIB = 1024
FIRST, *SIZES = (16 * KIB, 64 * KIB, 256 * KIB, 1024 * KIB)
STEP = 4
MOST = 2 * STEP
"""A text of ``STEP`` times the length may take so many times the time: twice as many as in proportion."""
FLOOR = 0.06
"""Seconds that are never too many: smaller times are told too coarsely to say how they grow."""
HARMLESS = 0.25
"""Where not even the square of the length could take so many seconds, longer texts need not be tried."""
CERTAIN = 3.0
"""So many seconds come from no busy machine: they are not looked at again."""
TRIES = 3
PROMISED = 0.1
"""Seconds for a million steps on the machine for which times are promised."""


@dataclass(frozen=True)
class Growth:
    """A time that grew too much: so many seconds for so many characters, and for a quarter of them."""

    size: int
    seconds: float
    before: float

    def __str__(self) -> str:
        return f"{self.seconds:.3f} s for {self.size:,} characters, {self.before:.4f} s for a quarter of them"


def seconds(read: Read, text: str) -> float:
    """Seconds of this thread on a processor.

    Python's collector of cycles is off: how long that takes depends on all that other tests have left behind.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = time.thread_time()
        read(text)
        return time.thread_time() - start
    finally:
        if collecting:
            gc.enable()


def best(read: Read, text: str) -> float:
    """The least of some tries."""
    return min(seconds(read, text) for _ in range(TRIES))


def pace() -> float:
    """How many times as long as on the machine of the promises Python takes here and now; 1 at least."""
    return max(1.0, best(lambda text: sum(ord(char) & 3 for char in text), "a" * 1_000_000) / PROMISED)


def growth(read: Read, make: Make, *, harmless: float = HARMLESS) -> Growth | None:
    """Where the time grows too much from one size to the next; None where it is in proportion."""
    before = seconds(read, make(FIRST))
    for size in SIZES:
        now = seconds(read, make(size))
        if _too_much(now, before) and now < CERTAIN:
            before, now = best(read, make(size // STEP)), best(read, make(size))
        if _too_much(now, before):
            return Growth(size, now, before)
        if now * (SIZES[-1] / size) ** 2 < harmless:
            return None
        before = now
    return None


def _too_much(now: float, before: float) -> bool:
    return now > MOST * before + FLOOR
