"""Which revisions count: docs/counting.md, "Which revisions count"."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.counting.eligibility import Facts, Reason, evaluate
from bot.counting.origins import Origin
from bot.declaration.campaign import Articles, Kind
from bot.mediawiki.models import Page, Revision
from tests.counting.facts import ALICE, END, START, campaign, page, revision
from tests.keys import WIKI


def reason(one: Revision, articles: Articles | None = None, **facts: object) -> Reason | None:
    known: dict[str, object] = {"participants": {ALICE.userid}, "pages": {1: page()}, **facts}
    [evaluated] = evaluate([one], campaign(articles=articles), Facts(WIKI, **known))  # type: ignore[arg-type]
    return evaluated.reason


def test_a_plain_edit_by_a_participant_counts() -> None:
    assert reason(revision(7)) is None


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (revision(7, userid=99), Reason.NOT_A_PARTICIPANT),
        (revision(7, userid=0), Reason.NOT_A_PARTICIPANT),
        (revision(7, day=-0.001), Reason.BEFORE_START),
        (revision(7, day=30), Reason.AFTER_END),
        (revision(7, "mw-reverted"), Reason.REVERTED),
        (revision(7, "mw-undo"), Reason.REVERT),
        (revision(7, "mw-rollback"), Reason.REVERT),
        (revision(7, "mw-manual-revert"), Reason.REVERT),
        (revision(7, text_hidden=True), Reason.HIDDEN),
        (revision(7, user_hidden=True), Reason.HIDDEN),
        (revision(7, "visualeditor", "mobile edit"), None),
    ],
)
def test_what_the_revision_itself_tells(edit: Revision, why: Reason | None) -> None:
    assert reason(edit) is why


def test_the_first_moment_counts_and_the_end_does_not() -> None:
    at_start = revision(7, day=0)
    at_end = revision(7, day=(END - START) / timedelta(days=1))
    assert reason(at_start) is None
    assert reason(at_end) is Reason.AFTER_END


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (page(namespace=2), Reason.NOT_AN_ARTICLE),
        (page(redirect=True), Reason.REDIRECT),
        (page(), None),
    ],
)
def test_the_page_must_be_an_article_now(place: Page, why: Reason | None) -> None:
    assert reason(revision(7), pages={1: place}) is why


def test_a_page_that_is_gone_does_not_count() -> None:
    assert reason(revision(7), pages={}) is Reason.PAGE_GONE


def test_a_page_outside_the_scope_does_not_count() -> None:
    assert reason(revision(7), scope={2}) is Reason.OUT_OF_SCOPE
    assert reason(revision(7), scope={1}) is None


@pytest.mark.parametrize(
    ("kind", "before", "why"),
    [
        (Kind.NEW, False, None),
        (Kind.NEW, True, Reason.NOT_NEW),
        (Kind.NEW, None, Reason.NOT_NEW),
        (Kind.EXISTING, True, None),
        (Kind.EXISTING, False, Reason.NOT_EXISTING),
        (Kind.ANY, None, None),
    ],
)
def test_the_kind_of_article(kind: Kind, before: bool | None, why: Reason | None) -> None:
    assert reason(revision(7), Articles(kind=kind), origins={1: Origin(before=before)}) is why


def test_the_first_rule_that_fails_is_the_reason() -> None:
    everything_wrong = revision(7, "mw-reverted", userid=99, day=-5, text_hidden=True)
    assert reason(everything_wrong, pages={}) is Reason.NOT_A_PARTICIPANT


def test_a_reverted_text_that_came_back_counts_again() -> None:
    assert reason(revision(7, "mw-reverted"), came_back={7}) is None


def test_reverts_found_by_comparing_texts_are_reverts() -> None:
    assert reason(revision(7), taken_back={7}) is Reason.REVERTED
    assert reason(revision(7), taking_back={7}) is Reason.REVERT


def test_an_entry_that_changed_nothing_is_no_edit() -> None:
    assert reason(revision(7), unchanged={7}) is Reason.NO_CHANGE
