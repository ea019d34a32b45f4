"""What is asked of an account that declares, and how that is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.safety.trust import Rights, Trust, is_anyone, may_declare, read_trust

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OLD = NOW - timedelta(days=30)
CONFIRMED = frozenset({"*", "user", "autoconfirmed"})
ALICE = Rights("Alice", CONFIRMED, OLD, 50)
NEWBIE = Rights("Newbie", frozenset({"*", "user"}), NOW, 1)
GROUPS = frozenset({"autoconfirmed"})


@pytest.mark.parametrize(
    ("rights", "trust", "may"),
    [
        (ALICE, Trust(), True),
        (NEWBIE, Trust(), False),
        (Rights("Alice", frozenset({"*", "user", "confirmed"})), Trust(), True),
        (Rights("Alice", frozenset({"*", "user", "sysop"})), Trust(), True),
        (Rights("Alice", CONFIRMED, blocked=True), Trust(), False),
        (Rights("Alice", CONFIRMED, blocked=True), Trust(users=frozenset({"Alice"})), False),
        (Rights("~2026-123", CONFIRMED), Trust(), False),
        (Rights("~riley", CONFIRMED), Trust(), True),
        (Rights("*Unregistered 1", CONFIRMED), Trust(), False),
        (Rights("Temp", CONFIRMED | {"temp"}), Trust(), False),
        (NEWBIE, Trust(frozenset({"user"})), True),
        (NEWBIE, Trust(users=frozenset({"Newbie"})), True),
        (ALICE, Trust(frozenset({"extendedconfirmed"})), False),
        (ALICE, Trust(GROUPS, edits=50, days=30), True),
        (ALICE, Trust(GROUPS, edits=51), False),
        (ALICE, Trust(GROUPS, days=31), False),
        (Rights("Alice", CONFIRMED, None), Trust(GROUPS, days=31), True),
        (Rights("Alice", CONFIRMED, NOW + timedelta(days=9)), Trust(), True),  # The wiki's clock may differ.
    ],
)
def test_who_may_declare(rights: Rights, trust: Trust, may: bool) -> None:
    assert may_declare(rights, [trust], NOW) is may


def test_of_two_settings_both_are_asked() -> None:
    only_users = Trust(frozenset(), frozenset({"Alice", "Newbie"}))
    assert may_declare(ALICE, [Trust(), only_users], NOW)
    assert not may_declare(NEWBIE, [Trust(), only_users], NOW)
    assert not may_declare(ALICE, [Trust(anyone=True), Trust(frozenset({"sysop"}))], NOW)
    assert not is_anyone([Trust(anyone=True), Trust()])
    assert is_anyone([Trust(anyone=True), Trust(anyone=True)])


@pytest.mark.parametrize(
    ("written", "trust"),
    [
        ("anyone", Trust(anyone=True)),
        ("sysop", Trust(frozenset({"sysop"}))),
        (["sysop", "editor"], Trust(frozenset({"sysop", "editor"}))),
        ({"groups": ["sysop"]}, Trust(frozenset({"sysop"}))),
        ({"edits": 50, "days": 30}, Trust(edits=50, days=30)),
        ({"users": "Alice"}, Trust(frozenset(), frozenset({"Alice"}))),
        ({"users": ["Alice"], "groups": "sysop"}, Trust(frozenset({"sysop"}), frozenset({"Alice"}))),
    ],
)
def test_how_it_is_set(written: Any, trust: Trust) -> None:
    assert read_trust(written) == trust


@pytest.mark.parametrize(
    "written",
    [
        {}, [], "", 3, True, {"groups": []}, {"users": []}, {"groups": [3]}, {"users": {"a": 1}},
        {"edits": -1}, {"edits": "50"}, {"days": 1.5}, {"days": True}, {"days": 10**9}, {"colour": "red"},
    ],
)  # fmt: skip
def test_what_is_no_setting(written: Any) -> None:
    assert read_trust(written) is None
