"""What can be counted in a contribution. A measure is never a point.

Definitions: docs/counting.md. A measure is added by one module here and one line in ``AVAILABLE``.
"""

from __future__ import annotations

AVAILABLE: tuple[str, ...] = ("edits", "articles_created", "articles_improved", "bytes_added")
"""The measures that can be used in ``points`` and ``improved_when``, in the order of the table's columns."""

PLANNED: tuple[str, ...] = (
    "words_added",
    "references_added",
    "references_reused",
    "images_added",
    "links_added",
    "categories_added",
    "sections_added",
    "templates_removed",
)
"""Measures of the language that are known but not available yet: using one is a problem that says so."""
