"""Where output goes: the bot's marked blocks and nothing else, and never over somebody's edit."""

from __future__ import annotations

import pytest

from bot.core.outcomes import Failure, NotSaved, Saved, Unchanged
from bot.publishing import marks_of
from bot.render.blocks import read_blocks
from bot.update import Report
from scripts.wiki.storyteller import Action

from .bot import PAGE, SIGN_UP, LocalBot, campaign_page
from .html_tables import tables
from .stories import add, do, told, work, write

EDITS: list[Action] = [write("Alice", "A", 100, "11-02"), add("Bob", "A", 50)]


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """With a campaign in which something has happened, and that is not published yet."""
    bot.declare()
    bot.wiki.tell(*EDITS)
    return bot


def outcomes(report: Report) -> list[object]:
    """How each page's save ended: the kind of the outcome, or the failure."""
    found = [page.outcome for page in report.pages]
    return [one.failure if isinstance(one, NotSaved) else type(one) for one in found]


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


# --- blocks that are not in order


def test_a_damaged_block_is_told_and_not_written_and_the_others_are(bot: LocalBot) -> None:
    bot.declare(sign_up=f"{SIGN_UP}\n<!-- campaignbot:leaderboard -->\nmine\n")
    report = bot.update()
    assert [(key, params[:2]) for key, params, _ in told(report)] == [
        ("page-block-damaged", ("leaderboard", PAGE))
    ]
    assert outcomes(report) == [Saved]
    assert "<!-- campaignbot:leaderboard -->\nmine" in text(bot)
    assert set(read_blocks(text(bot)).pairs) == {"status", "articles"}
    assert "are not in order" in bot.wiki.html(PAGE)
    mended = text(bot).replace("<!-- campaignbot:leaderboard -->\nmine", "")
    report = bot.count(write("Bob", PAGE, mended))
    assert not told(report)
    assert set(read_blocks(text(bot)).pairs) == {"status", "leaderboard", "articles"}
    assert "are not in order" not in bot.wiki.html(PAGE)


def test_a_damaged_status_is_told_on_the_talk_page(bot: LocalBot) -> None:
    bot.update()
    whole = text(bot)
    broken = whole.replace("<!-- /campaignbot:status -->", "")
    report = bot.count(write("Bob", PAGE, broken))
    assert outcomes(report) == [Failure.DAMAGED, Saved]
    assert text(bot) == broken.strip()
    assert "are not in order" in bot.wiki.html("Project talk:WiP")
    report = bot.count(write("Bob", PAGE, whole))
    assert "are not in order" not in bot.wiki.html("Project talk:WiP")


def test_a_block_that_was_taken_off_is_not_put_back_until_its_marks_are(bot: LocalBot) -> None:
    bot.update()
    block = read_blocks(text(bot)).pairs["leaderboard"]
    without = text(bot)[: block.start] + text(bot)[block.end :]
    report = bot.count(write("Bob", PAGE, without))
    assert [key for key, *_ in told(report)] == ["page-block-removed"]
    assert "leaderboard" not in read_blocks(text(bot)).pairs
    assert outcomes(bot.update()) == [Unchanged]
    marks = "<!-- campaignbot:leaderboard --><!-- /campaignbot:leaderboard -->"
    report = bot.count(add("Bob", PAGE, f"\n{marks}"))
    assert not told(report)
    assert "Alice" in read_blocks(text(bot)).pairs["leaderboard"].inner


def test_the_status_is_put_back_because_problems_are_told_there(bot: LocalBot) -> None:
    bot.update()
    block = read_blocks(text(bot)).pairs["status"]
    without = text(bot)[: block.start].rstrip("\n") + text(bot)[block.end :]
    bot.count(write("Bob", PAGE, without))
    assert "status" in read_blocks(text(bot)).pairs


# --- other pages


def test_an_output_can_go_to_a_subpage(bot: LocalBot) -> None:
    bot.declare("publish: {articles: /Articles, leaderboard: Project:Tables}")
    report = bot.update()
    assert outcomes(report) == [Saved, Saved, Saved]
    assert list(tables(bot.wiki.html(f"{PAGE}/Articles"))) == ["Articles: Women in Physics"]
    assert list(tables(bot.wiki.html("Project:Tables"))) == ["Leaderboard: Women in Physics"]
    assert list(read_blocks(text(bot)).pairs) == ["status"]
    assert outcomes(bot.update()) == [Unchanged, Unchanged, Unchanged]
    bot.count(
        write("Bob", "B", 1), write("Carol", "Project:Tables", "== Us ==\n" + bot.wiki.text("Project:Tables"))
    )
    assert bot.wiki.text("Project:Tables").startswith("== Us ==\n<!-- campaignbot:leaderboard -->")


def test_two_campaigns_never_write_the_same_block(bot: LocalBot) -> None:
    bot.declare("publish: {leaderboard: Project:Tables}")
    bot.declare("publish: {leaderboard: Project:Tables}", title="Project:Second", sign_up="* [[User:Bob]]")
    bot.update()
    mine = bot.wiki.text("Project:Tables")
    report = bot.update("Project:Second")
    assert [(key, params[:2]) for key, params, _ in told(report) if key.startswith("page")] == [
        ("page-block-taken", ("leaderboard", "Project:Tables"))
    ]
    assert bot.wiki.text("Project:Tables") == mine


def test_no_campaign_writes_on_another_campaigns_page(bot: LocalBot) -> None:
    bot.declare("publish: {leaderboard: Project:WiP}", title="Project:Second")
    bot.declare("publish: {articles: false}")
    for theirs in ("Project:Second", PAGE):
        bot.update(theirs)
    report = bot.count(
        write("Bob", "Project:Second", bot.wiki.text("Project:Second") + "\n<!-- -->"), add("Alice", "A", 1)
    )
    mine = text(bot)
    assert "[[User:Alice|Alice]]" in mine
    assert not told(report)
    report = bot.update("Project:Second")
    assert ("page-block-taken", ("leaderboard", PAGE)) in [
        (key, params[:2]) for key, params, _ in told(report)
    ]
    assert text(bot) == mine


def test_an_output_that_could_not_be_saved_is_tried_again(bot: LocalBot) -> None:
    bot.declare("publish: {articles: /Articles}")
    bot.wiki.configure(wgReadOnly="Back soon")
    assert outcomes(bot.update()) == [Failure.READ_ONLY, Failure.READ_ONLY]
    bot.wiki.configure()
    bot.meddling.append([write("Carol", f"{PAGE}/Articles", "mine"), do("protect", title=f"{PAGE}/Articles")])
    assert outcomes(bot.update()) == [Saved, Failure.PROTECTED]
    report = bot.count(do("protect", title=f"{PAGE}/Articles", level=""))
    assert not told(report)
    assert bot.wiki.text(f"{PAGE}/Articles").startswith("mine\n\n<!-- campaignbot:articles -->")


def test_an_output_follows_its_settings_to_another_page(bot: LocalBot) -> None:
    bot.update()
    for target in ("/Articles", "/List"):
        published = text(bot)
        settings = published[: published.index("</syntax")]
        settings = settings.split("publish")[0] + f"publish: {{articles: {target}}}\n"
        rest = published[published.index("</syntax") :]
        report = bot.count(write("Bob", PAGE, settings + rest))
        assert not told(report)
        assert list(tables(bot.wiki.html(PAGE + target))) == ["Articles: Women in Physics"]
        # What is left of it on the campaign's page would only grow old.
        assert read_blocks(text(bot)).pairs["articles"].inner == "\n"


# --- problems without a status


def test_without_a_status_problems_are_told_on_the_talk_page_and_taken_back(bot: LocalBot) -> None:
    talk = "Project talk:WiP"
    bot.wiki.tell(write("Carol", talk, "== Hello ==\nWhen does it begin?"))
    bot.declare("publish: {status: false}")
    bot.update()
    assert bot.wiki.text(talk) == "== Hello ==\nWhen does it begin?"
    bot.declare("publish: {status: false}", "nmae: WiP")
    report = bot.update()
    assert [(one.message.key, one.line) for one in report.problems] == [("declaration-unknown-key-near", 5)]
    assert "campaignbot:status" not in text(bot)
    html = bot.wiki.html(talk)
    assert "Did you mean" in html
    # Not in the middle of somebody's thread.
    assert html.index("When does it begin?") < html.index('<span class="mw-headline"') or "<h2" in html
    assert bot.wiki.text(talk).startswith("== Hello ==\nWhen does it begin?\n\n== ")
    assert outcomes(bot.update()) == [Unchanged, Unchanged]
    bot.declare("publish: {status: false}")
    bot.update()
    assert "Did you mean" not in bot.wiki.html(talk)
    assert bot.wiki.text(talk).startswith("== Hello ==\nWhen does it begin?\n\n== ")


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
