"""Splits a text into passages: parts that read the same by themselves as in their place.

A passage ends at a blank line at which nothing is open: no template, link, table, note or other element.
What is never closed in the whole text is plain text and holds nothing together. So neighbouring revisions
share nearly all their passages, and what is known about a passage need not be found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.wikitext.masking import without_comments
from bot.wikitext.scanner.collector import Collector
from bot.wikitext.scanner.syntax import Syntax
from bot.wikitext.scanner.walk import Walk

BLANK_LINE = "\n\n"
_PAIRS = (("{{", "}}"), ("[[", "]]"), ("\n{|", "\n|}"))


def passages(text: str, syntax: Syntax, is_closed: Callable[[str], bool]) -> Iterator[str]:
    """The passages of a text, in order; joined by blank lines they are the text without its comments.

    A redirect has none: it is no article. ``is_closed`` tells of a part whether it leaves nothing open when
    it is read by itself (``Scan.closed``), which a cache can know; false is always right, but slower.
    """
    text = without_comments(text)
    if syntax.redirect.match(text):
        return
    widening: _Widening | None = None
    position = 0
    while position <= len(text):
        end = text.find(BLANK_LINE, position)
        end = len(text) if end < 0 else end
        part = text[position:end]
        if is_closed(part):
            yield part
        else:
            widening = widening or _Widening(text, syntax)
            end = widening.end(position)
            yield text[position:end]
        position = end + len(BLANK_LINE)


def may_be_closed(part: str) -> bool:
    """Whether it is worth reading a part to find out: it does not open more than it closes at first sight."""
    return all(
        opening not in part or part.count(opening) <= part.count(closing) for opening, closing in _PAIRS
    )


class _Widening:
    """Finds where passages end that hold blank lines.

    What is never closed shows only at the end of the text. So it is remembered, and the time stays linear.
    """

    def __init__(self, text: str, syntax: Syntax) -> None:
        # A table begins at the start of a line, so the first line gets a start, too.
        self._text = "\n" + text
        self._syntax = syntax
        self._literals: dict[int, int] = {}
        self._unclosed: set[str] = set()

    def end(self, start: int) -> int:
        """Where the passage ends that begins at ``start`` of the text."""
        # Braces can hide tables, so what is never closed is known after two rounds.
        while True:
            # A tag that is closed nowhere behind its place may be closed behind an earlier one.
            unclosed = set(self._unclosed)
            walk = Walk(
                self._text,
                start,
                len(self._text),
                Collector(self._syntax),
                literals=self._literals,
                unclosed=unclosed,
            )
            end = walk.run_to_blank_line(start + 1)
            if end is not None:
                self._unclosed = unclosed
                return end - 1
            leftovers = walk.leftovers()
            if not leftovers:
                return len(self._text) - 1
            self._literals |= leftovers
