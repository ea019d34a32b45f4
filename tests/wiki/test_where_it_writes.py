"""Where the bot writes: only on campaigns, and only where a campaign may. What was saved, said and asked."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.operations.discover import look
from bot.operations.explain import explain
from bot.operations.publish import marks_of
from bot.operations.report import Report
from bot.operations.settings import Discovery
from bot.render.blocks import read_blocks

from .bot import PAGE, SIGN_UP, LocalBot, campaign_page
from .html_tables import tables
from .stories import do, outcomes, told, work, write
from .support import LocalWiki

YAML = "name: Women in Physics\nstart: 2026-11-01\nend: 2026-11-30\n"
HERE = f"{{{{CampaignBot}}}}\n{SIGN_UP}"
OPENING = "info|revisions|categoryinfo|templates"
"""How a request for pages with their texts is counted."""


def saved(wiki: LocalWiki) -> Counter[str]:
    """How often the bot saved each page."""
    found = wiki.query(list="usercontribs", ucuser="CampaignBot", uclimit=500, ucprop="title")
    return Counter(row["title"] for row in found["query"]["usercontribs"])


def said(report: Report) -> list[str]:
    """What the report tells: the refusal, problems, notices and failures, without what is said of people."""
    refusal = [report.refusal.key] if report.refusal else []
    remarks = [one.message.key for one in (*report.problems, *report.notices)]
    remarks = [key for key in remarks if key not in {"notice-no-account", "notice-no-usual-section"}]
    return refusal + remarks + [failure.failure.value for failure in report.failures]


def invited(name: str = "leaderboard", campaign: str = PAGE) -> str:
    opening, closing = marks_of(f"{name} of {campaign}")
    return f"Our portal.\n{opening}\n{closing}\nBelow."


# --- only on campaigns


def template(bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Admin", "Template:CampaignBot", "<includeonly>[[Category:Campaigns]]</includeonly>", "10-01"),
        do("redirect", title="Template:Campaign bot", to="Template:CampaignBot"),
        write("Vandal", "Template:Userbox", "{{CampaignBot}} likes physics"),
        write("Vandal", "Template:Whole", campaign_page()),
    )


BLOCK = f'<syntaxhighlight lang="yaml">\n{YAML}</syntaxhighlight>\n'
NO_CAMPAIGN = {
    "the template comes with another page": ("{{Project:Other}}", "page-no-template"),
    "the template comes with a userbox": ("{{Userbox}}", "page-no-template"),
    "... beside settings": ("{{Userbox}}\n" + BLOCK, "page-no-template"),
    "template and settings are transcluded": ("{{Whole}}", "page-no-template"),
    "settings are transcluded": ("{{CampaignBot}}\n{{Whole}}", "page-no-settings"),
    "the template alone": ("{{CampaignBot}}\nWe begin soon.", "page-no-settings"),
    "in a comment": ("{{Userbox}}<!-- {{CampaignBot}} -->\n" + BLOCK, "page-no-template"),
    "in nowiki": ("{{Userbox}}<nowiki>{{CampaignBot}}</nowiki>\n" + BLOCK, "page-no-template"),
    "in pre": ("{{Userbox}}<pre>{{CampaignBot}}</pre>\n" + BLOCK, "page-no-template"),
    "in code": (
        "{{Userbox}}<syntaxhighlight lang=text>{{CampaignBot}}</syntaxhighlight>\n" + BLOCK,
        "page-no-template",
    ),
    "for other pages": (
        "{{Userbox}}<includeonly>{{CampaignBot}}</includeonly>\n" + BLOCK,
        "page-no-template",
    ),
    "a parameter": ("{{Userbox}}{{{CampaignBot}}}\n" + BLOCK, "page-no-template"),
    "a link": ("{{Userbox}}[[Template:CampaignBot]]\n" + BLOCK, "page-no-template"),
    "settings in a comment": (f"{{{{CampaignBot}}}}\n<!-- {BLOCK} -->", "page-no-settings"),
    "a page of prose": ("{{CampaignBot}}\nName: this is about names.\nStarted in 2020.", "page-no-settings"),
    "a redirect": (f"#REDIRECT [[Project:Other]]\n{campaign_page()}", "page-redirect"),
}


@pytest.mark.parametrize("case", NO_CAMPAIGN)
def test_what_is_no_campaign_gets_nothing_and_is_told(case: str, bot: LocalBot) -> None:
    text, refusal = NO_CAMPAIGN[case]
    template(bot)
    bot.wiki.tell(write("Bob", "Project:Other", campaign_page()), write("Bob", PAGE, text))
    assert said(bot.update()) == [refusal]
    found = look(bot.context)
    assert [waiting.page.title for waiting in found.campaigns] == ["Project:Other"]
    assert {one.key for one in found.others} <= {refusal}
    explained = explain(bot.title(), "Alice", bot.context)
    assert getattr(explained, "key", None) == refusal
    assert not saved(bot.wiki)


CAMPAIGN = {
    "plain": "{{CampaignBot}}",
    "with its namespace": "{{Template:CampaignBot}}",
    "small": "{{ campaignBot }}",
    "on several lines": "{{\ncampaignBot\n|a=b\n}}",
    "with a comment": "{{CampaignBot<!-- here -->|x}}",
    "in a noinclude": "<noinclude>{{CampaignBot}}</noinclude>",
    "by a redirect": "{{Campaign bot}}",
    "by a redirect with underscores": "{{campaign_bot}}",
}


@pytest.mark.parametrize("sign", CAMPAIGN)
def test_a_page_that_names_the_template_is_a_campaign(sign: str, bot: LocalBot) -> None:
    template(bot)
    bot.wiki.tell(write("Bob", PAGE, campaign_page().replace("{{CampaignBot}}", CAMPAIGN[sign])))
    assert [waiting.page.title for waiting in look(bot.context).campaigns] == [PAGE]
    assert said(bot.update()) == []
    before = bot.real.session.costs()
    assert outcomes(bot.update()) == [Unchanged]
    requests = (bot.real.session.costs() - before).requests
    assert "redirects" not in requests, "which names lead to the template is remembered"


def test_however_many_pages_show_the_template_its_names_are_asked_for_once(bot: LocalBot) -> None:
    template(bot)
    bot.wiki.tell(*(write("Vandal", f"User:U{number}", "{{Userbox}}") for number in range(8)))
    before = bot.real.session.costs()
    assert len(look(bot.context).others) == 8
    assert len(look(bot.context).others) == 8
    assert (bot.real.session.costs() - before).requests["redirects"] == 1


def test_nothing_is_left_of_a_vandal_after_the_revert(bot: LocalBot) -> None:
    template(bot)
    bot.wiki.tell(
        write("Alice", "Template:Box", "I like physics."),
        *(write(name, f"User:{name}", "{{Box}}") for name in ("Alice", "Bob")),
        write("Vandal", "Template:Box", "{{CampaignBot}}"),
    )
    for name in ("Alice", "Bob"):
        assert said(bot.update(f"User:{name}")) == ["page-no-template"]
    assert look(bot.context).campaigns == ()
    assert not saved(bot.wiki)


ODD = {
    "no language": BLOCK.replace(' lang="yaml"', ""),
    "another language": BLOCK.replace("yaml", "json"),
    "not closed": BLOCK.replace("</syntaxhighlight>", ""),
    "bare": YAML,
    "misspelt": YAML.replace("start", "strat"),
    "indented": " " + YAML.replace("\n", "\n "),
    "in nowiki": f"<nowiki>{YAML}</nowiki>",
    "an empty tag": "<syntaxhighlight lang=yaml />",
}


@pytest.mark.parametrize("shape", ODD)
def test_settings_in_an_odd_shape_are_told_on_the_page(shape: str, bot: LocalBot) -> None:
    bot.wiki.tell(write("Bob", PAGE, f"{{{{CampaignBot}}}}\n{ODD[shape]}\n\n{SIGN_UP}"))
    assert said(bot.update()) == ["declaration-no-block"]
    assert "that the bot can read" in bot.wiki.html(PAGE)
    assert [waiting.page.title for waiting in look(bot.context).campaigns] == [PAGE]


def test_while_the_settings_are_in_an_odd_shape_the_last_good_ones_run(bot: LocalBot) -> None:
    bot.declare()
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    bot.update()
    bot.change(' lang="yaml"', "")
    report = bot.update()
    assert said(report) == ["declaration-no-block"]
    assert work(report)["Alice"].bytes == 100


def test_a_page_that_is_no_campaign_any_more_is_left_as_it_is(bot: LocalBot) -> None:
    bot.declare("nmae: X")
    bot.update()
    problems = read_blocks(bot.wiki.text(PAGE)).pairs["status"].inner
    text = bot.wiki.text(PAGE)
    settings = text[text.index("<syntaxhighlight") : text.index("</syntaxhighlight>")] + "</syntaxhighlight>"
    bot.wiki.tell(write("Bob", PAGE, text.replace(settings, "")))
    assert said(bot.update()) == ["page-no-settings"]
    assert read_blocks(bot.wiki.text(PAGE)).pairs["status"].inner == problems
    assert saved(bot.wiki) == {PAGE: 1}


WAYS = {
    "category": Discovery(template=None, category="Active campaigns"),
    "prefix": Discovery(template=None, prefix="Project:W"),
    "list": Discovery(template=None, pages=(PAGE,)),
}
FOUND = "{{Sign}}[[Category:Active campaigns]]\n"


@pytest.mark.parametrize("way", WAYS)
def test_however_a_page_is_found_it_needs_settings(way: str, wiki: LocalWiki) -> None:
    bot = LocalBot(wiki, discovery=WAYS[way])
    wiki.tell(write("Bob", PAGE, FOUND + "We are many."))
    assert said(bot.update()) == ["page-no-settings"]
    assert look(bot.context).campaigns == ()
    assert not saved(wiki)
    wiki.tell(write("Bob", PAGE, FOUND + BLOCK.replace("yaml", "json")))
    assert said(bot.update())[0] == "declaration-no-block"
    wiki.tell(write("Bob", PAGE, FOUND + BLOCK + SIGN_UP))
    assert said(bot.update()) == []
    assert saved(wiki) == {PAGE: 2}


def test_a_category_that_comes_with_a_template_makes_campaigns_of_settings_alone(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki, discovery=WAYS["category"])
    wiki.tell(write("Admin", "Template:Sign", "[[Category:Active campaigns]]", "10-01"))
    wiki.tell(
        write("Bob", PAGE, f"{{{{Sign}}}}\n{YAML}"), write("Bob", "Project:Two", f"{{{{Sign}}}}\n{BLOCK}")
    )
    assert said(bot.update()) == ["page-no-settings"]
    assert [waiting.page.title for waiting in look(bot.context).campaigns] == ["Project:Two"]


NOWHERE = {
    "the bot's user page": "User:CampaignBot",
    "a page below it": "User:CampaignBot/shutoff",
    "a script": "User:Alice/common.js",
    "data": "Project:WiP.json",
}


@pytest.mark.parametrize("place", NOWHERE)
def test_no_campaign_stands_on_the_bots_pages_or_in_code(place: str, bot: LocalBot) -> None:
    bot.wiki.tell(write("Vandal", NOWHERE[place], campaign_page()))
    assert said(bot.update(NOWHERE[place])) in (["page-of-bot"], ["page-code"])
    assert look(bot.context).campaigns == ()
    assert not saved(bot.wiki)


# --- only where a campaign may: what titles tell is a problem with its line

BEYOND = {
    "Project:Village pump.js": "code",
    "/common.js": "code",
    "/Style.CSS": "code",
    "/data.json": "code",
    "User:CampaignBot/common.js": "code",
    "User:CampaignBot/shutoff": "bot",
    "User:CampaignBot": "bot",
    "user:campaignBot/shutoff": "bot",
    "User:Alice": "user",
    "User:Alice/Tables": "user",
    "User%3AAlice": "user",
    "User_talk:Alice": "namespace",
    "Project talk:Village pump": "namespace",
    "Project talk:WiP": "namespace",
    "MediaWiki:Common.js": "namespace",
    "MediaWiki:Sitenotice": "namespace",
    "Template:WiP": "namespace",
    "Physics": "namespace",
    ":Physics": "namespace",
    "Talk:Physics": "namespace",
    "Category:Physics": "namespace",
    "File:Physics.png": "namespace",
}


@pytest.mark.parametrize("place", BEYOND)
def test_a_place_that_no_campaign_writes_on_is_a_problem(place: str, bot: LocalBot) -> None:
    bot.declare(f"publish: {{leaderboard: '{place}'}}")
    report = bot.update()
    assert [(one.message.key, one.line) for one in report.problems] == [
        (f"declaration-target-{BEYOND[place]}", 4)
    ]
    assert saved(bot.wiki) == {PAGE: 1}


@pytest.mark.parametrize("place", ["Special:Version", "Special:MyPage/x"])
def test_a_page_that_cannot_be_is_a_problem(place: str, bot: LocalBot) -> None:
    bot.declare(f"publish: {{leaderboard: '{place}'}}")
    assert said(bot.update()) == ["declaration-wants-target"]
    assert saved(bot.wiki) == {PAGE: 1}


def test_a_talk_page_is_left_to_people_where_campaigns_may_stand_on_talk_pages(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki, discovery=Discovery(namespaces=frozenset({4, 5})), shutoff="Project:WiP/Stop")
    bot.declare(
        "publish: {leaderboard: Project talk:Village pump, articles: Project talk:WiP, details: /Stop}"
    )
    assert said(bot.update()) == ["declaration-target-talk", "declaration-target-bot"]
    assert saved(wiki) == {PAGE: 1}


# --- ... and what only the page tells is a notice on the campaign's page

OTHERS = campaign_page(sign_up="* [[User:Bob]]\n")
MADE_BY = "Project:Portal"
PLACES: dict[str, tuple[str, str, str | None, str]] = {
    "the page itself": (PAGE, "Project:Nothing", None, ""),
    "... in other words": ("project:wiP", "Project:Nothing", None, ""),
    "a subpage": ("/Results", "Project:Nothing", None, ""),
    "a subpage of a subpage": ("/Results/2026", f"{PAGE}/Results", "Ours.", ""),
    "... by its whole title": ("Project:WiP/Results", "Project:Nothing", None, ""),
    "a page that is not there": (MADE_BY, "Project:Nothing", None, "page-block-uninvited"),
    "a page that says nothing": (MADE_BY, MADE_BY, "Our portal.", "page-block-uninvited"),
    "a page with a pair of its own": (
        MADE_BY,
        MADE_BY,
        "\n".join(marks_of("leaderboard")),
        "page-block-uninvited",
    ),
    "a page that invites another": (
        MADE_BY,
        MADE_BY,
        invited(campaign="Project:Other"),
        "page-block-uninvited",
    ),
    "a page that invites to something else": (MADE_BY, MADE_BY, invited("articles"), "page-block-uninvited"),
    "a page that shows how": (MADE_BY, MADE_BY, f"<nowiki>{invited()}</nowiki>", "page-block-uninvited"),
    "half an invitation": (
        MADE_BY,
        MADE_BY,
        marks_of(f"leaderboard of {PAGE}")[0],
        "page-block-torn",
    ),
    "a redirect": (MADE_BY, MADE_BY, f"#REDIRECT [[{PAGE}]]\n{invited()}", "page-block-redirect"),
    "a redirect to oneself": ("/Results", f"{PAGE}/Results", f"#REDIRECT [[{PAGE}]]", "page-block-redirect"),
    "another campaign": (MADE_BY, MADE_BY, invited() + OTHERS, "page-block-taken"),
    "below another campaign": ("Project:Portal/Us", MADE_BY, OTHERS, "page-block-taken"),
    "a subpage that is a campaign": ("/Results", f"{PAGE}/Results", OTHERS, "page-block-taken"),
    "below a subpage that is one": ("/Results/Us", f"{PAGE}/Results", OTHERS, "page-block-taken"),
}


@pytest.mark.parametrize("case", PLACES)
def test_outputs_go_where_the_campaign_may_write(case: str, bot: LocalBot) -> None:
    place, other, text, notice = PLACES[case]
    bot.declare(f"publish: {{leaderboard: '{place}', articles: false}}")
    bot.wiki.tell(write("Alice", "A", 100, "11-02"), do("user", name="Bob"))
    if text is not None:
        bot.wiki.tell(write("Carol", other, text))
    report = bot.update()
    assert [key for key in said(report) if key != "damaged"] == ([notice] if notice else [])
    full = bot.real.site.full_title(bot.title(place if place[0] != "/" else PAGE + place))
    assert set(saved(bot.wiki)) == ({PAGE} if notice else {PAGE, full})
    if notice:
        assert place.removeprefix("/") in bot.wiki.html(PAGE)
    else:
        assert list(tables(bot.wiki.html(full))) == ["Leaderboard: Women in Physics"]
    if other != full and text is not None:
        assert bot.wiki.text(other) == text.strip()


def test_a_page_that_holds_no_wikitext_is_not_written_on(bot: LocalBot) -> None:
    bot.wiki.configure(wgNamespaceContentModels={"4": "text"})
    bot.wiki.tell(write("Carol", f"{PAGE}/Results", "plain"), write("Carol", "Project:Plain", "plain"))
    bot.wiki.configure()
    bot.declare("publish: {leaderboard: /Results}")
    assert said(bot.update()) == ["page-block-code"]
    assert saved(bot.wiki) == {PAGE: 1}
    bot.wiki.tell(write("Carol", "Project:Plain", campaign_page()))
    assert said(bot.update("Project:Plain")) == ["page-code"]


KIND = {
    "plainly": marks_of(f"leaderboard of {PAGE}"),
    "closed without the name": (f"<!-- campaignbot:leaderboard of {PAGE} -->", marks_of("leaderboard")[1]),
    "in small letters": marks_of("leaderboard of project:wiP"),
    "with underscores": marks_of("leaderboard of _Project_:_WiP_"),
    "as a link": marks_of("leaderboard of [[Project:WiP]]"),
    "on two lines": (
        "<!--\ncampaignbot: leaderboard\nof Project:WiP\n-->",
        "<!-- / campaignbot:leaderboard-->",
    ),
    "in two ways": (
        marks_of("leaderboard of Project:WiP")[0],
        marks_of("leaderboard of project:wiP")[1],
    ),
}


@pytest.mark.parametrize("way", KIND)
def test_an_invitation_is_read_kindly(way: str, bot: LocalBot) -> None:
    opening, closing = KIND[way]
    bot.wiki.tell(write("Carol", MADE_BY, f"Our portal.\n{opening}{closing}\nBelow."))
    bot.declare(f"publish: {{leaderboard: '{MADE_BY}'}}", sign_up="* [[User:Carol]]")
    assert said(bot.update())[1:] == []
    text = bot.wiki.text(MADE_BY)
    assert text.startswith(f"Our portal.\n{opening}\n")
    assert text.endswith(f"\n{closing}\nBelow.")
    assert "campaign: " in text
    before = bot.real.session.costs()
    assert set(outcomes(bot.update())) == {Unchanged}
    assert (bot.real.session.costs() - before).requests[OPENING] == 2


def test_two_campaigns_may_be_invited_to_one_page(bot: LocalBot) -> None:
    second = "Project:Second"
    bot.wiki.tell(write("Carol", MADE_BY, f"{invited()}\n{invited(campaign=second)}"))
    bot.declare(f"publish: {{leaderboard: '{MADE_BY}'}}", sign_up="* [[User:Alice]]")
    bot.declare(f"publish: {{leaderboard: '{MADE_BY}'}}", title=second, sign_up="* [[User:Bob]]")
    bot.wiki.tell(write("Alice", "A", 100, "11-02"), write("Bob", "B", 100))
    for title in (PAGE, second, PAGE, second):
        report = bot.update(title)
        assert said(report) == []
    blocks = read_blocks(bot.wiki.text(MADE_BY)).pairs
    assert list(blocks) == [f"leaderboard of {PAGE}", f"leaderboard of {second}"]
    assert saved(bot.wiki)[MADE_BY] == 2


def test_a_campaign_below_another_one_has_its_own_page_and_what_is_below_that(bot: LocalBot) -> None:
    below = f"{PAGE}/Spring"
    bot.declare("publish: {leaderboard: /Spring/Results, articles: /Articles}")
    bot.declare("publish: {leaderboard: /Results, articles: Project:WiP/Articles}", title=below)
    assert "page-block-taken" in said(bot.update())
    assert set(saved(bot.wiki)) == {PAGE, f"{PAGE}/Articles"}
    assert "page-block-taken" in said(bot.update(below))
    assert set(saved(bot.wiki)) == {PAGE, f"{PAGE}/Articles", below, f"{below}/Results"}


def test_when_the_campaigns_page_is_moved_it_stays_invited(bot: LocalBot) -> None:
    bot.wiki.tell(write("Carol", MADE_BY, invited()))
    bot.declare(f"publish: {{leaderboard: '{MADE_BY}'}}")
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    bot.update()
    for number, (old, new) in enumerate(((PAGE, "Project:Physics"), ("Project:Physics", "Project:Women"))):
        bot.wiki.tell(do("move", title=old, to=new), write("Alice", f"B{number}", 100, "11-03"))
        report = bot.update(new)
        assert said(report) == []
        assert saved(bot.wiki)[MADE_BY] == number + 2
        before = bot.real.session.costs()
        assert set(outcomes(bot.update(new))) == {Unchanged}
        asked = (bot.real.session.costs() - before).requests
        assert asked[OPENING] == 2, "the campaign's page, and all others together"
    bot.wiki.tell(write("Carol", PAGE, "Another page now."), write("Alice", "C", 100, "11-03"))
    assert said(bot.update("Project:Women")) == ["page-block-uninvited"]
    assert saved(bot.wiki)[MADE_BY] == 3


def test_who_takes_the_invitation_back_is_left_alone(bot: LocalBot) -> None:
    bot.wiki.tell(write("Carol", MADE_BY, invited()))
    bot.declare(f"publish: {{leaderboard: '{MADE_BY}'}}")
    bot.update()
    bot.wiki.tell(write("Carol", MADE_BY, "No more."), write("Alice", "A", 100, "11-02"))
    report = bot.update()
    assert (
        "page-block-uninvited",
        ("leaderboard", MADE_BY, *marks_of(f"leaderboard of {PAGE}")),
        None,
    ) in told(report)
    assert bot.wiki.text(MADE_BY) == "No more."


def test_problems_are_not_told_on_a_talk_page_that_leads_elsewhere(bot: LocalBot) -> None:
    bot.wiki.tell(do("redirect", title="Project talk:WiP", to="Project talk:All"))
    bot.declare("nmae: X", "publish: {status: false}")
    bot.update()
    assert "Project talk:WiP" not in saved(bot.wiki)
