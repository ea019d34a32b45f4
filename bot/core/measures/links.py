"""``links_added``: the articles of this wiki that a text links to, each once."""

from __future__ import annotations

from bot.core.measures.measure import Things, distinct
from bot.core.measures.scan import Scan
from bot.core.measures.syntax import Syntax


def linked_articles(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Full titles of articles, whether they exist or not; a link to a section is one to its article."""
    return tuple(title for title in map(syntax.article, scan.links) if title is not None)


LINKS = Things("links_added", linked_articles, distinct)
