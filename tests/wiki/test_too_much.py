"""Campaigns with far too much of something are counted all the same, and the page says what is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.features.conditions import written_on
from bot.features.participants import sign_ups
from bot.mediawiki.outcomes import Saved, Unchanged
from bot.operations.counting import renames

from .bot import PAGE, LocalBot
from .stories import work, write

NOBODY = "".join(f"* [[User:Nobody {number}]]\n" for number in range(1200))
MANY = f"== Participants ==\n* [[User:Alice]]\n{NOBODY}"


def test_thousands_of_names_without_an_account_keep_nobody_from_being_counted(bot: LocalBot) -> None:
    bot.declare(sign_up=MANY)
    report = bot.count(write("Alice", "A", 100, "11-02"))
    assert work(report) == {"Alice": (1, 1, 0, 100)}
    assert isinstance(report.pages[0].outcome, Saved)
    assert len(report.notices) == 21
    assert "And 1,180 more names without an account." in bot.wiki.html(PAGE)
    before = bot.real.session.costs()
    report = bot.update()
    assert isinstance(report.pages[0].outcome, Unchanged)
    asked = Counter((bot.real.session.costs() - before).requests)
    # As many names as one request holds, with the user pages and talk pages of these; and some are looked up.
    assert sum(asked.values()) - asked["logevents"] <= 9
    assert asked["logevents"] <= renames.MOST + 1
    for _ in range(renames.LISTED // renames.MOST):
        bot.update()
    before = bot.real.session.costs()
    bot.update()
    assert sum((bot.real.session.costs() - before).requests.values()) <= 9


def test_people_beyond_the_most_that_there_can_be_are_told(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, most_participants=1)
    bot.declare()
    report = bot.count(write("Alice", "A", 100, "11-02"), write("Bob", "B", 100, "11-02"))
    assert set(work(report)) == {"Alice"}
    assert "2 people are named, and a campaign can have 1" in bot.wiki.html(PAGE)


def test_sign_up_pages_that_are_too_long_together_are_told(bot: LocalBot) -> None:
    bot.declare("participants: {page: [/One, /Two]}")
    bot.wiki.tell(
        write("Olga", f"{PAGE}/One", " " * 5000 + "x\n* [[User:Alice]]", "10-21"),
        write("Olga", f"{PAGE}/Two", " " * 5000 + "x\n* [[User:Bob]]", "10-21"),
    )
    most, sign_ups.MOST_TEXT = sign_ups.MOST_TEXT, 6000
    try:
        report = bot.count(write("Alice", "A", 100, "11-02"))
    finally:
        sign_ups.MOST_TEXT = most
    assert set(work(report)) == {"Alice"}
    assert "WiP/Two” was not read" in bot.wiki.html(PAGE)


def test_a_list_that_is_too_long_is_told(bot: LocalBot) -> None:
    bot.declare("articles: {listed_on: /List}", "publish: {articles: /List}")
    bot.wiki.tell(write("Olga", f"{PAGE}/List", "[[A]] [[B]] [[C]]\n<!-- campaignbot:x -->", "10-21"))
    most, written_on.MOST_LISTED = written_on.MOST_LISTED, 2
    try:
        report = bot.count(*(write("Alice", title, 10, "11-02") for title in "ABC"))
    finally:
        written_on.MOST_LISTED = most
    assert work(report)["Alice"][0] == 2
    assert "only the first 2 count" in bot.wiki.html(PAGE)


def test_a_line_of_very_many_spaces_holds_nobody_up(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n* [[User:Alice]]\n" + " " * 1_000_000 + "x\n* [[User:Bob]]\n")
    report = bot.count(*(write(name, name, 100, "11-02") for name in ("Alice", "Bob")))
    assert set(work(report)) == {"Alice", "Bob"}
