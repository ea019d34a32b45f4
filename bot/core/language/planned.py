"""What the language knows and the bot can't do yet: only described. Using it is a problem that says so.

A part moves from here into a file of its own when it is built.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.core.language.conditions import CONDITION
from bot.core.language.keyed import AnyKeys, Key, Keyed, Values
from bot.core.language.moments import When
from bot.core.language.names import CATEGORY_TITLE, TEMPLATE_TITLE, PageTitle, UserName
from bot.core.language.nodes import Items, Node, Scalar
from bot.core.language.numbers import Number, Whole
from bot.core.language.reader import Reader
from bot.core.language.shapes import Choice, ListOf, Shape, Text
from bot.core.measures import AVAILABLE, PLANNED

_MEASURE = Choice((*AVAILABLE, *PLANNED))
_NUMBER = Number()
_SIZE = Whole(0, 10**8)


def _settings(place: str, **shapes: Shape[Any]) -> Keyed[Values]:
    """Settings with these keys; those whose name ends in ``_`` are required."""
    keys = tuple(
        Key(name.rstrip("_"), shape, required=name.endswith("_"), planned=True)
        for name, shape in shapes.items()
    )
    return Keyed(place, keys, lambda values, _: values, "declaration-wants-text")


def only_this_wiki(node: Node, reader: Reader) -> bool:
    """Whether ``wikis`` names just the wiki that the page is on, which says nothing new."""
    nodes = node.items if isinstance(node, Items) else (node,)
    host = urlsplit(reader.context.site.server).netloc
    return bool(nodes) and all(isinstance(one, Scalar) and one.text.strip().lower() == host for one in nodes)


WIKIS = ListOf(Text(255))
BEFORE = _settings(
    "before",
    max_bytes=_SIZE,
    min_bytes=_SIZE,
    template=ListOf(TEMPLATE_TITLE),
    category=ListOf(CATEGORY_TITLE),
    listed_on=PageTitle(),
)
BONUS = ListOf(
    _settings(
        "bonus", measure_=_MEASURE, at_=_NUMBER, points_=_NUMBER, each=Choice(("article", "participant"))
    )
)
WEIGHTS = ListOf(_settings("weights", times_=_NUMBER, where_=CONDITION))
ADJUSTMENTS = ListOf(
    _settings(
        "adjustments",
        user_=UserName(),
        points=_NUMBER,
        disqualify=PageTitle(),
        suspend=When(),
        article=PageTitle(),
        reason=Text(1000),
    )
)
GOALS = AnyKeys(_NUMBER)
