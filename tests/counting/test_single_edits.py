"""People who take part by single edits: those alone count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.counting.contributions import contributions
from bot.counting.eligibility import Facts, Reason, evaluate
from bot.counting.origins import Origin
from bot.declaration.campaign import Campaign, Participants
from bot.features.participants.source import ParticipantSource, Sentence
from bot.mediawiki.models import Revision
from bot.render.reasons import reason_message
from tests.counting.facts import ALICE, BOB, campaign, page, revision
from tests.keys import WIKI


@dataclass(frozen=True)
class Marked(ParticipantSource):
    by_edits: ClassVar[bool] = True

    def finds(self, revision: Revision) -> bool:
        return "marked" in revision.tags

    def other_edit(self) -> Sentence:
        return Sentence("reason-revert")


EDITS = (
    revision(1),
    revision(2, "marked", parentid=1),
    revision(3, "marked", userid=BOB.userid),
    revision(4),
)
FACTS = Facts(WIKI, {1, 2}, {1: page()}, by_edits_alone={ALICE.userid})


def by_marks() -> Campaign:
    return replace(campaign(), participants=Participants((Marked(),)))


def test_of_those_who_take_part_by_single_edits_only_these_count() -> None:
    evaluated = evaluate(EDITS, by_marks(), FACTS)
    assert [one.reason for one in evaluated] == [Reason.OTHER_EDIT, None, None, Reason.OTHER_EDIT]


def test_of_others_all_edits_count() -> None:
    assert all(one.reason is None for one in evaluate(EDITS, by_marks(), replace(FACTS, by_edits_alone=())))


def test_who_made_an_article_by_another_edit_improved_it() -> None:
    facts = replace(FACTS, origins={1: Origin(before=False, creator=ALICE.userid)})
    accounts = {one.userid: one for one in (ALICE, BOB)}
    for begins, created in ((0, 0), (1, 1)):
        evaluated = evaluate(EDITS[begins:], by_marks(), facts)
        mine = next(
            one for one in contributions(evaluated, accounts, by_marks(), facts) if one.account == ALICE
        )
        assert (mine.measures["articles_created"], mine.measures["articles_improved"]) == (
            created,
            1 - created,
        )


def test_the_reason_is_said_as_the_source_says_it() -> None:
    assert reason_message(Reason.OTHER_EDIT, by_marks()).key == "reason-revert"
    assert reason_message(Reason.OTHER_EDIT, campaign()).key == "reason-other-edit"
    assert reason_message(Reason.HIDDEN, by_marks()).key == "reason-hidden"
