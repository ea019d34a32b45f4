"""The standings and the problems of a campaign for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from bot.counting.standings import Amount, Row, TeamRow
from bot.i18n.texts import Texts
from bot.messages import Remark, message
from bot.render.adjusted import adjusted_people_plain
from bot.render.clean import one_line
from bot.render.problems import plain_remark
from bot.render.view import View, Waiting
from bot.render.waiting import plain_waiting
from bot.render.when import period


def standings(view: View) -> RenderableType:
    """The table of participants with its totals, and that of the teams; an invitation where nobody is yet."""
    texts = view.texts
    title = Text(f"{one_line(view.campaign.name)} · {period(view.campaign, texts)}", style="bold")
    if not view.standings.rows and view.campaign.names:
        return Group(title, Text(texts("leaderboard-empty")))
    table = Table(*_columns(view), title=title, title_justify="left", show_footer=True)
    for row in view.standings.rows:
        table.add_row(*(Text(cell) for cell in _cells(row, view)))
    notes = adjusted_people_plain(view) if view.campaign.names else [texts("status-unnamed")]
    if any(view.standings.totals.measures[name].unknown for name in view.standings.columns):
        notes.append(texts("unknown-note"))
    parts: list[RenderableType] = [table, *(Text(note, style="dim") for note in notes)]
    return Group(*parts, _teams(view)) if view.standings.teams else Group(*parts)


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


def waits(waiting: Waiting | None, texts: Texts) -> RenderableType:
    """The change of the settings that waits for approval; nothing where there is none."""
    title, *said = plain_waiting(waiting, texts) or [""]
    if not title:
        return Group()
    return Group(Text(title, style="bold yellow"), *(Text(f"  {one}") for one in said))


def _columns(view: View) -> list[Column]:
    texts, totals = view.texts, view.standings.totals
    columns = [
        Column(texts("column-rank"), justify="right"),
        Column(texts("column-participant"), footer=_total(view), overflow="fold"),
    ]
    if view.campaign.scored:
        columns.append(Column(texts("column-points"), justify="right", style="bold"))
    for name in view.standings.columns:
        total = _amount(totals.measures[name], texts)
        columns.append(Column(texts(f"measure-{name}"), footer=total, justify="right"))
    return columns


def _total(view: View) -> str:
    articles = view.standings.totals.articles
    return view.texts("total-of-articles", message("total"), articles) if articles else view.texts("total")


def _cells(row: Row, view: View) -> list[str]:
    return [_rank(row, view), one_line(row.participant.name), *_numbers(row, view)]


def _teams(view: View) -> Table:
    texts, named = view.texts, view.campaign.names
    rank, team, *others = _columns(view)
    team.header = texts("column-team")
    columns = [rank, team, *others, *([Column(texts("column-members"), overflow="fold")] if named else [])]
    table = Table(*columns, title=texts("heading-teams"), title_justify="left")
    for one in view.standings.teams:
        members = [texts.list([one_line(member.name) for member in one.members])] if named else []
        table.add_row(*map(Text, (_rank(one, view), one_line(one.name), *_numbers(one, view), *members)))
    return table


def _rank(row: Row | TeamRow, view: View) -> str:
    return "–" if row.rank is None else view.texts.number(row.rank)


def _numbers(row: Row | TeamRow, view: View) -> list[str]:
    points = [] if row.points is None else [view.texts.points(row.points)]
    return [*points, *(_amount(row.measures[name], view.texts) for name in view.standings.columns)]


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
