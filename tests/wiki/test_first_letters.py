"""Names begin as the wiki itself writes them: versions of MediaWiki and PHP have capitals of their own."""

from __future__ import annotations

import unicodedata

from .bot import LocalBot
from .stories import add, told, work, write

ODD = [
    letter
    for letter in map(chr, range(0x80, 0x1FFFF))
    if letter.isalpha() and letter.upper() != letter.title() and unicodedata.is_normalized("NFC", letter)
]


def test_every_letter_of_which_there_are_two_capitals_is_read_as_the_wiki_does(bot: LocalBot) -> None:
    assert len(ODD) > 100
    for place in range(0, len(ODD), 50):
        titles = [f"{letter}xy" for letter in ODD[place : place + 50]]
        answer = bot.wiki.query(titles=titles)["query"]
        written = {row["from"]: row["to"] for row in answer.get("normalized", ())}
        assert [bot.context.site.first_upper(t) for t in titles] == [written.get(t, t) for t in titles]


def test_people_articles_and_categories_with_such_names_are_found(bot: LocalBot) -> None:
    bot.declare(
        "participants: {users: [გიორგი, ßigrid, ǆenan]}",
        "articles: {any: [{category: ფიზიკოსები}, {titles: [ßaal, ǉubav]}]}",
        "adjustments: [{user: ßigrid, disqualify: ßaal, reason: test}]",
        sign_up="",
    )
    report = bot.count(
        write("გიორგი", "კიური", "[[Category:ფიზიკოსები]]", "11-02"),
        write("ßigrid", "ßaal", 50),
        add("ǆenan", "ßaal", 30),
        write("ßigrid", "ǉubav", 70),
        write("ǆenan", "Elsewhere", 10),
    )
    assert told(report) == []
    edits = {name.casefold(): one.edits for name, one in work(report).items()}
    assert edits == {"გიორგი".upper().casefold(): 1, "ßigrid".casefold(): 1, "ǆenan".casefold(): 1}
