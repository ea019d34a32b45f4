"""``categories_added``: the categories that a text itself puts its page in, each once."""

from __future__ import annotations

from bot.features.measures.content import Things, distinct
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def named_categories(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Names of categories, without the namespace; those that templates add are not in the text."""
    return tuple(name for name in map(syntax.category, scan.categories) if name is not None)


CATEGORIES = TextMeasure("categories_added", Things("categories_added", named_categories, distinct))
