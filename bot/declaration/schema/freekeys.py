"""Settings whose keys are the organizer's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.declaration.schema.keyed import is_empty
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Schema, Shape
from bot.lenient_yaml.nodes import MappingNode, Node, Span

T = TypeVar("T")


@dataclass(frozen=True)
class FreeKeys(Shape[Mapping[str, T]]):
    """Settings whose keys are the organizer's own (names of teams), up to ``longest`` characters.

    ``check`` tells what is wrong with values that are each fine by themselves.
    """

    value: Shape[T]
    wants: str
    longest: int
    check: Callable[[Mapping[str, T], Reader], None] | None = None

    def read(self, node: Node, reader: Reader) -> Mapping[str, T] | None:
        """The values by their keys, None when anything is wrong."""
        if not isinstance(node, MappingNode) or not node.entries:
            reader.wants(self.wants, node)
            return None
        before = reader.count
        found: dict[str, T] = {}
        lines: dict[str, int] = {}
        for entry in node.entries:
            if reader.findings.enough:
                return None
            name = " ".join(entry.key.text.split())
            self._tell_name(name, entry.key.span, lines, reader)
            lines.setdefault(name, entry.key.span.line)
            value = self._value(clipped(name), entry.value, reader)
            if value is not None:
                found[name] = value
        if self.check:
            self.check(found, reader)
        return found if reader.count == before else None

    def _tell_name(self, name: str, span: Span, lines: Mapping[str, int], reader: Reader) -> None:
        if not name:
            reader.problem(span, self.wants, reader.key, span.source)
        elif name in lines:
            reader.problem(span, "declaration-duplicate", clipped(name), lines[name])
        elif len(name) > self.longest:
            reader.problem(span, "declaration-too-long", clipped(name), len(name), self.longest)

    def _value(self, name: str, node: Node, reader: Reader) -> T | None:
        if not is_empty(node):
            return self.value.read(node, reader.under(name))
        if reader.complete:
            reader.wrong(node, "declaration-nothing", name)
        return None

    def takes(self, _key: str, /) -> bool:
        """Any key can stand here."""
        return True

    def schema(self) -> Schema:
        """An object with any keys."""
        return {"type": "object", "additionalProperties": self.value.schema(), "minProperties": 1}

    def parts(self) -> Iterable[Shape[Any]]:
        """The values' shape."""
        return (self.value,)
