"""Details over several pages, on a real wiki."""

from __future__ import annotations

from functools import partial

import pytest

from bot.features.outputs.details import laid_out

from .bot import LocalBot
from .support import LocalWiki

FIRST = "Project:WiP/Details"


@pytest.fixture
def bot(wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch) -> LocalBot:
    """A campaign with work for two small pages of details."""
    monkeypatch.setattr("bot.features.outputs.details.laid_out", partial(laid_out, limit_bytes=20_000))
    made = LocalBot(wiki)
    made.declare("points: {edits: 1}", "publish: {details: /Details}")
    first = {"do": "edit", "at": "2026-11-02T00:00:00Z", "as": "Alice", "title": "Article", "text": "x"}
    more = [
        {"do": "edit", "as": name, "title": f"Article of {name} number {n}", "text": "x"}
        for name in ("Alice", "Bob")
        for n in range(90)
    ]
    wiki.tell(first, *more)
    return made


def test_details_go_over_as_many_pages_as_they_need(bot: LocalBot, wiki: LocalWiki) -> None:
    report = bot.update()
    assert report.notices == ()
    pages = [page.page.title for page in report.pages]
    assert [FIRST, f"{FIRST}/2"] == sorted(title for title in pages if "Details" in title)
    together = "".join(wiki.text(title) for title in pages if "Details" in title)
    for name in ("Alice", "Bob"):
        assert together.count(f"[[Article of {name} number ") == 90
    assert "Details/2" in wiki.html(FIRST)
    assert all(page.text == page.page.text for page in bot.update().pages), "a second update changes nothing"


def test_a_page_that_is_needed_no_more_says_so(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.update()
    later = f"{bot.now:%Y-%m-%dT%H:%M:%SZ}"
    wiki.tell(*({"do": "delete", "at": later, "title": f"Article of Bob number {n}"} for n in range(90)))
    bot.update()
    assert "[[Article of" not in wiki.text(f"{FIRST}/2")
    assert "not needed any more" in wiki.text(f"{FIRST}/2")
    assert "[[Article of Alice" in wiki.text(FIRST)
