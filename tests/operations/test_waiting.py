"""What is waited for has its time and no more, and nothing keeps a process that is asked to end."""

from __future__ import annotations

from threading import Event, Timer
from time import monotonic

import pytest

from bot.operations.ports import Stopped
from bot.operations.waiting import OutOfTime, Patience, StopSignal, in_time


def soon(seconds: float = 0.2) -> float:
    return monotonic() + seconds


def test_what_is_done_in_time_gives_its_result_and_its_error() -> None:
    assert in_time(lambda: 7, soon(9), StopSignal()) == 7
    with pytest.raises(ZeroDivisionError):
        in_time(lambda: 1 // 0, soon(9), StopSignal())


def test_what_hangs_is_left_behind() -> None:
    hanging, abandoned = Event(), Event()
    with pytest.raises(OutOfTime):
        in_time(hanging.wait, soon(), StopSignal(), abandon=abandoned.set)
    assert abandoned.is_set()
    hanging.set()


def test_what_hangs_ends_with_the_process() -> None:
    hanging, abandoned, stop = Event(), Event(), StopSignal()
    Timer(0.1, stop.set).start()
    with pytest.raises(Stopped):
        in_time(hanging.wait, soon(60), stop, abandon=abandoned.set)
    assert abandoned.is_set()
    hanging.set()


def test_what_has_a_grace_may_end_by_itself() -> None:
    saved, stop = Event(), StopSignal()
    stop.set()
    Timer(0.3, saved.set).start()
    assert in_time(saved.wait, soon(60), stop, grace=60)
    with pytest.raises(Stopped):
        in_time(Event().wait, soon(60), stop, grace=0.2)


def test_a_stop_ends_a_pause() -> None:
    patience = Patience()
    patience.pause(0)
    patience.pause(-1)
    Timer(0.1, patience.stop.set).start()
    with pytest.raises(Stopped):
        patience.pause(60)
    assert patience.stop.wait(60)


def test_a_stop_knows_what_is_not_to_be_cut_off() -> None:
    stop = StopSignal()
    with stop.finishing(), stop.finishing():
        assert stop.is_finishing
    assert not stop.is_finishing


def test_a_request_has_no_more_time_than_its_turn() -> None:
    patience = Patience(turn_seconds=10)
    assert patience.ends(60) - monotonic() > 50
    patience.begin_turn()
    assert patience.ends(60) - monotonic() <= 10
    assert not patience.turn_is_over
    patience.turn_seconds = 0
    patience.begin_turn()
    assert patience.turn_is_over
