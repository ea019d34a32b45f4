"""Lists of participants that stand on subpages and are transcluded: ``{{/Participants}}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.mediawiki.site import TEMPLATE, USER, USER_TALK, Site, Title
from bot.wikitext.block_markers import bot_ranges
from bot.wikitext.braces import templates_in
from bot.wikitext.masking import INCLUDEONLY, RAW_TAGS, UNREAD_TAGS, blanked, mask, spans
from bot.wikitext.sections import section_texts
from bot.wikitext.user_mentions import unmodified
from bot.wikitext.visible_text import readable

_INCLUSION = RAW_TAGS | {"noinclude", "onlyinclude", INCLUDEONLY}
_TAGS = re.compile(r"</?(?:includeonly|onlyinclude|noinclude)\s*/?>", re.IGNORECASE)
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Transclusions:
    """Reads which pages a page transcludes: ``page`` is the one that people see, ``roots`` the campaign's.

    What stands below one of ``roots`` is the campaign's own.
    """

    site: Site
    page: Title
    roots: tuple[Title, ...]

    def own(self, text: str, headings: Sequence[str]) -> tuple[Title, ...]:
        """The campaign's own subpages that the list transcludes; where there is no list, the whole page."""
        found = dict.fromkeys(title for _, title, _ in self._found(_list(text, headings)))
        return tuple(title for title in found if self._is_own(title))

    def others(self, text: str, headings: Sequence[str]) -> tuple[Title, ...]:
        """Pages of somebody else's that the list transcludes: no templates, and no signatures."""
        if not headings:
            return ()
        sections = "\n".join(_sections(readable(text), headings))
        found = dict.fromkeys(title for _, title, _ in self._found(sections))
        return tuple(title for title in found if not self._is_own(title) and self._is_page(title))

    def expanded(self, text: str, texts: Mapping[Title, str]) -> str:
        """``text`` with these pages in the place of their transclusions."""
        parts, place = [], 0
        hidden = blanked(mask(text, tags=UNREAD_TAGS), bot_ranges(text))
        for start, title, end in sorted(self._found(hidden), key=lambda found: found[0]):
            if start >= place and title in texts:
                given = as_transcluded(texts[title])
                # Parser::braceSubstitution: lists and tables begin on a line of their own.
                begins = given.startswith(("*", "#", ":", ";", "{|"))
                parts += [text[place:start], "\n" if begins else "", given]
                place = end
        return "".join([*parts, text[place:]])

    def _found(self, text: str) -> Iterator[tuple[int, Title, int]]:
        for start, edges, end in templates_in(text):
            name = text[edges[0] + 1 : min(edges[1], edges[0] + _LONGEST_NAME)].strip()
            if title := self._title(name):
                yield start, title, end

    def _title(self, name: str) -> Title | None:
        name = unmodified(name)
        if name.startswith("/"):
            name = f":{self.site.full_title(self.page)}{name.rstrip('/')}"
        return self.site.title(name, TEMPLATE)

    def _is_own(self, title: Title) -> bool:
        return any(
            title.namespace == root.namespace and title.name.startswith(f"{root.name}/")
            for root in self.roots
        )

    def _is_page(self, title: Title) -> bool:
        return title.namespace not in (TEMPLATE, USER, USER_TALK) and title != self.page


def as_transcluded(text: str) -> str:
    """What other pages get of a page: ``<onlyinclude>`` alone, else all but ``<noinclude>``."""
    found = spans(text, _INCLUSION)
    only = [text[span.inner_start : span.inner_end] for span in found if span.kind == "onlyinclude"]
    if only:
        return readable(_TAGS.sub("", "".join(only)))
    parts, place = [], 0
    for span in found:
        if span.kind == "noinclude":
            parts.append(text[place : span.start])
            place = span.end
    return readable(_TAGS.sub("", "".join([*parts, text[place:]])))


def _list(text: str, headings: Sequence[str]) -> str:
    text = readable(text)
    return "\n".join(_sections(text, headings)) or text


def _sections(text: str, headings: Sequence[str]) -> Sequence[str]:
    return next(filter(None, (section_texts(text, heading) for heading in headings)), ())
