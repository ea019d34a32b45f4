"""What gives points, and what counts as an improvement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.core.campaign import Rule
from bot.core.language.keyed import Key, Keyed, Values
from bot.core.language.names import CATEGORY_TITLE, TEMPLATE_TITLE
from bot.core.language.nodes import Node
from bot.core.language.numbers import Number
from bot.core.language.reader import Reader
from bot.core.language.shapes import Forms, ListOf, Made, Shape
from bot.core.language.unknown import Names
from bot.core.measures import AVAILABLE, PLANNED

_MEASURES = Names("declaration-unknown-measure", "declaration-unknown-measure-near")
_POINTS = Number(too_small="declaration-negative-points")
_MEASURE_POINTS = replace(_POINTS, wants="declaration-wants-points")
_POSITIVE = Number(above=True, too_small="declaration-not-positive")


def _rule(values: Values, reader: Reader) -> Rule:
    # The measure is the key above, which the reader is under.
    return Rule(
        reader.key,
        values.get("points"),
        values.get("per", Decimal(1)),
        values.get("max_per_article"),
        values.get("max"),
    )


_RULE: Keyed[Rule] = Keyed(
    "rule",
    (
        Key("points", _POINTS, required=True, example="{points: 1, per: 1000}"),
        Key("per", _POSITIVE),
        Key("max_per_article", _POSITIVE),
        Key("max", _POSITIVE),
        Key("templates", ListOf(TEMPLATE_TITLE), planned=True),
        Key("in_category", CATEGORY_TITLE, planned=True),
    ),
    _rule,
    "declaration-wants-points",
)


def _number_rule(points: Decimal, _: Node, reader: Reader) -> Rule:
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


AMOUNTS = tuple(name for name in AVAILABLE if not name.startswith("articles_"))
"""Measures that can say how much an article has to grow; one that counts articles can't."""

IMPROVED_WHEN: Keyed[Mapping[str, Decimal]] = Keyed(
    "improved_when",
    tuple(Key(name, _POSITIVE, planned=name in PLANNED) for name in (*AMOUNTS, *PLANNED)),
    _thresholds,
    "declaration-wants-improved-when",
    Names("declaration-unknown-threshold", "declaration-unknown-measure-near"),
)
