"""What holds for every measure, whatever it counts."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.declaration.bonuses import BONUSES, GOALS
from bot.declaration.campaign import Rule
from bot.declaration.points import IMPROVED_WHEN, POINTS
from bot.features.measures.delta import Delta
from bot.features.measures.measure import CountedWork, Known, Measure, MeasureRole, TextMeasure, WorkMeasure
from bot.features.measures.meter import Meter
from bot.features.measures.registry import (
    ALWAYS,
    AVAILABLE,
    BY_NAME,
    MEASURES,
    OF_TEXTS,
    RANKING,
    RULE_KEYS,
    TEXT_MEASURES,
)
from bot.i18n.catalogue import messages
from tests.measures.wikis import syntax
from tests.test_architecture import REPOSITORY

BOT = Path(bot.__file__).parent
ENGLISH, EXPLAINED = (messages(code) for code in ("en", "qqq"))
every = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.name)


@every
def test_it_has_its_words(measure: Measure) -> None:
    keys = [f"{what}-{measure.name}" for what in ("measure", "total", "rule")]
    keys += [f"goal-{measure.name}"] if measure.rule_keys is None else []
    keys += [measure.articles] if measure.articles else []
    keys += [option.words for option in measure.rule_keys.keys] if measure.rule_keys else []
    assert [key for key in keys if key not in ENGLISH or key not in EXPLAINED] == []


@every
def test_it_is_defined(measure: Measure) -> None:
    text = (REPOSITORY / "docs" / "counting.md").read_text(encoding="utf-8")
    assert re.search(rf"^\|[^|]*`{measure.name}`[^|]*\|", text, re.MULTILINE)


@every
def test_it_has_its_places_in_the_language(measure: Measure) -> None:
    assert measure.name in POINTS.schema()["properties"]
    assert (measure.name in IMPROVED_WHEN.schema()["properties"]) is measure.threshold
    bare = measure.rule_keys is None
    assert (measure.name in GOALS.schema()["properties"]) is bare
    assert (f'"{measure.name}"' in json.dumps(BONUSES.schema())) is bare


@every
def test_it_is_always_known_or_read_from_texts(measure: Measure) -> None:
    assert isinstance(measure, WorkMeasure | TextMeasure)
    assert (measure.name in ALWAYS) is isinstance(measure, WorkMeasure)
    assert (measure.name in OF_TEXTS) is isinstance(measure, TextMeasure)
    if isinstance(measure, WorkMeasure):
        assert measure.of(CountedWork((), 0)) == 0


@every
def test_nothing_changed_is_zero_or_unknown(measure: Measure) -> None:
    if isinstance(measure, TextMeasure):
        meter = Meter([measure], syntax("en"))
        kept = json.loads(json.dumps(meter.delta(None, meter.amounts("")).as_json()))
        change = Delta.from_json(kept).of(measure.content)
        needs_more = measure.lookup is not None or measure.rule_keys is not None
        assert measure.value(change, Known()) == (None if needs_more else 0)
        assert measure.value(change, Known(facts={}, meant=frozenset(), user="Alice")) == 0


@every
def test_other_words_for_it_are_its_own(measure: Measure) -> None:
    others = {word for one in MEASURES if one is not measure for word in (one.name, *one.synonyms)}
    assert others.isdisjoint(measure.synonyms)


@every
def test_its_rules_are_told_apart_by_its_options(measure: Measure) -> None:
    assert Rule(measure.name, 1).key == measure.name  # type: ignore[arg-type]
    if measure.rule_keys:
        assert {measure.rule_keys.missing, measure.rule_keys.elsewhere} <= ENGLISH.keys()


def test_names_and_options_are_given_once() -> None:
    assert len(BY_NAME) == len(MEASURES)
    assert tuple(BY_NAME) == AVAILABLE
    assert len({option.key for option in RULE_KEYS}) == len(RULE_KEYS)
    assert len(RANKING) == len({BY_NAME[name].rank for name in RANKING})


def test_each_role_is_played_by_one() -> None:
    assert sorted(one.role.value for one in MEASURES if one.role) == sorted(
        role.value for role in MeasureRole
    )


def test_what_several_measures_make_use_of_is_read_once() -> None:
    contents = {one.content.name: one.content for one in TEXT_MEASURES}
    assert all(contents[one.content.name] is one.content for one in TEXT_MEASURES)
    assert Meter(TEXT_MEASURES, syntax("en")).contents == tuple(contents.values())


NOT_MEASURES = {
    ("safety/trust.py", "edits"),
    ("features/measures/measure.py", "edits"),
    ("mediawiki/siteinfo.py", "edits"),
}
"""The same words for other things: what an account needs to be trusted, a role, and all edits of a wiki."""


def texts_in(path: Path) -> Iterator[str]:
    """All texts in the code, but for what explains it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_nobody_else_names_a_measure() -> None:
    names = {*AVAILABLE, *(option.key for option in RULE_KEYS if "_" in option.key)}
    word = re.compile(rf"(?<![\w-])({'|'.join(sorted(names))})(?![\w-])")
    found = {
        (str(path.relative_to(BOT)), match[1])
        for path in BOT.rglob("*.py")
        # The names of columns are the table's own.
        if path.parent.name != "store"
        for text in texts_in(path)
        if (match := word.search(text)) and (text == match[1] or match[1] != "edits")
    }
    files = {name: {file for file, there in found if there == name} for name in names}
    assert {file for file, name in found - NOT_MEASURES if not file.startswith("features/measures/")} == set()
    assert {
        name for name, there in files.items() if len(there - {file for file, _ in NOT_MEASURES}) > 1
    } == set()
