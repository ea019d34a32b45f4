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


def test_a_day_gives_so_much_and_no_more(bot: LocalBot) -> None:
    rule = "{points: 1, per: 10, max_per_day: 6}"
    bot.declare(f"points: {{bytes_added: {rule}}}", "timezone: Asia/Tokyo", TEAMS, DETAILS)
    bot.count(
        write("Alice", "A", 50, "11-02 14:00:00"),
        write("Alice", "B", 30, "11-02 14:30:00"),
        # In Tokyo the next day has begun.
        add("Alice", "A", 20, "11-02 15:30:00"),
        write("Bob", "D", 10, "11-03"),
    )
    assert points(bot) == {"Alice": "8.0", "Bob": "1.0"}
    assert points(bot, "Teams")["Red"] == "9.0"
    assert "at most 6 a day" in bot.wiki.html(PAGE)
    assert "the limit for one day took 2 on 2 November 2026" in bot.wiki.text("Project:WiP/Details")
    said = explained(bot, "Alice")
    assert "the limit for one day took 2 on 2 November 2026" in said
    assert "= 8" in said
    # What is taken out is taken off earlier days, newest first: 20 of the third, 10 of the second.
    bot.count(write("Alice", "A", 40, "11-05"))
    assert points(bot)["Alice"] == "6.0"
    assert "the limit for one day took 1 on 2 November 2026" in explained(bot, "Alice")


def test_words_belong_to_the_days_on_which_they_were_written(bot: LocalBot) -> None:
    bot.declare(
        "points: {words_added: {points: 1, max_per_day: 3}, articles_created: {points: 5, max_per_day: 6}}"
    )
    bot.count(
        write("Alice", "A", "One two", "11-02"),
        write("Alice", "B", "One two", "11-02"),
        write("Alice", "A", "One two three four", "11-03"),
        write("Alice", "C", "One", "11-03"),
    )
    # Words: 4 and 3 of them, 3 a day; articles: 2 of them on one day, one on the other.
    assert points(bot)["Alice"] == "17.0"
