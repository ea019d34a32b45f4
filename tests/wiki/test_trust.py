"""Who may declare, on a real wiki: what runs, what waits, what the page says of it, and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.operations.discover import waiting_for
from bot.operations.explain import explain
from bot.operations.report import Report
from bot.safety.trust import Trust
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import NOW, PAGE, SIGN_UP, LocalBot, campaign_page
from .stories import add, do, rows, work, write
from .test_requests import OPENING, sent

GOOD, NEW = "points: {articles_created: 10}", "points: {articles_created: 20}"
OLGAS = "organizers: [Olga]"
IP = "192.0.2.7"


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A bot that reads what is new, on a wiki with one article of Alice's; Olga has made the page."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.wiki.tell(
        *(do("user", "Admin", "10-01", name=name) for name in ("Olga", "Tess", "Bob")),
        write("Olga", PAGE, campaign_page(OLGAS, GOOD), "10-20"),
        write("Alice", "A", 100, "11-02"),
    )
    return bot


def change(bot: LocalBot, who: str, old: str = GOOD, new: str = NEW, page: str = PAGE) -> int:
    """Somebody changes something on the page; the revision."""
    text = bot.wiki.text(page)
    assert old in text
    return int(bot.wiki.tell(write(who, page, text.replace(old, new, 1)))[0]["revid"])


def points(bot: LocalBot) -> int | None:
    """What Alice's article gives."""
    found = rows(bot.update())["Alice"].points
    return None if found is None else int(found)


def without_the_store(bot: LocalBot) -> None:
    """The same is found, and nothing is saved."""
    last, kept = bot.update(), bot.store
    bot.store = Store()
    report = bot.update()
    assert [type(page.outcome) for page in report.pages] == [Unchanged]
    assert report.waiting == last.waiting
    bot.store = kept


def waits(report: Report) -> tuple[str | None, tuple[str, ...], bool] | None:
    """Whose change waits, who approves it by any edit, and whether it is one of the organizers."""
    found = report.waiting
    return (found.author, found.by, found.organizers) if found else None


# --- a change by somebody who may not


def test_a_strangers_change_waits_and_the_page_says_whose_it_is_and_who_approves_it(bot: LocalBot) -> None:
    bot.update()
    first = bot.wiki.history(PAGE)[0]["revid"]
    second = change(bot, IP)
    assert points(bot) == 10
    without_the_store(bot)
    assert waits(bot.update()) == (IP, ("Olga",), False)
    text, html = bot.wiki.text(PAGE), bot.wiki.html(PAGE)
    assert f"[[Special:Diff/{first}/{second}|see the change]]" in text
    assert f"[[Special:PermanentLink/{first}|20 October 2026]]" in text
    assert "A change of the settings waits for approval." in html
    assert f"Last changed by <bdi>{IP}</bdi>" in html
    assert "[[User talk:Olga|Olga]]" in text
    assert IP not in text.replace(f"<bdi>{IP}</bdi>", "")  # Nobody is linked, so nobody is called.


def test_an_organizer_approves_by_any_edit_but_a_sign_up(bot: LocalBot) -> None:
    bot.update()
    change(bot, IP)
    bot.update()
    change(bot, "Olga", SIGN_UP, f"{SIGN_UP}* [[User:Olga]]\n")
    assert points(bot) == 10
    change(bot, "Tess", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome to all!")
    assert points(bot) == 10
    without_the_store(bot)
    change(bot, "Olga", "Welcome to all!", "Welcome!")
    assert points(bot) == 20
    without_the_store(bot)
    assert "waits for approval" not in bot.wiki.html(PAGE)


def test_others_who_may_declare_approve_by_saving_a_change_of_their_own(bot: LocalBot) -> None:
    change(bot, IP)
    assert points(bot) == 10
    change(bot, "Tess", NEW, f"{NEW} # as discussed")
    assert points(bot) == 20


@pytest.mark.parametrize("who", ["Tess", "Newbie", IP])
def test_whoever_takes_a_change_back_it_is_gone(who: str, bot: LocalBot) -> None:
    bot.update()
    change(bot, IP)
    bot.update()
    change(bot, who, NEW, GOOD)
    assert points(bot) == 10
    assert waits(bot.update()) is None


def test_a_second_block_waits_like_any_other_change(bot: LocalBot) -> None:
    second = (
        '<syntaxhighlight lang="yaml">\nname: B\nstart: 2026-11-01\nend: 2026-11-02\n</syntaxhighlight>\n'
    )
    change(bot, IP, "== Participants", f"{second}== Participants")
    report = bot.update()
    assert waits(report) == (IP, ("Olga",), False)
    assert not report.problems


def test_a_page_whose_settings_a_stranger_took_off_is_left_alone_until_they_are_back(bot: LocalBot) -> None:
    bot.update()
    settings = bot.wiki.text(PAGE).partition("<syntax")[2].partition("</syntax")[0]
    change(bot, IP, settings, ' lang="text">')
    left = bot.wiki.text(PAGE)
    report = bot.update()
    assert report.refusal is not None
    assert report.refusal.key == "page-no-settings"
    assert (report.pages, bot.wiki.text(PAGE)) == ((), left)
    # Whoever puts back what ran has changed nothing; what a stranger changes on that way waits.
    change(bot, IP, ' lang="text">', settings.replace(GOOD, NEW))
    assert points(bot) == 10
    assert waits(bot.update()) == (IP, ("Olga",), False)
    change(bot, IP, NEW, GOOD)
    assert points(bot) == 10
    assert waits(bot.update()) is None


def test_only_an_organizer_or_who_made_the_page_names_other_organizers(bot: LocalBot) -> None:
    bot.update()
    change(bot, "Tess", OLGAS, "organizers: [Tess]")
    assert points(bot) == 10
    assert waits(bot.update()) == ("Tess", ("Olga",), True)
    assert "Only an organizer, or whoever made the page" in bot.wiki.html(PAGE)
    change(bot, "Tess", "{{CampaignBot}}", "{{CampaignBot}}\nIt is mine.")
    change(bot, "Tess", GOOD, NEW)  # Not even together with what she may change.
    assert points(bot) == 10
    without_the_store(bot)
    change(bot, "Olga", "It is mine.", "")
    assert points(bot) == 20
    change(bot, "Olga", "[Tess]", "[Tess, Bob]")  # She made the page.
    assert waits(bot.update()) is None
    change(bot, "Bob", "[Tess, Bob]", "[Bob]")
    assert waits(bot.update()) is None


def test_where_no_organizer_is_named_who_made_the_page_approves(bot: LocalBot) -> None:
    change(bot, "Olga", f"{OLGAS}\n", "")
    change(bot, IP)
    assert waits(bot.update()) == (IP, ("Olga",), False)
    change(bot, "Olga", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!")
    assert points(bot) == 20


# --- accounts


def make_wary(bot: LocalBot) -> None:
    """Accounts are autoconfirmed after ten edits; Olga and Tess are administrators."""
    bot.wiki.configure(wgAutoConfirmCount=10)
    bot.wiki.tell(*(do("user", "Admin", "10-02", name=name, groups=["sysop"]) for name in ("Olga", "Tess")))


def test_new_accounts_may_not_and_may_when_they_are_confirmed(bot: LocalBot) -> None:
    make_wary(bot)
    change(bot, "Newbie")
    assert points(bot) == 10
    assert waits(bot.update()) == ("Newbie", ("Olga",), False)
    bot.wiki.configure(wgAutoConfirmCount=0)
    assert rows(bot.update())["Alice"].points == 10  # Rights are not asked for all the time,
    bot.now += timedelta(days=1)  # but once a day.
    assert points(bot) == 20
    without_the_store(bot)


def test_a_blocked_account_may_not_declare_nor_approve(bot: LocalBot) -> None:
    change(bot, "Mallory")
    bot.wiki.tell(do("block", user="Mallory"))
    assert points(bot) == 10
    change(bot, "Olga", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!")
    bot.wiki.tell(do("block", user="Olga"))
    bot.store = Store()
    report = bot.update()
    assert report.view is None
    assert report.waiting is not None


def test_what_runs_goes_on_when_its_author_is_blocked_later(bot: LocalBot) -> None:
    bot.update()
    bot.wiki.tell(do("block", user="Olga"), write("Alice", "B", 100))
    bot.now += timedelta(days=2)
    assert rows(bot.update())["Alice"].points == 20


def test_a_hidden_author_is_not_trusted_and_not_named(bot: LocalBot) -> None:
    bot.update()
    revid = change(bot, "Tess")
    change(bot, "Bob", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!")
    bot.wiki.tell(do("hide", revids=[revid], what=["user"]))
    assert points(bot) == 10
    without_the_store(bot)
    assert waits(bot.update()) == (None, ("Olga",), False)
    assert "Tess" not in bot.wiki.text(PAGE)


def test_who_saves_the_page_after_a_hidden_change_has_not_made_it(bot: LocalBot) -> None:
    revid = change(bot, IP)
    change(bot, "Bob", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!")
    bot.wiki.tell(do("hide", revids=[revid], what=["text"]))
    assert points(bot) == 10
    without_the_store(bot)


def test_a_renamed_organizer_is_none_and_neither_is_who_takes_the_name(bot: LocalBot) -> None:
    make_wary(bot)
    change(bot, "Olga", OLGAS, "organizers: [Bob]")
    bot.update()
    bot.wiki.tell(do("rename", user="Bob", to="Robert"), do("user", "Admin", "12-30", name="Bob"))
    change(bot, "Bob", GOOD, NEW)
    assert points(bot) == 10
    assert waits(bot.update()) == ("Bob", ("Olga",), False)


def test_the_operator_says_who_may(bot: LocalBot) -> None:
    make_wary(bot)
    change(bot, "Bob", GOOD, NEW)
    assert points(bot) == 10
    for trust in (Trust(anyone=True), Trust(frozenset(), frozenset({"bob"})), Trust(frozenset({"user"}))):
        bot.wiki_settings = replace(bot.wiki_settings, trust=trust)
        assert points(bot) == 20
    bot.wiki_settings = replace(bot.wiki_settings, trust=Trust(frozenset({"user"}), edits=10))
    assert bot.update().view is None  # Not even Olga has so many.


# --- a campaign that somebody began who may not

BEGUN = "Project:Begun"


def test_nothing_is_written_where_an_ip_address_begins_a_campaign(bot: LocalBot) -> None:
    bot.wiki.tell(write("Olga", BEGUN, "A page.", "10-20"), write(IP, BEGUN, campaign_page(GOOD)))
    report = bot.update(BEGUN)
    assert (report.view, report.pages, waits(report)) == (None, (), (IP, ("Olga",), False))
    assert bot.update(BEGUN).pages == ()
    assert len(bot.wiki.history(BEGUN)) == 2
    found = explain(bot.title(BEGUN), "Alice", bot.context)
    assert getattr(found, "key", "") == "explain-waits"
    change(bot, "Olga", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!", BEGUN)
    assert work(bot.update(BEGUN)) == {"Alice": (1, 1, 0, 100)}


def test_a_new_account_is_told_on_a_page_of_its_own_once(bot: LocalBot) -> None:
    make_wary(bot)
    bot.wiki.tell(write("Newbie", BEGUN, campaign_page(GOOD)))
    for _ in range(2):
        report = bot.update(BEGUN)
        assert waits(report) == ("Newbie", (), False)
    assert len(bot.wiki.history(BEGUN)) == 2
    assert "These settings wait for approval" in bot.wiki.html(BEGUN)
    assert "campaignbot:leaderboard" not in bot.wiki.text(BEGUN)
    change(bot, "Tess", GOOD, f"{GOOD} # fine", BEGUN)
    assert work(bot.update(BEGUN)) == {"Alice": (1, 1, 0, 100)}
    assert "wait for approval" not in bot.wiki.html(BEGUN)


ELSEWHERE: dict[str, Callable[[str], str]] = {
    "settings": lambda text: text + campaign_page(GOOD),
    "no settings": lambda text: text + "{{CampaignBot}}",
    "settings that nobody can read": lambda text: text + campaign_page("pionts: 3"),
}


def test_no_campaign_can_be_made_of_an_example_on_a_help_page(bot: LocalBot) -> None:
    example = campaign_page(GOOD).replace("{{CampaignBot}}", "Write:")
    bot.wiki.tell(write("Tess", BEGUN, example, "10-20"), write(IP, BEGUN, "{{CampaignBot}}\n" + example))
    report = bot.update(BEGUN)
    assert (report.view, report.pages, waits(report)) == (None, (), (IP, ("Tess",), False))
    change(bot, "Tess", "Write:", "", BEGUN)
    assert bot.update(BEGUN).view is not None


def test_many_organizers_are_asked_for_in_one_request(bot: LocalBot) -> None:
    many = ", ".join(f"Organizer {n}" for n in range(99))
    change(bot, "Olga", OLGAS, f"organizers: [Olga, {many}]")
    bot.update()
    quiet = sent(bot)
    change(bot, IP)
    assert sent(bot)["users"] - quiet["users"] <= 2


@pytest.mark.parametrize("what", ELSEWHERE)
@pytest.mark.parametrize("who", ["Newbie", IP])
def test_no_box_can_be_put_onto_other_peoples_pages(who: str, what: str, bot: LocalBot) -> None:
    make_wary(bot)
    bot.wiki.tell(write("Tess", BEGUN, "The village pump.\n", "10-20"))
    bot.wiki.tell(write(who, BEGUN, ELSEWHERE[what]("The village pump.\n")))
    for _ in range(2):
        bot.update(BEGUN)
    assert len(bot.wiki.history(BEGUN)) == 2


def test_a_blocked_vandals_own_page_gets_nothing(bot: LocalBot) -> None:
    bot.wiki.tell(write("Mallory", BEGUN, campaign_page(GOOD)), do("block", user="Mallory"))
    bot.update(BEGUN)
    assert len(bot.wiki.history(BEGUN)) == 1


# --- the page


def test_a_page_that_the_bot_made_belongs_to_the_organizers_of_the_campaign(bot: LocalBot) -> None:
    change(bot, "Olga", GOOD, f"{GOOD}\npublish: {{articles: /Articles}}")
    bot.update()
    below = f"{PAGE}/Articles"
    assert bot.wiki.history(below)[0]["user"] == "CampaignBot"
    change(
        bot, "Tess", "<!-- campaignbot:articles -->", f"{campaign_page()}<!-- campaignbot:articles -->", below
    )
    assert bot.update(below).view is not None
    change(bot, "Bob", "name: Women", "organizers: [Bob]\nname: Women", below)
    assert waits(bot.update(below)) == ("Bob", ("Olga",), True)
    change(bot, "Olga", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!", below)
    report = bot.update(below)
    assert waits(report) is None
    assert report.view is not None
    assert report.view.campaign.organizers == ("Bob",)


def test_moving_a_page_and_taking_the_template_off_approve_nothing(bot: LocalBot) -> None:
    change(bot, IP)
    bot.wiki.tell(do("move", "Olga", title=PAGE, to=BEGUN), do("move", "Olga", title=BEGUN, to=PAGE))
    assert points(bot) == 10
    change(bot, "Tess", "{{CampaignBot}}", "")
    assert bot.update().refusal is not None
    change(bot, "Tess", "<syntaxhighlight", "{{CampaignBot}}<syntaxhighlight")
    assert points(bot) == 10


def test_a_change_made_together_with_taking_the_template_off_waits(bot: LocalBot) -> None:
    bot.update()
    text = bot.wiki.text(PAGE)
    bot.wiki.tell(write(IP, PAGE, text.replace("{{CampaignBot}}", "").replace(GOOD, NEW)))
    change(bot, "Tess", "<syntaxhighlight", "{{CampaignBot}}\n<syntaxhighlight")
    assert points(bot) == 10
    without_the_store(bot)


def test_a_page_made_anew_is_another_page(bot: LocalBot) -> None:
    bot.update()
    bot.wiki.tell(do("delete", title=PAGE), write(IP, PAGE, campaign_page(OLGAS, NEW)))
    report = bot.update()
    assert (report.view, report.pages) == (None, ())
    assert len(bot.wiki.history(PAGE)) == 1


def test_what_waits_is_found_below_many_other_edits(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    change(bot, IP)
    bot.wiki.tell(*(add("Bob", PAGE, f"\n* [[User:P{n}]]") for n in range(9)))
    monkeypatch.setattr("bot.operations.trust.review.BATCH", 4)
    assert waits(bot.update()) == (IP, ("Olga",), False)


@pytest.fixture
def short_sighted(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> LocalBot:
    """A bot that reads few versions."""
    monkeypatch.setattr("bot.operations.trust.review.BATCH", 2)
    monkeypatch.setattr("bot.operations.trust.review.LOOKED_AT", 4)
    monkeypatch.setattr("bot.operations.trust.beginnings.PROBES", 3)
    return bot


def many(who: str, page: str) -> list[Action]:
    """More edits than such a bot reads, none of which touches the settings."""
    return [add(who, page, f"\n* [[User:P{n}]]") for n in range(9)]


@pytest.mark.parametrize("who", ["Mallory", IP])
def test_nobody_hides_settings_under_many_edits(who: str, short_sighted: LocalBot) -> None:
    bot, page = short_sighted, "Project:New"
    bot.wiki.configure(wgAutoConfirmAge=10**9)
    bot.wiki.tell(write(who, page, campaign_page(GOOD), "11-19"), *many(who, page))
    report = bot.update(page)
    assert report.waiting is not None
    assert report.view is None


def test_nobody_makes_a_campaign_of_hidden_settings_under_many_edits(short_sighted: LocalBot) -> None:
    bot, page = short_sighted, "Project:New"
    bot.wiki.configure(wgAutoConfirmAge=10**9)
    bot.wiki.tell(
        write("Tess", page, "Our project.", "10-19"),
        write("Mallory", page, campaign_page(GOOD).replace("{{CampaignBot}}", ""), "11-19"),
        *many("Mallory", page),
        write("Mallory", page, campaign_page(GOOD)),
        *many("Mallory", page),
    )
    assert bot.update(page).view is None
    assert "campaignbot:status" not in bot.wiki.text(page)


def test_settings_older_than_all_that_is_read_run_where_their_author_may_declare(
    short_sighted: LocalBot,
) -> None:
    bot = short_sighted
    bot.wiki.tell(*many("Bob", PAGE))
    assert points(bot) == 10
    change(bot, IP)
    for store in (bot.store, Store()):
        bot.store = store
        assert rows(bot.update())["Alice"].points == 10


def test_a_final_campaign_rests_whatever_became_of_its_organizers(bot: LocalBot) -> None:
    bot.now = NOW + timedelta(days=30)
    bot.update()
    bot.wiki.tell(do("block", user="Olga"))
    bot.store = Store()
    assert bot.update().resting


def test_settings_that_wait_do_not_say_when_the_next_turn_is(bot: LocalBot) -> None:
    bot.update()
    change(bot, IP, "2026-11-01", "2031-11-01")
    change(bot, IP, "2026-11-30", "2031-11-30")
    report = bot.update()
    page = replace(bot.update().pages[0].page, revid=max(one["revid"] for one in bot.wiki.history(PAGE)))
    assert report.view is not None
    page = replace(page, text=bot.wiki.text(PAGE))
    assert waiting_for(page, bot.context).due == bot.now + timedelta(minutes=30)


# --- the request budget


def test_nothing_new_costs_nothing_more_while_something_waits(bot: LocalBot) -> None:
    bot.update()
    quiet = sent(bot)
    change(bot, IP)
    first = sent(bot)  # Who are they, and who can approve it?
    assert first - quiet == Counter({"users": 1})
    assert sent(bot) == quiet
    assert quiet["info|revisions|categoryinfo|templates"] == OPENING["info|revisions|categoryinfo|templates"]


def test_edits_beside_the_settings_cost_nothing_more(bot: LocalBot) -> None:
    bot.update()
    quiet = sent(bot)
    bot.wiki.tell(*(add("Tess", PAGE, f"\nSentence {n}.") for n in range(3)))
    assert sent(bot) == quiet


def test_a_first_update_costs_two_requests_more_at_most(bot: LocalBot) -> None:
    bot.wiki.tell(*(add(f"P{n}", PAGE, f"\n* [[User:P{n}]]") for n in range(5)))
    first = sent(bot)
    assert (first["info|revisions"], first["users"]) == (1, 2)  # The participants' accounts, too.


def test_on_a_users_page_only_that_user_begins_a_campaign(bot: LocalBot) -> None:
    settings = campaign_page(GOOD)
    bot.wiki.tell(write("Tess", "User:Olga/Contest", settings), write("Olga", "User:Olga/Ours", settings))
    assert bot.update("User:Olga/Ours").view
    report = bot.update("User:Olga/Contest")
    assert report.waiting
    assert report.pages == ()
    assert bot.wiki.text("User:Olga/Contest") == settings.rstrip()
    change(bot, "Olga", "{{CampaignBot}}", "{{CampaignBot}}\nWelcome!", "User:Olga/Contest")
    assert bot.update("User:Olga/Contest").view


def test_who_only_tidies_up_spaces_approves_nothing(bot: LocalBot) -> None:
    assert points(bot) == 10
    change(bot, IP)
    assert points(bot) == 10
    change(bot, "Tess", NEW, NEW.replace(": 20", ":  20"))
    assert points(bot) == 10
    change(bot, "Tess", NEW.replace(": 20", ":  20"), f"{NEW}  # as agreed")
    assert points(bot) == 20
