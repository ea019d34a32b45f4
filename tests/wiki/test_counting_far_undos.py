"""Pages that were deleted, begun anew and restored before the campaign: a parent of 0 is not their end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import add, do, work, write


def restored(title: str) -> list[Action]:
    """A page of three versions that was deleted, made anew and restored, all before the campaign."""
    return [
        write("Zoe", title, "One.", "06-01"),
        write("Zoe", title, "One. Two.", "06-02"),
        write("Zoe", title, "One. Two. Three.", "06-03", id=f"{title} old"),
        do("delete", "Admin", "06-10", title=title),
        write("Zoe", title, "Quite another text, much longer than it was.", "06-11"),
        do("undelete", "Admin", "06-12", title=title),
    ]


def test_what_is_remembered_of_such_a_page_tells_the_same(bot: LocalBot) -> None:
    bot.declare()
    bot.settings = replace(bot.settings, full_reading=timedelta(days=30))
    bot.now = datetime(2026, 11, 4, 13, tzinfo=UTC)
    report = bot.count(
        *restored("A"),
        add("Alice", "A", 500, "11-02"),
        do("revert-to", "Alice", "11-03", revid="A old"),
        add("Zoe", "A", 10, "11-04"),
    )
    assert work(report) == {}
    bot.now += timedelta(days=1)
    report = bot.count(add("Bob", "A", 20, "11-05"))
    assert work(report) == {"Bob": (1, 0, 1, 20)}


def test_by_texts_alone_many_such_pages_tell_the_same(bot: LocalBot) -> None:
    bot.declare("articles: {reverts: identity}")
    titles = [f"A{number}" for number in range(20)]
    story: list[Action] = []
    for title in titles:
        story += restored(title)
    for title in titles:
        story += [add("Alice", title, 500, "11-02"), do("revert-to", "Zoe", "11-03", revid=f"{title} old")]
    assert work(bot.count(*story)) == {}
