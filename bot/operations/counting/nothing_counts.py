"""A campaign in which nothing counts any more is told: often it is a category that was moved."""

from __future__ import annotations

from bot.messages import Remark, message
from bot.operations.counting.pending_notes import PendingNotes

NOTE = "counted"


class NothingCounts:
    """Remembers how many edits counted at last, also where counting begins anew by other settings."""

    def __init__(self, notes: PendingNotes) -> None:
        self._notes = notes
        self._before: int = notes.get(NOTE) or 0
        if self._before:
            notes.put(NOTE, self._before)

    def told(self, counted: int) -> tuple[Remark, ...]:
        """What to tell where ``counted`` edits count now."""
        if counted:
            self._notes.put(NOTE, counted)
        elif self._before:
            return (Remark(message("notice-fell-to-zero", self._before)),)
        return ()
