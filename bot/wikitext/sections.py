"""The headings of a page and the sections under them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.mediawiki.titles import collapsed, composed, decoded_entities

_DEEPEST = 6
_LINE = re.compile(r"^=.*$", re.MULTILINE)
_LINK = re.compile(r"\[\[:?(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\[\]]+ ([^\[\]]*)\]")
_NUMBER = re.compile(r"[(（\[]\s*\d{1,6}\s*[)）\]][\s:：]*\Z")
_MARKUP = re.compile(r"'{2,5}|\{\{[^{}]*\}\}|<[^<>]*>|__[A-Z]+__")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 to 6), its text as written, and where its line starts and ends."""

    level: int
    text: str
    start: int
    end: int


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a wikitext from which comments have been taken out or masked, in order.

    The level is that of the shorter row of equals signs, 6 at most; a line of nothing but equals signs is a
    heading from three on (Preprocessor_Hash, "line-end").
    """
    return tuple(_headings(text))


def _headings(text: str) -> Iterator[Heading]:
    for match in _LINE.finditer(text):
        line = match[0].rstrip(" \t")
        opening, closing = len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("="))
        if opening == len(line):
            opening = closing = (len(line) - 1) // 2
        level = min(opening, closing, _DEEPEST)
        if level > 0:
            yield Heading(level, line[level:-level].strip(), match.start(), match.end())


def section_texts(text: str, heading: str) -> tuple[str, ...]:
    """What stands under each heading of that text: up to the next heading of the same or a higher level.

    Headings are compared as :func:`comparable`; no such heading gives an empty tuple.
    """
    wanted = comparable(heading)
    found = [text[here.end : end] for here, end in _with_ends(text) if comparable(here.text) == wanted]
    return tuple(reversed(found))


def _with_ends(text: str) -> Iterator[tuple[Heading, int]]:
    """The headings with where their sections end, the last heading first."""
    ends = [len(text)] * (_DEEPEST + 1)
    for here in reversed(headings(text)):
        yield here, ends[here.level]
        ends[here.level :] = [here.start] * (_DEEPEST + 1 - here.level)


def comparable(heading: str) -> str:
    """A heading's words as a reader sees them, without case: no bold, links, tags, templates or entities.

    Equals signs or a ``#`` around it, as people copy them from a page or an address, do not count, nor do
    pictures, a colon and a number behind it: ``Participants (12):``.
    """
    words = _without_pictures(composed(shown(heading))).strip("=#:： \t")
    bare = _NUMBER.sub("", words).rstrip(":： \t")
    return collapsed(_without_pictures(bare) or words).casefold()


def shown(heading: str) -> str:
    """A heading's words as a reader sees them, which is what its address is made of."""
    words = _EXTERNAL.sub(r"\1", _LINK.sub(r"\1", heading))
    return collapsed(decoded_entities(_MARKUP.sub("", words)))


def heading_like(text: str, headings_wanted: Iterable[str]) -> str | None:
    """The first of these headings that a wikitext has, as readers see it; None where it has none of them."""
    there = {comparable(here.text): shown(here.text) for here in reversed(headings(text))}
    return next((there[key] for key in map(comparable, headings_wanted) if key in there), None)


def _without_pictures(words: str) -> str:
    """Without the emoji and other signs at the beginning and at the end."""
    kept = [place for place, char in enumerate(words) if not _is_picture(char)]
    return words[kept[0] : kept[-1] + 1] if kept else words


def _is_picture(char: str) -> bool:
    # Variation selectors and joiners are parts of emoji.
    return char.isspace() or unicodedata.category(char) in {"So", "Sk", "Cf", "Me"} or char == "\ufe0f"
