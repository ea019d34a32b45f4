"""Measures texts, and the change from one text to another.

A text is split into passages, each is read once, and what was found in it is remembered. So measuring a
history costs about what changed in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.features.measures.cache import PassageCache
from bot.features.measures.content import Amount, Total
from bot.features.measures.delta import Delta
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.passages import may_be_closed, passages
from bot.wikitext.scanner.scan import Scan, scan
from bot.wikitext.scanner.syntax import Syntax


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What is known of a passage: whether it leaves nothing open, and its amounts once asked for."""

    closed: bool
    amounts: tuple[Amount, ...] | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much a text holds, by the name of the content."""

    totals: Mapping[str, Total]


class Meter:
    """Measures the texts of one wiki by ``measures``; what several of them make use of is read once.

    ``cache`` remembers passages. It belongs to this meter alone; the results are the same without it.
    """

    def __init__(
        self,
        measures: Sequence[TextMeasure],
        syntax: Syntax,
        cache: PassageCache[PassageReading] | None = None,
    ) -> None:
        self.contents = tuple({measure.content.name: measure.content for measure in measures}.values())
        self.syntax = syntax
        self._cache = cache

    def amounts(self, text: str) -> Amounts:
        """How much a text holds; a redirect holds nothing."""
        cache = self._new_cache() if self._cache is None else self._cache
        return self._sum([self._amounts(passage, cache) for passage in self._passages(text, cache)])

    def passages(self, text: str) -> list[str]:
        """The passages of a text, whose amounts add up to the text's."""
        return list(self._passages(text, self._new_cache()))

    def delta(self, before: Amounts | None, after: Amounts | None) -> Delta:
        """From one text to another. None is a page that is not there: it holds nothing."""
        old, new = (before or self._nothing).totals, (after or self._nothing).totals
        values: dict[str, int] = {}
        apart: dict[str, Any] = {}
        for content in self.contents:
            kept = apart if content.apart else values
            kept[content.name] = content.change(old[content.name], new[content.name])
        return Delta(values, apart)

    @cached_property
    def _nothing(self) -> Amounts:
        return self._sum([])

    def _sum(self, amounts: Iterable[tuple[Amount, ...]]) -> Amounts:
        columns = tuple(zip(*amounts, strict=True)) or ((),) * len(self.contents)
        measured = zip(self.contents, columns, strict=True)
        return Amounts({content.name: content.total(column) for content, column in measured})

    def _passages(self, text: str, cache: PassageCache[PassageReading]) -> Iterable[str]:
        return passages(text, self.syntax, lambda part: self._reading(part, cache).closed)

    def _reading(self, part: str, cache: PassageCache[PassageReading]) -> PassageReading:
        """What is known of what may be a passage; what leaves something open is not measured."""
        reading = cache.get(part)
        if reading is None:
            found = scan(part, self.syntax) if may_be_closed(part) else None
            closed = found is not None and found.closed
            reading = PassageReading(closed, self._measured(found) if found and closed else None)
            cache.put(part, reading)
        return reading

    def _amounts(self, passage: str, cache: PassageCache[PassageReading]) -> tuple[Amount, ...]:
        """What a passage holds, also one that leaves something open that is never closed."""
        reading = cache.get(passage)
        if reading is not None and reading.amounts is not None:
            return reading.amounts
        found = scan(passage, self.syntax)
        amounts = self._measured(found)
        cache.put(passage, PassageReading(found.closed, amounts))
        return amounts

    def _measured(self, found: Scan) -> tuple[Amount, ...]:
        return tuple(content.read(found, self.syntax) for content in self.contents)

    def _new_cache(self) -> PassageCache[PassageReading]:
        return PassageCache()
