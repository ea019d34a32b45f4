"""A value as a text that is the same in every run: sets in order, and dataclasses by their fields."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def canonical(value: Any) -> str:
    """The same text for equal values of the project's own types, and another one for others."""
    if is_dataclass(value) and not isinstance(value, type):
        inner = (f"{f.name}={canonical(getattr(value, f.name))}" for f in fields(value) if f.compare)
        return f"{type(value).__name__}({','.join(inner)})"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, Mapping):
        pairs = sorted(f"{canonical(key)}:{canonical(inner)}" for key, inner in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, Set):
        return f"<{','.join(sorted(map(canonical, value)))}>"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(canonical, value))}]"
    return repr(value)
