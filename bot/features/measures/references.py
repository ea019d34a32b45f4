"""``references_added``.

A reference is a note with content, or a template that cites by itself. Such a template within a note is
part of that note: ``<ref>{{harvnb|Smith|2000}}</ref>`` is one reference.
"""

from __future__ import annotations

from bot.features.measures.content import Numbers
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def citing(scan: Scan, _: Syntax) -> int:
    """References that cite."""
    return scan.notes + scan.cited


REFERENCES = TextMeasure(
    "references_added", Numbers("references_added", citing), synonyms=("references",), whole="references"
)
