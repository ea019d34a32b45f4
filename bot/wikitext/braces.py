"""Where templates begin and end in a wikitext, and where their parameters do.

Rule: Preprocessor_Hash and https://www.mediawiki.org/wiki/Preprocessor_ABNF. A run of braces opens as many
templates (two braces) and parameters (three) as the runs that close them say, the innermost first. Links and
``-{…}-`` pair by the same rule, and while one of them is open, nothing around it can be closed. On a
heading's line nothing is closed that was opened before that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(r"\{{2,}+|-\{(?!\{)|\}{2,}+|\}(?=-)|\[{2,}+|\]{2,}+|\||\n==")
VARIANT = "-"
"""Stands for ``-{``, where a wiki has its text in variants. Every wiki's preprocessor pairs it."""


@dataclass
class _Opened:
    """A run of opening brackets: how many of them nothing has closed yet, and the edges of what they hold."""

    bracket: str
    start: int
    left: int
    edges: list[int]


def templates_in(text: str) -> Iterator[tuple[int, list[int], int]]:
    """Each template's start, the edges of its name and parameters (before each, a ``|`` or a brace), its end.

    What is never closed is no template.
    """
    return _Pairing(text).templates()


def is_balanced(text: str) -> bool:
    """Whether all brackets in a text are closed in it, so that in another text it changes none of its own."""
    pairing = _Pairing(text)
    for _ in pairing.templates():
        pass
    return not (pairing.opened or pairing.stray)


class _Pairing:
    """Pairs the brackets of a text. ``stray``: some would have closed what was opened before the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opened: list[_Opened] = []
        self.stray = False
        self._heading = (0, 0)
        self._position = 0

    def templates(self) -> Iterator[tuple[int, list[int], int]]:
        """Walk to the end; see :func:`templates_in`."""
        for match in _MARKS.finditer(self.text):
            place, mark = match.start(), match[0]
            if mark == "|":
                if self.opened:
                    self.opened[-1].edges.append(place)
            elif mark[0] == "\n":
                self._heading = (place, heading_end(self.text, match.end())) if self.opened else (0, 0)
            elif mark[0] in "}]":
                yield from self._closed(place, match.end())
            elif place >= self._position:
                self.opened.append(_Opened(mark[0], place, len(mark), [match.end() - 1]))

    def _closed(self, place: int, end: int) -> Iterator[tuple[int, list[int], int]]:
        """The templates that a run of closing brackets ends."""
        bracket, most = ("{", 3) if self.text[place] == "}" else ("[", 2)
        while end - place >= 2 and self._closes(bracket, place):
            innermost = self.opened[-1]
            taken = most if min(innermost.left, end - place) >= most else 2
            innermost.left -= taken
            if taken == 2 and bracket == "{":
                yield innermost.start + innermost.left, [*innermost.edges, place], place + taken
            innermost.edges = [innermost.start + innermost.left - 1]
            place += taken
            if innermost.left < 2:
                self._leave()
        ends_variant = place < end and self.text.startswith("-", end)
        if ends_variant and self._closes(VARIANT, end):
            self.opened.pop()
            self._position = end + 1
        elif not self.opened and (ends_variant or end - place >= 2):
            self.stray = True

    def _closes(self, bracket: str, place: int) -> bool:
        """Whether a closing bracket at ``place`` belongs to the innermost run that is open."""
        if not self.opened or self.opened[-1].bracket != bracket:
            return False
        start, end = self._heading
        return not self.opened[-1].start < start < place < end

    def _leave(self) -> None:
        """The innermost run is used up, but for the brace that ``-{`` may have left to it."""
        innermost = self.opened.pop()
        start = innermost.start
        if innermost.left and innermost.bracket == "{" and begins_variant(self.text, start):
            self.opened.append(_Opened(VARIANT, start - 1, 2, [start]))


def begins_variant(text: str, start: int) -> bool:
    """Whether the first brace of a run at ``start`` is that of a ``-{``, if all the others are closed."""
    return start > 0 and text[start - 1] == "-"


def heading_end(text: str, place: int) -> int:
    """Where the line of a heading ends."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end
