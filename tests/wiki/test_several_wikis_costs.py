"""What a campaign on several wikis costs each of them: docs/performance.md promises it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from .farm import LocalFarm
from .farm_bot import FarmBot
from .stories import add, write
from .test_several_wikis import CATEGORY, wikis

OTHER_FIRST = 9
"""Requests to another wiki at the first update of a campaign with a category."""
OTHER_QUIET = 4
HOME_MORE = 1
"""What the wiki of the page is asked for each other one at the first update: where its names lead there."""


@pytest.fixture
def bot(farm: LocalFarm) -> FarmBot:
    bot = FarmBot(farm, "en")
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    for name in ("Alice", "Bob"):
        farm.register(name)
    links = f"[[nb:{CATEGORY['nb']}]] [[ar:{CATEGORY['ar']}]]"
    bot.tell("en", write("Admin", CATEGORY["en"], links, "10-01"))
    for language, category in CATEGORY.items():
        bot.tell(language, write("Alice", f"A{language}", f"[[{category}]]", "11-02"))
        # An earlier test may have left the session in a state that costs a request to mend.
        bot.bots[language].real.session.query({"prop": "info", "titles": "A"})
    return bot


def asked(bot: FarmBot) -> dict[str, int]:
    """Requests of one update to each wiki."""
    before = {language: one.real.session.costs().total for language, one in bot.bots.items()}
    bot.update()
    return {language: one.real.session.costs().total - before[language] for language, one in bot.bots.items()}


def test_each_wiki_is_asked_as_often_as_for_a_campaign_of_its_own(bot: FarmBot) -> None:
    bot.declare("articles: {category: Physics}")
    alone = [asked(bot)["en"], asked(bot)["en"]]
    bot.declare(wikis(bot, "en", "nb", "ar"), "articles: {category: Physics}", title="Project:Several")
    bot.store = type(bot.store)()
    title = "Project:Several"
    first, quiet = (counted(bot, title) for _ in range(2))
    assert first["nb"] <= OTHER_FIRST
    assert first["ar"] <= OTHER_FIRST
    assert quiet["nb"] <= OTHER_QUIET
    assert quiet["ar"] <= OTHER_QUIET
    assert first["en"] <= alone[0] + 2 * HOME_MORE + 1
    assert quiet["en"] <= alone[1] + 1


def test_what_happens_on_one_wiki_costs_the_others_nothing(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb", "ar"), "articles: {category: Physics}")
    bot.update()
    quiet = asked(bot)
    bot.tell("nb", add("Bob", "Anb", "more", "11-05"))
    after = asked(bot)
    assert after["ar"] == quiet["ar"]
    assert after["en"] <= quiet["en"] + 1  # The save.


def counted(bot: FarmBot, page: str) -> dict[str, int]:
    """Requests of one update of this page to each wiki."""
    before = {language: one.real.session.costs().total for language, one in bot.bots.items()}
    bot.update(page)
    return {language: one.real.session.costs().total - before[language] for language, one in bot.bots.items()}
