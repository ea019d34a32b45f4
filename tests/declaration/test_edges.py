"""Dates at the edges of the calendar are told like any other that can't be."""

from __future__ import annotations

import pytest

from tests.declaration.reading import brief, read

DAYS = (
    "0001-01-01 00:00+14:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31 23:59-12:00",
    "9999-12-31T23:59:00Z",
    "9999-12-31 24:00",
    "9999-12-31",
    "31.12.9999",
    "31.12.9999 23:59 UTC-5",
    "December 31, 9999 at 24:00",
    "1 January 0001",
    "00010101",
    "0000-00-00",
    "99/99/9999",
)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Oslo"])
def test_a_day_at_the_edge_of_the_calendar_is_told(day: str, zone: str) -> None:
    for key, other in (("start", "end: 2026-11-30"), ("end", "start: 2026-11-01")):
        declaration = read(f'name: A\n{key}: "{day}"\n{other}\ntimezone: {zone}\n')
        assert {line for line, _ in brief(declaration.problems)} == {2}


@pytest.mark.parametrize("day", DAYS)
def test_so_is_one_in_a_decision(day: str) -> None:
    decided = (
        f'adjustments:\n  - user: Alice\n    suspend: {{from: "{day}", until: "{day}"}}\n    reason: x\n'
    )
    assert read(f"name: A\nstart: 2026-11-01\nend: 2026-11-30\n{decided}").problems
