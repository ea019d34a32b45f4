"""One's own text pays once, and what somebody takes out of an article keeps its minus: docs/counting.md."""

from __future__ import annotations

import pytest

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import add, do, reasons, work, write

OLD = write("Zoe", "A", 500, "10-01", id="old")
TEXT = "a" * 5000


def many(count: int, first: int) -> list[Action]:
    """So many edits by others, each of another size, none of which restores anything."""
    return [write("Zoe", "A", f"{'z' * number} {number}") for number in range(first, first + count)]


@pytest.mark.parametrize("reverts", ["tags", "identity"])
def test_the_same_text_saved_again_after_many_edits_pays_once(reverts: str, bot: LocalBot) -> None:
    bot.declare(f"articles: {{reverts: {reverts}}}")
    told = bot.wiki.tell(OLD, write("Alice", "A", TEXT, "11-02"), *many(16, 15), write("Alice", "A", TEXT))
    report = bot.update()
    assert work(report) == {"Alice": (1, 0, 1, 4500)}
    assert reasons(report, told[1], told[-1]) == ["counts", "own-text"]


def test_what_lies_between_two_equal_texts_of_ones_own_pays_nothing(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        write("Alice", "A", TEXT, "11-02"),
        *many(16, 15),
        add("Alice", "A", 200),
        write("Bob", "A", 3000),
        write("Alice", "A", TEXT),
        add("Alice", "A", 100),
    )
    assert work(report) == {"Alice": (2, 0, 1, 4600), "Bob": (1, 0, 1, 2767)}


def test_a_text_of_somebody_else_is_nobodys_own(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(OLD, write("Bob", "A", TEXT, "11-02"), *many(16, 15), write("Alice", "A", TEXT))
    assert work(report) == {"Bob": (1, 0, 1, 4500), "Alice": (1, 0, 1, 4967)}


def test_ones_own_text_of_before_the_campaign_is_no_counted_one(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD, write("Alice", "A", TEXT, "10-02"), *many(16, 15), write("Alice", "A", TEXT, "11-02")
    )
    assert work(report) == {"Alice": (1, 0, 1, 4967)}


def test_equal_sizes_are_not_equal_texts(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD, write("Alice", "A", "a" * 900, "11-02"), write("Bob", "A", 700), write("Alice", "A", "b" * 900)
    )
    assert work(report) == {"Alice": (2, 0, 1, 600), "Bob": (1, 0, 1, -200)}


def test_an_undo_that_nobody_can_tell_the_victims_of_takes_and_never_brings(bot: LocalBot) -> None:
    bot.declare()
    told = bot.wiki.tell(
        write("Zoe", "A", "One.\n\nTwo.\n\nThree.", "10-01"),
        write("Alice", "A", "One, and more.\n\nTwo.\n\nThree.", "11-02", id="more"),
        add("Zoe", "A", "\n\nFour."),
        # The form of an undo can be edited before it is saved.
        write("Bob", "A", "One.\n\n.", tags=["mw-undo"]),
        write("Bob", "A", "One.\n\n." + "b" * 100, tags=["mw-undo"]),
    )
    report = bot.update()
    assert work(report)["Alice"] == (1, 0, 1, 10)
    assert reasons(report, *told[3:]) == ["takes-only", "takes-only"]


def test_who_empties_an_article_of_ones_own_keeps_the_minus(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        write("Alice", "A", 2000, "11-02"),
        write("Alice", "A", ""),
        write("Zoe", "A", "Something else."),
    )
    assert work(report) == {"Alice": (1, 0, 1, -500)}


def test_who_makes_an_article_of_ones_own_a_redirect_keeps_the_minus(bot: LocalBot) -> None:
    bot.declare()
    target = write("Zoe", "B", 10, "10-01")
    redirect = do("redirect", "Alice", title="A", to="B")
    report = bot.count(OLD, target, write("Alice", "A", 2000, "11-02"), redirect, write("Zoe", "A", 100))
    assert work(report) == {"Alice": (1, 0, 1, 15 - 500)}


def test_a_blanking_alone_takes_and_improves_nothing(bot: LocalBot) -> None:
    bot.declare()
    told = bot.wiki.tell(OLD, write("Alice", "A", "", "11-02"), write("Zoe", "A", "Something else."))
    report = bot.update()
    assert work(report) == {"Alice": (0, 0, 0, -500)}
    assert reasons(report, told[1]) == ["article-left"]


def test_a_redirect_alone_is_worth_nothing(bot: LocalBot) -> None:
    bot.declare()
    told = bot.wiki.tell(
        write("Zoe", "B", 10, "10-01"),
        do("redirect", "Alice", "11-02", title="A", to="B"),
        do("redirect", "Alice", title="A", to="C"),
        write("Bob", "A", 300),
    )
    report = bot.update()
    assert work(report)["Bob"][0] == 1
    assert "Alice" not in work(report)
    assert reasons(report, *told[1:3]) == ["no-article", "no-article"]
