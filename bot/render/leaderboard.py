"""The table of participants in rank order."""

from __future__ import annotations

from decimal import Decimal

from bot.core.phase import Phase
from bot.core.standings import Row
from bot.render.adjusted import adjusted_people
from bot.render.look import DETAILS, line, passage, small
from bot.render.table import LONGEST, NAME, Column, Table, amount_cell, cells, points_cell, wikitable
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say, text, user_link

BARS = 50
"""Rows with a bar; further down, bars would be slivers and weigh more than the numbers."""
MARK = "*"
"""Beside the name of whoever has a note under the table."""


def render(view: View) -> str:
    """The leaderboard as wikitext; an invitation where nobody takes part yet."""
    texts, standings = view.texts, view.standings
    if not standings.rows:
        return passage(line(say(texts, "leaderboard-empty")), texts)
    if view.phase is Phase.UPCOMING:
        return _signed_up(view)
    best = max((row.points for row in standings.rows if row.points is not None), default=Decimal(0))
    table = Table(
        caption=say(texts, "caption-leaderboard", markup(f"<bdi>{text(view.campaign.name)}</bdi>")),
        columns=_columns(view),
        rows=[
            _row(row, view, best if place < BARS else Decimal(0))
            for place, row in enumerate(standings.rows[:LONGEST])
        ],
        total=_total(view),
        notes=_notes(view),
    )
    return wikitable(table, texts)


def _signed_up(view: View) -> str:
    """Everybody's name. A table full of zeros would say nothing more."""
    names = [user_link(row.account.name) for row in view.standings.rows[:LONGEST]]
    lines = [line(say(view.texts, "signed-up", markup(view.texts.list(names)))), *map(small, _notes(view))]
    return passage("\n".join(lines), view.texts)


def _columns(view: View) -> list[Column]:
    texts = view.texts
    columns = [Column(say(texts, "column-rank"), number=True), Column(say(texts, "column-participant"))]
    if view.campaign.scored:
        columns.append(Column(say(texts, "column-points"), number=True, style="min-width:6em"))
    return columns + [Column(say(texts, f"measure-{name}"), number=True) for name in view.standings.columns]


def _row(row: Row, view: View, best: Decimal) -> str:
    numbers = [] if row.points is None else [points_cell(row.points, best, view.texts)]
    numbers += [amount_cell(row.measures[name], view.texts) for name in view.standings.columns]
    # Whoever has no rank yet is sorted behind everybody who has one.
    rank = f"data-sort-value={LONGEST * 99}|–" if row.rank is None else view.texts.number(row.rank)
    name = user_link(row.account.name) + (f" {MARK}" if row.adjustments else "")
    return f"|-\n|{rank}\n! {NAME}|{name}\n{cells(numbers)}"


def _total(view: View) -> str:
    texts, totals = view.texts, view.standings.totals
    # Points of different people add up to nothing that anybody would want to know.
    numbers = [""] if view.campaign.scored else []
    numbers += [amount_cell(totals.measures[name], texts) for name in view.standings.columns]
    label = f'! scope=row style="text-align:start"|{say(texts, "total")}'
    return f'|- class=sortbottom style="font-weight:bold"\n|\n{label}\n{cells(numbers)}'


def _notes(view: View) -> list[str]:
    rows, texts = view.standings.rows, view.texts
    notes = [f"{MARK} {said}" for said in adjusted_people(view)]
    if len(rows) > LONGEST:
        notes.append(say(texts, "leaderboard-more", len(rows) - LONGEST))
    if any(view.standings.totals.measures[name].unknown for name in view.standings.columns):
        notes.append(say(texts, "unknown-note"))
    if "details" in view.campaign.publish:
        notes.append(say(texts, "details-where", markup(_details_link(view))))
    return notes


def _details_link(view: View) -> str:
    label, publish = view.texts("details-link"), view.campaign.publish
    if publish["details"] == publish.get("leaderboard", view.campaign.page):
        return f"[[#{DETAILS}|{text(label)}]]"
    return page_link(view.site.full_title(publish["details"]), label)
