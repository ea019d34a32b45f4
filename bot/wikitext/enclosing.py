"""What encloses a place on a page so that nothing of the bot's may stand there: templates, hidden elements.

A template's parameter may be shown anywhere, twice or not at all. Of elements those count that readers see
only after a click, or never: ``mw-collapsed``, and ``display: none``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.wikitext.masking import mask, spans

_TOKEN = re.compile(
    r"(?P<braces>\{{2,}+|\}{2,}+)"
    r"|^[ \t:]*(?:\{\|(?P<table>[^\n]*)|(?P<end>\|\})(?!\}))"
    r"|<(?P<closing>/?)(?P<name>div|span|table|section|center)(?=[\s/>])(?P<attributes>[^<>]*)>",
    re.IGNORECASE | re.MULTILINE,
)
_APART = frozenset({"ref", "gallery"})
_HIDING = re.compile(r"mw-collapsed|\bcollapsed\b|display\s*+:\s*+none", re.IGNORECASE)


def outside(text: str, place: int) -> int:
    """The end of all that is around ``place``; ``place`` where there is nothing.

    They are templates, references, galleries and hidden elements. What is never closed encloses nothing.
    """
    masked = mask(text)
    for start, end in sorted([*_enclosures(masked), *_apart(masked)]):
        if start < place < end:
            place = end
    return place


def _apart(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of references and galleries: what is in them is not shown where it stands."""
    return ((one.start, one.end) for one in spans(text, _APART) if one.kind in _APART)


@dataclass
class _Frame:
    """A template, or the page itself: what began in it and has not ended, by kind, each with where it began.

    An element does not end outside of the template in which it begins. ``None`` began without hiding.
    ``braces`` are those of its opening run that nothing has closed yet.
    """

    start: int
    braces: int = 0
    opened: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(list))


def _enclosures(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each template and of each hidden element or table."""
    frames = [_Frame(0)]
    for token in _TOKEN.finditer(text):
        if token["braces"] and token["braces"][0] == "{":
            frames.append(_Frame(token.start(), len(token["braces"])))
        elif token["braces"]:
            yield from _closed(frames, token)
        elif token["table"] is not None or (token["name"] and not token["closing"]):
            hides = _HIDING.search(token["table"] or token["attributes"] or "")
            frames[-1].opened[_kind(token)].append(token.start() if hides else None)
        elif same := frames[-1].opened[_kind(token)]:
            start = same.pop()
            if start is not None:
                yield start, token.end()


def _closed(frames: list[_Frame], token: re.Match[str]) -> Iterator[tuple[int, int]]:
    """What a run of closing braces closes: parameters of three, templates of two, as MediaWiki pairs them."""
    place = token.start()
    while token.end() - place >= 2 and len(frames) > 1:
        taken = 3 if min(token.end() - place, frames[-1].braces) >= 3 else 2
        place += taken
        frames[-1].braces -= taken
        yield frames[-1].start + frames[-1].braces, place
        if frames[-1].braces < 2:
            frames.pop()


def _kind(token: re.Match[str]) -> str:
    """The element's name, or that of a table."""
    return token["name"].lower() if token["name"] else "{|"
