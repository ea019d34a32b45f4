"""The account's rights change while the bot runs: its requests do, too, and nothing is lost by that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.mediawiki.queries import Accounts
from bot.operations.ports import BatchRefused
from bot.sources.api.source import ApiSource
from bot.wiki import account
from bot.wiki.session import Session

from ..faults.proxy import Asked, FaultProxy, answers, asks, changed
from .bot import LocalBot
from .stories import work, write
from .support import LocalWiki
from .through import proxy

__all__ = ["proxy"]

PEOPLE = [f"P{number}" for number in range(120)]
FLAGGED = ("read", "edit", "createpage", "writeapi", "bot", "apihighlimits")
"""What the bot group may on the tests' wiki, and what the bot needs of it."""


@pytest.fixture
def bot(wiki: LocalWiki, proxy: FaultProxy) -> Iterator[LocalBot]:
    """A bot with a campaign of more people than a request without the flag may name."""
    bot = LocalBot(wiki, api=proxy.api)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    wiki.tell(write("P0", "A", 100, "11-02"), *(write(name, f"B {name}", 10) for name in PEOPLE[1:4]))
    bot.declare("participants: [" + ", ".join(PEOPLE) + "]")
    proxy.forget()
    yield bot
    wiki.configure()
    bot.real.session._account._high = True
    bot.real.session._account._doubted_until = 0


def take_the_flag(wiki: LocalWiki) -> None:
    rights = {right: right != "apihighlimits" for right in FLAGGED}
    wiki.configure(wgGroupPermissions={"bot": rights, "*": {"read": True}, "user": {"edit": True}})


def most(proxy: FaultProxy) -> int:
    """How many names the largest request had that was not refused."""
    named = [asked.params.get("ususers", "") for asked in proxy.asked]
    return max(value.count("|") + 1 for value in named)


def test_a_lost_flag_shrinks_the_batches_within_the_turn_and_not_for_ever(
    bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    assert bot.real.session.batch == 500
    whole = work(bot.update(dry=True))
    take_the_flag(wiki)
    report = bot.update()
    assert work(report) == whole
    assert bot.real.session.batch == 50
    proxy.forget()
    assert work(bot.update()) == whole
    assert most(proxy) == 50, "it is refused once"
    wiki.configure()
    bot.update()
    proxy.forget()
    assert work(bot.update()) == whole
    assert most(proxy) > 100
    assert bot.real.session.batch == 500


def cut(value: Any, asked: Asked) -> Any:
    """As an older MediaWiki does it: the first fifty, and a warning."""
    value["query"]["users"] = value["query"]["users"][:50]
    said = "Too many values supplied for parameter 'ususers': the limit is 50"
    value["warnings"] = {"users": {"warnings": said}}
    assert asked
    return value


def test_a_warning_that_half_of_it_was_left_out_is_the_same(bot: LocalBot, proxy: FaultProxy) -> None:
    source = ApiSource(bot.real.session)
    question = Accounts(tuple(PEOPLE[:4] + [f"Nobody {number}" for number in range(80)]))
    proxy.spoil(
        lambda asked: asked.params.get("ususers", "").count("|") >= 50,
        lambda asked, real: changed(lambda value: cut(value, asked))(asked, real),
    )
    found = source.ask(question)[question]
    assert [name for name in PEOPLE[:4] if found[name]] == PEOPLE[:4]
    assert len(found) == 84


def test_a_wiki_that_contradicts_itself_is_not_believed_again_at_once(
    bot: LocalBot, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = {"error": {"code": "toomanyvalues", "info": "Too many values"}}
    proxy.spoil(lambda asked: asked.params.get("ususers", "").count("|") >= 50, answers(error))
    for _ in range(4):
        bot.update(dry=True)
    assert 1 <= len(proxy.spoilt) <= 3
    assert bot.real.session.batch == 50
    monkeypatch.setattr(account, "DOUBT_SECONDS", 0)
    bot.real.session._account._doubted_until = 0
    proxy.heal()
    bot.update(dry=True)
    assert bot.real.session.batch == 500


def test_what_is_refused_in_small_batches_too_is_no_endless_game(proxy: FaultProxy) -> None:
    session = Session(proxy.api)
    proxy.spoil(asks(list="users"), answers({"error": {"code": "toomanyvalues", "info": "x"}}))
    with pytest.raises(BatchRefused):
        ApiSource(session).ask(Accounts(("Alice",)))
    assert len(proxy.asked) == 1


def test_a_lost_session_is_found_again(bot: LocalBot, proxy: FaultProxy) -> None:
    from bot.wiki import pywikibot_library

    bot.update()
    pywikibot_library.load().comms.http.cookie_jar.clear()
    proxy.forget()
    assert bot.update().view
    assert [asked.action for asked in proxy.asked].count("clientlogin") == 1
    assert bot.real.account == "CampaignBot"
    assert bot.real.session.batch == 500
