"""What people mean by dates in other formats, which they are told how to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.declaration.schema.other_dates import Calendar, day_of, meant, meant_in_a_zone
from bot.i18n.months import month_names

MONTHS = {**month_names("nb"), **month_names("de"), **month_names("ja"), **month_names("en")}
CALENDAR = Calendar(MONTHS, 2026, date(2026, 11, 1))
LAST = replace(CALENDAR, last=True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("30 November 2026", "2026-11-30"),
        ("November 30th, 2026", "2026-11-30"),
        ("30. november 2026", "2026-11-30"),
        ("30.11.2026", "2026-11-30"),
        ("2026年11月30日", "2026-11-30"),
        ("2026年11月30日 (月) 12:00", "2026-11-30 12:00"),
        ("Monday, 30 November 2026", "2026-11-30"),
        ("mandag 30. november 2026 kl. 18", None),
        ("mandag 30. november 2026 kl. 18.00", "2026-11-30 18:00"),
        ("until Monday, 30 November 2026", "2026-11-30"),
        ("30 November 2026, 6 pm", "2026-11-30 18:00"),
        ("30 November 2026 at 18:00", "2026-11-30 18:00"),
        ("6 pm on 30 November 2026", None),
        ("6 pm, 30 November 2026", "2026-11-30 18:00"),
        ("18h00 30/11/2026", "2026-11-30 18:00"),
        ("noon 30 November 2026", "2026-11-30 12:00"),
        ("30. November 2026 um 18 Uhr", "2026-11-30 18:00"),
        ("30. November 2026, 24 Uhr", "2026-11-30"),
        ("30 November 2026 24h", "2026-11-30"),
        ("2026-11-30T24:00:00", "2026-11-30"),
        ("November 2026", "2026-11-30"),
        ("30 Nov 26", "2026-11-30"),
        ("30-Nov-26", "2026-11-30"),
        ("Nov 30, '26 18:00", "2026-11-30 18:00"),
        ("2026-11", "2026-11-30"),
        ("11/2026", "2026-11-30"),
        ("2026年11月", "2026-11-30"),
        ("1 Smarch 2026", None),
        ("31 November 2026", None),
        ("soon", None),
        ("18:00", None),
        ("2026", None),
        ("", None),
    ],
)
def test_what_one_moment_is_meant_by(text: str, written: str | None) -> None:
    found = meant(text, LAST)
    assert [one.written for one in found.moments] == ([written] if written else [])
    assert not found.yearless


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("30 November", ["2026-11-30"]),
        ("30. november", ["2026-11-30"]),
        ("November 30th", ["2026-11-30"]),
        ("30.11.", ["2026-11-30"]),
        ("11-30", ["2026-11-30"]),
        ("30/11", ["2026-11-30"]),
        ("11/30", ["2026-11-30"]),
        ("12/11", ["2026-11-12", "2026-12-11"]),
        ("11月30日", ["2026-11-30"]),
        ("30 November 18:00", ["2026-11-30 18:00"]),
        ("18:00, 30 November", ["2026-11-30 18:00"]),
        ("Monday, 30 November", ["2026-11-30"]),
        ("November", ["2026-11-30"]),
        ("15 January", ["2027-01-15"]),
        ("15.1.", ["2027-01-15"]),
        ("January", ["2027-01-31"]),
    ],
)
def test_a_date_without_a_year_is_one_of_the_campaigns(text: str, written: list[str]) -> None:
    """An end before the start is in the next year."""
    found = meant(text, LAST)
    assert [one.written for one in found.moments] == written
    assert found.yearless
    assert meant(text, replace(LAST, year=None)).moments == ()


@pytest.mark.parametrize(
    ("text", "calendar", "written"),
    [
        # The start of a campaign that ends in January.
        ("1 December", Calendar(MONTHS, 2027, end=date(2027, 1, 15)), "2026-12-01"),
        ("1 January", Calendar(MONTHS, 2027, end=date(2027, 1, 15)), "2027-01-01"),
        # A day within it.
        ("3 January", Calendar(MONTHS, 2026, date(2026, 12, 1), date(2027, 1, 15)), "2027-01-03"),
        ("3 December", Calendar(MONTHS, 2026, date(2026, 12, 1), date(2027, 1, 15)), "2026-12-03"),
        ("3 June", Calendar(MONTHS, 2026, date(2026, 12, 1), date(2027, 1, 15)), "2026-06-03"),
        ("29 February", Calendar(MONTHS, 2028, date(2028, 2, 1), last=True), "2028-02-29"),
        ("29 February", Calendar(MONTHS, 2027, date(2027, 12, 1), date(2028, 3, 1)), "2028-02-29"),
    ],
)
def test_its_year_is_that_in_which_the_campaign_is(text: str, calendar: Calendar, written: str) -> None:
    assert [one.written for one in meant(text, calendar).moments] == [written]


@pytest.mark.parametrize(
    ("text", "last"),
    [("29 February", date(2027, 2, 28)), ("29.2.", date(2027, 2, 28)), ("31 November", date(2027, 11, 30))],
)
def test_a_day_that_its_month_does_not_have_is_no_day(text: str, last: date) -> None:
    for calendar in (Calendar(MONTHS, 2027), Calendar(MONTHS, 2027, date(2027, 2, 1), last=True)):
        found = meant(text, calendar)
        assert (found.moments, found.no_day) == ((), last)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("2026-11-30T18:00:00Z", "2026-11-30T18:00+00:00"),
        ("2026-11-30T18:00+01:00", "2026-11-30T18:00+01:00"),
        ("18:00, 30 November 2026 (UTC)", "2026-11-30T18:00+00:00"),
        ("30 November 2026 18:00 CET", "2026-11-30T18:00+01:00"),
        ("30 November 2026 18:00 Europe/Oslo", "2026-11-30T18:00+01:00"),
        ("1 July 2026, 6 pm (Europe/Oslo)", "2026-07-01T18:00+02:00"),
        ("30 November 18:00 UTC", "2026-11-30T18:00+00:00"),
        ("2026-11-30T24:00:00Z", "2026-12-01T00:00+00:00"),
        ("30 November 2026 UTC", "2026-12-01T00:00+00:00"),
        ("2026-11-30", None),
        ("2026-11-12", None),
        ("01-11-12", None),
        ("30 November 2026", None),
        ("30 November 2026 Nowhere/City", None),
        ("Europe/Oslo", None),
        ("UTC", None),
    ],
)
def test_a_moment_of_another_zone(text: str, there: str | None) -> None:
    found = meant_in_a_zone(text, LAST)
    assert found == (datetime.fromisoformat(there) if there else None)


@given(st.dates(date(2015, 1, 1), date(2099, 12, 31)), st.times(), st.sampled_from(range(6)))
def test_what_people_write_is_what_they_mean(day: date, clock: time, form: int) -> None:
    clock = clock.replace(second=0, microsecond=0)
    forms = (
        "{d} {m} {y} {t}",
        "{t}, {d} {m} {y}",
        "{m} {d}, {y} {t}",
        "{d}.{n}.{y} {t}",
        "{y}-{n}-{d} {t}",
        "{y}年{n}月{d}日{t}",
    )
    text = forms[form].format(d=day.day, m=f"{day:%B}", n=day.month, y=day.year, t=f"{clock:%H:%M}")
    found = meant(text, replace(CALENDAR, last=False))
    assert [(one.day, one.clock) for one in found.moments] == [(day, clock)]
    assert meant_in_a_zone(f"{text} (UTC)", CALENDAR) == datetime.combine(day, clock, UTC)


@given(st.text(alphabet="0123456789 -/.,:TZ()+abdeimnoprutv年月日", max_size=60), st.booleans())
def test_nothing_that_is_written_breaks_it(text: str, last: bool) -> None:
    calendar = replace(CALENDAR, last=last)
    meant(text, calendar)
    meant_in_a_zone(text, calendar)
    day_of(text, MONTHS)
