"""Every decision of an organizer keeps to what is asked of one: these tests run over the registry."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.counting.canonical import canonical
from bot.counting.eligibility import Facts, Reason, Taking, evaluate
from bot.features.adjustments.decision import Decision
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.points import GivePoints
from bot.features.adjustments.registry import DECISIONS
from bot.features.adjustments.suspend import Suspend
from bot.i18n.texts import Texts
from bot.mediawiki.models import Page
from bot.mediawiki.site import Title
from bot.render import as_json
from bot.render.adjusted import adjusted
from tests.counting.facts import ALICE, START, campaign, revision
from tests.declaration.reading import campaign as declared
from tests.keys import WIKI
from tests.render.samples import accounts, view

BOT = Path(__file__).resolve().parents[2] / "bot"
ADA = Title(0, "Ada")
WRITTEN = {GivePoints: "-2.5", Disqualify: "Ada", Suspend: "2026-11-10"}
EXAMPLES: dict[type[Decision], Decision] = {
    GivePoints: GivePoints(Decimal("-2.5")),
    Disqualify: Disqualify(ADA),
    Suspend: Suspend(datetime(2026, 11, 9, 23, tzinfo=UTC)),
}
every_decision = pytest.mark.parametrize("kind", DECISIONS, ids=lambda kind: kind.key)


def test_every_decision_has_an_example_here() -> None:
    assert set(EXAMPLES) == set(WRITTEN) == set(DECISIONS)
    assert len({kind.key for kind in DECISIONS}) == len(DECISIONS)


@pytest.mark.parametrize("kind", [kind for kind in DECISIONS if kind is not GivePoints])
def test_nothing_but_its_module_names_a_decision(kind: type[Decision]) -> None:
    """But for points, which are a word of rules, too."""
    named = re.compile(rf"""["']{kind.key}["']""")
    modules = [path for path in BOT.rglob("*.py") if named.search(path.read_text(encoding="utf-8"))]
    assert [".".join(path.relative_to(BOT.parent).with_suffix("").parts) for path in modules] == [
        kind.__module__
    ]


@every_decision
def test_a_decision_is_read_with_its_reason(kind: type[Decision]) -> None:
    (found,) = declared(
        "timezone: Europe/Oslo\n"
        f"adjustments:\n- user: Alice\n  {kind.key}: {WRITTEN[kind]}\n  reason: see talk\n"
    ).adjustments
    assert (found.user, found.reason, found.decision) == ("Alice", "see talk", EXAMPLES[kind])


@every_decision
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_a_decision_is_said_and_told_to_programs(kind: type[Decision], language: str) -> None:
    text = f"adjustments:\n- {{user: Alice, {kind.key}: {WRITTEN[kind]}, reason: why}}\n"
    (one,) = declared(text).adjustments
    made = view(accounts(["Alice"]), adjustments=(one,), language=language)
    said = made.texts.render(adjusted(one, made.campaign, made.texts, made.site.full_title))
    assert said.endswith("why")
    assert len(said) > len("why") + 5
    (told,) = as_json.document(made, made.campaign.start)["adjustments"]
    assert [key for key in (each.key for each in DECISIONS) if told[key] is not None] == [kind.key]


@every_decision
def test_what_it_takes_out_has_a_reason_of_its_own(kind: type[Decision]) -> None:
    decision = EXAMPLES[kind]
    edits = [revision(7, day=1), revision(8, day=20, pageid=2)]
    pages = {1: Page(1, 0, "Ada"), 2: Page(2, 0, "Bo")}
    facts = Facts(WIKI, {ALICE.userid}, pages, takings={ALICE.userid: [Taking(decision, 1)]})
    found = [one.reason for one in evaluate(edits, campaign(), facts)]
    if not kind.reason:
        assert found == [None, None]
        assert decision.points
        return
    reason = Reason(kind.reason)
    assert reason in found
    assert None in found
    assert decision.points == 0
    assert Texts.known("en")


@every_decision
def test_decisions_that_differ_can_be_told_apart(kind: type[Decision]) -> None:
    others = {canonical(EXAMPLES[other]) for other in DECISIONS if other is not kind}
    assert canonical(EXAMPLES[kind]) not in others


def test_a_moment_is_that_of_the_campaigns_zone() -> None:
    (one,) = declared(
        "timezone: Asia/Tokyo\nadjustments:\n- {user: Alice, suspend: 2026-11-10, reason: why}\n"
    ).adjustments
    assert one.decision.value == datetime(2026, 11, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert one.decision.takes_out(revision(1, day=START.day + 20), None)
    assert not one.decision.takes_out(revision(1, day=(START - START + timedelta(days=2)).days), None)
