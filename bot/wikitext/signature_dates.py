"""When a signature was made, by the date behind it, in whatever order a language writes it.

MediaWiki writes these dates in the wiki's language and time zone (Parser::pstPass2): they have a clock time,
a day, a month's name, a year and a zone in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_ZONE = re.compile(r"[(（]([^()（）]*)[)）]\s*\Z")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[:.h時时시点]\s?(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MONTH_IN_DIGITS = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]|(?<=\d\. )(\d{1,2})\. (?=\d{4})")
"""``11月``, and ``5. 11. 2026`` in Czech."""
_UTC = frozenset({"UTC", "GMT", "Z"})
_BUDDHIST, _ITS_YEARS = 543, 2400
"""Thai wikis count years from the death of the Buddha."""
_LONGEST = 200


def signature_time(date: str, months: Mapping[str, int], zone: ZoneInfo) -> datetime | None:
    """The moment (UTC, to the minute) that a signature's date names; None where it can't be told.

    ``months`` are the names of months in lower case and without points, with their numbers. ``zone`` is the
    wiki's, in which its signatures are dated; what says UTC is UTC on any wiki.
    """
    label = _ZONE.search(date) if len(date) <= _LONGEST else None
    if label is None:
        return None
    body = _plain(date[: label.start()])
    month = _month(body, months)
    if month is None:
        return None
    number, (start, end) = month
    around = " " * (end - start)
    body = body[:start] + around + body[end:]
    clock, year = _nearest(_CLOCK.finditer(body), start, end), _nearest(_YEAR.finditer(body), start, end)
    if clock is None or year is None:
        return None
    for match in (clock, year):
        body = body[: match.start()] + " " * len(match[0]) + body[match.end() :]
    day = _nearest(_DAY.finditer(body), start, end)
    if day is None:
        return None
    of_ours = int(year[0]) - (_BUDDHIST if int(year[0]) > _ITS_YEARS else 0)
    try:
        local = datetime(of_ours, number, int(day[0]), int(clock[1]), int(clock[2]), tzinfo=zone)
        return _in_utc(local, label[1].strip())
    except (ValueError, OverflowError):
        return None


def _plain(text: str) -> str:
    """Lower case, the digits of any script as ours, without marks of direction."""
    digits = (str(int(char)) if char.isdecimal() else char for char in text.casefold())
    return "".join(digits).translate({0x200E: None, 0x200F: None, 0xA0: " "})


def _month(body: str, months: Mapping[str, int]) -> tuple[int, tuple[int, int]] | None:
    """The month that is named, and where its name stands."""
    pattern = _names(tuple(months)) if months else None
    # A point may be part of a short name, and of a number, but of no name in the list.
    if pattern and (found := pattern.search(body.replace(".", " "))):
        return months[found[0]], found.span()
    in_digits = _MONTH_IN_DIGITS.search(body)
    return (int(in_digits[1] or in_digits[2]), in_digits.span()) if in_digits else None


@lru_cache(maxsize=32)
def _names(months: tuple[str, ...]) -> re.Pattern[str]:
    """The longest name first: many contain another one."""
    longest = sorted(months, key=len, reverse=True)
    return re.compile("|".join(map(_alone, longest)))


def _alone(name: str) -> str:
    return f"(?<!{_like(name[0])}){re.escape(name)}(?!{_like(name[-1])})"


def _like(char: str) -> str:
    """What may not stand beside this end of a name: more of it."""
    if char.isdecimal():
        return r"\d"
    return r"[^\W\d]" if char.isalpha() else r"\w"


def _nearest(found: Iterable[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    """The match that is nearest to a range: other numbers may stand before a date."""
    return min(found, key=lambda match: max(start - match.end(), match.start() - end), default=None)


def _in_utc(local: datetime, label: str) -> datetime:
    if label.upper() in _UTC:
        return local.replace(tzinfo=UTC)
    later = local.replace(fold=1)
    if later.tzname() == label != local.tzname():
        local = later  # The hour that comes twice when summer time ends.
    return local.astimezone(UTC)
