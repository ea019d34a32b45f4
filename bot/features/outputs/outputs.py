"""What a campaign can publish, by the name of its block. One more is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.features.outputs import articles, details, goals, leaderboard, status, teams
from bot.render.elsewhere import HEADINGS
from bot.render.view import View


@dataclass(frozen=True, slots=True)
class Output:
    """One output: the name of its block, the key of the heading it is put under, and what fills it."""

    name: str
    heading: str
    render: Callable[[View], str]


OUTPUTS: Mapping[str, Output] = {
    output.name: output
    for output in (
        Output("status", "heading-status", status.render),
        Output("goals", HEADINGS["goals"], goals.render),
        Output("leaderboard", HEADINGS["leaderboard"], leaderboard.render),
        Output("teams", HEADINGS["teams"], teams.render),
        Output("articles", HEADINGS["articles"], articles.render),
        Output("details", HEADINGS["details"], details.render),
    )
}
