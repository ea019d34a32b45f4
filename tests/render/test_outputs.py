"""What all outputs have in common."""

from __future__ import annotations

import re

import pytest

from bot.i18n.texts import Texts
from bot.render.outputs import OUTPUTS

from .samples import busy


def test_the_outputs_of_the_language_are_there_each_with_a_heading() -> None:
    assert list(OUTPUTS) == ["status", "leaderboard", "articles"]
    for name, output in OUTPUTS.items():
        assert name == output.name
        assert Texts.of("en")(output.heading)


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_colours_are_tokens_with_a_fallback_and_text_on_a_background_has_its_own(
    name: str, language: str
) -> None:
    shown = OUTPUTS[name].render(busy(language=language))
    for style in re.findall(r'style="([^"]*)"', shown):
        colours = re.sub(r"var\(--[a-z-]+,#[0-9a-f]{3,6}\)", "", style)
        assert "#" not in colours
        # A bar is a background without text.
        if "background:var" in style and "height:4px" not in style:
            assert ";color:var" in style


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    assert OUTPUTS[name].render(busy()) == OUTPUTS[name].render(busy())


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_an_output_is_in_one_language_and_direction(name: str, language: str) -> None:
    shown = OUTPUTS[name].render(busy(language=language))
    assert shown.startswith("<div class=")
    assert f'lang="{language}"' in shown.split("\n")[0]
    assert shown.count("<div") == shown.count("</div>")
