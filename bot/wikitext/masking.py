"""The spans of a page that are not ordinary wikitext: comments, and tags whose content is taken as it stands.

The rules are those of MediaWiki's preprocessor (Preprocessor_Hash::buildDomTreeArrayFromText): whichever
begins first swallows what is in it; names count without case; a tag ends at the next ``>``, even in quotes;
``<pre/>`` is complete; a tag that is never closed is literal text, but a comment or an ``<includeonly>``
that is never closed runs to the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.mediawiki.titles import decoded_entities

COMMENT = "comment"

# fmt: off
RAW_TAGS = frozenset({
    "nowiki", "pre", "syntaxhighlight", "source", "templatedata", "templatestyles",
    "math", "chem", "ce", "score", "timeline", "hiero", "graph", "mapframe", "maplink", "phonos",
    "inputbox", "imagemap", "categorytree", "charinsert", "rss", "dynamicpagelist", "quiz",
})
# fmt: on
"""Extension tags whose content is no wikitext. ``<ref>``, ``<poem>`` and their kind are not among them."""

WIKITEXT_TAGS = frozenset({"ref", "references", "poem", "indicator", "gallery", "imagemap", "langconvert"})
"""Extension tags whose content is wikitext, closed off from what is around it."""

INCLUDEONLY = "includeonly"
UNREAD_TAGS = RAW_TAGS | {INCLUDEONLY}
"""The same and ``<includeonly>``, whose content is not on the page itself."""

APART = "\u2060"
"""A word joiner, which nobody sees: it stands for a comment where without it two braces would be a pair."""

_MARKS = frozenset({"{{", "}}", "-{", "}-"})
_TO_THE_END = frozenset({COMMENT, INCLUDEONLY})
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """One such span: ``kind`` is ``"comment"`` or the tag's name in lower case.

    ``inner_start`` and ``inner_end`` enclose the content; both are ``end`` for ``<pre/>``. ``attributes`` is
    what the opening tag says behind its name. ``closed`` is false where there is no closing mark, and the
    span runs to the end of the text.
    """

    kind: str
    start: int
    end: int
    inner_start: int
    inner_end: int
    attributes: str = ""
    closed: bool = True

    def attribute(self, name: str) -> str | None:
        """An attribute's value, entities decoded; "" for one without a value, None where it is not given."""
        for found, *values in _ATTRIBUTE.findall(self.attributes):
            if found.lower() == name:
                return decoded_entities("".join(values)).strip()
        return None


def spans(text: str, tags: Collection[str] = RAW_TAGS, *, literal: bool = False) -> tuple[TextSpan, ...]:
    """The comments and the elements of ``tags`` in ``text``, in order; none lies in another.

    ``literal``: opening tags that are never closed are among them, too. They are text, but hold no markup.
    """
    found = _scan(text, frozenset(tags))
    return tuple(found if literal else (span for span in found if span.closed or span.kind in _TO_THE_END))


def mask(text: str, kinds: Collection[str] | None = None, tags: Collection[str] = RAW_TAGS) -> str:
    """``text`` with its spans of these kinds (None: of every kind) made spaces; offsets and lines stay."""
    found = spans(text, tags)
    return blanked(text, ((s.start, s.end) for s in found if kinds is None or s.kind in kinds))


def without_comments(text: str) -> str:
    """The text as the parser sees it: comments leave nothing, and one that is not closed takes the rest."""
    if "<!--" not in text:
        return text
    return cut(text, ((span.start, span.end, "") for span in _comments(text, 0)))


def cut(text: str, ranges: Iterable[tuple[int, int, str]]) -> str:
    """``text`` with something else in the place of these ranges, which are in order and apart.

    Braces that are none of a pair do not become one by what is taken out between them: there is a mark then.
    """
    parts, position, last = [], 0, ""
    for start, end, instead in ranges:
        parts += [text[position:start], instead]
        last = instead or (text[start - 1] if start > position else last)
        if last[-1:] + text[end : end + 1] in _MARKS and not instead:
            parts.append(APART)
        position = end
    return "".join([*parts, text[position:]])


def _comments(text: str, offset: int) -> Iterator[TextSpan]:
    """The comments of a text and of what is closed off in it, where each ends with the element, or before."""
    for span in spans(text, RAW_TAGS | WIKITEXT_TAGS):
        if span.kind == COMMENT:
            yield replace(span, start=offset + span.start, end=offset + span.end)
        elif span.kind in WIKITEXT_TAGS and "<!--" in text[span.inner_start : span.inner_end]:
            yield from _comments(text[span.inner_start : span.inner_end], offset + span.inner_start)


def blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """``text`` with these ranges (in order, apart from each other) made spaces, newlines kept."""
    parts, position = [], 0
    for start, end in ranges:
        parts += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*parts, text[position:]])


def _scan(text: str, tags: frozenset[str]) -> Iterator[TextSpan]:
    opening = _opening(tags)
    unclosed: set[str] = set()
    position, last_end = 0, text.rfind(">")
    while match := opening.search(text, position):
        span: TextSpan | None = None
        position = match.end()
        if match[1] is None:
            span = _comment(text, match.start())
        elif position <= last_end:
            position = text.index(">", position) + 1
            span = _element(text, match, position, unclosed)
        if span:
            yield span
            position = span.end


@cache
def _opening(tags: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, tags))) or "(?!)"
    return re.compile(rf"<(?:!--|({names})(?=\s|/>|>))", re.IGNORECASE | re.ASCII)


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE | re.ASCII)


def _comment(text: str, start: int) -> TextSpan:
    inner = start + len("<!--")
    end = text.find("-->", inner)
    if end < 0:
        return TextSpan(COMMENT, start, len(text), inner, len(text), closed=False)
    return TextSpan(COMMENT, start, end + len("-->"), inner, end)


def _element(text: str, match: re.Match[str], tag_end: int, unclosed: set[str]) -> TextSpan:
    """The element whose opening tag ends at ``tag_end``, or that tag by itself where it is literal text.

    ``unclosed`` collects the names that are closed nowhere behind, so that they are searched for once.
    """
    name = match[1].lower()
    attributes = text[match.end() : tag_end - 1]
    if attributes.endswith("/"):
        return TextSpan(name, match.start(), tag_end, tag_end, tag_end, attributes[:-1].strip())
    closing = None if name in unclosed else _closing(name).search(text, tag_end)
    if closing:
        return TextSpan(name, match.start(), closing.end(), tag_end, closing.start(), attributes.strip())
    if name in _TO_THE_END:
        return TextSpan(name, match.start(), len(text), tag_end, len(text), attributes.strip(), closed=False)
    unclosed.add(name)
    return TextSpan(name, match.start(), tag_end, tag_end, tag_end, attributes.strip(), closed=False)
