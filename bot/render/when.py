"""A campaign's times as its people read them: in its own time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Campaign
from bot.i18n.texts import Texts


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on the clocks of a time zone (an IANA name)."""
    return moment.astimezone(ZoneInfo(zone))


def beginning(campaign: Campaign) -> date:
    """When counting begins: a date where that is the whole day, else a datetime, in the campaign's zone."""
    return day_or_moment(campaign.start, campaign.timezone)


def day_or_moment(moment: datetime, zone: str) -> date:
    """A date where the moment is the beginning of that day in a time zone, else the datetime there."""
    there = local(moment, zone)
    return there.date() if _midnight(there) else there


def ending(campaign: Campaign) -> date:
    """When counting ends: the last whole day, or the first moment outside, in the campaign's zone."""
    end = local(campaign.end, campaign.timezone)
    return (end - timedelta(days=1)).date() if _midnight(end) else end


def period(campaign: Campaign, texts: Texts) -> str:
    """``1–30 November 2026``, with clock times where the organizer gave any."""
    first, last = beginning(campaign), ending(campaign)
    if not isinstance(first, datetime) and not isinstance(last, datetime):
        return texts.interval(first, last)
    return f"{_said(first, texts)} – {_said(last, texts)}"


def _said(day: date, texts: Texts) -> str:
    return texts.datetime(day) if isinstance(day, datetime) else texts.date(day)


def _midnight(moment: datetime) -> bool:
    return moment.time() == time()
