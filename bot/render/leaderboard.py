"""The table of participants in rank order."""

from __future__ import annotations

from decimal import Decimal

from bot.core.phase import Phase
from bot.core.standings import Row
from bot.i18n.texts import Texts
from bot.render.look import BAR, BAR_GROUND, line, passage, small
from bot.render.table import LONGEST, NAME, Column, Table, amount_cell, cells, wikitable
from bot.render.view import View
from bot.render.wikitext import bold, markup, say, text, user_link

BARS = 50
"""Rows with a bar; further down, bars would be slivers and weigh more than the numbers."""


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
    if view.campaign.rules:
        columns.append(Column(say(texts, "column-points"), number=True, style="min-width:6em"))
    return columns + [Column(say(texts, f"measure-{name}"), number=True) for name in view.standings.columns]


def _row(row: Row, view: View, best: Decimal) -> str:
    numbers = [] if row.points is None else [_points(row.points, best, view.texts)]
    numbers += [amount_cell(row.measures[name], view.texts) for name in view.standings.columns]
    # Whoever has no rank yet is sorted behind everybody who has one.
    rank = f"data-sort-value={LONGEST * 99}|–" if row.rank is None else view.texts.number(row.rank)
    return f"|-\n|{rank}\n! {NAME}|{user_link(row.account.name)}\n{cells(numbers)}"


def _points(points: Decimal, best: Decimal, texts: Texts) -> str:
    bar = _bar(points, best) if best > 0 and points > 0 else ""
    return f"data-sort-value={points}|{bold(texts.points(points))}{bar}"


def _bar(points: Decimal, best: Decimal) -> str:
    width = max(1, int(points * 100 / best))
    return (
        f'<div style="background:{BAR_GROUND};height:4px">'
        f'<div style="background:{BAR};height:4px;width:{width}%"></div></div>'
    )


def _total(view: View) -> str:
    texts, totals = view.texts, view.standings.totals
    # Points of different people add up to nothing that anybody would want to know.
    numbers = [""] if view.campaign.rules else []
    numbers += [amount_cell(totals.measures[name], texts) for name in view.standings.columns]
    label = f'! scope=row style="text-align:start"|{say(texts, "total")}'
    return f'|- class=sortbottom style="font-weight:bold"\n|\n{label}\n{cells(numbers)}'


def _notes(view: View) -> list[str]:
    rows, texts = view.standings.rows, view.texts
    notes = []
    if len(rows) > LONGEST:
        notes.append(say(texts, "leaderboard-more", len(rows) - LONGEST))
    if any(view.standings.totals.measures[name].unknown for name in view.standings.columns):
        notes.append(say(texts, "unknown-note"))
    return notes
