"""What stands in a passage of wikitext: everything the measures look at, found in one walk."""

from __future__ import annotations

from typing import NamedTuple

from bot.wikitext.scanner.collector import Collector
from bot.wikitext.scanner.syntax import Syntax
from bot.wikitext.scanner.walk import walked


class Scan(NamedTuple):
    """What one passage holds. Names are as written; :class:`Syntax` makes them comparable."""

    text: str
    """What is outside templates, tables, notes, file links and categories: running text and headings, with
    inline markup, and the labels of links in their places."""
    closed: bool
    """Whether nothing is left open, so that the passage reads the same whatever follows it."""
    links: tuple[str, ...]
    """The targets of links that show a text."""
    files: tuple[str, ...]
    """Names of files: linked, on a gallery's line, or a template's value that looks like one."""
    categories: tuple[str, ...]
    """The targets of category links."""
    templates: tuple[str, ...]
    """The names of templates, once for each use."""
    notes: int
    """Notes with content: ``<ref>…</ref>``, ``{{#tag:ref|…}}``."""
    reuses: int
    """Notes that only name another one: ``<ref name=x/>``."""
    cited: int
    """Templates that cite, or make a note, outside of notes."""
    recited: int
    """What templates outside of notes re-use: each name that they give."""


def scan(passage: str, syntax: Syntax) -> Scan:
    """Read a passage without comments, as :func:`bot.wikitext.scanner.passages.passages` makes them."""
    # A table begins at the start of a line, so the first line gets a start, too.
    found, lines = Collector(syntax), "\n" + passage
    text, closed = walked(lines, 0, len(lines), found)
    return Scan(
        text=text,
        closed=closed,
        links=tuple(found.links),
        files=tuple(found.files),
        categories=tuple(found.categories),
        templates=tuple(found.templates),
        notes=found.notes,
        reuses=found.reuses,
        cited=found.cited,
        recited=found.recited,
    )
