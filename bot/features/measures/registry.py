"""What can be counted in a contribution. A measure is never a point.

Definitions: docs/counting.md. A measure of texts is a module and a line in ``text_measures.TEXT_MEASURES``.
"""

from __future__ import annotations

from bot.features.measures.text_measures import TEXT_MEASURES

ALWAYS: tuple[str, ...] = ("edits", "articles_created", "articles_improved", "bytes_added")
"""The measures that need no text."""

OF_TEXTS: tuple[str, ...] = tuple(measure.name for measure in TEXT_MEASURES)
"""The measures for which texts have to be fetched."""

NAMED = "templates_removed"
"""The measure that a rule names templates for."""

AVAILABLE: tuple[str, ...] = (*ALWAYS, *OF_TEXTS)
"""The measures that can be used in ``points``, in the order of the table's columns."""

PLANNED: tuple[str, ...] = ()
"""Measures of the language that are known but not available yet: using one is a problem that says so."""
