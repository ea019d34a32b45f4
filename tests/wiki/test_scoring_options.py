"""What limits the points of a rule, on a real wiki: the table, the details, the rules in words, `explain`."""

from __future__ import annotations

from bot.i18n.texts import Texts
from bot.operations.explain import explain
from bot.render.explanation import Explanation, lines

from .bot import PAGE, LocalBot
from .html_tables import tables
from .stories import add, write

DETAILS = "publish: {details: /Details, teams: true}"
TEAMS = "participants: {teams: {Red: [Alice, Bob]}}"


def points(bot: LocalBot, title: str = "Leaderboard") -> dict[str, str]:
    """The points by name."""
    table = tables(bot.wiki.html(PAGE))[f"{title}: Women in Physics"]
    place = table[0].index("Points")
    return {line[1]: line[place] for line in table[1:] if line[place]}


def explained(bot: LocalBot, name: str) -> list[str]:
    """What `explain` prints."""
    found = explain(bot.title(), name, bot.context)
    assert isinstance(found, Explanation)
    return [line.strip() for line in lines(found, Texts.of("en"))]


def test_only_the_best_articles_pay(bot: LocalBot) -> None:
    bot.declare("points: {bytes_added: {points: 1, per: 10, best: 2}}", TEAMS, DETAILS)
    bot.count(
        write("Alice", "A", 50, "11-02"),
        write("Alice", "B", 70),
        write("Alice", "C", 40),
        write("Bob", "D", 10),
    )
    assert points(bot) == {"Alice": "12.0", "Bob": "1.0"}
    assert points(bot, "Teams")["Red"] == "13.0"
    assert "only for the 2 articles that give most" in bot.wiki.html(PAGE)
    assert "4 − 4 = 0" in bot.wiki.text("Project:WiP/Details").replace("\xa0", " ").replace("&nbsp;", " ")
    said = explained(bot, "Alice")
    assert "C: 40 → 4 − 4 = 0 (others give more, so 4 does not count)" in said
    assert "= 12" in said
    # What is new puts another article out.
    bot.count(add("Alice", "C", 30))
    assert points(bot)["Alice"] == "14.0"
    assert "A: 50 → 5 − 5 = 0 (others give more, so 5 does not count)" in explained(bot, "Alice")
