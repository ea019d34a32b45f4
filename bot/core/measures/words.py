"""``words_added``: words of readable prose."""

from __future__ import annotations

from bot.core.measures.measure import Numbers
from bot.core.measures.prose import readable
from bot.core.measures.scan import Scan
from bot.core.measures.syntax import Syntax
from bot.core.measures.wordcount import whole_words, word_units


def prose_units(scan: Scan, syntax: Syntax) -> int:
    """The words of the running text, in the unit of :mod:`bot.core.measures.wordcount`."""
    return word_units(readable(scan.text, syntax), syntax.site.language)


WORDS = Numbers("words_added", prose_units, whole_words)
