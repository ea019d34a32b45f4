"""Which templates a page's own wikitext transcludes, whoever asks.

Rules: Parser::braceSubstitution and https://www.mediawiki.org/wiki/Help:Transclusion. Parser functions and
variables (``{{PAGENAME}}``) are not told apart here: no page of that name is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.mediawiki.site import Site, Title
from bot.wikitext.braces import templates_in
from bot.wikitext.masking import INCLUDEONLY, UNREAD_TAGS, spans, without_comments
from bot.wikitext.user_mentions import template_title

NO_NAME = " <> "
_LONGEST = 600
"""A title has 255 bytes, with its prefixes and some space around it."""


def own_text(text: str) -> str:
    """The page without comments, ``nowiki`` and its kin, and what is only transcluded. Offsets do not stay.

    What stands in the bot's blocks is not left out: the bot writes no sign of a campaign, and where a mark is
    lost, a block may seem to reach over what people wrote.
    """
    text = without_comments(text)
    parts, position = [], 0
    for span in spans(text, UNREAD_TAGS):
        # No name has a tag in it: `{{Stub <nowiki />}}` is no template.
        parts += [text[position : span.start], " " if span.kind == INCLUDEONLY else NO_NAME]
        position = span.end
    return "".join([*parts, text[position:]])


def called(text: str, site: Site) -> Iterator[Title]:
    """The pages that a text transcludes, in the order in which they end; see :func:`own_text`."""
    for _, edges, _ in templates_in(text):
        title = template_title(text[edges[0] + 1 : min(edges[1], edges[0] + _LONGEST)], site)
        if title:
            yield title
