"""What a revision changed in its text: all that can be told from the two texts alone, to be kept.

Which files exist and which templates are meant may change later, so files and templates are kept by name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

IMAGES, TEMPLATES = "images_added", "templates_removed"


@dataclass(frozen=True, slots=True)
class Delta:
    """The change of each measure that needs nothing else; and the names behind those that do.

    ``gained`` and ``lost`` are files, without the namespace; ``templates`` is how many more uses of each.
    """

    values: Mapping[str, int]
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    templates: Mapping[str, int] = field(default_factory=dict)

    @property
    def files(self) -> frozenset[str]:
        """The files of which it matters whether they exist."""
        return frozenset((*self.gained, *self.lost))

    def images(self, existing: Collection[str]) -> int:
        """``images_added``, by the files that exist."""
        return sum(name in existing for name in self.gained) - sum(name in existing for name in self.lost)

    def removed(self, templates: Collection[str]) -> int:
        """``templates_removed``, for templates as ``Syntax.template`` names them."""
        return -sum(uses for name, uses in self.templates.items() if name in templates)

    def as_json(self) -> dict[str, Any]:
        """To be kept as JSON."""
        return {"values": dict(self.values), "files": [self.gained, self.lost], "templates": self.templates}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Delta:
        """What :meth:`as_json` made."""
        gained, lost = value["files"]
        return cls(value["values"], tuple(gained), tuple(lost), value["templates"])
