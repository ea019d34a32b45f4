"""What a wiki says of itself: odd shapes are told as such, and what is taken is good to work with."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from bot.declaration.read import read_declaration
from bot.mediawiki.site import PROJECT, Title
from bot.operations.campaign_page import declaration_context
from bot.operations.settings import Discovery
from bot.wiki.facts import ASKED, NAMED, OddFacts, syntax_of
from bot.wikitext.scanner.reference_templates import NO_TEMPLATES
from bot.wikitext.scanner.syntax import Syntax

from .support import LocalWiki

ODD: tuple[Any, ...] = (None, [], {}, "", 7, [None])
READ = {*NAMED, "fallback", "timezone", "rtl", "variantarticlepath", "case"}
SETTINGS = "name: X\nstart: 2026-11-01\nend: 2026-11-30\nlanguage: nb\narticles: {category: A}"


@pytest.fixture(scope="module")
def said(wiki_server: LocalWiki) -> dict[str, Any]:
    """What a real wiki says, without what the bot does not read, and with its long lists cut."""
    facts = wiki_server.query(meta="siteinfo", siprop=ASKED)["query"]
    facts["general"] = {name: value for name, value in facts["general"].items() if name in READ}
    return {name: value[:3] if isinstance(value, list) else value for name, value in facts.items()}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places in it, four levels deep; of a list its first alone."""
    if path:
        yield path
    keys = list(value) if isinstance(value, dict) else [0] if isinstance(value, list) and value else []
    if path[:1] == ("namespaces",):  # One that has no name, and one that has.
        keys = [key for key in keys if len(path) > 1 or key in ("0", "10")]
    for key in keys if len(path) < 4 else ():
        yield from places(value[key], (*path, key))


def without(facts: dict[str, Any], place: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    """The same with something odd in this place; ``...``: nothing at all."""
    changed = copy.deepcopy(facts)
    inner: Any = changed
    for key in place[:-1]:
        inner = inner[key]
    if odd is ...:
        del inner[place[-1]]
    else:
        inner[place[-1]] = odd
    return changed


def work_with(syntax: Syntax) -> None:
    """Everything that a run asks of it."""
    site = syntax.site
    for text in ("Project:WiP", "Talk:A", "Image:X.png", "de:A", "Special:Contributions/Alice", "ß", "A#b"):
        title = site.title(text)
        assert title is None or site.full_title(title)
        site.user_name(text), site.linked_user(text), syntax.template(text), syntax.file(text)
        syntax.category(text), syntax.article(text), syntax.link_kind(text)
    for number in site.namespaces:
        site.full_title(Title(number, "A"))
    site.address_title("https://en.example.org/wiki/A?x=1")
    assert syntax.redirect
    assert syntax.behaviours
    assert syntax.file_name
    assert syntax.tags
    assert site.article_namespaces is not None
    read_declaration(SETTINGS, declaration_context(Title(PROJECT, "WiP"), site, Discovery()))


def test_a_real_wikis_facts_are_taken(said: dict[str, Any]) -> None:
    work_with(syntax_of(said, NO_TEMPLATES))


def test_whatever_stands_in_any_place_is_refused_or_good_to_work_with(said: dict[str, Any]) -> None:
    refused = taken = 0
    for place in places(said):
        for odd in (*ODD, ...):
            try:
                syntax = syntax_of(without(said, place, odd), NO_TEMPLATES)
            except OddFacts:
                refused += 1
            else:
                taken += 1
                try:
                    work_with(syntax)
                except Exception as error:
                    raise AssertionError((place, odd)) from error
    assert refused > 100, taken


@pytest.mark.parametrize("facts", [{}, {"general": {}}, {"general": None, "namespaces": []}])
def test_other_answers_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(OddFacts):
        syntax_of(facts, NO_TEMPLATES)
