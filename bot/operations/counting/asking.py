"""Asking for several lookers at once: what they want to know is asked together, round by round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from bot.mediawiki.queries import Answers, Asking, PageTexts, Question
from bot.operations.ports import Source

T = TypeVar("T")


def answered(asking: Asking[T], source: Source) -> T:
    """What it returns. Raises WikiUnavailable."""
    return all_answered([asking], source)[0]


def all_answered(askings: Sequence[Asking[T]], source: Source) -> list[T]:
    """What each of them returns. Raises WikiUnavailable."""
    return ask_together(askings, (), source)[0]


@dataclass
class _Looker(Generic[T]):
    """One of them, with what it asks now; None once it is done."""

    asking: Asking[T]
    asked: tuple[Question[Any], ...] | None = ()
    found: list[T] = field(default_factory=list)

    def go_on(self, answers: Answers | None) -> None:
        try:
            self.asked = next(self.asking) if answers is None else self.asking.send(answers)
        except StopIteration as end:
            self.asked = None
            self.found.append(end.value)


def ask_together(
    looking: Sequence[Asking[T]], also: tuple[Question[Any], ...], source: Source
) -> tuple[list[T], Answers]:
    """What each of them finds; and the answers of the first round, in which ``also`` is asked, too.

    Raises WikiUnavailable.
    """
    lookers = [_Looker(one) for one in looking]
    for one in lookers:
        one.go_on(None)
    first = _ask((*_asked(lookers), *also), source)
    answers = first
    while waiting := [one for one in lookers if one.asked is not None]:
        for one in waiting:
            one.go_on(answers)
        answers = _ask(_asked(lookers), source)
    return [found for one in lookers for found in one.found], first


def _asked(lookers: Sequence[_Looker[T]]) -> tuple[Question[Any], ...]:
    return tuple(question for one in lookers for question in one.asked or ())


def _ask(questions: tuple[Question[Any], ...], source: Source) -> Answers:
    """The answers; texts that several want are asked for as one question."""
    if not questions:
        return Answers({})
    joined = _joined([one for one in questions if isinstance(one, PageTexts)])
    answers = source.ask(*dict.fromkeys(_whole(one, joined) for one in questions))
    return Answers({one: answers[_whole(one, joined)] for one in questions})


def _joined(texts: Sequence[PageTexts]) -> Mapping[PageTexts, PageTexts]:
    kinds: dict[PageTexts, list[PageTexts]] = {}
    for one in texts:
        kinds.setdefault(replace(one, titles=()), []).append(one)
    found: dict[PageTexts, PageTexts] = {}
    for kind, some in kinds.items():
        titles = tuple(sorted({title for one in some for title in one.titles}))
        found |= dict.fromkeys(some, replace(kind, titles=titles) if len(some) > 1 else some[0])
    return found


def _whole(question: Question[Any], joined: Mapping[PageTexts, PageTexts]) -> Question[Any]:
    return joined.get(question, question) if isinstance(question, PageTexts) else question
