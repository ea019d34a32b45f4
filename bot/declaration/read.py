"""A declaration's text -> a campaign, or every problem with its line.

The language: docs/organizers.md; how it is read: :mod:`bot.declaration.language`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Campaign
from bot.declaration.language import TOP_LEVEL_KEYS, json_schema, language
from bot.declaration.schema.context import Context
from bot.declaration.schema.keyed import asked, beside, list_keys, places
from bot.declaration.schema.other_dates import Calendar, day_of
from bot.declaration.schema.reader import MAX_FOUND, Findings, Reader
from bot.declaration.schema.shapes import FALSE, Shape
from bot.declaration.schema.zone_names import zone_named
from bot.lenient_yaml.characters import ascii_digits, plain_breaks
from bot.lenient_yaml.nodes import MappingNode, Scalar, Written
from bot.lenient_yaml.normalize import tidy
from bot.lenient_yaml.recover import Composed, compose
from bot.mediawiki.site import Title
from bot.messages import Message, Remark, message

__all__ = ["TOP_LEVEL_KEYS", "Context", "Declaration", "Written", "json_schema", "read_declaration"]

MAX_BYTES = 64 * 1024
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
RULES = 2
"""Raise it when settings that had problems can be good now: older versions of pages are then read again."""


@dataclass(frozen=True)
class Declaration:
    """What was read: the campaign if there are no problems. Notices stop nothing.

    ``lines`` are those of the block. ``written`` tells where user names (``str``) and titles were written, so
    that a notice about the wiki can show the line: see :meth:`remark`. ``names`` False: they say that nobody
    is to be named, whatever else is wrong with them.
    """

    campaign: Campaign | None
    problems: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    lines: tuple[str, ...] = ()
    written: Mapping[str | Title, Written] = field(default_factory=dict)
    names: bool = True

    def remark(self, said: Message, line: int | None) -> Remark:
        """A remark about one of the lines, with the line quoted."""
        quote = self.lines[line - 1].rstrip() if line and line <= len(self.lines) else ""
        return Remark(said, line, quote)


def unanswered(context: Context) -> tuple[str, ...]:
    """The names of the questions that settings call for and that nothing answers on this wiki."""
    kinds = asked(language(context.outputs, context.planned_outputs))
    return tuple(sorted(kind.__name__ for kind in kinds if not context.answers(kind)))


def read_declaration(
    text: str, context: Context, *, thorough: bool = True, whole: bool = True
) -> Declaration:
    """Read the text of one block. Never raises: it may be anything that somebody wrote on a page.

    ``thorough`` finds all problems of a text that is no YAML, which takes up to a second. Without, some are
    found of each text that has any: enough to look for the last good declaration in a page's history.
    ``whole`` False: what is wrong with settings that are each fine by themselves is not told.
    """
    lines = tuple(plain_breaks(text).split("\n"))
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        return Declaration(None, (Remark(message("declaration-too-large", MAX_BYTES // 1024)),), lines=lines)
    root = language(context.outputs, context.planned_outputs)
    root = root if whole else replace(root, check=None)
    known = places(root)
    tidied, notices = tidy(lines, known)
    composed = compose(tidied, known, list_keys(root), thorough=thorough)
    findings = Findings(tidied, composed.problems, most=MAX_FOUND if thorough else 1)
    reader = replace(_reader(context, findings, known, composed), beside=beside(root))
    campaign = _read(root, composed, reader)
    if campaign and "language" not in _plain(composed) and not context.speaks(context.site.language):
        said = message("declaration-wiki-language-not-spoken", context.site.language)
        findings.notices.append(Remark(said))
    problems = findings.told([*composed.problems, *findings.problems], lines)
    return Declaration(
        campaign=None if problems else campaign,
        problems=problems,
        notices=findings.told([*notices, *composed.notices, *findings.notices], lines),
        lines=lines,
        written=findings.written,
        names=_plain(composed).get("names", "").lower() not in FALSE,
    )


def _reader(
    context: Context, findings: Findings, known: Mapping[str, tuple[str, ...]], composed: Composed
) -> Reader:
    """The reader; what dates are read with may stand anywhere in the settings."""
    plain = _plain(composed)
    zone = zone_named(plain.get("timezone", "")) or zone_named(context.site.timezone) or "UTC"
    languages = (plain.get("language", ""), context.site.language, "en")
    months = {name: month for code in reversed(languages) for name, month in context.months(code).items()}
    texts = {key: ascii_digits(plain.get(key, "")) for key in ("start", "end", "name")}
    years = (_YEAR.search(text) for text in texts.values())
    start, end = (day_of(texts[key], months) for key in ("start", "end"))
    return Reader(
        context,
        findings,
        known,
        complete=composed.complete,
        zone=ZoneInfo(zone),
        calendar=Calendar(months, next((int(year[0]) for year in years if year), None), start, end),
    )


def _plain(composed: Composed) -> Mapping[str, str]:
    """The settings of the top level that are plain texts."""
    if not isinstance(composed.root, MappingNode):
        return {}
    entries = composed.root.entries
    return {e.key.text.strip().lower(): e.value.text.strip() for e in entries if isinstance(e.value, Scalar)}


def _read(root: Shape[Campaign], composed: Composed, reader: Reader) -> Campaign | None:
    if composed.root is not None:
        return root.read(composed.root, reader)
    if composed.complete:
        reader.problem(None, "declaration-no-settings")
    return None
