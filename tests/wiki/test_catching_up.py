"""What an update has to notice although nobody who takes part has edited: one thing after the other."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.operations.report import Report
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot
from .stories import add, do, dump, noon, rows, write
from .support import LocalWiki


def begun(action: Action) -> Action:
    """The same, five days ago."""
    return {**action, "at": noon(-5)}


@pytest.fixture
def bot(wiki: LocalWiki) -> LocalBot:
    """A bot that keeps up with a campaign from ten days ago to ten days from now."""
    keeping = LocalBot(wiki)
    keeping.settings = replace(keeping.settings, full_reading=timedelta(days=1))
    keeping.now = datetime.now(UTC)
    declare(keeping)
    return keeping


def declare(bot: LocalBot, *more: str, people: str = "[Alice, Bob]") -> None:
    start, end = noon(-10)[:10], noon(10)[:10]
    bot.declare(f"participants: {people}", *more, at=noon(-20), start=start, end=end, sign_up="")


def edits(report: Report) -> dict[str, int]:
    """How many edits count, by name."""
    return {name: row.measures["edits"].known for name, row in rows(report).items() if row.articles}


def after(bot: LocalBot, *story: Action) -> dict[str, int]:
    """What counts after that has happened; and a bot that knows nothing sees the same."""
    bot.wiki.tell(*story)
    report = bot.update()
    settled(bot, edits(report))
    return edits(report)


def settled(bot: LocalBot, counted: dict[str, int]) -> None:
    kept, bot.store = bot.store, Store()
    report = bot.update(dry=True)
    assert edits(report) == counted
    # That nothing counts any more is told by who remembers that something did.
    assert not counted or all(isinstance(page.outcome, Unchanged) for page in report.pages)
    bot.store = kept


DRAFTS = "Project:Drafts"
ALICE = begun(write("Alice", "A", 100, id="first"))


def test_an_edit_reverted_later(bot: LocalBot) -> None:
    assert after(bot, ALICE, add("Bob", "A", 10, id="bad")) == {"Alice": 1, "Bob": 1}
    assert after(bot, do("revert-to", "Mallory", revid=bot.wiki.history("A")[0]["revid"])) == {"Alice": 1}


def test_a_tag_that_comes_when_the_revert_is_patrolled(bot: LocalBot) -> None:
    bot.wiki.configure(wgUseRCPatrol=True)
    bot.wiki.tell(ALICE, add("Bob", "A", 10))
    [undone] = bot.wiki.tell(do("undo", "Mallory", revid=bot.wiki.history("A")[1]["revid"]))
    assert after(bot) == {"Alice": 1, "Bob": 1}
    assert after(bot, do("patrol", "Admin", revid=undone["revid"])) == {"Alice": 1}


def test_a_reverted_text_that_comes_back(bot: LocalBot) -> None:
    bot.wiki.tell(ALICE, add("Bob", "A", 10))
    first, second = (revision["revid"] for revision in bot.wiki.history("A"))
    assert after(bot, do("revert-to", "Mallory", revid=first)) == {"Alice": 1}
    assert after(bot, do("revert-to", "Olga", revid=second)) == {"Alice": 1, "Bob": 1}
    assert after(bot, do("revert-to", "Mallory", revid=first)) == {"Alice": 1}


def created(report: Report) -> list[str]:
    """Who created an article."""
    return [name for name, row in rows(report).items() if row.measures["articles_created"].known]


def test_a_draft_that_is_merged_in_later(bot: LocalBot) -> None:
    draft = begun(write("Alice", "Draft:A", 100))
    assert after(bot, draft, add("Zoe", "Draft:A", 5), write("Bob", "A", 130)) == {"Bob": 1}
    assert created(bot.update()) == ["Bob"]
    bot.wiki.tell(do("merge", "Admin", title="Draft:A", to="A"))
    report = bot.update()
    assert (created(report), rows(report)["Bob"].measures["bytes_added"].known) == (["Alice"], 25)
    settled(bot, {"Alice": 1, "Bob": 1})


def test_versions_that_are_imported_later_under_what_counts(bot: LocalBot) -> None:
    assert after(bot, begun(write("Alice", "A", 100)), add("Alice", "A", 10)) == {"Alice": 2}
    foreign = dump("A", ("Otto", "2020-01-01T00:00:00Z", "f" * 400), ("Bob", noon(-6), "g" * 70))
    assert after(bot, do("import", "Admin", xml=foreign)) == {"Alice": 2}
    report = bot.update()
    assert (created(report), rows(report)["Alice"].measures["bytes_added"].known) == (["Alice"], 110)


def test_an_old_version_that_is_restored_later_under_what_counts(bot: LocalBot) -> None:
    old = {**write("Zoe", "A", 900), "at": noon(-90)}
    gone = {**do("delete", title="A"), "at": noon(-80)}
    assert after(bot, old, gone, begun(write("Alice", "A", 100))) == {"Alice": 1}
    assert after(bot, do("undelete", title="A")) == {"Alice": 1}
    report = bot.update()
    assert (created(report), rows(report)["Alice"].measures["bytes_added"].known) == (["Alice"], 100)


def test_a_page_deleted_and_restored(bot: LocalBot) -> None:
    assert after(bot, ALICE, add("Bob", "A", 10)) == {"Alice": 1, "Bob": 1}
    assert after(bot, do("delete", title="A")) == {}
    assert after(bot, do("undelete", title="A")) == {"Alice": 1, "Bob": 1}


def test_a_restored_page_of_which_the_bot_did_not_know(bot: LocalBot) -> None:
    assert after(bot, ALICE, do("delete", title="A")) == {}
    assert after(bot, do("undelete", title="A")) == {"Alice": 1}


def test_a_page_made_anew_and_put_together_with_its_past(bot: LocalBot) -> None:
    assert after(bot, ALICE, do("delete", title="A"), write("Bob", "A", 20)) == {"Bob": 1}
    assert after(bot, do("undelete", title="A")) == {"Alice": 1, "Bob": 1}


def test_a_page_restored_in_part(bot: LocalBot) -> None:
    bot.wiki.tell(ALICE, {**add("Alice", "A", 10), "at": noon(-4)}, {**add("Bob", "A", 10), "at": noon(-3)})
    revids = [revision["revid"] for revision in bot.wiki.history("A")]
    assert after(bot) == {"Alice": 2, "Bob": 1}
    assert after(bot, do("delete", title="A"), do("undelete", title="A", revids=revids[1:])) == {
        "Alice": 1,
        "Bob": 1,
    }


def test_a_draft_that_becomes_an_article_and_is_one_no_more(bot: LocalBot) -> None:
    assert after(bot, begun(write("Alice", "Draft:A", 100)), add("Bob", "Draft:A", 10)) == {}
    assert after(bot, do("move", "Olga", title="Draft:A", to="A")) == {"Alice": 1, "Bob": 1}
    assert after(bot, do("move", "Olga", title="A", to="Draft:A", leave_redirect=False)) == {}


def test_a_page_moved_from_the_namespace_of_one_campaign_to_that_of_another(bot: LocalBot) -> None:
    start, end = noon(-10)[:10], noon(10)[:10]
    more = ("participants: [Alice, Bob]", "articles: {namespaces: [118]}")
    bot.declare(*more, title=DRAFTS, at=noon(-20), start=start, end=end, sign_up="")
    bot.wiki.tell(ALICE)
    assert (edits(bot.update()), edits(bot.update(DRAFTS))) == ({"Alice": 1}, {})
    bot.wiki.tell(do("move", "Olga", title="A", to="Draft:A", leave_redirect=False))
    assert (edits(bot.update()), edits(bot.update(DRAFTS))) == ({}, {"Alice": 1})
    bot.wiki.tell(do("move", "Olga", title="Draft:A", to="A", leave_redirect=False))
    assert (edits(bot.update(DRAFTS)), edits(bot.update())) == ({}, {"Alice": 1})


def test_a_history_merged_into_another(bot: LocalBot) -> None:
    story = [ALICE, begun({**write("Bob", "B", 50)})]
    assert after(bot, *story, add("Olga", "B", 5)) == {"Alice": 1, "Bob": 1}
    assert after(bot, do("merge", title="A", to="B")) == {"Alice": 1, "Bob": 1}
    assert bot.wiki.text("A").startswith("#REDIRECT")


def test_an_article_made_into_a_redirect_and_back(bot: LocalBot) -> None:
    assert after(bot, ALICE) == {"Alice": 1}
    assert after(bot, do("redirect", "Mallory", title="A", to="B")) == {}
    assert after(bot, write("Olga", "A", "An article again.")) == {"Alice": 1}


def test_hidden_edits(bot: LocalBot) -> None:
    assert after(bot, ALICE, add("Bob", "A", 10), add("Alice", "A", 5)) == {"Alice": 2, "Bob": 1}
    revids = [revision["revid"] for revision in bot.wiki.history("A")]
    assert after(bot, do("hide", revids=[revids[1]], what=["text"])) == {"Alice": 2}
    assert after(bot, do("hide", revids=[revids[1]], what=["user"])) == {"Alice": 2}
    assert after(bot, do("unhide", revids=[revids[1]], what=["text", "user"])) == {"Alice": 2, "Bob": 1}


def test_an_article_that_others_put_into_the_scope_and_take_out(bot: LocalBot) -> None:
    declare(bot, "articles: {any: [{category: Top, depth: 3}, {template: T}, {listed_on: 'Project:L'}]}")
    bot.wiki.tell(begun(write("Olga", "Category:Sub", "[[Category:Mid]]")), ALICE)
    assert after(bot) == {}
    assert after(bot, add("Olga", "A", "[[Category:Sub]]")) == {}
    assert after(bot, write("Olga", "Category:Mid", "[[Category:Top]]")) == {"Alice": 1}
    assert after(bot, write("Olga", "Category:Mid", "Nothing above.")) == {}
    assert after(bot, write("Olga", "Project:L", "[[A]]")) == {"Alice": 1}
    assert after(bot, write("Olga", "Project:L", "Nothing.")) == {}
    assert after(bot, write("Olga", "Template:U", "{{T}}"), add("Olga", "A", "{{U}}")) == {"Alice": 1}
    assert after(bot, write("Olga", "Template:U", "Nothing.")) == {}


def test_a_file_that_is_deleted(bot: LocalBot) -> None:
    declare(bot, "points: {images_added: 1}")
    bot.wiki.tell(begun(do("upload", title="File:A.png")), begun(write("Alice", "A", "[[File:A.png]]")))
    bot.update()
    bot.wiki.tell(do("delete", title="File:A.png"))
    report = bot.update()
    assert rows(report)["Alice"].measures["images_added"].known == 0
    settled(bot, edits(report))


def test_somebody_who_signs_up_late_and_somebody_who_leaves(bot: LocalBot) -> None:
    assert after(bot, ALICE, add("Eve", "A", 10)) == {"Alice": 1}
    bot.change("[Alice, Bob]", "[Alice, Bob, Eve]")
    assert after(bot) == {"Alice": 1, "Eve": 1}
    bot.change("[Alice, Bob, Eve]", "[Bob, Eve]")
    assert after(bot) == {"Eve": 1}


def test_an_earlier_start(bot: LocalBot) -> None:
    bot.wiki.tell({**write("Alice", "A", 100), "at": noon(-15)}, begun(add("Alice", "A", 1)))
    assert after(bot) == {"Alice": 1}
    bot.change(f"start: {noon(-10)[:10]}", f"start: {noon(-18)[:10]}")
    assert after(bot) == {"Alice": 2}


# --- what the wiki tells nobody


def test_suppression_is_seen_the_next_day(bot: LocalBot) -> None:
    bot.wiki.tell(ALICE, add("Bob", "A", 10), add("Alice", "A", 5))
    revids = [revision["revid"] for revision in bot.wiki.history("A")]
    assert edits(bot.update()) == {"Alice": 2, "Bob": 1}
    bot.wiki.tell(do("hide", revids=[revids[1]], what=["text", "user"], suppress=True))
    assert edits(bot.update()) == {"Alice": 2, "Bob": 1}
    bot.now += timedelta(days=1)
    assert after(bot) == {"Alice": 2}


def test_an_import_without_a_log_entry_is_seen_the_next_day(bot: LocalBot, tmp_path: Path) -> None:
    assert after(bot, ALICE) == {"Alice": 1}
    dump = tmp_path / "dump.xml"
    dump.write_text(
        "<mediawiki><page><title>B</title><ns>0</ns><revision><timestamp>"
        f"{noon(-3)}</timestamp><contributor><username>Alice</username></contributor>"
        "<model>wikitext</model><format>text/x-wiki</format><text>From elsewhere.</text></revision></page>"
        "</mediawiki>"
    )
    bot.wiki.import_dump(dump)
    bot.now += timedelta(days=1)
    assert after(bot) == {"Alice": 2}


def test_everything_is_read_again_before_the_numbers_are_final(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1000))
    bot.wiki.tell(ALICE, add("Bob", "A", 10), add("Alice", "A", 5))
    revids = [revision["revid"] for revision in bot.wiki.history("A")]
    bot.update()
    bot.wiki.tell(do("hide", revids=[revids[1]], what=["text", "user"], suppress=True))
    bot.now += timedelta(days=12)
    assert edits(bot.update()) == {"Alice": 2, "Bob": 1}
    bot.now += timedelta(days=5)
    assert edits(bot.update()) == {"Alice": 2}
    assert bot.update().resting


# --- the store is a cache


def test_an_old_store_put_back(bot: LocalBot, tmp_path: Path) -> None:
    file, copy = tmp_path / "store.sqlite", tmp_path / "copy.sqlite"
    bot.store = Store(f"sqlite:///{file}")
    assert after(bot, ALICE, add("Bob", "A", 10)) == {"Alice": 1, "Bob": 1}
    bot.store.close()
    shutil.copy(file, copy)
    bot.store = Store(f"sqlite:///{file}")
    story = (do("delete", title="A"), write("Bob", "C", 10), add("Alice", "C", 10))
    assert after(bot, *story) == {"Alice": 1, "Bob": 1}
    page = bot.wiki.text(PAGE)
    bot.store = Store(f"sqlite:///{copy}")
    assert [one.outcome for one in bot.update().pages] == [Unchanged(PAGE)]
    assert bot.wiki.text(PAGE) == page
    assert after(bot, do("undelete", title="A")) == {"Alice": 2, "Bob": 2}


@pytest.mark.parametrize("what", [["text"], ["user"], ["text", "user"]])
def test_a_revert_that_is_hidden_stands_on_no_page(what: list[str], bot: LocalBot) -> None:
    declare(bot, "publish: {details: /Details}")
    assert after(bot, ALICE, add("Mallory", "A", 10)) == {"Alice": 1}
    [undo] = bot.wiki.tell(do("undo", "Bob", revid=bot.wiki.history("A")[1]["revid"]))
    assert after(bot) == {"Alice": 1}
    assert after(bot, add("Olga", "A", 5), do("hide", revids=[undo["revid"]], what=what)) == {"Alice": 1}


def test_an_edit_that_was_missing_from_the_last_answer(bot: LocalBot) -> None:
    assert after(bot, ALICE) == {"Alice": 1}
    # Told to have been saved before the last update, which has not seen it.
    missed = (datetime.now(UTC) - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    bot.wiki.tell({**write("Bob", "B", 50), "at": missed})
    assert edits(bot.update()) == {"Alice": 1, "Bob": 1}
