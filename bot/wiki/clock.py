"""The time of one wiki, as its answers tell it.

Every answer has it: ``curtimestamp``, and the header ``Date`` where that is missing. It holds where the
machine's clock differs from it by more than clocks do. One answer whose time leaps away from the others is
no time; a lasting change is believed when several answers have agreed on it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.mediawiki.clocks import EXCUSED, agree

SEVERAL = 3
"""So many answers in a row make another time the wiki's."""
FIRST = 2
"""The same at the beginning, when no answer has agreed with the machine's clock yet."""

YEARS = (2002, 9000)
"""Between these there may be wikis."""


def machine_time() -> datetime:
    """The present moment by the machine's clock, UTC."""
    return datetime.now(UTC)


def ticks() -> float:
    """Seconds since some moment: goes on evenly, whatever is done to the machine's clock.

    Where there is such a clock, it goes on while the machine sleeps.
    """
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class WikiClock:
    """Called, it gives the present moment (UTC).

    ``tell`` is handed the wiki's time and the machine's, once, when they differ; and again when they did
    agree in between.
    """

    def __init__(
        self,
        tell: Callable[[datetime, datetime], None] = lambda _wiki, _machine: None,
        machine: Callable[[], datetime] = machine_time,
        ticks: Callable[[], float] = ticks,
    ) -> None:
        self._tell = tell
        self._machine = machine
        self._ticks = ticks
        self._zero = self._zero_of(machine())
        """The moment at which ``ticks`` was 0, by what is believed."""
        self._other = self._zero
        """The same by the answers that leapt away, of which there were ``_leapt`` in a row."""
        self._leapt = 0
        self._confirmed = False
        self._exact = False
        self._told = False

    def __call__(self) -> datetime:
        """The machine's time where it agrees with the wiki's, else the wiki's."""
        machine, believed = self._machine(), self._now(self._zero)
        return machine if agree(machine, believed) else believed

    def believes(self, said: datetime) -> bool:
        """Whether it can be this time just now."""
        return agree(said, self())

    def hear(self, said: datetime) -> None:
        """An answer gave this as the wiki's own time."""
        self._exact = True
        self._take(said)

    def hear_headers(self, headers: Mapping[str, str]) -> None:
        """An answer came with these headers; what stands before a wiki may have another time than it."""
        said = None if self._exact else _date(headers)
        if said is not None:
            self._take(said)

    def checked(self, said: str, sent: datetime) -> str:
        """A ``curtimestamp`` as it came, or where it is no time one that is surely not too late.

        ``sent`` is what this clock showed when the request went out.
        """
        try:
            moment = datetime.fromisoformat(said)
            self.hear(moment)
            believed = self.believes(moment)
        except (TypeError, ValueError):  # Something else than a time, or one without its zone.
            believed = False
        return said if believed else (sent - EXCUSED).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _take(self, said: datetime) -> None:
        if not YEARS[0] <= said.year <= YEARS[1]:
            return
        if agree(said, self._machine()):
            self._believe(self._zero_of(self._machine()))
        elif agree(said, self._now(self._zero)):
            self._believe(self._zero_of(said))
        else:
            self._leap(said)
        self._compare()

    def _leap(self, said: datetime) -> None:
        again = self._leapt and agree(said, self._now(self._other))
        self._leapt = self._leapt + 1 if again else 1
        self._other = self._zero_of(said)
        if self._leapt >= (SEVERAL if self._confirmed else FIRST):
            self._believe(self._other)

    def _believe(self, zero: datetime) -> None:
        self._zero, self._leapt, self._confirmed = zero, 0, True

    def _compare(self) -> None:
        machine, believed = self._machine(), self._now(self._zero)
        differs = self._confirmed and not agree(machine, believed)
        if differs and not self._told:
            self._tell(believed, machine)
        self._told = differs

    def _now(self, zero: datetime) -> datetime:
        return zero + timedelta(seconds=self._ticks())

    def _zero_of(self, moment: datetime) -> datetime:
        return moment - timedelta(seconds=self._ticks())


def _date(headers: Mapping[str, str]) -> datetime | None:
    """When an answer was given, and how long it was kept on the way; None where that is not told."""
    try:
        date = parsedate_to_datetime(headers.get("Date") or "")
        age = timedelta(seconds=int(headers.get("Age") or 0))
        return (date if date.tzinfo else date.replace(tzinfo=UTC)) + age
    except (ValueError, OverflowError):
        return None
