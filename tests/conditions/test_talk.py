"""``talk``: docs/organizers.md, ``articles``, and docs/counting.md."""

from __future__ import annotations

import pytest

from bot.counting.scope import holds
from bot.declaration.campaign import AllOf, NoneOf
from bot.declaration.condition_trees import needs
from bot.features.conditions.category import InCategory
from bot.features.conditions.condition import Needs, ScopeFacts
from bot.features.conditions.talk import OnTalkPage
from bot.features.conditions.template import HasTemplate
from bot.mediawiki.site import Title
from tests.declaration.reading import campaign, problems

PROJECT, PHYSICS, OLD = Title(10, "Prosjekt"), Title(14, "Fysikk"), Title(14, "Utgått")
NAMES = {PROJECT: "T:Prosjekt", PHYSICS: "C:Fysikk", OLD: "C:Utgått"}
TEMPLATE = OnTalkPage((HasTemplate(PROJECT),))
CATEGORY = OnTalkPage((InCategory(PHYSICS, 1, (OLD,)),))


def test_it_is_read() -> None:
    assert campaign("articles: {talk: {template: Prosjekt}}").articles.scope == TEMPLATE
    text = "articles: {talk: {template: Prosjekt, category: Fysikk, depth: 1, except: Utgått}}"
    both = OnTalkPage((*CATEGORY.conditions, *TEMPLATE.conditions))
    assert campaign(text).articles.scope == both


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("articles:\n  talk: Prosjekt", "wants-talk"),
        ("articles:\n  talk: {depth: 2}", "without-category"),
        ("articles:\n  talk:\n    listed_on: /Liste", "belongs-either"),
        ("articles:\n  talk:\n    talk: {template: A}", "belongs"),
        ("articles:\n  before: {talk: {template: A}}", "belongs"),
        ("template: A", "belongs-either"),
    ],
)
def test_what_cannot_be_is_told(text: str, told: str) -> None:
    assert told in [said for _, said in problems(text)]


def test_what_is_needed_is_needed_of_the_talk_page() -> None:
    both = AllOf((TEMPLATE, NoneOf((CATEGORY,)), InCategory(OLD, 3)))
    assert needs(both) == Needs(3, (), Needs(1, (PROJECT,)))


@pytest.mark.parametrize(
    ("talks", "article", "talk", "met"),
    [
        ({}, "T:Prosjekt", "", False),
        ({1: 2}, "T:Prosjekt", "", False),
        ({1: 2}, "", "T:Prosjekt", True),
        ({1: 2}, "", "T:Other", False),
        ({5: 2}, "", "T:Prosjekt", False),
    ],
)
def test_only_the_talk_page_is_looked_at(talks: dict[int, int], article: str, talk: str, met: bool) -> None:
    templates = {1: frozenset({article}), 2: frozenset({talk})}
    assert holds(TEMPLATE, 1, ScopeFacts(templates=templates, names=NAMES, talks=talks)) is met


@pytest.mark.parametrize(("category", "met"), [("C:Fysikk", True), ("C:Optikk", True), ("C:Utgått", False)])
def test_categories_are_looked_for_above_the_talk_page(category: str, met: bool) -> None:
    parents = {"C:Optikk": frozenset({"C:Fysikk"}), "C:Utgått": frozenset({"C:Fysikk"})}
    facts = ScopeFacts({2: frozenset({category})}, parents, names=NAMES, talks={1: 2})
    assert holds(CATEGORY, 1, facts) is met
