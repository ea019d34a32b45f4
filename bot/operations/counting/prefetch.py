"""A source that can be told what will be asked later, so that it goes along with what is asked now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from bot.mediawiki.models import Account
from bot.mediawiki.queries import Accounts, Answers, Question
from bot.operations.ports import Source


class PrefetchingSource:
    """Asks foreseen questions together with the first others, and keeps their answers until they are wanted.

    What was foreseen in vain costs nothing but its share of a request. Accounts are kept one by one: who
    signed up since is all that is left to ask.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._waiting: list[Question[Any]] = []
        self._kept: dict[Question[Any], Any] = {}
        self._accounts: dict[str, Account | None] = {}

    def foresee(self, *questions: Question[Any]) -> None:
        """These will be asked before long."""
        self._waiting += questions

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them. Raises WikiUnavailable."""
        wanted = tuple(dict.fromkeys(questions))
        if any(self._left(question, ()) for question in wanted):
            waiting, self._waiting = self._waiting, []
            # Names that are foreseen, too, are asked for once.
            foreseen = [name for one in waiting if isinstance(one, Accounts) for name in one.names]
            asked = [part for question in wanted for part in self._left(question, foreseen)]
            self._ask(tuple(dict.fromkeys((*asked, *waiting))))
        return Answers({question: self._answer(question) for question in wanted})

    def _left(self, question: Question[Any], foreseen: Collection[str]) -> Sequence[Question[Any]]:
        """What has to be asked for it: nothing, itself, or a part of it."""
        if isinstance(question, Accounts):
            names = {*self._accounts, *foreseen}
            left = tuple(name for name in question.names if name not in names)
            return (Accounts(left),) if left else ()
        return () if question in self._kept else (question,)

    def _ask(self, questions: Sequence[Question[Any]]) -> None:
        answers = self._source.ask(*questions)
        for question in questions:
            if isinstance(question, Accounts):
                self._accounts.update(answers[question])
            else:
                self._kept[question] = answers[question]

    def _answer(self, question: Question[Any]) -> Any:
        if isinstance(question, Accounts):
            return {name: self._accounts[name] for name in question.names}
        return self._kept.pop(question)
