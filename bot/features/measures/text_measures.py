"""The list of the measures that are made of texts. A new one is a small module and a line here."""

from __future__ import annotations

from bot.features.measures.categories import CATEGORIES
from bot.features.measures.images import IMAGES
from bot.features.measures.links import LINKS
from bot.features.measures.measure import TextMeasure
from bot.features.measures.references import REFERENCES, REUSES
from bot.features.measures.sections import SECTIONS
from bot.features.measures.templates import TEMPLATES
from bot.features.measures.words import WORDS

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
