"""Edits from before somebody signed up: they do not count, unless they count by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.counting.contributions import contributions
from bot.counting.eligibility import Facts, Reason, evaluate
from bot.counting.origins import Origin
from bot.declaration.campaign import Participants
from tests.counting.facts import ALICE, BOB, START, campaign, page, revision
from tests.counting.test_single_edits import Marked
from tests.keys import WIKI

JOINED = {ALICE.userid: START + timedelta(days=5)}
FACTS = Facts(WIKI, {1, 2}, {1: page()}, joined=JOINED)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"day": -1}, Reason.BEFORE_START),
        ({"day": 4.999}, Reason.BEFORE_SIGN_UP),
        ({"day": 5}, None),
        ({"day": 31}, Reason.AFTER_END),
        ({"day": 1, "userid": BOB.userid}, None),
        ({"day": 1, "userid": 3}, Reason.NOT_A_PARTICIPANT),
    ],
)
def test_it_is_from_that_moment_on(facts: dict[str, object], reason: Reason | None) -> None:
    (one,) = evaluate([revision(1, **facts)], campaign(), FACTS)
    assert one.reason is reason


def test_when_comes_before_where() -> None:
    (one,) = evaluate([revision(1, pageid=7)], campaign(), FACTS)
    assert one.reason is Reason.BEFORE_SIGN_UP


def test_an_edit_that_finds_its_author_counts_by_itself() -> None:
    by_marks = replace(campaign(), participants=Participants((Marked(),), from_signup=True))
    evaluated = evaluate([revision(1), revision(2, "marked")], by_marks, FACTS)
    assert [one.reason for one in evaluated] == [Reason.BEFORE_SIGN_UP, None]


def test_who_made_an_article_before_improved_it_after() -> None:
    facts = replace(FACTS, origins={1: Origin(before=False, creator=ALICE.userid)})
    evaluated = evaluate([revision(1), revision(2, day=6)], campaign(), facts)
    (mine,) = contributions(evaluated, {1: ALICE, 2: BOB}, campaign(), facts)
    assert (mine.measures["articles_created"], mine.measures["articles_improved"]) == (0, 1)
    assert mine.measures["bytes_added"] == 10
