"""The campaign language: its keys, what each can look like, and what is not available yet.

The one definition of the language. The reader, the JSON Schema and the suggestions for misspelt keys come
out of it. What the keys mean: docs/organizers.md.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from bot.declaration.adjustments import ADJUSTMENTS, DECIDED
from bot.declaration.articles import CONDITION, CONDITION_KEYS, KEYS_OF_OLD, scope
from bot.declaration.bonuses import BONUS, BONUSES, GOALS, WEIGHT, WEIGHTS
from bot.declaration.campaign import Articles, Before, Campaign, Kind, Newcomers
from bot.declaration.checks import check_campaign, zone_of
from bot.declaration.event import EVENT, EVENT_ASKS, as_registered, with_registered
from bot.declaration.newcomers import NEWCOMERS
from bot.declaration.participants import PARTICIPANTS, PEOPLE
from bot.declaration.points import IMPROVED_WHEN, POINTS, STARTING_POINTS
from bot.declaration.publish import FALSELY, publish_shape, published
from bot.declaration.schema.context import OutputKey
from bot.declaration.schema.dates import When
from bot.declaration.schema.events import EventAt
from bot.declaration.schema.keyed import Key, Keyed, Values, written_below
from bot.declaration.schema.names import NamespaceNumber, UserName
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Choice, Flag, ListOf, Text
from bot.declaration.schema.zones import Language, TimeZone
from bot.declaration.wikis import EXAMPLE as WIKIS_EXAMPLE
from bot.declaration.wikis import wikis_shape
from bot.features.conditions.registry import CONDITIONS, DEMANDS
from bot.features.measures.registry import CREATION, SIZE
from bot.lenient_yaml.nodes import TOP

LARGEST = 10**8


def _before(values: Values, _: Reader) -> Before:
    return Before(values.get("max_bytes"), values.get("min_bytes"), scope(values))


def _check(values: Values, reader: Reader) -> None:
    least, most = values.get("min_bytes"), values.get("max_bytes")
    if least is not None and most is not None and least > most:
        reader.problem(values.node("min_bytes").span, "declaration-min-above-max")


BEFORE: Keyed[Before] = Keyed(
    "before",
    (
        Key("max_bytes", WholeNumber(0, LARGEST), sample="max_bytes: 3000"),
        Key("min_bytes", WholeNumber(0, LARGEST), sample="min_bytes: 500"),
        *KEYS_OF_OLD,
    ),
    _before,
    "declaration-wants-before",
    check=_check,
)


LONGEST_NAME = 200


def _articles(values: Values, _: Reader) -> Articles:
    return Articles(
        namespaces=frozenset(values.get("namespaces", (0,))),
        kind=Kind(values.get("kind", Kind.ANY.value)),
        improved_when=values.get("improved_when", {}),
        scope=scope(values),
        before=values.get("before"),
        identity=values.get("reverts") == "identity",
        demands=tuple(demand.read(values) for demand in DEMANDS if demand.key in values.found),
    )


ARTICLES: Keyed[Articles] = Keyed(
    "articles",
    (
        Key("namespaces", ListOf(NamespaceNumber()), sample="namespaces:\n  - 0\n  - 2"),
        Key("kind", Choice(tuple(kind.value for kind in Kind)), sample=f"kind: {Kind.NEW.value}"),
        Key("improved_when", IMPROVED_WHEN, sample=f"improved_when:\n  {SIZE}: 200"),
        Key("reverts", Choice(("tags", "identity")), sample="reverts: identity"),
        *CONDITION_KEYS,
        *(key for demand in DEMANDS for key in demand.settings()),
        Key("before", BEFORE, sample=written_below("before", BEFORE.keys[:1])),
    ),
    _articles,
    "declaration-wants-articles",
)


def _campaign(values: Values, reader: Reader) -> Campaign:
    context, zone = reader.context, zone_of(values, reader)
    participants = with_registered(values.get("participants"), values.get(EVENT.key))
    campaign = Campaign(
        name=values.get("name"),
        start=values.get("start").begins(zone),
        end=values.get("end").is_over(zone),
        timezone=zone.key,
        language=values.get("language", context.site.language),
        page=context.page,
        organizers=tuple(dict.fromkeys(values.get("organizers", ()))),
        participants=participants,
        articles=values.get("articles", Articles()),
        rules=values.get("points", ()),
        bonuses=values.get("bonus", ()),
        weights=values.get("weights", ()),
        adjustments=tuple(one.adjustment(zone) for one in values.get("adjustments", ()) if one),
        goals=values.get("goals", {}),
        newcomers=values.get("newcomers", Newcomers()),
        names=values.get("names", True),
        wikis=values.get("wikis", ()),
    )
    campaign = as_registered(campaign, values, reader)
    return replace(campaign, publish=published(campaign, values.get("publish", {}), context))


@cache
def language(outputs: tuple[OutputKey, ...] = (), planned_outputs: tuple[str, ...] = ()) -> Keyed[Campaign]:
    """The whole language, with these outputs."""
    published_at = publish_shape(outputs, planned_outputs)
    return Keyed(
        TOP,
        (
            Key("name", Text(LONGEST_NAME), required=True, example="name: Women in Physics 2026"),
            Key("start", When(), required=True, example="start: 2026-11-01"),
            Key("end", When(last=True), required=True, example="end: 2026-11-30"),
            Key(EVENT.key, EventAt(), asks=EVENT_ASKS, sample=f"{EVENT.key}: 1234"),
            Key("timezone", TimeZone(), sample="timezone: Europe/Oslo"),
            Key("language", Language(), sample="language: nb"),
            Key("organizers", ListOf(UserName()), sample="organizers:\n  - Alice\n  - Bob"),
            Key("wikis", wikis_shape(ARTICLES), sample=WIKIS_EXAMPLE),
            Key("participants", PARTICIPANTS, sample=written_below("participants", PEOPLE.keys[:1])),
            Key("articles", ARTICLES, sample=written_below("articles", CONDITIONS[0].settings()[:1])),
            Key("points", POINTS, sample=written_below("points", STARTING_POINTS)),
            Key("bonus", BONUSES, sample=written_below("bonus", BONUS.required, item=True)),
            Key("weights", WEIGHTS, sample=written_below("weights", WEIGHT.required, item=True)),
            Key("adjustments", ADJUSTMENTS, sample=written_below("adjustments", DECIDED, item=True)),
            Key("goals", GOALS, sample=f"goals:\n  {CREATION}: 100"),
            Key("newcomers", NEWCOMERS, sample=written_below("newcomers", NEWCOMERS.keys)),
            Key("names", Flag(), sample=f"names: {FALSELY}"),
            Key("publish", published_at, sample=written_below("publish", published_at.keys[-1:])),
        ),
        _campaign,
        "declaration-no-settings",
        check=check_campaign,
        supplied=EVENT,
    )


TOP_LEVEL_KEYS: frozenset[str] = frozenset(key.name for key in language().keys)
"""The keys that begin a line in a declaration."""


def json_schema(outputs: tuple[OutputKey, ...] = ()) -> dict[str, Any]:
    """The language as JSON Schema (2020-12). Parts that are not available yet are described as such."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "CampaignBot: a campaign's declaration",
        **language(outputs).schema(),
        "$defs": {"condition": CONDITION.schema()},
    }
