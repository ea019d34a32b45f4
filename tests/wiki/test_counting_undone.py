"""Reverts that were taken back themselves: docs/counting.md, "Standing"."""

from __future__ import annotations

import pytest

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import add, do, reasons, work, write

OLD = write("Zoe", "A", 500, "10-01", id="old")


def edits(*people: str) -> list[Action]:
    """Each adds 100 bytes to the article, one after the other."""
    return [
        add(name, "A", 100, "" if number else "11-02", id=f"edit {number}")
        for number, name in enumerate(people)
    ]


@pytest.mark.parametrize("reverts", ["tags", "identity"])
@pytest.mark.parametrize(
    ("taken", "restored"),
    [
        (do("rollback", "Peter", title="A", id="taken"), do("undo", "Admin", revid="taken")),
        (do("revert-to", "192.0.2.7", revid="old"), do("revert-to", "Admin", revid="edit 2")),
        (write("192.0.2.7", "A", 500, id="taken"), do("rollback", "Admin", title="A", user="192.0.2.7")),
        (do("revert-to", "Peter", revid="old"), do("revert-to", "Alice", revid="edit 2")),
    ],
    ids=["rollback", "by an IP address", "by hand", "by oneself"],
)
def test_one_vandal_takes_nothing_for_good(
    reverts: str, taken: Action, restored: Action, bot: LocalBot
) -> None:
    bot.declare(f"articles: {{reverts: {reverts}}}")
    report = bot.count(OLD, *edits("Alice", "Alice", "Alice"), taken, restored)
    assert work(report) == {"Alice": (3, 0, 1, 300)}


@pytest.mark.parametrize("reverts", ["tags", "identity"])
def test_a_mistake_that_is_mended_costs_two_people_nothing(reverts: str, bot: LocalBot) -> None:
    bot.declare(f"articles: {{reverts: {reverts}}}")
    back = do("revert-to", "Peter", revid="old")
    told = bot.wiki.tell(OLD, *edits("Alice", "Bob"), back, do("revert-to", "Zoe", revid="edit 1"))
    report = bot.update()
    assert work(report) == {"Alice": (1, 0, 1, 100), "Bob": (1, 0, 1, 100)}
    assert reasons(report, *told[1:3]) == ["counts", "counts"]


def test_an_undo_that_was_undone_after_somebody_elses_edit(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", "One.\n\nTwo.\n\nThree.", "10-01"),
        write("Alice", "A", "One, and more.\n\nTwo.\n\nThree.", "11-02", id="good"),
        write("Alice", "A", "One, and more.\n\nTwo.\n\nThree, and even more."),
        do("undo", "Peter", revid="good", id="undo"),
        write("Bob", "A", "One.\n\nTwo, and Bob.\n\nThree, and even more."),
        do("undo", "Admin", revid="undo"),
    )
    assert work(report) == {"Alice": (2, 0, 1, 25), "Bob": (1, 0, 1, 9)}


def test_a_short_text_of_long_ago_takes_nothing_away(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "A", "{{in use}}", "11-02"),
        *(add("Alice", "A", 100, id=f"edit {number}") for number in range(17)),
        write("192.0.2.7", "A", "{{in use}}"),
        do("revert-to", "Admin", revid="edit 16"),
    )
    assert work(report) == {"Alice": (18, 1, 0, 1710)}


def test_what_is_taken_again_and_again_ends_as_it_stands(bot: LocalBot) -> None:
    bot.declare()
    old, edit = bot.wiki.tell(OLD, add("Alice", "A", 100, "11-02"))
    for stands in (False, True, False, True):
        report = bot.count(do("revert-to", "Peter", revid=(edit if stands else old)["revid"]))
        assert work(report) == ({"Alice": (1, 0, 1, 100)} if stands else {})
