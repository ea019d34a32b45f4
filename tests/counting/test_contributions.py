"""Measures of a contribution: docs/counting.md."""

from __future__ import annotations

from decimal import Decimal

from bot.counting.contributions import Contribution, contributions
from bot.counting.eligibility import Eligibility, Facts, Reason
from bot.counting.origins import Origin
from bot.declaration.campaign import Articles
from bot.mediawiki.models import Revision
from tests.counting.facts import ALICE, BOB, campaign, page, revision
from tests.keys import WIKI


def fold(
    *revisions: Revision, articles: Articles | None = None, origin: Origin | None = None
) -> list[Contribution]:
    facts = Facts(WIKI, {1, 2}, {1: page()}, origins={1: origin} if origin else {})
    evaluated = [Eligibility(r, None) for r in revisions]
    return list(contributions(evaluated, {1: ALICE, 2: BOB}, campaign(articles=articles), facts))


def test_adding_removing_and_adding_again_pays_once() -> None:
    [found] = fold(revision(2, sizediff=500), revision(4, sizediff=-500), revision(6, sizediff=500))
    assert found.measures["bytes_added"] == 500
    assert found.measures["edits"] == 3


def test_other_peoples_edits_in_between_cost_nothing() -> None:
    mine, theirs = fold(revision(2, sizediff=500), revision(3, sizediff=-400, userid=2))
    assert (mine.measures["bytes_added"], theirs.measures["bytes_added"]) == (500, -400)


def test_one_unknown_change_makes_the_bytes_unknown() -> None:
    [found] = fold(revision(2, sizediff=500), revision(4, sizediff=None))
    assert found.measures["bytes_added"] is None
    assert found.measures["articles_improved"] == 1


def test_what_does_not_count_is_not_folded_in() -> None:
    facts = Facts(WIKI, {1}, {1: page()})
    evaluated = [Eligibility(revision(2), None), Eligibility(revision(3), Reason.REVERTED)]
    [found] = contributions(evaluated, {1: ALICE}, campaign(), facts)
    assert [r.revid for r in found.revisions] == [2]


def test_the_creator_does_not_improve_and_the_improver_does_not_create() -> None:
    made = Origin(creator=1, before=False)
    mine, theirs = fold(revision(2), revision(3, userid=2), origin=made)
    assert mine.created
    assert mine.measures["articles_improved"] == 0
    assert not theirs.created
    assert theirs.measures["articles_improved"] == 1


def test_a_page_that_was_an_article_before_is_created_by_nobody() -> None:
    [found] = fold(revision(2), origin=Origin(creator=1, before=True))
    assert not found.created


def test_improved_only_from_the_threshold_on() -> None:
    articles = Articles(improved_when={"bytes_added": Decimal(200)})
    [short] = fold(revision(2, sizediff=199), articles=articles)
    [enough] = fold(revision(2, sizediff=200), articles=articles)
    [unknown] = fold(revision(2, sizediff=None), articles=articles)
    found = [c.measures["articles_improved"] for c in (short, enough, unknown)]
    assert found == [0, 1, None]


def test_where_a_pages_beginning_is_gone_nobody_knows_who_created_it() -> None:
    gone = Origin(creator=1, before=None)
    mine, theirs = fold(revision(2), revision(3, userid=2), origin=gone)
    assert (mine.measures["articles_created"], mine.measures["articles_improved"]) == (None, None)
    assert (theirs.measures["articles_created"], theirs.measures["articles_improved"]) == (0, 1)
