"""A worklist on the campaign's own page holds what readers see there, but for what the bot writes."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import told, work, write

HERE = "articles: {listed_on: Project:WiP}"


@pytest.mark.parametrize(
    ("shown", "page"),
    [
        ("{{/Worklist}}", "Project:WiP/Worklist"),
        ("{{Project:WiP/Worklist}}", "Project:WiP/Worklist"),
        ("{{Project:Lists of articles}}", "Project:Lists of articles"),
        ("{|\n| {{/Worklist}}\n|}", "Project:WiP/Worklist"),
        ("{{msg::Project:Lists}}", "Project:Lists"),
    ],
)
def test_what_is_transcluded_is_seen(shown: str, page: str, bot: LocalBot) -> None:
    bot.wiki.tell(write("Olga", page, "* [[Ada]]\n* [[Bell]]", "10-01"))
    bot.declare(
        HERE, sign_up=f"== Participants ==\n* [[User:Alice]]\n\n== Articles ==\n{shown}\n* [[Curie]]\n"
    )
    story = [
        write("Alice", title, 10, "" if title != "Ada" else "11-02") for title in ("Ada", "Curie", "Dora")
    ]
    assert work(bot.count(*story)) == {"Alice": (2, 2, 0, 20)}
    # With the bot's own tables on the page it is the same.
    report = bot.update()
    assert work(report) == {"Alice": (2, 2, 0, 20)}
    assert told(report) == []


@pytest.mark.parametrize("shown", ["<nowiki>{{/Worklist}}</nowiki>", "<!-- {{/Worklist}} -->", "{{Box}}"])
def test_what_is_not_shown_is_not(shown: str, bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Olga", "Project:WiP/Worklist", "* [[Ada]]", "10-01"), write("Olga", "Template:Box", "a box")
    )
    bot.declare(HERE, sign_up=f"== Participants ==\n* [[User:Alice]]\n\n{shown}\n* [[Curie]]\n")
    story = [write("Alice", "Ada", 10, "11-02"), write("Alice", "Curie", 10)]
    bot.count(*story)
    assert work(bot.update()) == {"Alice": (1, 1, 0, 10)}
