"""What is a used template is one decision: the scanner, which measures, and the reader of old texts agree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wikitext.scanner.passages import passages
from bot.wikitext.scanner.scan import scan
from bot.wikitext.transclusions import templates
from bot.wikitext.user_mentions import template_title
from tests.measures.soup import article, edits
from tests.measures.wikis import syntax
from tests.wikitext.used_templates import CASES, TEXTS, Case

SYNTAX = syntax("en")
SITE = SYNTAX.site


def measured(text: str) -> frozenset[str]:
    """The templates that the scanner finds in it, by full titles."""
    found = (
        name
        for passage in passages(text, SYNTAX, lambda part: scan(part, SYNTAX).closed)
        for name in scan(passage, SYNTAX).templates
    )
    titles = (template_title(name, SITE) for name in found if "\0" not in name)
    return frozenset(SITE.full_title(title) for title in titles if title)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_template_is_used_where_mediawiki_uses_it(case: Case) -> None:
    wanted = frozenset(f"Template:{name}" for name in case.used)
    assert (templates(case.text, SITE), measured(case.text)) == (wanted, wanted)


@given(TEXTS)
@settings(max_examples=1000)
def test_both_readers_find_the_same_templates(text: str) -> None:
    assert measured(text) == templates(text, SITE)


@pytest.mark.parametrize("language", ["en", "de", "fr", "zh"])
@given(st.data())
def test_they_do_in_real_articles_that_somebody_broke(language: str, data: st.DataObject) -> None:
    for text in data.draw(edits(article(language))):
        if not SYNTAX.redirect.match(text):
            assert measured(text) == templates(text, SITE)
