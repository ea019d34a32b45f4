"""Which revisions count, rules 4 and 5 of docs/counting.md, visible and an edit; their order."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import NOT_SEEN, Work, add, do, reasons, work, write

OLD = write("Carol", "A", 1000, "10-01", id="old")
GOOD = write("Alice", "A", "x" * 1000 + "good", "11-02", id="good")
"""Four bytes by Alice."""


# --- hidden


def test_a_hidden_text_does_not_count(bot: LocalBot) -> None:
    bot.declare()
    _, good, _ = bot.wiki.tell(OLD, GOOD, add("Bob", "A", 10))
    report = bot.count(do("hide", revids=[good["revid"]]))
    assert reasons(report, good) == ["hidden"]
    # The edit after a hidden one has its bytes: the wiki gives both sizes.
    assert work(report) == {"Bob": (1, 0, 1, 10)}
    assert work(bot.count(do("unhide", revids=[good["revid"]])))["Alice"] == Work(1, 0, 1, 4)


def test_a_hidden_author_is_not_told(bot: LocalBot) -> None:
    bot.declare()
    _, good, _ = bot.wiki.tell(OLD, GOOD, add("Bob", "A", 10))
    bot.update()
    report = bot.count(do("hide", revids=[good["revid"]], what=["user"]))
    assert work(report) == {"Bob": (1, 0, 1, 10)}
    assert reasons(report, good) == [NOT_SEEN]
    assert bot.explain("Alice") == {good["revid"]: "hidden"}


def test_a_hidden_summary_is_no_matter(bot: LocalBot) -> None:
    bot.declare()
    _, good = bot.wiki.tell(OLD, GOOD)
    report = bot.count(do("hide", revids=[good["revid"]], what=["comment"]))
    assert work(report) == {"Alice": (1, 0, 1, 4)}


@pytest.mark.parametrize("what", ["text", "user"])
@pytest.mark.parametrize("who", [[], ["participants: {anyone: true}", "articles: {titles: [A, B]}"]])
def test_the_oldest_visible_text_makes_the_creator(what: str, who: list[str], bot: LocalBot) -> None:
    bot.declare(*who)
    first, *_ = bot.wiki.tell(
        write("Mallory", "A", "copied", "11-02"),
        write("Alice", "A", 100),
        add("Bob", "A", 10),
        write("Mallory", "B", 50),
        add("Bob", "B", 5),
    )
    assert work(bot.update())["Alice"] == Work(1, 0, 1, 94)
    report = bot.count(do("hide", revids=[first["revid"]], what=[what]))
    assert work(report)["Alice"] == Work(1, 1, 0, 94)
    assert work(report)["Bob"] == Work(2, 0, 2, 15)


# --- what is an edit


def test_the_entries_of_moves_and_protections_are_no_edits(bot: LocalBot) -> None:
    bot.declare()
    _, moved, protected, more = bot.wiki.tell(
        write("Carol", "A", 1000, "10-01"),
        do("move", "Alice", "11-02", title="A", to="B"),
        do("protect", "Bob", title="B"),
        add("Alice", "B", 5),
    )
    report = bot.update()
    assert reasons(report, moved, protected, more) == ["no-change", "no-change", "counts"]
    assert work(report) == {"Alice": (1, 0, 1, 5)}


def test_an_edit_that_leaves_the_size_as_it_was_is_an_edit(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(OLD, write("Alice", "A", "z" * 1000, "11-02"))
    assert work(report) == {"Alice": (1, 0, 1, 0)}


# --- the order of the reasons


def test_the_first_reason_is_the_one_that_is_given(bot: LocalBot) -> None:
    bot.declare("articles: {titles: [In, Redirect, Moved]}")
    story = {
        "base": write("Carol", "In", 100, "10-01", id="base"),
        "early": add("Alice", "In", 5),
        "back": do("revert-to", "Carol", revid="base"),
        "outside": write("Alice", "Out", 10, "11-02", id="outside"),
        "emptied": write("Alice", "Out", 0),
        "out again": do("revert-to", "Carol", revid="outside"),
        "target": write("Alice", "Redirect", 10),
        "turned": do("redirect", "Bob", title="Redirect", to="In"),
        "good": add("Alice", "In", 7, id="good"),
        "undo": do("undo", "Bob", revid="good", id="undo"),
        "undo of it": do("undo", "Carol", revid="undo"),
        "bad": write("Carol", "In", 3),
        "revert": do("revert-to", "Bob", revid="base"),
        "page": write("Carol", "To be moved", 8),
        "moved": do("move", "Alice", title="To be moved", to="Moved"),
        **{f"later {title}": add("Carol", title, 1) for title in ("In", "Moved", "Out")},
    }
    edits = dict(zip(story, bot.wiki.tell(*story.values()), strict=True))
    hidden = ("good", "undo", "revert", "moved")
    bot.wiki.tell(*(do("hide", revids=[edits[name]["revid"]]) for name in hidden))
    bot.update()
    said = {**bot.explain("Alice"), **bot.explain("Bob")}
    assert {name: said[edit["revid"]] for name, edit in edits.items() if edit["revid"] in said} == {
        "early": "before-start",
        "outside": "out-of-scope",
        "emptied": "out-of-scope",
        "target": "redirect",
        "turned": "redirect",
        "good": "reverted",
        "undo": "revert",
        "revert": "revert",
        "moved": "hidden",
    }
