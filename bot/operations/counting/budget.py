"""How much of a campaign is done in one turn, so that a huge one never keeps the others waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mediawiki.clocks import is_ahead

LEAST = timedelta(seconds=10)
"""So long may the texts be read of one request, whenever it was answered."""


class BudgetExhausted(Exception):
    """The turn is over in the middle of counting: what was read is kept, the next one goes on from there."""


@dataclass
class Budget:
    """One turn's share: about so many edits, or so long, whichever is reached first.

    What was begun is finished, so that every turn comes on by something.
    """

    edits: int
    begun: datetime
    until: datetime
    clock: Callable[[], datetime]

    @classmethod
    def begin(cls, edits: int, seconds: int, clock: Callable[[], datetime]) -> Budget:
        """A new turn, from now on."""
        begun = clock()
        return cls(edits, begun, begun + timedelta(seconds=seconds), clock)

    def spend(self, edits: int) -> None:
        """So many edits were read or counted."""
        self.edits -= edits

    @property
    def spent(self) -> bool:
        """Whether it is the next campaign's turn."""
        return self.edits <= 0 or self.late

    @property
    def late(self) -> bool:
        """Whether its time is over; it is, too, when the clock was put back meanwhile."""
        now = self.clock()
        return now >= self.until or is_ahead(self.begun, now)

    def over(self) -> Callable[[], bool]:
        """Tells when to leave what is begun now: the turn is over, and this had a little time of its own."""
        soon = self.clock() + LEAST
        return lambda: self.late and self.clock() >= soon
