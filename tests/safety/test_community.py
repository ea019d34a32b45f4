"""What a wiki's community may set: within the operator's settings, and nothing at all where it slips."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Message
from bot.safety.community import COUNTS, NOTHING_SET, Community, read_community
from bot.safety.trust import Trust

WHOLE = {
    "enabled": False,
    "trust": {"groups": ["sysop"], "users": ["Alice"]},
    "interval_minutes": 60,
    "saves_per_hour": 100,
    "campaign_saves_per_hour": 10,
    "pages_per_day": 20,
}


def test_all_that_can_be_set() -> None:
    trust = Trust(frozenset({"sysop"}), frozenset({"Alice"}))
    assert read_community(json.dumps(WHOLE)) == Community(False, trust, timedelta(hours=1), 100, 10, 20)
    assert read_community("") == read_community("{}") == NOTHING_SET


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[]", "community-no-json"),
        ("{", "community-no-json"),
        ("[" * 50_000, "community-no-json"),
        ('{"trust": ' + "9" * 5000 + "}", "community-no-json"),
        (" " * 70_000 + "{}", "community-too-large"),
        ('{"colour": 1}', "community-unknown"),
        ('{"enabled": "maybe"}', "community-bad-value"),
        ('{"trust": "sysop ", "interval_minutes": 0}', "community-bad-value"),
        ('{"interval_minutes": 1e9}', "community-bad-value"),
        ('{"interval_minutes": NaN}', "community-bad-value"),
        ('{"interval_minutes": true}', "community-bad-value"),
        ('{"saves_per_hour": 1}', "community-bad-value"),
        ('{"saves_per_hour": 1.5}', "community-bad-value"),
        ('{"pages_per_day": "10"}', "community-bad-value"),
        ('{"trust": {}}', "community-bad-value"),
    ],
)
def test_a_mistake_leaves_all_of_it_aside(text: str, key: str) -> None:
    found = read_community(text)
    assert isinstance(found, Message)
    assert found.key == key


COUNT = st.one_of(st.none(), st.integers(1, 10**6))


@given(COUNT, COUNT, COUNT, st.one_of(st.none(), st.integers(1, 10_080)), st.integers(1, 10**4))
def test_nothing_is_ever_widened(
    saves: int | None, campaigns: int | None, pages: int | None, minutes: int | None, operator: int
) -> None:
    interval = timedelta(minutes=minutes) if minutes else None
    community = Community(True, None, interval, saves, campaigns, pages)
    bounds = dict.fromkeys(COUNTS, operator)
    assert all(community.bounded(bounds)[name] <= operator for name in COUNTS)
    assert community.slowed(timedelta(minutes=operator)) >= timedelta(minutes=operator)


def test_who_may_declare_has_to_satisfy_the_operator_too() -> None:
    community = Community(trust=Trust(anyone=True))
    assert community.trusted_with(Trust()) == (Trust(), Trust(anyone=True))
    assert NOTHING_SET.trusted_with(Trust()) == (Trust(),)


def test_what_is_not_set_is_the_operators() -> None:
    assert NOTHING_SET.bounded({"saves_per_hour": 360, "other": 3}) == {"saves_per_hour": 360, "other": 3}
    assert Community(saves_per_hour=5).bounded({"saves_per_hour": 360}) == {"saves_per_hour": 5}
    assert NOTHING_SET.slowed(timedelta(minutes=30)) == timedelta(minutes=30)


@pytest.mark.parametrize(
    "text", ['{"enabled": "false"}', '{"enabled": 0}', '{"enabled": "no"}', '{"saves_per_hour": 0}']
)
def test_whoever_wants_it_to_stop_is_understood(text: str) -> None:
    found = read_community(text)
    assert isinstance(found, Community)
    assert not found.enabled
