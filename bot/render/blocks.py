"""The marked blocks of a page: find them, write in them, refuse when they are damaged.

A block stands between ``<!-- campaignbot:NAME -->`` and ``<!-- /campaignbot:NAME -->``. What is outside is
never changed, and a block whose marks are not in order is never written: law 4 of docs/architecture.md.

Marks may name the campaign that they are for (``NAME of Project:Campaign``). ``Whose`` tells from that name,
empty where there is none, whose block it is: empty for the campaign that reads the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from bot.mediawiki.site import Site
from bot.mediawiki.titles import collapsed
from bot.wikitext.block_markers import TOP_LEVEL, Marker, markers, without_blocks
from bot.wikitext.enclosing import outside
from bot.wikitext.masking import COMMENT, RAW_TAGS, mask, spans
from bot.wikitext.page_footer import footer_start
from bot.wikitext.sections import headings

__all__ = [
    "Block",
    "Blocks",
    "Damage",
    "DamageReason",
    "moved_out",
    "put_in",
    "read_blocks",
    "replace_block",
    "without_blocks",
]

_NAME = re.compile(r"[a-z0-9-]+")
_LIKE_A_MARK = re.compile(r"<!--\s*+/?\s*+campaignbot\s*+:")
_ALL_CLOSED = "".join(f"</{tag}>" for tag in sorted(RAW_TAGS))
_TAG_BEGINS = re.compile(r"</?[a-z]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ALONE = re.compile(r"<(?:br|hr|wbr)\b|<[^<>]*/>", re.IGNORECASE)
"""A tag of an element that has nothing in it."""


Whose: TypeAlias = Callable[[str], str]


def as_written(of: str) -> str:
    """A block that names a campaign is not the reader's own."""
    return collapsed(of)


@dataclass(frozen=True, slots=True)
class Block:
    """A block in order: offsets of the whole and of what stands between its marks, and that text itself."""

    name: str
    start: int
    end: int
    inner_start: int
    inner_end: int
    inner: str


class DamageReason(Enum):
    """What is wrong with the marks of a block."""

    UNCLOSED = "unclosed"
    """The closing mark is missing."""
    UNOPENED = "unopened"
    """The opening mark is missing."""
    TURNED = "turned"
    """The closing mark stands before the opening one."""
    TWICE = "twice"
    """There is more than one of a mark."""
    NESTED = "nested"
    """A whole other block stands inside it, or it stands inside another."""
    CROSSED = "crossed"
    """One mark of another block stands inside it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A block that cannot be written: its name, why, and the page's line (from 1) of its first mark."""

    name: str
    reason: DamageReason
    line: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a page. A name is in ``pairs``, or ``damaged``, or nowhere on the page.

    Other campaigns' blocks have names of their own: ``leaderboard of Project:Campaign``.
    """

    pairs: Mapping[str, Block]
    damages: tuple[Damage, ...] = ()

    @property
    def damaged(self) -> frozenset[str]:
        """The names of the blocks that must not be written."""
        return frozenset(damage.name for damage in self.damages)


def read_blocks(text: str, whose: Whose = as_written) -> Blocks:
    """The blocks of a page.

    A block is in order when each of its marks is there once, the opening one first, no other mark stands
    between, and it is not within another whole pair: then it can be written whatever has befallen others.
    """
    marks = [replace(mark, name=_named(mark, whose)) for mark in markers(text)]
    by_name = _by_name(marks)
    pairs, damages = {}, []
    newlines = [match.start() for match in re.finditer("\n", text)]
    reach = 0  # How far the pairs that began so far go: a pair that ends before is within one of them.
    for name, own in by_name.items():
        reason = _reason(own, marks, by_name) or (DamageReason.NESTED if own[-1].end < reach else None)
        if reason:
            damages.append(Damage(name, reason, bisect_left(newlines, own[0].start) + 1))
        else:
            pairs[name] = _block(text, *own)
        if _is_pair(own):
            reach = max(reach, own[1].end)
    return Blocks(pairs, tuple(damages))


def _named(mark: Marker, whose: Whose) -> str:
    campaign = whose(mark.of)
    return f"{mark.name} of {campaign}" if campaign else mark.name


def _by_name(marks: Sequence[Marker]) -> dict[str, list[Marker]]:
    names: dict[str, list[Marker]] = {}
    for mark in marks:
        names.setdefault(mark.name, []).append(mark)
    return names


def _is_pair(own: Sequence[Marker]) -> bool:
    return [mark.closing for mark in own] == [False, True]


def _block(text: str, opening: Marker, closing: Marker) -> Block:
    inner = text[opening.end : closing.start]
    return Block(opening.name, opening.start, closing.end, opening.end, closing.start, inner)


def _reason(
    own: Sequence[Marker], marks: Sequence[Marker], by_name: Mapping[str, Sequence[Marker]]
) -> DamageReason | None:
    """What is wrong with the marks of one name, None where they are each other's neighbours."""
    match [mark.closing for mark in own]:
        case [False]:
            return DamageReason.UNCLOSED
        case [True]:
            return DamageReason.UNOPENED
        case [True, False]:
            return DamageReason.TURNED
        case [False, True]:
            neighbour = marks[bisect_right(marks, own[0].start, key=lambda mark: mark.start)]
            if neighbour == own[1]:
                return None
            inside = all(own[0].start < mark.start < own[1].start for mark in by_name[neighbour.name])
            return DamageReason.NESTED if inside else DamageReason.CROSSED
    return DamageReason.TWICE


def replace_block(text: str, name: str, content: str, whose: Whose = as_written) -> str:
    """``text`` with ``content`` between the marks of block ``name``, on lines of its own.

    The text comes back as it is where there is no such block, where it is damaged, and where the page around
    it would make the new content swallow a mark (an unclosed ``<nowiki>`` above). Doing it twice changes no
    more than doing it once. Raises ValueError for content that no page could hold between two marks, or that
    has a heading of the two top levels: bugs in an output, see :func:`checked`.
    """
    inner = checked(content)
    block = read_blocks(text, whose).pairs.get(name)
    if block is None:
        return text
    written = text[: block.inner_start] + inner + text[block.inner_end :]
    return written if _is_put(written, text, name, inner, whose) else text


def checked(content: str) -> str:
    """What is to stand between the marks: newline, content, newline. Raises as :func:`replace_block`."""
    content = content.strip("\n")
    inner = f"\n{content}\n" if content else "\n"
    if _LIKE_A_MARK.search(content):
        raise ValueError("The content of a block holds a mark of a block.")
    if not _is_put(_pair("x", inner) + _ALL_CLOSED, "", "x", inner):
        raise ValueError("The content of a block leaves a comment or a tag open.")
    if any(heading.level <= TOP_LEVEL for heading in headings(mask(content))):
        raise ValueError("The content of a block has a heading of the top levels.")
    return inner


@dataclass(frozen=True)
class BlockPlace:
    """Where a block is to be put in.

    It goes right below the offset ``after``, outside of any template and of what is hidden there; else to the
    end of the page, with ``heading`` (wikitext) above it, and where ``site`` is given before the categories
    and language links that end the page.
    """

    heading: str | None = None
    after: int | None = None
    site: Site | None = None


VERY_END = BlockPlace()


def put_in(
    text: str, name: str, content: str, place: BlockPlace = VERY_END, whose: Whose = as_written
) -> str:
    """``text`` with the block put in, once: as it is when one of the name is there already, even damaged.

    Where a block would not be read at that place (in an unclosed comment, say), it goes to the next best one;
    the text comes back as it is where there is none. Raises ValueError as :func:`replace_block`, and for what
    can be no name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"No name of a block: {name!r}")
    inner = checked(content)
    blocks = read_blocks(text, whose)
    if name in blocks.pairs or name in blocks.damaged:
        return text
    for written in _placed(text, _pair(name, inner), place):
        if _is_put(written, text, name, inner, whose):
            return written
    return text


def moved_out(text: str, name: str, whose: Whose = as_written) -> str:
    """``text`` with the block behind the template or the hidden element in which it stands.

    The text comes back as it is where the block stands in the open, is damaged or not there.
    """
    block = read_blocks(text, whose).pairs.get(name)
    if block is None or outside(text, block.start) == block.start:
        return text
    before, behind = text[: block.start], text[block.end :]
    if before.endswith("\n") and behind.startswith("\n"):
        behind = behind[1:]
    without = before + behind
    moved = put_in(without, name, block.inner, BlockPlace(after=len(before)), whose)
    return text if moved == without else moved


def _placed(text: str, pair: str, wanted: BlockPlace) -> Iterator[str]:
    """The page with the pair in it, the best place first."""
    if wanted.after is not None:
        after = outside(text, wanted.after)
        # What follows in the line stays in its line, where nothing begins in it that would go on below.
        line_ends = text.find("\n", after) if "\n" in text[after:] else len(text)
        open_there = outside(text, line_ends) == line_ends and not _within_a_block(text, line_ends)
        if open_there and not _goes_on_below(mask(text)[after:line_ends]):
            yield text[:line_ends] + "\n" + pair + text[line_ends:]
        # A line that began with a space would be shown as it stands.
        after = line_ends - len(text[after:line_ends].lstrip(" \t"))
        yield text[:after] + "\n" + pair + "\n" + text[after:]
    entry = f"== {wanted.heading} ==\n{pair}" if wanted.heading else pair
    places = [footer_start(text, wanted.site), len(text)] if wanted.site else [len(text)]
    places += [span.start for span in spans(text) if span.kind == COMMENT and not span.closed]
    for place in places:
        before, behind = text[:place], text[place:]
        yield before + _gap(before) + entry + ("\n\n" if behind else "") + behind


def _goes_on_below(line: str) -> bool:
    """Whether a tag, an element or a link begins in the rest of a line and does not end in it."""
    tags = [tag[0] for tag in _TAG.finditer(line) if not _ALONE.match(tag[0])]
    elements = sum(-1 if tag.startswith("</") else 1 for tag in tags)
    links = line.count("[[") - line.count("]]")
    return elements > 0 or links > 0 or bool(_TAG_BEGINS.search(_TAG.sub("", line)))


def _within_a_block(text: str, place: int) -> bool:
    """Whether the last mark before is an opening one."""
    before = [mark for mark in markers(text) if mark.start < place]
    return bool(before) and not before[-1].closing


def _gap(before: str) -> str:
    """The newlines that make an empty line between ``before`` and what follows."""
    return "" if not before else "\n" * (2 - min(2, len(before) - len(before.rstrip("\n"))))


def _pair(name: str, inner: str) -> str:
    return f"<!-- campaignbot:{name} -->{inner}<!-- /campaignbot:{name} -->"


def _is_put(written: str, before: str, name: str, inner: str, whose: Whose = as_written) -> bool:
    """Whether the block now reads as meant, and all other blocks and damages as before."""
    old, new = _summary(before, whose), _summary(written, whose)
    return new == ({**old[0], name: inner}, old[1])


def _summary(text: str, whose: Whose) -> tuple[dict[str, str], list[tuple[str, DamageReason]]]:
    blocks = read_blocks(text, whose)
    damages = [(damage.name, damage.reason) for damage in blocks.damages]
    return {name: block.inner for name, block in blocks.pairs.items()}, damages
