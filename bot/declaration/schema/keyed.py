"""Settings: known keys, each with its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Schema, Shape
from bot.declaration.schema.suggest import nearest
from bot.declaration.schema.unknown import SURE, Here, Names, tell_unknown, unwrapped
from bot.lenient_yaml.nodes import TOP, Items, KeyValue, MappingNode, Node, Scalar, Span
from bot.mediawiki.queries import Question

T = TypeVar("T")

INDENT = 2
"""So many spaces further right stands what belongs to a setting."""
_TIGHT = re.compile(r"([a-z_]+):(?! )(.+)")


@dataclass(frozen=True)
class Key:
    """One key. ``example`` is a line to write where a required key is missing; ``sample`` shows how it is
    written, in one line or several, where organizers look it up (:attr:`shown`).

    ``planned`` keys are known but not available yet; ``stated`` tells of one whether its value says only what
    holds without it, which is fine. ``within`` is the one setting whose own it is, where the place is shared.
    ``of`` is the key beside it that it says more of, and ``without`` what is told where that is missing.
    ``synonyms`` are other words for it that no likeness of letters would find. ``asks`` are the questions to
    the wiki that it calls for; where nothing answers one of them, it is refused.
    """

    name: str
    shape: Shape[Any]
    required: bool = False
    example: str = ""
    planned: bool = False
    stated: Callable[[Node, Reader], bool] | None = None
    within: str = ""
    of: str = ""
    without: str = ""
    synonyms: tuple[str, ...] = ()
    asks: tuple[type[Question[Any]], ...] = ()
    sample: str = ""

    @property
    def shown(self) -> str:
        """How it is written, for people who look it up."""
        return self.sample or self.example


def written_below(name: str, keys: Iterable[Key], *, item: bool = False) -> str:
    """How a setting is written with these below it; ``item``: as the one item of a list."""
    lines = [line for key in keys for line in key.shown.splitlines()]
    marks = ["- ", *["  "] * (len(lines) - 1)] if item else [""] * len(lines)
    return "\n".join(
        [f"{name}:", *(f"{' ' * INDENT}{mark}{line}" for mark, line in zip(marks, lines, strict=True))]
    )


@dataclass(frozen=True)
class Values:
    """What was read below the keys, in the order in which it was written, and where."""

    found: Mapping[str, Any]
    nodes: Mapping[str, KeyValue]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, ``default`` where it was not written."""
        return self.found.get(key, default)

    def node(self, key: str) -> Node:
        """What was written behind a key."""
        return self.nodes[key].value


@dataclass(frozen=True)
class Supplied:
    """A ``key`` that speaks for others: what ``give`` says of keys that are not written.

    A None means that there is no value, and that this has been told.
    """

    key: str
    give: Callable[[Values, Reader], Mapping[str, Any]]


@dataclass(frozen=True)
class Keyed(Shape[T]):
    """Settings with known keys, which ``make`` turns into a value.

    ``place`` is the key below which they stand, and ``wants`` the message for what is no settings at all.
    ``names`` says how unknown keys are told of. ``supplied`` gives values in the place of keys that are not
    written. ``check`` tells what is wrong with values that are each
    fine by themselves; it sees those that could be read.
    """

    place: str
    keys: tuple[Key, ...]
    make: Callable[[Values, Reader], T]
    wants: str
    names: Names = field(default_factory=Names)
    check: Callable[[Values, Reader], None] | None = None
    supplied: Supplied | None = None

    @property
    def required(self) -> tuple[Key, ...]:
        """The keys that have to be there."""
        return tuple(key for key in self.keys if key.required)

    def read(self, node: Node, reader: Reader) -> T | None:
        """The value, or None when anything in it is wrong."""
        settings = self._settings(node, reader)
        if settings is None:
            return None
        before = reader.count
        settings = self._indented(settings, reader)
        nodes, meant = self._known(settings, reader)
        following = [self.name_of(entry.key) for entry in settings.entries[1:]] + [""]
        found: dict[str, Any] = {}
        for entry, next_key in zip(settings.entries, following, strict=True):
            if reader.findings.enough:
                return None
            name = self.name_of(entry.key)
            if nodes.get(name) is entry and (value := self._value(name, entry, next_key, reader)) is not None:
                found[name] = value
            elif near := meant.get(entry.key.span):
                self._value(near, entry, next_key, reader)  # What is wrong below it is told as well.
        nodes, found = self._with_supplied(nodes, found, reader)
        self._tell_missing(nodes, None if self.place == TOP else settings.span, reader)
        values = Values(found, nodes)
        self._tell_alone(nodes, reader)
        if self.check:
            self.check(values, reader)
        # A required key can be missing untold: below what could not be read, or misspelt.
        complete = all(key.name in found for key in self.keys if key.required)
        return self.make(values, reader) if complete and reader.count == before else None

    def _with_supplied(
        self, nodes: dict[str, KeyValue], found: dict[str, Any], reader: Reader
    ) -> tuple[dict[str, KeyValue], dict[str, Any]]:
        """With what one of the settings says of others, as if it stood where that one does."""
        if self.supplied is None or self.supplied.key not in found:
            return nodes, found
        given = self.supplied.give(Values(found, nodes), reader)
        at = nodes[self.supplied.key]
        known = {name: value for name, value in given.items() if value is not None}
        return {**dict.fromkeys(given, at), **nodes}, {**known, **found}

    def _settings(self, node: Node, reader: Reader) -> MappingNode | None:
        match node:
            case MappingNode(entries) if entries:
                return node
            case Scalar(plain=True) if tight := self._split(node):
                reader.notice(node.span, "declaration-colon-space", tight, 1)
                return self._of(node)
            case _ if self.place == TOP:
                # Where a part could not be read, there may well be settings.
                if reader.complete:
                    reader.problem(None, self.wants)
            case _:
                reader.wants(self.wants, node)
        return None

    def _split(self, node: Scalar) -> str:
        """The line as it should be, where ``category:Physicists`` stands for settings."""
        match = _TIGHT.fullmatch(node.text)
        known = match is not None and match[1] in self._by_name()
        return node.span.rewritten(f"{match[1]}: {match[2]}") if match and known else ""

    @staticmethod
    def _of(node: Scalar) -> MappingNode:
        key, _, value = node.text.partition(":")
        middle = node.span.start + len(key)
        entry = KeyValue(
            replace(node, text=key, span=replace(node.span, end=middle), swallowed=""),
            replace(node, text=value, span=replace(node.span, start=middle + 1)),
        )
        return MappingNode((entry,), node.span, flow=True)

    def name_of(self, key: Scalar) -> str:
        """A key as the language writes it: phones put a capital first."""
        name = key.text.strip()
        known = self._by_name()
        return name.lower() if name not in known and name.lower() in known else name

    def takes(self, key: str) -> bool:
        """Whether the key can stand here."""
        return key in self._by_name()

    def _indented(self, settings: MappingNode, reader: Reader) -> MappingNode:
        """The settings with what stands too far left moved below the key that it belongs to, each told."""
        if self.place == TOP:
            takes = {name: key.shape.takes for name, key in self._by_name().items()}
            return unwrapped(settings, takes, self.name_of, reader)
        if settings.flow:
            return settings
        entries: list[KeyValue] = []
        for entry in settings.entries:
            above = entries[-1] if entries else None
            if above and not reader.findings.enough and self._is_below(entry.key, above):
                line, column = entry.key.span.text.strip(), above.key.span.start + INDENT
                reader.problem(entry.key.span, "declaration-column", line, column)
                entries[-1] = _with_below(above, entry)
            else:
                entries.append(entry)
        return replace(settings, entries=tuple(entries))

    def _is_below(self, key: Scalar, above: KeyValue) -> bool:
        """Whether a key can't be meant to stand here, and can stand below the one above."""
        name, known = self.name_of(key), self._by_name()
        shape = known.get(self.name_of(above.key))
        empty = isinstance(above.value, Scalar) and is_empty(above.value)
        if name in known or shape is None or not (empty or isinstance(above.value, MappingNode)):
            return False
        block = empty or (isinstance(above.value, MappingNode) and not above.value.flow)
        return (
            block and shape.shape.takes(name.lower()) and nearest(name, known, SURE, self._synonyms()) is None
        )

    def _known(self, settings: MappingNode, reader: Reader) -> tuple[dict[str, KeyValue], dict[Span, str]]:
        """The entries whose keys are known, each once, and for the others, which are told, what was meant."""
        nodes: dict[str, KeyValue] = {}
        meant: dict[Span, str] = {}
        known = self._by_name()
        for entry in settings.entries:
            name = self.name_of(entry.key)
            if reader.findings.enough:
                break
            if name not in known:
                near = tell_unknown(entry, self._here(), reader)
                # A name or a date with settings below it was hardly meant.
                if near and not (known[near].required and isinstance(entry.value, MappingNode)):
                    meant[entry.key.span] = near
            elif name in nodes:
                reader.problem(entry.key.span, "declaration-duplicate", name, nodes[name].key.span.line)
            else:
                nodes[name] = entry
        return nodes, meant

    def _value(self, name: str, entry: KeyValue, following: str, reader: Reader) -> Any:
        """What is read behind one key, None after a problem. ``following`` is the next key."""
        key = self._by_name()[name]
        if key.planned:
            _tell_planned(key, entry, reader)
        elif not all(map(reader.context.answers, key.asks)):
            reader.problem(entry.key.span, "declaration-not-on-this-wiki", key.name)
        elif not is_empty(entry.value):
            return key.shape.read(entry.value, reader.under(name))
        elif name in reader.places.get(following, ()):
            # The next line only lacks its spaces in front, and that has been told.
            reader.findings.meant.add(name)
        elif reader.complete:
            # Else what stands there may just not have been readable.
            _tell_nothing(key, entry.value, reader)
        return None

    def _tell_missing(self, nodes: Mapping[str, KeyValue], span: Span | None, reader: Reader) -> None:
        # A key that was misspelt, or written elsewhere, has been told about already.
        there = {*nodes, *reader.findings.meant}
        for key in self.keys:
            if key.required and reader.complete and key.name not in there:
                reader.problem(span, "declaration-missing", key.name, key.example)

    def _tell_alone(self, nodes: Mapping[str, KeyValue], reader: Reader) -> None:
        """A key that says more of another one can't stand without it."""
        there = {*nodes, *reader.findings.meant}
        for key in self.keys:
            if key.of and key.name in nodes and key.of not in there:
                reader.problem(nodes[key.name].key.span, key.without, key.name)

    def _here(self) -> Here:
        available = tuple(key.name for key in self.keys if not key.planned)
        return Here(self.place, tuple(self._by_name()), available, self.names, self._synonyms())

    def _synonyms(self) -> dict[str, str]:
        return {synonym: key.name for key in self.keys for synonym in key.synonyms}

    def _by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    def schema(self) -> Schema:
        """An object with these properties and no others."""
        schema: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
        for key in self.keys:
            described = key.shape.schema()
            schema["properties"][key.name] = (
                {**described, "description": "Not available yet."} if key.planned else described
            )
        if required := [key.name for key in self.keys if key.required]:
            schema["required"] = required
            if self.supplied:
                schema["anyOf"] = [{"required": schema.pop("required")}, {"required": [self.supplied.key]}]
        return schema

    def parts(self) -> Iterable[Shape[Any]]:
        """The keys' shapes."""
        return tuple(key.shape for key in self.keys)


def _with_below(above: KeyValue, entry: KeyValue) -> KeyValue:
    """An entry with one more below it."""
    if isinstance(above.value, MappingNode):
        value = replace(above.value, entries=(*above.value.entries, entry))
    else:
        value = MappingNode((entry,), entry.key.span, flow=False)
    return replace(above, value=value)


def _tell_nothing(key: Key, value: Node, reader: Reader) -> None:
    if key.required:
        reader.wrong(value, "declaration-nothing-required", key.name, key.example)
    else:
        reader.wrong(value, "declaration-nothing", key.name)


def is_empty(node: Node) -> bool:
    """Whether nothing is written there."""
    match node:
        case Scalar(text, swallowed=swallowed):
            return not text.strip() and not swallowed
        case Items(items):
            return not items
        case MappingNode(entries):
            return not entries


def _tell_planned(key: Key, entry: KeyValue, reader: Reader) -> None:
    # An empty list says what holds anyway; a key with nothing behind it is unfinished.
    nothing = is_empty(entry.value) and not isinstance(entry.value, Scalar)
    if nothing or (key.stated and key.stated(entry.value, reader)):
        return
    reader.problem(entry.key.span, "declaration-not-yet", key.name)


@dataclass(frozen=True)
class Later(Shape[T]):
    """A shape that holds itself, and so is defined further down. ``name`` is for the schema."""

    name: str
    shape: Callable[[], Shape[T]]

    def read(self, node: Node, reader: Reader) -> T | None:
        """The value."""
        return self.shape().read(node, reader)

    def takes(self, key: str) -> bool:
        """Whether the key can stand there."""
        return self.shape().takes(key)

    def schema(self) -> Schema:
        """A reference."""
        return {"$ref": f"#/$defs/{self.name}"}

    def parts(self) -> Iterable[Shape[Any]]:
        """The shape."""
        return (self.shape(),)


def walk(shape: Shape[Any]) -> Iterator[Shape[Any]]:
    """The shape and all that it is made of, each once."""
    seen: set[int] = set()
    waiting = [shape]
    while waiting:
        current = waiting.pop(0)
        if id(current) not in seen:
            seen.add(id(current))
            yield current
            waiting.extend(current.parts())


def places(root: Shape[Any]) -> dict[str, tuple[str, ...]]:
    """For each key of the language, below which keys it can stand; what is not available yet comes last."""
    found: dict[str, list[str]] = {}
    for wanted in (False, True):
        for shape in walk(root):
            if not isinstance(shape, Keyed):
                continue
            for key in shape.keys:
                place = key.within or shape.place
                if key.planned is wanted and place not in found.setdefault(key.name, []):
                    found[key.name].append(place)
    return {key: tuple(names) for key, names in found.items()}


def beside(root: Shape[Any]) -> dict[str, str]:
    """The keys that only ever say more of another one, each with that one."""
    keyed = (shape for shape in walk(root) if isinstance(shape, Keyed))
    keys = [key for shape in keyed for key in shape.keys]
    alone = {key.name for key in keys if not key.of}
    return {key.name: key.of for key in keys if key.name not in alone}


def asked(root: Shape[Any]) -> frozenset[type[Question[Any]]]:
    """The questions to the wiki that keys call for."""
    keyed = (shape for shape in walk(root) if isinstance(shape, Keyed))
    return frozenset(kind for shape in keyed for key in shape.keys for kind in key.asks)


def list_keys(root: Shape[Any]) -> frozenset[str]:
    """The keys that can have a list."""
    keyed = (shape for shape in walk(root) if isinstance(shape, Keyed))
    return frozenset(key.name for shape in keyed for key in shape.keys if key.shape.takes_list)
