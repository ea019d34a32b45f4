"""Pages on which the bot writes: their lists are read from their texts, since our own tables are no list."""

from __future__ import annotations

from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Site
from bot.wikitext.input_pages import is_written_on
from bot.wikitext.signups import links_in

MOST_LISTED = 50_000
"""So many pages of one list are asked for."""
SHORTEST = 5
"""No link has fewer characters."""


def lists_too_many(page: PageText, site: Site, namespaces: frozenset[int]) -> bool:
    """Whether there are more links on such a page than are asked for."""
    if not is_written_on(page) or len(page.text) <= SHORTEST * MOST_LISTED:
        return False
    return len(links_in(page.text, site, namespaces)) > MOST_LISTED


def links_on(page: PageText, site: Site, namespaces: frozenset[int]) -> tuple[str, ...]:
    """What such a page lists, as full titles; nothing of other pages, whose links the wiki knows."""
    if not is_written_on(page):
        return ()
    return tuple(map(site.full_title, links_in(page.text, site, namespaces)[:MOST_LISTED]))
