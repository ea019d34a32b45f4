"""Saving on a real wiki: what the wiki answers becomes an outcome."""

from __future__ import annotations

import pytest

from bot.mediawiki.outcomes import Again, Failure, NotSaved, Outcome, Saved, Unchanged
from bot.mediawiki.queries import PageText, PageTexts
from bot.operations.ports import Change

from .bot import LocalBot
from .support import LocalWiki

TITLE = "Project:Table"


@pytest.fixture
def bot(wiki: LocalWiki) -> LocalBot:
    wiki.tell({"do": "edit", "title": TITLE, "text": "one"})
    return LocalBot(wiki)


def read(bot: LocalBot, title: str = TITLE) -> PageText:
    question = PageTexts((title,))
    return bot.context.source.ask(question)[question][title]


def save(bot: LocalBot, base: PageText, text: str = "two") -> Outcome:
    return bot.real.save(Change(base, text, "testing"))


def failure(outcome: Outcome) -> tuple[Failure, Again]:
    assert isinstance(outcome, NotSaved), outcome
    return outcome.failure, outcome.again


def test_a_save_is_a_bots_edit_with_its_summary(bot: LocalBot, wiki: LocalWiki) -> None:
    outcome = save(bot, read(bot))
    assert isinstance(outcome, Saved)
    last = wiki.history(TITLE)[-1]
    assert (last["revid"], last["user"], last["comment"]) == (outcome.revid, "CampaignBot", "testing")
    assert not last["minor"]
    changes = wiki.query(list="recentchanges", rcprop="ids|flags")["query"]["recentchanges"]
    assert next(change for change in changes if change["revid"] == outcome.revid)["bot"]


def test_a_page_that_does_not_exist_is_made(bot: LocalBot, wiki: LocalWiki) -> None:
    assert isinstance(save(bot, read(bot, "Project:New")), Saved)
    assert wiki.text("Project:New") == "two"


def test_the_same_text_again_saves_nothing(bot: LocalBot, wiki: LocalWiki) -> None:
    assert isinstance(save(bot, read(bot), "one"), Unchanged)
    assert len(wiki.history(TITLE)) == 1


def test_an_edit_in_between_is_a_conflict_and_stays(bot: LocalBot, wiki: LocalWiki) -> None:
    base = read(bot)
    wiki.tell({"do": "edit", "title": TITLE, "text": "somebody else's"})
    assert failure(save(bot, base)) == (Failure.CONFLICT, Again.NOW)
    assert wiki.text(TITLE) == "somebody else's"


def test_a_page_made_meanwhile_is_a_conflict(bot: LocalBot, wiki: LocalWiki) -> None:
    base = read(bot, "Project:New")
    wiki.tell({"do": "edit", "title": "Project:New", "text": "somebody else's"})
    assert failure(save(bot, base)) == (Failure.CONFLICT, Again.NOW)
    assert wiki.text("Project:New") == "somebody else's"


def test_a_page_deleted_meanwhile_is_not_made_again(bot: LocalBot, wiki: LocalWiki) -> None:
    base = read(bot)
    wiki.tell({"do": "delete", "title": TITLE})
    assert failure(save(bot, base)) == (Failure.DELETED, Again.NEVER)
    assert not read(bot).exists


def test_a_protected_page_is_left_alone(bot: LocalBot, wiki: LocalWiki) -> None:
    wiki.tell({"do": "protect", "title": TITLE})
    assert failure(save(bot, read(bot))) == (Failure.PROTECTED, Again.NEVER)


def test_a_blocked_bot_says_so(bot: LocalBot, wiki: LocalWiki) -> None:
    wiki.tell({"do": "block", "user": "CampaignBot"})
    assert failure(save(bot, read(bot))) == (Failure.BLOCKED, Again.NEVER)


def test_a_read_only_wiki_is_tried_again_later(bot: LocalBot, wiki: LocalWiki) -> None:
    base = read(bot)
    wiki.configure(wgReadOnly="Maintenance until noon")
    outcome = save(bot, base)
    assert failure(outcome) == (Failure.READ_ONLY, Again.LATER)
    assert isinstance(outcome, NotSaved)
    assert "Maintenance until noon" in outcome.detail


def test_a_lagged_wiki_is_tried_again_later(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.wiki import pywikibot_library

    base = read(bot)
    config = pywikibot_library.load().config
    # Every wiki lags more than this: https://www.mediawiki.org/wiki/Manual:Maxlag_parameter
    monkeypatch.setattr(config, "write_maxlag", -2)
    monkeypatch.setattr(config, "max_retries", 0)
    assert failure(save(bot, base)) == (Failure.LAGGED, Again.LATER)


def test_a_page_too_large_for_the_wiki_says_so(bot: LocalBot, wiki: LocalWiki) -> None:
    base = read(bot)
    wiki.configure(wgMaxArticleSize=1)
    assert failure(save(bot, base, "x" * 2000)) == (Failure.TOO_LARGE, Again.NEVER)
