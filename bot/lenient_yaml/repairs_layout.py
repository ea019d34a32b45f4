"""YAML's traps in how lines fit together: missing colons, columns, lists beside settings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bot.lenient_yaml.errors import Fault, FaultyText, ParsingStop, Repair, Trap
from bot.lenient_yaml.line_scanner import take_apart
from bot.lenient_yaml.nodes import TOP
from bot.messages import message

LINES_ABOVE = 3
"""So many lines above are looked at for one that has slipped."""

_TIGHT = re.compile(r"( *(?:- +)+)([a-z_]+):(?=\S)")
_FIRST_WORD = re.compile(r"( *(?:- +)*)([A-Za-z_]+)(?: *[=;→]| |$)[ =>;]*")


def _tight_key_above(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``- category:Physicists`` with ``depth: 2`` below it."""
    index = _line_above(fault.line, page)
    match = _TIGHT.match(page.lines[index]) if index >= 0 else None
    if match and match[2] in page.known:
        new = f"{match[1]}{match[2]}: {page.lines[index][match.end() :]}"
        yield Repair(index, message("declaration-colon-space", new.strip(), 1), {index: new}, notice=True)


def _no_colon(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``start 2026-11-01`` and ``start = 2026-11-01``."""
    above = _line_above(fault.line, page)
    for index in dict.fromkeys((fault.place[0], *((above,) if above >= 0 else ()))):
        if new := with_colon(page.lines[index], page.known):
            yield Repair(index, message("declaration-no-colon", new.strip()), {index: new})


def with_colon(line: str, known: Container[str]) -> str:
    """The line with the colon that it lacks behind its key; empty where it has none of the keys."""
    match = _FIRST_WORD.match(line)
    if match is None or match[2].lower() not in known or _is_sentence(line):
        return ""
    return f"{match[1]}{match[2]}: {line[match.end() :]}".rstrip()


def _is_sentence(line: str) -> bool:
    """``Welcome to our campaign!``: words that begin with one of the keys by chance."""
    words = line.split()
    return len(words) > 2 and words[0][:1].isupper() and words[-1].endswith((".", "!", "?"))


def _value_below(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A value in the line below its key, further left than it can be."""
    above = _line_above(fault.line, page)
    head, value = (take_apart(page.lines[index]) for index in (above, fault.line))
    if above >= 0 and head.key and not head.value and not (value.key or value.dashes):
        new = head.head.rstrip() + " " + value.value
        said = message("declaration-value-below", new.strip())
        yield Repair(fault.line, said, {above: new, fault.line: ""}, guess=True)


def _prose_above(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """Sentences before the first setting."""
    above = [index for index in range(fault.line) if page.lines[index].partition("#")[0].strip()]
    first = page.lines[fault.line].partition(":")[0].strip().lower()
    if above and first in page.known and not any(take_apart(page.lines[index]).key for index in above):
        yield Repair(above[0], message("declaration-stray-line"), dict.fromkeys(above, ""), guess=True)


def _stray_line(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A line of words among the settings."""
    index = fault.place[0]
    if ":" not in page.lines[index]:
        yield Repair(index, message("declaration-stray-line"), {index: ""}, guess=True)


def _other_column(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A line that begins in a column of its own: it is moved to where one of the lines above begins."""
    parts = take_apart(page.lines[fault.line])
    here = len(parts.indent)
    columns = _columns_above(fault.line, bool(parts.dashes), page)
    # `articles:` begins a line, unless it has a value: then it is one of the outputs.
    places = page.known.get(parts.key, ())
    at_left = TOP in places and (len(places) == 1 or not parts.value)
    nearest = sorted(columns - {here}, key=lambda column: abs(column - here))
    for column in sorted(nearest, key=lambda column: (column > 0) is at_left):
        yield _moved(fault.line, column, page)


def _column_above(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """The same, where it is a line above that has slipped, and this one is fine."""
    here = len(take_apart(page.lines[fault.line]).indent)
    above = fault.line
    for _ in range(LINES_ABOVE):
        above = _line_above(above, page)
        if above < 0:
            break
        parts = take_apart(page.lines[above])
        for column in {here, here - len(parts.dashes)} - {len(parts.indent)}:
            if column >= 0:
                yield _moved(above, column, page)


def _moved(index: int, column: int, page: FaultyText) -> Repair:
    line = page.lines[index].strip()
    said = (
        message("declaration-column", line, column) if column else message("declaration-column-first", line)
    )
    return Repair(index, said, {index: " " * column + line}, guess=True)


def _columns_above(index: int, dashes: bool, page: FaultyText) -> set[int]:
    columns: set[int] = set()
    limit = 10_000
    for line in reversed(page.lines[:index]):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = take_apart(line)
        if len(parts.indent) <= limit:
            columns.add(len(parts.indent) if dashes else parts.column)
            limit = len(parts.indent)
        if not limit:
            break
    return columns


def _first_line(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """The settings begin with spaces and go on without: the upper ones are moved."""
    first = next((index for index, line in enumerate(page.lines) if line.strip()), 0)
    width = len(page.lines[first]) - len(page.lines[first].lstrip(" "))
    if width and first < fault.line:
        changes = {
            index: page.lines[index][width:] if page.lines[index][:width].isspace() else page.lines[index]
            for index in range(first, fault.line)
        }
        yield Repair(first, message("declaration-column-first", page.lines[first].strip()), changes)


def _separator(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``---``, ``...`` and ``%YAML``, which separate what is one here."""
    for index in range(min(fault.line, len(page.lines) - 1), -1, -1):
        if page.lines[index].startswith(("---", "...", "%")):
            yield Repair(index, message("declaration-separator", page.lines[index].strip()), {index: ""})
            return


def _in_line_beside(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """The same, where the line does line up with the one above: then its column is not what is wrong."""
    above = _line_above(fault.line, page)
    if above >= 0 and len(take_apart(page.lines[above]).indent) == len(
        take_apart(page.lines[fault.line]).indent
    ):
        for trap in (_dash_too_many, _list_beside):
            yield from trap(fault, page)


def _dash_too_many(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``- start: 2026-11-01`` among settings."""
    for index in (fault.line, _line_above(fault.line, page)):
        parts = take_apart(page.lines[index]) if index >= 0 else None
        if parts and parts.dashes and parts.key in page.known:
            new = parts.indent + page.lines[index][parts.column :]
            said = message("declaration-one-too-many", "-", new.strip())
            yield Repair(index, said, {index: new}, guess=True)


def _dash_missing(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """The first of several list items has no dash."""
    column = len(take_apart(page.lines[fault.line]).indent)
    above = fault.line
    while (above := _line_above(above, page)) >= 0:
        indent = len(take_apart(page.lines[above]).indent)
        if indent <= column:
            break
        first = take_apart(page.lines[max(_line_above(above, page), 0)])
        if indent == column + 2 and len(first.indent) <= column:
            new = " " * column + "- " + page.lines[above].strip()
            said = message("declaration-dash-missing", new.strip())
            yield Repair(above, said, {above: new}, guess=True)


def _list_beside(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A list item among settings, or a setting among list items."""
    line = page.lines[fault.line].strip()
    parts = take_apart(page.lines[fault.line])
    if parts.dashes:
        said = message("declaration-item-beside", line)
        yield Repair(fault.line, said, {fault.line: ""}, guess=True)
    elif parts.key and _is_below_item(fault.line, page):
        said = message("declaration-setting-beside", line)
        yield Repair(fault.line, said, {fault.line: ""}, guess=True, loses=True)


def _is_below_item(index: int, page: FaultyText) -> bool:
    indent = len(take_apart(page.lines[index]).indent)
    for line in reversed(page.lines[:index]):
        parts = take_apart(line)
        if line.strip() and len(parts.indent) <= indent:
            return len(parts.indent) == indent and bool(parts.dashes)
    return False


def list_behind_key(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``users: - Alice``: the list is taken into brackets, with the items below."""
    parts = take_apart(page.lines[fault.line])
    if parts.key not in page.lists or not parts.value.startswith("- "):
        return
    items, changes = [parts.value.lstrip("- ")], {}
    for index in range(fault.line + 1, len(page.lines)):
        below = take_apart(page.lines[index])
        if not below.dashes or below.key or len(below.indent) < len(parts.indent):
            break
        items.append(below.value)
        changes[index] = ""
    changes[fault.line] = parts.with_value("[" + ", ".join(items) + "]")
    yield Repair(fault.line, message("declaration-list-behind-key", f"{parts.key}:", parts.value), changes)


def _line_above(index: int, page: FaultyText) -> int:
    """The line above that has something in it, -1 where there is none."""
    return next((above for above in range(index - 1, -1, -1) if page.lines[above].strip()), -1)


LAYOUT_TRAPS: dict[ParsingStop, tuple[Trap, ...]] = {
    ParsingStop.NO_COLON: (
        _no_colon,
        _tight_key_above,
        _other_column,
        _column_above,
        _value_below,
        _stray_line,
    ),
    ParsingStop.COLON: (_tight_key_above, _no_colon, _prose_above, _other_column, _column_above, _first_line),
    ParsingStop.BLOCK: (
        _separator,
        _value_below,
        _in_line_beside,
        _other_column,
        _column_above,
        _dash_missing,
        _dash_too_many,
        _list_beside,
    ),
    ParsingStop.DOCUMENT: (_separator, _first_line),
}
