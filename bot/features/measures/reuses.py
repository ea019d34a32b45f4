"""``references_reused``: references that name another one. What a reference is: ``references.py``."""

from __future__ import annotations

from bot.features.measures.content import Numbers
from bot.features.measures.measure import TextMeasure
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def reusing(scan: Scan, _: Syntax) -> int:
    """References that name another one."""
    return scan.reuses + scan.recited


REUSES = TextMeasure("references_reused", Numbers("references_reused", reusing))
