"""What is read as meant, although YAML would not: tabs, odd spaces, curly quotes, a missing space.

Every such repair is told as a notice, with what to write. The lines stay the same in number, so that
every later remark finds its line. Rule: docs/organizers.md, "Writing the settings".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias

from bot.lenient_yaml.characters import BULLETS, ODD_SPACES, SMART_QUOTES, WIDE_COLONS, visible
from bot.lenient_yaml.layout import Where, layout
from bot.lenient_yaml.line_scanner import LINK, outside_quotes, quoted, take_apart, walk
from bot.messages import Remark, message

Mending: TypeAlias = Callable[[str, Collection[str]], str]

TAB_WIDTH = 4
_INDENT = re.compile(rf"[ \t{ODD_SPACES}]*")
_ODD_SPACE = re.compile(rf"[{ODD_SPACES}]")
_ODD_RUN = re.compile(rf"(?<! ) *+[\t{ODD_SPACES}][ \t{ODD_SPACES}]*+")
_BULLET = re.compile(rf"( *)[{BULLETS}] +(?=\S)")
_TIGHT_DASH = re.compile(r"( *)-(?=[^\s\-\d.])")
_TIGHT_KEY = re.compile(r"( *)([a-z_]+):(?=\S)")
_WIDE_KEY = re.compile(
    rf"( *(?:- +)*)([^\s\"'#\[\]{{}}:{WIDE_COLONS}][^#:{WIDE_COLONS}]{{0,200}}?) *[{WIDE_COLONS}] *"
)
_WIDE_FLOW_KEY = re.compile(rf"([a-z_]+) *[{WIDE_COLONS}] *")
_SMART_VALUE = re.compile(rf"[{SMART_QUOTES}]([^{SMART_QUOTES}]*)[{SMART_QUOTES}]")
_SMART_ITEM = re.compile(rf"{_SMART_VALUE.pattern}(?=\s*(?:[,\]}}]|:\s|$))")


def tidy(original: Sequence[str], known: Collection[str]) -> tuple[list[str], tuple[Remark, ...]]:
    """The lines as they were meant, and the notices about it. ``known`` are the keys of the language."""
    mended: dict[str, set[int]] = {}
    lines = []
    for index, line in enumerate(visible("\n".join(original)).split("\n")):
        fixed, kind = _spaced(line)
        lines.append(fixed)
        if kind:
            mended.setdefault(kind, set()).add(index)
    for index, where in enumerate(layout(lines)):
        if where in (Where.BLOCK, Where.FLOW):
            lines[index], kinds = _mended(lines[index], where, known)
            for kind in kinds:
                mended.setdefault(kind, set()).add(index)
    return lines, tuple(_notice(kind, found, original, lines) for kind, found in mended.items())


def _notice(kind: str, found: Collection[int], original: Sequence[str], lines: Sequence[str]) -> Remark:
    """One notice for each kind: $1 is the first of its lines as it should be, $2 how many lines there are."""
    first = min(found)
    return Remark(message(kind, lines[first].strip(), len(found)), first + 1, original[first].rstrip())


def _mended(line: str, where: Where, known: Collection[str]) -> tuple[str, list[str]]:
    if not line:
        return line, []
    kinds = []
    for kind, mend in _mendings(line, where):
        before, line = line, mend(line, known)
        if line != before:
            kinds.append(kind)
    # Links and template calls are what everybody writes on a wiki: read as meant, without a notice.
    if where is Where.BLOCK or ("[[" not in line and "{{" not in line):
        return links_quoted(line), kinds
    return _replaced(LINK, lambda link: quoted(link[0]), line), kinds


def _mendings(line: str, where: Where) -> Iterable[tuple[str, Mending]]:
    """What may have to be mended. Curly quotes and the like are none of ASCII's characters."""
    found = _BLOCK if where is Where.BLOCK else _FLOW
    return (one for one in found if one[0] in _OF_ASCII) if line.isascii() else found


def _spaced(line: str) -> tuple[str, str]:
    """Plain spaces where YAML looks for them (in front, behind a colon, before a remark); what was mended."""
    indent = _INDENT.match(line)
    assert indent is not None
    front, rest = indent[0], line[indent.end() :].rstrip()
    if not rest or rest.startswith("#"):
        return rest, ""
    plain = _ODD_SPACE.sub(" ", front.replace("\u3000", "  ")).expandtabs(TAB_WIDTH)
    runs = list(_ODD_RUN.finditer(rest))
    bare = set(outside_quotes(rest)) if runs else ()
    runs = [run for run in runs if run.start() in bare and _misleads(rest, run)]
    rest = _with_spaces(rest, runs)
    mended = front + "".join(run[0] for run in runs)
    if "\t" in mended:
        return plain + rest, "declaration-tab"
    return plain + rest, "declaration-space" if _ODD_SPACE.search(mended) else ""


def _with_spaces(text: str, runs: Sequence[re.Match[str]]) -> str:
    """The text with a single space in the place of each run."""
    starts = [0, *(run.end() for run in runs)]
    ends = [*(run.start() for run in runs), len(text)]
    return " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _misleads(rest: str, run: re.Match[str]) -> bool:
    """Whether YAML would not see a space there that it looks for. Within a text, odd spaces do no harm."""
    before, after = rest[max(run.start() - 1, 0) : run.start()], rest[run.end() : run.end() + 1]
    at_mark = before in {":", ",", "[", "{", *WIDE_COLONS} or after in {":", "#"}
    return "\t" in run[0] or at_mark or (before == "-" and run.start() == 1)


def _bullet_read(line: str, _: Collection[str]) -> str:
    return _BULLET.sub(r"\1- ", line, count=1) if _BULLET.match(line) else line


def _dash_spaced(line: str, _: Collection[str]) -> str:
    match = _TIGHT_DASH.match(line)
    return f"{match[1]}- {line[match.end() :]}" if match else line


def _colon_narrowed(line: str, known: Collection[str]) -> str:
    match = _WIDE_KEY.match(line)
    if not match:
        return line
    # In a list item a wide colon may well belong to a title, and behind a colon to a value.
    if match[2] not in known and ("-" in match[1] or take_apart(line).key):
        return line
    return f"{match[1]}{match[2]}: {line[match.end() :]}".rstrip()


def _colon_spaced(line: str, known: Collection[str]) -> str:
    match = _TIGHT_KEY.match(line)
    return f"{match[1]}{match[2]}: {line[match.end() :]}" if match and match[2] in known else line


def _quotes_plain(line: str, known: Collection[str]) -> str:
    parts = take_apart(line)
    if parts.value[:1] in ("[", "{"):
        return parts.with_value(_flow_quotes_plain(parts.value, known))
    match = _SMART_VALUE.fullmatch(parts.value)
    return parts.with_value(quoted(match[1].strip())) if match else line


def _flow_colon_narrowed(text: str, known: Collection[str]) -> str:
    parts = take_apart(text)
    if parts.value[:1] in ("[", "{"):
        return parts.with_value(_wide_keys(parts.value, known))
    return text


def _wide_keys(text: str, known: Collection[str]) -> str:
    return _replaced(_WIDE_FLOW_KEY, lambda key: f"{key[1]}: " if key[1] in known else key[0], text)


def _flow_quotes_plain(text: str, _: Collection[str]) -> str:
    return _replaced(_SMART_ITEM, lambda item: quoted(item[1].strip()), text)


def links_quoted(line: str) -> str:
    """The line with its links and template calls in quotes, which keeps YAML from reading them as lists."""
    if "[[" not in line and "{{" not in line:
        return line
    parts = take_apart(line)
    if LINK.match(parts.value):
        return parts.with_value(quoted(parts.value))
    if parts.value[:1] in ("[", "{"):
        return parts.with_value(_replaced(LINK, lambda link: quoted(link[0]), parts.value))
    return line


def _replaced(pattern: re.Pattern[str], written: Callable[[re.Match[str]], str], text: str) -> str:
    """Within brackets, replace keys and values that begin with ``pattern``."""
    pieces, done = [], 0
    for index, opening in walk(text):
        if opening and index >= done and (match := pattern.match(text, index)):
            pieces += [text[done:index], written(match)]
            done = match.end()
    return "".join([*pieces, text[done:]])


_BLOCK: tuple[tuple[str, Mending], ...] = (
    ("declaration-bullet-read", _bullet_read),
    ("declaration-dash-space", _dash_spaced),
    ("declaration-wide-colon", _colon_narrowed),
    ("declaration-wide-colon", _flow_colon_narrowed),
    ("declaration-colon-space", _colon_spaced),
    ("declaration-smart-quotes", _quotes_plain),
)
_FLOW: tuple[tuple[str, Mending], ...] = (
    ("declaration-wide-colon", _wide_keys),
    ("declaration-smart-quotes", _flow_quotes_plain),
)
_OF_ASCII = ("declaration-dash-space", "declaration-colon-space")
