"""The bot's blocks on a page: damaged, taken off, put elsewhere, another campaign's; and the talk page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.mediawiki.outcomes import Failure, Saved, Unchanged
from bot.operations.publish import marks_of
from bot.render.blocks import read_blocks

from .bot import PAGE, SIGN_UP, LocalBot
from .html_tables import tables
from .stories import add, do, outcomes, told, write


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """With a campaign in which something has happened, and that is not published yet."""
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 100, "11-02"), add("Bob", "A", 50))
    return bot


def text(bot: LocalBot) -> str:
    return bot.wiki.text(PAGE)


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


OPEN, CLOSE = "<!-- campaignbot:{} -->", "<!-- /campaignbot:{} -->"
DAMAGES: dict[str, Callable[[str, str], str]] = {
    "the closing mark lost": lambda block, other: block.replace(CLOSE.format(other), ""),
    "the opening mark lost": lambda block, other: block.replace(OPEN.format(other), ""),
    "the marks turned": lambda block, other: (
        block.replace(OPEN.format(other), "X")
        .replace(CLOSE.format(other), OPEN.format(other))
        .replace("X", CLOSE.format(other))
    ),
    "the block twice": lambda block, _: f"{block}\n\n{block}",
    "one in the other": lambda block, other: block.replace(
        CLOSE.format(other), f"{block}\n{CLOSE.format(other)}"
    ),
}


@pytest.mark.parametrize("name", ["leaderboard", "status"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_who_follows_the_advice_for_a_damaged_block_has_one_again(
    name: str, damage: str, bot: LocalBot
) -> None:
    bot.update()
    whole = text(bot)
    block = read_blocks(whole).pairs[name]
    mine = whole[block.start : block.end]
    broken = whole.replace(mine, DAMAGES[damage](mine, name))
    report = bot.count(write("Bob", PAGE, broken))
    assert ("page-block-damaged", name) in [(key, params[0]) for key, params, _ in told(report)]
    assert text(bot).count(f"campaignbot:{name}") == broken.count(f"campaignbot:{name}")
    # What is left of the marks, and what stands between them, is taken away.
    rest = text(bot).replace(block.inner, "\n").replace(OPEN.format(name), "").replace(CLOSE.format(name), "")
    bot.count(write("Bob", PAGE, rest))
    bot.update()
    assert text(bot).count(OPEN.format(name)) == text(bot).count(CLOSE.format(name)) == 1
    assert name in read_blocks(text(bot)).pairs
    assert not told(bot.update())


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


def test_what_was_taken_off_is_known_without_a_status_too(bot: LocalBot) -> None:
    bot.declare("publish: {status: false}")
    bot.update()
    block = read_blocks(text(bot)).pairs["leaderboard"]
    bot.wiki.tell(write("Bob", PAGE, text(bot)[: block.start] + text(bot)[block.end :]), add("Bob", "A", 1))
    for _ in range(2):
        bot.now = bot.now.replace(day=21)
        report = bot.update()
        assert [key for key, *_ in told(report)] == ["page-block-removed"]
        assert list(read_blocks(text(bot)).pairs) == ["articles"]
    assert outcomes(report) == [Unchanged, Unchanged]


def test_the_status_is_put_back_because_problems_are_told_there(bot: LocalBot) -> None:
    bot.update()
    block = read_blocks(text(bot)).pairs["status"]
    without = text(bot)[: block.start].rstrip("\n") + text(bot)[block.end :]
    bot.count(write("Bob", PAGE, without))
    assert "status" in read_blocks(text(bot)).pairs


# --- other pages


def test_an_output_can_go_to_a_subpage_and_to_a_page_that_invites_it(bot: LocalBot) -> None:
    opening, closing = marks_of("leaderboard of Project:WiP")
    bot.wiki.tell(write("Carol", "Project:Tables", f"{opening}\n{closing}"))
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
    assert bot.wiki.text("Project:Tables").startswith(f"== Us ==\n{opening}\n<!-- campaign: ")


def test_two_campaigns_never_write_the_same_block(bot: LocalBot) -> None:
    bot.declare("publish: {leaderboard: /Tables}")
    bot.update()
    mine = bot.wiki.text("Project:WiP/Tables")
    # The campaign is moved without its subpages, and another one begins at its place.
    bot.wiki.tell(do("move", title=PAGE, to="Project:First"))
    bot.declare("publish: {leaderboard: /Tables}", sign_up="* [[User:Bob]]", at="2026-11-16T00:00:00Z")
    report = bot.update()
    assert [(key, params[:2]) for key, params, _ in told(report) if key.startswith("page")] == [
        ("page-block-taken", ("leaderboard", "Project:WiP/Tables"))
    ]
    assert bot.wiki.text("Project:WiP/Tables") == mine


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
        # What was there of it would only grow old; where it is now stands in its place.
        left = read_blocks(text(bot)).pairs["articles"].inner
        assert "{|" not in left
        assert f"[[:{PAGE}{target}|Articles]]" in left


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
