"""Where a wikitext names a person: links to their pages, templates such as ``{{u|Alice}}``, addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.core.site import TEMPLATE, USER, USER_TALK, Site

# Only the opening is asked for, so that a signature that was cut off in its label is still read.
_LINK = re.compile(r"\[\[([^\[\]{}|<>\n]+)(?=\||\]\])")
_LABEL = re.compile(r"\|[^\[\]]*(?:\[(?!\[)[^\[\]]*|\](?!\])[^\[\]]*)*")
_PROTOCOL = re.compile(r"\s*(?:[a-z]+:)?//|\s*(?:mailto|news|tel|sms):", re.IGNORECASE)
_URL = r"//[^\s\[\]<>{}|\"]+"
_ADDRESS = re.compile(rf"\[((?:https?:)?{_URL})[^\[\]\n]*\]|(https?:{_URL})", re.IGNORECASE)
_TEMPLATE = re.compile(r"(?<!\{)\{\{([^{}\[\]|<>#]+)(?=\||\}\})")
_BRACKETS = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")
_LONGEST_TEMPLATE = 2000


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named between two offsets of a text; ``name`` is None for one without an account."""

    name: str | None
    start: int
    end: int


def mentions(text: str, site: Site, templates: Collection[str]) -> Iterator[Mention]:
    """The people named in ``text``, from which comments and ``nowiki`` have been taken out.

    They come by kind, not by place. Links to other wikis, even to user pages there, name nobody.
    """
    yield from _linked(text, site)
    yield from _in_addresses(text, site)
    yield from _in_templates(text, site, templates)


def link_targets(text: str) -> Iterator[str]:
    """The targets of the wikilinks in ``text``, as written."""
    return (match[1] for match in _LINK.finditer(text) if not _PROTOCOL.match(match[1]))


def _linked(text: str, site: Site) -> Iterator[Mention]:
    for match in _LINK.finditer(text):
        name = site.linked_user(match[1])
        title = site.title(match[1])
        if name or (title and title.namespace in (USER, USER_TALK)):
            label = _LABEL.match(text, match.end())
            end = label.end() if label else match.end()
            yield Mention(name, match.start(), end + 2 if text.startswith("]]", end) else end)


def _in_addresses(text: str, site: Site) -> Iterator[Mention]:
    for match in _ADDRESS.finditer(text):
        # A bare address ends before the sentence's punctuation, as in Parser::makeFreeExternalLink.
        title = site.address_title(match[1] or match[2].rstrip(".,;:!?)"))
        if title and (name := site.linked_user(":" + title)):
            yield Mention(name, match.start(), match.end())


def _in_templates(text: str, site: Site, templates: Collection[str]) -> Iterator[Mention]:
    wanted = {site.title(name, TEMPLATE) for name in templates} - {None}
    for match in _TEMPLATE.finditer(text):
        if site.title(match[1].strip(), TEMPLATE) in wanted:
            pieces, end = _template_pieces(text, match.end())
            parameters = _named(pieces[1:])
            value = parameters.get("1") or parameters.get("user")
            if value:
                yield Mention(site.user_name(value), match.start(), end)


def _template_pieces(text: str, start: int) -> tuple[list[str], int]:
    """What stands between the ``|`` of a template, from ``start`` on, and where the template ends.

    Nothing where it has no end: then it is no template.
    """
    depth, place, pieces = 0, start, list[str]()
    for match in _BRACKETS.finditer(text, start, start + _LONGEST_TEMPLATE):
        if match[0] in ("{{", "[["):
            depth += 1
        elif depth:
            depth -= match[0] != "|"
        elif match[0] in ("|", "}}"):
            pieces.append(text[place : match.start()])
            place = match.end()
            if match[0] == "}}":
                return pieces, place
    return [], start


def _named(pieces: list[str]) -> dict[str, str]:
    parameters, number = dict[str, str](), 0
    for piece in pieces:
        name, equals, value = piece.partition("=")
        if equals:
            parameters[name.strip().lower()] = value.strip()
        else:
            number += 1
            parameters[str(number)] = piece.strip()
    return parameters
