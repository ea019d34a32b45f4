"""`reverts: identity` reads the history of a page only where two of its texts may be equal."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import add, do, work, write

RULES = "articles: {reverts: identity}"
OWN = [
    write("Alice", f"Own {number}", 100, "" if number else "11-02", id=f"own {number}") for number in range(9)
]


def requests(bot: LocalBot, actions: Sequence[Action]) -> int:
    """How often revisions were asked for in a first update."""
    bot.declare(RULES)
    bot.wiki.tell(*actions)
    before = bot.real.session.costs()
    bot.update()
    return sum(n for name, n in (bot.real.session.costs() - before).requests.items() if name == "revisions")


def test_articles_that_are_all_the_participants_own_cost_no_history(bot: LocalBot) -> None:
    more = [add("Bob", f"Own {number}", 50) for number in range(9)]
    assert requests(bot, [*OWN, *more]) == 0
    assert work(bot.update()) == {"Alice": (9, 9, 0, 900), "Bob": (9, 0, 9, 450)}


@pytest.mark.parametrize(
    "later",
    [
        [add("Zoe", "Own 8", 5)],
        [add("Bob", "Own 8", 5), do("revert-to", "Alice", revid="own 8")],
        [write("Bob", "Own 8", "y" * 100)],
    ],
    ids=["somebody else's edit", "a text that came back", "an equal size"],
)
def test_others_cost_one_each(later: list[Action], bot: LocalBot) -> None:
    assert 1 <= requests(bot, [*OWN, *later]) <= 2


def test_a_text_that_comes_back_later_is_seen(bot: LocalBot) -> None:
    bot.declare(RULES)
    assert work(bot.count(*OWN, add("Bob", "Own 8", 5)))["Bob"] == (1, 0, 1, 5)
    assert "Bob" not in work(bot.count(write("Zoe", "Own 8", 100)))
