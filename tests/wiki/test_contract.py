"""Whatever a wiki is asked through, its API or a replica of its database, it gives the same answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.mediawiki import queries as q
from bot.sources.replicas.source import ReplicaSource
from scripts.wiki import replicas

from .contract import CASES, HISTORIES, day
from .told import Told


@pytest.fixture(params=replicas.SHAPES)
def replica(told: Told, request: pytest.FixtureRequest) -> ReplicaSource:
    return told.replica(request.param)


@pytest.mark.parametrize("case", CASES)
def test_the_same_question_has_the_same_answer(case: str, told: Told, replica: ReplicaSource) -> None:
    question = CASES[case](told.extent)
    assert replica.ask(question)[question] == told.ask(question)[question]


def test_the_histories_of_pages_are_the_same(told: Told, replica: ReplicaSource) -> None:
    pageids = [*told.ask(q.PagesTitled(HISTORIES))[q.PagesTitled(HISTORIES)], told.extent.pageids[-1]]
    questions: list[q.Question[Any]] = [q.History(pageid) for pageid in pageids]
    questions += [q.History(pageid, day(3), day(6)) for pageid in pageids]
    questions += [q.Window(pageid, day(4), lead) for pageid in pageids for lead in (0, 1, 2, 16)]
    mine, theirs = replica.ask(*questions), told.ask(*questions)
    for question in questions:
        assert mine[question] == theirs[question]


def test_all_questions_at_once_have_the_same_answers(told: Told, replica: ReplicaSource) -> None:
    questions = [case(told.extent) for case in CASES.values()]
    mine, theirs = replica.ask(*questions), told.ask(*questions)
    for question in questions:
        assert mine[question] == theirs[question]


def test_many_ids_are_asked_in_groups(
    told: Told, replica: ReplicaSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.replicas.replica.MOST", 7)
    questions = [case(told.extent) for case in CASES.values()]
    mine, theirs = replica.ask(*questions), told.ask(*questions)
    for question in questions:
        assert mine[question] == theirs[question]


def test_the_clock_is_the_wikis(told: Told, replica: ReplicaSource) -> None:
    mine, theirs = replica.ask(q.Clock())[q.Clock()], told.api.ask(q.Clock())[q.Clock()]
    assert abs(mine.complete - theirs.complete) < timedelta(seconds=5)
    assert (mine.lag, theirs.lag) == (timedelta(0), timedelta(0))
