"""The latest contributions on a real wiki: newest first, with points that agree with the leaderboard's."""

from __future__ import annotations

from bot.mediawiki.outcomes import Unchanged

from .bot import PAGE, LocalBot
from .html_tables import tables
from .stories import add, outcomes, write


def shown(bot: LocalBot) -> list[list[str]]:
    """The lines, without the time."""
    table = tables(bot.wiki.html(PAGE))["Latest contributions: Women in Physics"]
    assert table[0] == ["Latest edit", "Article", "Participant", "Bytes", "Points"]
    return [line[1:] for line in table[1:]]


def test_the_latest_contributions_stand_on_the_page_and_are_saved_only_when_they_change(
    bot: LocalBot,
) -> None:
    bot.declare("points: {bytes_added: {points: 1, per: 10}}", "publish: {recent: true}")
    bot.count()
    assert "No contributions yet" in bot.wiki.html(PAGE)
    bot.count(write("Alice", "A", 50, "11-02"), write("Bob", "B", 30, "11-03"))
    assert shown(bot) == [["B", "Bob", "+30", "3.0"], ["A", "Alice", "+50", "5.0"]]
    bot.count(add("Bob", "A", 20, "11-04"))
    assert shown(bot) == [
        ["A", "Bob", "+20", "2.0"],
        ["B", "Bob", "+30", "3.0"],
        ["A", "Alice", "+50", "5.0"],
    ]
    assert outcomes(bot.count()) == [Unchanged]
