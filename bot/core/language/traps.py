"""YAML's traps, one small function each: what a person meant by a line that YAML can't read.

Each yields repairs for a fault, the likeliest first; :mod:`bot.core.language.compose` keeps the first that
helps. Here are those of a single value; those of lines that don't fit together are in ``traps_layout``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bot.core.language.faults import Fault, Page, Repair, Stop, Trap
from bot.core.language.layout import Where, layout
from bot.core.language.lines import QUOTES, Parts, outside_quotes, quote_end, quoted, split_remark, take_apart
from bot.core.language.traps_layout import LAYOUT_TRAPS, list_behind_key
from bot.core.message import message

RESERVED = "@`%*&!|>?,]}"
"""What YAML gives a meaning of its own at the beginning of a value, brackets and quotes apart."""

MOST_MARKS = 8
"""So many brackets and commas of a line are tried to be the one too many."""

_SWALLOWED = re.compile(r"(?:(?<=[ \[{,])|^)#\S[^,\]}]*")
_WIKI_BULLET = re.compile(r"( *)\*+ *(?=[^ *])")
_SEVERAL_LISTS = re.compile(r"\[[^\[\]]*\] *,")


def repairs(fault: Fault, page: Page) -> Iterator[Repair]:
    """What may mend the fault."""
    for trap in (*_TRAPS.get(fault.stop, ()), *LAYOUT_TRAPS.get(fault.stop, ())):
        yield from trap(fault, page)
    for trap in (_earlier_quote, _one_too_many, _unmatched):
        yield from trap(fault, page)


def _repair(index: int, key: str, new: str, *params: str, guess: bool = False) -> Repair:
    """A problem that shows the line as it should be; it is the message's last parameter."""
    return Repair(index, message(key, *params, new.strip()), {index: new}, guess=guess)


def _wiki_bullet(fault: Fault, page: Page) -> Iterator[Repair]:
    """``* Alice``, as lists are written on a wiki."""
    line = page.lines[fault.line]
    if (match := _WIKI_BULLET.match(line)) and fault.column < match.end():
        yield _repair(fault.line, "declaration-bullet", f"{match[1]}- {line[match.end() :]}")


def _reserved_start(fault: Fault, page: Page) -> Iterator[Repair]:
    """``- @Alice``, ``name: !Kung``, ``[*, A]``."""
    line = page.lines[fault.line]
    char = line[fault.column : fault.column + 1]
    if not char or char not in RESERVED:
        return
    parts = take_apart(line)
    if fault.column == len(parts.head) and parts.value:
        new = parts.with_value(quoted(parts.value))
        yield _repair(fault.line, "declaration-begins-with", new, char, guess=char in ",]}")
    elif char not in ",]}":
        yield _repair(fault.line, "declaration-begins-with", _token_quoted(line, fault.column), char)


def _dash_start(fault: Fault, page: Page) -> Iterator[Repair]:
    """``name: - Earth -``."""
    parts = take_apart(page.lines[fault.line])
    if parts.value.startswith("-"):
        yield _repair(fault.line, "declaration-begins-with", parts.with_value(quoted(parts.value)), "-")


def _brackets_start(fault: Fault, page: Page) -> Iterator[Repair]:
    """``name: [WiP] 2026`` begins like a list; ``users: [Alice], [Bob]`` was meant as one."""
    for index in dict.fromkeys((fault.line, fault.place[0])):
        parts = take_apart(page.lines[index])
        if parts.value[:1] not in ("[", "{"):
            continue
        if _SEVERAL_LISTS.match(parts.value):
            one_list = "[" + re.sub(r"[\[\]]", "", parts.value) + "]"
            yield _repair(index, "declaration-one-list", parts.with_value(one_list))
        if without := _without_extra(parts.value):
            yield _repair(index, "declaration-one-too-many", parts.with_value(without), parts.value[-1])
        if fault.opened is None:
            new = parts.with_value(quoted(parts.value))
            yield _repair(index, "declaration-begins-with", new, parts.value[0])


def _without_extra(value: str) -> str:
    """The value without closing brackets that nothing opened, empty where that is not what is wrong."""
    closing = {"[": "]", "{": "}"}[value[0]]
    extra = value.count(closing) - value.count(value[0])
    tail = len(value) - len(value.rstrip(closing))
    return value[:-extra] if 0 < extra < tail else ""


def _open_quote(fault: Fault, page: Page) -> Iterator[Repair]:
    """``name: 'Twas the night``, ``name: "Best" of wiki`` and a backslash in double quotes."""
    for index in dict.fromkeys((fault.place[0], fault.line)):
        yield from _quote_repairs(page.lines[index], index, page.known)
    line, column = fault.place
    if fault.stop is not Stop.BLOCK and page.lines[line][column : column + 1] in tuple(QUOTES):
        yield _repair(line, "declaration-open-quote", _token_quoted(page.lines[line], column))


def _quote_repairs(line: str, index: int, known: Container[str]) -> Iterator[Repair]:
    parts = take_apart(line)
    value = parts.value
    if value[:1] not in tuple(QUOTES):
        return
    if quote_end(value, 0) < 0:
        without = line.replace(value[0], "", 1)
        if take_apart(without).key in known:
            yield _repair(index, "declaration-open-quote", without)
        # `"Best of` lacks its second quote; an apostrophe is rather a letter of the text.
        if value[0] == '"' and "\\" not in value:
            yield _repair(index, "declaration-open-quote", parts.with_value(value.rstrip() + '"'))
        yield _repair(index, "declaration-open-quote", parts.with_value(quoted(value)))
        return
    inner = value[1:-1] if value.endswith('"') and "\\" in value else value
    key = "declaration-backslash" if inner != value else "declaration-quote-inside"
    yield _repair(index, key, parts.with_value(quoted(inner)))


def _earlier_quote(fault: Fault, page: Page) -> Iterator[Repair]:
    """A quote that was opened further up and closed by chance in another line."""
    for index in range(min(fault.place[0], len(page.lines) - 1), max(fault.place[0] - 30, -1), -1):
        value = take_apart(page.lines[index]).value
        if value[:1] in tuple(QUOTES) and quote_end(value, 0) < 0:
            yield from _quote_repairs(page.lines[index], index, page.known)
            return


def _one_too_many(fault: Fault, page: Page) -> Iterator[Repair]:
    """A bracket, comma or quote that slipped in: the text is read without it."""
    for index in dict.fromkeys((fault.line, fault.place[0])):
        line = page.lines[index]
        marks = sorted(_suspects(line), key=lambda column: abs(column - fault.column))
        for column in marks[:MOST_MARKS]:
            new = line[:column] + line[column + 1 :]
            yield _repair(index, "declaration-one-too-many", new, line[column], guess=True)


def _suspects(line: str) -> Iterator[int]:
    odd = "".join(quote for quote in QUOTES if line.count(quote) % 2)
    odd += "" if _is_matched(line) else "[]{}"
    edges = (len(line) - len(line.lstrip()), len(line) - 1)
    for column, char in enumerate(line):
        if char in odd or (column in edges and char in ",:"):
            yield column


def _unmatched(fault: Fault, page: Page) -> Iterator[Repair]:
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


def _swallowed_bracket(fault: Fault, page: Page) -> Iterator[Repair]:
    """``[Alice #1, Bob]``: the ``#`` takes the bracket with it."""
    for index in range(fault.place[0], min(fault.line + 1, len(page.lines))):
        line = page.lines[index]
        bare = set(outside_quotes(_from_value(line)))
        offset = len(line) - len(_from_value(line))
        for match in _SWALLOWED.finditer(line):
            if match.start() - offset in bare:
                new = _token_quoted(line, match.start())
                yield _repair(index, "declaration-swallowed", new, match[0].strip())
                break


def _from_value(line: str) -> str:
    return line[len(take_apart(line).head) :]


def _in_brackets(fault: Fault, page: Page) -> Iterator[Repair]:
    """Something between brackets that needs quotes: ``{name: "A" b}``, ``{a: b: c}``; or a comma too many."""
    line, column = page.lines[fault.line], fault.column
    char = line[column : column + 1]
    if char == ",":
        start = len(line[:column].rstrip(" ,"))
        yield _repair(fault.line, "declaration-one-too-many", line[:start] + line[column:], ",")
        yield _repair(fault.line, "declaration-one-too-many", line[:start] + line[column + 1 :], ",")
    if not char or char in "[]{},#":
        return
    key = "declaration-colon-inside" if char == ":" else "declaration-quote-inside"
    yield _repair(fault.line, key, _token_quoted(line, column))


def _never_closed(fault: Fault, page: Page) -> Iterator[Repair]:
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
        closers = open_now[::-1].translate(str.maketrans("[{", "]}"))
        front = page.lines[first][:column] if index == first else ""
        closed.append((index, front + value.rstrip(" ,") + closers + remark))
    for index, new in reversed(closed):
        yield Repair(
            index, message("declaration-open-bracket", bracket, new.strip()), {index: new}, guess=True
        )


def _still_open(value: str, before: str) -> str:
    stack = list(before)
    for index in outside_quotes(value):
        if value[index] in "[{":
            stack.append(value[index])
        elif value[index] in "]}" and stack:
            stack.pop()
    return "".join(stack)


def _colon_inside(fault: Fault, page: Page) -> Iterator[Repair]:
    """``name: Wiki: Earth``; ``points: articles_created: 10``; ``- category: X depth: 2``."""
    line = page.lines[fault.line]
    parts = take_apart(line)
    if not parts.key or fault.column < len(parts.head):
        return
    yield from _two_settings(parts, fault.line, page)
    yield _repair(fault.line, "declaration-colon-inside", parts.with_value(quoted(parts.value)))


def _two_settings(parts: Parts, index: int, page: Page) -> Iterator[Repair]:
    inner = take_apart(parts.value)
    if inner.key in page.known:
        new = parts.with_value("{" + parts.value + "}")
        yield _repair(index, "declaration-two-settings", new)
    # The last word before the second colon is a key: `X depth: 2`.
    before, _, last = inner.key.rpartition(" ")
    if before and last in page.known:
        both = "{" + f"{parts.key}: {before.rstrip(', ')}, {last}: {inner.value}" + "}"
        yield _repair(index, "declaration-two-settings", parts.indent + parts.dashes + both + parts.remark)


def _token_quoted(line: str, column: int) -> str:
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


def _not_in_flow(trap: Trap) -> Trap:
    def guarded(fault: Fault, page: Page) -> Iterator[Repair]:
        if layout(page.lines[: fault.line + 1])[-1] is Where.BLOCK:
            yield from trap(fault, page)

    return guarded


_TRAPS: dict[Stop, tuple[Trap, ...]] = {
    Stop.CHARACTER: (_wiki_bullet, _reserved_start),
    Stop.QUOTE: (_open_quote,),
    Stop.ESCAPE: (_open_quote,),
    Stop.BRACKETS: (_swallowed_bracket, _in_brackets, _never_closed, _brackets_start),
    Stop.COLON: (_not_in_flow(_colon_inside),),
    Stop.DASH: (list_behind_key, _dash_start, _brackets_start),
    Stop.BLOCK: (_open_quote, _brackets_start),
}
