"""Reading on behind a mistake: what stops YAML is told and mended, so that everything else is told as well.

A repair is kept only when YAML then gets further; of those that are guesses, the one that gets furthest.
Where none helps, the text is cut at the key in which it stops, and what stands above is read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import yaml

from bot.lenient_yaml.errors import Fault, FaultyText, ParsingStop, Repair, fault_of
from bot.lenient_yaml.line_scanner import Parts, take_apart
from bot.lenient_yaml.nodes import TOP, Node
from bot.lenient_yaml.parse import Tree
from bot.lenient_yaml.repairs import repairs
from bot.lenient_yaml.repairs_layout import with_colon
from bot.lenient_yaml.scanner import MAX_DEPTH, MAX_TOKENS
from bot.messages import Remark, message

WORK = 128 * 1024
"""How many characters are read again at most, over all repairs of one text: it comes from strangers."""
LINE_WORK = 20
"""A line costs as much to read as so many characters, however short it is."""
TOKEN_WORK = 8
"""And so does a mark or a value."""
TRIALS = 30
"""How many repairs are tried in one place."""
CUTS = 5
"""How often the text is cut before nothing of it is read."""
FEWEST = 2
"""So many lines that begin with a key make settings, even where none has its colon."""
_LOST = {
    ParsingStop.DEPTH: message("declaration-too-deep", MAX_DEPTH),
    ParsingStop.SIZE: message("declaration-too-many", MAX_TOKENS),
}
_SETTING = re.compile(r"[^\s#\-\[\]{},\"':][^:]{0,60}:(?: |$)")


@dataclass(frozen=True, slots=True)
class Composed:
    """What could be read. Where it is not ``complete``, nothing can be said to be missing."""

    root: Node | None
    problems: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    complete: bool


@dataclass
class _Attempt:
    """One reading: its tree, or where it stopped."""

    lines: list[str]
    root: Node | None = None
    fault: Fault | None = None
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)


def compose(
    lines: Sequence[str],
    known: Mapping[str, tuple[str, ...]],
    lists: frozenset[str],
    *,
    thorough: bool = True,
) -> Composed:
    """Read the lines of a declaration.

    ``known`` are the language's keys, with those below which each can stand; ``lists`` can have lists.
    Not ``thorough`` is enough, and quick, where it is only asked whether there is any problem.
    """
    return _Composer(known, lists, thorough).compose(list(lines))


_END = (sys.maxsize, 0)
"""Further than any line."""


class _Composer:
    def __init__(self, known: Mapping[str, tuple[str, ...]], lists: frozenset[str], thorough: bool) -> None:
        self._known = known
        self._lists = lists
        self._thorough = thorough
        self._work = WORK
        self._traps: dict[int, Remark] = {}
        self._notices: list[Remark] = []
        self._lost: Remark | None = None
        self._cuts = 0
        self._complete = True

    def compose(self, lines: list[str]) -> Composed:
        attempt = self._attempt(self._as_settings(lines))
        while attempt.fault is not None:
            better = self._mended(attempt.fault, attempt.lines)
            attempt = better or self._attempt(self._cut(attempt.fault, attempt.lines))
        lost = [self._lost] if self._lost else []
        problems = [*attempt.problems, *self._still(attempt.problems), *lost]
        notices = (*self._notices, *attempt.notices)
        return Composed(attempt.root, tuple(problems), notices, self._complete and not lost)

    def _as_settings(self, lines: list[str]) -> list[str]:
        """The lines as settings where all of them lack a colon, or are items of a list.

        YAML takes these for one sentence or for a list, so that no fault would tell.
        """
        outer = [index for index, line in enumerate(lines) if line.strip() and line[0] not in " #"]
        parts = {index: take_apart(lines[index]) for index in outer}
        if any(part.key and not part.dashes for part in parts.values()):
            return lines
        told = {index: self._as_setting(lines[index], parts[index]) for index in outer}
        mended = {index: found for index, found in told.items() if found}
        if len(mended) < FEWEST or outer[0] not in mended:
            return lines
        for index, (key, params, new) in mended.items():
            self._tell(Repair(index, message(key, *params, new.strip()), {index: new}))
        return [mended[index][2] if index in mended else line for index, line in enumerate(lines)]

    def _as_setting(self, line: str, parts: Parts) -> tuple[str, tuple[str, ...], str] | None:
        """What one of them is told, and the line to write."""
        if parts.dashes == "- " and TOP in self._known.get(parts.key.lower(), ()):
            return "declaration-one-too-many", ("-",), line[2:]
        new = "" if parts.dashes else with_colon(line, self._known)
        return ("declaration-no-colon", (), new) if new else None

    def _still(self, newer: Sequence[Remark]) -> Iterator[Remark]:
        """Each line is told one thing about how it is written: the last, which has all repairs in it."""
        told = {remark.line for remark in newer}
        return (remark for line, remark in self._traps.items() if line not in told)

    def _attempt(self, lines: list[str]) -> _Attempt:
        tree = Tree(lines, self._known)
        try:
            root = tree.read()
        except yaml.MarkedYAMLError as error:
            fault = fault_of(error, lines)
            read = _cost(lines[: fault.line + 1])
            self._work -= max(read, read // 2 + TOKEN_WORK * tree.fetched) + _cost(lines) // 20
            return _Attempt(lines, fault=fault)
        return _Attempt(lines, root, None, tree.problems, tree.notices)

    def _mended(self, fault: Fault, lines: list[str]) -> _Attempt | None:
        """The text after the best repair, None when none gets YAML further."""
        best: tuple[tuple[int, int], Repair, _Attempt] | None = None
        for repair in islice(repairs(fault, FaultyText(lines, self._known, self._lists)), TRIALS):
            if self._work < 0:
                break
            if not (self._thorough or repair.notice):
                continue
            attempt = self._attempt([repair.changes.get(index, line) for index, line in enumerate(lines)])
            if attempt.fault is not None and not _is_further(attempt, fault, lines, repair):
                continue
            reached = _END if attempt.fault is None else _progress(attempt.fault, attempt.lines)
            if best is None or reached > best[0]:
                best = reached, repair, attempt
            if reached == _END or not repair.guess:
                break
        if best is None:
            return None
        self._tell(best[1])
        return best[2]

    def _tell(self, repair: Repair) -> None:
        self._complete = self._complete and not repair.loses
        if repair.notice:
            self._notices.append(_remark(repair))
        else:
            self._traps[repair.line + 1] = _remark(repair)

    def _cut(self, fault: Fault, lines: list[str]) -> list[str]:
        line = min(fault.place[0], len(lines) - 1)
        self._lost = self._lost or Remark(_LOST.get(fault.stop, message("declaration-unreadable")), line + 1)
        self._cuts += 1
        if fault.stop is ParsingStop.SIZE or self._cuts > CUTS or self._work < -WORK:
            return [""]
        start = next((index for index in range(line, 0, -1) if _SETTING.match(lines[index])), 0)
        return lines[:start] if start else [""]


def _is_further(attempt: _Attempt, fault: Fault, lines: Sequence[str], repair: Repair) -> bool:
    assert attempt.fault is not None
    old, new = _progress(fault, lines), _progress(attempt.fault, attempt.lines)
    # A quote closed by chance: mended further up, its second half shows up as a mistake of its own.
    another = repair.line < old[0] == new[0] and attempt.fault.stop is not fault.stop
    return new > old or another


def _progress(fault: Fault, lines: Sequence[str]) -> tuple[int, int]:
    """How far reading got. Within a line, what is left of it counts: a repair moves what stands behind it."""
    line, column = fault.place
    # What follows a bracket that is open in its own line has been read so far.
    column = fault.column if fault.line == line else column
    return line, column - len(lines[line])


def _cost(lines: Sequence[str]) -> int:
    return sum(map(len, lines)) + LINE_WORK * len(lines)


def _remark(repair: Repair) -> Remark:
    return Remark(repair.message, repair.line + 1)
