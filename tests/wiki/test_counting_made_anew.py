"""Campaigns that are longer than the 30 days after which an article begins anew, and emptied redirects."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from .bot import LocalBot
from .stories import add, do, work, write

LONG = "A long article. " * 200


@pytest.fixture
def season(bot: LocalBot) -> LocalBot:
    bot.declare(start="2026-08-01")
    return bot


def test_who_empties_a_redirect_takes_out_no_article(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        do("redirect", "Zoe", "09-01", title="A", to="B"),
        write("Alice", "A", "", "11-02"),
        write("Bob", "A", LONG, "11-03"),
    )
    assert work(report) == {"Bob": (1, 1, 0, len(LONG.strip()))}


def test_an_article_of_the_campaign_that_was_a_redirect_for_long_has_a_new_creator(season: LocalBot) -> None:
    report = season.count(
        write("Alice", "A", "Short.", "08-02"),
        do("redirect", "Zoe", "08-04", title="A", to="B"),
        write("Bob", "A", LONG, "10-04"),
    )
    assert work(report)["Bob"][1:3] == (1, 0)
    assert work(report)["Alice"][1:3] == (0, 1)


def test_an_article_of_the_campaign_that_was_empty_for_long_has_a_new_creator(season: LocalBot) -> None:
    report = season.count(
        write("Alice", "A", "Short.", "08-02"),
        write("Zoe", "A", "", "08-04"),
        write("Bob", "A", LONG, "10-04"),
    )
    assert work(report)["Bob"][1:3] == (1, 0)


@pytest.mark.parametrize("kind", ["new", "existing"])
def test_an_article_that_was_a_draft_for_long_in_the_campaign_is_new(kind: str, bot: LocalBot) -> None:
    bot.declare(f"articles: {{kind: {kind}}}", start="2026-08-01")
    report = bot.count(
        write("Zoe", "A", "Short.", "06-02"),
        do("move", "Zoe", "08-04", title="A", to="User:Zoe/A", leave_redirect=False),
        do("move", "Zoe", "10-04", title="User:Zoe/A", to="A", leave_redirect=False),
        add("Alice", "A", 50, "10-05"),
    )
    assert work(report) == ({"Alice": (1, 0, 1, 50)} if kind == "new" else {})


@pytest.mark.parametrize("kind", ["new", "existing"])
def test_an_old_article_emptied_for_long_and_made_anew_by_another_is_new(kind: str, bot: LocalBot) -> None:
    bot.declare(f"articles: {{kind: {kind}}}", start="2026-08-01")
    report = bot.count(
        write("Zoe", "A", "Short.", "06-02"),
        write("Zoe", "A", "", "08-04"),
        write("Zoe", "A", "Long.", "10-04"),
        add("Alice", "A", 50, "10-05"),
    )
    assert work(report) == ({"Alice": (1, 0, 1, 50)} if kind == "new" else {})


@pytest.mark.parametrize("kind", ["new", "existing"])
def test_a_redirect_of_before_undone_by_another_to_an_article(kind: str, bot: LocalBot) -> None:
    bot.declare(f"articles: {{kind: {kind}}}")
    report = bot.count(
        write("Zoe", "A", LONG, "06-02", id="old"),
        do("redirect", "Zoe", "08-04", title="A", to="B"),
        do("revert-to", "Zoe", "11-02", revid="old"),
        add("Alice", "A", 50, "11-05"),
    )
    assert work(report) == ({"Alice": (1, 0, 1, 50)} if kind == "new" else {})


def test_the_redirect_of_a_move_overwritten_is_a_new_article(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", LONG, "06-02"),
        do("move", "Alice", "11-02", title="A", to="B"),
        write("Bob", "A", LONG, "11-03"),
    )
    rows = work(report)
    assert rows["Bob"][:3] == (1, 1, 0)
    assert "Alice" not in rows


def test_a_translated_or_lower_case_redirect_is_one(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        write("Zoe", "A", "  \n#redirect: [[B]]\n{{R from move}}", "06-02"),
        add("Alice", "A", "\n{{x}}", "11-02"),
        write("Bob", "A", "x #REDIRECT [[B]]", "11-03"),
    )
    rows = work(report)
    assert "Alice" not in rows
    assert rows["Bob"][:3] == (1, 1, 0)


def test_what_is_new_in_a_page_is_seen_by_later_updates(season: LocalBot) -> None:
    season.settings = replace(season.settings, full_reading=timedelta(days=1))
    season.count(
        write("Alice", "A", "Short.", "08-02"),
        do("redirect", "Zoe", "08-04", title="A", to="B"),
    )
    report = season.count(write("Bob", "A", LONG, "10-04"))
    assert work(report)["Bob"][1:3] == (1, 0)


@pytest.mark.parametrize("end", ["a redirect", "empty"])
@pytest.mark.parametrize("made", ["06-02", "08-02"])
def test_who_ends_an_article_for_long_is_not_the_creator_of_the_next(
    made: str, end: str, season: LocalBot
) -> None:
    redirect = do("redirect", "Alice", "08-04", title="A", to="B")
    report = season.count(
        write("Alice", "A", "Short.", made),
        redirect if end == "a redirect" else write("Alice", "A", "", "08-04"),
        write("Zoe", "A", LONG, "10-04"),
        add("Alice", "A", 50, "10-05"),
    )
    assert work(report)["Alice"][1:3] == (0, 1)


@pytest.mark.parametrize(("kind", "who"), [("new", ["Alice"]), ("existing", [])])
def test_an_old_article_that_a_participant_ended_for_long_is_new(
    kind: str, who: list[str], bot: LocalBot
) -> None:
    bot.declare(f"articles: {{kind: {kind}}}", start="2026-08-01")
    report = bot.count(
        write("Zoe", "A", "Short.", "06-02"),
        do("redirect", "Alice", "08-04", title="A", to="B"),
        write("Zoe", "A", LONG, "10-04"),
        add("Alice", "A", 50, "10-05"),
    )
    assert [name for name, one in work(report).items() if one.edits] == who
