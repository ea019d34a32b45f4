"""``references_added`` and ``references_reused``.

A reference is a note with content, or a template that cites by itself. Such a template within a note is
part of that note: ``<ref>{{harvnb|Smith|2000}}</ref>`` is one reference.
"""

from __future__ import annotations

from bot.features.measures.measure import Numbers
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def citing(scan: Scan, _: Syntax) -> int:
    """References that cite."""
    return scan.notes + scan.cited


def reusing(scan: Scan, _: Syntax) -> int:
    """References that name another one."""
    return scan.reuses + scan.recited


REFERENCES = Numbers("references_added", citing)
REUSES = Numbers("references_reused", reusing)
