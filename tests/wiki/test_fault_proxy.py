"""The proxy lets through what it is not told to spoil, and spoils what it is told to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.operations.ports import WikiUnavailable

from ..faults.proxy import FaultProxy, answers, asks, bent, changed
from .bot import LocalBot
from .support import LocalWiki


@pytest.fixture
def proxy(wiki: LocalWiki) -> Iterator[FaultProxy]:
    with FaultProxy(wiki.url) as it:
        yield it


def test_a_bot_works_through_it_as_without(wiki: LocalWiki, proxy: FaultProxy) -> None:
    bot = LocalBot(wiki, api=proxy.api)
    wiki.tell({"do": "user", "name": "Alice"})
    bot.declare()
    report = bot.update()
    assert report.view
    assert [row.participant.name for row in report.view.standings.rows] == ["Alice"]
    assert any(asked.action == "edit" for asked in proxy.asked)
    assert not proxy.spoilt
    assert "campaignbot:leaderboard" in wiki.text("Project:WiP")


def test_it_spoils_an_answer_as_often_as_it_is_told(wiki: LocalWiki, proxy: FaultProxy) -> None:
    bot = LocalBot(wiki, api=proxy.api)
    bot.declare()
    proxy.spoil(asks(prop="revisions"), answers({"error": {"code": "unknown_action", "info": "x"}}), times=1)
    with pytest.raises(WikiUnavailable):
        bot.update()
    assert [asked.action for asked in proxy.spoilt] == ["query"]
    assert bot.update().view


def test_it_changes_and_bends_what_the_wiki_says(wiki: LocalWiki, proxy: FaultProxy) -> None:
    proxy.spoil(asks(meta="siteinfo"), changed(lambda value: {**value, "extra": 1}), times=1)
    through = LocalWiki(wiki.instance)
    through.api = proxy.api
    assert through.query(meta="siteinfo")["extra"] == 1
    proxy.spoil(asks(meta="siteinfo"), bent(status=503), times=1)
    with pytest.raises(Exception, match="batchcomplete"):
        through.query(meta="siteinfo")
    assert "extra" not in through.query(meta="siteinfo")
