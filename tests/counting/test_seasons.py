"""Phases and turns: docs/counting.md, "When it is final"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.counting.due import DAILY, Intervals, LastTurn, next_turn
from bot.counting.phase import Phase, phase_of
from tests.counting.facts import END, START, campaign

HALF_HOUR, GRACE, SECOND = timedelta(minutes=30), timedelta(days=3), timedelta(seconds=1)
FIVE_MINUTES = timedelta(minutes=5)
OFTEN = Intervals(HALF_HOUR, FIVE_MINUTES)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (START - SECOND, Phase.UPCOMING),
        (START, Phase.ACTIVE),
        (END - SECOND, Phase.ACTIVE),
        (END, Phase.CHECKING),
        (END + GRACE - SECOND, Phase.CHECKING),
        (END + GRACE, Phase.FINAL),
    ],
)
def test_the_four_seasons(now: datetime, phase: Phase) -> None:
    assert phase_of(campaign(), now, GRACE) is phase


@pytest.mark.parametrize(
    ("last", "resting", "turn"),
    [
        (START - timedelta(days=9), False, START - timedelta(days=8)),
        (START - timedelta(hours=2), False, START),
        (START, False, START + HALF_HOUR),
        (END - SECOND, False, END - SECOND + HALF_HOUR),
        (END, False, END + HALF_HOUR),
        (END + GRACE - SECOND, False, END + GRACE),
        (END + GRACE, True, None),
        (END + GRACE, False, END + GRACE + timedelta(days=1)),
    ],
)
def test_when_the_next_turn_is(last: datetime, resting: bool, turn: datetime | None) -> None:
    assert next_turn(campaign(), LastTurn(last, resting), last, OFTEN, GRACE) == turn


def test_a_campaign_with_problems_keeps_the_interval() -> None:
    assert next_turn(None, LastTurn(START, resting=False), START, OFTEN, GRACE) == START + HALF_HOUR


@pytest.mark.parametrize("resting", [True, False])
@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=365)])
def test_a_turn_in_the_future_was_none(ahead: timedelta, resting: bool) -> None:
    for one in (campaign(), None):
        assert next_turn(one, LastTurn(START + ahead, resting), START, OFTEN, GRACE) == START


def test_nothing_rests_that_is_not_final_at_present() -> None:
    last, now = END + GRACE, END + GRACE - SECOND
    assert next_turn(campaign(), LastTurn(last, resting=True), now, OFTEN, GRACE) == END + GRACE


@pytest.mark.parametrize(
    ("days", "interval"), [(1, FIVE_MINUTES), (3, FIVE_MINUTES), (4, HALF_HOUR), (30, HALF_HOUR)]
)
def test_an_event_of_up_to_three_days_is_looked_at_more_often(days: int, interval: timedelta) -> None:
    event = replace(campaign(), end=START + timedelta(days=days))
    assert next_turn(event, LastTurn(START, resting=False), START, OFTEN, GRACE) == START + interval
    assert OFTEN.at(event, Phase.ACTIVE) == interval


def test_before_and_after_an_event_is_looked_at_as_any_other() -> None:
    event = replace(campaign(), end=START + timedelta(days=1))
    before, after = START - timedelta(days=9), event.end
    assert next_turn(event, LastTurn(before, resting=False), before, OFTEN, GRACE) == before + DAILY
    assert next_turn(event, LastTurn(after, resting=False), after, OFTEN, GRACE) == after + HALF_HOUR
    assert [OFTEN.at(event, phase) for phase in Phase] == [DAILY, FIVE_MINUTES, HALF_HOUR, HALF_HOUR]
