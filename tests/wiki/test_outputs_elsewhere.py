"""The box leads to outputs on other pages, and their old places say where they went."""

from __future__ import annotations

import pytest

from .bot import PAGE, LocalBot
from .stories import write

RESULTS, LIST = f"{PAGE}/Results", f"{PAGE}/Articles"


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """With one article."""
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    return bot


def box(bot: LocalBot) -> str:
    return bot.wiki.text(PAGE).partition("campaignbot:status -->")[2].partition("<!-- /campaignbot:status")[0]


def test_the_box_leads_to_what_stands_on_other_pages(bot: LocalBot) -> None:
    bot.declare("publish: {leaderboard: /Results, articles: /Articles}")
    bot.update()
    assert f"[[:{RESULTS}|Leaderboard]]" in box(bot)
    assert f"[[:{LIST}|Articles]]" in box(bot)
    assert "== Leaderboard ==" not in bot.wiki.text(PAGE)
    assert "Alice" in bot.wiki.text(RESULTS)
    bot.update()
    assert len(bot.wiki.history(PAGE)) == 2


def test_what_stands_on_the_page_itself_needs_no_link(bot: LocalBot) -> None:
    bot.declare()
    bot.update()
    assert "|Leaderboard]]" not in box(bot)


def test_the_old_place_says_where_an_output_went(bot: LocalBot) -> None:
    bot.declare("publish: {articles: true}")
    bot.update()
    bot.change("publish: {articles: true}", "publish: {leaderboard: /Results, articles: false}")
    bot.update()
    text = bot.wiki.text(PAGE)
    left = text.partition("campaignbot:leaderboard -->")[2].partition("<!--")[0]
    assert f"It stands on a page of its own now: <bdi>[[:{RESULTS}|Leaderboard]]</bdi>." in left
    assert (
        "It is not published any more." in text.partition("campaignbot:articles -->")[2].partition("<!--")[0]
    )
    bot.update()
    assert bot.wiki.text(PAGE) == text
    bot.change("publish: {leaderboard: /Results, articles: false}", "publish: {articles: true}")
    bot.update()
    assert "Alice" in bot.wiki.text(PAGE).partition("campaignbot:leaderboard -->")[2].partition("<!--")[0]
    assert "|Leaderboard]]" not in box(bot)
