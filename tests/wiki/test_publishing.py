"""Where output goes: the bot's marked blocks and nothing else, and never over somebody's edit."""

from __future__ import annotations

import pytest

from bot.mediawiki.outcomes import Failure, Saved, Unchanged
from bot.operations.publish import marks_of
from bot.render.blocks import read_blocks
from scripts.wiki.storyteller import Action

from .bot import PAGE, SIGN_UP, LocalBot, campaign_page
from .html_tables import tables
from .stories import add, do, outcomes, work, write


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """With a campaign in which something has happened, and that is not published yet."""
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 100, "11-02"), add("Bob", "A", 50))
    return bot


def text(bot: LocalBot) -> str:
    return bot.wiki.text(PAGE)


def outside(wikitext: str) -> str:
    """The page without what stands in the bot's blocks."""
    for block in sorted(read_blocks(wikitext).pairs.values(), key=lambda block: -block.start):
        wikitext = wikitext[: block.inner_start] + wikitext[block.inner_end :]
    return wikitext


# --- what is saved, and when


def test_the_outputs_are_put_in_once_and_then_only_changed(bot: LocalBot) -> None:
    before = text(bot)
    assert outcomes(bot.update()) == [Saved]
    first = text(bot)
    assert list(read_blocks(first).pairs) == ["status", "leaderboard", "articles"]
    assert first.startswith(before[: before.index("</syntaxhighlight>")])
    assert "== Participants ==\n* [[User:Alice]]\n* [[User:Bob]]\n\n== Leaderboard ==\n" in first
    bot.count(add("Bob", "A", 7))
    assert "Leaderboard: Women in Physics" in tables(bot.wiki.html(PAGE))
    assert outside(text(bot)) == outside(first)
    assert text(bot) != first


def test_an_update_twice_in_a_row_saves_once_and_passing_time_saves_nothing(bot: LocalBot) -> None:
    bot.update()
    saved = text(bot)
    for days in (0, 1, 5):
        bot.now = bot.now.replace(day=20 + days)
        assert outcomes(bot.update()) == [Unchanged]
    assert text(bot) == saved
    assert len(bot.wiki.history(PAGE)) == 2


def test_a_dry_run_saves_and_remembers_nothing(bot: LocalBot) -> None:
    report = bot.update(dry=True)
    assert [page.outcome for page in report.pages] == [None]
    assert "campaignbot:leaderboard" in report.pages[0].text
    assert len(bot.wiki.history(PAGE)) == 1
    page = report.pages[0].page
    assert bot.store.last_check(bot.wiki.api, page.pageid) is None
    assert bot.store.good_version(bot.wiki.api, page.pageid) is None


def test_the_summary_links_the_campaign_and_the_edit_is_a_bots(bot: LocalBot) -> None:
    bot.update()
    last = bot.wiki.history(PAGE)[-1]
    assert (last["user"], last["minor"]) == ("CampaignBot", False)
    assert f"[[{PAGE}" in last["comment"]
    changes = bot.wiki.query(list="recentchanges", rcprop="ids|flags", rcshow="bot")["query"]["recentchanges"]
    assert [change["revid"] for change in changes] == [last["revid"]]


# --- text outside the blocks


OPEN, CLOSE = marks_of("leaderboard")
ODD = [
    f"{OPEN}{CLOSE}",
    f"{{| class=wikitable\n| {OPEN}\nold\n{CLOSE}\n| é\n|}}",
    f"<nowiki>{OPEN}</nowiki> {OPEN}x{CLOSE}<pre>{CLOSE}</pre>",
    f"{OPEN}\n{CLOSE}\n\n\n[[Category:Campaigns]]\n<!--\n-->",
]


@pytest.mark.parametrize("around", ODD, ids=["bare", "in a table", "beside nowiki", "before the end"])
def test_text_outside_the_blocks_stays_letter_by_letter(around: str, bot: LocalBot) -> None:
    bot.declare("publish: {status: false, articles: false}", sign_up=f"{SIGN_UP}\n{around}")
    before = text(bot)
    bot.update()
    assert "1–30 November" not in text(bot)
    assert "[[User:Alice|Alice]]" in text(bot)
    assert outside(text(bot)) == outside(before)


# --- edits in between


def join(*names: str) -> list[Action]:
    """Somebody signs up, in the moment before the save."""
    return [add(name, PAGE, f"\n* [[User:{name}]]") for name in names]


def test_an_edit_in_the_moment_of_saving_is_kept(bot: LocalBot) -> None:
    bot.meddling.append([write("Carol", PAGE, campaign_page(sign_up=SIGN_UP + "* [[User:Carol]]"))])
    report = bot.update()
    assert outcomes(report) == [Saved]
    assert "* [[User:Carol]]" in text(bot)
    assert "[[User:Alice|Alice]]" in text(bot)
    assert work(bot.update())["Alice"].bytes == 100
    assert "[[User:Carol|Carol]]" in text(bot)


def test_after_a_second_edit_the_bot_gives_up_until_the_next_turn(bot: LocalBot) -> None:
    bot.meddling += [join("Carol"), join("Dora"), join("Eve")]
    report = bot.update()
    assert outcomes(report) == [Failure.CONFLICT]
    assert "campaignbot" not in text(bot)
    assert bot.meddling == [join("Eve")]
    assert outcomes(bot.update()) == [Saved]
    assert all(f"* [[User:{name}]]" in text(bot) for name in ("Carol", "Dora", "Eve"))


def test_a_page_deleted_in_the_moment_of_saving_is_not_made_again(bot: LocalBot) -> None:
    bot.meddling.append([do("delete", title=PAGE)])
    assert outcomes(bot.update()) == [Failure.DELETED]
    assert not bot.wiki.history(PAGE)


def test_a_page_edited_and_then_deleted_is_not_made_again(bot: LocalBot) -> None:
    bot.meddling.append(join("Carol"))
    # Told as something past: the wiki itself refuses to make a page that was deleted after the save began.
    bot.aftermath.append([do("delete", "Admin", "11-20", title=PAGE)])
    assert outcomes(bot.update()) == [Failure.DELETED]
    assert not bot.wiki.history(PAGE)


# --- who may stop the bot


@pytest.mark.parametrize("sign", ["{{nobots}}", "{{bots|deny=CampaignBot}}", "{{bots|allow=OtherBot}}"])
def test_a_page_can_keep_bots_away(sign: str, bot: LocalBot) -> None:
    bot.declare(sign_up=SIGN_UP + sign)
    assert outcomes(bot.update()) == [Failure.BOTS_DENIED]
    assert "campaignbot" not in text(bot)


def test_anybody_can_stop_the_bot_on_its_shutoff_page(bot: LocalBot) -> None:
    bot.wiki.tell(write("Carol", "User:CampaignBot/shutoff", "Please stop!"))
    report = bot.update()
    assert outcomes(report) == [Failure.SHUT_OFF]
    assert work(report)["Alice"].bytes == 100
    assert "campaignbot" not in text(bot)
    assert outcomes(bot.count(write("Carol", "User:CampaignBot/shutoff", ""))) == [Saved]


def test_a_protected_page_keeps_the_bot_from_that_page_alone(bot: LocalBot) -> None:
    bot.declare("publish: {articles: /Articles}")
    report = bot.count(do("protect", title=PAGE))
    assert outcomes(report) == [Failure.PROTECTED, Saved]
    assert outcomes(bot.count(do("protect", title=PAGE, level=""))) == [Saved, Unchanged]
