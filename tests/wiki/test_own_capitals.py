"""Names and titles that this wiki begins with a capital of its own are found by what the API says."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import told, work, write

SETTINGS = {
    "signed": ((), "== Participants ==\n* [[User:ßeta]]\n"),
    "users": (("participants: {users: [ßeta]}",), ""),
    "teams": (("participants: {teams: {Red: [ßeta]}}",), ""),
    "organizers": (("organizers: [ßeta]",), "== Participants ==\n* [[User:ßeta]]\n"),
    "plain": ((), "== Participants ==\n* [[User talk:ßeta]]\n"),
    "category of people": (("participants: {category: ßvolk}",), ""),
    "list page": (("participants: {page: 'Project:ßlist'}",), ""),
    "categories": (("articles: {category: ßcat}",), "== Participants ==\n* [[User:ßeta]]\n"),
    "templates": (("articles: {template: ßtem}",), "== Participants ==\n* [[User:ßeta]]\n"),
    "titles": (("articles: {titles: [ßart]}",), "== Participants ==\n* [[User:ßeta]]\n"),
    "list": (("articles: {listed_on: 'Project:ßworks'}",), "== Participants ==\n* [[User:ßeta]]\n"),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_what_the_settings_name_is_found(bot: LocalBot, case: str) -> None:
    more, sign_up = SETTINGS[case]
    bot.declare(*more, sign_up=sign_up)
    report = bot.count(
        write("ßeta", "ßart", "x[[Category:ßcat]]{{ßtem}}", "11-02"),
        *([write("Admin", "User:ßeta", "[[Category:ßvolk]]", "10-02")] if "people" in case else []),
        write("Admin", "Project:ßlist", "* [[User:ßeta]]", "10-02"),
        write("Admin", "Project:ßworks", "* [[ßart]]", "10-02"),
        write("Admin", "Category:ßcat", "x", "10-02"),
        write("Admin", "Template:ßtem", "", "10-02"),
    )
    assert list(work(report)) == [bot.context.site.first_upper("ßeta")]
    assert not told(report)


def test_disqualified_articles_and_people(bot: LocalBot) -> None:
    bot.declare(
        "adjustments: [{user: ßeta, disqualify: ßart, reason: copied}]",
        sign_up="== Participants ==\n* [[User:ßeta]]\n",
    )
    report = bot.count(write("ßeta", "ßart", 5, "11-02"), write("ßeta", "Other", 7, "11-02"))
    assert work(report) == {bot.context.site.first_upper("ßeta"): (1, 1, 0, 7)}
    assert not told(report)
