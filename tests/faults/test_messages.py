"""A message whose answer is lost, or half an answer before it, sends nothing twice and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.operations.messages_to_people.sender import Delivery
from bot.operations.ports import WikiUnavailable
from bot.store.store import Store

from ..wiki.bot import LocalBot
from ..wiki.stories import do
from ..wiki.test_welcome import by_bot, deliveries, greeted
from .proxy import Asked, FaultProxy, answers
from .test_saves import UNTOLD, after

pytestmark = pytest.mark.wiki

WELCOME = 'newcomers: {welcome: "Welcome!"}'


def to_somebody(asked: Asked) -> bool:
    """A save of a talk page of a user."""
    return asked.action == "edit" and asked.params["title"].startswith("User talk:")


def own_edits(asked: Asked) -> bool:
    """What the bot has sent."""
    return "ucuser" in asked.params


def declare(bot: LocalBot) -> None:
    bot.wiki.tell(do("user", "Admin", "10-20", name="Nora"))
    bot.declare(WELCOME, sign_up="== Participants ==\n* [[User:Nora]]\n")


@pytest.mark.parametrize("answer", UNTOLD.values(), ids=UNTOLD.keys())
@pytest.mark.parametrize("forgets", [False, True])
def test_a_message_of_which_the_wiki_did_not_say_that_it_was_saved_is_known_by_the_next_turn(
    bot: LocalBot, proxy: FaultProxy, answer: Any, forgets: bool
) -> None:
    declare(bot)
    proxy.spoil(to_somebody, after(answer), 1)
    first = deliveries(bot.update())["Nora"]
    assert first in {Delivery.LATER, Delivery.SENT}
    if forgets:
        bot.store = Store()
    later = deliveries(bot.update())
    assert later in ({}, {"Nora": Delivery.KNOWN})
    assert greeted(bot) == {"Nora": 1}
    assert len(by_bot(bot, "User talk:Nora")) == 1


@pytest.mark.parametrize("answer", [{}, {"edit": {}}, {"error": {"code": "readonly", "info": "now"}}])
def test_a_message_that_was_not_saved_is_sent_by_the_next_turn(
    bot: LocalBot, proxy: FaultProxy, answer: Any
) -> None:
    declare(bot)
    proxy.spoil(to_somebody, answers(answer), 1)
    assert deliveries(bot.update()) == {"Nora": Delivery.LATER}
    assert not greeted(bot)
    assert deliveries(bot.update()) == {"Nora": Delivery.SENT}
    assert greeted(bot) == {"Nora": 1}


@pytest.mark.parametrize(
    "answer",
    [{}, {"query": {}}, {"batchcomplete": True, "query": {"pages": []}}, {"query": {"usercontribs": [{}]}}],
)
def test_nothing_is_sent_while_it_is_not_known_what_was(
    bot: LocalBot, proxy: FaultProxy, answer: Any
) -> None:
    declare(bot)
    proxy.spoil(own_edits, answers(answer))
    with pytest.raises(WikiUnavailable):
        bot.update()
    assert not greeted(bot)
    proxy.heal()
    assert deliveries(bot.update()) == {"Nora": Delivery.SENT}


@pytest.mark.parametrize("code", ["protectedpage", "abusefilter-disallowed", "spamblacklist"])
def test_what_the_wiki_refuses_is_tried_again_the_next_day(
    bot: LocalBot, proxy: FaultProxy, code: str
) -> None:
    declare(bot)
    proxy.spoil(to_somebody, answers({"error": {"code": code, "info": "no"}}), 1)
    assert deliveries(bot.update()) == {"Nora": Delivery.REFUSED}
    assert deliveries(bot.update()) == {}


@pytest.mark.parametrize("code", ["blocked", "assertuserfailed", "ratelimited"])
def test_what_stops_all_saves_stops_all_messages_until_the_next_turn(
    bot: LocalBot, proxy: FaultProxy, code: str
) -> None:
    declare(bot)
    bot.wiki.tell(do("user", "Admin", "10-21", name="Nils"))
    bot.change("* [[User:Nora]]", "* [[User:Nora]]\n* [[User:Nils]]")
    proxy.spoil(to_somebody, answers({"error": {"code": code, "info": "no"}}))
    assert set(deliveries(bot.update()).values()) == {Delivery.LATER}
    proxy.heal()
    bot.real.session.door.wake()
    assert set(deliveries(bot.update()).values()) == {Delivery.SENT}
