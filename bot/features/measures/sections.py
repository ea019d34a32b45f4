"""``sections_added``: headings, as a reader sees them in the running text."""

from __future__ import annotations

from bot.features.measures.content import Numbers
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.prose import HEADING
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def headings(scan: Scan, _: Syntax) -> int:
    """The headings of any level."""
    return len(HEADING.findall(scan.text)) if "\n=" in scan.text else 0


SECTIONS = TextMeasure("sections_added", Numbers("sections_added", headings))
