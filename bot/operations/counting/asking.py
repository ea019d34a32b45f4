"""Answering what asks in several rounds: each round of several together, so that they share requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from bot.mediawiki.queries import Answers, Asking, Question
from bot.operations.ports import Source

T = TypeVar("T")


def answered(asking: Asking[T], source: Source) -> T:
    """What it returns. Raises WikiUnavailable."""
    return all_answered([asking], source)[0]


def all_answered(askings: Sequence[Asking[T]], source: Source) -> list[T]:
    """What each of them returns. Raises WikiUnavailable."""
    results: dict[int, T] = {}
    answers: Answers | None = None
    while len(results) < len(askings):
        questions: list[Question[Any]] = []
        for number, asking in enumerate(askings):
            if number in results:
                continue
            try:
                # A generator that has not begun is sent None.
                questions += asking.send(answers)  # type: ignore[arg-type]
            except StopIteration as stop:
                results[number] = stop.value
        answers = source.ask(*questions) if questions else Answers({})
    return [results[number] for number in range(len(askings))]
