"""What all want to reach together, and how far they have come: a bar for each goal.

The number stands beside its bar as text, and it is what a screen reader reads: MediaWiki lets ``role``
through, but none of the values that a progress bar has to have with it (``aria-valuenow``), so that the bar
is marked as decoration.
"""

from __future__ import annotations

from decimal import Decimal

from bot.counting.standings import Amount
from bot.declaration.campaign import Campaign
from bot.features.outputs.output import Output
from bot.render.look import REACHED, bar, line, passage
from bot.render.table import amount_shown
from bot.render.view import View
from bot.render.wikitext import bold, markup, say

SIDE_BY_SIDE = "display:flex;flex-wrap:wrap;gap:.8em 2em;max-width:64em;margin:.5em 0"
GOAL = "flex:1 1 17em;max-width:31em"
LINE = "display:flex;justify-content:space-between;gap:1em"
PIXELS = 10


def render(view: View) -> str:
    """The goals as wikitext, in the order in which they were declared."""
    texts, goals = view.texts, view.campaign.goals
    if not goals:
        return passage(line(say(texts, "goals-empty")), texts)
    sums = view.standings.totals.measures
    drawn = "\n".join(_goal(name, goal, sums[name], view) for name, goal in goals.items())
    return passage(f'<div style="{SIDE_BY_SIDE}">\n{drawn}\n</div>', texts)


def _goal(measure: str, goal: Decimal, reached: Amount, view: View) -> str:
    """What and how much of it on one line, the bar below it."""
    texts = view.texts
    number = say(texts, "goal-progress", markup(bold(amount_shown(reached, texts))), goal)
    drawn = bar(filled(reached.known, goal), REACHED, PIXELS)
    return (
        f'<div style="{GOAL}"><div style="{LINE}">'
        f"<span>{say(texts, f'goal-{measure}')}</span><span>{number}</span></div>"
        f'<div aria-hidden="true">{drawn}</div></div>'
    )


def filled(reached: int, goal: Decimal) -> int:
    """How much of the bar is full, in percent: never more than it, and never full before the goal."""
    if reached >= goal:
        return 100
    return max(0, int(reached * 100 / goal)) if goal > 0 else 0


def _has_goals(campaign: Campaign) -> bool:
    return bool(campaign.goals)


GOALS = Output("goals", "heading-goals", render, usual=_has_goals, synonyms=("targets",), impersonal=True)
"""How far all have come together."""
