"""Who signs up on a real wiki: on transcluded lists, with transcluded signatures, and without a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from bot.mediawiki.outcomes import Unchanged

from .bot import PAGE, LocalBot
from .stories import do, rows, told, write
from .test_requests import sent


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A bot that reads what is new."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    return bot


DATE = "12:00, 3 November 2026 (UTC)"
LIST = f"""== Participants ==
Organizers: [[User:Admin]] and [[User:Oldie]].

[[File:Stays.png|thumb|Photo by [[User:Coach]]]]
# [[User:Cy|Cy]] ([[User talk:Cy|talk]]) {DATE}
#: Welcome! --[[User:Other|Other]] ([[User talk:Other|talk]]) {DATE}
# <s>[[User:Kim|Kim]] ([[User talk:Kim|talk]]) {DATE}</s> sorry, no time
# {{{{User:Ron/sig}}}} {DATE}
# Pia
# [[User:Ann]] and [[User:Ben]]
"""


def accounts(bot: LocalBot, *names: str) -> None:
    bot.wiki.tell(*(do("user", "Admin", "10-01", name=name) for name in names))


def people(bot: LocalBot) -> list[str]:
    """Who takes part after one more update."""
    report = bot.update()
    assert report.view is not None
    return sorted(row.participant.name for row in report.view.standings.rows)


def notices(bot: LocalBot) -> list[tuple[object, ...]]:
    """What the page tells the organizers after one more update."""
    report = bot.update()
    assert report.view is not None
    return [(remark.message.key, *remark.message.params) for remark in report.view.notices]


def said(bot: LocalBot) -> str:
    """The campaign page, as people write wikitext."""
    return unescape(bot.wiki.text(PAGE)).replace(' dir="ltr"', "")


def test_a_list_as_people_leave_it(bot: LocalBot) -> None:
    accounts(bot, "Oldie", "Coach", "Cy", "Other", "Kim", "Ron", "Pia", "Ann", "Ben")
    bot.wiki.tell(do("edit", "Ron", "10-02", title="User:Ron/sig", text="[[User:Ron|Ron]]"))
    bot.declare(sign_up=LIST)
    assert people(bot) == ["Ann", "Ben", "Cy", "Ron"]
    assert notices(bot) == [("notice-names-nobody", "Pia", "[[User:Pia]]")]
    assert "write <code>[[User:Pia]]</code>" in said(bot)
    before = sent(bot)
    # A stranger may bear the name; whoever edits the list is meant.
    bot.wiki.tell(do("edit", "Pia", "11-16", title=PAGE, text=bot.wiki.text(PAGE) + "Hi"))
    assert people(bot) == ["Ann", "Ben", "Cy", "Pia", "Ron"]
    assert notices(bot) == [("notice-plain-name", "Pia", "[[User:Pia]]")]
    assert sent(bot) == before
    assert [page.outcome for page in bot.update().pages] == [Unchanged(PAGE)]


SUBPAGES = [
    ("== Participants ==\n{{/Participants}}\n", {"Participants": "* [[User:Cy]] DATE"}),
    ("{{Project:WiP/Sign up}}\n", {"Sign up": "== Participants ==\n* [[User:Cy]]"}),
    ("== Participants ==\n{{/List}}", {"List": "<noinclude>* [[User:Ann]]</noinclude>\n* [[User:Cy]]"}),
    (
        "== Participants ==\n{{/A}}",
        {"A": "{{/A/Oslo}}", "A/Oslo": "<onlyinclude>* [[User:Cy]]</onlyinclude>"},
    ),
    (
        "== Participants ==\n{{Project:WiP/Old}}",
        {"Old": "#REDIRECT [[Project:WiP/New]]", "New": "# {{u|Cy}}"},
    ),
    ("== Participants ==\n{{box|{{/P}}}}", {"P": "<includeonly>* [[User:Cy]]</includeonly>"}),
    ("== Participants ==\n<!-- {{/No}} -->{{/P}}", {"P": "* [[User:Cy]]", "No": "* [[User:Ann]]"}),
]


@pytest.mark.parametrize(("page", "subpages"), SUBPAGES)
def test_who_signs_on_a_transcluded_subpage_takes_part(
    page: str, subpages: dict[str, str], bot: LocalBot
) -> None:
    accounts(bot, "Cy", "Ann")
    bot.declare(sign_up=page)
    for name, text in subpages.items():
        bot.wiki.tell(do("edit", "Admin", "10-20", title=f"{PAGE}/{name}", text=text.replace("DATE", DATE)))
    assert people(bot) == ["Cy"]
    assert notices(bot) == []


def test_a_list_on_a_page_of_its_own_may_be_in_parts(bot: LocalBot) -> None:
    accounts(bot, "Cy", "Ann", "Pia")
    bot.declare("participants: {page: Project:Sign up}", sign_up="")
    bot.wiki.tell(
        do("edit", "Admin", "10-20", title="Project:Sign up", text="* [[User:Ann]]\n{{/More}}\n* Pia"),
        do("edit", "Pia", "10-21", title="Project:Sign up/More", text="* [[User:Cy]]"),
    )
    assert people(bot) == ["Ann", "Cy", "Pia"]


def test_a_list_that_is_somebody_elses_is_told(bot: LocalBot) -> None:
    accounts(bot, "Cy")
    bot.declare(sign_up="== Participants ==\n{{Project:Other/List}}\n{{User:Cy/sig}}\n{{box}}\n")
    bot.wiki.tell(do("edit", "Admin", "10-20", title="Project:Other/List", text="* [[User:Ann]]"))
    assert people(bot) == ["Cy"]
    assert notices(bot) == [("notice-list-elsewhere", "Project:Other/List")]
    assert "<code>page: Project:Other/List</code>" in said(bot)


def test_names_that_are_passed_over_are_told(bot: LocalBot) -> None:
    accounts(bot, "Ann", "Ben", "Cy", "Olga")
    below = f"Me too! [[User:Cy]] {DATE}\n\nBye [[User:Olga]] {DATE}"
    text = f"== Participants ==\n* [[User:Ann]] [[User:Ben]]\n\n{below}"
    bot.declare("organizers: [Olga]", sign_up=text)
    assert people(bot) == ["Ann"]
    assert notices(bot) == [("notice-passed-name", "Ben"), ("notice-apart", "Cy")]


def test_who_leaves_a_transcluded_list_leaves_the_numbers(bot: LocalBot) -> None:
    accounts(bot, "Cy", "Ann")
    bot.declare(sign_up="== Participants ==\n{{/List}}")
    bot.wiki.tell(
        do("edit", "Admin", "10-20", title=f"{PAGE}/List", text="* [[User:Cy]]\n* [[User:Ann]]"),
        write("Cy", "A", 100, "11-02"),
        write("Ann", "B", 100, "11-02"),
    )
    assert people(bot) == ["Ann", "Cy"]
    bot.wiki.tell(do("edit", "Cy", "11-16", title=f"{PAGE}/List", text="* [[User:Ann]]"))
    assert people(bot) == ["Ann"]


def test_a_subpage_that_nobody_has_written_is_told(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n{{/Participants}}\n")
    missing = ("notice-list-missing", ("Project:WiP/Participants",), None)
    assert missing in told(bot.update())
    bot.wiki.tell(write("Alice", "Project:WiP/Participants", "* [[User:Alice]]"))
    report = bot.update()
    assert missing not in told(report)
    assert list(rows(report)) == ["Alice"]
