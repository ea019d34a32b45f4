"""The JSON Schema of the language comes out of the same definitions that read it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from bot.declaration.read import TOP_LEVEL_KEYS, json_schema
from bot.operations.campaign_page import LANGUAGE_OUTPUTS
from tests.declaration.reading import BASE
from tests.declaration.test_declaration import FULL

SCHEMA = json_schema(LANGUAGE_OUTPUTS)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_text(yaml_text: str) -> Any:
    """The text as readers of YAML see it that leave dates alone, and numbers and truth values not."""
    loader = yaml.SafeLoader
    resolvers = {
        first: [(tag, regexp) for tag, regexp in found if not tag.endswith("timestamp")]
        for first, found in loader.yaml_implicit_resolvers.items()
    }
    plain = type("Plain", (loader,), {"yaml_implicit_resolvers": resolvers})
    return yaml.load(yaml_text, Loader=plain)


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == TOP_LEVEL_KEYS
    assert SCHEMA["anyOf"] == [{"required": ["name", "start", "end"]}, {"required": ["event"]}]


@pytest.mark.parametrize("load", [as_text, lambda text: yaml.load(text, Loader=yaml.BaseLoader)])
@pytest.mark.parametrize(
    "text",
    [
        BASE,
        FULL,
        "event: 1234",
        "event: Event:Women in Physics\nname: A",
        BASE + "participants: Alice\narticles: {category: X}\npublish: {articles: /Articles}",
        BASE + "participants: [Alice, No, 1e3]",
        BASE + "articles: {any: {titles: A}, none: [{all: [{template: B}]}]}",
        BASE + "points: {edits: [1, {points: 2, per: '1,000'}]}",
        BASE + "bonus: {measure: edits, at: 5, points: 1}\nweights: {times: 0.5, where: {titles: A}}",
        BASE + "adjustments: {user: A, points: -5, reason: B}\nparticipants: {teams: {1: A, Red: [B]}}",
        BASE + "articles: {before: {max_bytes: 10, none: [{template: A}]}, reverts: identity}",
    ],
)
def test_declarations_fit(text: str, load: Any) -> None:
    VALIDATOR.validate(load(text))


@pytest.mark.parametrize(
    "text",
    [
        "name: A\nstart: 2026-11-01",
        BASE + "nmae: A",
        BASE + "participants: {depth: 1}",
        BASE + "articles: {any: [{kind: new}]}",
        BASE + "articles: {category: [A, B]}",
        BASE + "articles: {kind: nwe}",
        BASE + "points: {fame: 1}",
        BASE + "points: {edits: lots}",
        BASE + "publish: {status: /Status}",
        BASE + "organizers: []",
        BASE + "bonus: {measure: edits, at: 5}",
        BASE + "bonus: {measure: fame, at: 5, points: 1}",
        BASE + "weights: {times: 2, where: Nobel laureates}",
        BASE + "adjustments: {user: A, points: -5}",
        BASE + "participants: {teams: {}}",
        BASE + "participants: {teams: [A]}",
        BASE + "goals: {fame: 5}",
        BASE + "articles: {before: {titles: A}}",
    ],
)
def test_what_is_a_problem_does_not_fit(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(as_text(text))


def test_what_is_not_available_yet_says_so() -> None:
    planned = SCHEMA["$defs"]["condition"]["properties"]["wikidata"]
    assert planned["description"] == "Not available yet."
    assert "description" not in SCHEMA["properties"]["points"]
    assert "description" not in SCHEMA["properties"]["bonus"]
