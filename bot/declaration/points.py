"""What gives points, and what counts as an improvement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.declaration.campaign import Rule
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.numbers import Number
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Forms, ListOf, Made, Shape
from bot.declaration.schema.unknown import Names
from bot.features.measures.measure import Measure
from bot.features.measures.registry import BY_NAME, MEASURES, PLANNED, RULE_KEYS
from bot.features.scoring.option import POSITIVE
from bot.features.scoring.registry import OPTIONS
from bot.lenient_yaml.nodes import Node

_MEASURES = Names("declaration-unknown-measure", "declaration-unknown-measure-near")
_POINTS = Number(too_small="declaration-negative-points")
_MEASURE_POINTS = replace(_POINTS, wants="declaration-wants-points")


def keys_of(measures: Iterable[Measure], shape: Shape[Any]) -> tuple[Key, ...]:
    """The names of measures as keys, each with what people call it otherwise."""
    known = (
        Key(one.name, shape, synonyms=one.synonyms, asks=one.asks, sample=one.written) for one in measures
    )
    return (*known, *(Key(name, shape, planned=True) for name in PLANNED))


def _rule(values: Values, reader: Reader) -> Rule:
    # The measure is the key above, which the reader is under.
    return Rule(
        reader.key,
        values.get("points"),
        values.get("per", Decimal(1)),
        tuple(option(values.get(option.key)) for option in OPTIONS if option.key in values.found),
        {one.key: values.found[one.key] for one in RULE_KEYS if one.key in values.found},
    )


def _check_rule_keys(values: Values, reader: Reader) -> None:
    """A measure with keys of its own has to be told at least one, and nothing else can use them."""
    for measure in MEASURES:
        if not measure.rule_keys:
            continue
        given = [one.key for one in measure.rule_keys.keys if one.key in values.nodes]
        if reader.key == measure.name and not given and "points" in values.nodes:
            reader.problem(values.nodes["points"].key.span, measure.rule_keys.missing)
        for key in given if reader.key != measure.name else ():
            reader.problem(values.nodes[key].key.span, measure.rule_keys.elsewhere, key)


_RULE: Keyed[Rule] = Keyed(
    "rule",
    (
        Key("points", _POINTS, required=True, example="{points: 1, per: 1000}", sample="points: 1"),
        Key("per", POSITIVE, sample="per: 1000"),
        *(
            Key(option.key, option.shape, synonyms=option.synonyms, sample=option.sample)
            for option in OPTIONS
        ),
        *(
            Key(one.key, one.shape, within=measure.name, sample=one.sample)
            for measure in MEASURES
            if measure.rule_keys
            for one in measure.rule_keys.keys
        ),
    ),
    _rule,
    "declaration-wants-points",
    check=_check_rule_keys,
)


def _number_rule(points: Decimal, node: Node, reader: Reader) -> Rule | None:
    if rule_keys := BY_NAME[reader.key].rule_keys:
        reader.problem(node.span, rule_keys.missing)
        return None
    return Rule(reader.key, points)


_ONE_RULE: Shape[Rule] = Forms(
    "declaration-wants-points", text=Made(_MEASURE_POINTS, _number_rule), settings=_RULE
)


def _all_rules(values: Values, _: Reader) -> tuple[Rule, ...]:
    return tuple(rule for rules in values.found.values() for rule in rules)


POINTS: Keyed[tuple[Rule, ...]] = Keyed(
    "points",
    keys_of(MEASURES, ListOf(_ONE_RULE)),
    _all_rules,
    "declaration-wants-measures",
    _MEASURES,
)

STARTING_POINTS = tuple(key for key in POINTS.keys if key.name in BY_NAME and BY_NAME[key.name].starter)
"""The measures that give points where somebody only begins."""


def _thresholds(values: Values, _: Reader) -> Mapping[str, Decimal]:
    return dict(values.found)


IMPROVED_WHEN: Keyed[Mapping[str, Decimal]] = Keyed(
    "improved_when",
    keys_of([measure for measure in MEASURES if measure.threshold], POSITIVE),
    _thresholds,
    "declaration-wants-improved-when",
    Names("declaration-unknown-threshold", "declaration-unknown-measure-near"),
)
