"""Phases and turns: docs/counting.md, "When it is final"."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.counting.due import LastTurn, next_turn
from bot.counting.phase import Phase, phase_of
from tests.counting.facts import END, START, campaign

HALF_HOUR, GRACE, SECOND = timedelta(minutes=30), timedelta(days=3), timedelta(seconds=1)


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
    assert next_turn(campaign(), LastTurn(last, resting), last, HALF_HOUR, GRACE) == turn


def test_a_campaign_with_problems_keeps_the_interval() -> None:
    assert next_turn(None, LastTurn(START, resting=False), START, HALF_HOUR, GRACE) == START + HALF_HOUR


@pytest.mark.parametrize("resting", [True, False])
@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=365)])
def test_a_turn_in_the_future_was_none(ahead: timedelta, resting: bool) -> None:
    for one in (campaign(), None):
        assert next_turn(one, LastTurn(START + ahead, resting), START, HALF_HOUR, GRACE) == START


def test_nothing_rests_that_is_not_final_at_present() -> None:
    last, now = END + GRACE, END + GRACE - SECOND
    assert next_turn(campaign(), LastTurn(last, resting=True), now, HALF_HOUR, GRACE) == END + GRACE
