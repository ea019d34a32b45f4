"""Renamed participants keep their places, though strangers take their old names."""

from __future__ import annotations

import pytest

from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot
from .stories import add, do, rows, told, work, write
from .test_requests import spent

ALICE = "== Participants ==\n* [[User:Alice]]\n"
SIGNED = "* [[User:Alice]] ([[User talk:Alice|talk]]) 12:00, 12 November 2026 (UTC)\n"
RENAMED = do("rename", user="Alice", to="Alicia")
TAKEN = do("user", "Admin", "11-10", name="Alice")
EDITS = (
    add("Alicia", "A", 5, "11-12"),
    add("Alice", "B", 7, "11-12"),
)
TOLD = ("notice-name-taken", ("Alice", "Alicia"), None)


def begun(bot: LocalBot, *more: str, sign_up: str = ALICE) -> None:
    """Alice takes part and has edited."""
    bot.declare(*more, sign_up=sign_up)
    bot.count(write("Alice", "A", 100, "11-02"), write("Carol", "B", 10, "10-02"))


def signs(bot: LocalBot, who: str) -> Action:
    """Somebody puts Alice's signature on the list."""
    head = "== Participants ==\n"
    return write(who, PAGE, bot.wiki.text(PAGE).replace(head, head + SIGNED), "11-16")


@pytest.mark.parametrize("between", [False, True])
def test_who_takes_a_participants_old_name_does_not_inherit_the_place(bot: LocalBot, between: bool) -> None:
    begun(bot)
    bot.wiki.tell(RENAMED)
    if between:
        bot.update()
    report = bot.count(TAKEN, *EDITS)
    assert work(report) == {"Alicia": (2, 1, 0, 105)}
    assert told(report) == [TOLD]
    assert work(bot.update()) == {"Alicia": (2, 1, 0, 105)}
    requests, report = spent(bot)
    assert work(report) == {"Alicia": (2, 1, 0, 105)}
    assert requests["users"] == 1


def test_who_took_the_name_and_signs_up_takes_part_as_well(bot: LocalBot) -> None:
    begun(bot)
    bot.count(RENAMED, TAKEN, *EDITS)
    report = bot.count(signs(bot, "Alice"))
    assert sorted(rows(report)) == ["Alice", "Alicia"]
    assert work(report)["Alice"].bytes == 7
    assert sorted(rows(bot.update())) == ["Alice", "Alicia"]


def test_who_took_the_name_takes_part_once_the_old_line_names_the_present_one(bot: LocalBot) -> None:
    begun(bot)
    bot.count(RENAMED, TAKEN, *EDITS)
    bot.change("[[User:Alice]]", "[[User:Alicia]]")
    report = bot.count(signs(bot, "Alice"))
    assert sorted(rows(report)) == ["Alice", "Alicia"]


def test_a_line_that_somebody_else_adds_signs_nobody_up_in_their_place(bot: LocalBot) -> None:
    begun(bot)
    bot.count(RENAMED, TAKEN, *EDITS)
    assert list(rows(bot.count(signs(bot, "Bob")))) == ["Alicia"]


def test_names_in_the_settings_go_on_to_mean_who_was_renamed(bot: LocalBot) -> None:
    begun(bot, "participants: {teams: {Red: [Alice], Blue: [Bob]}}", sign_up="")
    report = bot.count(RENAMED, TAKEN, *EDITS)
    assert list(work(report)) == ["Alicia"]
    assert told(report)[-1] == TOLD or TOLD in told(report)


def test_a_decision_follows_the_account_and_not_the_name(bot: LocalBot) -> None:
    begun(bot, "adjustments: [{user: Alice, suspend: 2026-11-05, reason: copied}]")
    bot.count(RENAMED, TAKEN, *EDITS)
    report = bot.count(signs(bot, "Alice"))
    assert work(report)["Alicia"].bytes == 100
    assert work(report)["Alice"].bytes == 7


def test_renamed_again_and_settings_changed_the_place_stays(bot: LocalBot) -> None:
    begun(bot)
    bot.count(RENAMED, TAKEN, *EDITS)
    bot.change("name: Women in Physics", "name: Others")
    report = bot.count(do("rename", user="Alicia", to="Ally"))
    assert list(rows(report)) == ["Ally"]


def test_a_name_that_left_the_list_is_free_again(bot: LocalBot) -> None:
    begun(bot, sign_up=ALICE + "* [[User:Carol]]\n")
    bot.count(RENAMED, TAKEN, *EDITS)
    bot.change("* [[User:Alice]]\n", "")
    assert list(rows(bot.update())) == ["Carol"]
    assert sorted(rows(bot.count(signs(bot, "Alice")))) == ["Alice", "Carol"]
