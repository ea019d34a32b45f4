"""An answer that does not say whether a page was saved: the page is looked at, and nothing is saved twice."""

from __future__ import annotations

from typing import Any

import pytest

from bot.mediawiki.outcomes import Failure, NotSaved, Saved, Unchanged
from bot.operations.ports import WikiUnavailable
from bot.operations.report import Report

from ..wiki.bot import PAGE, LocalBot
from ..wiki.stories import add, write
from .proxy import Fault, FaultProxy, answers, asks, changed

pytestmark = pytest.mark.wiki

UNTOLD: dict[str, Any] = {
    "an empty object": {},
    "null": None,
    "a list": [],
    "an edit, which is null": {"edit": None},
    "an edit, which is empty": {"edit": {}},
    "no result": {"edit": {"pageid": 1, "title": PAGE, "newrevid": 5}},
    "no revision": {"edit": {"result": "Success", "pageid": 1, "title": PAGE}},
    "a revision that is none": {"edit": {"result": "Success", "newrevid": "x"}},
    "another action": {"query": {"pages": []}},
}


def after(answer: Any) -> Fault:
    """The wiki saves, and says this."""
    return changed(lambda _answer: answer if answer is not None else [])


def outcome(report: Report) -> object:
    (page,) = report.pages
    return page.outcome


def mine(bot: LocalBot) -> int:
    """How many versions of the campaign's page are the bot's."""
    return sum(version["user"] == "CampaignBot" for version in bot.wiki.history(PAGE))


@pytest.mark.parametrize("answer", UNTOLD.values(), ids=UNTOLD.keys())
def test_a_page_that_was_saved_is_known_to_be(bot: LocalBot, proxy: FaultProxy, answer: Any) -> None:
    bot.declare()
    proxy.spoil(asks(action="edit"), after(answer), 1)
    found = outcome(bot.count(write("Alice", "A", 10, "11-02")))
    assert isinstance(found, Saved)
    assert found.revid == bot.wiki.history(PAGE)[-1]["revid"]
    assert mine(bot) == 1
    assert isinstance(outcome(bot.update()), Unchanged)


@pytest.mark.parametrize("answer", [{}, None, {"edit": {}}, {"edit": {"result": "Success"}}])
def test_a_page_that_was_not_saved_is_saved_by_the_next_turn(
    bot: LocalBot, proxy: FaultProxy, answer: Any
) -> None:
    bot.declare()
    bot.count(write("Alice", "A", 10, "11-02"))
    proxy.spoil(asks(action="edit"), answers(answer))
    found = outcome(bot.count(add("Alice", "A", 10)))
    assert isinstance(found, NotSaved)
    assert found.failure in {Failure.UNTOLD, Failure.UNREACHABLE}
    assert mine(bot) == 1
    proxy.heal()
    assert isinstance(outcome(bot.update()), Saved)
    assert mine(bot) == 2


def test_a_page_that_somebody_edited_meanwhile_was_saved_all_the_same(
    bot: LocalBot, proxy: FaultProxy
) -> None:
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 10, "11-02"))
    bot.aftermath.append(())

    def edited(_answer: Any) -> Any:
        bot.wiki.tell(add("Olga", PAGE, "\nmore"))
        return {"edit": {"result": "Success"}}

    proxy.spoil(asks(action="edit"), changed(edited), 1)
    assert isinstance(outcome(bot.update()), Saved)
    assert mine(bot) == 1


def test_where_the_page_cannot_be_looked_at_nothing_is_concluded(bot: LocalBot, proxy: FaultProxy) -> None:
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 10, "11-02"))
    proxy.spoil(asks(action="edit"), after({"edit": {}}), 1)
    proxy.spoil(lambda asked: "rvuser" in asked.params, answers({"batchcomplete": True}))
    assert outcome(bot.update()) == NotSaved(PAGE, Failure.UNTOLD)
    assert mine(bot) == 1
    proxy.heal()
    assert isinstance(outcome(bot.update()), Unchanged)


SITEINFO: dict[str, Any] = {
    "general": None,
    "namespaces": [],
    "interwikimap": {},
    "magicwords": None,
    "extensiontags": "x",
    "functionhooks": [None],
}


@pytest.mark.parametrize("part", SITEINFO)
def test_half_of_the_wikis_own_facts_is_none(bot: LocalBot, proxy: FaultProxy, part: str) -> None:
    from bot.wiki.facts import ASKED as SITE_FACTS

    def spoil(answer: Any) -> None:
        answer["query"][part] = SITEINFO[part]

    session = bot.real.session
    proxy.spoil(asks(meta="siteinfo"), changed(spoil), 1)
    assert isinstance(session.facts(SITE_FACTS)["general"], dict)
    assert len(proxy.spoilt) == 1
    proxy.spoil(asks(meta="siteinfo"), changed(lambda answer: answer["query"].pop(part) and None))
    with pytest.raises(WikiUnavailable) as caught:
        session.facts(SITE_FACTS)
    assert caught.value.message.key == "wiki-unreachable"
