"""The standings and the problems of a campaign for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from bot.core.message import Remark
from bot.core.standings import Amount, Row
from bot.i18n.texts import Texts
from bot.render.clean import one_line
from bot.render.problems import plain_remark
from bot.render.view import View
from bot.render.when import period


def standings(view: View) -> RenderableType:
    """The table of participants with its totals; an invitation where nobody takes part yet."""
    texts = view.texts
    title = Text(f"{one_line(view.campaign.name)} · {period(view.campaign, texts)}", style="bold")
    if not view.standings.rows:
        return Group(title, Text(texts("leaderboard-empty")))
    table = Table(*_columns(view), title=title, title_justify="left", show_footer=True)
    for row in view.standings.rows:
        table.add_row(*(Text(cell) for cell in _cells(row, view)))
    unknown = any(view.standings.totals.measures[name].unknown for name in view.standings.columns)
    return Group(table, Text(texts("unknown-note"), style="dim")) if unknown else table


def remarks(problems: Sequence[Remark], notices: Sequence[Remark], texts: Texts) -> RenderableType:
    """The problems, then the notices, each with its line quoted; nothing where there are none."""
    lines: list[Text] = []
    if problems:
        lines.append(Text(texts("problems-settings", len(problems)), style="bold red"))
        lines += _listed(problems, texts)
    if notices:
        lines.append(Text(texts("notices-title"), style="bold yellow"))
        lines += _listed(notices, texts)
    return Group(*lines)


def _columns(view: View) -> list[Column]:
    texts, totals = view.texts, view.standings.totals
    columns = [
        Column(texts("column-rank"), justify="right"),
        Column(texts("column-participant"), footer=texts("total"), overflow="fold"),
    ]
    if view.campaign.rules:
        columns.append(Column(texts("column-points"), justify="right", style="bold"))
    for name in view.standings.columns:
        total = _amount(totals.measures[name], texts)
        columns.append(Column(texts(f"measure-{name}"), footer=total, justify="right"))
    return columns


def _cells(row: Row, view: View) -> list[str]:
    texts = view.texts
    points = [] if row.points is None else [texts.points(row.points)]
    measures = [_amount(row.measures[name], texts) for name in view.standings.columns]
    rank = "–" if row.rank is None else texts.number(row.rank)
    return [rank, one_line(row.account.name), *points, *measures]


def _amount(amount: Amount, texts: Texts) -> str:
    if not amount.unknown:
        return texts.number(amount.known)
    unknown = texts("unknown")
    return f"{texts.number(amount.known)} + {unknown}" if amount.known else unknown


def _listed(remarks: Sequence[Remark], texts: Texts) -> list[Text]:
    lines = []
    for remark in remarks:
        lines.append(Text(f"  {plain_remark(remark, texts)}"))
        if quote := one_line(remark.quote):
            lines.append(Text(f"    {quote}", style="dim"))
    return lines
