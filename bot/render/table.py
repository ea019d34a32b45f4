"""Tables in wikitext: sortable, with a caption, named rows, plain sort values; scrolled, never squeezed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.counting.standings import Amount, Totals
from bot.i18n.texts import Texts
from bot.messages import message
from bot.render.look import bar, passage, small
from bot.render.wikitext import bold, say

LONGEST = 500
"""Rows of a table on one page (docs/pages.md)."""
NAME = 'scope=row style="background:none;font-weight:normal;text-align:start"'
"""Attributes of the cell that names a row."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, as wikitext; ``style`` is CSS of the heading cell."""

    heading: str
    number: bool = False
    sortable: bool = True
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Everything a table says; ``rows`` are lines of wikitext.

    ``lead`` stands above and ``notes`` below, in small print.
    """

    caption: str
    columns: Sequence[Column]
    rows: Iterable[str]
    total: str = ""
    notes: Sequence[str] = ()
    lead: Sequence[str] = ()


def wikitable(table: Table, texts: Texts) -> str:
    """The table in the campaign's language and direction."""
    lines = [
        *(small(words) for words in table.lead),
        '<div style="overflow-x:auto">',
        '{| class="wikitable sortable" style="text-align:right;font-variant-numeric:tabular-nums"',
        f'|+ style="text-align:start"|{table.caption}',
        *(_heading(column) for column in table.columns),
        *table.rows,
        *([table.total] if table.total else []),
        "|}",
        "</div>",
        *(small(note) for note in table.notes),
    ]
    return passage("\n".join(lines), texts)


def amount_cell(amount: Amount, texts: Texts) -> str:
    """A number, with a sign where a part of it or all of it cannot be known."""
    return number_cell(amount.known, unbroken(amount_shown(amount, texts)))


def amount_shown(amount: Amount, texts: Texts) -> str:
    """As :func:`amount_cell`, without the cell."""
    if not amount.unknown:
        return texts.number(amount.known)
    unknown = say(texts, "unknown")
    return f"{texts.number(amount.known)} + {unknown}" if amount.known else unknown


def points_cell(points: Decimal, best: Decimal, texts: Texts) -> str:
    """Points with a bar as long as they are to the ``best``; a ``best`` of zero draws none."""
    drawn = bar(max(1, int(points * 100 / best))) if best > 0 and points > 0 else ""
    return f"data-sort-value={points}|{bold(texts.points(points))}{drawn}"


def number_cell(value: int | Decimal, shown: str) -> str:
    """A cell, without its pipe; the sort value is left out where the number itself can be read as one."""
    return shown if shown == str(value) else f"data-sort-value={value}|{shown}"


def total_label(key: str, totals: Totals, texts: Texts) -> str:
    """What stands before a table's sums: ``Total (200 articles)``, since some are created and improved."""
    if not totals.articles:
        return say(texts, key)
    return say(texts, "total-of-articles", message(key), totals.articles)


def unbroken(shown: str) -> str:
    """The same on one line, however narrow the column."""
    return shown.replace(" ", "\N{NO-BREAK SPACE}")


def cells(found: Iterable[str]) -> str:
    """Cells on one line of wikitext."""
    # The space keeps a minus from becoming the sign for a new row.
    return "| " + "||".join(found)


def _heading(column: Column) -> str:
    sorting = " data-sort-type=number" if column.number else "" if column.sortable else " class=unsortable"
    style = f' style="{column.style}"' if column.style else ""
    return f"! scope=col{sorting}{style}|{column.heading}"
