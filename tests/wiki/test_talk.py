"""``talk``: a template or a category that is looked for on the talk pages of articles."""

from __future__ import annotations

from .bot import LocalBot
from .stories import add, do, work, write
from .test_counting_scope import category, compare

BANNER = "Banner<includeonly>[[Category:Physics articles]]</includeonly>"


def setting(bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Admin", "Template:WikiProject Physics", BANNER, "10-01"),
        do("redirect", "Admin", title="Template:WPP", to="Template:WikiProject Physics"),
        category("Physics articles", "Science articles"),
        category("Science articles"),
        *(write("Alice", title, f"{title} is a page", "11-02") for title in ("A", "B", "C", "D: x", "E")),
        write("Alice", "Help:F", "{{WPP}}", "11-02"),
        write("Bob", "Talk:A", "{{WikiProject Physics}}", "11-02"),
        write("Bob", "Talk:B", "{{wPP}}", "11-02"),
        write("Bob", "Talk:C", "[[Template:WikiProject Physics]]", "11-02"),
        write("Bob", "Talk:D: x", "[[Category:Science articles]]", "11-02"),
        write("Bob", "Talk:E/Archive", "{{WikiProject Physics}}", "11-02"),
        write("Bob", "Help talk:F", "{{WPP}}", "11-02"),
    )


def test_articles_are_in_by_their_talk_pages(bot: LocalBot) -> None:
    setting(bot)
    compare(
        bot,
        {
            "{talk: {template: WikiProject Physics}}": ["A", "B"],
            "{talk: {template: WPP}, namespaces: [0, 12]}": ["A", "B", "Help:F"],
            "{talk: {category: Science articles}}": ["D: x"],
            "{talk: {category: Science articles, depth: 1}}": ["A", "B", "D: x"],
            "{talk: {category: Science articles, depth: 1, except: Physics articles}}": ["D: x"],
            "{talk: {category: Physics articles, template: WPP}}": ["A", "B"],
            "{any: [{talk: {category: Science articles}}, {titles: [C]}]}": ["C", "D: x"],
            "{titles: [A, C, E], none: [{talk: {template: WPP}}]}": ["C", "E"],
        },
    )


def test_a_talk_page_that_changes_lets_its_article_in_and_out(bot: LocalBot) -> None:
    setting(bot)
    bot.declare("articles: {talk: {template: WikiProject Physics}}", "participants: [Alice]")
    assert work(bot.count())["Alice"][0] == 2
    # Nobody touched the article, and no participant the talk page.
    report = bot.count(add("Bob", "Talk:C", " {{WPP}}", "11-03"))
    assert work(report)["Alice"][0] == 3
    report = bot.count(write("Bob", "Talk:A", "nothing", "11-04"))
    assert work(report)["Alice"][0] == 2
    report = bot.count(write("Bob", "Talk:E", "{{WPP}}", "11-04"), do("delete", title="Talk:B"))
    assert work(report)["Alice"][0] == 2


def test_a_talk_page_that_is_made_lets_its_article_in_where_anyone_takes_part(bot: LocalBot) -> None:
    setting(bot)
    bot.declare("articles: {talk: {template: WikiProject Physics}}", "participants: {anyone: true}")
    assert work(bot.count())["Alice"][0] == 2
    report = bot.count(write("Bob", "Talk:E", "{{WPP}}", "11-04"))
    assert work(report)["Alice"][0] == 3


def test_points_weigh_more_by_the_talk_page(bot: LocalBot) -> None:
    setting(bot)
    weight = "weights: [{times: 3, where: {talk: {template: WPP}}}]"
    bot.declare("participants: [Alice]", "points: {edits: 1}", weight)
    report = bot.count()
    assert report.view is not None
    (row,) = (row for row in report.view.standings.rows if row.participant.name == "Alice")
    assert row.points == 2 * 3 + 3
