"""A name without a link on a list of participants, in the ways in which it may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mediawiki.site import Site
from bot.wikitext.sign_up_lines import dates, tidy
from bot.wikitext.sign_up_words import joins
from bot.wikitext.visible_text import OPAQUE

_LINK = re.compile(r"\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\]")
_BEHIND = re.compile(r"\s+[-–—]+\s+|\s*[(（:：]|\s*[–—]\s*|\.\s|\s-\s?-?")
_LABEL = re.compile(r"[^:：]{1,30}[:：]\s*(.+)")
_PARTS = re.compile(r"[,;،、，；؛]|(?<=\s)\S+(?=\s)|[&/+]")
_COMMAS = frozenset(",;،、，；؛")
_DATE_AT_END = re.compile(r"[\s,(]+(?:\d{1,4}\b.*\d{4}\W*|\d{4}-\d\d-\d\d\W*|\d{1,2}[./]\d{1,2}[./].*)$")
_EDGES = " \t\"'“”„«»‘’`*_.,;!?-–—@~|\u200e\u200f\u2068\u2069"
_SENTENCE = re.compile(r"[.!?。！？]")
_MOST_WORDS = 6
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Plain:
    """A line without a link to anybody: as it reads, and the names that it may mean.

    ``readings`` are tried in turn; each is the names that would sign up together. ``certain``: it is a line
    of the list, so that its writer should be told if nobody is meant.
    """

    text: str
    readings: tuple[tuple[str, ...], ...]
    certain: bool = True


def plain(text: str, site: Site) -> Plain | None:
    """What a line without people may say; None for what is no name: a sentence, a heading, nothing."""
    if len(text) > _LONGEST * 4:
        return None
    whole = " ".join(tidy(_LINK.sub(r"\1", text)).split())
    line = _without_dates(whole).replace(OPAQUE, " ").strip()
    written = whole.replace(OPAQUE, "…")
    if len(written) > _LONGEST or line.endswith((":", "：")):
        return None
    if not any(map(str.isalnum, line)):
        # Five tildes leave a date alone, and what stands in <nowiki> signs nobody up.
        return Plain(written, ()) if line != whole else None
    if "//" in line:
        return Plain(written, ())  # An address of another site.
    found = dict.fromkeys(_readings(line, site))
    return Plain(written, tuple(found), certain=_may_be_name(line)) if found else None


def _without_dates(line: str) -> str:
    for start, end in reversed(list(dates(line))):
        line = line[:start] + line[end:]
    return line


def _may_be_name(line: str) -> bool:
    """Whether a line is no sentence: a few words, or a few before a dash or the like."""
    short = len(line.split()) <= _MOST_WORDS and not _SENTENCE.search(line.rstrip(".!"))
    return short or len(_BEHIND.split(line)[0].split()) <= 2


def _readings(line: str, site: Site) -> list[tuple[str, ...]]:
    without_date = _DATE_AT_END.sub("", line)
    label = _LABEL.fullmatch(line)
    before = _BEHIND.split(without_date)[0]
    if site.namespace_number(before.strip(_EDGES)) is not None:
        before = without_date
    wholes = [line, without_date, *([label[1]] if label else []), before]
    several = [parts for parts in (_parts(before), _parts(without_date)) if len(parts) > 1]
    readings = [*([whole] for whole in wholes), *several]
    return [names for reading in readings if (names := _account_names(reading, site))]


def _parts(line: str) -> list[str]:
    """The names between commas and words such as "and"."""
    parts, place = [], 0
    for match in _PARTS.finditer(line):
        if match[0] in _COMMAS or (match[0].islower() and joins(match[0])) or match[0] in "&/+":
            parts.append(line[place : match.start()])
            place = match.end()
    return [*parts, line[place:]][:20]


def _account_names(texts: list[str], site: Site) -> tuple[str, ...]:
    cleaned = (text.strip(_EDGES).lstrip("@") for text in texts)
    return tuple(filter(None, (site.user_name(text) for text in cleaned if text)))
