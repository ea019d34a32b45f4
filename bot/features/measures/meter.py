"""Measures texts, and the change from one text to another.

A text is split into passages, each is read once, and what was found in it is remembered. So measuring a
history costs about what changed in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.features.measures.cache import PassageCache
from bot.features.measures.delta import Delta
from bot.features.measures.measure import Amount, Known, TextMeasure, Total
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
    """How much a text holds, by the name of the measure."""

    totals: Mapping[str, Total]

    @property
    def files(self) -> frozenset[str]:
        """The names, without the namespace, of the files that the text uses if they exist."""
        return frozenset(cast(Mapping[str, int], self.totals.get("images_added", {})))

    @property
    def templates(self) -> Mapping[str, int]:
        """How often each template is used, as :attr:`Syntax.template` names it."""
        return cast(Mapping[str, int], self.totals.get("templates_removed", {}))


def _difference(old: Mapping[str, int], new: Mapping[str, int]) -> dict[str, int]:
    found = {name: new.get(name, 0) - old.get(name, 0) for name in sorted({*old, *new})}
    return {name: uses for name, uses in found.items() if uses}


class Meter:
    """Measures the texts of one wiki by ``measures``.

    ``cache`` remembers passages. It belongs to this meter alone; the results are the same without it.
    """

    def __init__(
        self,
        measures: Sequence[TextMeasure],
        syntax: Syntax,
        cache: PassageCache[PassageReading] | None = None,
    ) -> None:
        self.measures = tuple(measures)
        self.syntax = syntax
        self._cache = cache

    def amounts(self, text: str) -> Amounts:
        """How much a text holds; a redirect holds nothing."""
        cache = self._new_cache() if self._cache is None else self._cache
        return self._sum([self._amounts(passage, cache) for passage in self._passages(text, cache)])

    def passages(self, text: str) -> list[str]:
        """The passages of a text, whose amounts add up to the text's."""
        return list(self._passages(text, self._new_cache()))

    def change(
        self,
        before: Amounts | None,
        after: Amounts | None,
        *,
        existing_files: Collection[str] | None = None,
        templates: Collection[str] | None = None,
    ) -> dict[str, int]:
        """From one text to another, by measure. None is a page that is not there: it holds nothing.

        ``existing_files``: those of both texts' ``Amounts.files`` that exist. ``templates``: the names that
        ``templates_removed`` counts, redirects to them too, as people write them. Without these the
        measures that need them are left out: they are not known.
        """
        names = None if templates is None else frozenset(filter(None, map(self.syntax.template, templates)))
        known = Known(existing_files, names)
        old, new = self._values(before, known), self._values(after, known)
        return {name: value - old[name] for name, value in new.items()}

    def delta(self, before: Amounts | None, after: Amounts | None) -> Delta:
        """From one text to another, whatever files exist and templates are meant: to be kept."""
        old, new = before or self._sum([]), after or self._sum([])
        values = self.change(before, after)
        return Delta(
            values,
            gained=tuple(sorted(new.files - old.files)),
            lost=tuple(sorted(old.files - new.files)),
            templates=_difference(old.templates, new.templates),
        )

    def _values(self, amounts: Amounts | None, known: Known) -> dict[str, int]:
        totals = (amounts or self._sum([])).totals
        values = {measure.name: measure.value(totals[measure.name], known) for measure in self.measures}
        return {name: value for name, value in values.items() if value is not None}

    def _sum(self, amounts: Iterable[tuple[Amount, ...]]) -> Amounts:
        columns = tuple(zip(*amounts, strict=True)) or ((),) * len(self.measures)
        measured = zip(self.measures, columns, strict=True)
        return Amounts({measure.name: measure.total(column) for measure, column in measured})

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
        return tuple(measure.read(found, self.syntax) for measure in self.measures)

    def _new_cache(self) -> PassageCache[PassageReading]:
        return PassageCache()
