"""Teams: names of the organizer's own, each with its members."""

from __future__ import annotations

import pytest

from bot.features.participants.lists import SignUp
from tests.declaration.people import who
from tests.declaration.reading import BASE, Told, below, campaign, problems, read


@pytest.mark.parametrize(
    ("yaml", "teams"),
    [
        ("{Red: [Alice], Blue: [Bob]}", {"Red": ("Alice",), "Blue": ("Bob",)}),
        (
            "\n    Red:\n      - Bruker:Alice\n      - bob\n    Blue: Carol",
            {"Red": ("Alice", "Bob"), "Blue": ("Carol",)},
        ),
        # Twice in one team is once.
        ("{Red: [Alice, alice, '[[User:Alice]]']}", {"Red": ("Alice",)}),
        ("{No: [Yes], 1e3: [2026-11-01]}", {"No": ("Yes",), "1e3": ("2026-11-01",)}),
        ("\n    'Team #1': [Alice]\n    Die  Roten: [Bob]", {"Team #1": ("Alice",), "Die Roten": ("Bob",)}),
        # A team may be called like a setting.
        ("\n    users: [Alice]\n    except: [Bob]", {"users": ("Alice",), "except": ("Bob",)}),
    ],
)
def test_teams(yaml: str, teams: dict[str, tuple[str, ...]]) -> None:
    declared = campaign(f"participants:\n  teams: {yaml}")
    assert list(declared.participants.teams) == list(teams)
    assert declared.participants == who(teams=teams)


def test_members_of_teams_take_part_beside_those_of_other_sources() -> None:
    declared = campaign("participants:\n  section: Participants\n  teams: {Red: [Alice]}")
    assert declared.participants == who((SignUp(default=True, line=5),), teams={"Red": ("Alice",)})


@pytest.mark.parametrize(
    ("yaml", "told"),
    below(
        "participants:\n  teams: ",
        ("[Alice, Bob]", [(5, "wants-teams")]),
        ("Red", [(5, "wants-teams")]),
        ("\n  - Red: [Alice]", [(6, "wants-teams")]),
        ("", [(5, "nothing")]),
        ("{}", [(5, "nothing")]),
        ("\n    Red: []\n    Blue:\n    Green: [Alice]", [(6, "nothing"), (7, "nothing")]),
        ("\n    '': [Alice]", [(6, "wants-teams")]),
        ("\n    Red: {Alice: 1}", [(6, "wants-user")]),
        ("\n    Red:\n    - Alice\n    - 127.0.0.1", [(8, "ip")]),
        ("\n    Red: [Alice]\n    Red: [Bob]", [(7, "duplicate")]),
        (f"\n    {'x' * 101}: [Alice]", [(6, "too-long")]),
        # A member can be in one team: told where the name stands again.
        ("\n    Red: [Alice]\n    Blue: [Bob, alice]", [(7, "two-teams")]),
        ("\n    Red:\n    - Alice\n    Blue:\n    - Bob\n    - User:Alice", [(10, "two-teams")]),
        ("\n    A: [Alice]\n    B: [Alice]\n    C: [Alice]", [(7, "two-teams"), (8, "two-teams")]),
        ("\n    A: [Alice]\n    B: [Alice]\n    C: [127.0.0.1]", [(7, "two-teams"), (8, "ip")]),
        # A remark to YAML, the colon too.
        ("\n    Team #1: [Alice]\n    Team #2: [Bob]", [(6, "swallowed"), (7, "swallowed")]),
        ("\n    Team #1:\n    - Alice\n    Team #2:\n    - Bob", [(6, "swallowed"), (8, "swallowed")]),
    ),
)
def test_teams_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


def test_a_member_of_two_teams_is_told_with_both() -> None:
    (problem,) = read(BASE + "participants:\n  teams:\n    Red: [Alice]\n    Blue: [Alice]").problems
    assert problem.message.params == ("Alice", "Red", "Blue")
    assert problem.quote == "    Blue: [Alice]"


def test_where_members_stand_is_remembered() -> None:
    declaration = read(BASE + "participants:\n  teams:\n    Red:\n    - Alice")
    assert declaration.written["Alice"].line == 7
