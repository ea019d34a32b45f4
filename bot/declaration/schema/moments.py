"""Moments as the settings tell them: a date, with a clock time or without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class DateOrTime:
    """A date, with a clock time or without, in whatever time zone the campaign has."""

    day: date
    clock: time | None = None

    @property
    def written(self) -> str:
        """As the language wants it: ``2026-11-01 18:00``; seconds only where there are any."""
        if self.clock is None:
            return self.day.isoformat()
        local = datetime.combine(self.day, self.clock)
        return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"

    def begins(self, zone: ZoneInfo) -> datetime:
        """The first moment of it, in UTC."""
        return _in_utc(datetime.combine(self.day, self.clock or time()), zone)

    def is_over(self, zone: ZoneInfo) -> datetime:
        """The first moment after it, in UTC: a date includes its whole day, a clock time is a limit."""
        if self.clock is not None:
            return self.begins(zone)
        return _in_utc(datetime.combine(self.day + timedelta(days=1), time()), zone)


def _in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    # A time that the clock skips or shows twice in the night of the change is read as before the change.
    return local.replace(tzinfo=zone).astimezone(UTC)
