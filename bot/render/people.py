"""What outputs ask about participants beside what they did."""

from __future__ import annotations

from collections.abc import Mapping

from bot.counting.people import PersonFacts
from bot.mediawiki.keys import AccountKey
from bot.render.view import Data

PEOPLE: Data[Mapping[AccountKey, PersonFacts]] = Data(
    "people", lambda results, standings: results.people(standings.rows)
)
"""Who the participants are, by what they are known by."""
