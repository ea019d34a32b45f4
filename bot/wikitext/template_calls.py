"""Which templates a page's own wikitext transcludes, whoever asks.

Rules: Parser::braceSubstitution and https://www.mediawiki.org/wiki/Help:Transclusion. Parser functions and
variables (``{{PAGENAME}}``) are not told apart here: no page of that name is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.mediawiki.site import Site, Title
from bot.wikitext.braces import templates_in
from bot.wikitext.masking import COMMENT, INCLUDEONLY, UNREAD_TAGS, WIKITEXT_TAGS, cut, spans
from bot.wikitext.user_mentions import template_title

_NO_NAME = " <> "
_LONGEST = 600
"""A title has 255 bytes, with its prefixes and some space around it."""
_TAGS = UNREAD_TAGS | WIKITEXT_TAGS
_LEAVES_NOTHING = frozenset({COMMENT, INCLUDEONLY})
_MARK = "<noinclude>"
_IGNORED = re.compile(r"</?(?:noinclude|onlyinclude)(?:[\s/][^>]*+)?>", re.IGNORECASE)


def own_texts(text: str) -> Iterator[str]:
    """The page's wikitext, then what each element such as ``<ref>`` closes off: nothing pairs across them.

    Without comments, ``nowiki`` and its kin, and what is only transcluded; offsets do not stay. What tells
    which part other pages get stays as a mark, see :func:`unmarked`. What stands in the bot's blocks is not
    left out: the bot writes no sign of a campaign, and where a mark of its is lost, a block may seem to
    reach over what people wrote.
    """
    found = spans(text, _TAGS, literal=True)
    # No name has a tag in it: `{{Stub <nowiki />}}` is no template.
    outer = cut(
        text, ((one.start, one.end, "" if one.kind in _LEAVES_NOTHING else _NO_NAME) for one in found)
    )
    yield _IGNORED.sub(_MARK, outer)
    for one in found:
        if one.kind in WIKITEXT_TAGS and one.inner_start < one.inner_end:
            yield from own_texts(text[one.inner_start : one.inner_end])


def unmarked(part: str) -> str:
    """Part of such a text without the marks: ``<noinclude>`` leaves nothing on the page itself."""
    return part.replace(_MARK, "")


def called(text: str, site: Site) -> Iterator[Title]:
    """The pages that a page's text transcludes, in the order in which they end."""
    for part in own_texts(text):
        for _, edges, _ in templates_in(part):
            name = part[edges[0] + 1 : min(edges[1], edges[0] + _LONGEST)]
            if title := template_title(unmarked(name), site):
                yield title
