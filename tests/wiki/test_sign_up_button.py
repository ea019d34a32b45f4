"""The button of the status box: one click and a save, and somebody takes part."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.operations.install import install

from .bot import PAGE, LocalBot
from .stories import do, noon, write
from .support import LocalWiki
from .test_requests import spent
from .visitor import Visitor

LIST = "== Participants ==\n{{/Participants}}\n"
SUBPAGE = f"{PAGE}/Participants"
HERE = {"start": noon(-5)[:10], "end": noon(5)[:10], "at": noon(-9)}


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A bot on a wiki with the pages for organizers, whose clock is the wiki's: people sign now."""
    bot.now = datetime.now(UTC)
    list(install(bot.context))
    return bot


def people(bot: LocalBot) -> list[str]:
    report = bot.update()
    assert report.view is not None
    return [row.participant.name for row in report.view.standings.rows]


def has_button(bot: LocalBot) -> bool:
    """Whether the status box has one; what the organizers put there does not count."""
    text = bot.wiki.text(PAGE)
    return "section=new" in text[text.index("campaignbot:status") : text.index("/campaignbot:status")]


@pytest.mark.parametrize(
    "before", [None, "* [[User:Bob]] 12:00, 1 November 2026 (UTC)", "People:\n\n* [[User:Bob]]\n"]
)
def test_one_click_and_a_save(bot: LocalBot, before: str | None) -> None:
    bot.wiki.tell(do("user", name="Alice", password="a long password"), do("user", name="Bob"))
    bot.declare("participants: {from_signup: true}", sign_up=LIST, **HERE)
    if before:
        bot.wiki.tell({**write("Bob", SUBPAGE, before), "at": noon(-8)})
    there = ["Bob"] if before else []
    assert people(bot) == there
    assert "notice-list-missing" not in {one.message.key for one in bot.update().notices}
    alice = Visitor(bot.wiki, "Alice", "a long password")
    asked = alice.link(PAGE, "Sign up")
    assert asked["title"] == SUBPAGE
    text = alice.edit_box(asked)
    assert text == "* ~~~~"
    alice.save(asked, text)
    assert "Alice" in bot.wiki.text(SUBPAGE).splitlines()[-1]
    assert sorted(people(bot)) == ["Alice", *there]
    assert has_button(bot)
    assert bot.update().notices == ()


def test_who_is_not_logged_in_is_led_to_that_and_signs_nobody_up(bot: LocalBot) -> None:
    bot.declare(sign_up=LIST, **HERE)
    assert people(bot) == []
    somebody = Visitor(bot.wiki)
    assert somebody.link(PAGE, "Log in") == {"title": "Special:UserLogin", "returnto": PAGE}
    asked = somebody.link(PAGE, "Sign up")
    somebody.save(asked, somebody.edit_box(asked))
    assert "127.0.0.1" in bot.wiki.text(SUBPAGE)
    assert [one.message.key for one in bot.update().notices] == ["notice-nobody-named"]
    assert people(bot) == []
    assert has_button(bot)


LINKED = {
    "a page of its own": ("participants: {page: /Participants}", "", "* [[User:Bob]]"),
    "with a heading": ("participants: {page: /Participants}", "", "== Participants ==\n* [[User:Bob]]"),
    "with categories": ("", LIST, "* [[User:Bob]]\n[[Category:WiP]]"),
    "with remarks around": ("", LIST, "<noinclude>Sign here.</noinclude>\n* [[User:Bob]]"),
    "on another page": ("participants: {page: Project:Others, section: Who}", "", ""),
}
BARE = {
    "the page itself": ("", "== Participants ==\n* [[User:Bob]]\n", ""),
    "two subpages": ("", "== Participants ==\n{{/Participants}}\n{{/More}}\n", "* [[User:Bob]]"),
    "a table": ("", LIST, "{|\n|-\n| [[User:Bob]]\n|}"),
    "numbers": ("", LIST, "# [[User:Bob]]"),
    "a part that alone is shown": ("", LIST, "<onlyinclude>\n* [[User:Bob]]\n</onlyinclude>"),
    "a remark that is not closed": ("", LIST, "* [[User:Bob]]\n<noinclude>"),
    "parts": ("participants: {page: /Participants}", "", "== Red ==\n* [[User:Bob]]\n== Blue ==\n"),
    "people who withdrew": ("", LIST, "* [[User:Bob]]\n\nWithdrawn:\n"),
    "a whole page of the campaign": (f"participants: {{page: {PAGE}}}", "* [[User:Bob]]\n", ""),
    "names in the settings": ("participants: [Bob]", "", ""),
    "everybody": ("participants: {section: Participants, anyone: true}\narticles: {category: A}", LIST, ""),
}


@pytest.mark.parametrize("case", sorted([*LINKED, *BARE]))
def test_it_is_there_only_where_the_line_is_read(bot: LocalBot, case: str) -> None:
    settings, sign_up, text = {**LINKED, **BARE}[case]
    if text:
        bot.wiki.tell({**write("Bob", SUBPAGE, text), "at": noon(-8)})
    bot.wiki.tell({**write("Bob", "Project:Others", "Hi.\n== Who ==\n{{/List}}\n"), "at": noon(-8)})
    bot.declare(settings, sign_up=sign_up, **HERE)
    assert bot.update().problems == ()
    assert has_button(bot) == (case in LINKED)


def test_without_the_page_that_lines_begin_with_there_is_none(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.declare(sign_up=LIST, **HERE)
    bot.update()
    assert has_button(bot)
    wiki.tell(do("delete", title="Project:CampaignBot/Sign up"))
    bot.update()
    assert not has_button(bot)
    assert "put your signature" in wiki.text(PAGE)


def test_time_alone_saves_nothing_and_it_costs_nothing(bot: LocalBot) -> None:
    bot.declare(sign_up=LIST, **{**HERE, "start": noon(3)[:10]})
    bot.update()
    assert has_button(bot)
    before, _ = spent(bot)
    bot.now += timedelta(days=1)
    assert [page.outcome for page in bot.update().pages] == [Unchanged(PAGE)]
    assert sum(before.values()) <= 3
    bot.now += timedelta(days=9)
    bot.update()
    assert not has_button(bot)
