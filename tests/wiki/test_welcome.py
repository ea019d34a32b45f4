"""Newcomers are welcomed on their talk pages: each of them once, whatever happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.operations.bounds import Pace
from bot.operations.messages_to_people import talk_pages
from bot.operations.messages_to_people.sender import Delivery
from bot.operations.report import Report
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import ENOUGH, PAGE, LocalBot
from .conftest import WikiIn
from .stories import add, do, told, write

WELCOME = 'newcomers: {welcome: "Welcome! Ask [[Project:Help|us]] anything."}'
PEOPLE = "== Participants ==\n* [[User:Alice]]\n* [[User:Nora]]\n* [[User:Nils]]\n"
STORY: tuple[Action, ...] = (
    do("user", "Admin", "09-01", name="Alice"),
    do("user", "Admin", "10-20", name="Nora"),
    do("user", "Admin", "11-02", name="Nils"),
)


def declared(bot: LocalBot, *more: str, people: str = PEOPLE, welcome: str = WELCOME) -> None:
    bot.wiki.tell(*STORY)
    bot.declare(welcome, *more, sign_up=people)


def deliveries(report: Report) -> dict[str, Delivery]:
    return {one.message.name: one.delivery for one in report.delivered}


def greeted(bot: LocalBot) -> Mapping[str, int]:
    """How often the bot's words stand on each talk page."""
    found = bot.wiki.query(list="allpages", apnamespace=3, aplimit=500)["query"]["allpages"]
    titles = [page["title"] for page in found]
    counts = {title: bot.wiki.text(title).count("[cb welcome ") for title in titles}
    return {title.partition(":")[2]: count for title, count in counts.items() if count}


def by_bot(bot: LocalBot, title: str) -> list[str]:
    """The summaries of the bot's edits of a page."""
    return [one["comment"] for one in bot.wiki.history(title) if one["user"] == "CampaignBot"]


def test_each_newcomer_is_welcomed_once(bot: LocalBot) -> None:
    declared(bot)
    report = bot.update()
    assert deliveries(report) == {"Nora": Delivery.SENT, "Nils": Delivery.SENT}
    assert greeted(bot) == {"Nora": 1, "Nils": 1}
    text = bot.wiki.text("User talk:Nora")
    pageid = bot.wiki.query(titles=PAGE)["query"]["pages"][0]["pageid"]
    userid = bot.wiki.query(list="users", ususers="Nora")["query"]["users"][0]["userid"]
    proof = f"[cb welcome {pageid} {userid}]"
    assert text.startswith(
        f"== Women in Physics ==\n<!-- {proof} -->\nWelcome! Ask [[Project:Help|us]] anything. "
    )
    assert re.search(r"\[\[User:CampaignBot.*\d\d:\d\d, .*\(UTC\)$", text), "it is signed"
    (summary,) = by_bot(bot, "User talk:Nora")
    assert summary == f"Welcome from [[Project:WiP]] {proof}"
    assert deliveries(bot.update()) == {}
    assert greeted(bot) == {"Nora": 1, "Nils": 1}


def test_nobody_is_written_to_unless_an_organizer_declares_it(bot: LocalBot) -> None:
    declared(bot, welcome="newcomers: {registered_days_before: 14}")
    assert not bot.update().delivered
    assert not greeted(bot)


def test_with_a_deleted_store_nobody_is_welcomed_twice(bot: LocalBot) -> None:
    declared(bot)
    bot.update()
    bot.store, bot.pace = Store(), Pace()
    assert deliveries(bot.update()) == {"Nora": Delivery.KNOWN, "Nils": Delivery.KNOWN}
    assert greeted(bot) == {"Nora": 1, "Nils": 1}


def test_who_took_the_welcome_off_or_moved_it_away_does_not_get_it_again(bot: LocalBot) -> None:
    declared(bot)
    bot.update()
    bot.wiki.tell(
        {"do": "edit", "as": "Nora", "title": "User talk:Nora", "text": "Mine."},
        {
            "do": "move",
            "as": "Nils",
            "title": "User talk:Nils",
            "to": "User talk:Nils/Archive",
            "leave_redirect": False,
        },
    )
    bot.store = Store()
    assert deliveries(bot.update()) == {"Nora": Delivery.KNOWN, "Nils": Delivery.KNOWN}
    assert greeted(bot) == {"Nils/Archive": 1}


def test_a_welcome_that_was_deleted_with_its_page_is_not_sent_again(bot: LocalBot) -> None:
    declared(bot)
    bot.update()
    bot.wiki.tell(do("delete", title="User talk:Nora"), do("delete", title="User talk:Nils"))
    bot.wiki.tell(write("Alice", "User talk:Nils", "Hello"))
    bot.store = Store()
    assert deliveries(bot.update()) == {"Nora": Delivery.DELETED, "Nils": Delivery.DELETED}
    assert not greeted(bot)


def test_a_welcome_with_a_hidden_summary_is_known(bot: LocalBot) -> None:
    declared(bot)
    bot.update()
    (last,) = bot.wiki.history("User talk:Nora")
    bot.wiki.tell(write("Nora", "User talk:Nora", "Mine."))
    bot.wiki.tell(do("hide", revids=[last["revid"]], what=["comment", "text"]))
    bot.store = Store()
    assert deliveries(bot.update())["Nora"] is Delivery.KNOWN


def test_with_a_template_that_does_not_exist_nobody_is_written_to_until_it_does(bot: LocalBot) -> None:
    declared(bot, welcome="newcomers: {welcome: Template:Welcome}")
    report = bot.update()
    assert set(deliveries(report).values()) == {Delivery.NO_TEMPLATE}
    assert not greeted(bot)
    bot.wiki.tell(write("Olga", "Template:Welcome", "Dear friend!"))
    assert set(deliveries(bot.update()).values()) == {Delivery.SENT}


def test_it_goes_below_what_stands_there(bot: LocalBot) -> None:
    declared(bot, welcome="newcomers: {welcome: Template:Welcome}")
    bot.wiki.tell(write("Olga", "Template:Welcome", "Dear friend!"))
    bot.wiki.tell(write("Alice", "User talk:Nora", "== Hi ==\nHello! ~~~~\n", "11-03"))
    bot.update()
    text = bot.wiki.text("User talk:Nora")
    assert text.startswith("== Hi ==\nHello! [[User:Alice")
    assert "\n\n== Women in Physics ==\n<!-- [cb welcome " in text
    assert "-->\n{{Welcome}} [[User:CampaignBot" in text


def test_a_template_is_substituted_where_that_is_written(bot: LocalBot) -> None:
    declared(bot, welcome='newcomers: {welcome: "{{subst:Welcome|Nora}}"}')
    bot.wiki.tell(write("Olga", "Template:Welcome", "Dear {{{1}}}! <includeonly>~~</includeonly>~~"))
    bot.update()
    text = bot.wiki.text("User talk:Nora")
    assert "\nDear Nora! " in text
    assert text.count("User:CampaignBot") == 1


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ("{{nobots}}", Delivery.NO_BOTS),
        ("{{bots|deny=CampaignBot}}", Delivery.NO_BOTS),
        ("[[Category:Opted-out of message delivery]]", Delivery.OPTED_OUT),
        ("#REDIRECT [[Project:Elsewhere]]", Delivery.ELSEWHERE),
        ("#REDIRECT [[User talk:Nowhere]]", Delivery.ELSEWHERE),
        ("{{bots|allow=CampaignBot}}", Delivery.SENT),
    ],
)
def test_a_talk_page_can_keep_the_bot_away(bot: LocalBot, there: str, why: Delivery) -> None:
    declared(bot)
    bot.wiki.tell(write("Nora", "User talk:Nora", there))
    assert deliveries(bot.update()) == {"Nora": why, "Nils": Delivery.SENT}
    assert ("Nora" in greeted(bot)) == (why is Delivery.SENT)
    assert deliveries(bot.update()) == {}, "it is not looked at again before the next day"
    bot.now += timedelta(days=1, minutes=1)
    again = {} if why is Delivery.SENT else {"Nora": why}
    assert deliveries(bot.update()) == again


def test_a_category_of_the_wikis_own_is_obeyed(bot: LocalBot) -> None:
    bot.wiki_settings = replace(bot.wiki_settings, opt_out_category="Ingen meldinger")
    declared(bot)
    bot.wiki.tell(write("Nora", "User talk:Nora", "[[Category:Ingen meldinger]]"))
    assert deliveries(bot.update()) == {"Nora": Delivery.OPTED_OUT, "Nils": Delivery.SENT}


def test_a_page_that_is_no_wikitext_is_left_alone(bot: LocalBot) -> None:
    bot.wiki.configure(wgNamespaceContentModels={"3": "text"})
    declared(bot)
    bot.update()
    assert set(deliveries(bot.update()).values()) <= {Delivery.NO_WIKITEXT}
    assert not greeted(bot)


def test_a_talk_page_that_leads_to_the_persons_other_one_is_followed(bot: LocalBot) -> None:
    declared(bot)
    bot.wiki.tell(
        write("Nora", "User talk:Nora B", "{{nobots}}", "11-03"),
        write("Nils", "User talk:Nils B", "Here.", "11-03"),
        do("redirect", "Nora", title="User talk:Nora", to="User talk:Nora B"),
        do("redirect", "Nils", title="User talk:Nils", to="User talk:Nils B"),
    )
    assert deliveries(bot.update()) == {"Nora": Delivery.NO_BOTS, "Nils": Delivery.SENT}
    assert greeted(bot) == {"Nils B": 1}
    bot.store = Store()
    assert deliveries(bot.update()) == {"Nora": Delivery.NO_BOTS, "Nils": Delivery.KNOWN}


def test_two_people_with_one_talk_page_get_both_their_welcomes(bot: LocalBot) -> None:
    declared(bot)
    bot.wiki.tell(
        write("Nora", "User talk:Together", "Here.", "11-03"),
        do("redirect", "Nora", title="User talk:Nora", to="User talk:Together"),
        do("redirect", "Nils", title="User talk:Nils", to="User talk:Together"),
    )
    assert set(deliveries(bot.update()).values()) == {Delivery.SENT}
    assert greeted(bot) == {"Together": 2}


def test_blocked_accounts_get_nothing_until_they_are_unblocked(bot: LocalBot) -> None:
    bot.wiki.configure(wgPutIPinRC=False)  # Or the bot, from the same address, would be blocked, too.
    declared(bot)
    bot.wiki.tell(do("block", user="Nora"))
    assert deliveries(bot.update()) == {"Nils": Delivery.SENT}
    bot.wiki.tell(do("unblock", user="Nora"))
    assert deliveries(bot.update()) == {"Nora": Delivery.SENT}


@pytest.mark.parametrize("when", [timedelta(days=-25), timedelta(days=11)])
def test_messages_go_out_only_while_the_campaign_is_on(bot: LocalBot, when: timedelta) -> None:
    declared(bot)
    bot.now += when
    assert not bot.update().delivered


def test_at_most_so_many_an_hour_over_all_campaigns_and_with_a_deleted_store(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, bounds=replace(ENOUGH, messages_per_hour=1))
    declared(bot)
    bot.declare(WELCOME, sign_up=PEOPLE, title="Project:Other")
    assert deliveries(bot.update()) == {"Nils": Delivery.SENT, "Nora": Delivery.LATER}
    bot.store, bot.pace = Store(), Pace()
    assert deliveries(bot.update()) == {"Nils": Delivery.KNOWN, "Nora": Delivery.LATER}
    assert set(deliveries(bot.update("Project:Other")).values()) == {Delivery.LATER}
    assert greeted(bot) == {"Nils": 1}


def test_few_talk_pages_are_read_at_once_however_many_people_wait(
    bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk_pages, "AT_ONCE", 2)
    bot.settings = replace(bot.settings, bounds=replace(ENOUGH, messages_per_hour=3))
    many = [f"N{n}" for n in range(7)]
    declared(bot, people="== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in many))
    bot.wiki.tell(*(do("user", "Admin", "11-03", name=name) for name in many))
    for sent in (3, 6, 7, 7):
        bot.update()
        assert greeted(bot) == dict.fromkeys(many[:sent], 1)
        # An hour later, by the wiki's clock: of its own edits the bot knows that they are older.
        bot.now = max(bot.now, datetime.now(UTC)) + timedelta(hours=2)
        bot.store = Store()


def test_every_campaign_welcomes_its_own(bot: LocalBot) -> None:
    declared(bot)
    bot.declare(WELCOME, sign_up=PEOPLE, title="Project:Other")
    bot.update()
    bot.update("Project:Other")
    assert greeted(bot) == {"Nora": 2, "Nils": 2}


def test_whoever_stops_the_bot_stops_its_messages(bot: LocalBot) -> None:
    declared(bot)
    bot.meddling = [(), (write("Olga", "User:CampaignBot/shutoff", "Stop"),)]
    report = bot.update()
    assert deliveries(report)["Nils"] in {Delivery.SENT, Delivery.LATER}
    bot.store = Store()
    bot.wiki.tell(write("Olga", "User:CampaignBot/shutoff", "Stop"))
    assert not bot.update().delivered


def test_a_stop_right_before_the_first_message_is_seen(bot: LocalBot) -> None:
    declared(bot)
    bot.aftermath = [(write("Olga", "User:CampaignBot/shutoff", "Stop"),)]
    assert deliveries(bot.update()) == {"Nora": Delivery.LATER, "Nils": Delivery.LATER}
    assert not greeted(bot)


def test_settings_that_were_changed_meanwhile_keep_the_messages_back(bot: LocalBot) -> None:
    declared(bot)
    page = bot.wiki.text(PAGE).replace(WELCOME, "")
    bot.aftermath = [({"do": "edit", "as": "Olga", "title": PAGE, "text": page},)]
    assert set(deliveries(bot.update()).values()) == {Delivery.LATER}
    assert not greeted(bot)


def test_while_the_settings_have_a_problem_nothing_is_sent(bot: LocalBot) -> None:
    declared(bot)
    bot.settings = replace(bot.settings, bounds=replace(ENOUGH, messages_per_hour=1))
    bot.update()
    bot.change("name: Women in Physics", "name: Women in Physics\nnonsense: 1")
    bot.settings = replace(bot.settings, bounds=ENOUGH)
    report = bot.update()
    assert report.problems
    assert not report.delivered


def test_a_dry_run_says_what_would_be_sent(bot: LocalBot) -> None:
    declared(bot)
    report = bot.update(dry=True)
    assert deliveries(report) == {"Nora": Delivery.WOULD_BE, "Nils": Delivery.WOULD_BE}
    assert not greeted(bot)
    assert deliveries(bot.update()) == {"Nora": Delivery.SENT, "Nils": Delivery.SENT}


def test_who_edits_the_talk_page_in_the_same_moment_keeps_every_word(bot: LocalBot) -> None:
    declared(bot)
    bot.wiki.tell(write("Nora", "User talk:Nora", "Mine.", "11-03"))
    bot.update(dry=True)
    bot.meddling = [(), (add("Alice", "User talk:Nora", "\n\nHello, Nora!"),)]
    bot.update()
    bot.update()
    text = bot.wiki.text("User talk:Nora")
    assert "Mine." in text
    assert "Hello, Nora!" in text
    assert greeted(bot) == {"Nora": 1, "Nils": 1}


def test_a_campaign_in_which_nothing_happened_asks_nothing_for_it(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    declared(bot, "publish: {participants: true}")
    bot.update()
    bot.update()
    with_people = spent(bot)
    bot.change(WELCOME + "\n", "")
    bot.change("publish: {participants: true}\n", "")
    bot.update()
    bot.update()
    assert with_people == spent(bot)


def spent(bot: LocalBot) -> Mapping[str, int]:
    """The requests of one update."""
    before = bot.real.session.sent.copy()
    report = bot.update()
    assert not report.delivered
    return bot.real.session.sent - before


def test_a_renamed_newcomer_is_the_same_person(bot: LocalBot) -> None:
    declared(bot)
    bot.update()
    bot.wiki.tell(do("rename", user="Nora", to="Norma"))
    bot.store = Store()
    report = bot.update()
    assert deliveries(report) == {"Norma": Delivery.KNOWN, "Nils": Delivery.KNOWN}
    assert greeted(bot) == {"Nora": 1, "Nils": 1}
    assert not told(report)


def test_a_message_of_another_process_in_the_same_moment_is_put_back(bot: LocalBot) -> None:
    """MediaWiki takes no two edits of one account for a conflict, so the later one takes its place."""
    declared(bot, people="== Participants ==\n* [[User:Nora]]\n")
    bot.wiki.tell(write("Nora", "User talk:Nora", "Mine.", "11-03"))
    other = "Mine.\n\n== Another campaign ==\n<!-- [cb welcome 99 5] -->\nHello!"
    summary = "Welcome [cb welcome 99 5]"
    bot.meddling = [(), (write("CampaignBot", "User talk:Nora", other, summary=summary),)]
    assert deliveries(bot.update()) == {"Nora": Delivery.SENT}
    text = bot.wiki.text("User talk:Nora")
    assert text.count("== Another campaign ==") == text.count("== Women in Physics ==") == 1
    assert text.startswith("Mine.")
    assert greeted(bot) == {"Nora": 2}


def test_the_same_message_of_another_process_stands_there_once(bot: LocalBot) -> None:
    declared(bot, people="== Participants ==\n* [[User:Nora]]\n")
    bot.wiki.tell(write("Nora", "User talk:Nora", "Mine.", "11-03"))
    (would_be,) = bot.update(dry=True).delivered
    ours = would_be.message
    twin = write("CampaignBot", "User talk:Nora", ours.added_to("Mine."), summary=ours.signed_summary)
    bot.meddling = [(), (twin,)]
    bot.update()
    assert greeted(bot) == {"Nora": 1}
    bot.store = Store()
    assert deliveries(bot.update()) == {"Nora": Delivery.KNOWN}


def test_a_new_talk_page_made_by_another_process_is_not_written_twice(bot: LocalBot) -> None:
    declared(bot, people="== Participants ==\n* [[User:Nora]]\n")
    (would_be,) = bot.update(dry=True).delivered
    ours = would_be.message
    twin = write("CampaignBot", "User talk:Nora", ours.section(), summary=ours.signed_summary)
    bot.meddling = [(), (twin,)]
    assert deliveries(bot.update()) == {"Nora": Delivery.KNOWN}
    assert greeted(bot) == {"Nora": 1}
    assert len(by_bot(bot, "User talk:Nora")) == 1


def test_in_a_wiki_of_another_language(wiki_in: WikiIn) -> None:
    bot = LocalBot(wiki_in("ar"))
    declared(bot)
    assert set(deliveries(bot.update()).values()) == {Delivery.SENT}
    bot.store = Store()
    assert set(deliveries(bot.update()).values()) == {Delivery.KNOWN}
    assert "[cb welcome " in by_bot(bot, "نقاش المستخدم:Nora")[0]


def test_a_summary_links_no_user(bot: LocalBot) -> None:
    bot.wiki.tell(*STORY)
    bot.declare(WELCOME, sign_up=PEOPLE, title="User:Alice/WiP")
    bot.update("User:Alice/WiP")
    (summary,) = by_bot(bot, "User talk:Nora")
    assert summary.startswith("Welcome from User:Alice/WiP [cb welcome ")
