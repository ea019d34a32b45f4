"""What a list of participants is made of: headings, items of lists, rows of tables, other lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.wikitext.sections import headings

_ITEM = re.compile(r"[*#:;]+")
_HAND_MADE = re.compile(r"\s*+(?:\d{1,4}[.)]|[-–—•·])\s++")
_TABLE = re.compile(r"\s*+:*+\s*+\{\|")
_TABLE_END = re.compile(r"\s*+\|\}")
_ROW = re.compile(r"\s*+\|-")
_CAPTION = re.compile(r"\s*+\|\+")
_CELLS = re.compile(r"\s*+([|!])")
_ATTRIBUTES = re.compile(r"[^\[\]{}|\n]*+\|(?!\|)")
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
_MOST_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading within the list."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list's item with the marks before it; ``column`` is that of the cell that it stands in, else None."""

    marks: str
    text: str
    row: EntryRow | None = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of anything else; an empty one, too."""

    text: str


@dataclass(slots=True)
class Cell:
    """A table's cell: the column that it stands in, its text, and whether it is a header."""

    column: int
    header: bool
    text: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """Its text as one line."""
        return " ".join(self.text)


@dataclass(eq=False, slots=True)
class EntryRow:
    """A table's row, with all of its cells."""

    table: EntryTable
    cells: list[Cell] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class EntryTable:
    """A table; ``taken`` are the columns that cells of earlier rows reach down into, and how far."""

    rows: list[EntryRow] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)

    def row(self) -> EntryRow:
        """Begin a row."""
        if self.rows and self.rows[-1].cells:
            self.taken = {column: left - 1 for column, left in self.taken.items() if left > 1}
        self.rows.append(EntryRow(self))
        return self.rows[-1]

    def cell(self, *, header: bool, attributes: str, text: str) -> None:
        """Add a cell to the last row."""
        row = self.rows[-1]
        spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(attributes)}
        column = row.cells[-1].column + 1 if row.cells else 0
        while column in self.taken and column < _MOST_COLUMNS:
            column += 1
        if spans.get("row", 1) > 1:
            # Counted from this row on, and looked at when the next begins.
            self.taken[column] = spans["row"]
        cell = Cell(column, header, [text])
        row.cells.append(cell)
        if (wide := spans.get("col", 1)) > 1:
            row.cells.append(Cell(min(column + wide - 1, _MOST_COLUMNS), header))


Entry = ListHeading | Item | EntryLine | EntryRow


def entries(text: str) -> Sequence[Entry]:
    """The parts of a text whose people are marked (:mod:`bot.wikitext.sign_up_text`), in order."""
    return tuple(_Parser().parse(text))


class _Parser:
    """Reads line by line; the tables that are open are a stack."""

    def __init__(self) -> None:
        self._tables: list[EntryTable] = []

    def parse(self, text: str) -> Iterator[Entry]:
        for line in text.split("\n"):
            if line.startswith("=") and (found := headings(line)):
                # A table that is ended by a template or not at all ends here at the latest.
                self._tables.clear()
                yield ListHeading(found[0].level, found[0].text)
            elif _TABLE.match(line):
                self._tables.append(EntryTable())
                yield self._tables[-1].row()
            elif _ROW.match(line):
                if not self._tables:
                    self._tables.append(EntryTable())
                yield self._tables[-1].row()
            elif self._tables:
                yield from self._in_table(line)
            else:
                yield _item(line)

    def _in_table(self, line: str) -> Iterator[Entry]:
        table = self._tables[-1]
        if _TABLE_END.match(line):
            self._tables.pop()
        elif _CAPTION.match(line):
            pass
        elif match := _CELLS.match(line):
            self._add_cells(table, line[match.end() :], header=match[1] == "!")
        elif (item := _ITEM.match(line)) and table.rows[-1].cells:
            row = table.rows[-1]
            yield Item(item[0], line[item.end() :], row, row.cells[-1].column)
        elif table.rows[-1].cells:
            table.rows[-1].cells[-1].text.append(line)

    def _add_cells(self, table: EntryTable, line: str, *, header: bool) -> None:
        if header:
            line = line.replace("!!", "||")
        for cell in line.split("||"):
            attributes = _ATTRIBUTES.match(cell)
            text = cell[attributes.end() :] if attributes else cell
            table.cell(header=header, attributes=attributes[0] if attributes else "", text=text)


def _item(line: str) -> Entry:
    if marks := _ITEM.match(line):
        return Item(marks[0], line[marks.end() :])
    if by_hand := _HAND_MADE.match(line):
        return Item("*", line[by_hand.end() :])
    return EntryLine(line)
