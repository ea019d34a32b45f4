"""From a name in the leaderboard to the person's part of the details, and dates beside changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.eligibility import Eligibility, Reason
from bot.declaration.campaign import Rule
from bot.features.outputs.details import laid_out, render
from bot.features.outputs.leaderboard import render as leaderboard
from bot.mediawiki.models import Page
from bot.mediawiki.site import Title
from bot.operations.output_plan import elsewhere, output_plan
from bot.render.view import View
from bot.wikitext.shrinking import lost_people
from tests.outputs.test_details_pages import campaign
from tests.render.samples import NASTY_NAMES, accounts, contribution, full, revision, view
from tests.render.structure import structure

ALICE, BOB = accounts(["Alice", "Bob"])
PAGE, DETAILS = Title(4, "WiP"), Title(4, "WiP/Details")
ANCHOR = re.compile(r'<span id="(campaignbot-user-\d+)"></span>')


def published(made: View, **publish: Title) -> dict[str, str]:
    """What goes to each page, by the page's full title."""
    given_ = {"leaderboard": PAGE, "details": DETAILS, **publish}
    placed = publish and {elsewhere("details", "Project:Portal")}
    printed = output_plan(replace(made, campaign=replace(made.campaign, publish=given_)), placed or ())
    pages: dict[str, str] = {}
    for name, place in printed.places.items():
        pages[place] = pages.get(place, "") + printed.texts.get(name, "")
    return pages


def led_to(wikitext: str) -> list[tuple[str, str]]:
    """The pages and anchors to which the names in a leaderboard lead."""
    return re.findall(r"\[\[:?([^\]|#]*)#(campaignbot-user-\d+)\|", wikitext)


def assert_leads_there(pages: dict[str, str], people: int) -> None:
    links = led_to("".join(pages.values()))
    assert len(links) == people
    assert all(anchor in ANCHOR.findall(pages[page]) for page, anchor in links)


PLACES = {
    "a page of its own": {"details": DETAILS},
    "the campaign's page": {"details": PAGE},
    "with the leaderboard elsewhere": {"details": Title(4, "WiP/X"), "leaderboard": Title(4, "WiP/X")},
    "another page that asked for it": {"details": Title(4, "Portal")},
}


@pytest.mark.parametrize("place", PLACES)
def test_a_name_leads_to_the_persons_part(place: str) -> None:
    assert_leads_there(published(full(), **PLACES[place]), 8)


def test_a_part_on_a_further_page_is_found_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.features.outputs.details.laid_out", lambda made: laid_out(made, 20_000))
    pages = published(campaign([90] * 7))
    assert_leads_there(pages, 7)
    assert len({page for page, _ in led_to(pages["Project:WiP"])}) > 3


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=9))
def test_each_part_has_one_anchor_on_the_page_that_is_told(articles: list[int]) -> None:
    made = laid_out(campaign(articles), 20_000, "Project:WiP/Details")
    found = [(anchor, n) for n, page in enumerate(made.pages, 1) for anchor in ANCHOR.findall(page)]
    assert sorted(found) == sorted((f"campaignbot-user-{who.userid}", n) for who, n in made.parts.items())
    assert len(found) == sum(count > 0 for count in articles)


def test_whoever_has_no_part_is_led_to_the_users_page() -> None:
    made = view([ALICE, BOB], [contribution(ALICE, "A", [revision(1, 1)])])
    page = published(made)["Project:WiP"]
    assert "[[:Project:WiP/Details#campaignbot-user-1|Alice]]" in page
    assert "[[User:Bob|Bob]]" in page
    assert led_to(leaderboard(made)) == [], "without details"


def test_a_page_that_has_not_asked_for_the_details_is_not_led_to() -> None:
    made = replace(full(), campaign=replace(full().campaign, publish={"details": Title(4, "Portal")}))
    printed = output_plan(
        replace(
            made,
            campaign=replace(made.campaign, publish={"leaderboard": PAGE, "details": Title(4, "Portal")}),
        ),
        (),
    )
    assert led_to(printed.texts["leaderboard"]) == []


def test_no_name_breaks_the_links_and_nobody_seems_lost() -> None:
    people = accounts(NASTY_NAMES)
    work = [contribution(one, "A", [revision(one.userid, 1, one.userid)]) for one in people]
    made = view(people, work)
    before, after = leaderboard(made), published(made)["Project:WiP"]
    assert structure(after).foreign == ()
    assert len(led_to(after)) == len(people)
    assert lost_people(before, after) == lost_people(after, before) == frozenset()
    fewer = published(view(people[:-2], work[:-2]))["Project:WiP"]
    assert lost_people(after, fewer) == {one.name for one in people[-2:]}


# --- dates


def changes(hours: Sequence[int], language: str = "en", days: int = 30) -> str:
    """The last cell of an article that was edited so many hours into November (UTC)."""
    work = contribution(ALICE, "A", [revision(hour, 1, size=1) for hour in hours])
    made = view([ALICE], [work], rules=(), language=language)
    long = replace(made.campaign, end=made.campaign.start + timedelta(days=days))
    row = re.findall(r"\n\| (.*)\n\|}", render(replace(made, campaign=long)))[0]
    shown = re.sub(r"\[\[Special:Diff/\d+\|([^\]]*)\]\]", r"\1", row)
    return re.sub(r"\[\[Special:History/A\|([^\]]*)\]\]", r"\1", shown).split("||")[-1]


DATES = {
    "one": ([5], "1\xa0Nov +1"),
    "two on a day": ([5, 6], "1\xa0Nov +1 +1"),
    "on two days": ([5, 30], "1\xa0Nov +1 · 2\xa0Nov +1"),
    "by the campaign's midnight": ([22, 23], "1\xa0Nov +1 · 2\xa0Nov +1"),
    "a day twice": ([5, 30, 31], "1\xa0Nov +1 · 2\xa0Nov +1 +1"),
}


@pytest.mark.parametrize("case", DATES)
def test_changes_stand_behind_their_dates(case: str) -> None:
    hours, expected = DATES[case]
    assert changes(hours) == expected


def test_dates_are_in_the_campaigns_language_and_have_a_year_where_it_may_be_one_of_several() -> None:
    assert changes([5], "nb") == "1.\xa0nov. +1"
    assert changes([5, 30], "ar") == "1\xa0نوفمبر \u200f\u200e+1 · \u200f2\xa0نوفمبر \u200f\u200e+1"
    assert changes([5], days=800) == "1\xa0Nov\xa02026 +1"


def test_where_no_change_can_be_linked_the_days_are_told() -> None:
    names = ("edits", "words_added", "references_added", "links_added", "images_added")
    work = contribution(ALICE, "A", [revision(5, 1), revision(77, 1)], measures=dict.fromkeys(names, 10**6))
    made = view([ALICE], [work], rules=[Rule(name, Decimal(1)) for name in names])
    row = next(line for line in render(made).split("\n") if "Special:History" in line)
    assert row.endswith("||1\xa0Nov – 4\xa0Nov [[Special:History/A|(2 more)]]")


def test_edits_that_do_not_count_have_their_dates_too() -> None:
    evaluated = {1: tuple(Eligibility(revision(hour, 1), Reason.REVERTED) for hour in (5, 6, 77))}
    shown = render(view([ALICE], uncounted=evaluated, pages={1: Page(1, 0, "A")}))
    edits = "[[Special:Diff/77|+10]] · 1\xa0Nov [[Special:Diff/6|+10]] [[Special:Diff/5|+10]]"
    assert f"** <bdi>[[A]]</bdi> 4\xa0Nov {edits}" in shown


def test_every_table_has_a_caption_and_names_its_columns_and_rows() -> None:
    shown = render(full())
    tables = shown.split("{|")[1:]
    assert len(tables) > 3
    for table in tables:
        rows = table.partition("\n|}")[0].split("\n|-\n")
        caption, heading = rows[0].split("\n")[1:]
        assert caption.startswith("|+<bdi>")
        assert heading.count("scope=col|") == heading.count("!!") + 1
        assert all(row.startswith("!scope=row ") for row in rows[1:])
    assert "|+<bdi>Alice</bdi>: 1 article created, 3 articles improved and 50,305 bytes added\n" in shown
