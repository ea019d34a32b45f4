"""What dates and times mean that are written in other ways, so that people can be told how to write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.declaration.schema import clocks
from bot.declaration.schema.moments import DateOrTime
from bot.declaration.schema.zone_names import zone_named

_NAME = r"(?P<name>[^\W\d_][^\d]{1,24}?)"
_ORDINAL = r"st|nd|rd|th|er|º|ª|\.|-?(?!(?:[ap]m|h|u|uhr)\b)[a-zåäöа-я]{1,3}"
"""What follows a day's number; that of an hour is no day."""
_FORMATS = (
    re.compile(r"(?P<year>\d{4})[/. ](?P<month>\d{1,2})[/. ](?P<day>\d{1,2})\.?"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日号일]"),
    re.compile(rf"(?P<year>\d{{4}})[.,]? {_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:{_ORDINAL})? {_NAME}\.?,? (?P<year>\d{{4}}|'?\d{{2}})\.?"),
    re.compile(rf"{_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}|'?\d{{2}})"),
    re.compile(rf"(?P<day>\d{{1,2}})[-/]{_NAME}[-/](?P<year>\d{{4}}|\d{{2}})"),
)
_NO_YEAR = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:{_ORDINAL})? {_NAME}\.?"),
    re.compile(rf"{_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"),
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.?"),
    re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日号일]"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})"),
)
_MONTHS = (
    re.compile(rf"{_NAME}[.,]? (?P<year>\d{{4}})\.?"),
    re.compile(rf"(?P<year>\d{{4}})[.,]? {_NAME}\.?"),
    re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월]"),
    re.compile(rf"{_NAME}\.?"),
)
"""A month and no day."""
_DAY_OR_MONTH = re.compile(r"(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4})")
_SHORT_YEAR = re.compile(r"(?P<one>\d{2})[/.-](?P<two>\d{2})[/.-](?P<three>\d{2})\.?")
_LONG_AGO = 2015
"""Before this nobody declares a campaign, if a two-digit year can be read in another way."""
_GAP = re.compile(r"[ ,，]+|(?<=\d)t(?=\d)|(?<=[日号일])(?=\d)")
_JOINING = frozenset(
    {"at", "kl", "kl.", "klo", "um", "à", "às", "as", "a", "las", "ore", "alle", "om", "o", "в"}
)
"""Words between a day and a clock time."""
_ASIDE = re.compile(r"(?<!:\d\d)(?<!:\d\d )(?<!\b[ap]m)(?<!\b[ap]m ) ?[(（][^\W\d]{1,12}\.?[)）]")
"""A weekday between brackets; behind a clock time they hold something else, a zone."""
_ZONE_BEGINS = re.compile(r"[ ,]*[(（]?(?=[a-z+−-])")
LONGEST = 60
"""No date is longer than this."""
_LEADING_WORDS = 2
"""So many words may stand before a date: ``until Monday, 30 November``."""
_ANOTHER_DAY = frozenset(
    {"before", "after", "vor", "nach", "før", "etter", "efter", "före", "innan", "avant", "après"}
    | {"antes", "después", "depois", "prima", "dopo", "voor", "na", "przed", "po", "после"}
)
"""Words before a date by which the day before it is meant, or the one after it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What other dates are read with.

    ``months`` are the names of months, in lower case, with their numbers. ``year`` is that of the campaign;
    None where none is known, and then a date has to say its own. Between ``start`` and ``end`` it lies, as
    far as they are known. ``last``: the last day of something is told.
    """

    months: Mapping[str, int]
    year: int | None = None
    start: date | None = None
    end: date | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class MeantDate:
    """What a text may mean: the moments, and whether it leaves out its year.

    ``no_day`` is the last day of the month that was meant, where the text names one that it does not have.
    """

    moments: tuple[DateOrTime, ...] = ()
    yearless: bool = False
    no_day: date | None = None


NOTHING = MeantDate()


def meant(text: str, calendar: Calendar) -> MeantDate:
    """The moments that a text in another format may mean: ``1.11.2026`` one, ``11/01/2026`` two."""
    if len(text) > LONGEST:
        return NOTHING
    text = _ASIDE.sub("", " ".join(text.lower().split()))
    # With a word before it, a month is not told by its first or last day: ``early November``.
    if found := _month(text, calendar):
        return found
    for _ in range(_LEADING_WORDS + 1):
        if found := _whole(text, calendar):
            return found
        first, _, text = text.partition(" ")
        if first in _ANOTHER_DAY or any(map(str.isdigit, first)):
            break
    return NOTHING


def _whole(text: str, calendar: Calendar) -> MeantDate | None:
    if found := _dates(text, calendar):
        return found
    for one, other in _parts(text):
        for day, clock in ((one, other), (other, one)):
            if found := _with_clock(day, clock, calendar):
                return found
    return None


def day_of(text: str, months: Mapping[str, int]) -> date | None:
    """The day that a text names with its year, in whatever format; None where it is none, or one of two."""
    found = meant(text, Calendar(months)).moments
    return found[0].day if len(found) == 1 else None


def meant_in_a_zone(text: str, calendar: Calendar) -> datetime | None:
    """The moment, aware of its zone, that a text with a zone at its end means; None for anything else.

    Where it says no clock time that is the day's first moment, or the first after it where ``last`` is told.
    """
    if len(text) > LONGEST:
        return None
    text = " ".join(text.lower().split())
    for begins in _ZONE_BEGINS.finditer(text):
        zone = _zone(text[begins.end() :])
        found = meant(text[: begins.start()], replace(calendar, last=False)) if zone else NOTHING
        if len(found.moments) == 1:
            moment = found.moments[0]
            by_distance = text[begins.end()] in "+−-"
            if moment.clock is None and by_distance:
                continue
            day = moment.day
            if moment.clock is None and calendar.last:
                day = meant(text[: begins.start()], calendar).moments[0].day + timedelta(days=1)
            return datetime.combine(day, moment.clock or time(), zone)
    return None


def _zone(text: str) -> tzinfo | None:
    plain = text.rstrip(")） .").removesuffix(" time")
    ahead = clocks.offset(plain)
    if ahead is not None:
        return timezone(ahead) if ahead else UTC
    name = zone_named(plain) if "/" in plain else None
    return ZoneInfo(name) if name else None


def _with_clock(day: str, clock: str, calendar: Calendar) -> MeantDate | None:
    ends, spoken = clocks.is_end_of_day(clock), clocks.spoken(clock)
    found = _dates(day, calendar) if ends or spoken is not None else None
    if not found:
        return None
    if not ends:
        return replace(found, moments=tuple(DateOrTime(one.day, spoken) for one in found.moments))
    if calendar.last:
        return found
    after = timedelta(days=1)
    return replace(found, moments=tuple(DateOrTime(one.day + after, time()) for one in found.moments))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in two parts, at each of its gaps; a word that joins a day and a clock time is left out."""
    for gap in _GAP.finditer(text):
        one, other = text[: gap.start()].rstrip(" ,"), text[gap.end() :]
        yield one, other
        last, first = one.rpartition(" ")[2], other.partition(" ")[0]
        if last in _JOINING:
            yield one.rpartition(" ")[0].rstrip(" ,"), other
        if first in _JOINING:
            yield one, other.partition(" ")[2]


def _dates(text: str, calendar: Calendar) -> MeantDate | None:
    if days := _days(text, calendar.months):
        return MeantDate(tuple(map(DateOrTime, days)))
    return _without_year(text, calendar) if calendar.year else None


def _days(text: str, months: Mapping[str, int]) -> tuple[date, ...]:
    for pattern in _FORMATS:
        if (match := pattern.fullmatch(text)) and (month := _month_of(match, months)):
            said = int(match["year"].removeprefix("'"))
            return _existing((said if said > 99 else 2000 + said, month, match["day"]))
    if match := _DAY_OR_MONTH.fullmatch(text):
        one, two, year = match["one"], match["two"], match["year"]
        return _existing((year, two, one), (year, one, two))
    if match := _SHORT_YEAR.fullmatch(text):
        return _short_years(*(int(part) for part in match.groups()))
    return ()


def _without_year(text: str, calendar: Calendar) -> MeantDate | None:
    """A date that says no year: ``30 November``, ``30.11.``, ``30/11``."""
    matches = (pattern.fullmatch(text) for pattern in _NO_YEAR)
    pairs = dict.fromkeys(
        (month, int(match["day"]))
        for match in matches
        if match and (month := _month_of(match, calendar.months)) and 1 <= month <= 12
    )
    found = [day for month, number in pairs if (day := _in_its_year(month, number, calendar))]
    if found:
        return MeantDate(tuple(map(DateOrTime, found)), yearless=True)
    if not pairs or not calendar.year:
        return None
    month, number = next(iter(pairs))
    last = _last_of(calendar.year, month)
    if calendar.last and calendar.start and last < calendar.start:
        last = _last_of(calendar.year + 1, month)
    return MeantDate(no_day=last) if last.day < number <= 31 else None


def _in_its_year(month: int, day: int, calendar: Calendar) -> date | None:
    """The day in the campaign's year, or in the one beside it where only that lies within the campaign."""
    year = calendar.year or 0
    candidates = _existing((year, month, day), (year + 1, month, day), (year - 1, month, day))
    within = (
        one
        for one in candidates
        if (calendar.start is None or one >= calendar.start) and (calendar.end is None or one <= calendar.end)
    )
    here = next((one for one in candidates if one.year == year), None)
    bounded = calendar.start is not None or calendar.end is not None
    if not bounded:
        return here
    found = next(within, None)
    # Nobody means the leap day of another year than the campaign's.
    return found if found and (here or (calendar.start and calendar.end)) else here


def _month(text: str, calendar: Calendar) -> MeantDate | None:
    """A month and no day: its first day is meant, or its last."""
    for pattern in _MONTHS:
        match = pattern.fullmatch(text)
        month = _month_of(match, calendar.months) if match else 0
        if match is None or not 1 <= month <= 12:
            continue
        named = match.groupdict().get("year")
        year = int(named) if named else calendar.year
        if year is None or not MINYEAR < year < MAXYEAR:
            continue
        if not named and calendar.last and calendar.start and _last_of(year, month) < calendar.start:
            year += 1
        day = _last_of(year, month) if calendar.last else date(year, month, 1)
        return MeantDate((DateOrTime(day),), yearless=not named)
    return None


def _month_of(match: re.Match[str], months: Mapping[str, int]) -> int:
    """The month's number, 0 where a name is none of a month; ``de noviembre de`` is ``noviembre``."""
    groups = match.groupdict()
    if groups.get("name") is None:
        return int(groups["month"])
    words = [word for word in groups["name"].replace(".", "").split() if word not in _OF]
    return months.get(" ".join(words), 0)


_OF = frozenset({"de", "do", "da", "di", "of"})


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


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
