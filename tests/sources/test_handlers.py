"""Every kind of question is answered: by the API always, by a replica where it can tell."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from bot.mediawiki import queries
from bot.mediawiki.queries import Question
from bot.sources.api import source as api
from bot.sources.api.source import ApiSource
from bot.sources.replicas import source as replicas
from tests.wiki.contract import CASES, Extent

from .recorded import exchanges

KINDS = sorted(
    (
        kind
        for _, kind in inspect.getmembers(queries, inspect.isclass)
        if issubclass(kind, Question) and kind is not Question
    ),
    key=lambda kind: kind.__name__,
)


def test_the_kinds_of_questions_are_found() -> None:
    assert len(KINDS) > 30
    assert {kind.__module__ for kind in KINDS} == {queries.__name__}


@pytest.mark.parametrize("kind", KINDS)
def test_the_api_answers_every_question(kind: type[Question[Any]]) -> None:
    assert kind in api.HANDLERS


def test_no_source_answers_what_nobody_can_ask() -> None:
    assert set(api.HANDLERS) | set(replicas.HANDLERS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_to_every_question_is_recorded(kind: type[Question[Any]]) -> None:
    assert kind in {type(exchange.question) for exchange in exchanges()}


def test_both_sources_are_compared_on_every_question_that_a_replica_answers() -> None:
    asked = {type(case(Extent(5, 5, 30, 1))) for case in CASES.values()}
    # tests/wiki/test_contract.py asks for each history, and for the clock, by itself.
    assert set(replicas.HANDLERS) - asked == {queries.History, queries.Window, queries.Clock}


class Unknown(Question[int]):
    """A question of which nobody has heard."""


class Nothing:
    """A wiki of which nothing is asked."""

    batch = 50

    def query(self, _params: object) -> Any:
        raise AssertionError("nothing is to be asked")


def test_a_question_without_an_answer_is_refused_before_anything_is_asked() -> None:
    with pytest.raises(TypeError, match="Unknown"):
        ApiSource(Nothing()).ask(queries.Clock(), Unknown())
