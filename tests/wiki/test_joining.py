"""How to join is told as long as one can, and who signs where nobody reads is told."""

from __future__ import annotations

import pytest

from bot.render.starter import starter_page
from bot.wikitext.signups import sign_ups

from .bot import PAGE, LocalBot
from .stories import do, write
from .test_signing_up import accounts, notices, people, said


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("Participants", "[[#Participants|Participants]]"),
        ("Participants (2):", "[[#Participants (2):|Participants (2):]]"),
        ("'''Sign up'''", "[[#Sign up|Sign up]]"),
        ("[[Help:X|Participants]]", "[[#Participants|Participants]]"),
        ("PARTICIPANTS", "[[#PARTICIPANTS|PARTICIPANTS]]"),
    ],
)
def test_a_running_campaign_says_how_to_join_with_a_link(heading: str, shown: str, bot: LocalBot) -> None:
    accounts(bot, "Cy")
    bot.wiki.tell(write("Cy", "A", 100, "11-02"))
    bot.declare(sign_up=f"== {heading} ==\n* [[User:Cy]]")
    bot.update()
    assert f"put your signature (<code>~~~~</code>) here: <bdi>{shown}</bdi>." in said(bot)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("participants: {users: [Ann]}", [("notice-unread-list", 2, "Participants")]),
        ("participants: {teams: {Red: [Ann], Blue: [Ben]}}", [("notice-unread-list", 1, "Participants")]),
        ("participants: [Ann, Ben, Cy]", []),
        ("participants: {users: [Ann], section: Participants}", []),
        ("participants: {users: [Ann], except: [Ben, Cy]}", []),
        ("participants: {users: [Ann]}\norganizers: [Ben, Cy]", []),
    ],
)
def test_who_signs_beside_the_people_of_the_settings_is_told(
    settings: str, told: list[tuple[object, ...]], bot: LocalBot
) -> None:
    accounts(bot, "Ann", "Ben", "Cy")
    bot.declare(settings, sign_up="== Participants ==\n* [[User:Ann]]\n* [[User:Ben]]\n* [[User:Cy]]\n")
    assert notices(bot) == told
    if told:
        assert "<code>section: Participants</code>" in said(bot)


@pytest.mark.parametrize("language", ["en", "nb", "ar", "de"])
def test_the_starter_page_signs_nobody_up(language: str, bot: LocalBot) -> None:
    page = starter_page(None, "CampaignBot", bot.now.date(), language)
    bot.wiki.tell(do("edit", "Admin", "10-20", title=PAGE, text=page))
    found = sign_ups(bot.wiki.text(PAGE), bot.real.site, None, (), {"u"})
    assert (found.names, found.plain) == ((), ())
    assert people(bot) == []
