"""Names and titles with any character that MediaWiki allows come out right, and can inject nothing."""

from __future__ import annotations

import html

from .bot import PAGE, LocalBot
from .html_tables import tables
from .stories import add, do, rows, told, write

NAMES = [
    "'''Bold'''",
    "''",
    '"Quoted"',
    "A=B",
    "AT&T",
    "!",
    "!!",
    "*star",
    ";semicolon",
    "-dash",
    "+1",
    "C++",
    "Mr. $1",
    "100%",
    "(brackets)",
    "O’Brien's",
    "ISBN 0123456789",
    "~~",
    "~2026-1-1",
    "`code`",
    "\\n",
    "مريم ١",
    "שרה",
    "日本語",
    "É" + "é" * 126 + "x",
]
TITLES = [
    *(name for name in NAMES if name != "~2026-1-1"),
    "/leading",
    ".dot",
    "A/B",
    "A: B",
    "Http://example.org/x",
    "Category talk",
    "Main Page (2)",
    "RFC 1",
    "=Equals=",
    "Ünïcode — dash",
    "No; 1, 2, 3?",
    "Title?action=delete&x=1",
]


def test_every_name_and_title_is_shown_letter_by_letter_and_leads_to_its_page(bot: LocalBot) -> None:
    bot.declare("participants: {anyone: true}", "articles: {category: All of them}")
    made = [
        write(NAMES[number % len(NAMES)], title, f"[[Category:All of them]] {number}")
        for number, title in enumerate(TITLES)
    ]
    bot.wiki.tell(do("user", "Admin", "11-02", name="Alice"), *made)
    assert {title["title"] for title in pages(bot)} == set(TITLES)
    report = bot.update()
    assert not told(report)
    assert sorted(rows(report)) == sorted({NAMES[number % len(NAMES)] for number in range(len(TITLES))})
    page = bot.wiki.html(PAGE)
    shown = tables(page)
    board, articles = shown["Leaderboard: Women in Physics"], shown["Articles: Women in Physics"]
    assert {line[1] for line in board[1:-1]} == set(rows(report))
    assert {line[0] for line in articles[1:-1]} == set(TITLES)
    assert {line[1] for line in articles[1:-1]} == set(rows(report))
    assert {len(line) for line in board} == {len(board[0])}
    assert {len(line) for line in articles} == {len(articles[0])}
    # Every article is a blue link, to itself.
    linked = bot.wiki.query(titles=PAGE, prop="links", plnamespace=0, pllimit=500)
    assert {link["title"] for link in linked["query"]["pages"][0]["links"]} == set(TITLES)
    linked = bot.wiki.query(titles=PAGE, prop="links", plnamespace=2, pllimit=500)
    users = {link["title"].removeprefix("User:") for link in linked["query"]["pages"][0]["links"]}
    assert set(rows(report)) <= users


def pages(bot: LocalBot) -> list[dict[str, str]]:
    answer = bot.wiki.query(list="categorymembers", cmtitle="Category:All of them", cmlimit=500)
    found: list[dict[str, str]] = answer["query"]["categorymembers"]
    return found


def test_every_name_can_sign_up(bot: LocalBot) -> None:
    signatures = "".join(f"* [[User:{name}]] ([[User talk:{name}|talk]])\n" for name in NAMES)
    bot.declare(sign_up=f"== Participants ==\n{signatures}")
    bot.wiki.tell(*(do("user", name=name) for name in NAMES))
    report = bot.update()
    assert list(rows(report)) != []
    assert sorted(rows(report)) == sorted(NAMES)
    assert not told(report)


def test_every_name_can_be_written_in_the_settings(bot: LocalBot) -> None:
    users = "".join("    - '{}'\n".format(name.replace("'", "''")) for name in NAMES)
    organizer = NAMES[0].replace("'", "''")
    bot.declare(f"organizers: ['{organizer}']\nparticipants:\n  users:\n{users}", sign_up="")
    bot.wiki.tell(*(do("user", name=name) for name in NAMES))
    report = bot.update()
    assert sorted(rows(report)) == sorted(NAMES)
    assert not told(report)


def test_a_campaigns_own_name_and_page_may_be_anything(bot: LocalBot) -> None:
    page = "User:'''Bold'''/C++ & \"مريم\" = 1!!"
    name = "'''A''' & [[B]] <b>{{C}}</b> | ~~~~ <!-- --> &amp;"
    bot.declare("participants: [Alice]", title=page)
    text = bot.wiki.text(page).replace("Women in Physics", f"'{name.replace(chr(39), 2 * chr(39))}'")
    bot.wiki.tell(write("Admin", page, text), write("Alice", "A", 5, "11-02"), add("Alice", "A", 1))
    report = bot.update(page)
    assert not report.failures
    shown = bot.wiki.html(page)
    assert f"Leaderboard: {name}" in tables(shown)
    assert html.escape(name, quote=False) in shown
    assert bot.wiki.history(page)[-1]["user"] == "CampaignBot"
    assert f"[[{page}" in bot.wiki.history(page)[-1]["comment"]
