"""A list of participants as it is read line by line: each person one character, what nobody reads gone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.mediawiki.site import FILE, TEMPLATE, Site
from bot.wikitext.braces import templates_in
from bot.wikitext.sign_up_words import strikes
from bot.wikitext.user_mentions import Mention, mentions, template_title

_FIRST, _LAST = 0xF0000, 0x10FFFF
ANYBODY = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
"""A character of private use stands for a person."""

_FILE = re.compile(r"\[\[|\]\]")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)\b([^<>]*+)>", re.IGNORECASE)
_STRIKING_TAGS = frozenset({"s", "del", "strike"})
_LINE_THROUGH = re.compile(r"style\s*=[^<>]*line-through", re.IGNORECASE)
_WITHOUT_END = frozenset({"br", "hr", "wbr", "img", "li", "p", "td", "tr", "th", "dd", "dt"})
_STRUCK_LABEL = re.compile(r"\|\s*+<(?:s|del|strike)\s*+>", re.IGNORECASE)
_TILDES = re.compile(r"((?<![~:|])~~(?=\[\[|\{\{))|(?<=\]\]|\}\})~~(?!~)")
_LONGEST_TARGET = 300
_SIGNED = " 1 January 2000, 0:00 (UTC)"
"""Stands for the date of a signature where a template names whose it is."""
NO_DATE = _SIGNED.strip()
"""That date, which tells nothing."""
_ITEM = re.compile(r"<li\b[^<>]*+>[ \t\n]*+", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*+>[ \t\n]*+", re.IGNORECASE)
_HEAD = re.compile(r"<th\b[^<>]*+>[ \t\n]*+", re.IGNORECASE)
_CELL = re.compile(r"<td\b[^<>]*+>[ \t\n]*+", re.IGNORECASE)
_TABLE = re.compile(r"<(/?)table\b[^<>]*+>[ \t\n]*+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named on a list: by ``name``, None for an IP address.

    ``beside``: by a talk page or contributions, which a signature links beside the user page. ``struck``: the
    name is struck out.
    """

    name: str | None
    beside: bool
    struck: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in which characters of private use (:data:`ANYBODY`) stand for people."""

    text: str
    people: tuple[Person, ...]

    def people_in(self, text: str) -> list[tuple[int, Person]]:
        """The people in a part of the text, each with the offset there."""
        return [(mark.start(), self.people[ord(mark[0]) - _FIRST]) for mark in ANYBODY.finditer(text)]


def marked(text: str, site: Site, templates: Collection[str]) -> Marked:
    """``text`` (as :func:`bot.wikitext.visible_text.readable` gives it) with its people marked.

    Pictures go with their captions. Struck-out text goes, but for the people in it. Lists and tables in HTML
    become those of wikitext.
    """
    text = ANYBODY.sub(" ", text)
    hidden = sorted([*_pictures(text, site), *_galleries(text)])
    struck = _joined(sorted([*_struck_tags(text), *_struck_templates(text, site), *_struck_tildes(text)]))
    found = sorted(mentions(text, site, templates), key=lambda one: one.start)
    people = list(islice(_apart(found, hidden), _LAST + 1 - _FIRST))
    crossed = {number for number, one in enumerate(people) if _STRUCK_LABEL.search(text, one.start, one.end)}
    crossed.update(_within(people, struck))
    marks = [
        (one.start, one.end, chr(_FIRST + number) + (_SIGNED if one.signs else ""))
        for number, one in enumerate(people)
    ]
    gone = [(start, end, " ") for start, end in [*hidden, *_around(struck, people)]]
    named = tuple(Person(one.name, one.beside, number in crossed) for number, one in enumerate(people))
    return Marked(_as_wikitext(_replaced(text, sorted([*marks, *gone]))), named)


def _replaced(text: str, ranges: Iterable[tuple[int, int, str]]) -> str:
    parts, place = [], 0
    for start, end, instead in ranges:
        if start >= place:
            # Struck-out lines stay lines.
            lines = "\n" * text.count("\n", start, end) if instead == " " else ""
            parts += [text[place:start], instead, lines]
            place = end
        elif instead != " ":
            parts.append(instead)
            place = max(place, end)
        else:
            place = max(place, end)
    return "".join([*parts, text[place:]])


def _as_wikitext(text: str) -> str:
    """Lists and tables in HTML as those of wikitext."""
    for pattern, instead in ((_ITEM, "\n* "), (_ROW, "\n|-\n"), (_HEAD, "\n! "), (_CELL, "\n| ")):
        text = pattern.sub(instead, text)
    return _TABLE.sub(lambda match: "\n|}\n" if match[1] else "\n{|\n", text)


def _apart(people: Iterable[Mention], hidden: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Without those who are named within somebody else's label or template, or in a caption."""
    end, number = 0, 0
    for mention in people:
        while number < len(hidden) and hidden[number][1] <= mention.start:
            number += 1
        if number < len(hidden) and hidden[number][0] <= mention.start:
            continue
        if mention.start >= end:
            yield mention
            end = mention.end if mention.name else end


def _within(people: Sequence[Mention], struck: Sequence[tuple[int, int]]) -> Iterator[int]:
    number = 0
    for place, mention in enumerate(people):
        while number < len(struck) and struck[number][1] <= mention.start:
            number += 1
        if number < len(struck) and struck[number][0] <= mention.start:
            yield place


def _around(struck: Sequence[tuple[int, int]], people: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The struck-out ranges less the people in them."""
    number = 0
    for start, end in struck:
        place = start
        while number < len(people) and people[number].start < end:
            if people[number].start > place:
                yield place, people[number].start
            place = max(place, people[number].end)
            number += 1
        if place < end:
            yield place, end


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pictures(text: str, site: Site) -> Iterator[tuple[int, int]]:
    """Each ``[[File:…]]`` with all that is in it."""
    open_links: list[tuple[int, bool]] = []
    pictures = 0
    for match in _FILE.finditer(text):
        if match[0] == "[[":
            is_picture = not pictures and _is_picture(text, match.end(), site)
            pictures += is_picture
            open_links.append((match.start(), is_picture))
        elif open_links:
            start, is_picture = open_links.pop()
            if is_picture:
                pictures -= 1
                yield start, match.end()


def _is_picture(text: str, place: int, site: Site) -> bool:
    target = re.match(r"[^\[\]{}|<>\n]*", text[place : place + _LONGEST_TARGET])
    title = site.title(target[0]) if target and not target[0].lstrip().startswith(":") else None
    return title is not None and title.namespace == FILE


def _galleries(text: str) -> Iterator[tuple[int, int]]:
    opened = -1
    for match in _TAG.finditer(text):
        if match[2].lower() != "gallery":
            continue
        if not match[1] and opened < 0:
            opened = match.start()
        elif match[1] and opened >= 0:
            yield opened, match.end()
            opened = -1


def _struck_tags(text: str) -> Iterator[tuple[int, int]]:
    """What stands between tags that strike out; one that is never closed strikes out its line."""
    opened: dict[str, list[tuple[int, bool]]] = {}
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if match[3].endswith("/") or (name in _WITHOUT_END and not _LINE_THROUGH.search(match[3])):
            continue
        if not match[1]:
            strikes_out = name in _STRIKING_TAGS or bool(_LINE_THROUGH.search(match[3]))
            opened.setdefault(name, []).append((match.start(), strikes_out))
        elif before := opened.get(name):
            start, strikes_out = before.pop()
            if strikes_out:
                yield start, match.end()
    end = -1
    for start in sorted(start for left in opened.values() for start, strikes_out in left if strikes_out):
        if end < start:
            end = text.find("\n", start)
            end = end if end >= 0 else len(text)
        yield start, end


def _struck_templates(text: str, site: Site) -> Iterator[tuple[int, int]]:
    for start, edges, end in templates_in(text):
        name = text[edges[0] + 1 : edges[1]].strip()
        title = template_title(name, site) if len(name) < _LONGEST_TARGET and len(edges) > 2 else None
        if title and title.namespace == TEMPLATE and strikes(title.name):
            yield start, end


def _struck_tildes(text: str) -> Iterator[tuple[int, int]]:
    """``~~…~~`` on one line, as people strike out elsewhere."""
    opened = -1
    for match in _TILDES.finditer(text):
        if match[1]:
            opened = match.start()
        elif opened >= 0:
            if "\n" not in text[opened : match.start()]:
                yield opened, match.end()
            opened = -1
