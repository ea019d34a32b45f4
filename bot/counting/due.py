"""When a campaign's next turn is.

Rules: active campaigns have their interval; upcoming ones are looked at daily; ended ones keep the interval
through the grace period, are made final by one more update, and rest from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.counting.phase import Phase, phase_of
from bot.declaration.campaign import Campaign
from bot.mediawiki.clocks import is_ahead

DAILY = timedelta(days=1)


@dataclass(frozen=True)
class LastTurn:
    """A campaign's last turn: when it was, and whether its numbers were final then.

    ``again`` is when to come back because something waits, None where nothing does.
    """

    at: datetime
    resting: bool
    again: datetime | None = None


def next_turn(
    campaign: Campaign | None, last: LastTurn, now: datetime, interval: timedelta, grace: timedelta
) -> datetime | None:
    """The moment of the next turn; None while the campaign is at rest.

    ``campaign`` None is one whose declaration has problems: an older one may be running. What waits makes it
    earlier, never later. After a turn that a wrong clock put into the future, the next one is at once.
    """
    if is_ahead(last.at, now):
        return now
    regular = _regular(campaign, min(last.at, now), interval, grace, resting=last.resting)
    return regular if last.again is None or regular is None else min(regular, last.again)


def _regular(
    campaign: Campaign | None, last: datetime, interval: timedelta, grace: timedelta, *, resting: bool
) -> datetime | None:
    if campaign is None:
        return last + interval
    match phase_of(campaign, last, grace):
        case Phase.UPCOMING:
            return min(last + DAILY, campaign.start)
        case Phase.ACTIVE:
            return last + interval
        case Phase.CHECKING:
            return min(last + interval, campaign.end + grace)
        case Phase.FINAL:
            return None if resting else last + DAILY
