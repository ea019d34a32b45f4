"""Measures and points of docs/counting.md, as the tables of the page show them."""

from __future__ import annotations

import pytest

from .bot import PAGE, LocalBot
from .html_tables import Table, tables
from .stories import add, do, totals, work, write

OLD = write("Carol", "Old", 1000, "10-01", id="old")


def leaderboard(bot: LocalBot) -> Table:
    """The lines of the published leaderboard, without head and totals: rank, name and so on."""
    return tables(bot.wiki.html(PAGE))["Leaderboard: Women in Physics"][1:-1]


def articles(bot: LocalBot) -> dict[str, list[str]]:
    """The lines of the published articles by title: creator, work, latest edit, edits, bytes."""
    table = tables(bot.wiki.html(PAGE))["Articles: Women in Physics"]
    return {title: rest for title, *rest in table[1:]}


# --- bytes


def test_bytes_are_net_over_the_participants_own_edits_and_those_of_utf_8(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "A", "Ångström, физик", "11-02"),
        write("Mallory", "A", "Ångström, физик" + "!" * 1000),
        add("Bob", "A", "é"),
        write("192.0.2.7", "A", "short"),
        add("Alice", "A", 10),
        write("Alice", "A", "short"[:3]),
        add("Bob", "A", "日本"),
    )
    # Alice 22 + 10 - 12, Bob 2 + 6: the edits in between are nobody's.
    assert work(report) == {"Alice": (3, 1, 0, 20), "Bob": (2, 0, 1, 8)}


def test_a_negative_sum_is_shown_as_it_is_and_scores_as_zero(bot: LocalBot) -> None:
    bot.declare("points: {bytes_added: {points: 1, per: 10}}")
    report = bot.count(
        OLD, write("Alice", "Old", 400, "11-02"), add("Alice", "Old", 35), write("Alice", "New", 50)
    )
    assert work(report) == {"Alice": (3, 1, 1, -515)}
    # 0 for the old article and 5 for the new one.
    assert leaderboard(bot)[0][:3] == ["1", "Alice", "5.0"]
    assert leaderboard(bot)[0][-1] == "-515"
    assert articles(bot)["Old"][1:] == ["Alice -565", "2 Nov 2026", "2", "-565"]


def test_what_was_there_twice_is_not_counted_twice(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "A", 100, "11-02"), add("Bob", "A", 20), add("Alice", "A", 5), write("Bob", "B", 7)
    )
    assert work(report) == {"Alice": (2, 1, 0, 105), "Bob": (2, 1, 1, 27)}
    # One article is created by one and improved by another.
    assert totals(report) == (4, 2, 1, 132)
    assert report.view is not None
    assert (report.view.standings.totals.articles, report.view.standings.totals.active) == (2, 2)
    assert articles(bot)["A"] == ["Alice", "Alice +100 +5\nBob +20", "2 Nov 2026", "3", "125"]


def test_an_article_improved_by_several_is_one_article(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(OLD, add("Alice", "Old", 5, "11-02"), add("Bob", "Old", 7))
    assert work(report) == {"Alice": (1, 0, 1, 5), "Bob": (1, 0, 1, 7)}
    assert totals(report) == (2, 0, 1, 12)


# --- improved


def test_an_article_is_improved_only_from_so_much_on(bot: LocalBot) -> None:
    bot.declare("articles: {improved_when: {bytes_added: 200}}")
    report = bot.count(
        OLD,
        add("Alice", "Old", 150, "11-02"),
        add("Bob", "Old", 199),
        add("Alice", "Old", 50),
        write("Bob", "New", 10),
    )
    assert work(report) == {"Alice": (2, 0, 1, 200), "Bob": (2, 1, 0, 209)}
    assert totals(report) == (4, 1, 1, 409)


# --- unknown


def test_what_cannot_be_known_is_a_question_mark_and_left_out(bot: LocalBot) -> None:
    bot.declare("points: {bytes_added: {points: 1, per: 100}, edits: 1}")
    bot.wiki.tell(
        write("Carol", "A", 5000, "11-02"),
        write("Carol", "A", 4000),
        add("Alice", "A", 100, id="alice"),
        add("Bob", "A", 200, id="bob"),
        write("Alice", "B", 300),
        do("delete", title="A"),
        do("undelete", title="A", revids=["alice", "bob"]),
    )
    report = bot.update()
    assert work(report) == {"Alice": (2, 1, None, 300), "Bob": (1, 0, 1, 200)}
    assert [line[:3] for line in leaderboard(bot)] == [["1", "Alice", "5.0"], ["2", "Bob", "3.0"]]
    assert leaderboard(bot)[0][3:] == ["2", "1 + ?", "?", "300 + ?"]
    assert articles(bot)["A"][1:] == ["Alice ?\nBob +200", "2 Nov 2026", "2", "200 + ?"]
    assert "left out of the sums" in bot.wiki.html(PAGE)


# --- points


def test_points_are_given_for_parts_and_capped_and_rounded(bot: LocalBot) -> None:
    bot.declare(
        """
        points:
          articles_created: {points: 10, max: 15}
          bytes_added:
            - {points: 1, per: 3, max_per_article: 5}
            - {points: 0.25, max_per_article: 10, max: 12}
        """
    )
    bot.count(
        write("Alice", "A", 10, "11-02"),  # 10 + 10/3 + 2.5
        write("Alice", "B", 16),  # 5 of the 15 + 5 of 16/3 + 4
        write("Alice", "C", 100),  # 0 + 5 + 5.5 of 10: 12 in all
        write("Bob", "D", 1),  # 10 + 1/3 + 0.25 = 10.5833…
    )
    assert [line[:3] for line in leaderboard(bot)] == [["1", "Alice", "40.3"], ["2", "Bob", "10.6"]]


def test_points_are_rounded_half_up_and_ranked_as_they_are_shown(bot: LocalBot) -> None:
    bot.declare(
        "points: {bytes_added: {points: 1, per: 20}}", "participants: [Alice, Bob, Carol, Dora, Eve, Zoë]"
    )
    bot.count(
        write("Carol", "A", 1, "11-02"),  # 0.05 is 0.1
        write("Dora", "B", 100),
        add("Bob", "A", 2),  # 0.1
        add("Alice", "B", 1),
        add("Alice", "B", 1),
        do("user", name="Zoë"),
        do("user", name="Eve"),
    )
    # Equal points share a rank and stand in the order of created, bytes, name.
    assert [line[:3] for line in leaderboard(bot)] == [
        ["1", "Dora", "5.0"],
        ["2", "Carol", "0.1"],
        ["2", "Alice", "0.1"],
        ["2", "Bob", "0.1"],
        ["–", "Eve", "0.0"],
        ["–", "Zoë", "0.0"],
    ]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_names_stand_in_the_order_of_the_campaigns_language(language: str, bot: LocalBot) -> None:
    names = ["Ådne", "Östen", "Zoë", "Aase", "Émile", "Eva"]
    bot.declare(f"language: {language}", f"participants: [{', '.join(names)}]")
    bot.wiki.tell(*(do("user", name=name) for name in names))
    bot.update()
    (table, *_) = tables(bot.wiki.html(PAGE)).values()
    order = {
        "en": ["Aase", "Ådne", "Émile", "Eva", "Östen", "Zoë"],
        "nb": ["Émile", "Eva", "Zoë", "Östen", "Ådne", "Aase"],
    }
    assert [line[1] for line in table[1:-1]] == order[language]


def test_without_points_the_table_ranks_by_created_then_bytes(bot: LocalBot) -> None:
    bot.declare("participants: [Alice, Bob, Carol, Dora]")
    bot.count(
        write("Bob", "A", 10, "11-02"),
        write("Alice", "B", 10),
        write("Carol", "C", 500),
        *(add("Dora", "A", 900 + n) for n in (1, 2)),
    )
    assert tables(bot.wiki.html(PAGE))["Leaderboard: Women in Physics"] == [
        ["#", "Participant", "New", "Improved", "Bytes"],
        ["1", "Carol", "1", "0", "500"],
        ["2", "Alice", "1", "0", "10"],
        ["2", "Bob", "1", "0", "10"],
        ["4", "Dora", "0", "1", "1,803"],
        ["", "Total (3 articles)", "3", "1", "2,323"],
    ]


def test_edits_are_a_measure_with_a_column_where_they_give_points(bot: LocalBot) -> None:
    bot.declare("points: {edits: 2, articles_improved: 5}")
    bot.count(OLD, add("Alice", "Old", 1, "11-02"), add("Alice", "Old", 1))
    assert leaderboard(bot)[0] == ["1", "Alice", "9.0", "2", "0", "1", "2"]
