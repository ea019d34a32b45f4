"""YAML's traps, one small function each: what a person meant by a line that YAML can't read.

Each yields repairs for a fault, the likeliest first; :mod:`bot.lenient_yaml.recover` keeps the first that
helps. Here are those of a single value; those of brackets are in ``traps_brackets``, and those of lines that
don't fit together in ``traps_layout``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bot.lenient_yaml.errors import Fault, FaultyText, ParsingStop, Repair, Trap, repair
from bot.lenient_yaml.layout import Where, layout
from bot.lenient_yaml.line_scanner import QUOTES, Parts, quote_end, quoted, take_apart
from bot.lenient_yaml.nodes import TOP
from bot.lenient_yaml.normalize import links_quoted
from bot.lenient_yaml.repairs_brackets import (
    brackets_start,
    in_brackets,
    never_closed,
    one_too_many,
    swallowed_bracket,
    token_quoted,
    unmatched,
)
from bot.lenient_yaml.repairs_layout import LAYOUT_TRAPS, list_behind_key
from bot.messages import message

RESERVED = "@`%*&!|>?,]}"
"""What YAML gives a meaning of its own at the beginning of a value, brackets and quotes apart."""

_HASH_IN_KEY = re.compile(r"( +)([^\s\"'#\[\]{}:-][^\"'#\[\]{}:]*)( #[^\s#\"':][^\"'#:]*): *(.*)")
_WIKI_BULLET = re.compile(r"( *)\*+ *(?=[^ *])")


def repairs(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """What may mend the fault."""
    if fault.stop in (ParsingStop.DEPTH, ParsingStop.SIZE):
        return
    for trap in (*_TRAPS.get(fault.stop, ()), *LAYOUT_TRAPS.get(fault.stop, ())):
        yield from trap(fault, page)
    for trap in (_earlier_quote, one_too_many, unmatched):
        yield from trap(fault, page)


def _wiki_bullet(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``* Alice``, as lists are written on a wiki."""
    line = page.lines[fault.line]
    if (match := _WIKI_BULLET.match(line)) and fault.column < match.end():
        rest = line[match.end() :]
        if not match[1] and TOP in page.known.get(take_apart(rest).key.lower(), ()):
            yield repair(fault.line, "declaration-one-too-many", rest, "*")
        said = message("declaration-bullet", f"- {rest}")
        yield Repair(fault.line, said, {fault.line: links_quoted(f"{match[1]}- {rest}")})


def _reserved_start(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``- @Alice``, ``name: !Kung``, ``[*, A]``."""
    line = page.lines[fault.line]
    char = line[fault.column : fault.column + 1]
    if not char or char not in RESERVED:
        return
    parts = take_apart(line)
    if fault.column == len(parts.head) and parts.value:
        new = parts.with_value(quoted(parts.value))
        yield repair(fault.line, "declaration-begins-with", new, char, guess=char in ",]}")
    elif char not in ",]}":
        yield repair(fault.line, "declaration-begins-with", token_quoted(line, fault.column), char)


def _dash_start(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``name: - Earth -``."""
    parts = take_apart(page.lines[fault.line])
    if parts.value.startswith("-"):
        yield repair(fault.line, "declaration-begins-with", parts.with_value(quoted(parts.value)), "-")


def _open_quote(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``name: 'Twas the night``, ``name: "Best" of wiki`` and a backslash in double quotes."""
    for index in dict.fromkeys((fault.place[0], fault.line)):
        yield from _quote_repairs(page.lines[index], index, page.known)
    line, column = fault.place
    if fault.stop is not ParsingStop.BLOCK and page.lines[line][column : column + 1] in tuple(QUOTES):
        yield repair(line, "declaration-open-quote", token_quoted(page.lines[line], column))


def _quote_repairs(line: str, index: int, known: Container[str]) -> Iterator[Repair]:
    parts = take_apart(line)
    value = parts.value
    if value[:1] not in tuple(QUOTES):
        return
    if quote_end(value, 0) < 0:
        without = line.replace(value[0], "", 1)
        if not parts.key and take_apart(without).key in known:
            yield repair(index, "declaration-open-quote", without)
        # `"Best of` lacks its second quote; an apostrophe is rather a letter of the text.
        if value[0] == '"' and "\\" not in value:
            yield repair(index, "declaration-open-quote", parts.with_value(value.rstrip() + '"'))
        yield repair(index, "declaration-open-quote", parts.with_value(quoted(value)))
        return
    inner = value[1:-1] if value.endswith('"') and "\\" in value else value
    key = "declaration-backslash" if inner != value else "declaration-quote-inside"
    yield repair(index, key, parts.with_value(quoted(inner)))


def _hash_in_key(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``Team #1: [Alice]``: what stands behind the ``#`` is a remark to YAML, its colon too."""
    for index in range(fault.line, max(fault.line - 2, -1), -1):
        if match := _HASH_IN_KEY.fullmatch(page.lines[index]):
            new = f"{match[1]}{quoted(match[2] + match[3])}: {match[4]}".rstrip()
            yield repair(index, "declaration-swallowed", new, f"{match[3].strip()}: {match[4]}".rstrip())


def _earlier_quote(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A quote that was opened further up and closed by chance in another line."""
    for index in range(min(fault.place[0], len(page.lines) - 1), max(fault.place[0] - 30, -1), -1):
        value = take_apart(page.lines[index]).value
        if value[:1] in tuple(QUOTES) and quote_end(value, 0) < 0:
            yield from _quote_repairs(page.lines[index], index, page.known)
            return


def _colon_inside(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``name: Wiki: Earth``; ``points: articles_created: 10``; ``- category: X depth: 2``."""
    line = page.lines[fault.line]
    parts = take_apart(line)
    if not parts.key or fault.column < len(parts.head):
        return
    yield from _two_settings(parts, fault.line, page)
    yield repair(fault.line, "declaration-colon-inside", parts.with_value(quoted(parts.value)))


def _two_settings(parts: Parts, index: int, page: FaultyText) -> Iterator[Repair]:
    inner = take_apart(parts.value)
    if inner.key in page.known:
        new = parts.with_value("{" + parts.value + "}")
        yield repair(index, "declaration-two-settings", new)
    # The last word before the second colon is a key: `X depth: 2`.
    before, _, last = inner.key.rpartition(" ")
    if before and last in page.known:
        both = "{" + f"{parts.key}: {before.rstrip(', ')}, {last}: {inner.value}" + "}"
        yield repair(index, "declaration-two-settings", parts.indent + parts.dashes + both + parts.remark)


def _not_in_flow(trap: Trap) -> Trap:
    def guarded(fault: Fault, page: FaultyText) -> Iterator[Repair]:
        if layout(page.lines[: fault.line + 1])[-1] is Where.BLOCK:
            yield from trap(fault, page)

    return guarded


_TRAPS: dict[ParsingStop, tuple[Trap, ...]] = {
    ParsingStop.CHARACTER: (_wiki_bullet, _reserved_start),
    ParsingStop.NO_COLON: (_hash_in_key,),
    ParsingStop.QUOTE: (_open_quote,),
    ParsingStop.ESCAPE: (_open_quote,),
    ParsingStop.BRACKETS: (swallowed_bracket, in_brackets, never_closed, brackets_start),
    ParsingStop.COLON: (_not_in_flow(_colon_inside),),
    ParsingStop.DASH: (list_behind_key, _dash_start, brackets_start),
    ParsingStop.BLOCK: (_hash_in_key, _open_quote, brackets_start),
}
