"""What goes beyond the rates: bonuses, weights, goals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bot.declaration.articles import CONDITION
from bot.declaration.campaign import Bonus, Each, Weight
from bot.declaration.points import keys_of
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Choice, ListOf
from bot.declaration.schema.unknown import Names
from bot.features.measures.registry import MEASURES, PLANNED, SIZE
from bot.features.scoring.option import POSITIVE

UNNAMED = tuple(measure for measure in MEASURES if measure.rule_keys is None)
"""The measures that are the same wherever they are used: those with options need a rule that gives them."""
_MEASURE = Choice(
    tuple(measure.name for measure in UNNAMED),
    planned=PLANNED,
    synonyms={synonym: measure.name for measure in UNNAMED for synonym in measure.synonyms},
)


def _bonus(values: Values, _: Reader) -> Bonus:
    each = Each(values.get("each", Each.ARTICLE.value))
    return Bonus(values.get("measure"), values.get("at"), values.get("points"), each)


BONUS: Keyed[Bonus] = Keyed(
    "bonus",
    (
        Key("measure", _MEASURE, required=True, example=f"measure: {SIZE}"),
        Key("at", POSITIVE, required=True, example="at: 5000"),
        Key("points", POSITIVE, required=True, example="points: 5"),
        Key("each", Choice(tuple(each.value for each in Each)), sample=f"each: {Each.PARTICIPANT.value}"),
    ),
    _bonus,
    "declaration-wants-bonus",
)
BONUSES: ListOf[Bonus] = ListOf(BONUS)


def _weight(values: Values, _: Reader) -> Weight:
    return Weight(values.get("times"), values.get("where"))


WEIGHT: Keyed[Weight] = Keyed(
    "weights",
    (
        Key("times", POSITIVE, required=True, example="times: 2"),
        Key(
            "where",
            CONDITION,
            required=True,
            example="where: {category: Nobel laureates}",
            sample="where:\n  category: Nobel laureates",
        ),
    ),
    _weight,
    "declaration-wants-weight",
)
WEIGHTS: ListOf[Weight] = ListOf(WEIGHT)


def _goals(values: Values, _: Reader) -> Mapping[str, Decimal]:
    return dict(values.found)


GOALS: Keyed[Mapping[str, Decimal]] = Keyed(
    "goals",
    keys_of(UNNAMED, POSITIVE),
    _goals,
    "declaration-wants-goals",
    Names("declaration-unknown-measure", "declaration-unknown-measure-near"),
)
