"""What counts in the net measures alone counts nowhere where another rule takes it out."""

from __future__ import annotations

import pytest

from bot.counting.eligibility import Facts, Reason, Taking, evaluate
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.suspend import Suspend
from bot.mediawiki.models import Revision
from bot.mediawiki.site import Title
from tests.counting.facts import ALICE, START, campaign, page, revision
from tests.keys import WIKI


def reason(one: Revision, **facts: object) -> Reason | None:
    known: dict[str, object] = {"participants": {ALICE.userid}, "pages": {1: page()}, **facts}
    [evaluated] = evaluate([one], campaign(), Facts(WIKI, **known))  # type: ignore[arg-type]
    return evaluated.reason


EMPTIED = revision(7, "mw-blank", size=0, sizediff=-500)
REDIRECTED = revision(7, "mw-new-redirect", size=30, sizediff=-500)
UNCLEAR = revision(7, "mw-undo", sizediff=-500)


@pytest.mark.parametrize("edit", [EMPTIED, REDIRECTED, UNCLEAR])
def test_decisions_of_the_organizers_take_it_out(edit: Revision) -> None:
    assert (
        reason(edit, unclear={7}, takings={ALICE.userid: [Taking(Disqualify(Title(0, "A")), 1)]})
        is Reason.DISQUALIFIED
    )
    assert reason(edit, unclear={7}, takings={ALICE.userid: [Taking(Suspend(START))]}) is Reason.SUSPENDED


def test_an_unclear_revert_that_is_hidden_does_not_count() -> None:
    hidden = revision(7, "mw-undo", sizediff=-500, text_hidden=True)
    assert reason(hidden, unclear={7}) is Reason.HIDDEN


def test_an_unclear_revert_counts_for_what_it_takes_out() -> None:
    assert reason(UNCLEAR, unclear={7}) is Reason.TAKES_ONLY
    assert reason(revision(7, "mw-undo", size=0, sizediff=-500), unclear={7}) is Reason.TAKES_ONLY


def test_who_empties_a_redirect_takes_out_no_article() -> None:
    tags = ("mw-blank", "mw-removed-redirect")
    assert reason(revision(7, *tags, size=0, sizediff=-30)) is Reason.NO_ARTICLE
