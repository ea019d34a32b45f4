"""What all outputs have in common."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from bot.features.outputs.registry import OUTPUTS
from bot.i18n.texts import Texts
from tests.render.samples import FREE_TEXT, full, view
from tests.render.structure import structure


def test_the_outputs_of_the_language_are_there_each_with_a_heading() -> None:
    assert list(OUTPUTS) == ["status", "goals", "leaderboard", "teams", "articles", "details"]
    for name, output in OUTPUTS.items():
        assert name == output.name
        assert Texts.of("en")(output.heading)


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
