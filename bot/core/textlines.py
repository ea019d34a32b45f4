"""The lines of a wikitext as a person sees them, in which a row of a table is one line."""

from __future__ import annotations

import re
from bisect import bisect_right

_SOURCE_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_TABLE = re.compile(r"\s*+:*+\s*+\{\|")
_TABLE_END = re.compile(r"\s*+\|\}")
_ROW = re.compile(r"\s*+\|-")
_SYNTAX = re.compile(f"{_TABLE.pattern}|{_TABLE_END.pattern}|{_ROW.pattern}")
_CAPTION = re.compile(r"\s*+\|\+")
_HEADING = re.compile(r"=.*=[ \t]*$")
_ITEM = re.compile(r"[*#:;]")


class Lines:
    """Says of each offset of a text which line it is on.

    A line is a line of the source; but a table's row is one line, with all its cells and whatever is in
    them, except that list items and tables within a cell have their own.
    """

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._pieces: dict[int, list[tuple[int, int]]] = {}
        self._rows: list[int] = []
        place = 0
        for line in _SOURCE_LINE.findall(text):
            number = self._number_of(line, len(self._starts))
            self._starts.append(place)
            self._numbers.append(number)
            pieces = self._pieces.setdefault(number, [])
            if not _SYNTAX.match(line):
                pieces.append((place, place + len(line)))
            place += len(line)

    def _number_of(self, line: str, new: int) -> int:
        """The number of the line that this line of the source belongs to: an earlier one, or ``new``."""
        if _HEADING.match(line):
            self._rows.clear()  # A table that is ended by a template or not at all ends here at the latest.
        if _TABLE.match(line):
            self._rows.append(new)
        elif not self._rows or _ITEM.match(line) or _CAPTION.match(line):
            return new
        elif _TABLE_END.match(line):
            return self._rows.pop()
        elif _ROW.match(line):
            self._rows[-1] = new
        return self._rows[-1]

    def number(self, offset: int) -> int:
        """The line that the character at ``offset`` is on."""
        return self._numbers[bisect_right(self._starts, offset) - 1]

    def pieces(self, number: int) -> list[tuple[int, int]]:
        """The parts of the text, by start and end, that make up this line, less the table's own syntax."""
        return self._pieces[number]
