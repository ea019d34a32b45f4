"""Redirects are told by their texts where no tag tells of them: touched, imported, from long ago."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import add, do, dump, load, reasons, work, write

REDIRECT = "#REDIRECT [[Lise Meitner]]"
TEXT = "An article. " * 10
LONG = "A long article. " * 200


@pytest.fixture(params=["tags", "identity"])
def told(bot: LocalBot, request: pytest.FixtureRequest) -> LocalBot:
    bot.declare(f"articles: {{reverts: {request.param}}}")
    return bot


@pytest.mark.parametrize(
    ("kind", "counts"),
    [("new", {"Alice": (1, 0, 1, 50)}), ("existing", {}), ("any", {"Alice": (1, 0, 1, 50)})],
)
@pytest.mark.parametrize("touch", ["a category", "another target"])
def test_a_touched_redirect_of_before_that_somebody_makes_an_article_is_new(
    kind: str, counts: object, touch: str, bot: LocalBot
) -> None:
    bot.declare(f"articles: {{kind: {kind}}}" if kind != "any" else "")
    touched = (
        add("Alice", "A", "\n[[Category:X]]", "11-02")
        if touch == "a category"
        else do("redirect", "Alice", "11-02", title="A", to="C")
    )
    report = bot.count(
        write("Zoe", "B", "text", "09-01"),
        do("redirect", "Zoe", "10-01", title="A", to="B"),
        touched,
        write("Zoe", "A", TEXT, "11-03"),
        add("Alice", "A", 50, "11-04"),
    )
    assert work(report) == counts


def imported(*revisions: tuple[str, str, str]) -> str:
    """A history of November as a dump: author, day and text."""
    return dump("A", *((who, f"2026-{day}T12:00:00Z", text) for who, day, text in revisions))


@pytest.mark.parametrize("text", [TEXT, LONG], ids=["short", "long"])
def test_who_made_an_untagged_redirect_made_no_article(told: LocalBot, text: str) -> None:
    report = told.count(load(imported(("Alice", "11-02", REDIRECT), ("Bob", "11-03", text))))
    assert work(report) == {"Bob": (1, 1, 0, len(text) - len(REDIRECT))}


def test_who_wrote_over_an_untagged_redirect_of_before_made_the_article(told: LocalBot) -> None:
    report = told.count(
        load(imported(("Zoe", "09-02", REDIRECT), ("Bob", "11-03", LONG), ("Alice", "11-04", LONG + TEXT)))
    )
    assert work(report) == {"Bob": (1, 1, 0, len(LONG) - len(REDIRECT)), "Alice": (1, 0, 1, len(TEXT))}


def test_an_article_that_was_an_untagged_redirect_for_a_day_is_no_new_one(told: LocalBot) -> None:
    report = told.count(
        load(imported(("Zoe", "09-02", LONG), ("Zoe", "11-03", REDIRECT), ("Alice", "11-04", LONG + TEXT)))
    )
    assert work(report) == {"Alice": (1, 0, 1, len(LONG) + len(TEXT) - len(REDIRECT))}


def test_an_article_that_one_makes_a_redirect_without_a_tag_keeps_its_minus(told: LocalBot) -> None:
    versions = [("Alice", "11-02", LONG), ("Alice", "11-03", REDIRECT), ("Bob", "11-04", LONG + TEXT)]
    report = told.count(load(imported(*versions)))
    edits = [{"revid": one["revid"]} for one in told.wiki.history("A")]
    assert reasons(report, *edits) == ["counts", "article-left", "counts"]
    rows = work(report)
    assert rows["Alice"] == (1, 1, 0, len(REDIRECT))
    assert rows["Bob"] == (1, 0, 1, len(LONG) + len(TEXT) - len(REDIRECT))
