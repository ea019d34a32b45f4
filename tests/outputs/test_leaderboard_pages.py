"""The leaderboard over several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.phase import Phase
from bot.counting.standings import Amount, Row, Standings, Totals
from bot.declaration.campaign import Adjustment
from bot.features.adjustments.points import GivePoints
from bot.features.outputs.leaderboard import PAGES, leaderboard_pages, render
from bot.features.outputs.table_pages import FURTHER
from bot.mediawiki.models import Account
from bot.mediawiki.site import Title
from bot.render.table import LONGEST
from bot.render.view import View
from tests.keys import participant
from tests.render.samples import FREE_TEXT, view
from tests.render.structure import structure

COLUMNS = ("articles_created", "bytes_added")
OWN = {"leaderboard": Title(4, "WiP")}
LEADERBOARD = {"leaderboard": Title(4, "WiP/Leaderboard")}


def amounts(articles: int = 0, unknown: int = 0) -> dict[str, Amount]:
    return {"articles_created": Amount(articles), "bytes_added": Amount(articles * 1234, unknown)}


def member(number: int, active: int) -> Row:
    """Whoever is at this place in the list, from 1; the first ``active`` have done something."""
    rank, points = (number, active - number + 1) if number <= active else (None, 0)
    return Row(
        rank=rank,
        participant=participant(Account(number, f"User {number}")),
        points=Decimal(points),
        measures=amounts(points),
    )


def crowd(count: int, active: int | None = None, **changes: object) -> View:
    """So many participants, all of them active unless said otherwise."""
    return of(
        [member(number, count if active is None else active) for number in range(1, count + 1)], changes
    )


def of(rows: Sequence[Row], changes: dict[str, object]) -> View:
    totals = Totals(len(rows), len(rows), 1, 1, amounts(10**6), None)
    made = view(**{"publish": OWN, **changes})  # type: ignore[arg-type]
    return replace(made, standings=Standings(COLUMNS, tuple(rows), totals))


def listed(page: str) -> list[str]:
    return re.findall(r"\[\[User:([^|\]]*)\|", page)


def ranks(page: str) -> list[int]:
    return [int(rank) for rank in re.findall(r"\n\|-\n\|(?:data-sort-value=)?(\d+)(?:\|\d[^\n]*)?\n", page)]


def changed(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """The numbers of the pages that are not as they were."""
    numbers = range(1, max(len(before), len(after)) + 1)
    return [n for n in numbers if before[n - 1 : n] != after[n - 1 : n]]


# --- who stands where


def test_what_fits_is_one_page_that_says_nothing_of_others() -> None:
    (page,) = leaderboard_pages(crowd(LONGEST))
    assert page == render(crowd(LONGEST))
    assert "Leaderboard: <bdi>Women in Physics 2026</bdi>\n" in page
    assert "[[:" not in page
    assert "|Total (1 article)\n" in page


def test_nobody_yet_is_one_page() -> None:
    assert leaderboard_pages(view()) == [render(view())]


@pytest.mark.slow
def test_twenty_thousand_people_stand_on_twenty_one_pages() -> None:
    pages = leaderboard_pages(crowd(20_000))
    assert [len(listed(page)) for page in pages] == [500, *[1000] * 19, 500]
    assert pages[0] == render(crowd(20_000))
    assert all(len(page.encode()) < 500 * FURTHER for page in pages)
    assert ranks(pages[20]) == list(range(19_501, 20_001))


@pytest.mark.parametrize("phase", [Phase.UPCOMING, Phase.ACTIVE, Phase.FINAL])
@given(st.data())
def test_everybody_stands_on_one_page_in_order(phase: Phase, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 60))
    active = data.draw(st.integers(0, count)) if phase is not Phase.UPCOMING else 0
    first, further = data.draw(st.integers(1, 20)), data.draw(st.integers(1, 20))
    pages = leaderboard_pages(crowd(count, active, phase=phase), first, further)
    found = [listed(page) for page in pages]
    assert [name for names in found for name in names] == [f"User {n}" for n in range(1, count + 1)]
    assert all(found)
    assert all(len(names) == further for names in found[1:-1])
    assert len(found[0]) == min(first, count)
    assert [rank for page in pages for rank in ranks(page)] == list(range(1, active + 1))


def test_ranks_are_plain_numbers_for_sorting_and_nobody_without_one_comes_before() -> None:
    last = leaderboard_pages(crowd(20_000, 19_999, language="nb"))[-1]
    assert "\n|data-sort-value=19999|19\xa0999\n" in last
    (behind,) = re.findall(r"\|data-sort-value=(\d+)\|–\n", last)
    assert int(behind) > 20_000


def test_a_row_stays_below_500_bytes_however_far_down() -> None:
    row = leaderboard_pages(crowd(20_000))[-1].split("\n|-\n")[-1]
    assert len(row.partition("\n|}")[0].encode()) < 300


def test_bars_and_the_totals_are_on_the_first_page_alone() -> None:
    first, second, third = leaderboard_pages(crowd(9), 3, 3)
    assert "|All participants (1 article)\n" in first
    assert "width:100%" in first
    for page in (second, third):
        assert "sortbottom" not in page
        assert "width:" not in page.replace("min-width:", "")


def test_without_a_place_for_them_people_are_counted() -> None:
    (page,) = leaderboard_pages(crowd(600, publish={}))
    assert len(listed(page)) == LONGEST
    assert "100 more participants are not shown here." in page


# --- the ways between pages


def links(page: str) -> list[str]:
    """The pages of the wiki that a page leads to, in order."""
    return [link.removeprefix(":") for link in structure(page).links if not link.startswith("User:")]


def test_the_first_page_leads_to_all_others_above_and_below_the_table() -> None:
    first = leaderboard_pages(crowd(10), 3, 3)[0]
    further = [f"Project:WiP/Leaderboard {n}" for n in (2, 3, 4)]
    assert links(first) == further * 2
    assert "The other participants: <bdi>[[:Project:WiP/Leaderboard 2|4–6]]</bdi> · " in first
    assert "|from 10 on]]</bdi></div>" in first
    assert first.index("|from 10 on]]") < first.index("{|") < first.rindex("|from 10 on]]")


def test_a_further_page_leads_to_the_campaign_the_first_page_and_its_neighbours() -> None:
    pages = leaderboard_pages(crowd(15, publish=LEADERBOARD), 3, 3)
    top = "Project:WiP/Leaderboard"
    first = f"{top}#campaignbot-leaderboard"
    assert pages[0].count('id="campaignbot-leaderboard"') == 1
    assert links(pages[1]) == ["Project:WiP", first, f"{top}/3"] * 2
    assert links(pages[2]) == ["Project:WiP", first, f"{top}/2", f"{top}/4"] * 2
    assert links(pages[4]) == ["Project:WiP", first, f"{top}/4"] * 2
    for words in ("Back to <bdi>[[:Project:WiP]]", "|First page]]", "|Previous page]]", "|Next page]]"):
        assert pages[2].count(words) == 2


def test_a_page_says_whose_places_are_on_it() -> None:
    pages = leaderboard_pages(crowd(2100))
    shown = ["participants 1–500", "participants 501–1,500", "participants from 1,501 on"]
    for page, words in zip(pages, shown, strict=True):
        assert f"|Leaderboard: <bdi>Women in Physics 2026</bdi>, {words}\n" in page


def test_a_leaderboard_with_a_page_to_itself_has_pages_called_as_those_of_the_details() -> None:
    beside = {**OWN, "details": Title(4, "WiP")}
    shared = {"leaderboard": Title(4, "WiP/Results"), "details": Title(4, "WiP/Results")}
    assert PAGES.title(2, crowd(1, publish=LEADERBOARD)) == "Project:WiP/Leaderboard/2"
    assert PAGES.title(2, crowd(1, publish=OWN)) == "Project:WiP/Leaderboard 2"
    assert PAGES.title(2, crowd(1, publish=beside)) == "Project:WiP/Leaderboard 2"
    assert PAGES.title(2, crowd(1, publish=shared)) == "Project:WiP/Results/Leaderboard 2"
    assert PAGES.title(1, crowd(1, publish=shared)) == "Project:WiP/Results"
    assert PAGES.title(1, crowd(1, publish={})) is None


# --- what changes when somebody comes or goes


@given(st.integers(1, 40), st.integers(1, 40))
def test_whoever_joins_at_the_end_changes_the_end_alone(count: int, active: int) -> None:
    """And where a page becomes full, the first one links the new one, and its neighbour does."""
    before = leaderboard_pages(crowd(count, min(active, count)), 5, 5)
    after = leaderboard_pages(crowd(count + 1, min(active, count)), 5, 5)
    last = len(after)
    grown = [*{1, last - 1, last}] if len(after) > len(before) else [last]
    assert changed(before, after) == sorted(number for number in grown if number)


def test_two_who_change_places_change_their_own_page_alone() -> None:
    rows = [member(n, 30) for n in range(1, 31)]
    rows[11], rows[12] = (
        replace(rows[11], participant=rows[12].participant),
        replace(rows[12], participant=rows[11].participant),
    )
    assert changed(leaderboard_pages(crowd(30), 5, 5), leaderboard_pages(of(rows, {}), 5, 5)) == [3]


def test_the_same_values_give_the_same_pages() -> None:
    assert leaderboard_pages(crowd(600)) == leaderboard_pages(crowd(600))


# --- notes


def test_a_star_is_explained_on_its_own_page_and_every_decision_on_the_first() -> None:
    rows = [member(n, 9) for n in range(1, 10)]
    rows[1] = replace(rows[1], adjustments=(Adjustment("User 2", "helped", GivePoints(Decimal(2))),))
    rows[7] = replace(rows[7], adjustments=(Adjustment("User 8", "copied", GivePoints(Decimal(-2))),))
    first, second, third = leaderboard_pages(of(rows, {}), 3, 3)
    assert [("helped" in page, "copied" in page) for page in (first, second, third)] == [
        (True, True),
        (False, False),
        (False, True),
    ]
    assert third.count("[[User:User 8|User 8]]</bdi> *\n") == 1


def test_the_question_mark_is_explained_where_there_is_one() -> None:
    rows = [member(n, 9) for n in range(1, 10)]
    rows[4] = replace(rows[4], measures=amounts(3, unknown=1))
    made = of(rows, {})
    totals = replace(made.standings.totals, measures=amounts(9, unknown=1))
    pages = leaderboard_pages(replace(made, standings=replace(made.standings, totals=totals)), 3, 3)
    assert ["cannot be known" in page for page in pages] == [True, True, False]


def test_the_details_are_linked_from_every_page() -> None:
    beside = {**OWN, "details": Title(4, "WiP")}
    first, second = leaderboard_pages(crowd(6, publish=beside), 3, 3)
    assert "[[#campaignbot-details|the details]]" in first
    assert "[[:Project:WiP#campaignbot-details|the details]]" in second


# --- before the start


def test_before_the_start_everybodys_name_is_on_one_of_the_pages() -> None:
    first, second, third = leaderboard_pages(crowd(8, 0, phase=Phase.UPCOMING), 3, 3)
    assert "Signed up so far, 1–3:</div>" in first
    assert "<li><bdi>[[User:User 1|User 1]]</bdi></li>\n<li>" in first
    assert "Signed up so far, 4–6:" in second
    assert "Signed up so far, from 7 on:" in third
    assert links(first)[:2] == ["Project:WiP/Leaderboard 2", "Project:WiP/Leaderboard 3"]
    assert "|Previous page]]" in third
    assert all("{|" not in page for page in (first, second, third))


# --- languages, directions and names


@pytest.mark.parametrize("phase", [Phase.UPCOMING, Phase.ACTIVE])
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("nb", "ltr"), ("ar", "rtl")])
def test_every_page_is_in_one_language_and_direction(language: str, direction: str, phase: Phase) -> None:
    for page in leaderboard_pages(crowd(8, 5, language=language, phase=phase), 3, 3):
        assert page.startswith(f'<div class="mw-content-{direction}" dir="{direction}" lang="{language}">')
        assert page.count("<div") == page.count("</div>")
        assert structure(page).foreign == ()


def test_pages_speak_norwegian_and_arabic() -> None:
    norwegian = leaderboard_pages(crowd(2600, language="nb"))
    assert "De andre deltakerne: <bdi>[[:Project:WiP/Leaderboard 2|501–1\xa0500]]</bdi>" in norwegian[0]
    assert ", deltakere 1\xa0501–2\xa0500\n" in norwegian[2]
    assert "|Forrige side]]" in norwegian[2]
    arabic = leaderboard_pages(crowd(2600, language="ar"))
    # Words on both sides of the numbers keep a range from being turned round in a link of its own.
    assert "|من 501 إلى 1,500]]</bdi>" in arabic[0]
    assert "|من 2,501 فصاعدًا]]</bdi>" in arabic[0]


@pytest.mark.parametrize("campaign", FREE_TEXT)
def test_no_campaign_name_breaks_a_page(campaign: str) -> None:
    for page in leaderboard_pages(crowd(6, name=campaign), 3, 3):
        found = structure(page)
        assert found.foreign == ()
        assert found.tags["tr"] == 3 + ("sortbottom" in page)
