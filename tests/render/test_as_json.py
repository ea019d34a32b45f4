"""The standings for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.messages import Remark, message
from bot.render.as_json import document, numbers

from .samples import accounts, busy, contribution, full, revision, view

NOW = datetime(2026, 11, 22, 5, 34, 56, tzinfo=UTC)


def test_the_document_says_which_campaign_it_is() -> None:
    made = document(busy(), NOW)
    assert made["generated"] == "2026-11-22T05:34:56Z"
    assert made["campaign"] == {
        "name": "Women in Physics 2026",
        "page": "Project:WiP",
        "start": "2026-10-31T23:00:00Z",
        "end": "2026-11-30T23:00:00Z",
        "timezone": "Europe/Oslo",
        "language": "en",
        "phase": "active",
        "names": True,
        "wikis": ["wiki.example"],
    }


def test_a_row_has_rank_user_points_and_measures() -> None:
    row = document(replace(busy(), data={}), NOW)["rows"][0]
    assert row == {
        "rank": 1,
        "user": "Alice",
        "points": 30.0,
        "measures": {
            "edits": 1,
            "articles_created": 1,
            "articles_improved": 0,
            "bytes_added": 24310,
        },
        "unknown": [],
        "wikis": [],
    }
    assert '"points": 30.0' in json.dumps(row)


def test_whoever_has_done_nothing_has_no_rank() -> None:
    last = document(busy(), NOW)["rows"][-1]
    assert (last["rank"], last["points"]) == (None, 0.0)


def test_what_cannot_be_known_is_null_and_named() -> None:
    (alice,) = people = accounts(["Alice"])
    nothing = [contribution(alice, "A", [revision(1, 1, size=None)])]
    row = document(view(people, nothing), NOW)["rows"][0]
    assert (row["measures"]["bytes_added"], row["unknown"]) == (None, ["bytes_added"])
    part = [*nothing, contribution(alice, "B", [revision(2, 2, size=7)])]
    row = document(view(people, part), NOW)["rows"][0]
    assert (row["measures"]["bytes_added"], row["unknown"]) == (7, ["bytes_added"])


def test_totals_are_the_campaigns() -> None:
    totals = document(busy(), NOW)["totals"]
    assert (totals["participants"], totals["active"], totals["revisions"], totals["articles"]) == (8, 7, 7, 1)
    assert totals["measures"]["articles_improved"] == 1


def test_a_campaign_without_points_has_none() -> None:
    made = document(busy(rules=()), NOW)
    assert made["rows"][0]["points"] is None
    assert made["totals"]["points"] is None


def test_problems_and_notices_are_sentences_with_lines() -> None:
    remark = Remark(message("when-new"), 4, "  kind: new")
    made = document(busy(problems=(remark,), notices=(remark,)), NOW)
    said = {"line": 4, "text": "it was created during the campaign", "quote": "  kind: new"}
    assert (made["problems"], made["notices"]) == ([said], [said])


def test_teams_have_rank_members_points_and_measures() -> None:
    teams = document(full(), NOW)["teams"]
    assert [(team["rank"], team["team"], team["points"]) for team in teams] == [
        (1, "Red", 176.5),
        (2, "Blue", 104.3),
        (None, "Late", 0.0),
    ]
    assert teams[0]["members"] == ["Alice", "Мария", "O'Neil"]
    assert teams[0]["measures"]["articles_improved"] == 4
    assert document(busy(), NOW)["teams"] == []


def test_what_organizers_decided_is_told_with_its_reason() -> None:
    decided = document(full(), NOW)["adjustments"]
    assert [(one["user"], one["points"], one["disqualify"], one["suspend"]) for one in decided] == [
        ("Alice", -5.0, None, None),
        ("Alice", 1.25, None, None),
        ("O'Neil", None, None, "2026-11-10T08:00:00Z"),
        ("Bob B", None, "Marie Curie", None),
    ]
    assert decided[0]["reason"] == "copied text, see talk page"


def test_a_reason_in_other_words_is_no_other_number() -> None:
    said = [replace(one, reason="other words") for one in full().campaign.adjustments]
    assert numbers(full(adjustments=tuple(said)).standings) == numbers(full().standings)
