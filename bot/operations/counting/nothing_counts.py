"""A campaign in which nothing counts any more is told: often it is a category that was moved."""

from __future__ import annotations

from bot.messages import Remark, message
from bot.operations.counting.pending_notes import PendingNotes

NOTE = "counted"


class NothingCounts:
    """Remembers how many edits counted at last, also where counting begins anew by other settings.

    ``shown`` is what the campaign's page tells of that, 0 where it tells nothing: it outlasts the store.
    """

    def __init__(self, notes: PendingNotes, shown: int) -> None:
        self._notes = notes
        self._before: int = notes.get(NOTE) or shown
        if self._before:
            notes.put(NOTE, self._before)

    def fell_from(self, counted: int) -> int:
        """From how many edits it fell to none, where ``counted`` count now; 0 where it did not."""
        if counted:
            self._notes.put(NOTE, counted)
        return 0 if counted else self._before


def told(fell_from: int) -> tuple[Remark, ...]:
    """What to tell of it."""
    return (Remark(message("notice-fell-to-zero", fell_from)),) if fell_from else ()
