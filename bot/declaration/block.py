"""Where the campaign's YAML stands on a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice

from bot.mediawiki.titles import decoded_entities
from bot.wikitext.block_markers import bot_ranges
from bot.wikitext.masking import COMMENT, INCLUDEONLY, UNREAD_TAGS, TextSpan, blanked, spans

_HIGHLIGHTED = frozenset({"syntaxhighlight", "source"})
CODE_TAGS = _HIGHLIGHTED | {"pre"}
"""The tags between which settings may stand."""
_LANGUAGES = frozenset({"yaml", "yml"})
_KEY = re.compile(r"""["']?([^\W\d][\w -]{0,40}?)["']?[ \t]*[:：]""")
_NOWIKI = re.compile(r"</?nowiki>", re.IGNORECASE)
_LINES_LOOKED_AT = 500
ALWAYS = ("name", "start", "end")
"""Every declaration has these."""
_CODE_TAG = re.compile(r"<(?:syntaxhighlight|source|pre)\b([^<>]*)", re.IGNORECASE)
_WORDS_COMPARED = 500
_FIRST_LINE_END = re.compile(r"[ \t]*+\n")


@dataclass(frozen=True, slots=True)
class DeclarationBlock:
    """One block of YAML on a page: ``text`` as it is to be read, from its own first line on.

    ``start`` and ``end`` are the offsets of the whole element in the page, its tags included; ``line`` is the
    page's line, counted from 1, on which ``text`` begins.
    """

    text: str
    start: int
    end: int
    line: int


def declaration_blocks(text: str, keys: frozenset[str]) -> tuple[DeclarationBlock, ...]:
    """The declarations on a page, in order: none, one, or several, which is for the organizer to mend.

    A declaration is a ``syntaxhighlight`` or ``source`` element with a language of YAML. On a page without
    one, it is a ``pre`` in which a line begins with one of ``keys`` (the language's top-level ones), or what
    looks like one misspelt. Comments, ``nowiki``, ``includeonly`` and the bot's own blocks hold none.
    """
    ranges = bot_ranges(text)
    starts = [start for start, _ in ranges]
    found = [
        span
        for span in spans(text, UNREAD_TAGS)
        if not ((place := bisect_right(starts, span.start)) and span.start < ranges[place - 1][1])
    ]
    newlines = [match.start() for match in re.finditer("\n", text)]
    highlighted = [_block(text, span, newlines) for span in found if _is_yaml(span)]
    if highlighted:
        return tuple(highlighted)
    preformatted = [_block(text, span, newlines) for span in found if span.kind == "pre"]
    likely = _Likely(keys)
    return tuple(block for block in preformatted if likely.has_key(block.text))


def looks_like_settings(text: str, keys: frozenset[str]) -> bool:
    """Whether a page without a declaration has something that was meant to be one.

    That is an element for code with one of ``keys`` in it, or the tag of a declaration that is not closed or
    has nothing in it, or the first lines of a declaration anywhere.
    """
    shown = seen(text)
    code = (shown[span.inner_start : span.inner_end] for span in spans(shown, _HIGHLIGHTED))
    return (
        any(_is_yaml_tag(tag) for tag in _CODE_TAG.findall(shown))
        or bool(_meant(_words(chain.from_iterable(map(str.splitlines, code))), keys))
        or len(_meant(_words(shown.splitlines()), ALWAYS)) > 1
    )


def seen(text: str) -> str:
    """The page with the bot's blocks, comments and what is only transcluded made spaces."""
    people = blanked(text, bot_ranges(text))
    hidden = [span for span in spans(people, UNREAD_TAGS) if span.kind in (COMMENT, INCLUDEONLY)]
    return blanked(people, ((span.start, span.end) for span in hidden))


def _is_yaml_tag(attributes: str) -> bool:
    return any(language in attributes.lower() for language in _LANGUAGES)


def _words(lines: Iterable[str]) -> Iterable[str]:
    """What stands before a colon at the beginning of a line, each once, and no more than a person wrote."""
    found = (match[1].strip().lower() for line in lines if (match := _KEY.match(line.strip())))
    return islice(_once(found), _LINES_LOOKED_AT)


def _once(words: Iterable[str]) -> Iterator[str]:
    known: set[str] = set()
    for word in words:
        if word not in known:
            known.add(word)
            yield word


def _meant(words: Iterable[str], keys: Collection[str]) -> set[str]:
    """Which of the keys the words are, also misspelt."""
    return {near for word in words for near in get_close_matches(word, keys, n=1, cutoff=0.75)}


def _is_yaml(span: TextSpan) -> bool:
    # A tag that ends in /> has no content: it announces a block, but is none.
    has_content = span.inner_start < span.end
    return has_content and span.kind in _HIGHLIGHTED and (span.attribute("lang") or "").lower() in _LANGUAGES


def _block(page: str, span: TextSpan, newlines: Sequence[int]) -> DeclarationBlock:
    # The rest of the opening tag's own line is no line of the block, unless the YAML begins there.
    first_line_end = _FIRST_LINE_END.match(page, span.inner_start, span.inner_end)
    start = first_line_end.end() if first_line_end else span.inner_start
    inner = page[start : span.inner_end]
    if span.kind == "pre":  # CoreTagHooks::pre takes nowiki tags out and shows entities as characters.
        inner = decoded_entities(_NOWIKI.sub("", inner))
    return DeclarationBlock(inner, span.start, span.end, bisect_left(newlines, start) + 1)


class _Likely:
    """Tells which texts look like settings with these keys. Only so many words of a page are compared."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._keys = keys
        self._compared: dict[str, bool] = {}

    def has_key(self, text: str) -> bool:
        lines = text.splitlines()[:_LINES_LOOKED_AT]
        words = {match[1].strip().lower() for line in lines if (match := _KEY.match(line))}
        return not words.isdisjoint(self._keys) or any(map(self._is_like_one, sorted(words)))

    def _is_like_one(self, word: str) -> bool:
        if word not in self._compared and len(self._compared) < _WORDS_COMPARED:
            self._compared[word] = bool(get_close_matches(word, self._keys, n=1, cutoff=0.75))
        return self._compared.get(word, False)
