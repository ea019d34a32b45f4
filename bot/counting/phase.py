"""The four seasons of a campaign. Rule: docs/counting.md, "When it is final"."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from bot.declaration.campaign import Campaign


class Phase(Enum):
    """Where a campaign stands in its life; the value is the end of its messages' keys."""

    UPCOMING = "upcoming"
    ACTIVE = "active"
    CHECKING = "checking"
    """Over, but late tags and moves are still awaited."""
    FINAL = "final"


def phase_of(campaign: Campaign, now: datetime, grace: timedelta) -> Phase:
    """The phase at a moment; ``grace`` is how long late tags are awaited after the end."""
    if now < campaign.start:
        return Phase.UPCOMING
    if now < campaign.end:
        return Phase.ACTIVE
    if now < campaign.end + grace:
        return Phase.CHECKING
    return Phase.FINAL
