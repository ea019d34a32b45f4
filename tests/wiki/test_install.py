"""`install`: what organizers need is put onto the wiki and brought up to date, never over others' changes."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from bot.mediawiki.outcomes import Failure, NotSaved, Saved
from bot.operations.install import InstalledPage, Ownership, install, wiki_pages
from bot.operations.settings import Discovery
from bot.render.help_page import help_page
from bot.render.wiki_pages import INPUT_BOX, start_button
from scripts.wiki import web

from .bot import LocalBot
from .stories import do, rows, write
from .support import LocalWiki
from .test_commands import Commands

HELP, START = "Project:CampaignBot", "Project:CampaignBot/Start"
SIGN_UP, BANNER = "Project:CampaignBot/Sign up", "Template:CampaignBot"
PAGES = [HELP, SIGN_UP, START, BANNER]


def installed(bot: LocalBot, *, dry: bool = False, again: bool = False) -> dict[str, InstalledPage]:
    return {page.page.title: page for page in install(bot.context, dry=dry, again=again)}


def owners(bot: LocalBot) -> dict[str, Ownership]:
    return {title: page.ownership for title, page in installed(bot, dry=True).items()}


def edit_box(wiki: LocalWiki, address: str) -> str:
    """What stands in the edit box of a page at this address."""
    status, page = web.fetch(f"{wiki.url}/index.php?{urlsplit(html.unescape(address)).query}")
    found = re.search(r'<textarea[^>]*id="wpTextbox1"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert status == 200
    assert found
    return html.unescape(found[1]).removeprefix("\n")


def links(wiki: LocalWiki, title: str, label: str) -> list[str]:
    """The addresses of the links with this label on a page."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)', wiki.html(title))
    return [address for address, shown in found if shown == label]


def test_the_tour_from_the_button_to_a_leaderboard(bot: LocalBot, wiki: LocalWiki) -> None:
    bot.wiki_settings = replace(bot.wiki_settings, help_page=HELP)
    assert [type(page.outcome) for page in installed(bot).values()] == [Saved] * 4
    (address,) = links(wiki, HELP, "Start a campaign")
    assert parse_qs(urlsplit(html.unescape(address)).query)["title"] == ["Special:MyPage/Campaign"]
    text = edit_box(wiki, address.replace("Special:MyPage", "Project:WiP"))
    assert text.startswith("{{CampaignBot}}\n<!-- campaignbot:status -->\n")
    assert "\nname: \nstart: \nend: \n" in text
    assert "noinclude" not in text
    for key, value in {"name": "Women", "start": "2026-11-01", "end": "2026-11-30"}.items():
        text = text.replace(f"\n{key}: \n", f"\n{key}: {value}\n")
    wiki.tell(write("Olga", "Project:WiP", text, "10-20"))
    (address,) = links(wiki, "Project:WiP", "Sign up")
    asked = parse_qs(urlsplit(html.unescape(address)).query)
    assert asked["title"] == ["Project:WiP/Participants"]
    assert asked["section"] == ["new"]
    signature = edit_box(wiki, address)
    assert signature.strip() == "* ~~~~"
    # As MediaWiki puts new sections, without headings, at the end.
    wiki.tell(
        write("Alice", asked["title"][0], "* [[User:Alice|Alice]] 12:00, 21 October 2026 (UTC)", "10-21"),
        write("Alice", "Lise Meitner", "x" * 3000, "11-02"),
    )
    report = bot.update("Project:WiP")
    assert (report.problems, report.notices) == ((), ())
    assert rows(report)["Alice"].points == 13
    shown = wiki.html("Project:WiP")
    assert 'href="#campaignbot-status"' in shown
    assert 'id="campaignbot-status"' in shown
    assert shown.index("An editing campaign") < shown.index("Women") < shown.index("Leaderboard")


def test_what_was_forgotten_on_the_new_page_is_told(bot: LocalBot, wiki: LocalWiki) -> None:
    installed(bot)
    text = edit_box(wiki, "?" + urlencode({"title": "Project:WiP", "action": "edit", "preload": START}))
    wiki.tell(write("Olga", "Project:WiP", text, "10-20"))
    keys = {remark.message.key for remark in bot.update("Project:WiP").problems}
    assert keys == {"declaration-nothing-required"}


def test_without_changes_nothing_is_saved_again(bot: LocalBot, wiki: LocalWiki) -> None:
    installed(bot)
    assert owners(bot) == dict.fromkeys(PAGES, Ownership.CURRENT)
    installed(bot)
    assert [len(wiki.history(title)) for title in PAGES] == [1, 1, 1, 1]
    assert {wiki.history(title)[0]["user"] for title in PAGES} == {"CampaignBot"}


def test_no_page_that_was_put_there_is_a_campaign(bot: LocalBot) -> None:
    installed(bot)
    for title in PAGES:
        assert bot.update(title).refusal, title


def test_an_older_version_of_the_bot_is_brought_up_to_date(
    bot: LocalBot, wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(bot, monkeypatch)
    before = wiki.text(HELP)
    page = installed(bot)[HELP]
    assert (page.ownership, type(page.outcome), page.before) == (Ownership.OWN, Saved, before)
    assert "Old words" not in wiki.text(HELP)


def older(bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put onto the wiki what a bot with other words would."""
    with monkeypatch.context() as patched:
        words = "bot.operations.install.help_page"
        patched.setattr(words, lambda *given: f"Old words\n{help_page(*given)}")
        installed(bot)


def test_a_page_that_others_changed_is_left_alone_and_what_is_new_is_told(
    bot: LocalBot, wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(bot, monkeypatch)
    own = wiki.text(HELP)
    wiki.tell(do("edit", "Olga", title=HELP, append="\nOurs"))
    page = installed(bot)[HELP]
    assert (page.ownership, page.outcome) == (Ownership.CHANGED, None)
    assert page.before == own
    assert wiki.text(HELP) == f"{own}\nOurs"
    # Who puts the bot's text back gives the page back.
    wiki.tell(do("edit", "Olga", title=HELP, text=own))
    assert isinstance(installed(bot)[HELP].outcome, Saved)


def test_a_page_that_others_made_is_left_alone(bot: LocalBot, wiki: LocalWiki) -> None:
    wiki.tell(write("Olga", HELP, "Our own help", "10-20"))
    page = installed(bot)[HELP]
    assert (page.ownership, page.before, page.outcome) == (Ownership.CHANGED, "Our own help", None)
    assert wiki.text(HELP) == "Our own help"


def test_what_the_bots_account_wrote_by_hand_is_left_alone(bot: LocalBot, wiki: LocalWiki) -> None:
    installed(bot)
    wiki.tell(do("edit", "CampaignBot", title=BANNER, append="\nby hand"))
    assert owners(bot)[BANNER] is Ownership.CHANGED


def test_a_page_that_was_moved_away_or_deleted_is_not_made_again(bot: LocalBot, wiki: LocalWiki) -> None:
    installed(bot)
    wiki.tell(do("move", title=HELP, to="Project:Help"), do("delete", "Admin", "11-05", title=SIGN_UP))
    found = owners(bot)
    assert found == {
        HELP: Ownership.CHANGED,
        SIGN_UP: Ownership.DELETED,
        START: Ownership.CURRENT,
        BANNER: Ownership.CURRENT,
    }
    assert isinstance(installed(bot, again=True)[SIGN_UP].outcome, Saved)


def test_an_edit_in_the_same_moment_is_kept(
    bot: LocalBot, wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(bot, monkeypatch)
    bot.meddling.append([do("edit", "Olga", title=HELP, text="Somebody's own words")])
    page = installed(bot)[HELP]
    assert (page.ownership, page.outcome) == (Ownership.CHANGED, None)
    assert wiki.text(HELP) == "Somebody's own words"


def test_an_edit_that_the_wiki_put_together_with_ours_is_a_change(
    bot: LocalBot, wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(bot, monkeypatch)
    bot.meddling.append([do("edit", "Olga", title=HELP, append="\n\nOurs")])
    installed(bot)
    assert wiki.text(HELP).endswith("Ours")
    assert owners(bot)[HELP] is Ownership.CHANGED
    installed(bot)
    assert wiki.text(HELP).endswith("Ours")


def test_the_shutoff_page_and_protection_are_heeded(bot: LocalBot, wiki: LocalWiki) -> None:
    wiki.configure(wgNamespaceProtection={"10": ["editinterface"]})
    outcome = installed(bot)[BANNER].outcome
    assert isinstance(outcome, NotSaved)
    assert outcome.failure is Failure.PROTECTED
    wiki.tell(do("delete", title=HELP), write("Olga", "User:CampaignBot/shutoff", "stop", "10-20"))
    outcome = installed(bot, again=True)[HELP].outcome
    assert isinstance(outcome, NotSaved)
    assert outcome.failure is Failure.SHUT_OFF


def test_a_place_where_campaigns_are_looked_for_is_none_for_these_pages(
    bot: LocalBot, wiki: LocalWiki
) -> None:
    discovery = Discovery(template=None, prefix="Project:Campaign")
    bot.wiki_settings = replace(bot.wiki_settings, discovery=discovery)
    assert owners(bot)[HELP] is Ownership.CAMPAIGN
    installed(bot)
    assert not wiki.history(HELP)


@pytest.mark.parametrize("language", ["ar", "nb"])
def test_it_speaks_the_wikis_language(language: str, wiki_in: object) -> None:
    bot = LocalBot(wiki_in(language))  # type: ignore[operator]
    done = installed(bot)
    assert [type(page.outcome) for page in done.values()] == [Saved] * 4
    assert set(owners(bot).values()) == {Ownership.CURRENT}
    places = wiki_pages(bot.context)
    text = edit_box(
        bot.wiki, "?" + urlencode({"title": "Project:X", "action": "edit", "preload": places.start})
    )
    assert text.startswith("{{CampaignBot}}\n")


def test_the_button_is_an_input_box_where_the_wiki_has_them(bot: LocalBot) -> None:
    places = wiki_pages(bot.context)
    assert INPUT_BOX not in places.tags
    assert "<inputbox>" not in start_button(places)
    boxed = start_button(replace(places, tags=places.tags | {INPUT_BOX}))
    assert f"<inputbox>\ntype=create\nprefix=Project:\npreload={START}\n" in boxed
    assert "Special:MyPage/Campaign" in boxed


# --- the command


@pytest.fixture
def commands(wiki: LocalWiki, tmp_path: object) -> Commands:
    made = Commands(wiki, tmp_path)  # type: ignore[arg-type]
    made.write_config()
    return made


def test_the_command_shows_saves_and_tells(commands: Commands, wiki: LocalWiki) -> None:
    done = commands("install", "--dry-run")
    assert done.returncode == 0
    assert "+&lt;" in done.stdout or "+{{CampaignBot}}" in done.stdout
    assert not wiki.history(HELP)
    done = commands("install", wiki.api)
    assert (done.returncode, done.stdout.count("Saved “")) == (0, 4)
    assert f'help_page: "{HELP}"' in done.stderr
    assert commands("install").stdout.count("nothing to save") == 4
    wiki.tell(do("edit", "Olga", title=HELP, append="\nOurs"))
    done = commands("install")
    assert done.returncode == 0
    assert "left as it is" in done.stdout


def test_the_command_tells_what_to_do_where_it_may_not_write(commands: Commands, wiki: LocalWiki) -> None:
    wiki.configure(wgNamespaceProtection={"10": ["editinterface"]})
    done = commands("install")
    assert done.returncode == 1
    assert "Ask somebody who may edit “Template:CampaignBot”" in done.stderr


def test_a_wiki_that_is_not_in_the_configuration_is_told(commands: Commands) -> None:
    done = commands("install", "xx.example.org")
    assert done.returncode == 2
    assert "xx.example.org" in done.stderr
