"""`reverts: identity` reads histories only where texts may be equal, and many pages' together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

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
    # The small texts alone are looked at: they might be redirects.
    assert requests(bot, [*OWN, *more]) <= 1
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
    assert 1 <= requests(bot, [*OWN, *later]) <= 3


def test_a_text_that_comes_back_later_is_seen(bot: LocalBot) -> None:
    bot.declare(RULES)
    assert work(bot.count(*OWN, add("Bob", "Own 8", 5)))["Bob"] == (1, 0, 1, 5)
    assert "Bob" not in work(bot.count(write("Zoe", "Own 8", 100)))


def asked(bot: LocalBot, *actions: Action) -> int:
    """How often revisions were asked for in the next update."""
    bot.wiki.tell(*actions)
    before = bot.real.session.costs()
    bot.update()
    return sum(n for name, n in (bot.real.session.costs() - before).requests.items() if name == "revisions")


def test_many_articles_of_others_are_read_together(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    pages = range(60)
    older = [
        action
        for n in pages
        for action in (
            write("Zoe", f"Old {n}", 100 + n, "" if n else "10-01"),
            add("Zoe", f"Old {n}", 7),
            add("Zoe", f"Old {n}", 8, id=f"o{n}"),
        )
    ]
    ours = [add("Alice", f"Old {n}", 50, "" if n else "11-02", id=f"a{n}") for n in pages]
    # A few are taken away, at once or after one more edit.
    gone = [
        *(add("Bob", f"Old {n}", 9) for n in range(5, 10)),
        *(do("revert-to", "Zoe", revid=f"o{n}") for n in range(10)),
    ]
    assert requests(bot, [*older, *ours, *gone]) <= 2 + 5
    assert work(bot.update()) == {"Alice": (50, 0, 50, 2500)}
    assert asked(bot) == 0
    later = range(20, 50)
    before, with_hers = ([revid_of(bot, n, place) for n in later] for place in (2, 3))
    assert asked(bot, *(add("Zoe", f"Old {n}", 3) for n in later)) <= 3
    assert asked(bot, *(do("revert-to", "Bob", revid=revid) for revid in with_hers)) <= 3
    assert work(bot.update()) == {"Alice": (50, 0, 50, 2500)}
    assert asked(bot, *(do("revert-to", "Zoe", revid=revid) for revid in before)) <= 3
    assert work(bot.update()) == {"Alice": (20, 0, 20, 1000)}


def revid_of(bot: LocalBot, number: int, place: int) -> int:
    """The revision of that article at that place of its history, oldest first."""
    return int(sorted(one["revid"] for one in bot.wiki.history(f"Old {number}"))[place])
