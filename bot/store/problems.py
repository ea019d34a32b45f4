"""What can be wrong with a store so that nothing but another setting or another version helps."""

from __future__ import annotations

from bot.core.message import Message


class StoreProblem(Exception):
    """The store cannot be used; ``message`` says what to do."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem
