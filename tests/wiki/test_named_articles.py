"""What names an article in the settings means it wherever it was moved: with a redirect or without."""

from __future__ import annotations

import pytest

from bot.store.store import Store

from .bot import LocalBot
from .stories import do, told, work, write
from .test_requests import sent

ALICE = "participants: {users: [Alice]}"
DISQUALIFY = "adjustments: [{user: Alice, disqualify: Old name, reason: copied}]"


def moved(to: str, title: str = "Old name", *, redirect: bool = False) -> dict[str, object]:
    return do("move", "Olga", title=title, to=to, leave_redirect=redirect)


@pytest.mark.parametrize("redirect", [True, False])
def test_an_article_that_was_moved_before_it_was_looked_up(redirect: bool, bot: LocalBot) -> None:
    bot.declare(ALICE, DISQUALIFY, sign_up="")
    report = bot.count(
        write("Alice", "Old name", 100, "11-02"),
        moved("New name", redirect=redirect),
        write("Alice", "B", 7),
    )
    assert work(report) == {"Alice": (1, 1, 0, 7)}
    assert told(report) == []


def test_an_article_that_was_moved_twice_and_one_that_was_moved_since(bot: LocalBot) -> None:
    bot.declare(ALICE, DISQUALIFY, sign_up="")
    bot.wiki.tell(write("Alice", "Old name", 100, "11-02"), moved("Second"), moved("Third", "Second"))
    assert work(bot.update()) == {}
    bot.wiki.tell(moved("Fourth", "Third"))
    assert work(bot.update()) == {}


def test_a_new_page_at_the_old_title_is_not_meant(bot: LocalBot) -> None:
    bot.declare(ALICE, DISQUALIFY, sign_up="")
    bot.wiki.tell(write("Alice", "Old name", 100, "11-02"))
    assert work(bot.update()) == {}
    report = bot.count(moved("New name"), write("Alice", "Old name", 30))
    assert work(report) == {"Alice": (1, 1, 0, 30)}
    # Once the former one is gone, the title means what is there.
    assert work(bot.count(do("delete", title="New name"))) == {}


def test_a_title_that_nobody_ever_wrote_is_told_and_looked_up_once(bot: LocalBot) -> None:
    bot.declare(ALICE, DISQUALIFY, sign_up="")
    report = bot.count(write("Alice", "A", 100, "11-02"))
    assert told(report) == [("notice-no-page", ("Old name",), None)]
    before = sent(bot)
    bot.wiki.tell(write("Zoe", "Elsewhere", 5))
    again = sent(bot)
    assert before["logevents"] == again["logevents"] == 0
    assert again == before


def test_titles_of_the_scope_are_followed_too(bot: LocalBot) -> None:
    bot.declare("articles: {titles: [Old name, Kept, Red link]}")
    bot.wiki.tell(write("Alice", "Old name", 100, "11-02"), write("Alice", "Kept", 20), moved("New name"))
    assert work(bot.update()) == {"Alice": (2, 2, 0, 120)}
    assert work(bot.count(moved("Newer name", "New name"))) == {"Alice": (2, 2, 0, 120)}


def test_weights_and_groups_of_titles_follow(bot: LocalBot) -> None:
    bot.declare("weights: [{times: 2, where: {titles: [Old name]}}]", "points: {edits: 1}")
    report = bot.count(write("Alice", "Old name", 100, "11-02"), moved("New name"), write("Alice", "B", 7))
    assert report.view is not None
    assert [row.points for row in report.view.standings.rows] == [3]


def test_all_disqualified_articles_are_one_question(bot: LocalBot) -> None:
    several = ", ".join(f"{{user: Alice, disqualify: A{number}, reason: x}}" for number in range(6))
    bot.declare(f"adjustments: [{several}]")
    bot.wiki.tell(*(write("Alice", f"A{number}", 10, "" if number else "11-02") for number in range(8)))
    assert work(bot.update()) == {"Alice": (2, 2, 0, 20)}
    one_more = sent(bot)
    bot.change(several, several.partition("}")[0] + "}")
    bot.update()
    assert sent(bot) == one_more


def test_an_article_that_became_a_redirect_leads_on_whether_it_is_remembered_or_not(bot: LocalBot) -> None:
    bot.declare(ALICE, DISQUALIFY, sign_up="")
    bot.wiki.tell(write("Alice", "Old name", 100, "11-02"), write("Alice", "B", 7, "11-02"))
    assert work(bot.update()) == {"Alice": (1, 1, 0, 7)}
    bot.wiki.tell(do("redirect", "Olga", title="Old name", to="B"))
    assert work(bot.update()) == {}
    bot.store = Store()
    assert work(bot.update()) == {}
