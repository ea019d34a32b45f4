"""Where templates begin and end in a wikitext, and where their parameters do.

Rule: Preprocessor_Hash and https://www.mediawiki.org/wiki/Preprocessor_ABNF. A run of braces opens as many
templates (two braces) and parameters (three) as the runs that close them say, the innermost first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAMETER = re.compile(r"\{\{\{[^{}]*+\}\}\}")
_BRACKETS = re.compile(r"\{{2,}+|\}{2,}+|\[\[|\]\]|\|")


@dataclass
class _Opened:
    """A run of opening brackets: how many of them nothing has closed yet, and the edges of what they hold."""

    brace: bool
    start: int
    left: int
    edges: list[int]


def templates_in(text: str) -> Iterator[tuple[int, list[int], int]]:
    """Each template's start, the edges of its name and parameters (before each, a ``|`` or a brace), its end.

    What is never closed is no template.
    """
    opened: list[_Opened] = []
    for match in _BRACKETS.finditer(text):
        place, length = match.start(), len(match[0])
        if match[0][0] in "{[":
            opened.append(_Opened(match[0][0] == "{", place, length, [match.end() - 1]))
        elif match[0] == "|" and opened:
            opened[-1].edges.append(place)
        elif match[0] == "]]" and opened and not opened[-1].brace:
            opened.pop()
        elif match[0][0] == "}":
            yield from _closed(opened, place, length)


def is_balanced(text: str) -> bool:
    """Whether all braces in a text are those of templates and parameters that begin and end in it."""
    rest, end = [], 0
    for start, stop in sorted((start, stop) for start, _, stop in templates_in(text)):
        if start >= end:
            rest.append(text[end:start])
        end = max(end, stop)
    left = _PARAMETER.sub("", "".join((*rest, text[end:])))
    return "{{" not in left and "}}" not in left


def _closed(opened: list[_Opened], place: int, length: int) -> Iterator[tuple[int, list[int], int]]:
    """The templates that a run of closing braces ends."""
    while length >= 2:
        # A link that is not closed ends with the template around it.
        while opened and not opened[-1].brace:
            opened.pop()
        if not opened:
            return
        innermost = opened[-1]
        taken = 3 if min(innermost.left, length) >= 3 else 2
        innermost.left -= taken
        if taken == 2:
            yield innermost.start + innermost.left, [*innermost.edges, place], place + taken
        innermost.edges = [innermost.start + innermost.left - 1]
        if innermost.left < 2:
            opened.pop()
        place, length = place + taken, length - taken
