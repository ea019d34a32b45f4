"""The outputs on a real MediaWiki: names and titles are shown letter by letter, and nothing else is there."""

from __future__ import annotations

import html
import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from bot.features.outputs.details import BREAKDOWNS
from bot.features.outputs.registry import OUTPUTS
from scripts.wiki.problems import SetupProblem, WikiProblem
from tests.wiki.support import LocalWiki

from .samples import FREE_TEXT, NAMES, NASTY_NAMES, SITE, accounts, busy, contribution, full, revision, view

pytestmark = pytest.mark.wiki
PIECES = [
    *NASTY_NAMES,
    *"'~!:*#;-+=/.&%\"`\\()@é日ع",
    "''",
    "~~",
    "!!",
    "://",
    "RFC 1",
    "ISBN 123",
    "Category:",
]
ASKED = "text|links|categories|templates|images|externallinks|properties"


@pytest.fixture(scope="module")
def wiki() -> Iterator[LocalWiki]:
    try:
        running = LocalWiki.start(f"render-{os.getpid()}")
    except (SetupProblem, WikiProblem) as problem:
        pytest.fail(f"No MediaWiki to test on. {problem}", pytrace=False)
    yield running
    running.remove()


def parsed(wiki: LocalWiki, wikitext: str) -> dict[str, Any]:
    """What MediaWiki makes of the wikitext when it is saved (signatures!) and shown."""
    asked: dict[str, Any] = {
        "action": "parse",
        "contentmodel": "wikitext",
        "title": "Project:WiP",
        "prop": ASKED,
    }
    answer = wiki.query(**asked, text=wikitext, pst=True, disablelimitreport=True)
    page: dict[str, Any] = answer["parse"]
    return page


def assert_calm(page: dict[str, Any]) -> None:
    """Nothing of what people are called has worked as markup."""
    assert page["categories"] == page["templates"] == page["images"] == page["externallinks"] == []
    assert page["properties"] == {}
    assert not re.search(r"<(i|script|ref|h\d|hr|pre|dl|ol)\b|\x7f", page["text"])


def isolated(page: dict[str, Any]) -> list[str]:
    """What readers see of the names and titles."""
    found = re.findall(r"<bdi>(.*?)</bdi>", page["text"])
    return [html.unescape(re.sub(r"<[^>]*>", "", one)) for one in found]


def invented(count: int) -> list[str]:
    """Names made of whatever might be markup, as far as MediaWiki allows them; the same in every run."""
    chance = random.Random(2026)
    found: dict[str, None] = {}
    while len(found) < count:
        title = SITE.plain_title("".join(chance.choices(PIECES, k=chance.randint(1, 4))))
        if title and title.namespace == 0 and SITE.user_name(title.name) == title.name:
            found[title.name] = None
    return list(found)


@pytest.mark.parametrize("name", ["leaderboard", "articles"])
def test_every_name_and_title_that_mediawiki_allows_comes_out_right(wiki: LocalWiki, name: str) -> None:
    names = [*NAMES, *NASTY_NAMES, *invented(200)]
    people = names if name == "leaderboard" else ["Alice", "Bob"]
    titles = ["A"] if name == "leaderboard" else names
    page = parsed(wiki, OUTPUTS[name].render(busy(people, titles)))
    assert_calm(page)
    assert page["text"].count("<tr") == len(names) + 2
    assert page["text"].count("<td") == (5 * len(names)) + 5
    assert set(names) <= set(isolated(page))
    linked = {link["title"].removeprefix("User:") for link in page["links"]}
    assert set(names) <= linked


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("campaign", FREE_TEXT)
def test_whatever_a_campaign_is_called_it_is_only_text(wiki: LocalWiki, name: str, campaign: str) -> None:
    page = parsed(wiki, OUTPUTS[name].render(full(name=campaign)))
    assert_calm(page)
    plain = parsed(wiki, OUTPUTS[name].render(full()))
    tags = re.compile(r"<(/?[a-z]+)")
    assert tags.findall(page["text"]) == tags.findall(plain["text"])


@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_the_sanitizer_lets_the_looks_through(wiki: LocalWiki, language: str) -> None:
    for output in OUTPUTS.values():
        wikitext = output.render(full(language))
        shown = parsed(wiki, wikitext)["text"]
        for style in set(re.findall(r'style="([^"]*)"', wikitext)):
            assert f'style="{style}"' in shown
        assert "insecure input" not in shown
        assert shown.count("aria-hidden") == wikitext.count("aria-hidden")


def test_links_to_changes_lead_there(wiki: LocalWiki) -> None:
    history = "Special:History/Main Page"
    assert "/Special:PageHistory/Main_Page" in parsed(wiki, f"[[{history}|x]]")["text"]
    for target in ("Special:Diff/1", "Special:Diff/1/1", "Special:PermanentLink/1", "Special:Diff/1/cur"):
        shown = parsed(wiki, f"[[{target}|x]]")["text"]
        assert f"/{target}" in shown
        assert "redlink" not in shown


@pytest.mark.parametrize("reason", FREE_TEXT)
@pytest.mark.parametrize("name", ["leaderboard", "details"])
def test_a_reason_is_only_text(wiki: LocalWiki, name: str, reason: str) -> None:
    decided = tuple(replace(one, reason=reason) for one in full().campaign.adjustments)
    assert_calm(parsed(wiki, OUTPUTS[name].render(full(adjustments=decided))))


def test_teams_and_their_members_come_out_right(wiki: LocalWiki) -> None:
    names = [*NAMES, *NASTY_NAMES, *invented(100)]
    teams = {f"{name}!": (name,) for name in names} | {"All": tuple(names)}
    page = parsed(wiki, OUTPUTS["teams"].render(view(accounts(names), [], teams=teams)))
    assert_calm(page)
    assert page["text"].count("<tr") == len(teams) + 1
    assert page["text"].count("mw-collapsed") == 1
    assert {*names, *teams} <= set(isolated(page))


def test_articles_of_any_title_come_out_right_in_the_details(wiki: LocalWiki) -> None:
    titles = [*NASTY_NAMES, *invented(200)]
    people = accounts([*NAMES, *NASTY_NAMES])
    work = [
        contribution(people[place % len(people)], title, [revision(place * 20 + n, place) for n in range(7)])
        for place, title in enumerate(titles, 1)
    ]
    page = parsed(wiki, OUTPUTS["details"].render(view(people, work)))
    assert_calm(page)
    assert {*titles, *(person.name for person in people)} <= set(isolated(page))
    histories = re.findall(r'href="[^"]*?/Special:PageHistory/([^"]*)"', page["text"])
    assert [unquote(found).replace("_", " ") for found in histories] == [
        c.page.title for whole in view(people, work).of(BREAKDOWNS) for c in whole.contributions
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_tables_of_the_details_are_as_they_should_be(wiki: LocalWiki, language: str) -> None:
    page = parsed(wiki, OUTPUTS["details"].render(full(language)))
    assert_calm(page)
    for table in re.findall(r"<table.*?</table>", page["text"], re.DOTALL):
        rows = [len(re.findall(r"<t[dh]", row)) for row in table.split("<tr")[1:]]
        assert len(set(rows)) == 1
    # Everything stands within its participant's part.
    assert page["text"].count("mw-collapsible-content") == len(full().standings.rows)
    assert not re.search(r"mw-collapsible-content[^>]*>\s*</div>", page["text"])
