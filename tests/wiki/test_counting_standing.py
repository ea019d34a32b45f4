"""Which revisions count, rule 3 of docs/counting.md: not reverted and no revert."""

from __future__ import annotations

import pytest

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import NOT_SEEN, add, do, reasons, work, write

OLD = write("Carol", "A", 1000, "10-01", id="old")
GOOD = write("Alice", "A", "x" * 1000 + "good", "11-02", id="good")
"""Four bytes by Alice."""

REVERTS: dict[str, Action] = {
    "undo": do("undo", "Bob", revid="good"),
    "rollback": do("rollback", "Bob", title="A", user="Alice"),
    "manual": do("revert-to", "Bob", revid="old"),
    "oneself": do("revert-to", "Alice", revid="old"),
    "after the end": do("undo", "Bob", "12-05", revid="good"),
}


# --- reverts


@pytest.mark.parametrize("revert", REVERTS)
def test_a_revert_takes_the_edit_away_and_is_none_itself(revert: str, bot: LocalBot) -> None:
    bot.declare()
    _, good = bot.wiki.tell(OLD, GOOD)
    assert work(bot.update()) == {"Alice": (1, 0, 1, 4)}
    (taken_back,) = bot.wiki.tell(_by_number(REVERTS[revert], good["revid"], good["parentid"]))
    report = bot.update()
    assert work(report) == {}
    assert reasons(report, good) == ["reverted"]
    late = revert == "after the end"
    assert reasons(report, taken_back) == [NOT_SEEN if late else "revert"]


def _by_number(action: Action, good: int, old: int) -> Action:
    """The names of revisions hold only within one story."""
    return {key: {"good": good, "old": old}.get(value, value) for key, value in action.items()}


def test_a_rollback_takes_all_the_edits_away_but_not_those_of_others_before(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        add("Bob", "A", 7, "11-02"),
        add("Alice", "A", 20),
        add("Alice", "A", 30),
        do("rollback", title="A", user="Alice"),
    )
    assert work(report) == {"Bob": (1, 0, 1, 7)}


def test_undoing_vandalism_earns_and_costs_nothing(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        GOOD,
        write("Mallory", "A", "gone", id="bad"),
        do("undo", "Bob", revid="bad"),
        add("Alice", "A", 10),
    )
    assert work(report) == {"Alice": (2, 0, 1, 14)}


def test_taking_out_a_part_by_hand_is_an_edit_like_any_other(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(OLD, GOOD, write("Bob", "A", "x" * 1000 + "go"))
    assert work(report) == {"Alice": (1, 0, 1, 4), "Bob": (1, 0, 1, -2)}


# --- a text that came back


def test_an_edit_counts_again_when_the_undo_is_undone(bot: LocalBot) -> None:
    bot.declare()
    *_, good, undo, again = bot.wiki.tell(
        OLD, GOOD, do("undo", "Mallory", revid="good", id="undo"), do("undo", "Bob", revid="undo")
    )
    report = bot.update()
    assert bot.wiki.history("A")[1]["tags"] == ["mw-reverted"]
    assert reasons(report, good, undo, again) == ["counts", NOT_SEEN, "revert"]
    assert work(report) == {"Alice": (1, 0, 1, 4)}


def test_an_edit_counts_again_when_anybody_brings_its_exact_text_back(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        GOOD,
        do("rollback", "Mallory", title="A", user="Alice"),
        write("192.0.2.7", "A", "x" * 1000 + "other"),
        write("Bob", "A", "x" * 1000 + "good", "12-24"),
        add("Carol", "A", 5),
    )
    assert work(report) == {"Alice": (1, 0, 1, 4)}


def test_an_edit_does_not_count_when_its_text_came_back_and_was_reverted_again(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        GOOD,
        do("undo", "Mallory", revid="good", id="undo"),
        do("undo", "Bob", revid="undo", id="again"),
        do("undo", "Mallory", revid="again"),
    )
    assert work(report) == {}


def test_where_a_participant_undid_an_edit_the_tag_is_not_waited_for(bot: LocalBot) -> None:
    bot.wiki.configure(wgUseRCPatrol=True)
    bot.declare()
    _, good, undo = bot.wiki.tell(OLD, GOOD, do("undo", "Bob", revid="good"))
    assert reasons(bot.update(), good, undo) == ["reverted", "revert"]


def test_every_edit_that_a_text_which_came_back_is_made_of_counts(bot: LocalBot) -> None:
    bot.declare()
    _, first, second, *_ = bot.wiki.tell(
        OLD,
        GOOD,
        add("Alice", "A", 20),
        do("rollback", "Mallory", title="A", user="Alice", id="rollback"),
        do("undo", "Bob", revid="rollback"),
    )
    report = bot.update()
    assert reasons(report, first, second) == ["counts", "counts"]
    assert work(report) == {"Alice": (2, 0, 1, 24)}


def test_adding_and_removing_and_adding_again_pays_once(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        OLD,
        add("Alice", "A", 500, "11-02"),
        do("revert-to", "Alice", revid="old"),
        add("Alice", "A", 500),
        write("Bob", "B", 100),
        write("Bob", "B", 40),
        write("Bob", "B", 100),
    )
    assert {name: one.bytes for name, one in work(report).items()} == {"Alice": 500, "Bob": 100}


# --- wikis where changes are patrolled


def test_where_changes_are_patrolled_the_tag_is_waited_for(bot: LocalBot) -> None:
    bot.wiki.configure(wgUseRCPatrol=True)
    bot.declare()
    _, good, undo = bot.wiki.tell(OLD, GOOD, do("undo", "Zoe", revid="good"))
    assert reasons(bot.update(), good) == ["counts"]
    report = bot.count(do("patrol", revid=undo["revid"]))
    assert reasons(report, good) == ["reverted"]
    assert work(report) == {}


# --- deeper than MediaWiki looks


def deep(edits: int, *others: Action, back: Action | None = None) -> list[Action]:
    """So many edits of two bytes by Alice, those of others, and somebody who goes back before all of them."""
    first = add("Alice", "A", "00", "11-02")
    more = [add("Alice", "A", f"{number:02}") for number in range(1, edits)]
    return [OLD, first, *more, *others, back or do("revert-to", "Bob", revid="old")]


def test_equal_texts_more_than_fifteen_edits_apart_are_no_revert_without_a_tag(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(*deep(16))
    assert all("mw-reverted" not in revision["tags"] for revision in bot.wiki.history("A"))
    assert work(report) == {"Alice": (16, 0, 1, 32), "Bob": (1, 0, 1, -32)}
    report = bot.count(add("Bob", "A", 9))
    assert work(report) == {"Alice": (16, 0, 1, 32), "Bob": (2, 0, 1, -23)}


def test_a_rollback_of_more_than_fifteen_edits_takes_them_away(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(*deep(20, back=do("rollback", "Bob", title="A", user="Alice")))
    assert work(report) == {}


def test_all_that_a_rollback_took_counts_again_when_it_is_taken_back(bot: LocalBot) -> None:
    bot.declare()
    _, *results = bot.wiki.tell(*deep(16, back=do("rollback", "Bob", title="A", user="Alice")))
    report = bot.count(do("revert-to", "Carol", revid=results[15]["revid"]))
    assert reasons(report, *results[:16]) == ["counts"] * 16
    assert work(report) == {"Alice": (16, 0, 1, 32)}


def test_with_fifteen_edits_or_fewer_the_tags_alone_tell(bot: LocalBot) -> None:
    bot.declare()
    others = [add("Carol", "A", f"{number:03}") for number in range(16)]
    report = bot.count(*deep(15, *others))
    assert work(report) == {"Alice": (15, 0, 1, 30), "Bob": (1, 0, 1, -30 - 48)}
