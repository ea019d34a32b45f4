"""The index of names above the details: everybody is found by name, however many they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from bot.features.outputs.details import details_pages, laid_out
from bot.features.outputs.details_index import FEW, MOST
from bot.features.outputs.participant_details import size
from bot.render.view import View
from bot.render.wikitext import text
from tests.render.samples import accounts, contribution, revision, view

BASE = "Project:WiP/Details"
LINK = re.compile(r"^<li><bdi>\[\[([^#\]]*)#(campaignbot-user-\d+)\|([^\]]*)\]\]</bdi></li>$", re.MULTILINE)
ANCHOR = re.compile(r'<span id="(campaignbot-user-\d+)">')


def campaign(count: int, names: Sequence[str] = (), **changes: object) -> View:
    """So many participants with one article each; the first ones have these names."""
    people = accounts([*names, *(f"User {n}" for n in range(len(names) + 1, count + 1))])
    work = [
        contribution(person, f"Article {person.userid}", [revision(1, person.userid, person.userid)])
        for person in people
    ]
    return view(people, work, **changes)  # type: ignore[arg-type]


def leads_right(pages: Sequence[str]) -> list[str]:
    """Every link of the indexes leads to an anchor that is there; the names in the order of the links."""
    titles = [BASE, *(f"{BASE}/{n}" for n in range(2, len(pages) + 1))]
    anchors = {title: set(ANCHOR.findall(page)) for title, page in zip(titles, pages, strict=True)}
    found = []
    for title, page in zip(titles, pages, strict=True):
        for target, anchor, name in LINK.findall(page):
            assert anchor in anchors[target.removeprefix(":") or title]
            found.append(name)
    return found


def test_few_people_are_found_without_one() -> None:
    assert leads_right(details_pages(campaign(FEW), base=BASE)) == []
    assert len(leads_right(details_pages(campaign(FEW + 1), base=BASE))) == FEW + 1


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", ["Åse", "Berit", "Émile", "Zoë"]), ("nb", ["Berit", "Émile", "Zoë", "Åse"])],
)
def test_names_stand_in_the_order_of_the_language(language: str, first: list[str]) -> None:
    made = campaign(FEW + 1, ["Zoë", "Åse", "Émile", "Berit"], language=language)
    names = leads_right(details_pages(made, base=BASE))
    assert [name for name in names if not name.startswith("User")] == first


def test_the_first_page_leads_to_everybody_on_all_pages() -> None:
    made = campaign(200)
    pages = details_pages(made, 150_000, BASE)
    assert len(pages) > 1 or size(pages[0]) < 150_000
    pages = details_pages(made, 80_000, BASE)
    assert len(pages) > 1
    assert len(LINK.findall(pages[0])) == 200
    assert not any(LINK.findall(page) for page in pages[1:])
    assert len(leads_right(pages)) == 200
    assert all(size(page) <= 80_000 for page in pages)


@pytest.mark.parametrize(("count", "limit"), [(300, 20_000), (MOST + 1, 300_000)])
def test_too_many_are_listed_on_their_own_pages(count: int, limit: int) -> None:
    pages = details_pages(campaign(count), limit, BASE)
    assert all(LINK.findall(page) for page in pages)
    assert sorted(leads_right(pages)) == sorted(f"User {n}" for n in range(1, count + 1))
    assert all(size(page) <= limit for page in pages)


@pytest.mark.slow
def test_of_thousands_it_stays_small() -> None:
    found = laid_out(campaign(5000), base=BASE)
    assert len(leads_right(found.pages)) == 5000
    of_index = sum(size(match[0]) + 1 for page in found.pages for match in LINK.finditer(page))
    assert of_index < 5000 * 65
    assert of_index * 10 < sum(map(size, found.pages))


def test_a_name_that_is_markup_is_shown_as_it_is() -> None:
    name = "''A'' & Co [x]"
    (page,) = details_pages(campaign(FEW + 1, [name]), base="")
    assert f"|{text(name)}]]</bdi>" in page
