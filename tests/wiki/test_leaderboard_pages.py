"""A leaderboard over several pages, on a real wiki."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import pytest

from bot.features.outputs.leaderboard import leaderboard_pages
from bot.mediawiki.outcomes import Saved
from bot.operations.report import Report

from .bot import PAGE, LocalBot
from .html_tables import tables
from .stories import add, do, write
from .support import LocalWiki

PAGES = (PAGE, *(f"{PAGE}/Leaderboard {number}" for number in (2, 3, 4)))
PEOPLE = [f"Writer {letter}" for letter in "ABCDEFGHIJKLM"]


@pytest.fixture
def bot(wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch) -> LocalBot:
    """A campaign of thirteen, four on each page; each has written an article, one shorter than the other."""
    monkeypatch.setattr(
        "bot.features.outputs.leaderboard.leaderboard_pages", partial(leaderboard_pages, first=4, further=4)
    )
    made = LocalBot(wiki)
    made.declare("points: {bytes_added: 1}", "publish: {articles: false}", sign_up=signed_up(PEOPLE))
    wiki.tell(*(write(name, f"By {name}", 2000 - 100 * n, "11-02") for n, name in enumerate(PEOPLE)))
    return made


def signed_up(names: Sequence[str]) -> str:
    return "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in names)


def saved(report: Report) -> set[str]:
    """The titles of the pages that were saved."""
    return {page.page.title for page in report.pages if isinstance(page.outcome, Saved)}


def names(wiki: LocalWiki, title: str) -> list[str]:
    """Who stands in a page's leaderboard, from top to bottom."""
    return re.findall(r"\n! [^\n]*\|<bdi>\[\[User:([^|]*)\|", wiki.text(title))


def leads_to(wiki: LocalWiki, title: str) -> set[str]:
    """The project pages that a page links."""
    answer = wiki.query(prop="links", titles=title, plnamespace=4, pllimit="max")
    return {link["title"] for link in answer["query"]["pages"][0]["links"]}


def test_everybody_has_a_place_and_nothing_is_saved_twice(bot: LocalBot, wiki: LocalWiki) -> None:
    report = bot.update()
    assert report.notices == ()
    assert saved(report) == set(PAGES)
    assert [names(wiki, title) for title in PAGES] == [PEOPLE[:4], PEOPLE[4:8], PEOPLE[8:12], PEOPLE[12:]]
    assert "Leaderboard: Women in Physics, participants 5–8" in tables(wiki.html(PAGES[1]))
    assert saved(bot.update()) == set()


def test_pages_lead_to_each_other_and_to_the_campaign(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.update()
    first, second, third, fourth = PAGES
    assert leads_to(wiki, first) == {second, third, fourth}
    assert leads_to(wiki, second) == {first, third}
    assert leads_to(wiki, third) == {first, second, fourth}
    assert leads_to(wiki, fourth) == {first, third}


def test_only_pages_on_which_somebody_moved_are_saved(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.update()
    # K overtakes J; both stay on the third page. The campaign's own page has the totals.
    assert saved(bot.count(add("Writer K", "By Writer K", 150))) == {PAGES[0], PAGES[2]}
    assert names(wiki, PAGES[2]) == ["Writer I", "Writer K", "Writer J", "Writer L"]
    # Whoever signs up and has done nothing yet comes last.
    wiki.tell({"do": "user", "name": "Writer N"})
    bot.change("* [[User:Writer M]]\n", "* [[User:Writer M]]\n* [[User:Writer N]]\n")
    assert saved(bot.update()) == {PAGES[0], PAGES[3]}
    assert names(wiki, PAGES[3]) == ["Writer M", "Writer N"]


def test_a_page_that_is_needed_no_more_says_so_and_is_used_again(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.update()
    bot.change("* [[User:Writer M]]\n", "")
    assert PAGES[3] in saved(bot.update())
    assert "not needed any more" in wiki.text(PAGES[3])
    assert names(wiki, PAGES[3]) == []
    assert PAGES[3] not in leads_to(wiki, PAGES[0])
    assert saved(bot.update()) == set()
    bot.change("* [[User:Writer L]]\n", "* [[User:Writer L]]\n* [[User:Writer M]]\n")
    bot.update()
    assert names(wiki, PAGES[3]) == ["Writer M"]


def test_a_page_that_somebody_deletes_is_told_and_not_made_again(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.update()
    wiki.tell(do("delete", title=PAGES[2]))
    report = bot.update()
    assert [remark.message.key for remark in report.notices] == ["page-block-removed"]
    assert PAGES[2] not in saved(report)


def test_before_the_start_names_are_divided_and_the_same_pages_serve_later(
    bot: LocalBot, wiki: LocalWiki
) -> None:
    bot.change("start: 2026-11-01", "start: 2026-11-25")
    assert saved(bot.update()) == set(PAGES)
    listed = [re.findall(r"<li><bdi>\[\[User:([^|]*)\|", wiki.text(title)) for title in PAGES]
    assert listed == [PEOPLE[:4], PEOPLE[4:8], PEOPLE[8:12], PEOPLE[12:]]
    assert wiki.html(PAGES[1]).count("<li>") == 4
    assert saved(bot.update()) == set()
    bot.change("start: 2026-11-25", "start: 2026-11-01")
    assert saved(bot.update()) == set(PAGES)
    assert names(wiki, PAGES[3]) == ["Writer M"]


def test_a_page_of_its_own_goes_on_below_itself(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.change("publish: {articles: false}", "publish: {articles: false, leaderboard: /Results}")
    assert saved(bot.update()) == {PAGE, f"{PAGE}/Results", *(f"{PAGE}/Results/{n}" for n in (2, 3, 4))}
    assert names(wiki, f"{PAGE}/Results/4") == ["Writer M"]


def test_1600_people_stand_on_three_pages_that_the_wiki_shows_whole(wiki: LocalWiki) -> None:
    people = [f"Newcomer {number}" for number in range(1600)]
    bot = LocalBot(wiki)
    bot.declare("publish: {leaderboard: /Leaderboard}", sign_up=signed_up(people))
    wiki.tell(*({"do": "user", "name": name, "at": "2026-10-21T00:00:00Z"} for name in people))
    wiki.tell(write("Newcomer 7", "A", 100, "11-02"))
    top = f"{PAGE}/Leaderboard"
    pages = [top, f"{top}/2", f"{top}/3"]
    assert set(pages) < saved(bot.update())
    found = [names(wiki, title) for title in pages]
    assert [len(page) for page in found] == [500, 1000, 100]
    assert found[0][0] == "Newcomer 7"
    assert sorted(name for page in found for name in page) == sorted(people)
    for title, page in zip(pages, found, strict=True):
        html = wiki.html(title)
        assert all(f">{name}</a></bdi>" in html for name in page)
    assert saved(bot.update()) == set()
    # Whoever had done nothing yet goes to the top of the table; those at its end stay where they are.
    wiki.tell(write(found[0][9], "B", 200, "11-03"))
    assert saved(bot.update()) == {PAGE, top}
