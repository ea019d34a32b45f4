"""Settings about another wiki than that of the page: their names are that wiki's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from bot.declaration.schema.keyed import Keyed
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.wiki_names import named_wiki
from bot.lenient_yaml.nodes import MappingNode, Node, Scalar

T = TypeVar("T")
KEY = "wiki"
"""The key that says which wiki it is."""


@dataclass(frozen=True)
class KeyedThere(Keyed[T]):
    """Settings that are read as the wiki would that they name, where they name one."""

    def read(self, node: Node, reader: Reader) -> T | None:
        """The value, or None when anything in it is wrong."""
        wiki = named_wiki(_named(node), reader.context)
        if wiki is None or (wiki.private and not reader.context.site.private):
            return super().read(node, reader)  # Which tells.
        context = replace(reader.context, site=wiki.facts(), address=wiki.address)
        return super().read(node, replace(reader, context=context))


def _named(node: Node) -> str:
    entries = node.entries if isinstance(node, MappingNode) else ()
    named = (entry.value for entry in entries if entry.key.text.strip().lower() == KEY)
    return next((value.text for value in named if isinstance(value, Scalar)), "")
