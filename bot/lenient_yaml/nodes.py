"""What a declaration's text holds: texts, lists and settings, each knowing its place in the block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

TOP = ""
"""The place of keys that begin a line."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands: ``line`` counts from 1; columns ``start`` to ``end`` of ``text``, that line.

    ``last_line`` is another line than ``line`` when it goes on further down; ``end`` is then the line's end.
    """

    line: int
    last_line: int
    text: str
    start: int
    end: int

    @property
    def source(self) -> str:
        """What is written there, on the first line of it."""
        return self.text[self.start : self.end].strip()

    def rewritten(self, new: str) -> str:
        """The line with ``new`` in the place of what stands there, without its indentation."""
        return (self.text[: self.start] + new + self.text[self.end :]).strip()


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written: never a number, a date or a truth value.

    ``plain`` texts stand without quotes. ``swallowed`` is what YAML takes for a remark, although something
    directly follows its ``#``; it ends at column ``swallowed_end``. ``in_list``: it stands in a ``[…]`` list.
    """

    text: str
    span: Span
    plain: bool = True
    swallowed: str = ""
    swallowed_end: int = 0
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list. ``flow`` lists are those in square brackets."""

    items: tuple[Node, ...]
    span: Span
    flow: bool


@dataclass(frozen=True, slots=True)
class KeyValue:
    """One setting: its key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values. ``flow`` settings are those in curly brackets."""

    entries: tuple[KeyValue, ...]
    span: Span
    flow: bool


Node: TypeAlias = Scalar | Items | MappingNode


@dataclass(frozen=True, slots=True)
class Written:
    """Where a name or title was written, so that a notice about the wiki can show the line.

    ``in_list``: it stood in a ``[…, …]`` list, where a comma in the name would have cut it in two.
    """

    line: int
    in_list: bool = False
