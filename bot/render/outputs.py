"""What a campaign can publish, by the name of its block. One more is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.render import articles, leaderboard, status
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
        Output("leaderboard", "heading-leaderboard", leaderboard.render),
        Output("articles", "heading-articles", articles.render),
    )
}
