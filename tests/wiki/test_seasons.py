"""The seasons of a campaign on its page: before, during, while results are checked, final and at rest."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.store.store import Store

from .bot import PAGE, SIGN_UP, LocalBot
from .stories import add, do, work, write

GOOD = "points: {articles_created: 10}"


def saves(bot: LocalBot) -> int:
    return sum(revision["user"] == "CampaignBot" for revision in bot.wiki.history(PAGE))


def at(bot: LocalBot, month: int, day: int, hour: int = 12) -> str:
    """The page after an update at this moment."""
    bot.now = datetime(2026, month, day, hour, tzinfo=UTC)
    bot.update()
    return bot.wiki.html(PAGE)


def test_the_page_says_what_season_it_is(bot: LocalBot) -> None:
    bot.declare()
    upcoming = at(bot, 10, 21)
    assert "Counting begins on 1 November 2026" in upcoming
    bot.wiki.tell(write("Alice", "A", 5, "11-01 00:00:00"))
    active = at(bot, 11, 1, 0)
    assert "Counting begins" not in active
    assert "checked about every 30 minutes" in active
    checking = at(bot, 12, 1, 0)
    assert "become final on 4 December 2026" in checking
    assert "checked about every 30 minutes" in at(bot, 12, 3, 23)
    assert saves(bot) == 3
    final = at(bot, 12, 4, 0)
    assert "these are the final results" in final
    assert "checked about" not in final


def test_before_the_start_the_page_lists_who_has_signed_up(bot: LocalBot) -> None:
    bot.declare(sign_up=SIGN_UP)
    bot.wiki.tell(do("user", name="Alice"), write("Bob", "A", 5, "10-20"))
    html = at(bot, 10, 21)
    assert "Signed up so far" in html
    assert 'title="User:Alice' in html
    assert html.index('title="User:Alice') < html.index('title="User:Bob')


def test_late_tags_and_moves_count_until_the_numbers_are_final_and_not_after(bot: LocalBot) -> None:
    bot.declare()
    _, good, _ = bot.wiki.tell(
        write("Carol", "A", 100, "10-01"),
        add("Alice", "A", 5, "11-02"),
        write("Alice", "Draft:B", 7, "11-03"),
    )
    at(bot, 12, 1)
    assert work(bot.update())["Alice"].bytes == 5
    bot.wiki.tell(do("move", "Admin", "12-02", title="Draft:B", to="B"))
    bot.now = datetime(2026, 12, 2, 13, tzinfo=UTC)
    assert work(bot.update()) == {"Alice": (2, 1, 1, 12)}
    bot.wiki.tell(do("undo", "Carol", "12-03", revid=good["revid"]))
    bot.now = datetime(2026, 12, 4, tzinfo=UTC)  # The full re-read that makes it final.
    assert work(bot.update()) == {"Alice": (1, 1, 0, 7)}
    bot.wiki.tell(do("delete", "Admin", "12-05", title="B"))
    before = bot.wiki.text(PAGE)
    bot.now = datetime(2026, 12, 6, tzinfo=UTC)
    for _ in range(2):
        report = bot.update()
        assert (report.resting, report.view) == (True, None)
        bot.store = Store()
    assert bot.wiki.text(PAGE) == before


def test_a_final_campaign_is_counted_again_when_its_settings_change(bot: LocalBot) -> None:
    bot.declare(GOOD)
    bot.wiki.tell(write("Alice", "A", 5, "11-02"), write("Alice", "B", 5, "12-10"))
    at(bot, 12, 5)
    assert bot.update().resting
    bot.change("end: 2026-11-30", "end: 2026-12-31")
    at(bot, 12, 11)
    assert work(bot.update())["Alice"].edits == 2
    bot.change("end: 2026-12-31", "end: 2026-12-02")
    assert "these are the final results" in at(bot, 12, 12)
    bot.change("== Participants", "Thanks to all!\n== Participants")
    assert bot.update().resting


def test_mistakes_in_a_final_campaigns_settings_are_told(bot: LocalBot) -> None:
    bot.declare(GOOD)
    bot.wiki.tell(write("Alice", "A", 5, "11-02"))
    at(bot, 12, 5)
    bot.change("end: 2026-11-30", "end: 2026-12-32")
    html = at(bot, 12, 6)
    assert "2026-12-32" in html
    assert "one problem" in html
    bot.change("end: 2026-12-32", "end: 2026-11-30")
    assert "one problem" not in at(bot, 12, 7)
    assert bot.update().resting


# --- the store


def test_deleting_the_store_changes_nothing_that_people_see(bot: LocalBot) -> None:
    bot.declare(GOOD, "publish: {articles: /Articles}")
    bot.wiki.tell(
        write("Alice", "A", 5, "11-02"), write("Bob", "B", 50), add("Alice", "B", 2), do("delete", title="A")
    )
    bot.update()
    bot.wiki.tell(add("Bob", "B", 1))
    bot.update()
    pages = (PAGE, f"{PAGE}/Articles")
    before = [bot.wiki.text(page) for page in pages]
    bot.store = Store()
    bot.now = bot.now.replace(day=22)
    report = bot.update()
    assert not report.failures
    assert [bot.wiki.text(page) for page in pages] == before
    assert saves(bot) == 2


def test_a_final_campaign_without_a_status_rests_too(bot: LocalBot) -> None:
    bot.declare("publish: {status: false}")
    bot.wiki.tell(write("Alice", "A", 5, "11-02"))
    at(bot, 12, 5)
    bot.store = Store()
    assert bot.update().resting
