"""``references_added`` and ``references_reused``.

A reference is a note with content, or a template that cites by itself. Such a template within a note is
part of that note: ``<ref>{{harvnb|Smith|2000}}</ref>`` is one reference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.core.measures.measure import Numbers
from bot.core.measures.scan import Scan
from bot.core.measures.syntax import Syntax


def citing(scan: Scan, syntax: Syntax) -> int:
    """References that cite."""
    return scan.notes + _outside_notes(scan, syntax, syntax.citing)


def reusing(scan: Scan, syntax: Syntax) -> int:
    """References that name another one."""
    return scan.reuses + _outside_notes(scan, syntax, syntax.reusing)


def _outside_notes(scan: Scan, syntax: Syntax, names: Collection[str]) -> int:
    return _uses(scan.templates, syntax, names) - _uses(scan.noted, syntax, names)


def _uses(templates: Iterable[str], syntax: Syntax, names: Collection[str]) -> int:
    return sum(name in names for name in map(syntax.template, templates))


REFERENCES = Numbers("references_added", citing)
REUSES = Numbers("references_reused", reusing)
