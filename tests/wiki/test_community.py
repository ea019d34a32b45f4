"""What a wiki's community sets on the bot's own page, within what the operator has set."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.mediawiki.outcomes import Failure
from bot.operations.campaign_page import open_page
from bot.operations.discover import look
from bot.safety.trust import Trust

from .bot import PAGE, LocalBot
from .stories import do, outcomes, write
from .test_requests import sent

CONFIG = "User:CampaignBot/config.json"


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A bot that reads what is new, and a campaign of Bob's."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.wiki.tell(do("user", "Admin", "10-01", name="Bob"))
    bot.declare("participants: [Bob]")
    return bot


def set_(bot: LocalBot, **values: object) -> None:
    bot.wiki.tell(write("Admin", CONFIG, json.dumps(values)))


def test_a_community_makes_the_circle_of_those_who_may_smaller_and_never_larger(bot: LocalBot) -> None:
    bot.wiki.tell(write("Bob", PAGE, bot.wiki.text(PAGE).replace("name: Women", "name: More women")))
    set_(bot, trust={"groups": ["sysop"]})
    report = bot.update()
    assert report.view is not None
    assert report.waiting is not None
    assert report.view.campaign.name == "Women in Physics"
    set_(bot, trust="anyone")
    report = bot.update()
    assert report.waiting is None
    bot.wiki_settings = replace(bot.wiki_settings, trust=Trust(frozenset({"sysop"})))
    assert bot.update().waiting is not None


def test_it_is_read_together_with_the_shutoff_page(bot: LocalBot) -> None:
    bot.update()
    quiet = sent(bot)
    set_(bot, interval_minutes=60)
    assert sent(bot) - quiet == {}


def test_a_community_switches_the_bot_off(bot: LocalBot) -> None:
    set_(bot, enabled=False)
    assert outcomes(bot.update()) == [Failure.SHUT_OFF]
    assert len(bot.wiki.history(PAGE)) == 1
    set_(bot, enabled=True)
    bot.update()
    assert len(bot.wiki.history(PAGE)) == 2


def test_a_community_slows_the_bot_down_and_makes_it_no_faster(bot: LocalBot) -> None:
    bot.update()
    for minutes, expected in ((60, 60), (5, 30)):
        set_(bot, interval_minutes=minutes)
        bot.update()
        [waiting] = look(bot.context).campaigns
        assert waiting.due == bot.now + timedelta(minutes=expected)
        assert waiting.context.intervals.regular == timedelta(minutes=expected)


@pytest.mark.parametrize("text", ['{"enabled": false, "colour": "red"}', '{"enabled": "maybe"}', "[]"])
def test_a_mistake_is_told_once_and_leaves_all_of_it_aside(text: str, bot: LocalBot) -> None:
    bot.wiki.tell(write("Admin", CONFIG, text))
    assert [warning.key for warning in bot.update(dry=True).warnings] == ["community-ignored"]
    assert [warning.key for warning in bot.update().warnings] == ["community-ignored"]
    assert bot.update().warnings == ()
    assert len(bot.wiki.history(PAGE)) == 2


def test_a_page_that_is_not_json_by_its_model_says_nothing(bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Bob", "User:CampaignBot/x", '{"enabled": false}'),
        do("move", "Bob", title="User:CampaignBot/x", to=CONFIG),
    )
    report = bot.update()
    assert [warning.key for warning in report.warnings] == ["community-model"]
    assert len(bot.wiki.history(PAGE)) == 2
    assert (
        look(bot.context).campaigns[0].context.community
        == open_page(bot.title(), bot.context).wished.community
    )


def test_only_administrators_and_the_bot_can_edit_that_page(bot: LocalBot) -> None:
    set_(bot)
    asked = {"list": "users", "usprop": "rights", "ususers": "Bob|CampaignBot"}
    found = {user["name"]: set(user["rights"]) for user in bot.wiki.query(**asked)["query"]["users"]}
    page = bot.wiki.query(prop="info", titles=CONFIG)["query"]["pages"][0]
    assert page["contentmodel"] == "json"
    assert not found["Bob"] & {"edituserjson"}
    assert "editmyuserjson" in found["CampaignBot"]
