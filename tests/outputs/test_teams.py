"""The table of teams."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.phase import Phase
from bot.features.outputs.teams import OPEN, render
from bot.render.table import LONGEST
from tests.render.samples import FREE_TEXT, NASTY_NAMES, accounts, contribution, full, revision, view
from tests.render.structure import structure
from tests.render.test_wikitext import free_text

PEOPLE = accounts(["Alice", "Bob", "Eve"])
A_ALICE, A_BOB = "<bdi>[[User:Alice|Alice]]</bdi>", "<bdi>[[User:Bob|Bob]]</bdi>"


def shown(teams: dict[str, tuple[str, ...]], *names: str, language: str = "en", **changes: object) -> str:
    people = accounts(names) if names else PEOPLE
    work = [
        contribution(person, "A", [revision(n, 1, n, size=1000 * n)], created=n == 1)
        for n, person in enumerate(people[:2], 1)
    ]
    return render(view(people, work, teams=teams, language=language, **changes))  # type: ignore[arg-type]


def row_of(wikitext: str, team: str) -> str:
    return next(row for row in wikitext.split("\n|-") if f"<bdi>{team}</bdi>\n" in row)


def test_a_row_shows_rank_team_points_measures_and_members() -> None:
    row = row_of(shown({"Red": ("Alice", "Bob"), "Blue": ("Eve",)}), "Red")
    assert row.startswith("\n|1\n! scope=row ")
    assert "data-sort-value=13.0|'''13.0'''<div" in row
    assert "||1||1||data-sort-value=3000|3,000\n" in row
    assert row.endswith(f'|style="text-align:start"|{A_ALICE} and {A_BOB}')


def test_a_team_that_has_done_nothing_yet_has_a_dash_and_no_bar() -> None:
    row = row_of(shown({"Red": ("Alice", "Bob"), "Blue": ("Eve",)}), "Blue")
    assert "|–\n" in row
    assert "'''0.0'''||" in row


def test_the_best_team_has_the_longest_bar() -> None:
    table = shown({"Red": ("Alice",), "Blue": ("Bob",)})
    assert "width:100%" in row_of(table, "Red")
    assert "width:18%" in row_of(table, "Blue")


def test_rank_team_and_points_come_first_and_members_last() -> None:
    headings = [
        line.rsplit("|", 1)[1] for line in render(full()).split("\n") if line.startswith("! scope=col")
    ]
    assert headings[:3] == ["#", "Team", "Points"]
    assert headings[-1] == "Members"


def test_a_long_list_of_members_opens_with_a_click() -> None:
    names = [f"User {n}" for n in range(OPEN + 1)]
    table = shown({"Red": tuple(names), "Blue": tuple(names[:OPEN])}, *names)
    assert table.count("mw-collapsed") == 1
    assert "7 members<div class" in row_of(table, "Red")
    assert structure(table).foreign == ()


def test_without_points_there_is_no_column_for_them() -> None:
    table = shown({"Red": ("Alice",)}, rules=())
    assert "Points" not in table
    assert "'''" not in table


def test_before_the_start_there_are_names_instead_of_zeros() -> None:
    teams = shown({"Red": ("Alice", "Bob"), "Blue": ()}, phase=Phase.UPCOMING)
    assert f"* <bdi>Red</bdi>: {A_ALICE} and {A_BOB}\n" in teams
    assert "* <bdi>Blue</bdi>: –" in teams
    assert "{|" not in teams


def test_no_teams_are_a_friendly_line() -> None:
    assert "There are no teams yet." in shown({})


def test_a_long_table_is_cut_and_says_so() -> None:
    table = shown({f"Team {n}": () for n in range(LONGEST + 1)})
    assert structure(table).tags["tr"] == LONGEST
    assert "One more team is not shown here." in table


def test_the_arabic_table_is_laid_out_from_right_to_left() -> None:
    assert shown({"Red": ("Alice",)}, language="ar").startswith('<div class="mw-content-rtl" dir="rtl"')


@settings(max_examples=40)
@given(st.lists(free_text.filter(lambda name: bool(name.strip())), min_size=1, max_size=4, unique=True))
def test_no_name_breaks_the_table(teams: list[str]) -> None:
    people = accounts(NASTY_NAMES)
    table = render(view(people, [], teams=dict.fromkeys(teams, tuple(NASTY_NAMES))))
    found = structure(table)
    assert found.foreign == ()
    assert found.shape == (len(teams), 7 + len(teams), 6 * len(teams))
    assert set(found.links) == {f"User:{name}" for name in NASTY_NAMES}


@pytest.mark.parametrize("name", FREE_TEXT)
def test_a_team_may_be_called_anything(name: str) -> None:
    def counted(team: str) -> tuple[object, ...]:
        found = structure(shown({team: ("Alice",)}, name=team))
        return found.foreign, found.tags, found.links

    assert counted(name) == counted("Red")
