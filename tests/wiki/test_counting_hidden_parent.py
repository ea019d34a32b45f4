"""The entry that a move or a protection leaves is no edit, also above a version whose text is hidden."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import add, do, reasons, work, write

MOVE = do("move", "Alice", title="A", to="B")
PROTECT = do("protect", "Alice", title="A")


@pytest.mark.parametrize("entry", [MOVE, PROTECT], ids=["move", "protection"])
@pytest.mark.parametrize("first", ["Zoe", "Alice"])
def test_no_edit(entry: dict[str, object], first: str, bot: LocalBot) -> None:
    bot.declare()
    told = bot.wiki.tell(
        write(first, "A", 100, "11-02", id="hidden"), entry, do("hide", revids=["hidden"], what=["text"])
    )
    report = bot.update()
    assert work(report) == {}
    assert reasons(report, told[1]) == ["no-change"]


def test_what_changes_the_size_is_an_edit(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", 100, "11-02", id="hidden"),
        add("Alice", "A", 50),
        do("hide", revids=["hidden"], what=["text"]),
    )
    assert work(report)["Alice"].bytes == 50


@pytest.mark.parametrize("what", ["comment", "user"])
def test_with_another_part_hidden_it_is_told_by_its_text(what: str, bot: LocalBot) -> None:
    bot.declare()
    told = bot.wiki.tell(
        write("Zoe", "A", 100, "11-02", id="hidden"),
        write("Alice", "A", "y" * 100),
        MOVE,
        do("hide", revids=["hidden"], what=[what]),
    )
    report = bot.update()
    assert work(report)["Alice"].edits == 1
    assert reasons(report, *told[1:3]) == ["counts", "no-change"]
