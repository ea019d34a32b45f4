"""What the language knows and the bot can't do yet: only described. Using it is a problem that says so.

A part moves from here into a file of its own when it is built.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf, Text
from bot.lenient_yaml.nodes import Items, Node, Scalar

WIKIS = ListOf(Text(255))


def only_this_wiki(node: Node, reader: Reader) -> bool:
    """Whether ``wikis`` names just the wiki that the page is on, which says nothing new."""
    nodes = node.items if isinstance(node, Items) else (node,)
    host = urlsplit(reader.context.site.server).netloc
    return bool(nodes) and all(isinstance(one, Scalar) and one.text.strip().lower() == host for one in nodes)
