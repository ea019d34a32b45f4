"""``words_added``: words of readable prose."""

from __future__ import annotations

from bot.features.measures.content import Numbers
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.prose import readable
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax
from bot.wikitext.scanner.wordcount import whole_words, word_units


def prose_units(scan: Scan, syntax: Syntax) -> int:
    """The words of the running text, in the unit of :mod:`bot.wikitext.scanner.wordcount`."""
    return word_units(readable(scan.text, syntax), syntax.site.language)


WORDS = TextMeasure(
    "words_added",
    Numbers("words_added", prose_units, whole_words),
    synonyms=("words",),
    whole="words",
    sample=("words_added:", "  points: 1", "  per: 100"),
)
