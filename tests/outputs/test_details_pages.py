"""The details over several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.eligibility import Eligibility, Reason
from bot.declaration.campaign import Adjustment
from bot.features.adjustments.points import GivePoints
from bot.features.outputs.details import BREAKDOWNS, LIMIT, details_pages, further_page, render
from bot.features.outputs.participant_details import size
from bot.mediawiki.models import Page
from bot.mediawiki.site import Title
from bot.render.view import View
from tests.render.samples import accounts, contribution, full, revision, view
from tests.render.structure import structure

SMALL = 20_000


def campaign(articles: Sequence[int], **changes: object) -> View:
    """So many articles for each participant, each title once."""
    people = accounts([f"User {n}" for n in range(1, len(articles) + 1)])
    work = [
        contribution(
            person, f"Article {person.userid}-{n}", [revision(n, person.userid * 10_000 + n, person.userid)]
        )
        for person, count in zip(people, articles, strict=True)
        for n in range(1, count + 1)
    ]
    return view(people, work, **changes)  # type: ignore[arg-type]


def told(pages: Sequence[str]) -> list[str]:
    """The articles in the order in which they stand on the pages."""
    return re.findall(r"\[\[(Article \d+-\d+)\]\]", "".join(pages))


def whole(page: str) -> bool:
    return page.count("<div") == page.count("</div>") and page.count("{|") == page.count("\n|}")


def test_what_fits_is_one_page_without_links_to_others() -> None:
    pages = details_pages(full())
    assert pages == [render(full())]
    assert "Page 1 of" not in pages[0]


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.integers(SMALL, 120_000))
def test_no_page_is_larger_than_the_limit_and_nothing_is_lost(articles: list[int], limit: int) -> None:
    made = campaign(articles)
    pages = details_pages(made, limit, "Project:WiP/Details")
    assert all(size(page) <= limit for page in pages)
    assert all(whole(page) for page in pages)
    expected = [c.page.title for whole in made.of(BREAKDOWNS) for c in whole.contributions]
    assert told(pages) == expected


def test_a_participant_is_cut_only_where_no_page_could_hold_all() -> None:
    pages = details_pages(campaign([110, 110, 110]), SMALL)
    assert [sorted(set(re.findall(r"\[\[User:(User \d)\|", page))) for page in pages] == [
        ["User 1"],
        ["User 2"],
        ["User 3"],
    ]
    assert "(continued)" not in "".join(pages)


@pytest.mark.slow
def test_thousands_of_articles_of_one_participant_go_over_pages() -> None:
    made = campaign([2, 3000])
    pages = details_pages(made, 100_000)
    assert len(told(pages)) == 3002
    assert len(pages) > 2
    assert "'''<bdi>[[User:User 2|User 2]]</bdi>''' · 30.0 points · 3,000 articles\n" in pages[0]
    for page in pages[1:]:
        assert "· 3,000 articles (continued)\n" in page
    assert sum(page.count("|Total\n") for page in pages) == 2
    assert structure(pages[1]).foreign == ()


def test_every_page_says_where_the_others_are() -> None:
    pages = details_pages(campaign([110, 110, 110]), SMALL, "Project:WiP/Details")
    assert (
        "Page 1 of 3 · 1 · <bdi>[[:Project:WiP/Details/2|2]]</bdi> · <bdi>[[:Project:WiP/Details/3|3]]</bdi>"
        in pages[0]
    )
    assert "Page 3 of 3 · <bdi>[[:Project:WiP/Details|1]]</bdi>" in pages[2]
    assert further_page("Project:WiP/Details", 3) == "Project:WiP/Details/3"


def test_links_go_to_where_the_campaign_publishes_the_details() -> None:
    made = campaign([110, 110], publish={"details": Title(4, "WiP/Points")})
    assert "[[:Project:WiP/Points/2|2]]" in details_pages(made, SMALL)[0]
    nowhere = details_pages(campaign([110, 110]), SMALL)[0]
    assert "Page 1 of 2" in nowhere
    assert "|2]]" not in nowhere


@pytest.mark.slow
def test_of_many_pages_the_nearest_are_linked() -> None:
    pages = details_pages(campaign([110] * 60), SMALL, "Project:WiP/Points")
    assert len(pages) == 60
    links = structure(pages[29]).links
    assert ":Project:WiP/Points" in links
    assert ":Project:WiP/Points/60" in links
    assert ":Project:WiP/Points/29" in links
    assert ":Project:WiP/Points/50" not in links


def test_further_pages_stand_below_the_campaign_where_the_first_does_not() -> None:
    pages = details_pages(campaign([110] * 3), SMALL, "Project:X")
    links = structure(pages[0]).links
    assert ":Project:WiP/Details 2" in links
    assert not any(link.startswith(":Project:X/") for link in links)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_long_reasons_and_titles_keep_to_the_limit_too(language: str) -> None:
    people = accounts(["Alice"])
    nasty = "'" * 255
    adjustments = tuple(
        Adjustment("Alice", "{" * 1000, GivePoints(Decimal(n)), article=Title(0, nasty)) for n in range(1, 30)
    )
    pages_ = {n: Page(n, 0, "'" * 250 + str(n)) for n in range(1, 40)}
    evaluated = {1: tuple(Eligibility(revision(n, n), Reason.REVERTED) for n in range(1, 40))}
    work = [contribution(people[0], title.title, [revision(n, n)] * 9) for n, title in pages_.items()]
    made = view(people, work, adjustments=adjustments, language=language, uncounted=evaluated, pages=pages_)
    pages = details_pages(made, SMALL, "Project:" + "A" * 200)
    assert all(size(page) <= SMALL for page in pages)
    assert all(structure(page).foreign == () for page in pages)


def test_the_same_values_give_the_same_pages() -> None:
    assert details_pages(campaign([300, 5]), SMALL) == details_pages(campaign([300, 5]), SMALL)


def test_the_limit_is_far_below_what_a_wiki_takes() -> None:
    assert LIMIT <= 2 * 1024 * 1024 / 2
