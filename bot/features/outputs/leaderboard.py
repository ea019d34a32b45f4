"""The table of participants in rank order; where they are many, it goes on at further pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.counting.phase import Phase
from bot.counting.standings import Row, Totals
from bot.features.outputs.details import published_at
from bot.features.outputs.output import Layout, Output, always
from bot.features.outputs.table_pages import FURTHER, PagedTable, TablePage, range_of
from bot.render.adjusted import adjusted_people
from bot.render.look import DETAILS, line, part_anchor, passage, small
from bot.render.table import (
    LONGEST,
    NAME,
    Column,
    Table,
    amount_cell,
    cells,
    number_cell,
    points_cell,
    total_label,
    wikitable,
)
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say, text, user_link

BLOCK = "leaderboard"
PAGES = PagedTable(BLOCK, "Leaderboard", "leaderboard-no-more")
BARS = 50
"""Rows with a bar; further down, bars would be slivers and weigh more than the numbers."""
MARK = "*"
"""Beside the name of whoever has a note under the table."""


def render(view: View) -> str:
    """The first page of the leaderboard as wikitext; an invitation where nobody takes part yet."""
    return leaderboard_pages(view)[0]


def leaderboard_pages(view: View, first: int = LONGEST, further: int = FURTHER) -> list[str]:
    """Everybody, so many on the first page and so many on each further one.

    Where these can stand nowhere, the first page says how many people are missing.
    """
    if not view.standings.rows:
        return [passage(line(say(view.texts, "leaderboard-empty")), view.texts)]
    found = PAGES.parts(view.standings.rows, view, first, further)
    page = _signed_up if view.phase is Phase.UPCOMING else _table
    return [page(part, PAGES.ways(part, found, view), view) for part in found]


def _table(part: TablePage, links: list[str], view: View) -> str:
    points = (row.points for row in view.standings.rows if row.points is not None)
    best = max(points, default=Decimal(0)) if part.number == 1 else Decimal(0)
    table = Table(
        caption=_caption(part, view),
        columns=_columns(view),
        rows=[_row(row, view, best if place < BARS else Decimal(0)) for place, row in enumerate(part.rows)],
        total=_total(part, view) if part.number == 1 else "",
        notes=[*links, *_notes(part, view)],
        lead=PAGES.lead(part, links),
    )
    return wikitable(table, view.texts)


def _caption(part: TablePage, view: View) -> str:
    name = markup(f"<bdi>{text(view.campaign.name)}</bdi>")
    if part.whole:
        return say(view.texts, "caption-leaderboard", name)
    return say(view.texts, "caption-leaderboard-part", name, range_of(part, view))


def _signed_up(part: TablePage, links: list[str], view: View) -> str:
    """Everybody's name. A table full of zeros would say nothing more."""
    names = [user_link(row.participant.name) for row in part.rows]
    if part.whole:
        said = [line(say(view.texts, "signed-up", markup(view.texts.list(names))))]
    else:
        # In columns, because nobody finds a name in a sentence of a thousand.
        heading = say(view.texts, "signed-up-part", range_of(part, view))
        items = "".join(f"<li>{name}</li>\n" for name in names)
        said = [line(heading, "margin-top:.5em"), f'<ul style="column-width:14em">\n{items}</ul>']
    lines = [*map(small, PAGES.lead(part, links)), *said, *map(small, [*links, *_notes(part, view)])]
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
    behind = f"data-sort-value={LONGEST * 99}|–"
    rank = behind if row.rank is None else number_cell(row.rank, view.texts.number(row.rank))
    name = _name(row, view) + (f" {MARK}" if row.adjustments else "")
    return f"|-\n|{rank}\n! {NAME}|{name}\n{cells(numbers)}"


def _name(row: Row, view: View) -> str:
    """A name leads to where its points come from, and from there to the person's own pages."""
    name, key = row.participant.name, row.participant.account_key
    place = view.parts.get(key)
    return page_link(place, name, part_anchor(key, view.wiki)) if place else user_link(name)


def _total(part: TablePage, view: View) -> str:
    texts, totals = view.texts, view.standings.totals
    # Points of different people add up to nothing that anybody would want to know.
    numbers = [""] if view.campaign.scored else []
    numbers += [amount_cell(totals.measures[name], texts) for name in view.standings.columns]
    said = total_label("total" if part.whole else "total-everybody", totals, texts)
    label = f'! scope=row style="text-align:start"|{said}'
    return f'|- class=sortbottom style="font-weight:bold"\n|\n{label}\n{cells(numbers)}'


def _notes(part: TablePage, view: View) -> list[str]:
    """What a page has to say; all that was decided is told on the first one, and on others their own part."""
    texts, standings = view.texts, view.standings
    told = view if part.number == 1 else replace(view, standings=replace(standings, rows=tuple(part.rows)))
    notes = [f"{MARK} {said}" for said in adjusted_people(told)]
    if part.whole and len(standings.rows) > len(part.rows):
        notes.append(say(texts, "leaderboard-more", len(standings.rows) - len(part.rows)))
    if _unknown(part, view):
        notes.append(say(texts, "unknown-note"))
    if link := _details_link(part, view):
        notes.append(say(texts, "details-where", markup(link)))
    return notes


def _unknown(part: TablePage, view: View) -> bool:
    """Whether a number on the page is one of which a part cannot be known."""
    shown: Sequence[Row | Totals] = [view.standings.totals] if part.number == 1 else part.rows
    return any(one.measures[name].unknown for one in shown for name in view.standings.columns)


def _details_link(part: TablePage, view: View) -> str:
    """A link to where the details begin; empty where there are none."""
    label, details = view.texts("details-link"), published_at(view.campaign)
    if details is None:
        return ""
    if part.number == 1 and details == view.campaign.publish.get(BLOCK, view.campaign.page):
        return f"[[#{DETAILS}|{text(label)}]]"
    return page_link(view.site.full_title(details), label, DETAILS if part.number > 1 else "")


def _layout(view: View) -> Layout:
    return Layout(leaderboard_pages(view), PAGES.no_more(view))


LEADERBOARD = Output(
    BLOCK,
    "heading-leaderboard",
    render,
    usual=always,
    synonyms=("standings", "ranking"),
    layout=_layout,
    title=PAGES.title,
    names_people=True,
    needs_names=True,
)
"""All participants in rank order."""
