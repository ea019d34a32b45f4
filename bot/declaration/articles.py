"""Article conditions: categories, lists, templates, titles, and any / all / none of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.declaration.campaign import (
    AllOf,
    AnyOf,
    Condition,
    HasTemplate,
    HasTitle,
    InCategory,
    ListedOn,
    NoneOf,
)
from bot.declaration.schema.keyed import Key, Keyed, Later, Values
from bot.declaration.schema.names import CATEGORY_TITLE, TEMPLATE_TITLE, PageTitle
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf, Text

MAX_DEPTH = 20
MAX_QUERY = 10_000

_CONDITIONS = ListOf(Later("condition", lambda: CONDITION))

CONDITION_KEYS = (
    Key("any", _CONDITIONS),
    Key("all", _CONDITIONS),
    Key("none", _CONDITIONS),
    Key("category", replace(CATEGORY_TITLE, single=True)),
    Key("depth", WholeNumber(0, MAX_DEPTH)),
    Key("except", ListOf(CATEGORY_TITLE)),
    Key("listed_on", PageTitle(relative=True, single=True)),
    Key("template", replace(TEMPLATE_TITLE, single=True)),
    Key("titles", ListOf(PageTitle("declaration-wants-title"))),
    Key("wikidata", Text(MAX_QUERY), planned=True),
)
"""What can be written of an article; below ``articles`` itself as well."""


def scope(values: Values) -> Condition | None:
    """All conditions that stand together: each of them holds. None where there is none."""
    conditions = tuple(_conditions(values))
    return conditions[0] if len(conditions) == 1 else AllOf(conditions) if conditions else None


def check_category(values: Values, reader: Reader) -> None:
    """``depth`` and ``except`` say something of a category, so there has to be one."""
    for key in ("depth", "except"):
        if key in values.nodes and "category" not in {*values.nodes, *reader.findings.meant}:
            reader.problem(values.nodes[key].key.span, "declaration-without-category", key)


def _condition(values: Values, _: Reader) -> Condition:
    # Settings are never empty, and `depth` and `except` don't stand alone.
    return scope(values) or AllOf(())


def _conditions(values: Values) -> Iterator[Condition]:
    for key, value in values.found.items():
        match key:
            case "category":
                yield InCategory(value, values.get("depth", 0), values.get("except", ()))
            case "listed_on":
                yield ListedOn(value)
            case "template":
                yield HasTemplate(value)
            case "titles":
                yield HasTitle(tuple(dict.fromkeys(value)))
            case "any":
                yield AnyOf(value)
            case "all":
                yield AllOf(value)
            case "none":
                yield NoneOf(value)


CONDITION: Keyed[Condition] = Keyed(
    "condition", CONDITION_KEYS, _condition, "declaration-wants-condition", check=check_category
)
"""One condition: an item below ``any``, ``all`` or ``none``."""
