"""The process that gives turns goes on, whatever is done to the machine's clock."""

from __future__ import annotations

import datetime
from threading import Event
from types import SimpleNamespace

import pytest
import schedule

from bot.operations.schedule import Turns

MINUTE = 60


class Times(Event):
    """A stop signal that lets time pass while it is waited for, and once sets the clock back."""

    def __init__(self, minutes: int, back: datetime.timedelta) -> None:
        super().__init__()
        self.now = datetime.datetime(2026, 11, 20, 12)
        self.left = minutes * MINUTE
        self.back = {self.left // 2: back}

    def wait(self, timeout: float | None = None) -> bool:
        passed = int(timeout or 0) + 1
        for second in range(self.left, self.left - passed, -1):
            self.now += datetime.timedelta(seconds=1) - self.back.pop(second, datetime.timedelta(0))
        self.left -= passed
        if self.left <= 0:
            self.set()
        return self.is_set()


@pytest.mark.parametrize("days", [365, -365, 0])
def test_a_clock_that_is_set_keeps_nobody_from_being_looked_for(
    days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Times(60, datetime.timedelta(days=days))
    clock = type("Clock", (datetime.datetime,), {"now": staticmethod(lambda _=None: stop.now)})
    fake = SimpleNamespace(datetime=clock, timedelta=datetime.timedelta, time=datetime.time)
    monkeypatch.setattr(schedule, "datetime", fake)
    looked: list[datetime.datetime] = []
    turns = Turns([], stop, lambda *_: None, lambda _: None)
    monkeypatch.setattr(turns, "look", lambda: looked.append(stop.now))
    turns.run(5 * MINUTE)
    assert 11 <= len(looked) <= 14
