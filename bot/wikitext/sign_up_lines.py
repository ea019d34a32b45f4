"""Whom a line of a list of participants signs up: by a signature, or by the names on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.wikitext.sign_up_text import ANYBODY, NO_DATE, Marked, Person
from bot.wikitext.sign_up_words import is_aside, joins

_ZONE = re.compile(r"[(（]([^()（）\n]{1,40})[)）]")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時时시点]\s?\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\w)\d")
_BREAK = re.compile(r"<br\b[^<>]*+>", re.IGNORECASE)
_PEOPLE = ANYBODY.pattern.strip("[]")
_LAYOUT = re.compile(rf"<[^<>{_PEOPLE}]*+>|'{{2,}}|&nbsp;|&#160;|\{{\{{[^{{}}{_PEOPLE}]*+\}}\}}")
_WORD = re.compile(r"\w")
_COMMAS = frozenset(",;،、，；؛")
_BETWEEN = " \t\n()[]|.\u200e\u200f"
_LONGEST_DATE = 80
_LONGEST_SIGNATURE = 40
"""So far behind a user page stands the talk page that a signature links beside it."""


@dataclass(frozen=True, slots=True)
class NamesInLine:
    """What a line says of people.

    ``names`` sign up there. ``passed`` are named beside them, on a line of nothing but names that does not
    say whether they take part. ``anybody``: somebody is named at all, be it with a struck-out name.
    ``bare``: the line holds nothing but names. ``first``: it begins with one. ``signed``: it bears a
    signature's date. ``aside``: the line is no sign-up, by a word such as *Organizers:*. ``dates`` are those
    of the signatures behind the ``names``, "" for none. ``address``: whoever signed has no account.
    """

    names: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    anybody: bool = False
    bare: bool = False
    first: bool = False
    signed: bool = False
    aside: bool = False
    dates: tuple[str, ...] = ()
    address: bool = False


def tidy(text: str) -> str:
    """A line without bold, tags and templates; a line break is a comma."""
    return _LAYOUT.sub(" ", _BREAK.sub(",", text))


def dates(text: str) -> Iterator[tuple[int, int]]:
    """Where the dates of signatures stand; in any language they have a clock time, a year and a zone."""
    place = 0
    for zone in _ZONE.finditer(text):
        start = max(place, zone.start() - _LONGEST_DATE)
        window = text[start : zone.start()]
        begin = max((mark.end() for mark in ANYBODY.finditer(window)), default=0)
        clock, year = _CLOCK.search(window, begin), _YEAR.search(window, begin)
        if clock and year and any(map(str.isalnum, zone[1])):
            day = _DAY.search(window, begin)
            yield start + (day.start() if day else min(clock.start(), year.start())), zone.end()
            place = zone.end()


def found_on(text: str, marked: Marked) -> NamesInLine:
    """Whom a line of ``marked`` signs up."""
    text = tidy(text)
    people = marked.people_in(text)
    label = text[: people[0][0]] if people else text
    if _is_label(label, alone=not people):
        return NamesInLine(anybody=bool(people), aside=True)
    when = list(dates(text))
    bare = bool(people) and not _WORD.search(_without(text, when))
    first = _WORD.search(text)
    begins = bool(people) and (first is None or people[0][0] < first.start())
    names, passed = _names(text, people, when, bare=bare)
    signed = tuple(_date_behind(name, text, people, when) for name in names)
    address = bool(when and people) and all(one.name is None and not one.struck for _, one in people)
    return NamesInLine(names, passed, bool(people), bare, begins, bool(when), dates=signed, address=address)


def _date_behind(
    name: str, text: str, people: Sequence[tuple[int, Person]], when: Sequence[tuple[int, int]]
) -> str:
    """The first date behind a name: that of whoever signed, for those who are named before it as well."""
    place = next(mark for mark, one in people if one.name == name)
    found = (text[start:end] for start, end in when if start > place)
    return next((date for date in found if date != NO_DATE), "")


def _is_label(text: str, *, alone: bool) -> bool:
    text = text.strip()
    if alone:
        return is_aside(text.rstrip(":： "))
    return text.endswith((":", "：")) and is_aside(text.rstrip(":： "))


def _without(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The text without these ranges, and without the words that join two people."""
    parts, place = [], 0
    for start, end in ranges:
        parts.append(text[place:start])
        place = end
    pieces = ANYBODY.split("".join([*parts, text[place:]]))
    between = ["" if joins(piece) else piece for piece in pieces[1:-1]]
    return " ".join([pieces[0], *between, pieces[-1]] if len(pieces) > 1 else pieces)


def _names(
    text: str, people: Sequence[tuple[int, Person]], when: Sequence[tuple[int, int]], *, bare: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    struck = {one.name for _, one in people if one.struck}
    left = [(mark, one) for mark, one in people if one.name not in struck]
    if not left or (not bare and people[0][1].struck):
        # Who stands behind a struck-out name and says something says why.
        return (), ()
    signers = [] if bare else list(_signers(text, left, when))
    if signers:
        return ((signers[0],) if signers[0] else ()), ()
    named = [(mark, one.name, one.beside) for mark, one in left if one.name]
    chain, joined = _chain(_with_commas(text, when) if bare else text, named)
    names = chain if bare or joined else chain[:1]
    others = dict.fromkeys(name for _, name, beside in named if name not in names and not beside)
    return names, tuple(others) if bare else ()


def _signers(
    text: str, people: Sequence[tuple[int, Person]], when: Sequence[tuple[int, int]]
) -> Iterator[str | None]:
    """Whose signature stands before each date: the last who is named there, None for an IP address."""
    number = 0
    for start, _ in when:
        before = None
        while number < len(people) and people[number][0] < start:
            mark, one = people[number]
            if not (before and _goes_with(text[before[0] + 1 : mark], one, before[1])):
                before = (mark, one)
            number += 1
        if before:
            yield before[1].name


def _goes_with(between: str, one: Person, before: Person) -> bool:
    """Whether this is the talk page that a signature links behind the user page."""
    if one.name == before.name:
        return True
    if not one.beside or before.beside or len(between) > _LONGEST_SIGNATURE:
        return False
    return not _WORD.search(between) and not _COMMAS.intersection(between)


def _chain(text: str, named: Sequence[tuple[int, str, bool]]) -> tuple[tuple[str, ...], bool]:
    """The first name with those that are joined to it, and whether a word joins them, not commas alone."""
    chain: list[str] = []
    last, joined = -1, False
    for mark, name, beside in named:
        between = ANYBODY.sub("", text[last + 1 : mark])
        comma = bool(between.strip(_BETWEEN)) and set(between.strip(_BETWEEN)) <= _COMMAS | {" "}
        last = mark
        same = name in chain[-1:] or (beside and not comma and not joins(between))
        if chain and same:
            continue
        if joins(between) and chain:
            joined = True
        elif chain and not comma:
            break
        chain.append(name)
    return tuple(dict.fromkeys(chain)), joined


def _with_commas(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Each of these ranges as a comma."""
    parts, place = [], 0
    for start, end in ranges:
        parts += [text[place:start], ",".ljust(end - start)]
        place = end
    return "".join([*parts, text[place:]])
