"""What counts, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.declaration.campaign import (
    AllOf,
    AnyOf,
    Articles,
    Before,
    Bonus,
    Condition,
    Each,
    Kind,
    NoneOf,
    Rule,
    Weight,
)
from bot.features.conditions.category import InCategory
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.template import HasTemplate
from bot.features.conditions.titles import Titled
from bot.features.measures.registry import AVAILABLE
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.i18n.texts import Texts
from bot.mediawiki.site import Title
from bot.render.rules import articles_in_words, bonus_message, points_in_words, rule_message

from .samples import full, view

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
    rule = Rule(
        "bytes_added", Decimal(1), Decimal(1000), (MaxPerArticle(Decimal(20)), MaxInAll(Decimal(100)))
    )
    assert Texts.of(language).render(rule_message(rule)) == words


def test_a_cap_of_zero_is_a_cap() -> None:
    assert "at most 0 in all" in Texts.of("en").render(
        rule_message(Rule("edits", Decimal(1), options=(MaxInAll(Decimal(0)),)))
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


# --- bonuses, weights, templates, decisions


@pytest.mark.parametrize(
    ("language", "article", "participant"),
    [
        (
            "en",
            "5 points more for each article with at least 500 words added",
            "1 point more, once, for at least 1,000 bytes added in all",
        ),
        (
            "nb",
            "5 poeng ekstra for hver artikkel med minst 500 ord lagt til",
            "1 poeng ekstra, én gang, for minst 1\xa0000 byte lagt til til sammen",
        ),
        (
            "ar",
            "5 نقاط إضافية لكل مقالة ابتداءً من: 500 كلمة مضافة",
            "نقطة إضافية واحدة مرة واحدة ابتداءً من مجموع: 1,000 بايت مضاف",
        ),
    ],
)
def test_a_bonus_for_each_article_or_once(language: str, article: str, participant: str) -> None:
    texts = Texts.of(language)
    each = Bonus("words_added", Decimal(500), Decimal(5))
    once = Bonus("bytes_added", Decimal(1000), Decimal(1), Each.PARTICIPANT)
    assert texts.render(bonus_message(each)) == article
    assert texts.render(bonus_message(once)) == participant


def test_bonuses_alone_are_points_too() -> None:
    words = points_in_words(view(rules=(), bonuses=(Bonus("edits", Decimal(3), Decimal(5)),)))
    assert words == "* 5 points more for each article with at least 3 edits"


def test_a_weight_stands_above_its_conditions() -> None:
    nobel, chemists = Title(14, "Nobel"), Title(14, "Chemists")
    words = points_in_words(
        view(
            rules=(),
            bonuses=(Bonus("edits", Decimal(3), Decimal(5)),),
            weights=(
                Weight(Decimal(2), AllOf((InCategory(nobel), AnyOf((InCategory(chemists),))))),
                Weight(Decimal("1.5"), InCategory(chemists)),
            ),
        )
    )
    assert words.split("\n")[1:] == [
        "* The points of an article count twice when:",
        "** it is in <bdi>[[:Category:Nobel]]</bdi>",
        "** at least one of these holds:",
        "*** it is in <bdi>[[:Category:Chemists]]</bdi>",
        "* The points of an article count × 1.5 when:",
        "** it is in <bdi>[[:Category:Chemists]]</bdi>",
    ]


def test_the_decisions_of_organizers_are_mentioned_where_there_are_any() -> None:
    assert "The organizers have made decisions of their own" in points_in_words(full())
    assert "decisions" not in points_in_words(full(adjustments=()))


def test_a_rule_for_certain_templates_names_them() -> None:
    stubs = Title(14, "Stub templates")
    rules = (
        Rule(
            "templates_removed",
            Decimal(3),
            given={"templates": (Title(10, "Unreferenced"), Title(10, "Old"))},
        ),
        Rule("templates_removed", Decimal(1), options=(MaxInAll(Decimal(9)),), given={"in_category": stubs}),
    )
    assert points_in_words(view(rules=rules)).split("\n") == [
        "* 3 points for each template removed "
        "(<bdi>[[:Template:Unreferenced]]</bdi> and <bdi>[[:Template:Old]]</bdi>)",
        "* 1 point for each template removed (all in <bdi>[[:Category:Stub templates]]</bdi>), "
        "at most 9 in all",
    ]
    plain = Texts.of("en").render(rule_message(rules[0]))
    assert plain == "3 points for each template removed (Unreferenced and Old)"


def test_what_an_article_had_to_be_like_before() -> None:
    scope = AllOf((HasTemplate(STUB), NoneOf((InCategory(STUBS),))))
    before = Before(max_bytes=3000, min_bytes=1, scope=scope)
    assert said(Articles(before=before)).split("\n") == [
        "<div>An article counts when:</div>",
        "* as it was before your first edit of it (new articles do not count):",
        "** it has at least 1 byte",
        "** it has at most 3,000 bytes",
        "** it uses <bdi>[[:Template:Stub]]</bdi>",
        "** none of this holds:",
        "*** it is in <bdi>[[:Category:Stubs]]</bdi>",
    ]


@pytest.mark.parametrize("language", ["nb", "ar"])
def test_all_of_it_can_be_said_in_other_languages(language: str) -> None:
    articles = Articles(before=Before(max_bytes=3000, min_bytes=2))
    made = full(language, articles=articles)
    words = points_in_words(made) + articles_in_words(made)
    assert "$" not in words
    assert "PLURAL" not in words
