"""The marks of the bot's blocks, ``<!-- campaignbot:NAME -->`` and ``<!-- /campaignbot:NAME -->``.

On a page that is not the campaign's own they name it: ``<!-- campaignbot:NAME of Project:Campaign -->``.

Here they are only found, so that nobody reads the bot's own output as participants, worklist or
declaration; :mod:`bot.render.blocks` writes between them. Marks in ``nowiki``, ``pre``, ``syntaxhighlight``
or another comment are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.wikitext.masking import COMMENT, TextSpan, blanked, mask, spans
from bot.wikitext.sections import Heading, headings

TOP_LEVEL = 2
"""No output of the bot has a heading of this level or above, so one ends a block whose end mark is lost."""

_MARK = re.compile(r"(/?)\s*+campaignbot\s*+:\s*+([a-z0-9-]++)(?:\s++of\s++(\S.*))?")
_DECLARING = frozenset({"syntaxhighlight", "source", "pre"})


@dataclass(frozen=True, slots=True)
class Marker:
    """One mark: the block's name, whether it is the closing one, and where the comment stands.

    ``of`` is the campaign that it names, as written; empty where it names none. A closing mark that names
    none is that of the block that is open.
    """

    name: str
    closing: bool
    start: int
    end: int
    of: str = ""


def markers(text: str) -> tuple[Marker, ...]:
    """The marks on a page, in order."""
    return tuple(_completed(_written(text)))


def _written(text: str) -> Iterator[Marker]:
    for span in spans(text):
        if span.kind == COMMENT and span.closed:
            match = _MARK.fullmatch(text[span.inner_start : span.inner_end].strip())
            if match:
                yield Marker(match[2], match[1] == "/", span.start, span.end, match[3] or "")


def _completed(marks: Iterable[Marker]) -> Iterator[Marker]:
    """The marks, closing ones with the campaign that the opened block names."""
    opened: dict[str, list[Marker]] = {}
    for mark in marks:
        waiting = opened.setdefault(mark.name, [])
        if not mark.closing:
            waiting.append(mark)
        last = waiting.pop() if mark.closing and waiting else mark
        yield mark if mark.of else replace(mark, of=last.of)


def without_blocks(text: str) -> str:
    """``text`` with everything that is or may be the bot's output made spaces; offsets and lines stay."""
    return blanked(text, bot_ranges(text))


def bot_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Where the bot's output stands or may stand, marks included; in order, apart from each other.

    Where one mark of a pair is lost, the output is taken to reach to the next mark, heading of the
    top levels or declaration: none of these is ever within an output.
    """
    marks = markers(text)
    return _merged(sorted(_ranges(text, marks))) if marks else ()


def _ranges(text: str, marks: Sequence[Marker]) -> Iterator[tuple[int, int]]:
    by_name: dict[str, list[Marker]] = {}
    for mark in marks:
        by_name.setdefault(mark.name, []).append(mark)
    pairs = [
        (first, second)
        for same in by_name.values()
        for first, second in pairwise(same)
        if second.closing and not first.closing
    ]
    yield from ((first.start, second.end) for first, second in pairs)
    single = set(marks).difference(*pairs)
    bounds = _bounds(text, marks) if single else []
    # A pair that stands the wrong way round has its output between the two.
    turned = {name for name, same in by_name.items() if [m.closing for m in same] == [True, False]}
    for mark in single:
        if mark.closing != (mark.name in turned):
            yield bounds[bisect_right(bounds, mark.start) - 2], mark.end
        else:
            yield mark.start, bounds[bisect_left(bounds, mark.end) + 1]


def _bounds(text: str, marks: Sequence[Marker]) -> list[int]:
    """The offsets at which an output begins or ends at the latest, sorted: of each mark, too, both edges."""
    edges = [0, len(text)]
    places: list[Marker | Heading | TextSpan] = [*marks]
    places += [heading for heading in headings(mask(text)) if heading.level <= TOP_LEVEL]
    places += [span for span in spans(text) if span.kind in _DECLARING]
    return sorted(edges + [edge for place in places for edge in (place.start, place.end)])


def _merged(ranges: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
