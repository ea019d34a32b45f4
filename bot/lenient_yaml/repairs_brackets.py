"""YAML's traps between brackets: what is not closed, closed twice, or needs quotes there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import nsmallest

from bot.lenient_yaml.errors import Fault, FaultyText, Repair, repair
from bot.lenient_yaml.line_scanner import QUOTES, outside_quotes, quoted, split_remark, take_apart
from bot.messages import message

MOST_MARKS = 8
"""So many brackets and commas of a line are tried to be the one too many."""

_SWALLOWED = re.compile(r"(?:(?<=[ \[{,])|^)#\S[^,\]}]*")
_SEVERAL_LISTS = re.compile(r"\[[^\[\]]*\] *,")


def brackets_start(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``name: [WiP] 2026`` begins like a list; ``users: [Alice], [Bob]`` was meant as one."""
    for index in dict.fromkeys((fault.line, fault.place[0])):
        parts = take_apart(page.lines[index])
        if parts.value[:1] not in ("[", "{"):
            continue
        if _SEVERAL_LISTS.match(parts.value):
            one_list = "[" + re.sub(r"[\[\]]", "", parts.value) + "]"
            yield repair(index, "declaration-one-list", parts.with_value(one_list))
        if without := _without_extra(parts.value):
            yield repair(index, "declaration-one-too-many", parts.with_value(without), parts.value[-1])
        if fault.opened is None:
            new = parts.with_value(quoted(parts.value))
            yield repair(index, "declaration-begins-with", new, parts.value[0])


def _without_extra(value: str) -> str:
    """The value without closing brackets that nothing opened, empty where that is not what is wrong."""
    closing = {"[": "]", "{": "}"}[value[0]]
    extra = value.count(closing) - value.count(value[0])
    tail = len(value) - len(value.rstrip(closing))
    return value[:-extra] if 0 < extra < tail else ""


def one_too_many(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A bracket, comma or quote that slipped in: the text is read without it."""
    for index in dict.fromkeys((fault.line, fault.place[0])):
        line = page.lines[index]
        marks = nsmallest(MOST_MARKS, _suspects(line), key=lambda column: abs(column - fault.column))
        for column in marks:
            new = line[:column] + line[column + 1 :]
            if new.strip():
                yield repair(index, "declaration-one-too-many", new, line[column], guess=True)


def _suspects(line: str) -> Iterator[int]:
    odd = "".join(quote for quote in QUOTES if line.count(quote) % 2)
    odd += "" if _is_matched(line) else "[]{}"
    edges = (len(line) - len(line.lstrip()), len(line) - 1)
    for column, char in enumerate(line):
        if char in odd or (column in edges and char in ",:"):
            yield column


def unmatched(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """Brackets that nothing mends: the line is left out, so that the others can be read."""
    for index in dict.fromkeys((fault.place[0], fault.line)):
        if not _is_matched(page.lines[index]):
            yield Repair(index, message("declaration-brackets"), {index: ""}, loses=True, guess=True)


def _is_matched(line: str) -> bool:
    stack = []
    for index in outside_quotes(line):
        if line[index] in "[{":
            stack.append(line[index])
        elif line[index] in "]}" and (not stack or stack.pop() + line[index] not in ("[]", "{}")):
            return False
    return not stack


def swallowed_bracket(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """``[Alice #1, Bob]``: the ``#`` takes the bracket with it."""
    for index in range(fault.place[0], min(fault.line + 1, len(page.lines))):
        line = page.lines[index]
        bare = set(outside_quotes(_from_value(line)))
        offset = len(line) - len(_from_value(line))
        for match in _SWALLOWED.finditer(line):
            if match.start() - offset in bare:
                new = token_quoted(line, match.start())
                yield repair(index, "declaration-swallowed", new, match[0].strip())
                break


def _from_value(line: str) -> str:
    return line[len(take_apart(line).head) :]


def in_brackets(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """Something between brackets that needs quotes: ``{name: "A" b}``, ``{a: b: c}``; or a comma too many."""
    line, column = page.lines[fault.line], fault.column
    char = line[column : column + 1]
    if char == ",":
        start = len(line[:column].rstrip(" ,"))
        yield repair(fault.line, "declaration-one-too-many", line[:start] + line[column:], ",")
        yield repair(fault.line, "declaration-one-too-many", line[:start] + line[column + 1 :], ",")
    if not char or char in "[]{},#":
        return
    key = "declaration-colon-inside" if char == ":" else "declaration-quote-inside"
    yield repair(fault.line, key, token_quoted(line, column))


def never_closed(fault: Fault, page: FaultyText) -> Iterator[Repair]:
    """A bracket that is opened and never closed: in its own line, or at the last line before the next key."""
    if fault.opened is None:
        return
    first, column = fault.opened
    bracket = page.lines[first][column : column + 1]
    if not bracket or bracket not in "[{":
        return
    open_now, closed = "", []
    for index in range(first, min(fault.line + 1, first + 20, len(page.lines))):
        if index > first and take_apart(page.lines[index]).key in page.known:
            break
        value, remark = split_remark(page.lines[index] if index > first else page.lines[first][column:])
        open_now = _still_open(value, open_now)
        if not page.lines[index].strip():
            continue
        closers = open_now[::-1].translate(str.maketrans("[{", "]}"))
        front = page.lines[first][:column] if index == first else ""
        closed.append((index, front + value.rstrip(" ,") + closers + remark))
    for index, new in reversed(closed):
        yield repair(index, "declaration-open-bracket", new, bracket, guess=True)


def _still_open(value: str, before: str) -> str:
    stack = list(before)
    for index in outside_quotes(value):
        if value[index] in "[{":
            stack.append(value[index])
        elif value[index] in "]}" and stack:
            stack.pop()
    return "".join(stack)


def token_quoted(line: str, column: int) -> str:
    """The line with that key or value between brackets in quotes that ``column`` is in."""
    offset = len(take_apart(line).head)
    if column < offset:
        offset = len(line) - len(line.lstrip(" "))
    text, column = line[offset:], column - offset
    start = _token_start(text, column)
    end = next((index for index in range(column, len(text)) if text[index] in ",]}"), len(text))
    token = text[start:end].strip()
    # Quotes around links are ours (see tidy); an open one is what is mended.
    inner = token.replace('"[[', "[[").replace(']]"', "]]")
    inner = inner.strip('"') if inner.count('"') == 1 else inner
    return line[: offset + start] + quoted(inner) + text[start + len(token) :]


def _token_start(text: str, column: int) -> int:
    begin = 0
    for index in outside_quotes(text):
        if index >= column:
            break
        if text[index] in "[{," or text[index : index + 2] == ": ":
            begin = index + 1
    return begin + len(text[begin:column]) - len(text[begin:column].lstrip(" "))
