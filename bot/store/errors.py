"""What can be wrong with a store."""

from __future__ import annotations

from bot.messages import Message
from bot.operations.ports import MemoryUnavailable


class StoreError(Exception):
    """Nothing but another setting or another version helps; ``message`` says what to do."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem


class Damaged(MemoryUnavailable):
    """The store was damaged and has been put aside; who opens it again finds a new one."""
