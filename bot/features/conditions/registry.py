"""The conditions on articles, in the order in which the language names them: a line for each file."""

from __future__ import annotations

from bot.declaration.schema.keyed import Key
from bot.declaration.schema.shapes import Text
from bot.features.conditions.category import InCategory
from bot.features.conditions.condition import Leaf
from bot.features.conditions.demand import Demand
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.minimum import Minimum
from bot.features.conditions.talk import OnTalkPage
from bot.features.conditions.template import HasTemplate
from bot.features.conditions.titles import Titled
from bot.features.conditions.wiki import OnWiki

CONDITIONS: tuple[type[Leaf], ...] = (
    InCategory,
    ListedOn,
    HasTemplate,
    Titled,
    OnTalkPage,
    OnWiki,
)

DEMANDS: tuple[type[Demand], ...] = (Minimum,)
"""What can be demanded of an article as a whole."""

MAX_QUERY = 10_000
PLANNED = (Key("wikidata", Text(MAX_QUERY), planned=True),)
"""Keys of conditions that are known but not available yet: using one is a problem that says so."""
