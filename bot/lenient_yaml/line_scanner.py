"""One line of a declaration taken apart, without reading YAML: for texts that YAML can't read yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

QUOTES = "\"'"
LINK = re.compile(r"\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}")
"""A wiki link or a template call."""

_LONGEST_REMEMBERED = 200
_KEY = r"(?:\"[^\"]{1,200}\"|'[^']{1,200}'|[^\s\"'#\[\]{},&*!|>%@`:\-](?:[^:#]|:(?=\S)|(?<=\S)#){0,200}?)"
_HEAD = re.compile(
    rf"(?P<indent> *)(?P<dashes>(?:- ++)*+)(?:(?P<key>{_KEY})(?P<colon> {{0,40}}:(?= |$) *))?(?P<rest>.*)",
    re.DOTALL,
)
_DASHES_ONLY = re.compile(r" *+(?:- ++)*+-$")


@dataclass(frozen=True, slots=True)
class Parts:
    """``indent``, ``- `` marks, key with its colon, value and remark: put together they are the line."""

    indent: str
    dashes: str
    key: str
    colon: str
    value: str
    remark: str

    @property
    def column(self) -> int:
        """Where the key or value begins that the line holds: what stands below it has to line up with it."""
        return len(self.indent) + len(self.dashes)

    @property
    def head(self) -> str:
        """Everything before the value."""
        return self.indent + self.dashes + self.key + self.colon

    def with_value(self, value: str) -> str:
        """The line with another value."""
        return self.head + value + self.remark


def take_apart(line: str) -> Parts:
    """Split a line that begins in block style. A line that only goes on with a value has no key."""
    # The same line is looked at again and again while a text is mended.
    return _remembered(line) if len(line) <= _LONGEST_REMEMBERED else _taken_apart(line)


def _taken_apart(line: str) -> Parts:
    if _DASHES_ONLY.match(line):
        return Parts(line[: line.index("-")], line.lstrip(" "), "", "", "", "")
    match = _HEAD.fullmatch(line)
    assert match is not None
    value, remark = split_remark(match["rest"])
    return Parts(match["indent"], match["dashes"], match["key"] or "", match["colon"] or "", value, remark)


_remembered = lru_cache(maxsize=8192)(_taken_apart)


def split_remark(value: str) -> tuple[str, str]:
    """A value and the remark behind it, with the space before: ``# `` and the like of it.

    A ``#`` with something directly behind it is left in the value: it may well belong there.
    """
    for index in outside_quotes(value) if "#" in value else ():
        if (
            value[index] == "#"
            and _opens_remark(value, index)
            and value[index + 1 : index + 2] in ("", " ", "#")
        ):
            start = len(value[:index].rstrip())
            return value[:start], value[start:]
    end = len(value.rstrip())
    return value[:end], value[end:]


def _opens_remark(value: str, index: int) -> bool:
    return index == 0 or value[index - 1].isspace()


def outside_quotes(text: str) -> Iterator[int]:
    """The places in ``text`` that are not within quotes or a link.

    Both begin only where a value can begin. Ends where a quote is opened that is not closed.
    """
    return (index for index, _ in walk(text, past_links=True))


def walk(text: str, *, past_links: bool = False) -> Iterator[tuple[int, bool]]:
    """Each place in ``text`` that is not within quotes, and whether a key or value can begin there."""
    index, opening = 0, True
    while index < len(text):
        if opening and text[index] in QUOTES:
            index, opening = quote_end(text, index) + 1, False
            if not index:
                return
        elif opening and past_links and (link := LINK.match(text, index)):
            index, opening = link.end(), False
        else:
            yield index, opening
            opening = text[index] in "[{,:" or (opening and text[index].isspace())
            index += 1


def quote_end(text: str, start: int) -> int:
    """Where the quote that opens at ``start`` is closed, -1 where it is not in this line."""
    quote, index = text[start], start + 1
    while index < len(text):
        if quote == '"' and text[index] == "\\":
            index += 2
        elif text[index] != quote:
            index += 1
        elif quote == "'" and text[index + 1 : index + 2] == "'":
            index += 2
        else:
            return index
    return -1


def quoted(text: str) -> str:
    """``text`` in quotes, so that YAML reads all of it as it is."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
