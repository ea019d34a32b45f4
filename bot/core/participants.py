"""People and pages out of real wiki pages: who has signed up, and what is on a worklist."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.mentions import Mention, link_targets, mentions
from bot.core.readable import readable
from bot.core.sections import section_texts
from bot.core.site import CATEGORY, FILE, Site, Title
from bot.core.textlines import Lines

_GROUPS = 10
"""A row of a table in which lists stand between people so often is no line of nothing but people."""
_PERSON = "\0"
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_LAYOUT = re.compile(r"<[^<>]*>|'{2,}|&nbsp;")
_ONLY_PEOPLE = re.compile(rf"[\s*#:;|!]*{_PERSON}(?:\s*[,;،、，；؛]\s*{_PERSON})*[\s,;،、，；؛.]*")


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Who has signed up, in the order of the page, each account once.

    ``heading_found`` is false where the page has no such heading (then there are no names), so that the
    organizer can be told.
    """

    names: tuple[str, ...]
    heading_found: bool


def sign_ups(
    wikitext: str,
    site: Site,
    heading: str | None,
    default_headings: Sequence[str],
    templates: Collection[str],
) -> SignedUp:
    """The accounts that signed up in a page's section of that heading; more sections of it count together.

    Where ``heading`` is None, it is the first of ``default_headings`` that the page has; where there are no
    such, either, it is the whole page. ``templates`` are those that name an account in their first or
    ``user`` parameter, such as ``{{u|Alice}}``.

    A line signs up one account, the first that is linked on it: what is linked beside may be a talk page, or
    who invited. Only a line of nothing but people with commas between signs up all of them. A row of a table
    is a line, and so is each item of a list in it (:mod:`bot.core.textlines`).
    """
    text = readable(wikitext)
    sections = _sections(text, [heading] if heading is not None else default_headings)
    linked = [name for section in sections for name in _names(section, site, templates)]
    return SignedUp(tuple(dict.fromkeys(linked)), bool(sections))


def _sections(text: str, headings: Sequence[str]) -> Sequence[str]:
    if not headings:
        return (text,)
    found = (section_texts(text, heading) for heading in headings)
    return next(filter(None, found), ())


def _names(text: str, site: Site, templates: Collection[str]) -> Iterator[str]:
    lines = Lines(text)
    people = sorted(mentions(text, site, templates), key=lambda mention: mention.start)
    groups = Counter[int]()
    for number, group in groupby(_outermost(people), key=lambda mention: lines.number(mention.start)):
        groups[number] += 1
        pieces = lines.pieces(number) if groups[number] <= _GROUPS else ()
        yield from _signed_up(list(group), pieces, text)


def _outermost(people: Iterable[Mention]) -> Iterator[Mention]:
    """Without those who are named within somebody else's label or template."""
    end = 0
    for mention in people:
        if mention.start >= end:
            yield mention
            end = mention.end if mention.name else end


def _signed_up(beside: Sequence[Mention], pieces: Sequence[tuple[int, int]], text: str) -> Iterator[str]:
    """The names of those on one line who sign up there."""
    names = [mention.name for mention in beside if mention.name]
    yield from names if len(names) > 1 and pieces and _only_people(beside, pieces, text) else names[:1]


def _only_people(beside: Sequence[Mention], pieces: Iterable[tuple[int, int]], text: str) -> bool:
    starts = [mention.start for mention in beside]
    rest = []
    for start, end in pieces:
        place = start
        for mention in beside[bisect_left(starts, start) : bisect_left(starts, end)]:
            if mention.start >= place:
                rest += [text[place : mention.start], _PERSON]
                place = mention.end
        rest.append(text[place:end])
    return bool(_ONLY_PEOPLE.fullmatch(_LAYOUT.sub(" ", _BREAK.sub(",", "".join(rest)))))


def links_in(wikitext: str, site: Site, namespaces: Collection[int] | None = None) -> tuple[Title, ...]:
    """The pages of these namespaces (None: of any) that a worklist links to, each once, in order.

    What the bot wrote, comments and ``nowiki`` are not read; ``[[Category:…]]`` and ``[[File:…]]`` without a
    colon are no links.
    """
    titles = (_linked_title(target, site) for target in link_targets(readable(wikitext)))
    wanted = (title for title in titles if title and (namespaces is None or title.namespace in namespaces))
    return tuple(dict.fromkeys(wanted))


def _linked_title(target: str, site: Site) -> Title | None:
    title = site.title(target)
    if title and title.namespace in (FILE, CATEGORY):
        return title if target.lstrip(" _").startswith(":") else None
    return title
