"""The category tree above articles, from below: it costs by the articles, and not by the size of the tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.mediawiki.queries import CategoryParents
from bot.operations.ports import Source, WikiCache


@dataclass
class Categories:
    """The parents of categories as they are now, asked for once in an update.

    The tree of the last update tells what will be asked, so that all levels are asked for together.
    """

    source: Source
    wiki_cache: WikiCache
    _parents: dict[str, frozenset[str]] = field(default_factory=dict)

    def above(self, categories: Collection[str], levels: int) -> dict[str, frozenset[str]]:
        """The parents of these and of all up to ``levels`` levels above them. Raises WikiUnavailable."""
        frontier = frozenset(categories)
        if levels > 0:
            self._ask(frontier | self._foreseen(frontier, levels - 1))
        seen: set[str] = set()
        for _ in range(levels):
            frontier -= seen
            seen |= frontier
            self._ask(frontier)
            frontier = frozenset().union(*(self._parents[category] for category in frontier))
        return {category: self._parents[category] for category in seen}

    def _foreseen(self, frontier: frozenset[str], levels: int) -> frozenset[str]:
        seen: set[str] = set()
        for _ in range(levels):
            known = self.wiki_cache.category_parents(frontier - seen)
            seen |= frontier
            frontier = frozenset().union(*known.values())
        return frozenset(seen | frontier)

    def _ask(self, categories: Collection[str]) -> None:
        unknown = tuple(sorted(category for category in categories if category not in self._parents))
        if unknown:
            found = self._asked(unknown)
            lost = tuple(title for title, parents in self._known(unknown).items() if parents - found[title])
            if lost:
                # A list that is too short looks like one that is whole: what went is asked about again.
                found |= self._asked(lost, sure=True)
            self.wiki_cache.take_category_parents(found)
            self._parents.update(found)

    def _asked(self, categories: tuple[str, ...], *, sure: bool = False) -> dict[str, frozenset[str]]:
        question = CategoryParents(categories, sure)
        return dict(self.source.ask(question)[question])

    def _known(self, categories: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
        return self.wiki_cache.category_parents(categories)
