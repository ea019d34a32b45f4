"""People are known by their unified accounts, too: on a farm of real wikis, and on a wiki without such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.operations.messages_to_people.sender import Delivery
from bot.operations.report import Report
from bot.render.as_json import document
from bot.store.store import Store

from .bot import NOW, LocalBot
from .farm import LocalFarm
from .farm_bot import FarmBot
from .html_tables import tables
from .stories import do, outcomes
from .support import LocalWiki

SHOWN = "publish: {participants: true, leaderboard: false, articles: false}"
HERE = "en"


@pytest.fixture
def bot(farm: LocalFarm) -> FarmBot:
    """Olga comes from the Norwegian wiki, where she has been for long; Nora is new everywhere."""
    bot = FarmBot(farm, HERE)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.tell("nb", do("user", "Admin", "09-01", name="Olga"))
    bot.tell(HERE, do("user", "Admin", "11-02", name="Olga"), do("user", "Admin", "11-02", name="Nora"))
    return bot


def sign_up(*names: str) -> str:
    return "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in names)


def declared(bot: FarmBot, *names: str, settings: str = SHOWN) -> None:
    bot.declare(settings, sign_up=sign_up(*names))


def asked(bot: LocalBot) -> tuple[int, int]:
    """How many accounts one more update asks for, and how many requests it sends in all."""
    before = bot.real.session.costs()
    bot.update()
    cost = bot.real.session.costs() - before
    return cost.requests.get("globaluserinfo", 0), cost.total


def crowd(bot: FarmBot, count: int) -> list[str]:
    """So many people who come from the Norwegian wiki."""
    names = [f"P{number:02}" for number in range(count)]
    bot.tell("nb", *(do("user", "Admin", "09-01", name=name) for name in names))
    bot.tell(HERE, *(do("user", "Admin", "11-02", name=name) for name in names))
    return names


def people(report: Report) -> Mapping[str, Any]:
    """Newcomers, blocked and locked people."""
    assert report.view
    rows = document(report.view, NOW)["rows"]
    return {row["user"]: (row["newcomer"], row["blocked"], row["locked"]) for row in rows}


def test_an_old_account_on_its_first_visit_is_no_newcomer(bot: FarmBot) -> None:
    declared(bot, "Olga", "Nora")
    report = bot.update()
    assert people(report) == {"Nora": (True, False, False), "Olga": (False, False, False)}
    assert report.view
    assert document(report.view, NOW)["rows"][0]["registered"] in {
        "2026-09-01T12:00:00Z",
        "2026-11-02T12:00:00Z",
    }
    rows = tables(bot.wiki.html("Project:WiP"))["Who takes part: Women in Physics"]
    assert rows[1:] == [["Nora (talk)", "2 Nov 2026", "–"], ["Olga (talk)", "–", "–"]]


def test_somebody_elses_account_of_the_same_name_tells_nothing(bot: FarmBot) -> None:
    bot.farm.unattach("Olga", HERE)
    declared(bot, "Olga")
    assert people(bot.update()) == {"Olga": (True, False, None)}


def test_a_locked_account_is_marked_within_a_day(bot: FarmBot) -> None:
    declared(bot, "Olga", "Nora")
    bot.update()
    bot.farm.accounts.lock("Nora")
    assert not people(bot.update())["Nora"][1]
    bot.now += timedelta(days=1)
    assert people(bot.update())["Nora"] == (True, True, True)
    rows = tables(bot.wiki.html("Project:WiP"))["Who takes part: Women in Physics"]
    assert rows[1][0] == "Nora (talk) (locked on all wikis)"
    bot.farm.accounts.lock()
    bot.now += timedelta(days=1)
    assert people(bot.update())["Nora"] == (True, False, False)


def test_a_hidden_account_is_as_good_as_none(bot: FarmBot) -> None:
    bot.farm.accounts.hide("Olga")
    declared(bot, "Olga")
    assert people(bot.update()) == {"Olga": (True, False, None)}
    assert asked(bot)[0] == 0


def test_everybody_is_asked_for_once_a_day_and_quiet_updates_ask_for_nobody(bot: FarmBot) -> None:
    declared(bot, "Olga", "Nora")
    assert asked(bot)[0] == 2
    quiet = [asked(bot) for _ in range(2)]
    assert [accounts for accounts, _ in quiet] == [0, 0]
    bot.now += timedelta(days=1)
    assert asked(bot)[0] == 2
    bot.change("* [[User:Nora]]\n", "")
    assert asked(bot)[0] == 0


def test_what_is_known_outlives_a_change_of_the_settings(bot: FarmBot) -> None:
    declared(bot, "Olga", "Nora", settings=f"{SHOWN}\narticles: {{reverts: identity}}")
    assert asked(bot)[0] == 2
    bot.change("{reverts: identity}", "{reverts: identity, namespaces: [0, 10]}")
    assert asked(bot)[0] == 0


def test_a_renamed_account_is_not_asked_for_again(bot: FarmBot) -> None:
    declared(bot, "Olga", "Nora")
    bot.update()
    bot.farm.rename("Olga", "Olga Norli")
    assert asked(bot)[0] == 0
    assert people(bot.update())["Olga Norli"] == (False, False, False)


def test_so_many_are_asked_for_at_an_update_and_all_in_the_end(bot: FarmBot) -> None:
    names = crowd(bot, 45)
    declared(bot, *names)
    assert [asked(bot)[0] for _ in range(4)] == [20, 20, 5, 0]
    assert not any(newcomer for newcomer, _, _ in people(bot.update()).values())
    text = bot.wiki.text("Project:WiP")
    bot.store = Store()
    assert [asked(bot)[0] for _ in range(4)] == [20, 20, 5, 0]
    assert outcomes(bot.update()) == [Unchanged]
    assert tables(bot.wiki.html("Project:WiP"))
    assert (
        bot.wiki.text("Project:WiP").partition("== Who takes part")[2]
        == text.partition("== Who takes part")[2]
    )


def test_a_welcome_waits_until_it_is_known_who_is_new(bot: FarmBot) -> None:
    declared(bot, *crowd(bot, 20), "Olga", "Nora", settings='newcomers: {welcome: "Hello!"}')
    sent = [[(one.message.name, one.delivery) for one in bot.update().delivered] for _ in range(3)]
    assert sent == [[], [("Nora", Delivery.SENT)], []]
    assert not bot.wiki.history("User talk:Olga")
    bot.now += timedelta(days=1)
    # Nobody sees who is locked: who is new was asked for once.
    assert asked(bot)[0] == 0


def test_nobody_is_asked_for_where_nothing_shows_it(bot: FarmBot) -> None:
    declared(bot, "Olga", "Nora", settings="newcomers: {registered_days_before: 30}")
    assert asked(bot)[0] == 0


def test_of_a_person_on_several_wikis_one_account_is_asked_for(bot: FarmBot) -> None:
    wikis = "\n".join(["wikis:", *(f"  - {bot.host(one)}" for one in (HERE, "nb"))])
    declared(bot, "Olga", "Nora", settings=f"{wikis}\n{SHOWN}")
    before = {language: one.real.session.costs() for language, one in bot.bots.items()}
    bot.update()
    costs = {language: one.real.session.costs() - before[language] for language, one in bot.bots.items()}
    assert costs[HERE].requests.get("globaluserinfo", 0) == 2
    assert costs["nb"].requests.get("globaluserinfo", 0) == 0


def test_a_wiki_without_unified_accounts_is_asked_for_nobody(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.wiki.tell(do("user", "Admin", "11-02", name="Nora"))
    bot.declare(SHOWN, sign_up=sign_up("Nora"))
    assert asked(bot)[0] == 0
    quiet = [asked(bot) for _ in range(2)]
    assert quiet[0] == quiet[1]
    bot.declare("publish: {leaderboard: true}", sign_up=sign_up("Nora"))
    bot.update()
    assert asked(bot) == quiet[0]
    bot.declare(SHOWN, sign_up=sign_up("Nora"))
    assert people(bot.update()) == {"Nora": (True, False, None)}
