"""Which revisions count, rule 2 of docs/counting.md: its page is an article now."""

from __future__ import annotations

import pytest

from bot.features.outputs.articles import LATEST

from .bot import LocalBot
from .stories import NOT_SEEN, add, do, dump, load, on, reasons, rows, totals, work, write


def drafts(bot: LocalBot) -> list[str]:
    """The articles that are marked as drafts on the page."""
    report = bot.update()
    assert report.view is not None
    marked = [c.page.title for article in report.view.of(LATEST) for c in article if c.created and c.draft]
    assert bot.wiki.html("Project:WiP").count("from a draft") == len(marked)
    return marked


# --- moves


def test_a_move_changes_only_the_title_that_is_shown(bot: LocalBot) -> None:
    bot.declare()
    *_, moved = bot.wiki.tell(
        write("Alice", "Meitner", 100, "11-02"), do("move", "Bob", title="Meitner", to="Lise Meitner")
    )
    report = bot.update()
    assert work(report) == {"Alice": (1, 1, 0, 100)}
    assert reasons(report, moved) == ["no-change"]
    table = bot.wiki.html("Project:WiP")
    assert 'title="Lise Meitner"' in table
    assert 'title="Meitner"' not in table


def test_a_draft_moved_in_counts_as_created_but_not_what_was_written_before_the_start(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Draft:Lise Meitner", 1000, "10-25"),
        add("Alice", "Draft:Lise Meitner", 200, "11-02"),
        do("move", "Alice", title="Draft:Lise Meitner", to="Lise Meitner"),
        add("Alice", "Lise Meitner", 50),
    )
    assert work(report) == {"Alice": (2, 1, 0, 250)}
    assert drafts(bot) == ["Lise Meitner"]


@pytest.mark.parametrize("leave_redirect", [True, False])
def test_a_draft_is_its_authors_when_somebody_else_moves_it_in(bot: LocalBot, leave_redirect: bool) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "User:Alice/Meitner", 1000, "10-25"),
        add("Alice", "User:Alice/Meitner", 200, "11-02"),
        do("move", title="User:Alice/Meitner", to="Lise Meitner", leave_redirect=leave_redirect),
        add("Bob", "Lise Meitner", 30),
    )
    assert work(report) == {"Alice": (1, 1, 0, 200), "Bob": (1, 0, 1, 30)}
    assert drafts(bot) == ["Lise Meitner"]


def test_a_draft_is_not_its_movers_and_its_author_has_to_have_a_counted_edit(bot: LocalBot) -> None:
    bot.declare("articles: {kind: new}")
    report = bot.count(
        write("Alice", "Draft:A", 1000, "10-25"),
        do("move", "Alice", "11-02", title="Draft:A", to="A"),
        add("Bob", "A", 30),
        write("Mallory", "Draft:B", 1000, "10-25"),
        do("move", "Bob", "11-03", title="Draft:B", to="B"),
        add("Bob", "B", 40),
    )
    assert work(report) == {"Bob": (2, 0, 2, 70)}
    assert drafts(bot) == []


def test_an_article_moved_out_does_not_count(bot: LocalBot) -> None:
    bot.declare()
    made, _ = bot.wiki.tell(
        write("Alice", "A", 100, "11-02"), do("move", title="A", to="Draft:A", leave_redirect=False)
    )
    report = bot.update()
    assert work(report) == {}
    assert reasons(report, made) == [NOT_SEEN]
    assert bot.explain("Alice") == {made["revid"]: "not-an-article"}


def test_an_article_moved_out_and_in_again_is_what_it_was(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Old", 1000, "10-25"),
        add("Alice", "Old", 10, "11-02"),
        write("Bob", "New", 100),
        *(do("move", title=title, to=f"Draft:{title}") for title in ("Old", "New")),
        *(do("move", title=f"Draft:{title}", to=title) for title in ("Old", "New")),
    )
    assert work(report) == {"Alice": (1, 0, 1, 10), "Bob": (1, 1, 0, 100)}
    assert drafts(bot) == []


def test_a_draft_that_went_in_and_out_and_in_is_created(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Draft:A", 1000, "10-25"),
        add("Alice", "Draft:A", 10, "11-02"),
        do("move", title="Draft:A", to="A"),
        do("move", title="A", to="User:Alice/A"),
        do("move", title="User:Alice/A", to="B"),
    )
    assert work(report) == {"Alice": (1, 1, 0, 10)}
    assert drafts(bot) == ["B"]


# --- redirects


def test_what_is_a_redirect_now_does_not_count(bot: LocalBot) -> None:
    bot.declare()
    made, turned = bot.wiki.tell(write("Alice", "A", 100, "11-02"), do("redirect", "Bob", title="A", to="B"))
    report = bot.update()
    assert work(report) == {}
    assert reasons(report, made, turned) == ["redirect", "redirect"]


def test_whoever_makes_an_article_out_of_a_redirect_has_created_it(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        do("redirect", "Mallory", "10-01", title="Old", to="Lise Meitner"),
        do("redirect", "Bob", "11-02", title="New", to="Lise Meitner"),
        write("Alice", "Old", 500),
        write("Alice", "New", 600),
    )
    redirect = len("#REDIRECT [[Lise Meitner]]")
    # Whoever makes a redirect that somebody else turns into an article improved nothing.
    assert work(report) == {"Alice": (2, 2, 0, 1100 - 2 * redirect)}
    assert drafts(bot) == []


def test_a_redirect_from_before_there_were_tags_is_one_all_the_same(bot: LocalBot) -> None:
    history = [("Old hand", "2008-01-01T00:00:00Z", "#REDIRECT [[Physics]]")]
    history += [("Robot", "2010-01-01T00:00:00Z", "#redirect: [[Physics#History]]\n{{R to section}}")]
    bot.wiki.tell(load(dump("Fission", *history)))
    history = [("Old hand", "2008-01-01T00:00:00Z", "x" * 400), history[1]]
    bot.wiki.tell(load(dump("Fusion", *history)))
    bot.declare()
    report = bot.count(write("Alice", "Fission", 500, "11-02"), write("Bob", "Fusion", 500))
    assert work(report)["Alice"].created == 1
    # There was an article long ago, and a redirect for years since.
    assert work(report)["Bob"].created == 1


def test_an_article_that_was_away_for_a_day_is_no_new_one(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "A", 400, "10-01"),
        do("redirect", "Alice", "10-31", title="A", to="B"),
        write("Alice", "A", 500, "11-01 08:00:00"),
        write("Bob", "C", 400, "10-01"),
        write("Zoe", "C", "", "10-31 12:00:00"),
        write("Bob", "C", 500, "11-01 09:00:00"),
    )
    redirect = len("#REDIRECT [[B]]")
    assert work(report) == {"Alice": (1, 0, 1, 500 - redirect), "Bob": (1, 0, 1, 500)}


def test_an_article_that_was_empty_for_long_is_new(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", 400, "09-01"), write("Zoe", "A", "", "09-02"), write("Alice", "A", 500, "11-02")
    )
    assert work(report) == {"Alice": (1, 1, 0, 500)}


# --- what happened to the histories: deleted, restored, merged, imported


def test_a_deleted_page_is_in_no_number_and_explain_remembers_it(bot: LocalBot) -> None:
    bot.declare()
    made, _ = bot.wiki.tell(write("Alice", "Lise Meitner", 100, "11-02"), write("Alice", "B", 10))
    assert work(bot.update()) == {"Alice": (2, 2, 0, 110)}
    report = bot.count(do("delete", title="Lise Meitner"))
    assert work(report) == {"Alice": (1, 1, 0, 10)}
    assert reasons(report, made) == [NOT_SEEN]
    assert bot.explain("Alice")[made["revid"]] == "page-gone"
    assert "Lise Meitner" not in bot.wiki.text("Project:WiP")


def test_a_restored_page_counts_again(bot: LocalBot) -> None:
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 100, "11-02"), add("Bob", "A", 10), do("delete", title="A"))
    assert work(bot.update()) == {}
    report = bot.count(do("undelete", title="A"))
    assert work(report) == {"Alice": (1, 1, 0, 100), "Bob": (1, 0, 1, 10)}


def test_a_page_that_was_deleted_made_anew_and_restored_counts_under_its_new_id(bot: LocalBot) -> None:
    bot.declare()
    first, _, second, _ = bot.wiki.tell(
        write("Alice", "A", 100, "11-02"),
        do("delete", title="A"),
        write("Bob", "A", 30),
        do("undelete", title="A"),
    )
    assert first["pageid"] != second["pageid"]
    assert work(bot.update()) == {"Alice": (1, 1, 0, 100), "Bob": (1, 0, 1, 30)}


def test_a_page_that_was_deleted_and_made_anew_is_created_by_who_made_it_anew(bot: LocalBot) -> None:
    bot.declare("articles: {kind: new}")
    report = bot.count(
        write("Alice", "A", 100, "10-02"),
        add("Alice", "A", 10, "11-02"),
        do("delete", title="A"),
        write("Bob", "A", 30),
    )
    assert work(report) == {"Bob": (1, 1, 0, 30)}


def test_after_a_partial_restore_nothing_is_known_and_the_page_is_nobodys(bot: LocalBot) -> None:
    bot.declare("points: {bytes_added: 1, articles_created: 1000, edits: 1}")
    first, second, third, *_ = bot.wiki.tell(
        write("Mallory", "A", 5000, "11-02"),
        add("Alice", "A", 10, id="alice"),
        add("Bob", "A", 20, id="bob"),
        do("delete", title="A"),
        do("undelete", title="A", revids=["alice", "bob"]),
    )
    report = bot.update()
    assert reasons(report, first, second, third) == [NOT_SEEN, "counts", "counts"]
    assert work(report) == {"Alice": (1, None, None, None), "Bob": (1, 0, 1, 20)}
    assert totals(report) == (2, None, 1, 20)
    assert {name: row.points for name, row in rows(report).items()} == {"Bob": 21, "Alice": 1}
    assert bot.wiki.html("Project:WiP").count("?</td>") >= 2


def test_merged_histories_count_under_the_page_they_are_in_now(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Alice", "Draft:A", 100, "11-02"),
        add("Alice", "Draft:A", 50),
        write("Bob", "A", 30, "11-03"),
        do("merge", title="Draft:A", to="A"),
    )
    # What Bob pasted follows the draft now, and is measured against it.
    assert work(report) == {"Alice": (2, 1, 0, 150), "Bob": (1, 0, 1, -120)}


def test_an_imported_history_of_which_the_log_tells_nothing_counts_for_its_accounts(bot: LocalBot) -> None:
    bot.declare()
    history = [("Alice", on("10-25"), "x" * 100), ("Bob", on("11-02"), "x" * 130)]
    report = bot.count(load(dump("A", *history)), add("Alice", "A", 5, "11-04"))
    assert work(report) == {"Alice": (1, 0, 1, 5), "Bob": (1, 0, 1, 30)}


# --- namespaces


def test_other_namespaces_count_when_the_settings_name_them(bot: LocalBot) -> None:
    bot.declare("articles: {namespaces: [0, Draft]}")
    report = bot.count(
        write("Alice", "Draft:A", 100, "11-02"),
        write("Alice", "User:Alice", 100),
        write("Bob", "B", 30),
        write("Bob", "Draft:C", 1, "10-02"),
        add("Bob", "Draft:C", 40, "11-05"),
        do("move", title="Draft:C", to="C"),
    )
    # From one article namespace to another is no move into the articles.
    assert work(report) == {"Alice": (1, 1, 0, 100), "Bob": (2, 1, 1, 70)}
    assert drafts(bot) == []


def test_articles_are_the_main_namespaces_alone_unless_said_otherwise(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(*(write("Alice", f"{space}:A", 10, "11-02") for space in ("Talk", "Draft", "Project")))
    assert work(report) == {}
