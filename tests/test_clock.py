"""Whose time holds: the machine's, or what the answers of a wiki say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.wiki.clock import WikiClock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEAR, HOUR, MINUTE = timedelta(days=365), timedelta(hours=1), timedelta(minutes=1)
SECOND, RIGHT = timedelta(seconds=1), timedelta(0)


@dataclass
class Machine:
    """A machine whose clock may be set, and the clock of a wiki that it talks to."""

    now: datetime = NOON
    passed: float = 1000.0
    told: list[timedelta] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = WikiClock(
            lambda wiki, machine: self.told.append(wiki - machine), lambda: self.now, lambda: self.passed
        )

    def wait(self, while_: timedelta) -> None:
        self.now += while_
        self.passed += while_.total_seconds()

    def hear(self, *off: timedelta) -> None:
        """Answers, one a second, that differ by so much from the machine's clock."""
        for difference in off:
            self.clock.hear(self.now + difference)
            self.wait(SECOND)


def test_small_differences_leave_the_machines_time() -> None:
    machine = Machine()
    machine.hear(4 * MINUTE, -4 * MINUTE, 5 * MINUTE)
    assert (machine.clock(), machine.told) == (machine.now, [])


@pytest.mark.parametrize("off", [YEAR, -YEAR, 6 * MINUTE, -HOUR])
def test_where_the_machine_is_wrong_from_the_beginning_the_wikis_time_holds(off: timedelta) -> None:
    machine = Machine()
    machine.hear(off)
    assert machine.clock() == machine.now, "one answer alone may be wrong"
    machine.hear(off)
    assert machine.clock() == NOON + off + 2 * SECOND
    machine.wait(HOUR)
    machine.hear(off)
    assert machine.clock() == machine.now + off
    assert machine.told == [off], "told once"


@pytest.mark.parametrize("leap", [YEAR, -YEAR, HOUR])
def test_an_answer_that_leaps_away_is_no_time(leap: timedelta) -> None:
    machine = Machine()
    machine.hear(RIGHT, leap, leap)
    assert machine.clock() == machine.now
    machine.hear(RIGHT, leap, leap, -leap, leap)
    assert machine.clock() == machine.now
    assert not machine.clock.believes(machine.now + leap)
    assert machine.told == []


def test_a_lasting_change_is_believed_both_ways() -> None:
    machine = Machine()
    machine.hear(RIGHT, YEAR, YEAR, YEAR)
    assert machine.clock() == machine.now + YEAR
    machine.hear(RIGHT, RIGHT)
    assert machine.clock() == machine.now
    machine.hear(YEAR, YEAR, YEAR, YEAR)
    assert machine.told == [YEAR, YEAR], "told again, as it was right in between"


def test_a_machines_clock_that_is_set_meanwhile_changes_nothing() -> None:
    machine = Machine()
    machine.hear(RIGHT)
    off = RIGHT
    for leap in (YEAR, -2 * YEAR):
        machine.now, off = machine.now + leap, off - leap
        assert machine.clock() == machine.now + off
        machine.hear(off)
        assert machine.clock() == machine.now + off
    machine.now += off  # Somebody set it right.
    machine.hear(RIGHT)
    assert machine.clock() == machine.now


def test_after_a_pause_that_nobody_counted_the_machine_and_the_wiki_are_believed() -> None:
    machine = Machine()
    machine.hear(RIGHT)
    machine.now += 3 * HOUR  # A virtual machine was halted; its clock was set right since.
    machine.hear(RIGHT)
    assert machine.clock() == machine.now
    assert machine.told == []


@pytest.mark.parametrize(
    "header",
    ["", "yesterday", "Fri, 32 Nov 2026 12:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "9" * 4000],
)
def test_headers_without_a_time_say_nothing(header: str) -> None:
    machine = Machine()
    for _ in range(5):
        machine.clock.hear_headers({"Date": header})
        machine.clock.hear_headers({"Date": format_datetime(NOON, usegmt=True), "Age": "soon"})
        machine.clock.hear_headers({})
    assert machine.clock() == NOON


def test_an_answer_that_was_kept_on_the_way_tells_for_how_long() -> None:
    machine = Machine()
    for _ in range(3):
        machine.clock.hear_headers({"Date": format_datetime(NOON + YEAR, usegmt=True), "Age": "7200"})
    assert machine.clock() == NOON + YEAR + 2 * HOUR


def test_the_wikis_own_time_holds_against_that_of_a_server_before_it() -> None:
    machine = Machine()
    machine.hear(RIGHT)
    for _ in range(5):
        machine.clock.hear_headers({"Date": format_datetime(NOON + YEAR, usegmt=True)})
    assert machine.clock() == machine.now


@pytest.mark.parametrize(
    "said",
    ["2027-11-20T12:00:00Z", "2026-11-20T12:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "x", ""],
)
def test_what_is_no_time_is_replaced_by_one_that_is_not_too_late(said: str) -> None:
    machine = Machine()
    machine.hear(RIGHT)
    assert machine.clock.checked(said, NOON) == "2026-11-20T11:55:00Z"
    assert machine.clock.checked("2026-11-20T12:00:02Z", NOON) == "2026-11-20T12:00:02Z"
