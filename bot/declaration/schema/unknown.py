"""A key that is not known where it stands: what may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.suggest import nearest
from bot.lenient_yaml.nodes import TOP, KeyValue, MappingNode, Scalar
from bot.messages import Code

_WRAPPERS = 50
"""So many settings with others below them are looked at."""
SURE = 0.8
"""So alike that the key is taken for a slip, even where another place knows a key of that name."""


@dataclass(frozen=True)
class Names:
    """How unknown keys are told of. ``near`` has $2 for the key meant, ``unknown`` for the list of all."""

    unknown: str = "declaration-unknown-key"
    near: str = "declaration-unknown-key-near"


@dataclass(frozen=True)
class Here:
    """The settings in which a key is not known: their place, all their keys, and those available.

    ``synonyms`` are other words for these keys.
    """

    place: str
    known: tuple[str, ...]
    available: tuple[str, ...]
    names: Names
    synonyms: Mapping[str, str] = field(default_factory=dict)


def unwrapped(
    settings: MappingNode,
    known: Mapping[str, Callable[[str], bool]],
    name_of: Callable[[Scalar], str],
    reader: Reader,
) -> MappingNode:
    """The settings of the top level, where all or some stand below a key that means nothing (``campaign:``).

    That key is told, and what stands below it is read as if it were not there. ``known`` are the keys that
    can stand here, each with what it takes.
    """

    def wraps(entry: KeyValue) -> bool:
        if not isinstance(entry.value, MappingNode) or (name := name_of(entry.key)) in known:
            return False
        names = [name_of(one.key) for one in entry.value.entries]
        if 2 * sum(one in known for one in names) <= len(names):
            return False
        near = nearest(name, known)
        return near is None or not all(map(known[near], names))

    found: list[KeyValue] = []
    looked = 0
    for entry in settings.entries:
        looked += isinstance(entry.value, MappingNode)
        if looked <= _WRAPPERS and isinstance(entry.value, MappingNode) and wraps(entry):
            reader.problem(entry.key.span, "declaration-wrapper", clipped(entry.key.text.strip()))
            found += entry.value.entries
        else:
            found.append(entry)
    return replace(settings, entries=tuple(found))


def tell_unknown(entry: KeyValue, here: Here, reader: Reader) -> str | None:
    """Tell that a key is not known here, and what to write instead: the key that was meant, if it is one."""
    name = clipped(entry.key.text.strip())
    if name.lower() in reader.places:
        name = name.lower()
    near = nearest(name, here.known, SURE, here.synonyms)
    if near is None:
        elsewhere = [place for place in reader.places.get(name, ()) if place != here.place]
        if elsewhere:
            reader.findings.meant.update((name, *_inside(here, elsewhere)))
            reader.problem(entry.key.span, *_belongs(name, elsewhere, here, reader.beside))
            return None
        near = nearest(name, here.known, synonyms=here.synonyms)
    if near:
        reader.findings.meant.add(near)
        reader.problem(entry.key.span, here.names.near, name, near)
    else:
        reader.problem(entry.key.span, here.names.unknown, name, tuple(map(Code, here.available)))
    return near


def _inside(here: Here, elsewhere: Sequence[str]) -> tuple[str, ...]:
    """The key within these settings that takes conditions, where one of them stands beside it."""
    return (_WHERE,) if _WHERE in here.known and "condition" in elsewhere else ()


def _belongs(name: str, elsewhere: Sequence[str], here: Here, beside: Mapping[str, str]) -> tuple[str, ...]:
    """The message that says where a key belongs, and its parameters."""
    if inside := _inside(here, elsewhere):
        return "declaration-belongs", name, *inside
    if TOP in elsewhere:
        return "declaration-belongs-top", name
    if name in beside:
        return "declaration-belongs-beside", name, beside[name], "articles"
    if elsewhere[0] == "rule":
        return "declaration-belongs-rule", name
    # Whatever a condition can hold can stand below `articles` itself; measures are for points first.
    elsewhere = [place for place in elsewhere if place != "condition"]
    if len(elsewhere) == 1 or elsewhere[0] == "points":
        return "declaration-belongs", name, elsewhere[0]
    return "declaration-belongs-either", name, elsewhere[0], elsewhere[1]


_WHERE = "where"
