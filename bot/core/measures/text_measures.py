"""The list of the measures that are made of texts. A new one is a small module and a line here."""

from __future__ import annotations

from bot.core.measures.categories import CATEGORIES
from bot.core.measures.images import IMAGES
from bot.core.measures.links import LINKS
from bot.core.measures.measure import TextMeasure
from bot.core.measures.references import REFERENCES, REUSES
from bot.core.measures.sections import SECTIONS
from bot.core.measures.templates import TEMPLATES
from bot.core.measures.words import WORDS

TEXT_MEASURES: tuple[TextMeasure, ...] = (
    WORDS,
    REFERENCES,
    REUSES,
    IMAGES,
    LINKS,
    CATEGORIES,
    SECTIONS,
    TEMPLATES,
)
"""In the order of the table's columns."""
