"""What all outputs have in common."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.declaration.read import TOP_LEVEL_KEYS, json_schema
from bot.features.outputs.registry import OUTPUTS, STATUS
from bot.i18n.texts import Texts
from bot.operations.campaign_page import LANGUAGE_OUTPUTS
from tests.declaration.reading import BASE, read
from tests.render.samples import FREE_TEXT, full, view
from tests.render.structure import structure

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_a_key_of_the_language_with_a_heading_and_a_word_in_the_documents(name: str) -> None:
    output = OUTPUTS[name]
    assert output.name == name
    assert re.fullmatch("[a-z]+", name), "marks on pages are read by this"
    assert Texts.of("en")(output.heading)
    assert name in json_schema(LANGUAGE_OUTPUTS)["properties"]["publish"]["properties"]
    assert f"`{name}`" in (ROOT / "docs" / "organizers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_an_output_asks_for_is_all_that_it_needs(name: str) -> None:
    output, made = OUTPUTS[name], full()
    alone = replace(made, data={data: made.data[data] for data in output.data})
    assert output.render(alone) == output.render(made)


@pytest.mark.parametrize("name", [name for name, output in OUTPUTS.items() if output.layout])
def test_an_output_over_several_pages_has_titles_for_them(name: str) -> None:
    output = OUTPUTS[name]
    made = full()
    placed = replace(made, campaign=replace(made.campaign, publish={name: made.campaign.page}))
    assert output.layout is not None
    assert output.title is not None
    layout = output.layout(placed)
    titles = [output.title(number, placed) for number in range(1, len(layout.pages) + 2)]
    assert titles[0] == placed.site.full_title(made.campaign.page)
    assert len(set(titles)) == len(titles)
    assert layout.unneeded
    assert set(layout.parts.values()) <= set(range(1, len(layout.pages) + 1))
    assert bool(layout.parts) == output.has_parts


def test_one_output_tells_how_the_campaign_is() -> None:
    assert [output for output in OUTPUTS.values() if output.status] == [STATUS]


@pytest.mark.parametrize(
    ("word", "name"), [(word, output.name) for output in OUTPUTS.values() for word in output.synonyms]
)
def test_another_word_for_an_output_is_understood(word: str, name: str) -> None:
    [problem] = read(f"{BASE}publish: {{{word}: true}}").problems
    assert name in problem.message.params


def test_nobody_else_names_an_output() -> None:
    """By where outputs are named: what is published, the list itself, and names of blocks."""
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "outputs" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found += [f"{path.name}: {name}" for name in _named_as_outputs(node)]
    assert not found


def _named_as_outputs(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Subscript(ast.Attribute(_, "publish") | ast.Name("OUTPUTS"), ast.Constant(str(name))):
            yield name
        case ast.Call(ast.Attribute(ast.Attribute(_, "publish"), _), [ast.Constant(str(name)), *_]):
            yield name
        case ast.Compare(left, _, others):
            texts = [one.value for one in (left, *others) if isinstance(one, ast.Constant)]
            yield from (str(text) for text in texts if text in OUTPUTS.keys() - TOP_LEVEL_KEYS)
        case ast.Assign(_, ast.Constant(str(text))) if text in OUTPUTS.keys() - TOP_LEVEL_KEYS:
            yield text


def test_a_name_of_an_output_is_seen() -> None:
    text = "a.publish['x']\na.publish.get('y')\nif name == 'status': pass\nNAME = 'details'\nOUTPUTS['z']\n"
    found = [name for node in ast.walk(ast.parse(text)) for name in _named_as_outputs(node)]
    assert sorted(found) == ["details", "status", "x", "y", "z"]


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_colours_are_tokens_with_a_fallback_and_text_on_a_background_has_its_own(
    name: str, language: str
) -> None:
    shown = OUTPUTS[name].render(full(language))
    for style in re.findall(r'style="([^"]*)"', shown):
        colours = re.sub(r"var\(--[a-z-]+,#[0-9a-f]{3,6}\)", "", style)
        assert "#" not in colours
        # A bar is a background without text.
        if "background:var" in style and not re.search(r";height:\d+px", style):
            assert ";color:var" in style


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    assert OUTPUTS[name].render(full()) == OUTPUTS[name].render(full())


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_an_output_is_in_one_language_and_direction(name: str, language: str) -> None:
    shown = OUTPUTS[name].render(full(language))
    assert shown.startswith("<div class=")
    assert f'lang="{language}"' in shown.split("\n")[0]
    assert shown.count("<div") == shown.count("</div>")


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_there_is_something_to_say_before_anybody_has_done_anything(name: str, language: str) -> None:
    shown = OUTPUTS[name].render(view(language=language))
    assert structure(shown).foreign == ()
    assert shown.count("<div") == shown.count("</div>")
    assert "{|" not in shown


@cache
def built(name: str, words: str) -> tuple[object, ...]:
    """What an output is built of where these are the words for each decision."""
    decided = [replace(one, reason=words) for one in full().campaign.adjustments]
    found = structure(OUTPUTS[name].render(full(adjustments=tuple(decided))))
    return found.foreign, found.tags, found.links


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("reason", FREE_TEXT)
def test_a_reason_is_only_text(name: str, reason: str) -> None:
    assert built(name, reason) == built(name, "plain words")
    assert built(name, reason)[0] == ()
