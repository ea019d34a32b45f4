"""Stories that once came out wrong (tests/cases/stories), with what is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.features.outputs.articles import LATEST

from .bot import LocalBot
from .stories import told, work

STORIES = Path(__file__).resolve().parents[1] / "cases" / "stories"


def story(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((STORIES / f"{name}.json").read_text())
    return found


@pytest.mark.parametrize("mode", ["tags", "identity"])
def test_only_a_revert_that_stands_takes_away(mode: str, bot: LocalBot) -> None:
    actions = story("revert-undone")
    for action in actions:
        if "{{CampaignBot}}" in action.get("text", ""):
            action["text"] = action["text"].replace(
                "participants:", f"articles: {{reverts: {mode}}}\nparticipants:"
            )
    bot.wiki.tell(*actions)
    report = bot.update("Project:Reverts")
    assert report.view is not None
    found = {
        contribution.page.title: (contribution.measures["edits"], contribution.measures["bytes_added"])
        for article in report.view.of(LATEST)
        for contribution in article
    }
    assert {title: found[title] for title in ("War one", "War two", "Blar")} == {
        "War one": (3, 1809),
        "War two": (3, 1809),
        "Blar": (4, 2191),
    }
    assert found["War three"][0] == 19
    edits, changed = found["War four"]
    assert edits
    assert changed
    assert changed > 0


@pytest.mark.parametrize(
    ("name", "page", "right"),
    [
        ("origin-merge", "Project:Merge", {"Evan": (1, 0, 1, 76)}),
        ("origin-import", "Project:Imp", {"Lea": (1, 1, 0, 173)}),
        ("redirect-maker-improved", "Project:RedirMaker", {"Wes": (1, 1, 0, 335)}),
        ("signups-transcluded", "Project:S11", {"Cy": (1, 1, 0, 136)}),
        ("scope-silent-zero", "Project:Q5", {"Cy": (1, 1, 0, 136)}),
    ],
)
def test_who_created_and_improved(name: str, page: str, right: dict[str, object], bot: LocalBot) -> None:
    bot.wiki.tell(*story(name))
    assert work(bot.update(page)) == right


def test_a_scope_that_matches_nothing_is_told(bot: LocalBot) -> None:
    bot.wiki.tell(*story("scope-silent-zero"))
    said = [[one[:2] for one in told(bot.update(f"Project:Q{number}"))] for number in range(4)]
    assert said == [
        [("notice-category-moved", ("Category:Cat moved", "Cat moved new"))],
        [("notice-only-talk-pages", ("Category:WikiProject X articles",))],
        [("notice-only-talk-pages", ("Template:WikiProject X",))],
        [("notice-only-subcategories", ("Category:Diffused",))],
    ]
