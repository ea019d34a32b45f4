"""Names that nobody has any more lead to the accounts that had them, by the wiki's log."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.operations.counting import renames

from .bot import LocalBot
from .stories import add, do, told, work, write


def test_a_newcomer_without_any_page_is_found_by_the_log(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n* [[User:Alice]]\n")
    report = bot.count(
        write("Alice", "A", 100, "11-02"), do("rename", user="Alice", to="Alicia"), add("Alicia", "A", 50)
    )
    assert work(report) == {"Alicia": (2, 1, 0, 150)}
    assert not told(report)
    assert work(bot.update()) == {"Alicia": (2, 1, 0, 150)}
    assert noted(bot) == {"Alice": "Alicia"}
    bot.wiki.tell(do("rename", user="Alicia", to="Ally"))
    assert work(bot.update()) == {"Ally": (2, 1, 0, 150)}


def noted(bot: LocalBot) -> Mapping[str, str]:
    """What is remembered of the wiki's log."""
    found: Mapping[str, str] = bot.store.results(bot.context.address, renames.WIKI).note(renames.NOTE)
    return found


def test_renamed_twice_before_the_first_look_and_named_in_the_settings(bot: LocalBot) -> None:
    bot.declare("participants: {users: [Alice]}", sign_up="")
    report = bot.count(
        write("Alice", "A", 100, "11-02"),
        do("rename", user="Alice", to="Alicia"),
        do("rename", user="Alicia", to="Ally"),
    )
    assert work(report) == {"Ally": (1, 1, 0, 100)}


def test_a_name_that_was_looked_up_in_vain_is_found_once_it_was_an_account(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n* [[User:Alice]]\n* [[User:Bob]]\n")
    report = bot.count(do("user", name="Bob"))
    assert told(report) == [("notice-no-account", ("Alice",), None)]
    bot.count(write("Alice", "A", 100, "11-02"))
    assert work(bot.count(do("rename", user="Alice", to="Alicia"))) == {"Alicia": (1, 1, 0, 100)}


def test_few_names_are_looked_up_in_one_update_and_the_others_follow(
    bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renames, "MOST", 2)
    bot.declare(sign_up="== Participants ==\n* [[User:N1]]\n* [[User:N2]]\n* [[User:Alice]]\n")
    actions = write("Alice", "A", 100, "11-02"), do("rename", user="Alice", to="Alicia")
    assert len(told(bot.count(*actions))) == 3
    report = bot.update()
    assert list(work(report)) == ["Alicia"]
    assert len(told(report)) == 2


def test_a_user_subpage_in_the_category_signs_nobody_up(bot: LocalBot) -> None:
    bot.declare("participants: {category: Writers}", sign_up="")
    report = bot.count(
        write("Bob", "User:Bob/Essay", "[[Category:Writers]]"),
        write("Carol", "User talk:Carol/Archive", "[[Category:Writers]]"),
        write("Alice", "User:Alice", "[[Category:Writers]]"),
        write("Alice", "A", 100, "11-02"),
        write("Bob", "B", 100, "11-02"),
    )
    assert work(report) == {"Alice": (1, 1, 0, 100)}
