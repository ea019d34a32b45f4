"""What wikitext is made of, as a parser of its own (mwparserfromhell) sees it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, Heading, HTMLEntity, Tag, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

EXPECTED = {"table", "tr", "td", "th", "div", "bdi", "b", "small", "br", "ul", "li", "code", "span"}


@dataclass(frozen=True)
class Structure:
    """How much there is of everything; ``links`` are the targets of links."""

    tags: Counter[str]
    captions: int
    links: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows, header cells and cells of a table."""
        return self.tags["tr"], self.tags["th"], self.tags["td"] - self.captions


def structure(wikitext: str) -> Structure:
    """Parse wikitext. ``foreign`` is whatever markup the bot's outputs never use."""
    code: Wikicode = mwparserfromhell.parse(wikitext)
    tags: Counter[str] = Counter()
    links: list[str] = []
    foreign: list[str] = []
    for node in code.ifilter():
        match node:
            case Tag():
                tags[str(node.tag)] += 1
                if str(node.tag) not in EXPECTED:
                    foreign.append(str(node))
            case Wikilink():
                links.append(re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), str(node.title)))
            case Text() | HTMLEntity():
                pass
            case Heading() | ExternalLink() | Comment() | _:
                foreign.append(str(node))
    # This parser takes a caption for a cell.
    return Structure(tags, wikitext.count("\n|+"), tuple(links), tuple(foreign))
