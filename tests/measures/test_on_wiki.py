"""Real articles in many languages, measured and rendered by a real MediaWiki: both see the same."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from bot.features.measures.meter import Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.wikitext.scanner.syntax import Syntax
from bot.wikitext.scanner.wordcount import whole_words, word_units
from scripts.wiki.problems import SetupProblem, WikiProblem
from tests.data import data_file
from tests.measures.changes import change
from tests.measures.rendered import headings, running_text
from tests.measures.soup import texts
from tests.wiki.support import LocalWiki

pytestmark = pytest.mark.wiki
LANGUAGES = ("en", "de", "fr", "ru", "ar", "he", "hi", "tr", "fi", "ja", "zh", "th", "ko", "my")
SITEINFO = (
    "general|namespaces|namespacealiases|magicwords|interwikimap|specialpagealiases|extensiontags|functionhooks|"
    "variables|languagevariants|fileextensions"
)
MOST = 8
# Extensions that this MediaWiki does not have show their tags as text.
ABSENT = re.compile(
    r"<(math|timeline|score|imagemap|mapframe|templatestyles|poem)\b[^>]*?(?:/>|>.*?</\1\s*>)", re.S
)


def rendered(wiki: LocalWiki, text: str) -> dict[str, Any]:
    asked = {"action": "parse", "contentmodel": "wikitext", "title": "Page", "disabletoc": True}
    page: dict[str, Any] = wiki.query(**asked, text=text, prop="text|links|categories")["parse"]
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_has_the_words_headings_links_and_categories_that_it_shows(language: str) -> None:
    articles = texts(data_file("articles", "minidumps", f"{language}.xml.bz2"))
    try:
        wiki = LocalWiki.start(f"test-{os.getpid()}-measures-{language}", language)
    except (SetupProblem, WikiProblem) as problem:
        pytest.fail(f"No MediaWiki to test on. {problem}", pytrace=False)
    try:
        syntax = Syntax.from_siteinfo(wiki.query(meta="siteinfo", siprop=SITEINFO)["query"])
        for text in articles[:MOST]:
            if not syntax.redirect.match(text):
                compare(wiki, syntax, ABSENT.sub(" ", text))
    finally:
        wiki.remove()


def compare(wiki: LocalWiki, syntax: Syntax, text: str) -> None:
    meter, page = Meter(TEXT_MEASURES, syntax), rendered(wiki, text)
    added = change(meter, None, meter.amounts(text))
    shown = running_text(page["text"], syntax.site.namespaces[10].names)
    # Numbers by {{formatnum:}} and titles by {{:Page}} are words there; we take nothing of what braces make.
    words = whole_words(word_units(shown, wiki.language))
    assert added["words_added"] == pytest.approx(words, rel=0.015, abs=1)
    assert added["sections_added"] == headings(page["text"])
    totals = meter.amounts(text).totals
    links, categories = totals["links_added"], totals["categories_added"]
    assert isinstance(links, dict)
    assert isinstance(categories, dict)
    # Links in the values of templates, which are not on this wiki, are not in the page here.
    assert {link["title"] for link in page["links"] if link["ns"] == 0} <= set(links)
    assert set(categories) <= {item["category"].replace("_", " ") for item in page["categories"]}
