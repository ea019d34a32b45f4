"""What gives points, and what counts as an improvement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.declaration.campaign import Rule
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.names import CATEGORY_TITLE, TEMPLATE_TITLE
from bot.declaration.schema.numbers import Number
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Forms, ListOf, Made, Shape
from bot.declaration.schema.unknown import Names
from bot.features.measures.registry import AVAILABLE, NAMED, PLANNED
from bot.features.scoring.option import POSITIVE
from bot.features.scoring.registry import OPTIONS
from bot.lenient_yaml.nodes import Node

_MEASURES = Names("declaration-unknown-measure", "declaration-unknown-measure-near")
_POINTS = Number(too_small="declaration-negative-points")
_MEASURE_POINTS = replace(_POINTS, wants="declaration-wants-points")


def _rule(values: Values, reader: Reader) -> Rule:
    # The measure is the key above, which the reader is under.
    return Rule(
        reader.key,
        values.get("points"),
        values.get("per", Decimal(1)),
        tuple(option(values.get(option.key)) for option in OPTIONS if option.key in values.found),
        values.get("templates", ()),
        values.get("in_category"),
    )


def _check_templates(values: Values, reader: Reader) -> None:
    """``templates_removed`` has to know which ones, and nothing else can use them."""
    given = [key for key in ("templates", "in_category") if key in values.nodes]
    if reader.key == NAMED and not given and "points" in values.nodes:
        reader.problem(values.nodes["points"].key.span, "declaration-which-templates")
    for key in given if reader.key != NAMED else ():
        reader.problem(values.nodes[key].key.span, "declaration-no-templates-here", key)


_RULE: Keyed[Rule] = Keyed(
    "rule",
    (
        Key("points", _POINTS, required=True, example="{points: 1, per: 1000}"),
        Key("per", POSITIVE),
        *(Key(option.key, option.shape) for option in OPTIONS),
        Key("templates", ListOf(TEMPLATE_TITLE), within=NAMED),
        Key("in_category", CATEGORY_TITLE, within=NAMED),
    ),
    _rule,
    "declaration-wants-points",
    check=_check_templates,
)


def _number_rule(points: Decimal, node: Node, reader: Reader) -> Rule | None:
    if reader.key == NAMED:
        reader.problem(node.span, "declaration-which-templates")
        return None
    return Rule(reader.key, points)


_ONE_RULE: Shape[Rule] = Forms(
    "declaration-wants-points", text=Made(_MEASURE_POINTS, _number_rule), settings=_RULE
)


def _all_rules(values: Values, _: Reader) -> tuple[Rule, ...]:
    return tuple(rule for rules in values.found.values() for rule in rules)


POINTS: Keyed[tuple[Rule, ...]] = Keyed(
    "points",
    tuple(Key(name, ListOf(_ONE_RULE), planned=name in PLANNED) for name in (*AVAILABLE, *PLANNED)),
    _all_rules,
    "declaration-wants-measures",
    _MEASURES,
)


def _thresholds(values: Values, _: Reader) -> Mapping[str, Decimal]:
    return dict(values.found)


AMOUNTS = tuple(name for name in AVAILABLE if not name.startswith("articles_") and name != NAMED)
"""Measures that can say how much an article has to grow; one that counts articles can't."""

IMPROVED_WHEN: Keyed[Mapping[str, Decimal]] = Keyed(
    "improved_when",
    tuple(Key(name, POSITIVE, planned=name in PLANNED) for name in (*AMOUNTS, *PLANNED)),
    _thresholds,
    "declaration-wants-improved-when",
    Names("declaration-unknown-threshold", "declaration-unknown-measure-near"),
)
