"""The tables that are open in a walk over wikitext."""

from __future__ import annotations

from typing import NamedTuple

WIKI, HTML = "{|", "<table"


class _Table(NamedTuple):
    mark: str
    start: int
    depth: int
    out: int


class Tables:
    """Open tables, the innermost last: how and where each began, in how many braces, and where its text is.

    A table can only be closed by its own kind of mark, and only among the braces among which it began.
    """

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: list[_Table] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def open(self, mark: str, start: int, depth: int, out: int) -> None:
        """A table begins."""
        self._open.append(_Table(mark, start, depth, out))

    def close(self, mark: str, depth: int) -> int | None:
        """A table ends; returns where its text begins, None where this mark closes none."""
        last = self._open[-1] if self._open else None
        if last is None or last.mark != mark or last.depth != depth:
            return None
        self._open.pop()
        return last.out

    def leave(self, depth: int) -> None:
        """Forget the tables within more braces than ``depth``: these were closed around them."""
        while self._open and self._open[-1].depth > depth:
            self._open.pop()

    def starts(self) -> list[int]:
        """Where the open ones begin."""
        return [table.start for table in self._open]
