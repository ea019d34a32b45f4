"""Every setting of the language is explained, and its example can be written where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.declaration.adjustments import ADJUSTMENT, DECIDED, KINDS
from bot.declaration.language import language
from bot.declaration.reference import Setting, every_setting, reference
from bot.declaration.schema.keyed import Key, Keyed, walk
from bot.declaration.schema.shapes import Shape
from bot.features.measures.registry import MEASURES
from bot.i18n import catalogue
from bot.i18n.texts import Texts
from bot.operations.campaign_page import LANGUAGE_OUTPUTS
from bot.render.problems import plain_remark
from tests.declaration.reading import read

LANGUAGE = language(LANGUAGE_OUTPUTS)
SETTINGS = tuple(every_setting(LANGUAGE))
ENGLISH = catalogue.messages("en")


def keys() -> set[tuple[str, str]]:
    """Every key that is available, with where it stands."""
    shapes = (shape for shape in walk(LANGUAGE) if isinstance(shape, Keyed))
    return {(shape.place, key.name) for shape in shapes for key in shape.keys if not key.planned}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.slot)
def test_a_setting_is_explained_with_an_example(setting: Setting) -> None:
    assert ENGLISH.get(f"help-{setting.slot}"), f"en.help.json: help-{setting.slot}"
    assert setting.key.shown.startswith(f"{setting.key.name}:")
    assert not setting.group or ENGLISH.get(f"below-{setting.group}")


def test_no_setting_is_forgotten() -> None:
    names = {setting.key.name for setting in SETTINGS}
    assert {name for _, name in keys()} == names
    assert [chapter.setting.key.name for chapter in reference(LANGUAGE)] == [
        key.name for key in LANGUAGE.keys if not key.planned
    ]
    assert len({setting.slot for setting in SETTINGS}) == len(SETTINGS)


def places(setting: Setting) -> Iterator[tuple[Key, ...]]:
    """The ways from the top of the language to a setting, the shortest first."""
    waiting: list[tuple[tuple[Key, ...], Shape[Any]]] = [((), LANGUAGE)]
    seen: set[int] = set()
    while waiting:
        way, shape = waiting.pop(0)
        if id(shape) in seen:
            continue
        seen.add(id(shape))
        if isinstance(shape, Keyed):
            for key in shape.keys:
                if key == setting.key and (way or not setting.group):
                    yield (*way, key)
                if not key.planned:
                    waiting.append(((*way, key), key.shape))
        else:
            waiting += [(way, part) for part in shape.parts()]


def written(way: tuple[Key, ...], shape: Shape[Any]) -> str:
    """The example of the last key of a way, below all others, with what has to stand beside it."""
    key, *rest = way
    keyed = next(part for part in walk(shape) if isinstance(part, Keyed) and key in part.keys)
    beside = [one for one in keyed.keys if one is not key and (one.required or one.name == key.of)]
    if keyed is ADJUSTMENT and key.name not in KINDS:
        beside += [one for one in DECIDED if one not in beside and one is not key]
    own = key.shown.splitlines()
    if rest:
        inner = written(tuple(rest), key.shape).splitlines()
        in_list = "".join(own[1:2]).lstrip().startswith("- ")
        marks = ["- ", *["  "] * (len(inner) - 1)] if in_list else [""] * len(inner)
        own = [f"{key.name}:", *(f"  {mark}{line}" for mark, line in zip(marks, inner, strict=True))]
    return "\n".join([*(one.shown for one in beside), *own])


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.slot)
def test_an_example_can_be_written_where_it_belongs(setting: Setting) -> None:
    text = written(next(places(setting)), LANGUAGE)
    if setting.key.within:  # The way leads by the first measure; the key belongs to another one.
        text = text.replace(f"\n  {MEASURES[0].name}:", f"\n  {setting.key.within}:")
    if "articles:" not in text:
        text += "\narticles: {category: Physicists}"  # Some ways to take part need it.
    if "wiki" in setting.key.name and "wikis:\n  - no." not in text:
        text += "\nwikis:\n  - no.wikipedia.org\n  - nn.wikipedia.org" * (not text.count("\nwikis:"))
    assert [plain_remark(one, Texts.of("en")) for one in read(text).problems] == [], text
