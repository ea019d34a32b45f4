"""What is foreseen goes along with what is asked, and nothing is asked twice."""

from __future__ import annotations

from typing import Any

from bot.mediawiki.models import Account
from bot.mediawiki.queries import Accounts, Answers, Clock, Pages, PagesTitled, Question
from bot.operations.counting.prefetch import PrefetchingSource


class Recorder:
    """A source that knows everybody and keeps what it was asked, one list for each call."""

    def __init__(self) -> None:
        self.calls: list[list[Question[Any]]] = []

    def ask(self, *questions: Question[Any]) -> Answers:
        self.calls.append(list(questions))
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        if isinstance(question, Accounts):
            return {name: Account(len(name), name) for name in question.names}
        return f"the answer to {question}"


def test_what_is_foreseen_goes_with_the_first_question() -> None:
    recorder = Recorder()
    ahead = PrefetchingSource(recorder)
    ahead.foresee(Clock(), Pages((1,)))
    assert recorder.calls == []
    ahead.ask(PagesTitled(("A",)))
    ahead.ask(Pages((1,)), Clock())
    assert recorder.calls == [[PagesTitled(("A",)), Clock(), Pages((1,))]]


def test_what_is_foreseen_may_be_the_first_question() -> None:
    recorder = Recorder()
    ahead = PrefetchingSource(recorder)
    ahead.foresee(Clock(), Pages((1,)))
    answer: Any = ahead.ask(Clock())[Clock()]
    assert answer == f"the answer to {Clock()}"
    assert recorder.calls == [[Clock(), Pages((1,))]]


def test_an_answer_is_kept_until_it_is_wanted_and_no_longer() -> None:
    recorder = Recorder()
    ahead = PrefetchingSource(recorder)
    ahead.foresee(Pages((1,)))
    for _ in range(3):
        ahead.ask(Pages((1,)))
    assert recorder.calls == [[Pages((1,))]] * 3


def test_of_foreseen_accounts_only_the_others_are_asked_for() -> None:
    recorder = Recorder()
    ahead = PrefetchingSource(recorder)
    ahead.foresee(Accounts(("Alice", "Bob")))
    answers = ahead.ask(Accounts(("Bob", "Eve")))
    assert list(answers[Accounts(("Bob", "Eve"))]) == ["Bob", "Eve"]
    ahead.ask(Accounts(("Alice",)), Accounts(("Eve", "Mallory")))
    assert recorder.calls == [[Accounts(("Eve",)), Accounts(("Alice", "Bob"))], [Accounts(("Mallory",))]]


def test_nothing_to_ask_is_no_call() -> None:
    recorder = Recorder()
    ahead = PrefetchingSource(recorder)
    ahead.foresee(Clock())
    ahead.ask()
    ahead.ask(Accounts(()))
    assert recorder.calls == []
