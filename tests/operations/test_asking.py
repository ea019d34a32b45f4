"""What several lookers want to know is asked together, round by round."""

from __future__ import annotations

from typing import Any

from bot.mediawiki.queries import Accounts, Answers, Asking, Clock, PageText, PageTexts, Question
from bot.operations.counting.asking import ask_together


class Recording:
    """Answers texts with their titles, and tells what it was asked together."""

    def __init__(self) -> None:
        self.asked: list[tuple[Question[Any], ...]] = []

    def ask(self, *questions: Question[Any]) -> Answers:
        self.asked.append(questions)
        return Answers({one: _answer(one) for one in questions})


def _answer(question: Question[Any]) -> Any:
    if isinstance(question, PageTexts):
        return {title: PageText(title) for title in question.titles}
    return question


def looking(*rounds: tuple[Question[Any], ...]) -> Asking[list[Any]]:
    found: list[Any] = []
    for questions in rounds:
        answers = yield questions
        found += [answers[question] for question in questions]
    return found


def test_the_texts_of_one_round_are_one_question_and_everybody_gets_theirs() -> None:
    source = Recording()
    b, a, redirects = PageTexts(("B",), follow=True), PageTexts(("A", "B"), follow=True), PageTexts(("C",))
    found, first = ask_together([looking((b, Clock())), looking((a, redirects))], (Accounts(("X",)),), source)
    both = PageTexts(("A", "B"), follow=True)
    assert source.asked == [(both, Clock(), redirects, Accounts(("X",)))]
    assert [list(texts) for texts in (found[0][0], found[1][0], found[1][1])] == [
        ["A", "B"],
        ["A", "B"],
        ["C"],
    ]
    assert first[Accounts(("X",))]


def test_who_needs_more_rounds_goes_on_alone_and_the_order_stays() -> None:
    source = Recording()
    one, two = PageTexts(("Z", "A")), PageTexts(("B",))
    found, _ = ask_together([looking((one,), (two,)), looking(), looking((Clock(),))], (), source)
    assert source.asked == [(one, Clock()), (two,)]
    assert [len(answers) for answers in found] == [2, 0, 1]


def test_where_nobody_asks_nothing_is_asked() -> None:
    source = Recording()
    assert ask_together([looking()], (), source)[0] == [[]]
    assert source.asked == []
