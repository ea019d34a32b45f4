"""The table of articles leads to all that somebody did, and the totals say how many articles there are."""

from __future__ import annotations

import re

import pytest

from bot.operations.explain import explain
from bot.render.as_json import document
from bot.render.explanation import Explanation, lines
from bot.render.terminal import standings
from scripts.wiki import web
from scripts.wiki.storyteller import Action

from .bot import NOW, PAGE, LocalBot
from .html_tables import tables
from .stories import add, do, rows, write

BASE = write("Carol", "Old", "What was there before.", "10-01")
CASES: dict[str, tuple[list[Action], str, list[str]]] = {
    "a creation alone": ([write("Alice", "New", "begun!", "11-02")], "Alice +6", ["begun"]),
    "a creation and a later edit": (
        [write("Alice", "New", "begun!", "11-02"), add("Alice", "New", "\nlater")],
        "Alice +6 +6",
        ["begun", "later"],
    ),
    "a creation and several": (
        [
            write("Alice", "New", "begun!", "11-02"),
            *(add("Alice", "New", f"\nlater {n}") for n in (1, 2, 3)),
        ],
        "Alice +6 +24",
        ["begun", "later 1", "later 3"],
    ),
    "a creation that others went on with": (
        [
            write("Alice", "New", "begun!", "11-02"),
            add("Carol", "New", "\nx"),
            add("Alice", "New", "\nlater"),
        ],
        "Alice +6 +6",
        ["begun", "later"],
    ),
    "an edit": ([add("Alice", "Old", "\nonce", "11-02")], "Alice +5", ["once"]),
    "several edits": (
        [add("Alice", "Old", "\nfirst", "11-02"), add("Carol", "Old", "\nx"), add("Alice", "Old", "\nlast")],
        "Alice +11",
        ["first", "last"],
    ),
    "a redirect made an article": (
        [
            do("redirect", "Carol", "10-02", title="New", to="Old"),
            write("Alice", "New", "begun!", "11-02"),
            add("Alice", "New", "\nlater"),
        ],
        "Alice -5",
        ["begun", "later"],
    ),
    "a draft of before the start": (
        [
            write("Alice", "User:Alice/New", "early!", "10-30"),
            add("Alice", "User:Alice/New", "\nin time", "11-02"),
            do("move", "Alice", title="User:Alice/New", to="New"),
            add("Alice", "New", "\nlater"),
        ],
        "Alice +14",
        ["in time", "later"],
    ),
}  # fmt: skip


def shown_by(bot: LocalBot, link: str) -> str:
    status, text = web.fetch(f"{bot.wiki.url}/index.php?title={link}&diffonly=0")
    assert status == 200
    return re.sub(r"<[^>]*>", "", text)


@pytest.mark.parametrize("case", CASES)
def test_the_bytes_lead_to_all_that_somebody_did(case: str, bot: LocalBot) -> None:
    story, expected, words = CASES[case]
    bot.declare()
    bot.count(BASE, *story)
    table = tables(bot.wiki.html(PAGE))["Articles: Women in Physics"]
    assert table[1][2] == expected
    links = re.findall(r"Special:Diff/[\d/]+", bot.wiki.text(PAGE))
    seen = " ".join(shown_by(bot, link) for link in links)
    assert all(word in seen for word in words)


def test_an_article_that_is_created_and_improved_is_one(bot: LocalBot) -> None:
    bot.declare("points: {articles_created: 5, articles_improved: 3}")
    created = [write("Alice", f"New {n}", 10, "" if n else "11-02") for n in range(3)]
    improved = [add("Bob", title, 5) for title in ("New 0", "New 1", "New 2", "Old")]
    report = bot.count(BASE, *created, *improved)
    assert report.view
    html = bot.wiki.html(PAGE)
    plain = re.sub(r"<[^>]*>", "", html)
    assert "2 participants · 4 articles (3 created and 4 improved) · " in plain
    found = tables(html)
    assert found["Leaderboard: Women in Physics"][-1] == ["", "Total (4 articles)", "", "3", "4", "50"]
    assert found["Articles: Women in Physics"][-1][0] == "Total (4 articles)"
    assert document(report.view, NOW)["totals"]["articles"] == 4
    columns = standings(report.view).renderables[0].columns  # type: ignore[union-attr]
    assert columns[1].footer == "Total (4 articles)"
    assert {name: row.articles for name, row in rows(report).items()} == {"Bob": 4, "Alice": 3}
    told = explain(bot.title(), "Bob", bot.context)
    assert isinstance(told, Explanation)
    headings = [line for line in lines(told, report.view.texts) if line.startswith("  Rule")]
    assert headings == [
        "  Rule 1: 5 points for each article created",
        "  Rule 2: 3 points for each article improved",
    ]


def test_where_nothing_counts_yet_no_articles_are_spoken_of(bot: LocalBot) -> None:
    bot.declare()
    bot.count(write("Alice", "Old", 5, "10-01"))
    html = bot.wiki.html(PAGE)
    assert "0 articles" not in html
    assert tables(html)["Leaderboard: Women in Physics"][-1][1] == "Total"


def test_with_a_threshold_the_articles_are_told_without_the_kinds(bot: LocalBot) -> None:
    bot.declare("articles: {improved_when: {bytes_added: 200}}")
    bot.count(BASE, add("Alice", "Old", 5, "11-02"))
    plain = re.sub(r"<[^>]*>", "", bot.wiki.html(PAGE))
    assert "1 participant · 1 article · 5 bytes added" in plain
