"""Where facts about a wiki come from. One more source is one module and one line here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.operations.ports import Source
from bot.sources.api.source import ActionApi
from bot.sources.events.source import EventRegistrations
from bot.sources.fact_source import FactSource, Kind, WikiParts
from bot.sources.replicas.source import WikiReplicas

SOURCES: tuple[FactSource, ...] = (ActionApi(), WikiReplicas(), EventRegistrations())
"""The lowest first: what several answer is asked of the last of them. The first one every wiki has."""


@dataclass(frozen=True)
class WikiSources:
    """The sources of one wiki: the uppermost, all of them, and the questions that one of them answers."""

    source: Source
    layers: tuple[Source, ...]
    kinds: frozenset[Kind]


def sources_of(wiki: WikiParts, entries: Sequence[FactSource] = SOURCES) -> WikiSources:
    """Those that this wiki has."""
    layers: list[Source] = []
    kinds: frozenset[Kind] = frozenset()
    for entry in entries:
        layer = entry.over(layers[-1] if layers else None, wiki)
        if layer is not None:
            layers.append(layer)
            kinds |= entry.kinds
    return WikiSources(layers[-1], tuple(layers), kinds)
