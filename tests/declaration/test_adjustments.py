"""What organizers decide about single participants."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.declaration.campaign import Adjustment
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.points import GivePoints
from bot.features.adjustments.suspend import Suspend
from bot.mediawiki.site import Title
from tests.declaration.reading import Told, campaign, problems

LISE, MARIE = Title(0, "Lise Meitner"), Title(0, "Marie Curie")
NOVEMBER_10 = datetime(2026, 11, 9, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("yaml", "adjustment"),
    [
        ("points: -5", Adjustment("Alice", "see talk", GivePoints(Decimal(-5)))),
        ("points: −2.5", Adjustment("Alice", "see talk", GivePoints(Decimal("-2.5")))),
        ("points: +5", Adjustment("Alice", "see talk", GivePoints(Decimal(5)))),
        (
            "points: 3, article: [[Lise Meitner]]",
            Adjustment("Alice", "see talk", GivePoints(Decimal(3)), article=LISE),
        ),
        ("disqualify: marie_Curie", Adjustment("Alice", "see talk", Disqualify(MARIE))),
        ("suspend: 2026-11-10", Adjustment("Alice", "see talk", Suspend(NOVEMBER_10))),
        (
            "suspend: 2026-11-10 18:30",
            Adjustment("Alice", "see talk", Suspend(datetime(2026, 11, 10, 17, 30, tzinfo=UTC))),
        ),
    ],
)
def test_an_adjustment(yaml: str, adjustment: Adjustment) -> None:
    assert campaign(f"adjustments:\n- {{user: Bruker:alice, {yaml}, reason: see talk}}").adjustments == (
        adjustment,
    )


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Kolkata", datetime(2026, 11, 9, 18, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 10, 5, tzinfo=UTC)),
        ("UTC", datetime(2026, 11, 10, tzinfo=UTC)),
    ],
)
def test_a_suspension_begins_with_its_day_in_the_campaigns_time_zone(zone: str, moment: datetime) -> None:
    # Wherever the time zone stands.
    (one,) = campaign(
        f"adjustments:\n- {{user: A, suspend: 2026-11-10, reason: B}}\ntimezone: {zone}"
    ).adjustments
    assert one.decision.value == moment


def test_one_person_can_be_adjusted_more_than_once() -> None:
    declared = campaign(
        'adjustments:\n- user: No\n  points: -1\n  reason: "one, and two"\n'
        "- user: No\n  points: -1\n  reason: three"
    )
    assert [(one.user, one.reason) for one in declared.adjustments] == [
        ("No", "one, and two"),
        ("No", "three"),
    ]
    assert not declared.scored


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("adjustments: Alice", [(4, "wants-adjustment")]),
        ("adjustments: [Alice]", [(4, "wants-adjustment")]),
        ("adjustments:\n- user: Alice\n  points: -5", [(5, "missing")]),
        ("adjustments:\n- user: Alice\n  points: -5\n  reason:", [(7, "nothing-required")]),
        ("adjustments:\n- points: -5\n  reason: B", [(5, "missing")]),
        ("adjustments:\n- reason: B\n  user: Alice", [(6, "adjustment-what")]),
        (
            "adjustments:\n- user: Alice\n  points: -5\n  reason: B\n  suspend: 2026-11-10",
            [(8, "adjustment-one")],
        ),
        ("adjustments:\n- {user: A, disqualify: B, suspend: 2026-11-10, reason: C}", [(5, "adjustment-one")]),
        # What was misspelt is told once.
        ("adjustments:\n- user: Alice\n  pionts: -5\n  reason: B", [(6, "unknown-key-near")]),
        ("adjustments:\n- users: Alice\n  points: -5\n  reason: B", [(5, "unknown-key-near")]),
        ("adjustments:\n- user: 127.0.0.1\n  points: -5\n  reason: B", [(5, "ip")]),
        ("adjustments:\n- user: [Alice, Bob]\n  points: -5\n  reason: B", [(5, "wants-user")]),
        ("adjustments:\n- user: A\n  points: few\n  reason: B", [(6, "wants-number")]),
        ("adjustments:\n- user: A\n  points: -1.000\n  reason: B", [(6, "ambiguous-number")]),
        ("adjustments:\n- user: A\n  points: -2000000000\n  reason: B", [(6, "too-exact")]),
        ("adjustments:\n- user: A\n  points: 2000000000\n  reason: B", [(6, "too-exact")]),
        ("adjustments:\n- user: A\n  disqualify: [B, C]\n  reason: B", [(6, "wants-page")]),
        ("adjustments:\n- user: A\n  disqualify: 'a|b'\n  reason: B", [(6, "wants-page")]),
        ("adjustments:\n- user: A\n  disqualify: B#C\n  reason: B", [(6, "page-section")]),
        ("adjustments:\n- user: A\n  suspend: 10.11.2026\n  reason: B", [(6, "date-format")]),
        ("adjustments:\n- user: A\n  suspend: 2026-11-31\n  reason: B", [(6, "month-length")]),
        ("adjustments:\n- user: A\n  suspend: true\n  reason: B", [(6, "wants-date")]),
        (f"adjustments:\n- user: A\n  points: 1\n  reason: {'x' * 301}", [(7, "too-long")]),
        ("adjustments: {user: A, points: 1, reason: one, two}", [(4, "comma-inside")]),
        ("disqualify: A", [(4, "belongs")]),
    ],
)
def test_an_adjustment_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told
