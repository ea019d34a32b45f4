"""What all demands on articles as a whole have in common; each needs an example in ``examples.py``."""

from __future__ import annotations

import re
from pathlib import Path

from bot.declaration.campaign import Articles
from bot.declaration.read import json_schema
from bot.features.conditions.demand import Whole
from bot.features.conditions.registry import CONDITIONS, DEMANDS
from bot.features.measures.registry import OF_TEXTS
from bot.i18n.texts import Texts
from tests.declaration.reading import campaign, problems

from .examples import DEMANDED

DOCUMENTED = (Path(__file__).resolve().parents[2] / "docs" / "organizers.md").read_text(encoding="utf-8")
NOTHING = Whole(0, dict.fromkeys(OF_TEXTS, 0))
LANGUAGES = [Texts.of(language) for language in ("en", "nb", "ar")]


def test_each_has_an_example_and_a_key_of_its_own() -> None:
    keys = [demand.key for demand in DEMANDS]
    assert list(DEMANDED) == keys
    assert len({*keys, *(entry.key for entry in CONDITIONS)}) == len(keys) + len(CONDITIONS)


def test_each_is_read_below_articles_alone() -> None:
    for demand in DEMANDS:
        text = DEMANDED[demand.key]
        (found,) = campaign(f"articles:\n  {text}\n").articles.demands
        assert type(found) is demand
        for place in (f"any: [{{{text}}}]", f"before: {{{text}}}"):
            assert problems(f"articles:\n  {place}\n")
    assert Articles().demands == ()


def test_each_is_in_the_schema_and_the_help() -> None:
    known = json_schema()["properties"]["articles"]["properties"]
    for demand in DEMANDS:
        for key in demand.settings():
            assert key.name in known
            assert re.search(rf"\b{key.name}:|`{key.name}`", DOCUMENTED)


def test_each_says_what_it_wants_and_what_an_empty_article_lacks() -> None:
    for demand in DEMANDS:
        (found,) = campaign(f"articles:\n  {DEMANDED[demand.key]}\n").articles.demands
        assert found.lacks(NOTHING)
        for texts in LANGUAGES:
            said = [texts.render(one) for one in (*found.said(), *found.lacks(NOTHING))]
            assert not any("$" in one or "{{" in one for one in said)
