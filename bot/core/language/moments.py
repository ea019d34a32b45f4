"""Dates as the language wants them, and what to say about those written otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.language import clocks
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
WHOLE_DAY = frozenset({(23, 59), (0, 0)})
"""Clock times by which the end of a day is meant."""
_DASHES = str.maketrans("‐‑‒–—―−－", "--------")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, with a clock time or without, in whatever time zone the campaign has."""

    day: date
    clock: time | None = None

    @property
    def written(self) -> str:
        """As the language wants it."""
        return (
            self.day.isoformat() if self.clock is None else _written(datetime.combine(self.day, self.clock))
        )

    def begins(self, zone: ZoneInfo) -> datetime:
        """The first moment of it, in UTC."""
        return _in_utc(datetime.combine(self.day, self.clock or time()), zone)

    def is_over(self, zone: ZoneInfo) -> datetime:
        """The first moment after it, in UTC: a date includes its whole day, a clock time is a limit."""
        if self.clock is not None:
            return self.begins(zone)
        return _in_utc(datetime.combine(self.day + timedelta(days=1), time()), zone)


def _written(local: datetime) -> str:
    """``2026-11-01 18:00``; seconds only where there are any."""
    return (
        local.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00") if local.second else f"{local:%Y-%m-%d %H:%M}"
    )


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
        return None if day is None else _with_clock(day, match, node, reader, self.last)

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
        """Tell how to write what is written in another way."""
        if len(plain) > _LONGEST:
            reader.wants(self.wants, node)
            return
        zoned = clocks.with_zone(plain)
        local = meant(zoned[0], reader.months) if zoned else ()
        if zoned and len(local) == 1 and local[0].clock is not None:
            there = datetime.combine(local[0].day, local[0].clock)
            here = clocks.converted(there, zoned[1], reader.zone)
            here = here - timedelta(days=1) if self.last and here.time() == time() else here
            written = self._followed(Moment(here.date(), here.time())).written
            reader.wrong(node, "declaration-zone-in-date", Verbatim(written), Verbatim(reader.zone.key))
            return
        found = tuple(map(self._followed, meant(plain, reader.months)))
        if len(found) == 1:
            reader.wrong(node, "declaration-date-format", clipped(text), found[0].written)
        elif len(found) == 2:
            params = (found[0].written, found[0].day, found[1].written, found[1].day)
            reader.wrong(node, "declaration-date-two-ways", clipped(text), *params)
        elif (found_day := without_year(plain, reader.months)) and reader.year:
            written = f"{reader.year}-{found_day[0]:02}-{found_day[1]:02}"
            reader.wrong(node, "declaration-no-year", clipped(text), written)
        else:
            reader.wants(self.wants, node)

    def _followed(self, moment: Moment) -> Moment:
        """What to write for a moment: the end of a day is written as that day."""
        clock = moment.clock
        whole = self.last and clock is not None and (clock.hour, clock.minute) in WHOLE_DAY
        return Moment(moment.day) if whole else moment

    def schema(self) -> Schema:
        """A text; other readers of YAML have made a date of it, or not."""
        return {"type": "string", "minLength": 8}


def _with_clock(day: date, match: re.Match[str], node: Scalar, reader: Reader, last: bool) -> Moment | None:
    if match["hour"] is None:
        return Moment(day)
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
        return Moment(day)
    else:
        return Moment(day, time(hour, minute, second))
    return None


def _month_length(year: int, month: int) -> int:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(days=1)).day


_NAME = r"(?P<name>[^\W\d_][^\d]{1,24}?)"
_ORDINAL = r"st|nd|rd|th|er|º|ª|\.|-?[a-zåäöа-я]{1,3}"
_FORMATS = (
    re.compile(r"(?P<year>\d{4})[/. ](?P<month>\d{1,2})[/. ](?P<day>\d{1,2})\.?"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日号일]"),
    re.compile(rf"(?P<year>\d{{4}})[.,]? {_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:{_ORDINAL})? {_NAME}\.?,? (?P<year>\d{{4}})\.?"),
    re.compile(rf"{_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}})[-/]{_NAME}[-/](?P<year>\d{{4}})"),
)
_DAY_OR_MONTH = re.compile(r"(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4})")
_SHORT_YEAR = re.compile(r"(?P<one>\d{2})[/.-](?P<two>\d{2})[/.-](?P<three>\d{2})\.?")
_LONG_AGO = 2015
"""Before this nobody declares a campaign, if a two-digit year can be read in another way."""
_THEN_CLOCK = re.compile(
    r"(?P<day>.{6,40}?[\d.日号일]),?(?: at| kl\.?| um| à| às| a las|)[t ]+"
    r"(?P<clock>\d{1,2}\D.{0,9}|\d{1,2}h|[^\W\d][^\d]{3,12})"
)
_CLOCK_THEN = re.compile(r"(?P<clock>\d{1,2}[:.]\d{2}),? (?P<day>.{6,40})")
"""As signatures are written: ``12:00, 30 November 2026``."""
_NO_YEAR = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:{_ORDINAL})? {_NAME}\.?"),
    re.compile(rf"{_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"),
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.?"),
    re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)


def meant(text: str, months: Mapping[str, int]) -> tuple[Moment, ...]:
    """The moments that a text in another format may mean: ``1.11.2026`` one, ``11/01/2026`` two.

    ``months`` are the names of months, in lower case, with their numbers.
    """
    text = " ".join(text.lower().split())
    if days := _days(text, months):
        return tuple(Moment(day) for day in days)
    match = _THEN_CLOCK.fullmatch(text) or _CLOCK_THEN.fullmatch(text)
    clock = clocks.spoken(match["clock"]) if match else None
    if match is None or clock is None:
        return ()
    return tuple(Moment(day, clock) for day in _days(match["day"], months))


def without_year(text: str, months: Mapping[str, int]) -> tuple[int, int] | None:
    """Month and day of a date that says no year: ``30 November``, ``30.11.``; None for anything else."""
    text = " ".join(text.lower().split())
    for pattern in _NO_YEAR:
        if match := pattern.fullmatch(text):
            groups = match.groupdict()
            month = months.get(_month_word(groups["name"]), 0) if "name" in groups else int(groups["month"])
            # The longest that the month can be: a leap year's.
            if _existing((2024, month, match["day"])):
                return month, int(match["day"])
    return None


def _days(text: str, months: Mapping[str, int]) -> tuple[date, ...]:
    for pattern in _FORMATS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        name = groups.get("name")
        month = months.get(_month_word(name), 0) if name else groups["month"]
        if month:
            return _existing((match["year"], month, match["day"]))
    if match := _DAY_OR_MONTH.fullmatch(text):
        one, two, year = match["one"], match["two"], match["year"]
        return _existing((year, two, one), (year, one, two))
    if match := _SHORT_YEAR.fullmatch(text):
        return _short_years(*(int(part) for part in match.groups()))
    return ()


def _month_word(name: str) -> str:
    """``de noviembre de`` is ``noviembre``."""
    words = [word for word in name.replace(".", "").split() if word not in {"de", "do", "da", "di", "of"}]
    return " ".join(words)


def _short_years(one: int, two: int, three: int) -> tuple[date, ...]:
    """The year first, as in ``26-11-01``, or last; two-digit years are those of this century."""
    found = _existing((2000 + one, two, three), (2000 + three, two, one), (2000 + three, one, two))
    late = tuple(day for day in found if day.year >= _LONG_AGO)
    return (late or found)[:2]


def _existing(*candidates: tuple[str | int, str | int, str | int]) -> tuple[date, ...]:
    """Those of the days that are any, but for the calendar's first and last year: next to them is nothing."""
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(day for day in dict.fromkeys(found) if MINYEAR < day.year < MAXYEAR)
