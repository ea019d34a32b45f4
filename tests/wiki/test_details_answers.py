"""What the details answer a participant whose edit does not count: early edits, drafts, what is gone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot, campaign_page
from .html_tables import tables
from .stories import add, do, outcomes, work, write

DETAILS = f"{PAGE}/Details"
PUBLISH = "publish: {details: /Details}"
EARLY = "it was made before the campaign began"
DRAFT = "the page is not an article"


def told(bot: LocalBot) -> list[tuple[str, str]]:
    """The edits that do not count, as the details have them: why, and page, days and bytes."""
    found, why = [], ""
    for line in bot.wiki.text(DETAILS).split("\n"):
        if line.startswith("* Not counted, because "):
            why = line.removeprefix("* Not counted, because ").removesuffix(":")
        elif line.startswith("** "):
            plain = re.sub(r"\[\[(?:[^\]|]*\|)?:?([^\]]*)\]\]|</?bdi>", r"\1", line.removeprefix("** "))
            found.append((why, plain.replace("\xa0", " ")))
    return found


OLD = write("Carol", "Old", 1000, "10-01")
NOTHING: list[tuple[str, str]] = []
CASES: dict[str, tuple[list[Action], list[tuple[str, str]]]] = {
    "early": ([add("Alice", "Old", 50, "10-31 23:59:59")], [(EARLY, "Old 31 Oct +50")]),
    "early on several days": (
        [add("Alice", "Old", 50, "10-26"), add("Alice", "Old", 5), add("Alice", "Old", 6, "10-31")],
        [(EARLY, "Old 31 Oct +6 · 26 Oct +5 +50")],
    ),
    "a week early": ([add("Alice", "Old", 50, "10-25 00:00:00")], [(EARLY, "Old 25 Oct +50")]),
    "long before": ([add("Alice", "Old", 50, "10-24 23:59:59")], NOTHING),
    "early and somebody else": ([add("Carol", "Old", 50, "10-31")], NOTHING),
    "early on a talk page": ([write("Alice", "Talk:Old", 50, "10-31")], NOTHING),
    "early and deleted": ([write("Alice", "New", 50, "10-31"), do("delete", title="New")], NOTHING),
    "early on what is a redirect": (
        [write("Alice", "New", 50, "10-31"), write("Carol", "New", "#REDIRECT [[Old]]")],
        NOTHING,
    ),
    "a draft": ([write("Alice", "User:Alice/Draft", 70, "11-03")], [(DRAFT, "User:Alice/Draft 3 Nov +70")]),
    "somebody else's draft": (
        [write("Carol", "User:Carol/Draft", 70, "11-03"), add("Alice", "User:Carol/Draft", 7)],
        [(DRAFT, "User:Carol/Draft 3 Nov +7")],
    ),
    "an early draft": ([write("Alice", "User:Alice/Draft", 70, "10-31")], NOTHING),
    "a user page": ([write("Alice", "User:Alice", 70, "11-03")], NOTHING),
    "a talk page of a draft": ([write("Alice", "User talk:Alice/Draft", 70, "11-03")], NOTHING),
    "a style sheet": ([write("Alice", "User:Alice/common.css", "a {}", "11-03")], NOTHING),
    "an article moved away": (
        [write("Alice", "New", 70, "11-03"), do("move", title="New", to="User:Alice/New")],
        [(DRAFT, "User:Alice/New 3 Nov +70")],
    ),
    "a deleted draft": (
        [write("Alice", "User:Alice/Draft", 70, "11-03"), do("delete", title="User:Alice/Draft")],
        NOTHING,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_count_is_told_with_its_reason(case: str, bot: LocalBot) -> None:
    story, expected = CASES[case]
    bot.declare(PUBLISH)
    report = bot.count(
        OLD, write("Alice", "Counted", 5, "10-01"), *story, add("Alice", "Counted", 10, "11-05")
    )
    assert told(bot) == expected
    assert work(report)["Alice"].bytes == 10
    assert work(report)["Alice"].edits == 1


def test_a_draft_that_becomes_an_article_counts(bot: LocalBot) -> None:
    bot.declare(PUBLISH)
    bot.count(write("Alice", "User:Alice/Draft", 70, "11-03"))
    assert len(told(bot)) == 1
    report = bot.count(do("move", "Alice", "11-04", title="User:Alice/Draft", to="New"))
    assert ("it changed no text, as when a page is moved", "New 4 Nov 0") in told(bot)
    assert DRAFT not in bot.wiki.text(DETAILS)
    assert work(report)["Alice"].created == 1


def test_early_edits_are_told_of_the_campaigns_articles_alone(bot: LocalBot) -> None:
    bot.declare(PUBLISH, "articles: {titles: [Old]}")
    bot.count(
        OLD, add("Alice", "Old", 1, "10-31"), write("Alice", "Other", 2), add("Alice", "Old", 3, "11-05")
    )
    assert told(bot) == [(EARLY, "Old 31 Oct +1")]
    bot.change("titles: [Old]", "titles: [Old, Other]")
    bot.update()
    assert told(bot) == [(EARLY, "Other 31 Oct +2"), (EARLY, "Old 31 Oct +1")]


def test_the_campaigns_own_pages_are_no_drafts(bot: LocalBot) -> None:
    mine = "User:Olga/Campaign"
    signed = write("Olga", mine, campaign_page(PUBLISH), "10-20")
    edits = [add("Alice", mine, "\nHello", "11-03"), write("Alice", f"{mine}/Worklist", "[[A]]")]
    bot.wiki.tell(signed, *edits, write("Alice", "A", 9, "11-04"))
    bot.update(mine)
    assert "Not counted" not in bot.wiki.text(f"{mine}/Details")
    assert "[[A]]" in bot.wiki.text(f"{mine}/Details")


def test_what_is_gone_is_told_by_explain_alone(bot: LocalBot) -> None:
    bot.declare(PUBLISH)
    story = [
        write("Alice", "A", 5, "11-02"),
        write("Alice", "B", 50),
        write("Alice", "C", 6),
        add("Alice", "C", 60),
        add("Carol", "C", 1),
    ]
    made = bot.wiki.tell(*story)
    bot.update()
    later = f"{bot.now:%m-%d %H:%M:%S}"
    bot.wiki.tell(
        do("delete", "Admin", later, title="B"),
        do("hide", "Admin", later, revids=[made[3]["revid"]], what=["text", "user"]),
    )
    bot.update()
    page = bot.wiki.text(DETAILS)
    assert told(bot) == NOTHING
    assert "[[B]]" not in page
    assert f"Diff/{made[3]['revid']}" not in page
    assert "Edits on pages that were deleted" in page
    explained = bot.explain("Alice")
    assert explained[made[1]["revid"]] == "page-gone"
    assert explained[made[3]["revid"]] == "hidden"


def test_what_is_remembered_tells_what_everything_read_anew_tells(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.declare(PUBLISH)
    bot.count(OLD, add("Alice", "Old", 50, "10-31"), write("Alice", "User:Alice/D", 70, "11-03"))
    bot.count(add("Alice", "User:Alice/D", 7), write("Bob", "User:Bob/D", 8), write("Bob", "B", 9))
    bot.count(do("move", "Bob", title="User:Bob/D", to="C"), do("move", "Bob", title="B", to="User:Bob/B"))
    remembered = bot.wiki.text(DETAILS)
    assert set(outcomes(bot.update())) == {Unchanged}
    bot.store = Store()
    assert set(outcomes(bot.update())) == {Unchanged}
    assert bot.wiki.text(DETAILS) == remembered
    assert len(told(bot)) == 5


def test_with_nothing_new_they_cost_no_request(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    spent = []
    for output in ("details", "articles"):
        bot.store = Store()
        bot.declare(f"publish: {{{output}: /Page}}")
        bot.count(OLD, add("Alice", "Old", 50, "10-31"), write("Alice", "User:Alice/D", f"{output}", "11-03"))
        bot.update()
        before = bot.real.session.costs()
        assert set(outcomes(bot.update())) == {Unchanged}
        spent.append((bot.real.session.costs() - before).requests)
    assert spent[0] == spent[1]


def test_without_details_nothing_more_is_read(bot: LocalBot) -> None:
    bot.declare()
    bot.count(OLD, add("Alice", "Old", 50, "10-31"), write("Alice", "User:Alice/D", 70, "11-03"))
    assert bot.store.wiki_cache(bot.context.address).namespaces() == {0}
    bot.change("end: 2026-11-30", f"end: 2026-11-30\n{PUBLISH}")
    bot.update()
    assert told(bot) == [(DRAFT, "User:Alice/D 3 Nov +70"), (EARLY, "Old 31 Oct +50")]


def test_readers_find_caption_headings_and_their_part(bot: LocalBot) -> None:
    bot.declare(PUBLISH, "points: {edits: 1}")
    bot.count(OLD, add("Alice", "Old", 50, "11-02"), add("Alice", "Old", 5, "11-04"))
    html = bot.wiki.html(DETAILS)
    rows = tables(html)["Alice: 1 article improved and 55 bytes added"]
    assert rows[0] == ["Article", "Edits", "Points: Edits", "Improved", "Bytes", "Changes"]
    assert rows[1] == ["Old", "2", "2", "1", "55", "2 Nov +50 · 4 Nov +5"]
    assert html.count('scope="col"') == 6
    assert '<th scope="row" style="text-align:left">' in html
    anchor = re.findall(r'/wiki/Project:WiP/Details#(campaignbot-user-\d+)"[^>]*>Alice<', bot.wiki.html(PAGE))
    assert len(anchor) == 1
    assert f'id="{anchor[0]}"' in html
