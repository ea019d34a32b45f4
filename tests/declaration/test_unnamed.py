"""``names: false``: what can't stand beside it, and what is published then."""

from __future__ import annotations

import pytest

from bot.features.outputs.registry import OUTPUTS
from tests.declaration.reading import BASE, PAGE, Told, campaign, problems, read

ABOUT_PEOPLE = sorted(name for name, output in OUTPUTS.items() if output.needs_names)


def test_somebody_is_named_unless_the_settings_say_otherwise() -> None:
    assert campaign("").names
    assert campaign("names: true").names
    assert not campaign("names: false").names
    assert not campaign("names: no").names


def test_what_is_about_single_people_is_not_there() -> None:
    usual = campaign("names: false\ngoals: {articles_created: 5}\n").publish
    assert list(usual) == ["status", "goals", "articles"]
    assert {"details", "leaderboard", "recent"} <= {*ABOUT_PEOPLE}


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
@pytest.mark.parametrize("where", ["true", "/There", "Project:Portal"])
def test_an_output_about_people_is_refused_at_its_line(name: str, where: str) -> None:
    text = f"publish:\n  articles: /Articles\n  {name}: {where}\nnames: false\n"
    assert problems(text) == [(6, "output-unnamed")]


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_that_it_is_not_published_may_be_said(name: str) -> None:
    found = campaign(f"names: false\npublish:\n  {name}: false\n  articles: /Articles\n").publish
    assert set(found) == {"status", "articles"}
    assert found["status"] == PAGE


DECISION = "- user: Alice\n    points: 5\n    reason: so kind\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"names: false\nadjustments:\n  {DECISION}", [(5, "adjustments-unnamed")]),
        (f"adjustments:\n  {DECISION}names: false\n", [(4, "adjustments-unnamed")]),
        ("names: false\npublish: {details: /Details}\n", [(5, "output-unnamed")]),
        ("names: false\npublish: {Details: /Details}\n", [(5, "output-unnamed")]),
        ("names: false\npublish:\n  details: Talk:X\n", [(6, "target-namespace"), (6, "output-unnamed")]),
        ("names: perhaps\n", [(4, "wants-flag")]),
        ("names: true\npublish: {details: /Details}\n", []),
        ("names: false\npublish: {articles: false}\n", []),
        ("names: false\norganizers: [Alice]\nparticipants: {users: [Bob], except: [Eve]}\n", []),
    ],
)
def test_what_cannot_stand_beside_it(text: str, told: Told) -> None:
    assert sorted(problems(text)) == sorted(told)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("names: false\nend: 2026-11-31\n", False),
        ("names: OFF\npublish: {details: /Details}\n", False),
        ("names: true\nend: 2026-11-31\n", True),
        ("end: 2026-11-31\n", True),
    ],
)
def test_that_nobody_is_to_be_named_is_read_of_settings_with_problems_too(text: str, named: bool) -> None:
    found = read(BASE + text)
    assert found.campaign is None
    assert found.names is named
