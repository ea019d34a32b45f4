"""What counts, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.core.campaign import (
    AllOf,
    AnyOf,
    Articles,
    Condition,
    HasTemplate,
    InCategory,
    Kind,
    ListedOn,
    NoneOf,
    Rule,
    Titled,
)
from bot.core.measures import AVAILABLE
from bot.core.site import Title
from bot.i18n.texts import Texts
from bot.render.rules import articles_in_words, points_in_words, rule_message

from .samples import view

PHYSICS, STUBS, FICTION = (Title(14, name) for name in ("Physics", "Stubs", "Fiction"))
WORKLIST, STUB = Title(4, "Worklist"), Title(10, "Stub")


def said(articles: Articles) -> str:
    return articles_in_words(view(articles=articles))


def listed(scope: Condition) -> list[str]:
    """The list below "An article counts when:"."""
    return said(Articles(scope=scope)).split("\n")[1:]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 point for each 1,000 bytes added, at most 20 an article, at most 100 in all"),
        ("nb", "1 poeng per 1\xa0000 byte du legger til, høyst 20 per artikkel, høyst 100 til sammen"),
        ("ar", "نقطة واحدة لإضافة كل 1,000 بايت، بحد أقصى 20 للمقالة، بحد أقصى 100 في المجموع"),
    ],
)
def test_a_rule_with_its_caps(language: str, words: str) -> None:
    rule = Rule("bytes_added", Decimal(1), Decimal(1000), Decimal(20), Decimal(100))
    assert Texts.of(language).render(rule_message(rule)) == words


def test_a_cap_of_zero_is_a_cap() -> None:
    assert "at most 0 in all" in Texts.of("en").render(
        rule_message(Rule("edits", Decimal(1), max=Decimal(0)))
    )


@pytest.mark.parametrize("measure", AVAILABLE)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_every_measure_can_be_said(measure: str, language: str) -> None:
    for per in (1, 2, 3, 11, 100):
        said = Texts.of(language).render(rule_message(Rule(measure, Decimal(2), Decimal(per))))
        assert "$" not in said
        assert "{{" not in said


def test_a_campaign_without_points_says_what_it_ranks_by() -> None:
    assert "ranks by articles created" in points_in_words(view(rules=()))


def test_every_article_counts_by_default() -> None:
    assert said(Articles()) == "<div>Every article counts.</div>"


def test_new_and_existing_articles() -> None:
    assert "* it was created during the campaign" in said(Articles(kind=Kind.NEW))
    assert "* it was there before the campaign began" in said(Articles(kind=Kind.EXISTING))


def test_namespaces_by_their_local_names() -> None:
    assert "* it is in one of these namespaces: main and Draft" in said(Articles(frozenset({0, 118})))
    assert "* it is in this namespace: Draft" in said(Articles(frozenset({118})))


def test_when_an_article_counts_as_improved() -> None:
    thresholds = {"bytes_added": Decimal(200), "edits": Decimal(1)}
    assert "It counts as improved from 200 bytes added and 1 edit on." in said(
        Articles(improved_when=thresholds)
    )


@pytest.mark.parametrize(
    ("condition", "item"),
    [
        (InCategory(PHYSICS), "* it is in <bdi>[[:Category:Physics]]</bdi>"),
        (
            InCategory(PHYSICS, 1),
            "* it is in <bdi>[[:Category:Physics]]</bdi>, or up to 1 level of subcategories below",
        ),
        (
            InCategory(PHYSICS, 3, (STUBS, FICTION)),
            "* it is in <bdi>[[:Category:Physics]]</bdi>, or up to 3 levels of subcategories below, "
            "but not in <bdi>[[:Category:Stubs]]</bdi> or <bdi>[[:Category:Fiction]]</bdi> or below",
        ),
        (ListedOn(WORKLIST), "* it is linked from <bdi>[[:Project:Worklist]]</bdi>"),
        (HasTemplate(STUB), "* it uses <bdi>[[:Template:Stub]]</bdi>"),
        (Titled((Title(0, "A"),)), "* it is this one: <bdi>[[A]]</bdi>"),
        (
            Titled((Title(0, "A"), Title(0, "/b"))),
            "* it is one of these: <bdi>[[A]]</bdi> and <bdi>[[:/b]]</bdi>",
        ),
    ],
)
def test_each_condition_in_words(condition: Condition, item: str) -> None:
    assert listed(condition) == [item]


def test_conditions_nest_as_lists_do() -> None:
    scope = AnyOf((ListedOn(WORKLIST), NoneOf((HasTemplate(STUB), AllOf((InCategory(STUBS),))))))
    assert [item.partition(" <")[0] for item in listed(scope)] == [
        "* at least one of these holds:",
        "** it is linked from",
        "** none of this holds:",
        "*** it uses",
        "*** all of this holds:",
        "**** it is in",
    ]


def test_conditions_that_all_have_to_hold_stand_side_by_side() -> None:
    scope = AllOf((ListedOn(WORKLIST), HasTemplate(STUB)))
    assert [item.partition(" <")[0] for item in listed(scope)] == ["* it is linked from", "* it uses"]


def test_a_long_list_of_titles_is_cut() -> None:
    titles = tuple(Title(0, f"A{number}") for number in range(13))
    (item,) = listed(Titled(titles))
    assert item.endswith("<bdi>[[A9]]</bdi> and 3 more")
