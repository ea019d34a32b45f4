"""Whether an edit of a page does no more than sign somebody up.

Rule: docs/organizers.md, "Who may change the settings": where in doubt, it is taken for a sign-up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.mediawiki.site import Site
from bot.wikitext.block_markers import bot_ranges
from bot.wikitext.masking import mask
from bot.wikitext.sections import comparable, headings
from bot.wikitext.user_mentions import mentions
from bot.wikitext.visible_text import readable

_WORDS = re.compile(r"\w")


@dataclass(frozen=True)
class Signing:
    """How people sign up on a page: the headings of its lists, and the templates that link an account."""

    site: Site
    lists: Sequence[str]
    templates: Collection[str]


def only_signs_up(before: str, after: str, name: str, signing: Signing) -> bool:
    """Whether nothing changed but what stands in lists of participants, or the editor's own line.

    ``name`` is the editor's account. Somebody's own line is one that names them, wherever it stands.
    """
    if _outside(before, signing.lists) == _outside(after, signing.lists):
        return True
    changed = [line for line in _changed(_without_output(before), _without_output(after)) if line.strip()]
    about = [_names(line, signing) for line in changed if _WORDS.search(line)]
    return bool(about) and all(name in named for named in about)


def _without_output(text: str) -> str:
    return _cut(text, bot_ranges(text))


def _outside(text: str, lists: Sequence[str]) -> str:
    """The text without what stands under these headings, and without the bot's own output."""
    text = _without_output(text)
    wanted = {comparable(heading) for heading in lists}
    found = headings(mask(text))
    spans = []
    for number, here in enumerate(found):
        if comparable(here.text) in wanted:
            rest = (heading.start for heading in found[number + 1 :] if heading.level <= here.level)
            spans.append((here.end, next(rest, len(text))))
    return _cut(text, spans)


def _cut(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    parts, place = [], 0
    for start, end in ranges:
        parts.append(text[place : max(start, place)])
        place = max(place, end)
    return "".join([*parts, text[place:]])


def _changed(before: str, after: str) -> list[str]:
    """The lines from the first to the last one that differ, of both."""
    old, new = before.split("\n"), after.split("\n")
    shorter = min(len(old), len(new))
    first = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    behind = (place for place in range(shorter - first) if old[-1 - place] != new[-1 - place])
    last = next(behind, shorter - first)
    return old[first : len(old) - last] + new[first : len(new) - last]


def _names(line: str, signing: Signing) -> frozenset[str]:
    found = mentions(readable(line), signing.site, signing.templates)
    return frozenset(mention.name for mention in found if mention.name)
