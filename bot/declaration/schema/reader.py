"""What is found while a declaration is read: problems, notices, and where names were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from bot.declaration.schema.context import Context
from bot.declaration.schema.other_dates import Calendar
from bot.lenient_yaml.line_scanner import quoted
from bot.lenient_yaml.nodes import Node, Scalar, Span, Written
from bot.mediawiki.site import Title
from bot.messages import Param, Remark, message

UTC = ZoneInfo("UTC")
MAX_PROBLEMS = 50
"""So many are told: who has more of them has one cause for most."""
MAX_FOUND = 4 * MAX_PROBLEMS
"""So many are looked for."""
_LONGEST = 60
_LONGEST_PARAM = 1000
_LOOKED_AT = 2000
_LONGEST_LINE = 200


def clipped(text: str, length: int = _LONGEST) -> str:
    """``text`` on one line, cut where it is too long to be shown."""
    text = " ".join(text[:_LOOKED_AT].split())
    return text if len(text) <= length else text[: length - 1] + "…"


def says(node: Node) -> str:
    """What is written there, short enough to be shown."""
    return clipped(node.text if isinstance(node, Scalar) else node.span.source)


@dataclass
class Findings:
    """Everything found in one text.

    ``lines`` is the text as it was tidied, and ``traps`` what was told about how it is written. ``meant``
    are keys that were misspelt or written elsewhere, so that nobody is told that they are missing. So many
    problems as ``most`` are looked for.
    """

    lines: Sequence[str]
    traps: Sequence[Remark] = ()
    most: int = MAX_FOUND
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    withdrawn: list[Remark] = field(default_factory=list)
    written: dict[str | Title, Written] = field(default_factory=dict)
    meant: set[str] = field(default_factory=set)

    def told(self, remarks: Iterable[Remark], original: Sequence[str]) -> tuple[Remark, ...]:
        """``remarks`` without those withdrawn and repeated, by line, each with its line quoted."""
        withdrawn = frozenset(self.withdrawn)
        kept = [remark for remark in dict.fromkeys(remarks) if remark not in withdrawn]
        kept.sort(key=lambda remark: remark.line or len(original) + 1)
        return tuple(_quoted(kept, original))

    @property
    def enough(self) -> bool:
        """Whether so many problems have been found that no more need to be looked for."""
        return len(self.problems) >= self.most


def _quoted(remarks: Sequence[Remark], original: Sequence[str]) -> Iterator[Remark]:
    for remark in remarks[:MAX_PROBLEMS]:
        line = original[remark.line - 1].rstrip() if remark.line else ""
        said = replace(remark.message, params=tuple(map(_short, remark.message.params)))
        yield replace(remark, message=said, quote=_cut(line, _LONGEST_LINE))
    if len(remarks) > MAX_PROBLEMS:
        more = "declaration-more" if len(remarks) < MAX_FOUND else "declaration-many-more"
        yield Remark(message(more, min(len(remarks), MAX_FOUND) - MAX_PROBLEMS))


def _short(param: Param) -> Param:
    """A line to write instead may be the longest of all, and nobody reads more of it than this."""
    return _cut(param, _LONGEST_PARAM) if isinstance(param, str) else param


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


@dataclass(frozen=True)
class Reader:
    """What a shape reads with. ``key`` is the setting that is being read.

    ``places`` tells for each key of the language below which keys it can stand, ``beside`` for some beside
    which one they have to. ``complete`` is false
    where some of the text could not be read: nothing can then be said to be missing. ``zone`` is the
    campaign's time zone as far as it can be read; with ``calendar`` dates in other formats are read.
    """

    context: Context
    findings: Findings
    places: Mapping[str, tuple[str, ...]]
    complete: bool = True
    key: str = ""
    zone: ZoneInfo = UTC
    calendar: Calendar = field(default_factory=lambda: Calendar({}))
    beside: Mapping[str, str] = field(default_factory=dict)

    def under(self, key: str) -> Reader:
        """The reader for what stands below ``key``."""
        return replace(self, key=key)

    @property
    def count(self) -> int:
        """How many problems there are by now."""
        return len(self.findings.problems)

    def problem(self, span: Span | None, key: str, *params: Param) -> None:
        """Tell a problem: the message ``key`` with its parameters, at the line of ``span``."""
        if not self.findings.enough:
            self.findings.problems.append(Remark(message(key, *params), span.line if span else None))

    def wrong(self, node: Node, key: str, *params: Param) -> None:
        """Tell that a value is not what is wanted. How it is written does not matter then."""
        if self.findings.enough:
            return
        if trap := self.trap(node):
            self.findings.withdrawn.append(trap)
        self.problem(node.span, key, *params)

    def trap(self, node: Node) -> Remark | None:
        """What was told about how a value is written: the problem whose mended line has it in quotes."""
        if not isinstance(node, Scalar) or node.plain:
            return None
        now = quoted(node.text)
        if now in self.findings.lines[node.span.line - 1]:
            return None
        on_line = (
            trap for trap in self.findings.traps if trap.line == node.span.line and trap.message.params
        )
        return next((trap for trap in on_line if now in str(trap.message.params[-1])), None)

    def wants(self, key: str, node: Node) -> None:
        """Tell what is wanted: $1 is the setting, $2 what it says."""
        if isinstance(node, Scalar) and not node.text.strip():
            self.wrong(node, "declaration-nothing", self.key)
        else:
            self.wrong(node, key, self.key, says(node))

    def notice(self, span: Span, key: str, *params: Param) -> None:
        """Tell a notice."""
        if len(self.findings.notices) < MAX_FOUND:
            self.findings.notices.append(Remark(message(key, *params), span.line))

    def note(self, value: str | Title, node: Scalar) -> None:
        """Remember where a user name or a title was written first."""
        self.findings.written.setdefault(value, Written(node.span.line, node.in_list))
