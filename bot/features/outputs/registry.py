"""The list of what a campaign can publish. One more is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.declaration.campaign import Campaign
from bot.features.outputs.articles import ARTICLES
from bot.features.outputs.details import DETAILS_OUTPUT
from bot.features.outputs.goals import GOALS
from bot.features.outputs.leaderboard import LEADERBOARD
from bot.features.outputs.output import Output
from bot.features.outputs.participants import PARTICIPANTS
from bot.features.outputs.recent import RECENT
from bot.features.outputs.status import status_beside
from bot.features.outputs.teams import TEAMS
from bot.features.outputs.wikis import WIKIS
from bot.render.view import Data

_TABLES = (
    GOALS,
    LEADERBOARD,
    TEAMS,
    WIKIS,
    ARTICLES,
    RECENT,
    PARTICIPANTS,
    DETAILS_OUTPUT,
)
STATUS = status_beside(_TABLES)
"""What tells how the campaign is, and leads to all the others."""

OUTPUTS: Mapping[str, Output] = {output.name: output for output in (STATUS, *_TABLES)}
"""All outputs by their names, in the order in which they are put on a page."""


def shows(data: Data[Any], campaign: Campaign) -> bool:
    """Whether something that a campaign publishes needs this beside the standings."""
    return any(data in OUTPUTS[name].data for name in campaign.publish)
