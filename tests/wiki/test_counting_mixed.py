"""Where an article comes from when histories were merged, imported or restored: docs/counting.md.

A ``parentid`` of 0 proves nothing then; the log tells what happened, and the history what is whose.
"""

from __future__ import annotations

import pytest

from bot.features.outputs.articles import LATEST

from .bot import LocalBot
from .stories import add, do, dump, load, on, reasons, rows, work, write

DRAFT = "Xia wrote this draft." + " word" * 200
FOREIGN = [("Otto of other", "2020-01-01T00:00:00Z", "f" * 400), ("Lea", on("11-05"), "g" * 700)]


def drafts(bot: LocalBot) -> list[str]:
    """The articles that are marked as drafts."""
    report = bot.update()
    assert report.view is not None
    return [c.page.title for article in report.view.of(LATEST) for c in article if c.created and c.draft]


# --- merges


def test_who_pasted_a_draft_that_was_merged_did_not_create_the_article(bot: LocalBot) -> None:
    bot.declare("participants: {users: [Evan]}")
    report = bot.count(
        write("Xia", "User:Xia/Copied", DRAFT, "11-02"),
        write("Evan", "Copied", DRAFT + "Evan adds ten.", "11-04"),
        do("merge", "Admin", "11-06", title="User:Xia/Copied", to="Copied"),
    )
    assert work(report) == {"Evan": (1, 0, 1, 14)}


@pytest.mark.parametrize("kind", ["any", "new"])
def test_the_creator_is_who_wrote_the_draft_that_was_merged_in(kind: str, bot: LocalBot) -> None:
    bot.declare(f"articles: {{kind: {kind}}}")
    report = bot.count(
        write("Alice", "User:Alice/Copied", DRAFT, "11-02"),
        write("Bob", "Copied", DRAFT + "Bob adds ten.", "11-04"),
        do("merge", "Admin", "11-06", title="User:Alice/Copied", to="Copied"),
    )
    assert work(report) == {"Alice": (1, 1, 0, len(DRAFT)), "Bob": (1, 0, 1, 13)}
    assert drafts(bot) == ["Copied"]


def test_revisions_merged_in_from_an_old_article_make_it_old(bot: LocalBot) -> None:
    bot.declare("articles: {kind: new}")
    report = bot.count(
        write("Zoe", "Curie", 500, "10-01"),
        write("Alice", "Marie Curie", 600, "11-04"),
        do("merge", title="Curie", to="Marie Curie"),
    )
    assert work(report) == {}


def test_an_old_article_stays_old_when_a_draft_is_merged_into_it(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "Draft:Curie", 500, "09-01"),
        write("Bob", "Curie", 600, "10-01"),
        add("Alice", "Curie", 50, "11-04"),
        do("merge", title="Draft:Curie", to="Curie"),
    )
    assert work(report) == {"Alice": (1, 0, 1, 50)}


def test_the_page_into_which_something_was_merged_may_be_moved_on(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "User:Alice/Copied", DRAFT, "11-02"),
        write("Bob", "Copied", DRAFT + "ten.", "11-04"),
        do("merge", title="User:Alice/Copied", to="Copied"),
        do("move", title="Copied", to="Copied (painter)"),
    )
    assert work(report) == {"Alice": (1, 1, 0, len(DRAFT)), "Bob": (1, 0, 1, 4)}


def test_words_are_measured_against_the_draft_that_lies_below_now(bot: LocalBot) -> None:
    bot.declare("points: {words_added: 1}")
    report = bot.count(
        write("Zoe", "User:Zoe/Copied", "one two three", "11-02"),
        write("Bob", "Copied", "one two three four five", "11-04"),
        do("merge", title="User:Zoe/Copied", to="Copied"),
    )
    assert rows(report)["Bob"].points == 2


def test_who_pasted_the_very_draft_changed_nothing(bot: LocalBot) -> None:
    bot.declare()
    told = bot.wiki.tell(
        write("Zoe", "User:Zoe/Copied", DRAFT, "11-02"),
        write("Bob", "Copied", DRAFT, "11-04"),
        do("merge", title="User:Zoe/Copied", to="Copied"),
    )
    assert reasons(bot.update(), told[1]) == ["no-change"]


def test_a_merge_by_deleting_moving_and_restoring_is_one_too(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Draft:Copied", DRAFT, "11-02"),
        write("Bob", "Copied", DRAFT + "ten.", "11-04"),
        do("delete", title="Copied"),
        do("move", title="Draft:Copied", to="Copied", leave_redirect=False),
        do("undelete", title="Copied"),
    )
    assert work(report) == {"Alice": (1, 1, 0, len(DRAFT)), "Bob": (1, 0, 1, 4)}


# --- histories that came from another wiki


def test_an_imported_article_is_new_here_and_its_creator_is_who_edits_it_first(bot: LocalBot) -> None:
    bot.declare("participants: {users: [Lea]}", "articles: {kind: new}")
    bot.wiki.tell({"do": "user", "name": "Lea", "at": on("10-05")})
    bot.wiki.tell(do("import", "Admin", "11-06 08:00:00", xml=dump("Imported", *FOREIGN)))
    imported = bot.wiki.history("Imported")
    told = bot.wiki.tell(write("Lea", "Imported", 907, "11-06 09:00:00"))
    report = bot.update()
    assert work(report) == {"Lea": (1, 1, 0, 207)}
    assert reasons(report, imported[1], *told) == ["imported", "counts"]


def test_of_two_who_edit_an_imported_article_the_first_created_it(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        do("import", "Admin", "11-06", xml=dump("Imported", *FOREIGN)),
        add("Zoe", "Imported", 5),
        add("Bob", "Imported", 30),
        add("Alice", "Imported", 300),
    )
    assert work(report) == {"Bob": (1, 1, 0, 30), "Alice": (1, 0, 1, 300)}


def test_an_article_into_which_something_was_imported_later_is_its_makers(bot: LocalBot) -> None:
    bot.declare("participants: {users: [Alice, Lea]}")
    told = bot.wiki.tell(
        write("Alice", "Imported", 900, "11-06"),
        do("import", "Admin", "11-08", xml=dump("Imported", *FOREIGN)),
        add("Alice", "Imported", 30),
    )
    report = bot.update()
    assert work(report) == {"Alice": (2, 1, 0, 930)}
    assert reasons(report, told[0], told[2]) == ["counts", "counts"]


def test_an_import_into_an_old_article_makes_it_no_new_one(bot: LocalBot) -> None:
    bot.declare("articles: {kind: new}")
    report = bot.count(
        write("Zoe", "Imported", 900, "10-01"),
        do("import", "Admin", "11-08", xml=dump("Imported", *FOREIGN)),
        add("Alice", "Imported", 30),
    )
    assert work(report) == {}


def test_an_import_from_before_the_start_is_an_old_article(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        do("import", "Admin", "10-20", xml=dump("Imported", FOREIGN[0])),
        add("Alice", "Imported", 30, "11-02"),
    )
    assert work(report) == {"Alice": (1, 0, 1, 30)}


def test_of_an_import_that_the_log_does_not_tell_the_history_is_believed(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(load(dump("Imported", *FOREIGN)), add("Alice", "Imported", 30, "11-07"))
    assert work(report) == {"Alice": (1, 0, 1, 30)}


def test_a_second_import_brings_nothing_to_anybody(bot: LocalBot) -> None:
    bot.declare("participants: {users: [Alice, Lea]}")
    later = ("Lea", on("11-09"), "h" * 1000)
    report = bot.count(
        do("import", "Admin", "11-06", xml=dump("Imported", *FOREIGN)),
        add("Alice", "Imported", 30, "11-07"),
        do("import", "Admin", "11-10", xml=dump("Imported", *FOREIGN, later)),
    )
    assert work(report) == {"Alice": (1, 1, 0, 30)}


# --- restored


def test_a_restored_old_article_begins_nothing(bot: LocalBot) -> None:
    bot.declare("articles: {kind: new}")
    report = bot.count(
        write("Zoe", "A", 900, "02-01"),
        do("delete", "Admin", "03-01", title="A"),
        do("undelete", "Admin", "11-05", title="A"),
        add("Alice", "A", 30),
    )
    assert work(report) == {}


def test_an_old_article_rewritten_before_it_was_restored_is_new(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", 900, "02-01"),
        do("delete", "Admin", "03-01", title="A"),
        write("Alice", "A", 500, "11-05"),
        do("undelete", "Admin", "11-06", title="A"),
        add("Bob", "A", 30),
    )
    assert work(report) == {"Alice": (1, 1, 0, 500), "Bob": (1, 0, 1, 30)}


def test_an_article_that_was_deleted_for_a_week_and_restored_is_no_new_one(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", 900, "02-01"),
        do("delete", "Admin", "10-30", title="A"),
        write("Alice", "A", 500, "11-05"),
        do("undelete", "Admin", "11-06", title="A"),
    )
    assert work(report) == {"Alice": (1, 0, 1, 500)}


# --- moved out and back


@pytest.mark.parametrize("back", ["Mine", "Mine (painter)"])
def test_ones_own_old_article_moved_out_on_the_eve_and_back_is_no_new_one(back: str, bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Mine", 900, "02-01"),
        do("move", "Alice", "10-31", title="Mine", to="User:Alice/Mine", leave_redirect=False),
        do("move", "Alice", "11-01 12:00:00", title="User:Alice/Mine", to=back, leave_redirect=False),
        add("Alice", back, 50),
    )
    assert work(report) == {"Alice": (1, 0, 1, 50)}
    assert drafts(bot) == []


def test_an_article_that_was_a_draft_for_a_month_is_new(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Mine", 900, "02-01"),
        do("move", "Alice", "09-20", title="Mine", to="Draft:Mine"),
        do("move", "Alice", "11-02", title="Draft:Mine", to="Mine"),
        add("Alice", "Mine", 50),
    )
    assert work(report) == {"Alice": (1, 1, 0, 50)}
    assert drafts(bot) == ["Mine"]


def test_a_draft_that_never_was_an_article_is_new_however_it_was_moved(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "User:Alice/Mine", 900, "10-25"),
        do("move", "Alice", "10-30", title="User:Alice/Mine", to="Draft:Mine"),
        do("move", "Alice", "11-02", title="Draft:Mine", to="Mine"),
        add("Alice", "Mine", 50),
    )
    assert work(report) == {"Alice": (1, 1, 0, 50)}
