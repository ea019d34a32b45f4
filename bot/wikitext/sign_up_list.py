"""Which lines of a list of participants sign somebody up. The rules are those of docs/organizers.md.

A signature's date on a line: whoever signed it. Else the first name of an item of a list, of a table's row in
the column in which the first row has its name, and all of a line of nothing but names. Deeper items are read
where the item above names nobody, as in lists by team. Replies, prose, captions and struck-out text sign
nobody up, nor do lines and headings that name a role, or people who withdrew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.mediawiki.site import Site
from bot.wikitext.plain_names import Plain, plain
from bot.wikitext.sign_up_entries import (
    Cell,
    Entry,
    EntryLine,
    EntryRow,
    EntryTable,
    Item,
    ListHeading,
    entries,
)
from bot.wikitext.sign_up_lines import NamesInLine, dates, found_on, tidy
from bot.wikitext.sign_up_text import ANYBODY, marked
from bot.wikitext.sign_up_words import is_aside, is_name

_NOTHING, _NAMED, _ITEM = "nothing", "named", "item"
"""What an indented line stands below: what names nobody, a line that names somebody, an item of a list."""
_GRID = 3
"""In so many columns of nothing but names, without a header, all of them sign up."""

_BOLD_LABEL = re.compile(r"\s*+'{3}[^':：]{1,40}(?:[:：]\s*+'{3}|'{3}\s*+[:：])")


@dataclass(slots=True)
class _Above:
    """An item above deeper ones: whether it names somebody, and its place among the plain names."""

    depth: int
    settled: bool
    plain: int | None = None


class SignUpList:
    """Reads one section; what it found: see :class:`bot.wikitext.signups.SignedUp`."""

    def __init__(self, text: str, site: Site, templates: Collection[str]) -> None:
        """Read a section's text, from which comments and the bot's own output have been taken out."""
        self.names: list[str] = []
        self.passed: list[str] = []
        self.apart: list[str] = []
        self.dated: list[tuple[str, str]] = []
        self.addresses = 0
        self._lines: list[Plain | None] = []
        self._site = site
        self._marked = marked(text, site, templates)
        parts = entries(self._marked.text)
        self._has_list = any(map(self._lists, parts))
        self._above: list[_Above] = []
        self._aside_level: int | None = None
        self._aside = False
        self._columns: dict[EntryTable, int | None] = {}
        self._grids: dict[EntryTable, bool] = {}
        self._told: dict[EntryTable, bool] = {}
        self._context = _NOTHING
        self._seen_item = False
        for part in parts:
            self._read(part)

    @property
    def plain(self) -> tuple[Plain, ...]:
        """The lines that name somebody without a link."""
        return tuple(line for line in self._lines if line)

    def _lists(self, part: Entry) -> bool:
        match part:
            case Item(marks, text) if marks[0] in "*#":
                return bool(ANYBODY.search(text))
            case EntryRow():
                return any(ANYBODY.search(cell.whole) for cell in part.cells)
        return False

    def _read(self, part: Entry) -> None:
        match part:
            case ListHeading():
                self._head(part)
            case EntryRow():
                self._above.clear()
                self._context = _NOTHING
                if not self._is_aside:
                    self._row(part)
            case Item():
                self._item(part)
            case EntryLine():
                self._line(part)

    @property
    def _is_aside(self) -> bool:
        return self._aside or self._aside_level is not None

    def _take(self, found: NamesInLine, beside: str = "") -> None:
        """``beside`` is a date that stands for those who have none of their own."""
        self.names += found.names
        self.passed += found.passed
        self.addresses += found.address
        signed = zip(found.names, found.dates, strict=True)
        self.dated += [(name, date or beside) for name, date in signed if date or beside]

    def _head(self, heading: ListHeading) -> None:
        self._above.clear()
        self._aside, self._context = False, _NOTHING
        if self._aside_level is not None and heading.level > self._aside_level:
            return
        found = found_on(heading.text, self._marked)
        self._aside_level = heading.level if found.aside and not found.anybody else None
        if found.bare:
            self._take(found)

    def _item(self, item: Item) -> None:
        if self._aside_level is not None or (self._aside and item.marks != ";"):
            return
        depth = len(item.marks)
        while self._above and self._above[-1].depth >= depth:
            self._above.pop()
        parent = self._above[-1] if self._above else None
        found = found_on(item.text, self._marked)
        if item.marks == ";":
            self._term(found)
        elif not self._stands_for_itself(item, found, parent):
            self._above.append(_Above(depth, settled=True))
        else:
            self._enter(item, found, parent)

    def _term(self, found: NamesInLine) -> None:
        """What a definition list defines: a team, or somebody about whom something is said."""
        self._above.clear()
        self._aside = found.aside and not found.anybody
        self._context = _NAMED if found.anybody else _NOTHING
        if not found.aside:
            self._take(found)

    def _stands_for_itself(self, item: Item, found: NamesInLine, parent: _Above | None) -> bool:
        """Whether an item is no reply, and no remark on the item above."""
        if parent and parent.settled:
            return False
        if item.row and self._columns.get(item.row.table) not in (None, item.column):
            return found.first
        if item.marks.strip(":") == "":
            return self._context == _NOTHING and (found.bare or not self._has_list)
        if parent and (item.marks.endswith(":") or found.signed):
            return found.first and found.bare and not (found.signed and item.marks.endswith(":"))
        return True

    def _enter(self, item: Item, found: NamesInLine, parent: _Above | None) -> None:
        here = _Above(len(item.marks), settled=found.anybody or found.aside)
        self._above.append(here)
        if item.marks[0] in "*#":
            self._context, self._seen_item = _ITEM, True
        if not found.aside:
            self._take(found)
        if found.anybody and parent and parent.plain is not None:
            self._lines[parent.plain] = None  # It is what those below have in common: a team, a town.
        if not found.anybody and not found.aside and not (parent and parent.plain is not None):
            self._add_plain(item.text, here)

    def _add_plain(self, text: str, here: _Above | None = None, *, certain: bool = True) -> None:
        if line := plain(text, self._site):
            if here:
                here.plain = len(self._lines)
            self._lines.append(line if certain else replace(line, certain=False))

    def _line(self, line: EntryLine) -> None:
        if not line.text.strip():
            return
        found = found_on(line.text, self._marked)
        if not found.anybody and (found.aside or _begins_part(line.text)):
            self._aside = found.aside
        self._above.clear()
        self._context = _NAMED if found.anybody else _NOTHING
        if self._is_aside or found.aside or line.text.lstrip().startswith(("|", "}", "!")):
            return
        if (label := _BOLD_LABEL.match(line.text)) and not found.bare:
            # A team and its people on one line.
            named = found_on(line.text[label.end() :], self._marked)
            found = named if named.bare else found
        if found.bare or (found.signed and not self._has_list):
            self._take(found)
        elif found.signed and self._seen_item:
            self.apart += found.names
        elif not found.anybody:
            self._plain_line(line.text)

    def _plain_line(self, text: str) -> None:
        """A single name on a line may be one; what is no part of a list is told of nobody."""
        found = plain(text, self._site)
        if found and found.readings and len(found.text.split()) == 1 and not _begins_part(text):
            self._lines.append(found)

    def _row(self, row: EntryRow) -> None:
        if not row.cells or (all(cell.header for cell in row.cells) and len(row.cells) > 1):
            return
        cells = [(cell, found_on(cell.whole, self._marked)) for cell in row.cells]
        if self._is_grid(row.table):
            for _, found in cells:
                self._take(found)
            return
        column = self._column(row)
        named = [found for cell, found in cells if found.anybody and cell.column <= (column or 0)]
        here = [(cell, found) for cell, found in cells if cell.column == column]
        whoever = [
            *(found for _, found in cells if found.signed and found.anybody),
            *(found for _, found in here if found.anybody),
            *(named if column is not None else ()),
        ]
        if whoever:
            self._take(whoever[0], _date_in(row))
        elif here and _is_wordy(here[0][0].whole) and not _is_header(here[0][0]):
            self._add_plain(here[0][0].whole, certain=self._may_be_told(row.table))

    def _column(self, row: EntryRow) -> int | None:
        """The column in which the first row that names somebody has its name; None where there is none."""
        if row.table not in self._columns:
            found = (self._column_of_names(one) for one in row.table.rows)
            known = next((column for column in found if column is not None), None)
            self._columns[row.table] = self._plain_column(row.table) if known is None else known
        return self._columns[row.table]

    def _column_of_names(self, row: EntryRow) -> int | None:
        if all(cell.header for cell in row.cells) and len(row.cells) > 1:
            return None
        others = _columns_aside(row) if row.cells else frozenset()
        found = [(cell.column, found_on(cell.whole, self._marked)) for cell in row.cells]
        named = [(column, one) for column, one in found if one.anybody and column not in others]
        signed = [column for column, one in named if one.signed]
        return next(iter([*signed, *(column for column, _ in named)]), None)

    def _plain_column(self, table: EntryTable) -> int | None:
        """The column of a table that links nobody, in which names may stand.

        It is the one whose header says so, else the first of words alone.
        """
        headers = _headers(table)
        called = next((column for column, text in headers.items() if is_name(text)), None)
        if called is not None:
            return called
        for row in table.rows:
            if not row.cells or (all(cell.header for cell in row.cells) and len(row.cells) > 1):
                continue
            others = _columns_aside(row)
            for cell in row.cells:
                if cell.column not in others and _is_wordy(cell.whole):
                    return cell.column
        return None

    def _may_be_told(self, table: EntryTable) -> bool:
        """What stands below headers of which none says that it is a name is a timetable rather."""
        if table not in self._told:
            headers = _headers(table).values()
            linked = any(ANYBODY.search(cell.whole) for cell in _cells(table))
            self._told[table] = linked or not headers or any(map(is_name, headers))
        return self._told[table]

    def _is_grid(self, table: EntryTable) -> bool:
        """Whether a table holds nothing but names, side by side, without saying what its columns are."""
        if table not in self._grids:
            cells = [cell for row in table.rows for cell in row.cells]
            widest = max((len(row.cells) for row in table.rows), default=0)
            self._grids[table] = widest >= _GRID and all(map(self._is_bare, cells))
        return self._grids[table]

    def _is_bare(self, cell: Cell) -> bool:
        return not cell.header and (not cell.whole.strip() or found_on(cell.whole, self._marked).bare)


def _columns_aside(row: EntryRow) -> frozenset[int]:
    """The columns whose headers name a role: of mentors, of the jury."""
    first = next(one.cells for one in row.table.rows if one.cells)
    if len(first) != len(row.cells):
        return frozenset()  # The headers stand above other columns than their own.
    return frozenset(cell.column for cell in first if cell.header and is_aside(tidy(cell.whole).strip()))


def _date_in(row: EntryRow) -> str:
    """A signature's date in a cell of its own, without the name; "" for none."""
    cells = (tidy(cell.whole) for cell in row.cells)
    found = (text[start:end] for text in cells if not ANYBODY.search(text) for start, end in dates(text))
    return next(found, "")


def _cells(table: EntryTable) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row.cells)


def _headers(table: EntryTable) -> dict[int, str]:
    """What stands above the columns, by column."""
    first = next((row.cells for row in table.rows if row.cells), [])
    return {cell.column: tidy(cell.whole).strip() for cell in first if cell.header}


def _is_header(cell: Cell) -> bool:
    return cell.header and is_name(tidy(cell.whole).strip())


def _begins_part(text: str) -> bool:
    """Whether a line stands for a heading: all of it is bold, or it ends in a colon."""
    bare = text.strip()
    return bare.endswith((":", "：", ":'''", "：'''")) or (bare.startswith("'''") and bare.endswith("'''"))


def _is_wordy(text: str) -> bool:
    """Whether a cell may hold a name: it has letters, and no link to a page."""
    return "[[" not in text and any(map(str.isalpha, tidy(text)))
