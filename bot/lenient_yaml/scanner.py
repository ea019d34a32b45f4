"""PyYAML's own reading of a text, event by event, which ends where a text would take it too long.

Left to itself it takes minutes for 64 KiB of opening brackets.
"""

from __future__ import annotations

import re
from typing import Any

from yaml import MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

from bot.lenient_yaml.characters import visible

MAX_DEPTH = 20
MAX_TOKENS = 25_000
"""So many marks and values are read of one text: more than 64 KiB of ordinary settings hold."""
_AHEAD = 2 * MAX_DEPTH
"""The scanner is ahead of the reader of events, who tells first what is wrong above."""
_END = "\0 \t\r\n\x85\u2028\u2029"
_WORD = re.compile(f"(?:[^:{_END}]++|:(?![{_END}]))++")
_FLOW_WORD = re.compile(rf"(?:[^:,?\[\]{{}}{_END}]++|:(?![,\[\]{{}}{_END}]))++")
_SPACES = re.compile(" ++")
_BETWEEN = frozenset("# \n\r\x85\u2028\u2029\ufeff")
_SURROGATE = re.compile("[\ud800-\udfff]")
NO_CHARACTER = "found an escape sequence that stands for no character"
_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029\ufeff]")


class Refused(MarkedYAMLError):
    """YAML that is not part of this language: ``kind`` is alias, anchor, tag, depth, document or size."""

    def __init__(self, kind: str, mark: Any) -> None:
        super().__init__(kind, None, None, mark)
        self.kind = kind


class YamlEvents(Reader, Scanner, Parser):
    """The events of a text. ``fetched`` is how many marks and values have been looked at by now.

    Raises :class:`yaml.MarkedYAMLError` where they end.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.fetched = 0

    def __iter__(self) -> YamlEvents:
        return self

    def __next__(self) -> Any:
        if not self.check_event():
            raise StopIteration
        return self.get_event()  # type: ignore[no-untyped-call]

    def fetch_more_tokens(self) -> Any:
        """Look at the next mark or value."""
        self.fetched += 1
        if self.fetched > MAX_TOKENS:
            raise Refused("size", self.get_mark())
        self.scan_to_next_token()
        if self.peek().isalnum():
            # Nothing but a value begins so.
            self.stale_possible_simple_keys()
            self.unwind_indent(self.column)
            return self.fetch_plain()
        return super().fetch_more_tokens()

    def scan_to_next_token(self) -> None:
        """Go to the next mark or value; PyYAML sees to everything but spaces."""
        if spaces := _SPACES.match(self.buffer, self.pointer):
            self.forward(len(spaces[0]))
        if self.peek() in _BETWEEN:
            super().scan_to_next_token()

    def check_token(self, *choices: Any) -> bool:
        """Whether the next mark is one of these; without any, whether there is one."""
        while self.need_more_tokens():
            self.fetch_more_tokens()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def fetch_flow_collection_start(self, token: Any) -> None:
        """A bracket opens."""
        if self.flow_level > _AHEAD:
            raise Refused("depth", self.get_mark())
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> bool:
        """A list or settings begin further right."""
        if len(self.indents) > _AHEAD:
            raise Refused("depth", self.get_mark())
        return bool(super().add_indent(column))

    def need_more_tokens(self) -> bool:
        """Whether what comes next has to be looked at before the next mark or value is known."""
        if self.done or not self.tokens:
            return not self.done
        if not self.possible_simple_keys:
            return False
        self.stale_possible_simple_keys()
        return bool(self.next_possible_simple_key() == self.tokens_taken)  # type: ignore[no-untyped-call]

    def scan_plain(self) -> ScalarToken:
        """A value without quotes: as PyYAML does it, but word by word."""
        chunks: list[str] = []
        spaces: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        word = _FLOW_WORD if self.flow_level else _WORD
        while self.peek() != "#" and (match := word.match(self.buffer, self.pointer)):
            self.allow_simple_key = False
            chunks += [*spaces, match[0]]
            self.forward(len(match[0]))
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> list[str]:
        """A piece of a value in quotes: what an escape stands for is a character that people can see."""
        try:
            text = "".join(super().scan_flow_scalar_non_spaces(double, start_mark))
        except (ValueError, OverflowError):
            raise ScannerError(
                "while scanning a double-quoted scalar", start_mark, NO_CHARACTER, self.get_mark()
            ) from None
        if _SURROGATE.search(text):  # JSON writes two of them for one character.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return [visible(text)]

    def scan_yaml_directive_number(self, start_mark: Any) -> int:
        """A part of the version in a directive, which nobody asks for."""
        try:
            return int(super().scan_yaml_directive_number(start_mark))
        except ValueError:
            raise Refused("document", self.get_mark()) from None

    def forward(self, length: int = 1) -> None:
        """Go on: in one step where no line ends on the way, which is nearly always."""
        end = self.pointer + length
        if end + 1 < len(self.buffer) and not _LINE_BREAK.search(self.buffer, self.pointer, end):
            self.pointer = end
            self.index += length
            self.column += length
        else:
            super().forward(length)
