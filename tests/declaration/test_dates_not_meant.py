"""Dates that would be told to be others than a person means by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.declaration.schema.other_dates import Calendar, meant, meant_in_a_zone
from bot.i18n.months import month_names

from .reading import brief, read

CALENDAR = Calendar(month_names("en"), 2026, date(2026, 11, 1))
LAST = replace(CALENDAR, last=True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("6pm November 30", ["2026-11-30 18:00"]),
        ("6am Nov 30", ["2026-11-30 06:00"]),
        ("18h november 30", ["2026-11-30 18:00"]),
        ("1st November 30", ["2030-11-01"]),
        # Neither that day, nor the last one of that month.
        ("before 30 November 2026", []),
        ("the day after 30 November 2026", []),
        ("mid November 2026", []),
        ("early November", []),
        ("beginning of December 2026", []),
        ("before December 2026", []),
        # A zone that nobody knows, or half of a clock time, is not left out.
        ("2026-11-30 18:00 (IST)", []),
        ("2026-11-30 6:00 (pm)", []),
        ("2026-11-30 (Mon) 18:00", ["2026-11-30 18:00"]),
    ],
)
def test_what_is_told_is_what_was_meant(text: str, written: list[str]) -> None:
    assert [one.written for one in meant(text, LAST).moments] == written


def test_the_end_of_a_month_is_not_its_first_day() -> None:
    assert meant("end of October 2026", CALENDAR).moments == ()


@pytest.mark.parametrize("text", ["December 2026 UTC", "December UTC", "12/2026 UTC"])
def test_a_month_of_another_zone_ends_with_its_last_day(text: str) -> None:
    assert meant_in_a_zone(text, LAST) == datetime.fromisoformat("2027-01-01T00:00+00:00")
    assert meant_in_a_zone(text, CALENDAR) == datetime.fromisoformat("2026-12-01T00:00+00:00")


@pytest.mark.parametrize("text", ["30 November 2569", "30/11/2569", "1/12/1926", "20260", "30.11.1948 18:00"])
def test_nobody_is_told_a_year_that_is_refused_then(text: str) -> None:
    declaration = read(f"name: Contest\nstart: 2026-11-01\nend: {text}\n")
    assert brief(declaration.problems) in ([(3, "year")], [(3, "wants-date")])
