"""Which lines of a declaration are settings and list items, and which only go on with a value from above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from bot.lenient_yaml.line_scanner import QUOTES, Parts, outside_quotes, quote_end, take_apart

_BLOCK_TEXT = re.compile(r"[|>][+\-0-9]{0,2}")
_SETTING = re.compile(r" *(?:- +)*[\w.]{1,60} *(?::(?: |$)|：)")


class Where(Enum):
    """How a line begins: on its own, within brackets or quotes, or in a text behind ``|`` or ``>``."""

    BLOCK = "block"
    FLOW = "flow"
    QUOTED = "quoted"
    TEXT = "text"


def layout(lines: Sequence[str]) -> list[Where]:
    """For each line, how it begins."""
    walker = _Walker()
    return [walker.enter(line) for line in lines]


class _Walker:
    """Goes down the lines and remembers what is open. A bracket or quote that is forgotten ends by itself."""

    def __init__(self) -> None:
        self._where = Where.BLOCK
        self._column = 0
        self._depth = 0
        self._quote = ""

    def enter(self, line: str) -> Where:
        """How ``line`` begins; then go to its end."""
        self._close_forgotten(line)
        where = self._where
        if where is Where.BLOCK:
            self._block(take_apart(line.expandtabs(4)))
        elif where is Where.FLOW:
            self._flow(line)
        elif where is Where.QUOTED:
            self._quoted(line)
        return where

    def _close_forgotten(self, line: str) -> None:
        if not line.strip() or self._where is Where.BLOCK:
            return
        indent = len(line) - len(line.lstrip())
        ends_text = self._where is Where.TEXT and indent <= self._column
        if ends_text or (indent <= self._column and _SETTING.match(line)):
            self._where = Where.BLOCK

    def _block(self, parts: Parts) -> None:
        self._column = parts.column if parts.key else len(parts.indent)
        if parts.value[:1] in ("[", "{"):
            self._depth = 0
            self._flow(parts.value)
        elif parts.value[:1] and parts.value[0] in QUOTES and quote_end(parts.value, 0) < 0:
            self._where, self._quote = Where.QUOTED, parts.value[0]
        elif _BLOCK_TEXT.fullmatch(parts.value):
            self._where = Where.TEXT

    def _flow(self, text: str) -> None:
        for index in outside_quotes(text):
            if text[index] == "#" and (index == 0 or text[index - 1] == " "):
                break
            self._depth += (text[index] in "[{") - (text[index] in "]}")
        self._where = Where.FLOW if self._depth > 0 else Where.BLOCK

    def _quoted(self, line: str) -> None:
        if quote_end(self._quote + line, 0) >= 0:
            self._where = Where.BLOCK
