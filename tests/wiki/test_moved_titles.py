"""Articles that the settings name are followed by the log where they were moved without a redirect."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import add, do, told, work, write
from .test_requests import spent

ALICE = "== Participants ==\n* [[User:Alice]]\n"
JUDGED = "adjustments: [{user: Alice, disqualify: Ada, reason: copied}]"
MADE = write("Alice", "Ada", 5, "11-02"), write("Alice", "Other", 7, "11-02")
AWAY = do("move", title="Ada", to="Ada L", leave_redirect=False)
WITHOUT = {"Alice": (1, 1, 0, 7)}


@pytest.mark.parametrize("read_before", [True, False])
def test_what_was_disqualified_stays_so_after_a_move(bot: LocalBot, read_before: bool) -> None:
    bot.declare(JUDGED, sign_up=ALICE)
    bot.wiki.tell(*MADE)
    if read_before:
        bot.update()
    report = bot.count(AWAY)
    assert work(report) == WITHOUT
    assert not told(report)
    work(bot.update())
    requests, report = spent(bot)
    assert work(report) == WITHOUT
    assert requests["logevents"] <= 3, requests


def test_two_moves_in_a_row_and_a_move_back(bot: LocalBot) -> None:
    bot.declare(JUDGED, sign_up=ALICE)
    again = do("move", title="Ada L", to="Ada M", leave_redirect=False)
    assert work(bot.count(*MADE, AWAY, again)) == WITHOUT
    back = do("move", title="Ada M", to="Ada", leave_redirect=False)
    assert work(bot.count(back)) == WITHOUT


def test_a_new_article_of_the_old_title_is_not_disqualified(bot: LocalBot) -> None:
    bot.declare(JUDGED, sign_up=ALICE)
    bot.count(*MADE)
    report = bot.count(AWAY, write("Alice", "Ada", 50, "11-04"))
    assert work(report) == {"Alice": (2, 2, 0, 57)}
    assert work(bot.update()) == {"Alice": (2, 2, 0, 57)}


def test_an_article_that_was_deleted_and_made_anew_is(bot: LocalBot) -> None:
    bot.declare(JUDGED, sign_up=ALICE)
    bot.count(*MADE)
    gone = bot.count(do("delete", title="Ada"))
    assert told(gone) == [("notice-no-page", ("Ada",), None)]
    assert work(bot.count(write("Alice", "Ada", 50))) == WITHOUT


def test_a_title_that_never_was_is_told_and_found_once_it_is(bot: LocalBot) -> None:
    bot.declare(JUDGED, sign_up=ALICE)
    assert told(bot.count(MADE[1])) == [("notice-no-page", ("Ada",), None)]
    assert work(bot.count(MADE[0])) == WITHOUT


@pytest.mark.parametrize("read_before", [True, False])
def test_articles_of_the_scope_stay_in_it(bot: LocalBot, read_before: bool) -> None:
    bot.declare("articles: {titles: [Ada, Bea, Nobody]}", sign_up=ALICE)
    bot.wiki.tell(*MADE, write("Alice", "Bea", 9, "11-02"))
    if read_before:
        assert work(bot.update()) == {"Alice": (2, 2, 0, 14)}
    report = bot.count(AWAY, do("move", title="Bea", to="Bee"))
    assert work(report) == {"Alice": (2, 2, 0, 14)}
    assert work(bot.count(add("Alice", "Ada L", 3, "11-05"))) == {"Alice": (3, 2, 0, 17)}
