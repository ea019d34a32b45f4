"""Reading on behind a mistake: what stops YAML is told and mended, so that everything else is told as well.

A repair is kept only when YAML then gets further. Where none helps, the text is cut at the key in which
it stops, and what stands above is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from bot.core.language.faults import Fault, Page, Repair, Stop, fault_of
from bot.core.language.nodes import Node
from bot.core.language.traps import repairs
from bot.core.language.tree import MAX_DEPTH, Tree
from bot.core.message import Remark, message

WORK = 128 * 1024
"""How many characters are read again at most, over all repairs of one text: it comes from strangers."""
LINE_WORK = 20
"""A line costs as much to read as so many characters, however short it is."""
TRIALS = 30
"""How many repairs are tried in one place."""
CUTS = 5
"""How often the text is cut before nothing of it is read."""
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


def compose(lines: Sequence[str], known: Collection[str]) -> Composed:
    """Read the lines of a declaration; ``known`` are the keys of the language."""
    return _Composer(known).compose(list(lines))


class _Composer:
    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._work = WORK
        self._traps: dict[int, Remark] = {}
        self._notices: list[Remark] = []
        self._lost: Remark | None = None
        self._cuts = 0
        self._complete = True

    def compose(self, lines: list[str]) -> Composed:
        attempt = self._attempt(lines)
        while attempt.fault is not None:
            better = self._mended(attempt.fault, attempt.lines)
            attempt = better or self._attempt(self._cut(attempt.fault, attempt.lines))
        lost = [self._lost] if self._lost else []
        problems = [*attempt.problems, *self._still(attempt.problems), *lost]
        notices = (*self._notices, *attempt.notices)
        return Composed(attempt.root, tuple(problems), notices, self._complete and not lost)

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
            self._work -= sum(map(len, lines[: fault.line + 1])) + LINE_WORK * (fault.line + 1)
            return _Attempt(lines, fault=fault)
        return _Attempt(lines, root, None, tree.problems, tree.notices)

    def _mended(self, fault: Fault, lines: list[str]) -> _Attempt | None:
        """The text after the first repair that gets YAML further, None when none does."""
        for number, repair in enumerate(repairs(fault, Page(lines, self._known))):
            if self._work < 0 or number >= TRIALS:
                break
            changed = [repair.changes.get(index, line) for index, line in enumerate(lines)]
            if changed == lines:
                continue
            attempt = self._attempt(changed)
            if attempt.fault is None or _is_further(attempt, fault, lines, repair):
                self._tell(repair)
                return attempt
        return None

    def _tell(self, repair: Repair) -> None:
        self._complete = self._complete and not repair.loses
        if repair.notice:
            self._notices.append(_remark(repair))
        else:
            self._traps[repair.line + 1] = _remark(repair)

    def _cut(self, fault: Fault, lines: list[str]) -> list[str]:
        line = min(fault.place[0], len(lines) - 1)
        if self._lost is None:
            deep = fault.stop is Stop.DEPTH
            key = message("declaration-too-deep", MAX_DEPTH) if deep else message("declaration-unreadable")
            self._lost = Remark(key, line + 1)
        self._cuts += 1
        starts = [index for index in range(line + 1) if _SETTING.match(lines[index])]
        return lines[: starts[-1]] if starts and starts[-1] > 0 and self._cuts <= CUTS else [""]


def _is_further(attempt: _Attempt, fault: Fault, lines: Sequence[str], repair: Repair) -> bool:
    assert attempt.fault is not None
    old, new = _progress(fault, lines), _progress(attempt.fault, attempt.lines)
    # A quote closed by chance: mended further up, its second half shows up as a mistake of its own.
    another = repair.line < old[0] == new[0] and attempt.fault.stop is not fault.stop
    return new > old or another


def _progress(fault: Fault, lines: Sequence[str]) -> tuple[int, int]:
    """How far reading got. Within a line, what is left of it counts: a repair moves what stands behind it."""
    line, column = fault.place
    return line, column - len(lines[line])


def _remark(repair: Repair) -> Remark:
    return Remark(repair.message, repair.line + 1)
