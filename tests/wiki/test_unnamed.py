"""Campaigns that name nobody, on a real wiki: from the beginning, or from some day on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.features.outputs.registry import OUTPUTS
from bot.mediawiki.outcomes import Unchanged
from bot.messages import message
from bot.operations.counting.participants import FoundParticipants, ParticipantFinder
from bot.operations.explain import explain
from bot.operations.report import Report
from bot.render.as_json import document
from bot.render.explanation import Explanation
from bot.store.store import Store

from .bot import NOW, PAGE, LocalBot, campaign_page
from .stories import add, do, outcomes, write
from .test_requests import sent

PEOPLE = ("Zaphodia", "Xanthippe", "Quintessa")
NOBODY = ("Zaphhodia", "Quintessso", "Ygraine")
"""Names that are written on the list, and that no account has, or nobody who takes part."""
LIST = (
    "== Participants ==\n* [[User:Zaphodia]]\n* [[User:Xanthippe]] brought [[User:Ygraine]]\n* Quintessa\n"
    "* Quintessso\n* [[User:Zaphhodia]]\n"
)
"""The last three lines are written by Quintessa herself."""
OFF = "names: false"
PUBLISH = "publish: {details: /Details, leaderboard: /Results, articles: /Results, recent: true}"
DETAILS, RESULTS, PORTAL = f"{PAGE}/Details", f"{PAGE}/Results", "Project:Portal"
MARKS = f"<!-- campaignbot:leaderboard of {PAGE} -->\n<!-- /campaignbot:leaderboard of {PAGE} -->\n"
WHY = f"People were named here. <bdi>[[:{PAGE}|Women in Physics]]</bdi> names nobody any more."
BLOCK = re.compile(r"<!-- campaignbot:([a-z0-9-]+)[^>]*-->\n(.*?)<!-- /campaignbot:\1", re.DOTALL)


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """With people who have done something, one of whom signed up without a link."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.wiki.tell(
        *(do("user", "Admin", "10-01", name=name) for name in ("Ygraine", "Olga")),
        *(write(name, f"Article {number}", 500, "11-02") for number, name in enumerate(PEOPLE)),
        add("Zaphodia", "Article 1", 70, "11-03"),
    )
    return bot


def declared(bot: LocalBot, *more: str) -> None:
    lines = LIST.splitlines(keepends=True)
    bot.declare("points: {edits: 1}", *more, sign_up="".join(lines[:3]))
    bot.wiki.tell(add("Quintessa", PAGE, "".join(["\n", *lines[3:]]).rstrip(), "10-21"))


def pages(bot: LocalBot) -> list[str]:
    """All pages but articles, on which the bot may have written."""
    found = []
    for namespace in (4, 5):
        listed = bot.wiki.query(list="allpages", apnamespace=namespace, aplimit=500)["query"]["allpages"]
        found += [page["title"] for page in listed]
    return found


def blocks(bot: LocalBot) -> str:
    """All that stands between the bot's marks, on all pages."""
    return "\n".join(inner for page in pages(bot) for _, inner in BLOCK.findall(bot.wiki.text(page)))


def ids(bot: LocalBot) -> list[int]:
    users = bot.wiki.query(list="users", ususers=[*PEOPLE, "Ygraine"])["query"]["users"]
    return [user["userid"] for user in users]


def nobody_in(bot: LocalBot, text: str) -> None:
    assert [name for name in (*PEOPLE, *NOBODY) if name in text] == []
    assert [number for number in ids(bot) if f"campaignbot-user-{number}" in text] == []


def saves(bot: LocalBot) -> list[tuple[str, str, str]]:
    """Title, summary and text between marks of everything that the bot ever saved."""
    edits = bot.wiki.query(list="usercontribs", ucuser="CampaignBot", uclimit=500)["query"]["usercontribs"]
    found = []
    for edit in edits:
        asked = {"prop": "revisions", "revids": edit["revid"], "rvprop": "content", "rvslots": "main"}
        [page] = bot.wiki.query(**asked)["query"]["pages"]
        text = page["revisions"][0]["slots"]["main"]["content"]
        said = "\n".join(inner for _, inner in BLOCK.findall(text))
        found.append((edit["title"], edit["comment"], said))
    return found


def documented(report: Report) -> str:
    assert report.view
    return json.dumps(document(report.view, NOW), ensure_ascii=False)


# --- from the beginning


@pytest.mark.parametrize("teams", ["", "participants: {section: Participants, teams: {Red: [Zaphodia]}}"])
@pytest.mark.parametrize("begun", [True, False])
def test_nobody_is_named_anywhere(bot: LocalBot, teams: str, begun: bool) -> None:
    declared(bot, OFF, "goals: {edits: 10}", "publish: {articles: /Articles}", teams)
    bot.now = NOW if begun else NOW.replace(month=10, day=25)
    report = bot.update()
    nobody_in(bot, blocks(bot))
    nobody_in(bot, documented(report))
    assert f"{PAGE}/Articles" in [title for title, _, _ in saves(bot)]
    for title, summary, said in saves(bot):
        nobody_in(bot, title + summary + said)
    box = bot.wiki.text(PAGE)
    assert re.search(r"\b3\W+participants", box)
    assert "not named here" in box
    if begun:
        assert "Article 1" in bot.wiki.text(f"{PAGE}/Articles")
        assert "names on the list of participants, or beside it, need a look" in box
    assert set(outcomes(bot.update())) == {Unchanged}


@pytest.mark.parametrize(
    "people", ["participants: {anyone: true}", "participants: {hashtag: '#wip', users: [Zaphodia]}"]
)
def test_however_people_take_part_nobody_is_named(bot: LocalBot, people: str) -> None:
    tagged = {"title": "Article 2", "append": "more", "summary": "#wip", "at": "2026-11-04T00:00:00Z"}
    bot.wiki.tell({"do": "edit", "as": "Quintessa", **tagged})
    bot.declare(OFF, people, "articles: {titles: [Article 0, Article 1, Article 2]}", sign_up="")
    report = bot.update()
    assert report.view
    assert report.view.standings.totals.participants > 1
    nobody_in(bot, blocks(bot))
    nobody_in(bot, documented(report))
    written = "stays there" in blocks(bot)
    assert written is ("users" in people)


def test_the_talk_page_names_nobody_where_there_is_no_box(bot: LocalBot) -> None:
    published(bot)
    off(bot, "publish: {status: false}")
    bot.change(OFF, f"{OFF}\nparticipants: {{teams: {{Red: [Quintessa], Blue: [Quintessa]}}}}")
    bot.update()
    assert "Something about a name here needs a look" in bot.wiki.text("Project talk:WiP")
    nobody_in(bot, blocks(bot))


def test_what_people_wrote_stays(bot: LocalBot) -> None:
    declared(bot, OFF)
    bot.update()
    assert LIST in bot.wiki.text(PAGE)


def test_who_asks_for_an_account_is_told(bot: LocalBot) -> None:
    declared(bot, OFF)
    found = explain(bot.title(), "Zaphodia", bot.context)
    assert isinstance(found, Explanation)
    assert found.name == "Zaphodia"
    assert found.whole is not None


def test_an_organizer_is_named_as_such_alone(bot: LocalBot) -> None:
    declared(bot, OFF, "organizers: [Zaphodia]")
    bot.update()
    assert blocks(bot).count("Zaphodia") == 2, "a link and its words"


def test_looking_for_what_stood_there_before_is_asked_for_once(bot: LocalBot) -> None:
    declared(bot, OFF)
    bot.update()
    again = sent(bot)
    bot.wiki.tell(write("Olga", f"{PAGE}/Notes", "Some notes."))
    assert sent(bot) == again
    assert "allpages" not in str(again)


def test_only_a_change_that_is_seen_is_a_change_of_the_numbers(bot: LocalBot) -> None:
    declared(bot, OFF)
    bot.update()
    before = bot.wiki.text(PAGE)
    bot.settings = replace(bot.settings, full_reading=timedelta(0))
    # Two people change places, and all together have done the same.
    bot.wiki.tell(do("delete", title="Article 0"), write("Xanthippe", "Article 9", 500, "11-02"))
    bot.now += timedelta(hours=1)
    report = bot.update()
    assert report.view
    numbers = re.compile("<!-- numbers: ([0-9a-f]+)")
    after = bot.wiki.text(PAGE)
    assert numbers.findall(after) == numbers.findall(before)


# --- problems and changes that wait


def test_a_problem_names_nobody_either(bot: LocalBot) -> None:
    declared(
        bot,
        OFF,
        "participants: {users: [Zaphodia, Xanthippe, 192.0.2.7], teams: {Red: [Zaphodia], Blue: [Zaphodia]}}",
        "publish: {details: /Details}",
    )
    report = bot.update()
    assert report.view is None
    nobody_in(bot, blocks(bot))
    assert "192.0.2.7" not in blocks(bot)
    nobody_in(bot, str((*report.problems, *report.notices)))
    assert "`details`" not in blocks(bot)
    assert ">details</code> is about single people" in blocks(bot)
    assert "Something about a name here needs a look" in blocks(bot)


def test_problems_of_later_settings_name_nobody(bot: LocalBot) -> None:
    declared(bot, OFF)
    bot.update()
    bot.change(OFF, "names: false\nparticipants: {teams: {Red: [Quintessa], Blue: [Quintessa]}}")
    bot.update()
    nobody_in(bot, blocks(bot))
    assert "Something about a name here needs a look" in blocks(bot)


@pytest.mark.parametrize("who", ["192.0.2.7", "Newcomera"])
def test_who_changed_the_settings_is_not_named_while_that_waits(bot: LocalBot, who: str) -> None:
    bot.wiki.tell(
        write(
            "Olga",
            PAGE,
            campaign_page("organizers: [Olga]", OFF, "points: {edits: 1}", sign_up=LIST),
            "10-20",
        ),
    )
    bot.update()
    text = bot.wiki.text(PAGE).replace("points: {edits: 1}", "points: {edits: 2}")
    bot.wiki.configure(wgAutoConfirmCount=10)
    bot.wiki.tell(write(who, PAGE, text))
    report = bot.update()
    assert report.waiting
    assert who not in blocks(bot) + documented(report)
    assert "wait" in blocks(bot)
    assert "Olga" in blocks(bot), "she can approve it"


# --- from some day on


def published(bot: LocalBot) -> None:
    """Everything that names people, on four pages."""
    bot.wiki.tell(write("Olga", PORTAL, f"Our portal.\n{MARKS}"))
    declared(bot, PUBLISH.replace("/Results, articles", "Project:Portal, articles"))
    bot.update()
    bot.update()
    for page in (PAGE, DETAILS, RESULTS, PORTAL):
        assert any(name in inner for _, inner in BLOCK.findall(bot.wiki.text(page)) for name in PEOPLE), page


def off(bot: LocalBot, publish: str = "publish: {articles: /Results}") -> Report:
    """Names are turned off, and everything about people is taken out of the settings."""
    text = re.sub(r"publish: .*", publish, bot.wiki.text(PAGE)).replace("points:", f"{OFF}\npoints:")
    bot.wiki.tell(write("Olga", PAGE, text))
    return bot.update()


@pytest.mark.parametrize("forgetful", [False, True])
@pytest.mark.parametrize("publish", ["publish: {articles: /Results}", ""])
def test_what_the_bot_wrote_of_people_is_emptied(bot: LocalBot, forgetful: bool, publish: str) -> None:
    published(bot)
    if forgetful:
        bot.store = Store()
    report = off(bot, publish)
    while report.held:
        report = bot.update()
    nobody_in(bot, blocks(bot))
    nobody_in(bot, documented(report))
    assert not report.failures
    for page in (DETAILS, PORTAL):
        assert WHY in bot.wiki.text(page)
    assert bot.wiki.text(PORTAL).startswith("Our portal.\n<!-- campaignbot:leaderboard of Project:WiP -->\n")
    assert bot.wiki.text(PAGE).count(WHY) == 1, "the latest contributions"
    assert LIST in bot.wiki.text(PAGE)
    for _, summary, _ in saves(bot):
        nobody_in(bot, summary)
    before = bot.wiki.text(PAGE)
    assert set(outcomes(bot.update())) == {Unchanged}
    assert "allpages" not in str(sent(bot))
    bot.store = Store()
    bot.update()
    assert bot.wiki.text(PAGE) == before


def test_a_page_that_goes_on_with_something_else_is_saved_once(bot: LocalBot) -> None:
    declared(bot, PUBLISH)
    bot.update()
    assert set(dict(BLOCK.findall(bot.wiki.text(RESULTS)))) == {"leaderboard", "articles"}
    off(bot)
    nobody_in(bot, blocks(bot))
    assert len(bot.wiki.history(RESULTS)) == 2
    assert WHY in bot.wiki.text(RESULTS)
    assert "Article 1" in bot.wiki.text(RESULTS)


def test_further_pages_are_emptied_too(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.features.outputs import leaderboard, table_pages

    monkeypatch.setattr(table_pages.PagedTable.parts, "__defaults__", (1, 1))
    monkeypatch.setattr(leaderboard.leaderboard_pages, "__defaults__", (1, 1))
    declared(bot)
    bot.update()
    further = [f"{PAGE}/Leaderboard {number}" for number in (2, 3)]
    assert all(page in pages(bot) for page in further)
    bot.change("points:", f"{OFF}\npoints:")
    bot.update()
    nobody_in(bot, blocks(bot))
    assert all(WHY in bot.wiki.text(page) for page in further)


def test_what_was_dropped_long_ago_is_emptied_as_well(bot: LocalBot) -> None:
    declared(bot, PUBLISH)
    bot.update()
    bot.change(PUBLISH, "publish: {articles: /Results}")
    bot.update()
    assert "Zaphodia" in bot.wiki.text(DETAILS)
    off(bot)
    nobody_in(bot, blocks(bot))
    assert WHY in bot.wiki.text(DETAILS)


def test_a_page_that_cannot_be_saved_is_emptied_later(bot: LocalBot) -> None:
    published(bot)
    bot.wiki.tell(do("protect", title=DETAILS, level="sysop"))
    report = off(bot)
    assert [one.title for one in report.failures] == [DETAILS]
    assert "names-off" not in bot.wiki.text(PAGE)
    bot.wiki.tell(do("protect", title=DETAILS, level=""))
    report = bot.update()
    assert not report.failures
    nobody_in(bot, blocks(bot))
    assert "names-off" in bot.wiki.text(PAGE)


def test_a_campaign_that_was_moved_in_the_same_hour_is_found_by_its_links(bot: LocalBot) -> None:
    declared(bot, PUBLISH)
    bot.update()
    bot.wiki.tell(do("move", title=PAGE, to="Project:Physics"))
    text = re.sub(r"publish: .*", OFF, bot.wiki.text("Project:Physics"))
    bot.wiki.tell(write("Olga", "Project:Physics", text))
    bot.update("Project:Physics")
    nobody_in(bot, blocks(bot))


def test_what_is_not_the_campaigns_own_is_left_alone(bot: LocalBot) -> None:
    mine = "<!-- campaignbot:details -->\nI copied Zaphodia\n<!-- /campaignbot:details -->"
    other = mine.replace("I copied", "<!-- campaign: 999 -->\n")
    published(bot)
    bot.wiki.tell(write("Olga", f"{PAGE}/Mine", mine), write("Olga", f"{PAGE}/Other", other))
    off(bot)
    assert bot.wiki.text(f"{PAGE}/Mine") == mine
    assert bot.wiki.text(f"{PAGE}/Other") == other


def test_marks_that_are_not_in_order_are_told(bot: LocalBot) -> None:
    published(bot)
    text = bot.wiki.text(DETAILS)
    bot.wiki.tell(write("Olga", DETAILS, text.replace("<!-- /campaignbot:details -->", "")))
    off(bot)
    for _ in range(2):
        report = bot.update()
        assert message("page-block-names", "details", DETAILS) in [one.message for one in report.notices]
        assert "people are still named in it" in bot.wiki.text(PAGE)
    bot.wiki.tell(write("Olga", DETAILS, "Gone."))
    bot.update()
    assert "people are still named in it" not in bot.wiki.text(PAGE)
    assert "names-off" in bot.wiki.text(PAGE)


def test_names_come_back_when_they_are_wanted(bot: LocalBot) -> None:
    declared(bot, PUBLISH)
    bot.update()
    off(bot)
    text = bot.wiki.text(PAGE).replace(f"{OFF}\n", "")
    bot.wiki.tell(write("Olga", PAGE, text.replace("publish: {articles: /Results}", PUBLISH)))
    bot.update()
    assert all("Zaphodia" in bot.wiki.text(page) for page in (RESULTS, DETAILS))
    assert "names-off" not in bot.wiki.text(PAGE)
    assert WHY not in blocks(bot)


def test_a_source_of_participants_can_ask_that_nobody_be_named(
    bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(bot)
    gather = ParticipantFinder.gather

    def asking(*args: object) -> FoundParticipants:
        return replace(gather(*args), unnamed=True)  # type: ignore[arg-type]

    monkeypatch.setattr(ParticipantFinder, "gather", asking)
    report = bot.update()
    while report.held:
        report = bot.update()
    nobody_in(bot, blocks(bot))
    nobody_in(bot, documented(report))
    assert report.view
    assert not any(OUTPUTS[name].needs_names for name in report.view.campaign.publish)
    assert WHY in bot.wiki.text(DETAILS)
