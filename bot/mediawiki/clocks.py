"""When clocks differ by more than clocks do."""

from __future__ import annotations

from datetime import datetime, timedelta

EXCUSED = timedelta(minutes=5)
"""Two clocks that differ by no more are both right."""


def agree(one: datetime, other: datetime) -> bool:
    """Whether two clocks may show these moments at once."""
    return abs(one - other) <= EXCUSED


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Whether something that is past has a time in the future: it was noted by a clock that was wrong."""
    return moment - now > EXCUSED
