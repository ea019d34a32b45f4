"""``links_added``: the articles of this wiki that a text links to, each once."""

from __future__ import annotations

from bot.features.measures.content import Things, distinct
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def linked_articles(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Full titles of articles, whether they exist or not; a link to a section is one to its article."""
    return tuple(title for title in map(syntax.article, scan.links) if title is not None)


LINKS = TextMeasure("links_added", Things("links_added", linked_articles, distinct))
