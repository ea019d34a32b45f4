"""Where YAML stops reading, and what mends it: the values that the traps work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import yaml

from bot.lenient_yaml.layout import Where, layout
from bot.lenient_yaml.line_scanner import take_apart
from bot.lenient_yaml.scanner import Refused
from bot.messages import Message, message


class ParsingStop(Enum):
    """Why YAML stops. The names of PyYAML's errors are known here and nowhere else."""

    CHARACTER = "a value begins with a character of YAML's own"
    QUOTE = "a quote never ends"
    ESCAPE = "a backslash within double quotes"
    BRACKETS = "something in brackets is not as it should be, or they never end"
    COLON = "a colon where none can be"
    NO_COLON = "a line without a colon"
    DASH = "a list begins behind a key"
    BLOCK = "a line does not fit to those above"
    DOCUMENT = "a second document"
    DEPTH = "too many levels"
    SIZE = "too much altogether"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where YAML stops, from 0; ``opened`` is where the bracket or quote stands that is still open."""

    stop: ParsingStop
    line: int
    column: int
    opened: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[int, int]:
        """What a person would point at: an open bracket rather than the text's end."""
        return self.opened or (self.line, self.column)


@dataclass(frozen=True, slots=True)
class Repair:
    """What a line is to be told, and the lines that mend it for now. A notice if it is no problem.

    ``loses``: a setting is left out, so that nothing can be said to be missing. ``guess``: something else may
    be what was meant, if that gets YAML further.
    """

    line: int
    message: Message
    changes: Mapping[int, str]
    notice: bool = False
    loses: bool = False
    guess: bool = False


def repair(index: int, key: str, new: str, *params: str, guess: bool = False) -> Repair:
    """A problem that shows the line as it should be; it is the message's last parameter."""
    return Repair(index, message(key, *params, new.strip()), {index: new}, guess=guess)


@dataclass(frozen=True, slots=True)
class FaultyText:
    """The lines as they are now; the language's keys with those below which they stand; which take lists."""

    lines: Sequence[str]
    known: Mapping[str, tuple[str, ...]]
    lists: frozenset[str]


Trap: TypeAlias = Callable[[Fault, FaultyText], Iterator[Repair]]

_REFUSALS = {"depth": ParsingStop.DEPTH, "size": ParsingStop.SIZE, "document": ParsingStop.DOCUMENT}
_CONTEXTS = (
    ("quoted scalar", ParsingStop.QUOTE),
    ("double-quoted", ParsingStop.ESCAPE),
    ("simple key", ParsingStop.NO_COLON),
    ("flow", ParsingStop.BRACKETS),
    ("directive", ParsingStop.DOCUMENT),
)
_PROBLEMS = (
    ("mapping values", ParsingStop.COLON),
    ("sequence entries", ParsingStop.DASH),
    ("mapping keys", ParsingStop.CHARACTER),
    ("document start", ParsingStop.DOCUMENT),
)
_STARTS = ("alias", "anchor", "tag", "block scalar", "next token", "parsing a node", "block node")


def fault_of(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """What PyYAML's error says, in our words."""
    stop = _stop(error)
    mark, opened = error.problem_mark, error.context_mark
    if stop is ParsingStop.CHARACTER and opened is not None:
        mark = opened
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    if "flow node" in (error.context or ""):
        # Here PyYAML does not say where the bracket stands.
        return Fault(stop, line, column, _bracket_above(lines, line))
    if (
        stop in (ParsingStop.QUOTE, ParsingStop.ESCAPE, ParsingStop.BRACKETS, ParsingStop.NO_COLON)
        and opened is not None
    ):
        return Fault(stop, line, column, (opened.line, opened.column))
    return Fault(stop, line, column)


def _bracket_above(lines: Sequence[str], line: int) -> tuple[int, int]:
    starts = [index for index, where in enumerate(layout(lines[: line + 1])) if where is Where.BLOCK]
    first = starts[-1] if starts else 0
    return first, len(take_apart(lines[first]).head)


def _stop(error: yaml.MarkedYAMLError) -> ParsingStop:
    context, problem = error.context or "", error.problem or ""
    if isinstance(error, Refused):
        return _REFUSALS.get(error.kind, ParsingStop.CHARACTER)
    if "unknown escape" in problem or "escape sequence" in problem:
        return ParsingStop.ESCAPE
    for words, stop in (*_CONTEXTS, *((start, ParsingStop.CHARACTER) for start in _STARTS)):
        if words in context:
            return stop
    for words, stop in _PROBLEMS:
        if words in problem:
            return stop
    return ParsingStop.BLOCK
