"""What a measure of texts is: it maps a passage to an amount, and amounts add up.

A text's amount is the sum over its passages, and a change is the difference of two texts' values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax

Amount: TypeAlias = int | tuple[str, ...]
"""Of a passage: a number, or things by name, each as often as it is there."""
Total: TypeAlias = int | Mapping[str, int]
"""Of a text: a number, or how often each thing is there."""


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known beside the texts, None where it is not.

    ``existing_files``: those of the files that the texts name which exist, by the names that
    ``Amounts.files`` gives. ``templates``: what ``templates_removed`` counts, by the names of
    ``Syntax.template``.
    """

    existing_files: Collection[str] | None = None
    templates: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """A measure that is a number. ``whole`` makes it of a text's sum, where the sum is in smaller units."""

    name: str
    read: Callable[[Scan, Syntax], int]
    whole: Callable[[int], int] = int

    def total(self, amounts: Iterable[Any]) -> int:
        """The amount of a text from those of its passages."""
        return sum(amounts)

    def value(self, total: Any, _: Known) -> int:
        """The number that a change is the difference of."""
        return self.whole(total)


@dataclass(frozen=True, slots=True)
class Things:
    """A measure that counts things by name. ``count`` gives None where what it needs is not known."""

    name: str
    read: Callable[[Scan, Syntax], tuple[str, ...]]
    count: Callable[[Mapping[str, int], Known], int | None]

    def total(self, amounts: Iterable[Any]) -> Mapping[str, int]:
        """The amount of a text from those of its passages."""
        return Counter(chain.from_iterable(amounts))

    def value(self, total: Any, known: Known) -> int | None:
        """The number that a change is the difference of."""
        return self.count(total, known)


TextMeasure: TypeAlias = Numbers | Things


def distinct(total: Mapping[str, int], _: Known) -> int:
    """How many different things there are."""
    return len(total)
