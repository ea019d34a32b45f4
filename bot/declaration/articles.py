"""Article conditions: the entries of ``features/conditions``, and any / all / none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.declaration.campaign import AllOf, AnyOf, Condition, NoneOf
from bot.declaration.schema.keyed import Key, Keyed, Later, Values
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf
from bot.features.conditions.registry import CONDITIONS, PLANNED

_CONDITIONS = ListOf(Later("condition", lambda: CONDITION))
_TREES: Mapping[str, type[AnyOf | AllOf | NoneOf]] = {"any": AnyOf, "all": AllOf, "none": NoneOf}
_ENTRIES = {entry.key: entry for entry in CONDITIONS}

_SAMPLES = "\n".join(f"  - {entry.settings()[0].shown}" for entry in CONDITIONS[:2])
TREE_KEYS = tuple(Key(name, _CONDITIONS, sample=f"{name}:\n{_SAMPLES}") for name in _TREES)
CONDITION_KEYS = (*TREE_KEYS, *(key for entry in CONDITIONS for key in entry.settings()), *PLANNED)
"""What can be written of an article; below ``articles`` itself as well."""
KEYS_OF_OLD = (*TREE_KEYS, *(key for entry in CONDITIONS if entry.of_old for key in entry.settings()))
"""What can be written of an article as it was."""


def scope(values: Values) -> Condition | None:
    """All conditions that stand together: each of them holds. None where there is none."""
    conditions = tuple(_conditions(values))
    return conditions[0] if len(conditions) == 1 else AllOf(conditions) if conditions else None


def _condition(values: Values, _: Reader) -> Condition:
    # Settings are never empty, and what says more of another key doesn't stand alone.
    return scope(values) or AllOf(())


def _conditions(values: Values) -> Iterator[Condition]:
    for key, value in values.found.items():
        if key in _TREES:
            yield _TREES[key](value)
        elif key in _ENTRIES:
            yield _ENTRIES[key].read(values)


CONDITION: Keyed[Condition] = Keyed("condition", CONDITION_KEYS, _condition, "declaration-wants-condition")
"""One condition: an item below ``any``, ``all`` or ``none``."""
