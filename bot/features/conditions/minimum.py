"""``minimum``: what an article as a whole has to come to as it is now, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Keyed, Values, written_below
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.reader import Reader
from bot.features.conditions.demand import Demand, Whole
from bot.features.measures.registry import TEXT_MEASURES
from bot.messages import Message, message

LARGEST = 10**8
BYTES = "bytes"
MEASURES = {measure.whole: measure.name for measure in TEXT_MEASURES if measure.whole}
"""The measures that count these; what they add to an empty page is what the page has."""


def _amounts(values: Values, _: Reader) -> tuple[tuple[str, int], ...]:
    return tuple((name, values.get(name)) for name in (BYTES, *MEASURES) if name in values.found)


AMOUNTS: Keyed[tuple[tuple[str, int], ...]] = Keyed(
    "minimum",
    tuple(
        Key(name, WholeNumber(1, LARGEST), sample=f"{name}: {3000 if name == BYTES else 50}")
        for name in (BYTES, *MEASURES)
    ),
    _amounts,
    "declaration-wants-minimum",
)


@dataclass(frozen=True, slots=True)
class Minimum(Demand):
    """Every one of the ``amounts``, each with its name, is reached."""

    key: ClassVar[str] = "minimum"

    amounts: tuple[tuple[str, int], ...]

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """What can be asked for."""
        return (Key(cls.key, AMOUNTS, sample=written_below(cls.key, AMOUNTS.keys[:1])),)

    @classmethod
    def read(cls, values: Values) -> Minimum:
        """The amounts that were written."""
        return cls(values.get(cls.key))

    def lacks(self, whole: Whole) -> tuple[Message, ...]:
        """``212 of 300 words``, for each amount that is not reached."""
        return tuple(self._lacks(whole))

    def _lacks(self, whole: Whole) -> Iterator[Message]:
        for name, wanted in self.amounts:
            there = whole.bytes if name == BYTES else whole.amounts[MEASURES[name]]
            if there < wanted:
                yield message(f"lacks-{name}", there, wanted)

    def said(self) -> tuple[Message, ...]:
        """``it has at least 300 words``, for each amount."""
        return tuple(message(f"when-min-{name}", wanted) for name, wanted in self.amounts)
