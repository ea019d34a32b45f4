"""Dates as the language wants them, and what to say about those written otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.language.characters import ascii_digits
from bot.core.language.nodes import Scalar
from bot.core.language.reader import Reader, clipped
from bot.core.language.shapes import Schema, Words
from bot.core.message import Verbatim, message

FIRST_YEAR, LAST_YEAR = 2001, 2100
_LONGEST = 60

_DATE = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.0+)?)?"
_MOMENT = re.compile(rf"{_DATE}(?:(?:[ \t]+|[Tt]){_CLOCK})?")
_WITH_ZONE = re.compile(rf"({_DATE}(?:[ \t]+|[Tt]){_CLOCK}) ?(?:[Zz]|UTC|GMT|[+-]\d{{1,2}}:?(?:\d{{2}})?)")
_DASHES = str.maketrans("‐‑‒–—―−－", "--------")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, with a clock time or without, in whatever time zone the campaign has."""

    day: date
    clock: time | None = None

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


@dataclass(frozen=True)
class When(Words[Moment]):
    """A date, ``2026-11-01``, with a clock time or without. ``last``: the last day of something."""

    last: bool = False
    wants = "declaration-wants-date"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> Moment | None:
        """The date, when there is such a one."""
        plain = ascii_digits(text).translate(_DASHES)
        match = _MOMENT.fullmatch(plain) if len(plain) <= _LONGEST else None
        if match is None:
            self._other_format(text, plain, node, reader)
            return None
        day = self._day(match, node, reader)
        return None if day is None else _with_clock(day, match, node, reader)

    def _day(self, match: re.Match[str], node: Scalar, reader: Reader) -> date | None:
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
        written = match[0].partition(" ")[0][:10].rstrip("Tt")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            reader.wrong(
                node,
                "declaration-year",
                Verbatim(str(year)),
                Verbatim(str(FIRST_YEAR)),
                Verbatim(str(LAST_YEAR)),
            )
        elif not 1 <= month <= 12:
            reader.wrong(node, "declaration-no-month", written, month)
        elif not 1 <= day <= _month_length(year, month):
            self._no_day(date(year, month, _month_length(year, month)), day, written, node, reader)
        else:
            return date(year, month, day)
        return None

    def _no_day(self, last: date, day: int, written: str, node: Scalar, reader: Reader) -> None:
        """November has 30 days, so …"""
        if day == 0:
            reader.wrong(node, "declaration-day-zero", written, last.replace(day=1).isoformat())
            return
        month = message(f"declaration-month-{last.month}", Verbatim(str(last.year)))
        key = "declaration-month-length-end" if self.last else "declaration-month-length"
        reader.wrong(node, key, month, last.day, written, last.isoformat())

    def _other_format(self, text: str, plain: str, node: Scalar, reader: Reader) -> None:
        meant = other_formats(plain) if len(plain) <= _LONGEST else ()
        zoned = _WITH_ZONE.fullmatch(plain)
        if zoned:
            reader.wrong(node, "declaration-zone-in-date", zoned[1].upper().replace("T", " "))
        elif len(meant) == 1:
            reader.wrong(node, "declaration-date-format", clipped(text), meant[0].isoformat())
        elif len(meant) == 2:
            params = (meant[0].isoformat(), meant[0], meant[1].isoformat(), meant[1])
            reader.wrong(node, "declaration-date-two-ways", clipped(text), *params)
        else:
            reader.wants(self.wants, node)

    def schema(self) -> Schema:
        """A text; other readers of YAML have made a date of it, or not."""
        return {"type": "string", "minLength": 8}


def _with_clock(day: date, match: re.Match[str], node: Scalar, reader: Reader) -> Moment | None:
    if match["hour"] is None:
        return Moment(day)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour == 24 and not minute and not second:
        reader.wrong(node, "declaration-hour-24", (day + timedelta(days=1)).isoformat())
    elif hour > 23 or minute > 59 or second > 59:
        reader.wrong(node, "declaration-no-clock", match[0][match.start("hour") :])
    else:
        return Moment(day, time(hour, minute, second))
    return None


def _month_length(year: int, month: int) -> int:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(days=1)).day


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMATS = (
    re.compile(r"(?P<year>\d{4})[/. ](?P<month>\d{1,2})[/. ](?P<day>\d{1,2})\.?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)? (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})"),
    re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
)
_DAY_OR_MONTH = re.compile(r"(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4})")


def other_formats(text: str) -> tuple[date, ...]:
    """The dates that a text in another format may mean: ``1.11.2026`` one, ``11/01/2026`` two."""
    text = " ".join(text.lower().split())
    for pattern in _FORMATS:
        if match := pattern.fullmatch(text):
            groups = match.groupdict()
            name = groups.get("name")
            month = _MONTHS.index(name[:3]) + 1 if name and name[:3] in _MONTHS else groups.get("month") or 0
            return _existing((match["year"], month, match["day"]))
    if match := _DAY_OR_MONTH.fullmatch(text):
        one, two, year = match["one"], match["two"], match["year"]
        return _existing((year, two, one), (year, one, two))
    return ()


def _existing(*candidates: tuple[str | int, str | int, str | int]) -> tuple[date, ...]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
