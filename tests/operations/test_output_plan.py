"""What is published, and on which pages."""

from __future__ import annotations

import pytest

from bot.features.outputs.details import apart, further_page
from bot.features.outputs.leaderboard import leaderboard_pages
from bot.mediawiki.site import Title
from bot.operations.output_plan import elsewhere, output_plan
from bot.render.view import View
from tests.outputs.test_leaderboard_pages import crowd

PUBLISH = {"status": Title(4, "WiP"), "leaderboard": Title(4, "WiP"), "teams": Title(4, "WiP")}
SECOND, THIRD = "Project:WiP/Leaderboard 2", "Project:WiP/Leaderboard 3"


def campaign(count: int, **publish: Title) -> View:
    return crowd(count, publish={**PUBLISH, **publish})


def test_every_page_of_the_leaderboard_is_a_block_of_its_own() -> None:
    made = output_plan(campaign(1600), ())
    assert made.places == {
        "status": "Project:WiP",
        "leaderboard": "Project:WiP",
        "teams": "Project:WiP",
        "leaderboard-2": SECOND,
        "leaderboard-3": THIRD,
    }
    pages = [made.texts[name] for name in ("leaderboard", "leaderboard-2", "leaderboard-3")]
    assert pages == leaderboard_pages(campaign(1600))
    assert "status" not in made.texts


def test_pages_that_are_needed_no_more_say_so_and_lead_to_the_first() -> None:
    placed = {elsewhere("leaderboard-2", SECOND), elsewhere("leaderboard-3", THIRD)}
    made = output_plan(campaign(20), placed)
    assert [made.places[name] for name in ("leaderboard-2", "leaderboard-3")] == [SECOND, THIRD]
    for name in ("leaderboard-2", "leaderboard-3"):
        assert "not needed any more" in made.texts[name]
        assert "[[:Project:WiP]]" in made.texts[name]
        assert "User 1" not in made.texts[name]


def test_a_page_that_was_never_put_in_is_not_spoken_of() -> None:
    assert (
        "leaderboard-2" not in output_plan(campaign(20), {elsewhere("leaderboard-2", "Project:Other")}).places
    )


@pytest.mark.parametrize("title", [Title(4, "WiP"), Title(4, "WiP/Results")])
def test_leaderboard_and_details_may_share_a_page(title: Title) -> None:
    made = output_plan(campaign(600, leaderboard=title, details=title), ())
    assert made.places["leaderboard"] == made.places["details"]
    assert set(made.texts) == {"leaderboard", "leaderboard-2", "teams", "details"}


def test_below_a_page_that_is_not_the_campaigns_own_nothing_is_made() -> None:
    portal = Title(4, "Portal")
    made = output_plan(campaign(600, leaderboard=portal), ())
    assert made.places["leaderboard"] == "Project:Portal"
    assert made.places["leaderboard-2"] == SECOND
    assert SECOND in made.texts["leaderboard"]
    view = campaign(3, details=portal)
    assert further_page("Project:Portal", 2, apart("Project:Portal", view)) == "Project:WiP/Details 2"
    assert apart("Project:WiP/Details", view) == apart("Project:WiP", view) == ""


def test_without_a_leaderboard_there_are_no_pages_of_it() -> None:
    made = output_plan(crowd(600, publish={"status": Title(4, "WiP")}), ())
    assert made.texts == {}
