"""A scope that matches nothing says why, with the line that would work; and the line does work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.store import Store

from .bot import LocalBot
from .stories import do, work, write
from .test_requests import sent
from .test_signing_up import accounts, notices, said

WORDS = "Text. " + " ".join(f"word{number}" for number in range(20))


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A wiki with categories and templates that lead to no article, and a bot that reads what is new."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.wiki.tell(
        do("edit", "Oldie", "10-01", title="Category:Cat moved", text="Topic"),
        do("move", "Oldie", "10-02", title="Category:Cat moved", to="Category:Cat moved new"),
        do("edit", "Oldie", "10-01", title="Category:Soft", text="{{Category redirect|1=Cat moved new}}"),
        do(
            "edit",
            "Oldie",
            "10-01",
            title="Category:Weich",
            text="{{Kategorieumleitung|:Category:Cat moved new}}",
        ),
        do(
            "edit",
            "Oldie",
            "10-02",
            title="Template:WikiProject X",
            text="Banner<includeonly>[[Category:WikiProject X articles]]</includeonly>",
        ),
        do("edit", "Oldie", "10-02", title="Category:Diffused child", text="[[Category:Diffused]]"),
        write("Cy", "A", f"{WORDS}[[Category:Cat moved new]]", "11-03"),
        write("Cy", "B", WORDS, "11-03"),
        do("edit", "Cy", "11-03", title="Talk:B", text="{{WikiProject X}}"),
        write("Cy", "C", f"{WORDS}[[Category:Diffused child]]", "11-03"),
        write("Cy", "D", WORDS, "11-03"),
        do(
            "edit",
            "Oldie",
            "11-01",
            title="Project:WiP/Worklist",
            text="* {{ill|D|fr|D (fr)}}\n* [[Nothing]]",
        ),
    )
    return bot


MOVED = "Cat moved new"
AMISS = [
    ("category: Cat moved", ("notice-category-moved", "Category:Cat moved", MOVED), f"category: {MOVED}"),
    ("category: Soft", ("notice-category-moved", "Category:Soft", MOVED), f"category: {MOVED}"),
    ("category: Weich", ("notice-category-moved", "Category:Weich", MOVED), f"category: {MOVED}"),
    (
        "category: Diffused",
        ("notice-only-subcategories", "Category:Diffused"),
        "category: Diffused\n  depth: 1",
    ),
    (
        "category: WikiProject X articles",
        ("notice-only-talk-pages", "Category:WikiProject X articles"),
        "listed_on: /Worklist",
    ),
    ("template: WikiProject X", ("notice-only-talk-pages", "Template:WikiProject X"), "listed_on: /Worklist"),
    ("template: No such thing", ("notice-no-page", "Template:No such thing"), "listed_on: /Worklist"),
    ("category: No such thing", ("notice-no-category", "Category:No such thing"), "listed_on: /Worklist"),
]


@pytest.mark.parametrize(("line", "told", "better"), AMISS)
def test_a_scope_that_matches_nothing_is_told(
    line: str, told: tuple[str, ...], better: str, bot: LocalBot
) -> None:
    bot.declare("participants: {users: [Cy]}", f"articles:\n  {line}", sign_up="")
    assert notices(bot) == [told]
    before = sent(bot)
    bot.change(line, better)
    assert notices(bot) == []
    assert list(work(bot.update())) == ["Cy"]
    assert sum(before.values()) <= sum(sent(bot).values()) + 1


def test_links_in_templates_of_a_worklist_are_read(bot: LocalBot) -> None:
    bot.declare("participants: {users: [Cy]}", "articles: {listed_on: /Worklist}", sign_up="")
    assert notices(bot) == []
    assert work(bot.update())["Cy"].edits == 1


def test_where_the_wiki_has_the_template_nothing_more_is_asked(bot: LocalBot) -> None:
    bot.wiki.tell(do("edit", "Oldie", "10-01", title="Template:Ill", text="[[{{{1}}}]]"))
    bot.wiki.tell(
        do("edit", "Oldie", "11-02", title="Project:WiP/Worklist", text="{{ill|D|fr|D}} {{ill|Red|fr|Rouge}}")
    )
    bot.declare("participants: {users: [Cy]}", "articles: {listed_on: /Worklist}", sign_up="")
    bot.update()
    with_template = sent(bot)
    bot.wiki.tell(do("edit", "Oldie", "11-03", title="Project:WiP/Worklist", text="[[D]]"))
    bot.update()
    assert sent(bot) == with_template
    assert work(bot.update())["Cy"].edits == 1


def test_what_is_fine_is_not_told(bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Oldie", "Category:Mixed", "", "10-01"), write("Cy", "Talk:E", "[[Category:Mixed]]", "11-03")
    )
    bot.wiki.tell(write("Cy", "E", f"{WORDS}[[Category:Mixed]] [[Category:Diffused]]", "11-03"))
    scope = "articles: {any: [{category: Mixed}, {category: Diffused}, {listed_on: /Worklist}]}"
    bot.declare("participants: {users: [Cy]}", scope, sign_up="")
    assert notices(bot) == []


def test_a_campaign_that_falls_to_zero_is_told(bot: LocalBot) -> None:
    accounts(bot, "Cy")
    bot.declare("participants: {users: [Cy]}", f"articles: {{category: {MOVED}}}", sign_up="")
    assert notices(bot) == []
    bot.settings = replace(bot.settings, full_reading=timedelta(0))  # The story goes on in the past.
    bot.wiki.tell(write("Oldie", "A", WORDS, "11-04"))
    assert notices(bot) == [("notice-fell-to-zero", 1)]
    assert notices(bot) == [("notice-fell-to-zero", 1)]
    bot.wiki.tell(write("Oldie", "A", f"{WORDS} [[Category:{MOVED}]]", "11-05"))
    assert notices(bot) == []
    bot.change(MOVED, "Diffused")
    assert ("notice-fell-to-zero", 1) in notices(bot)
    assert "Nothing counts any more" in said(bot)


def test_that_it_fell_to_zero_outlasts_the_store(bot: LocalBot) -> None:
    accounts(bot, "Cy")
    bot.declare("participants: {users: [Cy]}", f"articles: {{category: {MOVED}}}", sign_up="")
    assert notices(bot) == []
    bot.settings = replace(bot.settings, full_reading=timedelta(0))  # The story goes on in the past.
    bot.wiki.tell(write("Oldie", "A", WORDS, "11-04"))
    assert notices(bot) == [("notice-fell-to-zero", 1)]
    before = said(bot)
    bot.store = Store()
    assert notices(bot) == [("notice-fell-to-zero", 1)]
    assert said(bot) == before
    bot.wiki.tell(write("Oldie", "A", f"{WORDS} [[Category:{MOVED}]]", "11-05"))
    bot.store = Store()
    assert notices(bot) == []
    assert "counted:" not in said(bot)
