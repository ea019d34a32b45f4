"""Subpages that stay where they were when the campaign's page is moved."""

from __future__ import annotations

import pytest

from bot.mediawiki.outcomes import Saved, Unchanged
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot, campaign_page
from .stories import add, do, outcomes, write
from .test_where_it_writes import said, saved

NEW = "Project:Physics"
LEFT = "was left behind"
PUBLISH = "publish: {details: /Details, articles: /Tables, leaderboard: /Tables}"
MOVED = do("move", title=PAGE, to=NEW)


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    bot.declare("points: {edits: 1}", PUBLISH)
    bot.count(write("Alice", "A", 100, "11-02"))
    return bot


def saves(bot: LocalBot) -> set[str]:
    return {page.page.title for page in bot.update(NEW).pages if isinstance(page.outcome, Saved)}


@pytest.mark.parametrize("forgetful", [False, True])
def test_they_say_so_once_and_lead_to_where_things_are(bot: LocalBot, forgetful: bool) -> None:
    bot.wiki.tell(MOVED)
    if forgetful:
        bot.store = Store()
    assert saves(bot) == {
        NEW, f"{NEW}/Details", f"{NEW}/Tables", f"{PAGE}/Details", f"{PAGE}/Tables",
    }  # fmt: skip
    details, tables = bot.wiki.text(f"{PAGE}/Details"), bot.wiki.text(f"{PAGE}/Tables")
    assert LEFT in details
    assert f"[[:{NEW}/Details]]" in details
    assert tables.count(f"[[:{NEW}/Tables]]") == 2
    assert not any("|Alice]]" in text or "[[A]]" in text for text in (details, tables))
    assert "|Alice]]" in bot.wiki.text(f"{NEW}/Tables")
    before = bot.real.session.costs()
    assert set(outcomes(bot.update(NEW))) == {Unchanged}
    assert (bot.real.session.costs() - before).requests["redirects"] == 0
    bot.wiki.tell(add("Alice", "A", 5))
    assert saves(bot) == {NEW, f"{NEW}/Details", f"{NEW}/Tables"}


def moved_with(*more: Action) -> list[Action]:
    return [MOVED, *more]


STORIES = {
    "without a redirect": ([do("move", title=PAGE, to=NEW, leave_redirect=False)], {"Details", "Tables"}),
    "twice": (
        [do("move", title=PAGE, to="Project:Between"), do("move", title="Project:Between", to=NEW)],
        {"Details", "Tables"},
    ),
    "with one of its subpages": (
        moved_with(do("move", title=f"{PAGE}/Details", to=f"{NEW}/Details")),
        {"Tables"},
    ),
    "with all of them": (
        moved_with(
            *(do("move", title=f"{PAGE}/{name}", to=f"{NEW}/{name}") for name in ("Details", "Tables"))
        ),
        set(),
    ),
    "one was deleted": (moved_with(do("delete", title=f"{PAGE}/Tables")), {"Details"}),
    "one was written over": (moved_with(write("Bob", f"{PAGE}/Tables", "My notes.")), {"Details"}),
    "another campaign began at the old title": (moved_with(write("Bob", PAGE, campaign_page())), set()),
    "another campaign began on a subpage": (
        moved_with(write("Bob", f"{PAGE}/Details", campaign_page())),
        {"Tables"},
    ),
}


@pytest.mark.parametrize("case", STORIES)
def test_what_is_left_is_emptied_and_nothing_else(case: str, bot: LocalBot) -> None:
    story, expected = STORIES[case]
    bot.wiki.tell(*story)
    before = saved(bot.wiki)
    assert said(bot.update(NEW)) == []
    old = {f"{PAGE}/{name}" for name in ("Details", "Tables")}
    written = {title for title, number in saved(bot.wiki).items() if number > before[title]}
    assert written & old == {f"{PAGE}/{name}" for name in expected}
    assert all(LEFT in bot.wiki.text(title) for title in written & old)
    assert PAGE not in written
    assert set(outcomes(bot.update(NEW))) == {Unchanged}


def test_one_that_cannot_be_saved_has_its_turn_later(bot: LocalBot) -> None:
    bot.wiki.tell(MOVED, do("protect", title=f"{PAGE}/Details"))
    bot.update(NEW)
    assert LEFT not in bot.wiki.text(f"{PAGE}/Details")
    assert LEFT in bot.wiki.text(f"{PAGE}/Tables")
    bot.wiki.tell(do("protect", title=f"{PAGE}/Details", level=""))
    assert saves(bot) == {NEW, f"{PAGE}/Details"}
    assert LEFT in bot.wiki.text(f"{PAGE}/Details")
    assert set(outcomes(bot.update(NEW))) == {Unchanged}


def test_a_page_that_is_not_below_the_campaign_is_none(bot: LocalBot) -> None:
    other = "Project:Portal"
    marks = f"<!-- campaignbot:leaderboard of {PAGE} -->\n<!-- /campaignbot:leaderboard of {PAGE} -->"
    bot.wiki.tell(write("Carol", other, marks))
    bot.change("leaderboard: /Tables", f"leaderboard: '{other}'")
    bot.update()
    bot.wiki.tell(MOVED)
    assert said(bot.update(NEW)) == []
    assert LEFT not in bot.wiki.text(other)
    assert "|Alice]]" in bot.wiki.text(other)


def test_a_page_that_is_moved_back_has_its_subpages_again(bot: LocalBot) -> None:
    bot.wiki.tell(MOVED)
    bot.update(NEW)
    bot.wiki.tell(do("move", title=NEW, to=PAGE))
    bot.update()
    assert LEFT in bot.wiki.text(f"{NEW}/Details")
    assert f"[[:{PAGE}/Details]]" in bot.wiki.text(f"{NEW}/Details")
    assert "[[A]]" in bot.wiki.text(f"{PAGE}/Details")
    assert LEFT not in bot.wiki.text(f"{PAGE}/Details")
    assert set(outcomes(bot.update())) == {Unchanged}


def test_a_page_that_leaves_somebodys_user_pages_empties_what_it_left_there(bot: LocalBot) -> None:
    mine = "User:Olga/Physics"
    settings = campaign_page("points: {edits: 1}", PUBLISH)
    bot.wiki.tell(write("Olga", mine, settings, "10-20"), add("Alice", "A", 1, "11-03"))
    bot.update(mine)
    bot.wiki.tell(do("move", title=mine, to=NEW))
    assert said(bot.update(NEW)) == []
    assert LEFT in bot.wiki.text(f"{mine}/Details")


def test_a_dry_run_leaves_everything_to_the_next_turn(bot: LocalBot) -> None:
    bot.wiki.tell(MOVED)
    before = saved(bot.wiki)
    bot.update(NEW, dry=True)
    assert saved(bot.wiki) == before
    assert f"{PAGE}/Details" in saves(bot)


def test_settings_that_go_on_to_name_the_old_subpages(bot: LocalBot) -> None:
    bot.change("details: /Details", f"details: '{PAGE}/Details'")
    bot.update()
    bot.wiki.tell(MOVED)
    assert said(bot.update(NEW)) == ["page-block-uninvited"]
    assert f"is on <bdi>[[:{NEW}]]</bdi> now" in bot.wiki.text(f"{PAGE}/Details")
    assert LEFT in bot.wiki.text(f"{PAGE}/Tables")
    assert saves(bot) == {f"{NEW}/Tables"}, "names lead to the users' pages from now on"
    assert set(outcomes(bot.update(NEW))) == {Unchanged}
