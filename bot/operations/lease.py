"""Whose turn it is to work on a campaign, where several processes share a store.

A turn is kept for as long as its process asks the wiki something, and runs out soon after it stopped. One
that a dead process of the same machine left is taken over at once.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.mediawiki.queries import Answers, Question
from bot.operations.ports import Memory, Source

LASTS = timedelta(minutes=5)
RENEWED = timedelta(seconds=30)


def identity(pid: int | None = None) -> str:
    """The name of a process, the present one's where none is given; no other process ever has the same."""
    number = os.getpid() if pid is None else pid
    return f"{socket.gethostname()}/{number}/{_started(number)}"


def _started(pid: int) -> str:
    """When a process began, in ticks since the machine did; empty where there is none, or no way to tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def is_dead(owner: str) -> bool:
    """Whether it was a process of this machine that does not run any more."""
    host, _, rest = owner.rpartition("/")[0].rpartition("/")
    pid = rest if rest.isdigit() else ""
    if host != socket.gethostname() or not pid or not Path("/proc/self/stat").exists():
        return False
    return identity(int(pid)) != owner


@dataclass(frozen=True)
class Lease:
    """One process's turn on one campaign."""

    memory: Memory
    wiki: str
    pageid: int
    owner: str
    clock: Callable[[], datetime]

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Take the turn and give it back at last; False where another process has it."""
        if not (self._claim() or self._take_over()):
            yield False
            return
        try:
            yield True
        finally:
            self.memory.release(self.wiki, self.pageid, self.owner)

    def keep(self) -> None:
        """Have it for some minutes more."""
        self._claim()

    def _claim(self) -> bool:
        now = self.clock()
        return self.memory.claim(self.wiki, self.pageid, self.owner, now, now + LASTS)

    def _take_over(self) -> bool:
        holder = self.memory.holder(self.wiki, self.pageid)
        if holder is None or not is_dead(holder):
            return False
        self.memory.release(self.wiki, self.pageid, holder)
        return self._claim()


class LeaseRenewingSource:
    """A source that keeps the turn while it is asked."""

    def __init__(self, source: Source, turn: Lease) -> None:
        self._source = source
        self._turn = turn
        self._kept = turn.clock()

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them. Raises WikiUnavailable."""
        now = self._turn.clock()
        if abs(now - self._kept) >= RENEWED:  # A clock that was put right may go back.
            self._turn.keep()
            self._kept = now
        return self._source.ask(*questions)
