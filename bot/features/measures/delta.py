"""What a revision changed in its text: all that can be told from the two texts alone, to be kept.

What else a number depends on (which files exist, which templates are meant) may change later, so there the
names are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.features.measures.content import Content

VALUES = "values"


@dataclass(frozen=True, slots=True)
class Delta:
    """The changes by the names of contents: numbers, and ``apart`` what is not a number yet."""

    values: Mapping[str, int]
    apart: Mapping[str, Any] = field(default_factory=dict)

    def of(self, content: Content) -> Any:
        """The change of one content."""
        return self.apart[content.name] if content.apart else self.values[content.name]

    def as_json(self) -> dict[str, Any]:
        """To be kept as JSON."""
        return {VALUES: dict(self.values), **self.apart}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Delta:
        """What :meth:`as_json` made."""
        return cls(value[VALUES], {name: kept for name, kept in value.items() if name != VALUES})
