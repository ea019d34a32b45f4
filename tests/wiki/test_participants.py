"""The table of who takes part, on a real wiki: old accounts and new, renamed, blocked and temporary ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.mediawiki.outcomes import Saved, Unchanged
from bot.operations.messages_to_people.sender import Delivery
from bot.operations.report import Report
from bot.render.as_json import document
from bot.store.store import Store

from .bot import NOW, LocalBot
from .farm import LocalFarm
from .farm_bot import FarmBot
from .html_tables import tables
from .stories import do, outcomes, told, work, write

SHOWN = "publish: {participants: true, leaderboard: false, articles: false}"


def people(report: Report) -> Mapping[str, tuple[str | None, bool | None, bool | None]]:
    """When each account was made, whether that is a newcomer, and blocked."""
    assert report.view
    rows = document(report.view, NOW)["rows"]
    return {row["user"]: (row["registered"], row["newcomer"], row["blocked"]) for row in rows}


def test_accounts_of_before_and_of_the_campaign_are_told_apart(bot: LocalBot) -> None:
    bot.wiki.configure(wgPutIPinRC=False)
    bot.wiki.tell(
        do("user", "Admin", "09-01", name="Alice"),
        do("user", "Admin", "10-18", name="Nora"),
        do("user", "Admin", "11-02", name="Nils"),
        do("block", "Admin", "11-03", user="Nils"),
    )
    bot.declare(SHOWN, sign_up="== Participants ==\n* [[User:Alice]]\n* [[User:Nora]]\n* [[User:Nils]]\n")
    report = bot.count(write("Nora", "A", 100, "11-04"))
    assert people(report) == {
        "Nora": ("2026-10-18T12:00:00Z", True, False),
        "Alice": ("2026-09-01T12:00:00Z", False, False),
        "Nils": ("2026-11-02T12:00:00Z", True, True),
    }
    (rows,) = tables(bot.wiki.html("Project:WiP")).values()
    assert rows == [
        ["Participant", "Newcomer since", "Edits"],
        ["Nils (talk) (blocked)", "2 Nov 2026", "–"],
        ["Nora (talk)", "18 Oct 2026", "1"],
        ["Alice (talk)", "–", "–"],
    ]
    assert outcomes(bot.update()) == [Unchanged]
    bot.now += timedelta(hours=5)
    assert outcomes(bot.update()) == [Unchanged]
    bot.wiki.tell(do("unblock", user="Nils"))
    assert outcomes(bot.update()) == [Saved]
    bot.store = Store()
    assert outcomes(bot.update()) == [Unchanged]


def test_the_window_can_be_set(bot: LocalBot) -> None:
    bot.wiki.tell(do("user", "Admin", "09-01", name="Alice"), do("user", "Admin", "10-20", name="Bob"))
    bot.declare(SHOWN, "newcomers: {registered_days_before: 7}")
    assert not people(bot.update())["Bob"][1]
    bot.change("registered_days_before: 7", "registered_days_before: 90")
    assert all(newcomer for _, newcomer, _ in people(bot.update()).values())


@pytest.mark.parametrize("moved", [False, True])
def test_a_renamed_account_is_one_person_with_or_without_user_pages(bot: LocalBot, moved: bool) -> None:
    bot.wiki.tell(do("user", "Admin", "10-20", name="Nora"), do("user", "Admin", "09-01", name="Alice"))
    bot.declare(SHOWN, sign_up="== Participants ==\n* [[User:Nora]]\n* [[User:Alice]]\n")
    bot.count(write("Nora", "A", 100, "11-02"), write("Nora", "User:Nora", "Me", "11-02"))
    bot.wiki.tell(do("rename", user="Nora", to="Norma"))
    if moved:
        bot.wiki.tell(do("move", title="User:Nora", to="User:Norma"))
    report = bot.update()
    assert people(report) == {
        "Norma": ("2026-10-20T12:00:00Z", True, False),
        "Alice": ("2026-09-01T12:00:00Z", False, False),
    }
    assert work(report) == {"Norma": (1, 1, 0, 100)}
    assert not told(report)
    bot.store = Store()
    assert people(bot.update()).keys() == {"Norma", "Alice"}


def test_a_temporary_account_and_the_one_that_followed_it_are_two_people(bot: LocalBot) -> None:
    temporary = "~2026-12345-67"
    bot.wiki.tell(do("user", "Admin", "11-02", name=temporary), do("user", "Admin", "11-03", name="Nora"))
    bot.declare(SHOWN, sign_up=f"== Participants ==\n* [[User:{temporary}]]\n* [[User:Nora]]\n")
    report = bot.count(write(temporary, "A", 100, "11-02"), write("Nora", "B", 50, "11-04"))
    assert work(report) == {temporary: (1, 1, 0, 100), "Nora": (1, 1, 0, 50)}
    assert people(report).keys() == {temporary, "Nora"}


def test_people_who_take_part_by_their_edits_are_known_as_well(bot: LocalBot) -> None:
    bot.declare(SHOWN, "participants: {anyone: true}", "articles: {category: Physicists}", sign_up="")
    report = bot.count(write("Nora", "A", "[[Category:Physicists]]", "11-02"))
    assert people(report) == {"Nora": ("2026-11-02T12:00:00Z", True, False)}


def test_nobody_and_one_person(bot: LocalBot) -> None:
    bot.declare(SHOWN, sign_up="== Participants ==\n")
    assert people(bot.update()) == {}
    assert "Nobody takes part yet." in bot.wiki.text("Project:WiP")
    bot.wiki.tell(do("user", "Admin", "11-02", name="Nora"))
    bot.change("== Participants ==\n", "== Participants ==\n* [[User:Nora]]\n")
    assert people(bot.update()).keys() == {"Nora"}
    assert bot.wiki.text("Project:WiP").count("== Who takes part ==") == 1


def test_the_tables_heading_is_no_place_to_sign_up(bot: LocalBot) -> None:
    bot.wiki.tell(do("user", "Admin", "11-02", name="Nora"))
    bot.declare(SHOWN, sign_up="== Participants ==\n* [[User:Nora]]\n")
    bot.update()
    report = bot.update()
    assert people(report).keys() == {"Nora"}
    assert not told(report)


def test_of_a_person_on_several_wikis_the_first_account_tells(farm: LocalFarm) -> None:
    bot = FarmBot(farm, "en")
    bot.tell("en", do("user", "Admin", "11-02", name="Alice"), do("user", "Admin", "11-02", name="Nora"))
    bot.tell("nb", do("user", "Admin", "09-01", name="Alice"))
    wikis = "\n".join(["wikis:", *(f"  - {bot.host(one)}" for one in ("en", "nb"))])
    bot.declare(wikis, SHOWN, sign_up="== Participants ==\n* [[User:Alice]]\n* [[User:Nora]]\n")
    bot.tell("nb", write("Alice", "A", 100, "11-04"))
    report = bot.update()
    assert people(report) == {
        "Alice": ("2026-09-01T12:00:00Z", False, False),
        "Nora": ("2026-11-02T12:00:00Z", True, False),
    }
    rows = tables(farm["en"].html("Project:WiP"))["Who takes part: Women in Physics"]
    assert rows == [
        ["Participant", "Newcomer since", "Wikis", "Edits"],
        ["Nora (talk)", "2 Nov 2026", "–", "–"],
        ["Alice (talk)", "–", bot.host("nb"), "1"],
    ]


def test_a_newcomer_is_welcomed_on_the_wiki_of_the_campaigns_page_alone(farm: LocalFarm) -> None:
    bot = FarmBot(farm, "en")
    for one in ("en", "nb"):
        bot.tell(one, do("user", "Admin", "11-02", name="Nora"))
    wikis = "\n".join(["wikis:", *(f"  - {bot.host(one)}" for one in ("en", "nb"))])
    bot.declare(wikis, 'newcomers: {welcome: "Hello!"}', sign_up="== Participants ==\n* [[User:Nora]]\n")
    (delivered,) = bot.update().delivered
    assert delivered.delivery is Delivery.SENT
    assert "Hello!" in farm["en"].text("User talk:Nora")
    assert not farm["nb"].history("User talk:Nora")
    assert not bot.update().delivered


def test_the_day_of_a_signature_is_shown(bot: LocalBot) -> None:
    bot.wiki.tell(do("user", "Admin", "11-02", name="Nora"), do("user", "Admin", "09-02", name="Alice"))
    signed = "[[User:Nora|Nora]] ([[User talk:Nora|talk]]) 12:00, 3 November 2026 (UTC)"
    bot.declare(SHOWN, sign_up=f"== Participants ==\n* {signed}\n* [[User:Alice]]\n")
    bot.update()
    rows = tables(bot.wiki.html("Project:WiP"))["Who takes part: Women in Physics"]
    assert rows == [
        ["Participant", "Signed up", "Newcomer since", "Edits"],
        ["Nora (talk)", "3 Nov 2026", "2 Nov 2026", "–"],
        ["Alice (talk)", "–", "–", "–"],
    ]
