"""Shapes: what a value can look like. Each reads a node, and describes itself as JSON Schema.

A shape that finds something wrong tells it to the reader and gives None; so None never is a value.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeAlias, TypeVar

from bot.declaration.schema.reader import Reader, clipped, says
from bot.declaration.schema.suggest import nearest
from bot.lenient_yaml.line_scanner import LINK, quoted
from bot.lenient_yaml.nodes import Items, MappingNode, Node, Scalar
from bot.messages import Code

T = TypeVar("T")
S = TypeVar("S")
Schema: TypeAlias = dict[str, Any]

_SEVERAL_LINKS = re.compile(rf"(?:{LINK.pattern})(?:\s{{0,9}}+[,;،、]?+\s{{0,9}}+(?:{LINK.pattern}))++")


class Shape(ABC, Generic[T]):
    """What a value can look like."""

    @abstractmethod
    def read(self, node: Node, reader: Reader) -> T | None:
        """The value, or None after a problem was told."""

    @abstractmethod
    def schema(self) -> Schema:
        """This shape as JSON Schema (2020-12)."""

    def parts(self) -> Iterable[Shape[Any]]:
        """The shapes that this one is made of."""
        return ()

    def takes(self, key: str, /) -> bool:
        """Whether this is settings, among other forms maybe, in which the key can stand."""
        return any(part.takes(key) for part in self.parts())

    @property
    def takes_list(self) -> bool:
        """Whether there can be several in a list."""
        return False


class Words(Shape[T]):
    """A shape that is one text. ``wants`` is the message that says what is wanted.

    ``is_text``: any text will do, so that quotes help where YAML reads something else; for a number or a
    date they don't. ``may_hold_hash``: a ``#`` can be part of it.
    """

    wants = "declaration-wants-text"
    is_text = True
    may_hold_hash = True

    def read(self, node: Node, reader: Reader) -> T | None:
        """The value of a text that is there and stands on one line."""
        if not isinstance(node, Scalar):
            self.not_a_text(node, reader)
            return None
        text = node.text.strip()
        if self.is_text and is_torn(node, text):
            tell_torn(node, reader)
        elif self.is_text and node.swallowed:
            tell_swallowed(node, self.may_hold_hash, reader)
        elif not text:
            reader.wrong(node, "declaration-nothing", reader.key)
        else:
            return self.from_text(text, node, reader)
        return None

    @abstractmethod
    def from_text(self, text: str, node: Scalar, reader: Reader) -> T | None:
        """The value of a text that is not empty."""

    def schema(self) -> Schema:
        """Any text. A name like ``1e3`` or ``Yes`` is none to other readers of YAML, but is to us."""
        return {"type": ["string", "number", "boolean"]}

    def not_a_text(self, node: Items | MappingNode, reader: Reader) -> None:
        """Tell that a list or settings stand where a text should."""
        entry = node.entries[0] if isinstance(node, MappingNode) and len(node.entries) == 1 else None
        if self.is_text and entry and node.span.source.startswith("?"):
            # To YAML it begins a key.
            span = replace(node.span, end=len(node.span.text))
            reader.wrong(node, "declaration-begins-with", "?", span.rewritten(quoted(span.source)))
            return
        if self.is_text and entry and not node.flow and entry.key.text not in reader.places:
            span = replace(node.span, end=len(node.span.text))
            reader.wrong(node, "declaration-colon-inside", span.rewritten(quoted(span.source)))
        else:
            reader.wants(self.wants, node)


@dataclass(frozen=True)
class Text(Words[str]):
    """Any text up to ``longest`` characters. Spaces of all kinds become plain ones."""

    longest: int

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The text."""
        text = " ".join(text.split())
        if len(text) > self.longest:
            reader.wrong(node, "declaration-too-long", reader.key, len(text), self.longest)
            return None
        return text

    def not_a_text(self, node: Items | MappingNode, reader: Reader) -> None:
        """``name: [WiP]`` is a text that needs quotes."""
        if node.flow and node.span.line == node.span.last_line:
            fixed = node.span.rewritten(quoted(node.span.source))
            reader.wrong(node, "declaration-begins-with", node.span.source[:1], fixed)
        else:
            super().not_a_text(node, reader)

    def schema(self) -> Schema:
        """A text with a length."""
        return {**super().schema(), "minLength": 1, "maxLength": self.longest}


@dataclass(frozen=True)
class Choice(Words[str]):
    """One of some words. Those in ``planned`` are not available yet; ``synonyms`` mean one of them."""

    options: tuple[str, ...]
    planned: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    is_text = False
    wants = "declaration-wants-choice"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The word, in any case."""
        word = text.lower()
        if word in self.planned:
            reader.wrong(node, "declaration-not-yet", f"{reader.key}: {word}")
        elif word not in self.options:
            self._unknown(text, node, reader)
        else:
            return word
        return None

    def _unknown(self, text: str, node: Scalar, reader: Reader) -> None:
        if near := nearest(text, self.options, synonyms=self.synonyms):
            reader.wrong(node, "declaration-wants-choice-near", reader.key, clipped(text), near)
        else:
            self.tell_choices(node, reader)

    def tell_choices(self, node: Node, reader: Reader) -> None:
        """Tell which words there are."""
        choices = tuple(map(Code, self.options))
        reader.wrong(node, "declaration-wants-choice", reader.key, says(node), choices)

    def not_a_text(self, node: Items | MappingNode, reader: Reader) -> None:
        """A list is none of the words."""
        self.tell_choices(node, reader)

    def schema(self) -> Schema:
        """The words, those not available yet among them."""
        return {"enum": [*self.options, *self.planned]}


TRUE = frozenset({"true", "yes", "on"})
FALSE = frozenset({"false", "no", "off"})


@dataclass(frozen=True)
class Flag(Words[bool]):
    """``true`` or ``false``."""

    is_text = False
    wants = "declaration-wants-flag"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> bool | None:
        """Also ``yes`` and ``no``, ``on`` and ``off``."""
        if text.lower() in TRUE | FALSE:
            return text.lower() in TRUE
        reader.wants(self.wants, node)
        return None

    def schema(self) -> Schema:
        """True or false, as a word as well."""
        return {"enum": [True, False, *sorted(TRUE | FALSE)]}


@dataclass(frozen=True)
class ListOf(Shape[tuple[S, ...]]):
    """Several of a kind. One alone may stand without a list, and links need only a comma between them.

    ``most`` is how many there can be, None: as many as one likes.
    """

    item: Shape[S]
    most: int | None = None

    @property
    def takes_list(self) -> bool:
        """A list it is."""
        return True

    def read(self, node: Node, reader: Reader) -> tuple[S, ...] | None:
        """All values, None when there is something wrong with any of them, or there are none."""
        nodes = node.items if isinstance(node, Items) else _several_links(node)
        if self.most is not None and len(nodes) > self.most:
            reader.problem(node.span, "declaration-too-many-of", reader.key, len(nodes), self.most)
            return None
        values: list[S | None] = []
        for item in nodes:
            if reader.findings.enough:
                return None
            values.append(self.item.read(item, reader))
        return None if None in values else tuple(value for value in values if value is not None)

    def schema(self) -> Schema:
        """A list, or a value alone."""
        item = self.item.schema()
        several: Schema = {"type": "array", "items": item, "minItems": 1}
        if self.most is not None:
            several["maxItems"] = self.most
        return {"anyOf": [item, several]}

    def parts(self) -> Iterable[Shape[Any]]:
        """The items' shape."""
        return (self.item,)


def _several_links(node: Node) -> tuple[Node, ...]:
    """``[[User:Alice]], [[User:Bob]]`` without brackets around are two all the same."""
    if isinstance(node, Scalar) and _SEVERAL_LINKS.fullmatch(node.text.strip()):
        return tuple(replace(node, text=link) for link in LINK.findall(node.text))
    return (node,)


@dataclass(frozen=True)
class Made(Shape[T], Generic[S, T]):
    """A shape whose value is made into another one; ``make`` may tell problems and give None."""

    shape: Shape[S]
    make: Callable[[S, Node, Reader], T | None]

    @property
    def takes_list(self) -> bool:
        """As the shape that it is made of."""
        return self.shape.takes_list

    def read(self, node: Node, reader: Reader) -> T | None:
        """The value made of what the shape reads."""
        value = self.shape.read(node, reader)
        return None if value is None else self.make(value, node, reader)

    def schema(self) -> Schema:
        """The same as that of the shape."""
        return self.shape.schema()

    def parts(self) -> Iterable[Shape[Any]]:
        """The shape."""
        return (self.shape,)


@dataclass(frozen=True)
class Forms(Shape[T]):
    """A value with a short form: which shape it has depends on whether it is a text, a list or settings.

    ``wants`` is the message for a form that there is none of.
    """

    wants: str
    text: Shape[T] | None = None
    items: Shape[T] | None = None
    settings: Shape[T] | None = None

    @property
    def takes_list(self) -> bool:
        """Whether a list is one of the forms."""
        return self.items is not None

    def read(self, node: Node, reader: Reader) -> T | None:
        """The value, by the shape of the form that was written."""
        shape = self._shape(node)
        if shape is not None:
            return shape.read(node, reader)
        reader.wants(self.wants, node)
        return None

    def _shape(self, node: Node) -> Shape[T] | None:
        match node:
            case Scalar():
                return self.text
            case Items():
                return self.items
            case MappingNode():
                return self.settings

    def schema(self) -> Schema:
        """Any of the forms."""
        return {"anyOf": [shape.schema() for shape in self.parts()]}

    def parts(self) -> Iterable[Shape[Any]]:
        """The shapes of the forms."""
        return tuple(shape for shape in (self.text, self.items, self.settings) if shape is not None)


def is_torn(node: Scalar, text: str) -> bool:
    """Whether a text goes on in the next line, and was not meant to be folded."""
    folded = not node.plain and node.span.text[node.span.start : node.span.start + 1] in ("|", ">")
    return "\n" in text or (node.span.last_line != node.span.line and not folded)


def tell_torn(node: Scalar, reader: Reader) -> None:
    """Tell that a text goes on in the next line."""
    below = "".join(reader.findings.lines[node.span.line : node.span.line + 1]).strip()
    if node.plain and below.startswith("- "):
        # YAML takes an item that stands further right for more of the one above.
        next_line = replace(node.span, line=node.span.line + 1)
        reader.problem(next_line, "declaration-item-column", below)
    else:
        reader.wrong(node, "declaration-several-lines", reader.key)


def tell_swallowed(node: Scalar, may_hold_hash: bool, reader: Reader) -> None:
    """Tell that a ``#`` took the rest of a text with it. ``may_hold_hash``: it may belong to the text."""
    behind = replace(node.span, end=node.swallowed_end)
    if may_hold_hash:
        fixed = behind.rewritten(quoted(f"{node.text} {node.swallowed}".strip()))
        reader.wrong(node, "declaration-swallowed", node.swallowed, fixed)
    else:
        fixed = behind.rewritten(f"{node.text} # {node.swallowed.lstrip('#')}")
        reader.wrong(node, "declaration-swallowed-name", node.swallowed, fixed)
