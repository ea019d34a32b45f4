"""Dates as the language wants them, and what to say about those written otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.declaration.schema.moments import DateOrTime
from bot.declaration.schema.other_dates import LONGEST, meant, meant_in_a_zone
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Schema, Words
from bot.lenient_yaml.characters import ascii_digits
from bot.lenient_yaml.nodes import Scalar
from bot.messages import Verbatim, message

FIRST_YEAR, LAST_YEAR = 2001, 2100

_DATE = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.0+)?)?"
_MOMENT = re.compile(rf"{_DATE}(?:(?:[ \t]+|[Tt]){_CLOCK})?")
WHOLE_DAY = frozenset({(23, 59), (0, 0)})
"""Clock times by which the end of a day is meant."""
_DASHES = str.maketrans("‐‑‒–—―−－", "--------")


@dataclass(frozen=True)
class When(Words[DateOrTime]):
    """A date, ``2026-11-01``, with a clock time or without. ``last``: the last day of something."""

    last: bool = False
    wants = "declaration-wants-date"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> DateOrTime | None:
        """The date, when there is such a one."""
        plain = ascii_digits(text).translate(_DASHES)
        match = _MOMENT.fullmatch(plain) if len(plain) <= LONGEST else None
        if match is None:
            self._other_format(text, plain, node, reader)
            return None
        day = self._day(match, node, reader)
        return None if day is None else _with_clock(day, match, node, reader, self.last)

    def _day(self, match: re.Match[str], node: Scalar, reader: Reader) -> date | None:
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
        written = match[0].partition(" ")[0][:10].rstrip("Tt")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self._wrong_year(year, node, reader)
        elif not 1 <= month <= 12:
            reader.wrong(node, "declaration-no-month", written, month)
        elif not 1 <= day <= _month_length(year, month):
            self._no_day(date(year, month, _month_length(year, month)), day, written, node, reader)
        else:
            return date(year, month, day)
        return None

    def _wrong_year(self, year: int, node: Scalar, reader: Reader) -> None:
        """A slip, or the year of another calendar."""
        years = (year, FIRST_YEAR, LAST_YEAR)
        reader.wrong(node, "declaration-year", *(Verbatim(str(one)) for one in years))

    def _no_day(self, last: date, day: int, written: str, node: Scalar, reader: Reader) -> None:
        """November has 30 days, so …"""
        if day == 0:
            reader.wrong(node, "declaration-day-zero", written, last.replace(day=1).isoformat())
            return
        month = message(f"declaration-month-{last.month}", Verbatim(str(last.year)))
        key = "declaration-month-length-end" if self.last else "declaration-month-length"
        reader.wrong(node, key, month, last.day, written, last.isoformat())

    def _other_format(self, text: str, plain: str, node: Scalar, reader: Reader) -> None:
        """Tell how to write what is written in another way."""
        calendar = replace(reader.calendar, last=self.last)
        if there := meant_in_a_zone(plain, calendar):
            written = self._here(there, reader.zone).written
            reader.wrong(node, "declaration-zone-in-date", Verbatim(written), Verbatim(reader.zone.key))
            return
        found = meant(plain, calendar)
        moments = tuple(map(self._followed, found.moments))
        wrong = [one.day.year for one in moments if not FIRST_YEAR <= one.day.year <= LAST_YEAR]
        if wrong:
            self._wrong_year(wrong[0], node, reader)
        elif len(moments) == 1:
            key = "declaration-no-year" if found.yearless else "declaration-date-format"
            reader.wrong(node, key, clipped(text), moments[0].written)
        elif len(moments) == 2:
            params = (moments[0].written, moments[0].day, moments[1].written, moments[1].day)
            reader.wrong(node, "declaration-date-two-ways", clipped(text), *params)
        elif found.no_day:
            self._no_day(found.no_day, found.no_day.day + 1, clipped(text), node, reader)
        else:
            reader.wants(self.wants, node)

    def _here(self, there: datetime, zone: ZoneInfo) -> DateOrTime:
        """What to write for a moment of another zone; where days end, the day before midnight is meant."""
        here = there.astimezone(zone).replace(tzinfo=None)
        if here.time() != time():
            return DateOrTime(here.date(), here.time())
        return DateOrTime(
            here.date() - timedelta(days=1) if self.last else here.date(), None if self.last else time()
        )

    def _followed(self, moment: DateOrTime) -> DateOrTime:
        """What to write for a moment: the end of a day is written as that day."""
        clock = moment.clock
        whole = self.last and clock is not None and (clock.hour, clock.minute) in WHOLE_DAY
        return DateOrTime(moment.day) if whole else moment

    def schema(self) -> Schema:
        """A text; other readers of YAML have made a date of it, or not."""
        return {"type": "string", "minLength": 8}


def _with_clock(
    day: date, match: re.Match[str], node: Scalar, reader: Reader, last: bool
) -> DateOrTime | None:
    if match["hour"] is None:
        return DateOrTime(day)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour == 24 and not minute and not second:
        if last:
            reader.wrong(node, "declaration-date-format", clipped(match[0]), day.isoformat())
        else:
            reader.wrong(node, "declaration-hour-24", (day + timedelta(days=1)).isoformat())
    elif hour > 23 or minute > 59 or second > 59:
        reader.wrong(node, "declaration-no-clock", match[0][match.start("hour") :])
    elif last and (hour, minute) in WHOLE_DAY:
        # Who writes so means the day with all of it; a clock time is a limit otherwise.
        before = (day - timedelta(days=1)).isoformat()
        key = "declaration-end-of-day" if hour else "declaration-end-midnight"
        reader.notice(node.span, key, day.isoformat(), before, match[0][match.start("hour") :])
        return DateOrTime(day)
    else:
        return DateOrTime(day, time(hour, minute, second))
    return None


def _month_length(year: int, month: int) -> int:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(days=1)).day
