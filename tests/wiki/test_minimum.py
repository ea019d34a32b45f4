"""``minimum``: what an article as a whole has to have before anything on it counts."""

from __future__ import annotations

import pytest

from bot.i18n.texts import Texts
from bot.mediawiki.queries import RevisionTexts
from bot.operations.counting import wholes
from bot.operations.explain import explain
from bot.operations.report import Report
from bot.render.explanation import Explanation, lines

from .bot import PAGE, LocalBot
from .stories import add, work, write

FEW = "word " * 5 + "<ref>one</ref>"
REST = " " + "more " * 5 + "<ref>two</ref>"
DETAILS = "publish: {details: true}"


def edits(report: Report) -> dict[str, int | None]:
    """How many edits of each participant count, where any does."""
    return {name: found[0] for name, found in work(report).items()}


def test_nothing_counts_below_it_whoever_wrote_the_rest(bot: LocalBot) -> None:
    bot.declare("articles: {minimum: {words: 10, references: 2, bytes: 60}}", DETAILS)
    report = bot.count(write("Alice", "A", FEW, "11-02"), write("Bob", "B", FEW + REST, "11-02"))
    assert edits(report) == {"Bob": 1}
    assert set(bot.explain("Alice").values()) == {"minimum"}
    shown = bot.wiki.html(PAGE)
    assert "5 of 10 words" in shown
    assert "1 of 2 references" in shown
    # Somebody who takes no part brings what it lacks, and takes it out again.
    report = bot.count(add("Olga", "A", REST, "11-03"))
    assert edits(report) == {"Alice": 1, "Bob": 1}
    assert set(bot.explain("Alice").values()) == {"counts"}
    assert "of 10 words" not in bot.wiki.html(PAGE)
    report = bot.count(write("Olga", "A", FEW, "11-04"))
    assert edits(report) == {"Bob": 1}


def test_explain_tells_what_the_article_has(bot: LocalBot) -> None:
    bot.declare("articles: {minimum: {words: 10}}")
    bot.count(write("Alice", "A", FEW, "11-02"))
    found = explain(bot.title(), "Alice", bot.context)
    assert isinstance(found, Explanation)
    assert any("asks of it (it has 5 of 10 words)" in line for line in lines(found, Texts.of("en")))


def test_it_holds_where_anyone_takes_part_and_among_the_articles_of_the_scope(bot: LocalBot) -> None:
    scope = "articles: {any: [{category: Physics}, {titles: [C]}], minimum: {words: 10}}"
    bot.declare(scope, "participants: {anyone: true}")
    report = bot.count(
        write("Alice", "A", FEW + "[[Category:Physics]]", "11-02"),
        write("Bob", "B", FEW + REST + "[[Category:Physics]]", "11-02"),
        write("Bob", "C", FEW, "11-02"),
        write("Bob", "D", FEW + REST, "11-02"),
    )
    assert edits(report) == {"Bob": 1}
    report = bot.count(add("Cy", "C", REST, "11-03"))
    assert edits(report) == {"Bob": 2, "Cy": 1}


def test_what_is_out_of_the_scope_is_told_first(bot: LocalBot) -> None:
    bot.declare("articles: {category: Physics, minimum: {words: 10}, kind: new}")
    assert edits(bot.count(write("Alice", "A", FEW, "11-02"))) == {}
    assert set(bot.explain("Alice").values()) == {"out-of-scope"}


def test_a_text_is_read_once(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def noted(revids: tuple[int, ...]) -> RevisionTexts:
        asked.extend(revids)
        return RevisionTexts(revids)

    monkeypatch.setattr(wholes, "RevisionTexts", noted)
    bot.declare("articles: {minimum: {words: 10}}")
    bot.count(write("Alice", "A", FEW, "11-02"), write("Alice", "B", FEW + REST, "11-02"))
    assert len(asked) == 2
    bot.update()
    bot.count(add("Bob", "B", REST, "11-03"), write("Olga", "C", FEW, "11-03"))
    assert len(asked) == len(set(asked)) == 3
