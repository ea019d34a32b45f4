"""All settings of the language in the order in which people look them up: what the help page lists.

It comes out of the language's own shapes, so that a new entry of any list stands in it by itself. What is not
available yet is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.declaration.articles import CONDITION, CONDITION_KEYS
from bot.declaration.schema.keyed import Key, Keyed
from bot.declaration.schema.shapes import Shape
from bot.features.measures.registry import BY_NAME

MEASURE = "measure"


@dataclass(frozen=True)
class Setting:
    """One key. ``group`` is what it belongs to, wherever that can stand; empty at the top of the language."""

    key: Key
    group: str = ""

    @property
    def slot(self) -> str:
        """What its explanation is called: the message ``help-SLOT``."""
        return f"{self.group}-{self.key.name}" if self.group else self.key.name


@dataclass(frozen=True)
class Group:
    """Settings that stand in the same places."""

    name: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True)
class Chapter:
    """A key of the top level, and what can be written below it and is explained there."""

    setting: Setting
    groups: tuple[Group, ...]


def reference(root: Keyed[Any]) -> tuple[Chapter, ...]:
    """The whole language. What can stand in several places is explained where it stands highest up."""
    top = [Setting(key) for key in root.keys if not key.planned]
    places = [
        (depth, setting.key.name, keyed) for setting in top for depth, keyed in _below(setting.key.shape)
    ]
    chapters: dict[str, str] = {}
    groups: dict[str, dict[str, Setting]] = {}
    for _, chapter, keyed in sorted(places, key=lambda place: place[0]):
        for one in _settings(keyed):
            chapters.setdefault(one.group, chapter)
            groups.setdefault(one.group, {}).setdefault(one.key.name, one)
    return tuple(
        Chapter(
            setting,
            tuple(
                Group(name, tuple(groups[name].values()))
                for name, chapter in chapters.items()
                if chapter == setting.key.name
            ),
        )
        for setting in top
    )


def every_setting(root: Keyed[Any]) -> Iterator[Setting]:
    """Each of them once."""
    for chapter in reference(root):
        yield chapter.setting
        for group in chapter.groups:
            yield from group.settings


def _settings(keyed: Keyed[Any]) -> Iterator[Setting]:
    return (Setting(key, _group(key, keyed)) for key in keyed.keys if not key.planned)


def _group(key: Key, keyed: Keyed[Any]) -> str:
    """Measures and conditions are the same wherever they stand."""
    if key.name in BY_NAME:
        return MEASURE
    return CONDITION.place if replace(key, within="") in CONDITION_KEYS else keyed.place


def _below(shape: Shape[Any]) -> Iterator[tuple[int, Keyed[Any]]]:
    """All settings within a shape, each once, with how many others they stand below."""
    seen: set[int] = set()
    waiting: list[tuple[int, Shape[Any]]] = [(0, shape)]
    while waiting:
        depth, current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, Keyed):
            yield depth, current
        deeper = depth + isinstance(current, Keyed)
        waiting.extend((deeper, part) for part in current.parts())
