"""When a campaign's next turn is.

Rules: active campaigns have their interval, a shorter one where they are an event of a few days; upcoming
ones are looked at daily; ended ones keep the regular interval through the grace period, are made final by one
more update, and rest from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.counting.phase import Phase, phase_of
from bot.declaration.campaign import Campaign
from bot.mediawiki.clocks import is_ahead

DAILY = timedelta(days=1)
EVENT = timedelta(days=3)
"""The longest campaign that people follow while they sit together."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """How often an active campaign is looked at: as a rule, and where it is an event of a few days."""

    regular: timedelta
    event: timedelta

    def of(self, campaign: Campaign) -> timedelta:
        """That of this campaign while it is active."""
        return self.event if campaign.end - campaign.start <= EVENT else self.regular

    def at(self, campaign: Campaign, phase: Phase) -> timedelta:
        """How often it is looked at in a phase; a final one is not looked at any more."""
        if phase is Phase.UPCOMING:
            return DAILY
        return self.of(campaign) if phase is Phase.ACTIVE else self.regular


@dataclass(frozen=True)
class LastTurn:
    """A campaign's last turn: when it was, and whether its numbers were final then.

    ``again`` is when to come back because something waits, None where nothing does.
    """

    at: datetime
    resting: bool
    again: datetime | None = None


def next_turn(
    campaign: Campaign | None, last: LastTurn, now: datetime, intervals: Intervals, grace: timedelta
) -> datetime | None:
    """The moment of the next turn; None while the campaign is at rest.

    ``campaign`` None is one whose declaration has problems: an older one may be running. What waits makes it
    earlier, never later. After a turn that a wrong clock put into the future, the next one is at once.
    """
    if is_ahead(last.at, now):
        return now
    regular = _regular(campaign, min(last.at, now), intervals, grace, resting=last.resting)
    return regular if last.again is None or regular is None else min(regular, last.again)


def _regular(
    campaign: Campaign | None, last: datetime, intervals: Intervals, grace: timedelta, *, resting: bool
) -> datetime | None:
    if campaign is None:
        return last + intervals.regular
    match phase_of(campaign, last, grace):
        case Phase.UPCOMING:
            return min(last + DAILY, campaign.start)
        case Phase.ACTIVE:
            return last + intervals.of(campaign)
        case Phase.CHECKING:
            return min(last + intervals.regular, campaign.end + grace)
        case Phase.FINAL:
            return None if resting else last + DAILY
