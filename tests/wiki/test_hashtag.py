"""``hashtag`` on a real wiki: whoever writes it into a summary takes part with that edit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot
from .stories import add, do, noon, rows, told, work, write
from .support import LocalWiki
from .test_commands import SETTINGS, Commands, at, page

TAG = 'participants: {hashtag: "#WiP"}'
BOTH = 'participants: {hashtag: "#WiP", section: Participants}'
SCOPE = "articles: {category: X}"
ALICE = "== Participants ==\n* [[User:Alice]]\n"


def tagged(who: str, title: str, size: int, at: str = "", tag: str = "#wip") -> Action:
    return add(who, title, size, at, summary=f"more {tag}, with sources")


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def story() -> list[Action]:
    return [
        do("user", name="Robot", groups=["bot"]),
        write("Olga", "A", "[[Category:X]]", "10-01"),
        write("Olga", "B", "no category"),
        tagged("Carol", "A", 5, "10-30"),
        tagged("Carol", "A", 10, "11-02"),
        add("Carol", "A", 20),
        tagged("Carol", "A", 40, tag="#WIP"),
        tagged("Dora", "A", 7, tag="#wiped"),
        tagged("Robot", "A", 3),
        tagged("192.0.2.7", "A", 2),
        tagged("Eve", "B", 100),
        add("Alice", "A", 1),
    ]


@pytest.mark.parametrize("scope", ["", SCOPE])
def test_people_found_by_it_count_with_these_edits_alone(bot: LocalBot, scope: str) -> None:
    bot.declare(TAG, scope)
    report = bot.count(*story())
    elsewhere = {} if scope else {"Eve": (1, 0, 1, 100)}
    assert work(report) == {"Carol": (2, 0, 1, 50), **elsewhere}
    assert list(bot.explain("Carol").values()) == ["before-start", "counts", "other-edit", "counts"]
    assert set(bot.explain("Dora").values()) == {"not-a-participant"}
    assert not told(report)
    assert work(bot.update()) == work(report)


@pytest.mark.parametrize("scope", ["", SCOPE])
def test_who_signed_up_as_well_counts_with_everything(bot: LocalBot, scope: str) -> None:
    bot.declare(BOTH, scope, sign_up=ALICE)
    report = bot.count(*story())
    assert {name: work(report)[name].bytes for name in ("Alice", "Carol")} == {"Alice": 1, "Carol": 50}
    bot.change(ALICE.strip(), f"{ALICE}* [[User:Carol]]")
    assert work(bot.update())["Carol"] == (3, 0, 1, 70)
    bot.change("* [[User:Carol]]", "")
    assert work(bot.update())["Carol"] == (2, 0, 1, 50)


@pytest.mark.parametrize("scope", ["", SCOPE])
def test_an_update_finds_whoever_comes_later_by_what_is_new(bot: LocalBot, scope: str) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.now = datetime.now(UTC)
    bot.declare(TAG, scope, start=noon(-10)[:10], end=noon(10)[:10], at=noon(-20))
    bot.wiki.tell({**write("Olga", "A", "[[Category:X]]"), "at": noon(-5)}, tagged("Carol", "A", 5))
    for number in range(3):
        assert list(work(bot.update())) == ["Carol", *(f"P{earlier}" for earlier in range(number))]
        before = bot.real.session.costs()
        bot.update()
        asked = Counter((bot.real.session.costs() - before).requests)
        assert sum(asked.values()) <= 7
        assert asked["revisions"] == 0
        bot.wiki.tell({**tagged(f"P{number}", "A", 5), "at": now()}, {**add("Q", "A", 7), "at": now()})
    kept, bot.store = bot.store, Store()
    counted = work(bot.update(dry=True))
    bot.store = kept
    assert work(bot.update()) == counted
    assert len(counted) == 4


@pytest.mark.parametrize("scope", ["", SCOPE])
def test_a_hidden_summary_does_not_count(bot: LocalBot, scope: str) -> None:
    bot.declare(TAG, scope)
    edit = tagged("Carol", "A", 10, "11-02")
    bot.wiki.tell(write("Olga", "A", "[[Category:X]]", "10-01"))
    seen = bot.wiki.tell({**edit, "id": "hidden"}, tagged("Carol", "A", 20))
    assert work(bot.update()) == {"Carol": (2, 0, 1, 30)}
    bot.wiki.tell(do("hide", revids=[seen[0]["revid"]], what=["comment"]))
    assert work(bot.update()) == {"Carol": (1, 0, 1, 20)}


def test_an_article_that_was_made_by_another_edit_is_improved(bot: LocalBot) -> None:
    bot.declare(TAG)
    report = bot.count(
        write("Carol", "New", 100, "11-02"),
        tagged("Carol", "New", 20),
        write("Carol", "Newer", 300, summary="#wip"),
    )
    assert work(report) == {"Carol": (2, 1, 1, 320)}


def test_one_campaign_does_not_disturb_another(bot: LocalBot) -> None:
    bot.declare(TAG)
    bot.declare('participants: {hashtag: "#other"}', title="Project:Other")
    bot.declare("", sign_up="== Participants ==\n* [[User:Carol]]\n", title="Project:Third")
    bot.wiki.tell(*story(), tagged("Carol", "A", 1000, tag="#other"))
    for _ in range(2):
        assert work(bot.update())["Carol"].bytes == 50
        assert work(bot.update("Project:Other")) == {"Carol": (1, 0, 1, 1000)}
        assert work(bot.update("Project:Third"))["Carol"].bytes == 1070


def test_the_box_says_how_to_take_part_and_the_details_why_an_edit_does_not_count(bot: LocalBot) -> None:
    bot.declare(TAG, "publish: {details: true}")
    bot.count(*story())
    shown = bot.wiki.html(PAGE)
    assert "Write #WiP in your edit summary to take part." in shown
    assert "it does not carry #WiP" in bot.wiki.text(PAGE).replace("&#35;", "#")


@pytest.mark.parametrize("scope", ["", SCOPE])
def test_another_hashtag_finds_others_at_once(bot: LocalBot, scope: str) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.declare(TAG, scope)
    assert "Carol" in work(bot.count(*story()))
    bot.change("#WiP", "#wiped")
    assert work(bot.update()) == {"Dora": (1, 0, 1, 7)}
    assert work(bot.update()) == {"Dora": (1, 0, 1, 7)}
    assert list(rows(bot.update())) == ["Dora"]


def test_where_nobody_used_it_yet_nothing_is_amiss(bot: LocalBot) -> None:
    bot.declare(TAG)
    report = bot.update()
    assert list(rows(report)) == []
    assert not told(report)


def test_the_commands_say_it_too(wiki: LocalWiki, tmp_path: Path) -> None:
    settings = f"{SETTINGS}participants:\n  hashtag: '#WiP'\n"
    wiki.tell(
        {"do": "edit", "at": at(-20), "title": PAGE, "text": page(settings)},
        {**tagged("Carol", "A", 1000), "at": at(-3)},
        add("Carol", "A", 500),
    )
    commands = Commands(wiki, tmp_path)
    commands.write_config()
    done = commands("update", PAGE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Saved" in done.stdout
    explained = commands("explain", PAGE, "Carol")
    assert "does not count: it does not carry #WiP" in explained.stdout, explained.stdout
    assert "+1,000" in explained.stdout
