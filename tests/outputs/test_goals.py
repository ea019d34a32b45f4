"""What all want to reach together."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.phase import Phase
from bot.features.measures.registry import AVAILABLE
from bot.features.outputs.goals import filled, render
from tests.render.samples import accounts, contribution, full, revision, view
from tests.render.structure import structure


def shown(goals: dict[str, int], *sizes: int | None, language: str = "en", **changes: object) -> str:
    people = accounts(["Alice"])
    work = [
        contribution(people[0], f"A{n}", [revision(n, n, size=size)], created=True)
        for n, size in enumerate(sizes, 1)
    ]
    wanted = {name: Decimal(goal) for name, goal in goals.items()}
    return render(view(people, work, goals=wanted, language=language, **changes))  # type: ignore[arg-type]


def widths(wikitext: str) -> list[int]:
    return [int(width) for width in re.findall(r"px;width:(\d+)%", wikitext)]


def text_alone(wikitext: str) -> str:
    """What is left for somebody who hears the page."""
    return re.sub(r"<[^>]*>|'''", " ", wikitext)


def test_the_number_is_text_beside_a_bar_in_proportion() -> None:
    goals = shown({"articles_created": 8, "bytes_added": 4000}, 500, 1500)
    assert re.search(r"Articles created\s+2\s+of 8\b", text_alone(goals))
    assert re.search(r"Bytes added\s+2,000\s+of 4,000\b", text_alone(goals))
    assert widths(goals) == [25, 50]


def test_a_bar_is_decoration_that_screen_readers_leave_out() -> None:
    goals = shown({"articles_created": 8}, 500)
    assert '<div aria-hidden="true"><div style="background' in goals
    assert "role" not in goals


def test_more_than_the_goal_is_a_full_bar_and_the_real_number() -> None:
    goals = shown({"bytes_added": 1000}, 2500)
    assert "'''2,500''' of 1,000" in goals
    assert widths(goals) == [100]


def test_a_negative_sum_and_nothing_yet_are_empty_bars() -> None:
    assert widths(shown({"bytes_added": 1000}, -2500)) == [0]
    assert widths(shown({"bytes_added": 1000})) == [0]
    assert "'''0''' of 1,000" in shown({"bytes_added": 1000}, phase=Phase.UPCOMING)


def test_what_cannot_be_known_is_said() -> None:
    assert "'''500 + ?''' of 1,000" in shown({"bytes_added": 1000}, 500, None)


def test_goals_stand_in_the_order_in_which_they_were_declared() -> None:
    goals = shown({"bytes_added": 1, "articles_created": 1})
    assert goals.index("Bytes added") < goals.index("Articles created")


def test_no_goals_are_a_friendly_line() -> None:
    assert "No goals have been set yet." in shown({})


@pytest.mark.parametrize("measure", AVAILABLE)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_every_measure_can_be_a_goal(measure: str, language: str) -> None:
    goals = shown({measure: 12345}, language=language)
    assert "$" not in goals
    assert structure(goals).foreign == ()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_goals_are_laid_out_by_flex_without_left_and_right(language: str) -> None:
    goals = render(full(language))
    assert "flex-wrap:wrap" in goals
    assert not re.search(r"left|right", goals)


@given(st.integers(-100, 10**9), st.decimals(-5, 10**9, places=1))
def test_a_bar_is_full_when_the_goal_is_reached_and_not_before(reached: int, goal: Decimal) -> None:
    width = filled(reached, goal)
    assert 0 <= width <= 100
    assert (width == 100) == (reached >= goal)
