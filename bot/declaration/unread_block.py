"""What is in the way where a page has settings, but no block of them that can be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from bot.declaration.block import ALWAYS, CODE_TAGS, seen
from bot.messages import Code, Message, message
from bot.wikitext.braces import templates_in
from bot.wikitext.masking import spans

_TAG = re.compile(rf"<({'|'.join(sorted(CODE_TAGS))})\b[^<>]*>", re.IGNORECASE)
_LONGEST = 4000
_MOST = 20
_LONGEST_VALUE = 200


def why_unread(text: str, keys: Collection[str]) -> Message:
    """What to write instead: a closing tag, the language, or a block in the place of something else.

    ``keys`` are the top-level ones of the language.
    """
    shown = seen(text)
    return _unclosed(shown) or _without_language(shown) or _in_template(shown, keys) or message("block-plain")


def in_template(text: str, keys: Collection[str]) -> bool:
    """Whether the page gives settings to a template: ``{{CampaignBot|name=…|start=…}}``."""
    return _in_template(seen(text), keys) is not None


def _unclosed(text: str) -> Message | None:
    whole = spans(text)
    starts = [span.start for span in whole]
    for match in _TAG.finditer(text):
        place = bisect_right(starts, match.start())
        if not (place and match.start() < whole[place - 1].end) and not match[0].endswith("/>"):
            return message("block-unclosed", Code(match[0][:_LONGEST_VALUE]), Code(f"</{match[1]}>"))
    return None


def _without_language(text: str) -> Message | None:
    for span in spans(text, CODE_TAGS - {"pre"}):
        if span.inner_start < span.end:
            tag = text[span.start : span.inner_start]
            return message("block-language", Code(tag[:_LONGEST_VALUE]), Code(f'<{span.kind} lang="yaml">'))
    return None


def _in_template(text: str, keys: Collection[str]) -> Message | None:
    for given in _parameters(text):
        known = {name: value for name, value in given.items() if name in keys}
        if len(known) == len(given) and len(known.keys() & set(ALWAYS)) > 1:
            lines = tuple(Code(f"{name}: {value}".strip()) for name, value in known.items())
            return message("block-in-template", lines)
    return None


def _parameters(text: str) -> Iterator[Mapping[str, str]]:
    """The named parameters of each template."""
    for start, edges, end in templates_in(text):
        if end - start > _LONGEST or not 1 < len(edges) - 1 <= _MOST:
            continue
        pieces = [text[left + 1 : right].partition("=") for left, right in pairwise(edges[1:])]
        yield {
            name.strip().lower(): " ".join(value.split())[:_LONGEST_VALUE]
            for name, equals, value in pieces
            if equals
        }
