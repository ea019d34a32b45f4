"""What texts hold: a passage has an amount, amounts add up, and a change goes from one text to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
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
class Numbers:
    """A content that is a number. ``whole`` makes it of a text's sum, where the sum is in smaller units."""

    name: str
    read: Callable[[Scan, Syntax], int]
    whole: Callable[[int], int] = int
    apart = False

    def total(self, amounts: Iterable[Any]) -> int:
        """The amount of a text from those of its passages."""
        return sum(amounts)

    def change(self, before: Any, after: Any) -> int:
        """From one text to another."""
        return self.whole(after) - self.whole(before)


@dataclass(frozen=True, slots=True)
class Things:
    """A content of things by name. ``difference`` makes JSON of two totals.

    ``apart``: what is kept are names, not yet a number, because it takes more to make one of them.
    """

    name: str
    read: Callable[[Scan, Syntax], tuple[str, ...]]
    difference: Callable[[Mapping[str, int], Mapping[str, int]], Any]
    apart: bool = False

    def total(self, amounts: Iterable[Any]) -> Mapping[str, int]:
        """The amount of a text from those of its passages."""
        return Counter(chain.from_iterable(amounts))

    def change(self, before: Any, after: Any) -> Any:
        """From one text to another."""
        return self.difference(before, after)


Content: TypeAlias = Numbers | Things


def distinct(before: Mapping[str, int], after: Mapping[str, int]) -> int:
    """How many more different things there are."""
    return len(after) - len(before)


def come_and_gone(before: Mapping[str, int], after: Mapping[str, int]) -> list[list[str]]:
    """The things that are there now, and those that no longer are."""
    return [sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())]


def more_of_each(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """How many more there are of each thing."""
    found = {name: after.get(name, 0) - before.get(name, 0) for name in sorted({*before, *after})}
    return {name: times for name, times in found.items() if times}
