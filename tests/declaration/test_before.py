"""How articles were before, and how reverts are told."""

from __future__ import annotations

import pytest

from bot.declaration.campaign import AllOf, AnyOf, Before, NoneOf
from bot.features.conditions.category import InCategory
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.template import HasTemplate
from bot.mediawiki.site import Title
from tests.declaration.reading import Told, below, campaign, problems

LAUREATES, STUB = InCategory(Title(14, "Nobel laureates")), HasTemplate(Title(10, "Stub"))


@pytest.mark.parametrize(
    ("yaml", "before"),
    [
        ("{max_bytes: 3000}", Before(3000)),
        ("{max_bytes: 3 000, min_bytes: 0}", Before(3000, 0)),
        ("{min_bytes: 500, max_bytes: 500}", Before(500, 500)),
        ("{template: Stub}", Before(scope=STUB)),
        ("{template: '{{Stub}}', category: Nobel laureates}", Before(scope=AllOf((STUB, LAUREATES)))),
        (
            "\n    min_bytes: 500\n    category: Nobel laureates\n    depth: 2\n    except: B",
            Before(None, 500, InCategory(LAUREATES.category, 2, (Title(14, "B"),))),
        ),
        ("{listed_on: /Worklist}", Before(scope=ListedOn(Title(4, "Kvinner i fysikk/Worklist")))),
        (
            "\n    any:\n    - template: Stub\n    - category: Nobel laureates\n    max_bytes: 10",
            Before(10, None, AnyOf((STUB, LAUREATES))),
        ),
        ("{none: {template: Stub}}", Before(scope=NoneOf((STUB,)))),
    ],
)
def test_before(yaml: str, before: Before) -> None:
    articles = campaign(f"articles:\n  before: {yaml}").articles
    assert articles.before == before
    assert articles.scope is None


@pytest.mark.parametrize(
    ("yaml", "told"),
    below(
        "articles:\n  before: ",
        ("3000", [(5, "wants-before")]),
        ("[Stub]", [(5, "wants-before")]),
        ("{}", [(5, "nothing")]),
        ("{max_bytes: big}", [(5, "wants-whole")]),
        ("{max_bytes: -1}", [(5, "wants-whole")]),
        ("{min_bytes: 0.5}", [(5, "wants-whole")]),
        ("\n    max_bytes: 10\n    min_bytes: 11", [(7, "min-above-max")]),
        ("{depth: 2}", [(5, "without-category")]),
        ("{template: [A, B]}", [(5, "one-each")]),
        ("{max_byte: 10}", [(5, "unknown-key-near")]),
        # What an article is called, or what is said of it elsewhere, has no "before".
        ("{titles: A}", [(5, "belongs")]),
        ("{wikidata: A}", [(5, "belongs")]),
        ("{before: {max_bytes: 1}}", [(5, "belongs")]),
    ),
)
def test_before_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


def test_bytes_belong_below_before() -> None:
    assert problems("articles: {max_bytes: 3000}\nmin_bytes: 5") == [(4, "belongs"), (5, "belongs")]


@pytest.mark.parametrize(
    ("yaml", "identity"),
    [
        ("kind: any", False),
        ("reverts: tags", False),
        ("reverts: identity", True),
        ("reverts: Identity", True),
    ],
)
def test_reverts_are_told_by_tags_or_by_equal_texts(yaml: str, identity: bool) -> None:
    assert campaign(f"articles: {{{yaml}}}").articles.identity is identity
