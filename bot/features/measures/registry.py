"""The list of the measures: a new one is a file in this folder and a line in ``MEASURES``."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.measures.articles_created import ARTICLES_CREATED
from bot.features.measures.articles_improved import ARTICLES_IMPROVED
from bot.features.measures.bytes_added import BYTES_ADDED
from bot.features.measures.categories import CATEGORIES
from bot.features.measures.edits import EDITS
from bot.features.measures.images import IMAGES
from bot.features.measures.links import LINKS
from bot.features.measures.measure import Measure, MeasureRole, RuleKey, TextMeasure, WorkMeasure
from bot.features.measures.own_files import OWN_FILES
from bot.features.measures.references import REFERENCES
from bot.features.measures.reuses import REUSES
from bot.features.measures.sections import SECTIONS
from bot.features.measures.templates import TEMPLATES
from bot.features.measures.words import WORDS

MEASURES: tuple[Measure, ...] = (
    EDITS,
    ARTICLES_CREATED,
    ARTICLES_IMPROVED,
    BYTES_ADDED,
    WORDS,
    REFERENCES,
    REUSES,
    IMAGES,
    OWN_FILES,
    LINKS,
    CATEGORIES,
    SECTIONS,
    TEMPLATES,
)
"""In the order of the table's columns."""

BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}
WORK_MEASURES = tuple(measure for measure in MEASURES if isinstance(measure, WorkMeasure))
TEXT_MEASURES = tuple(measure for measure in MEASURES if isinstance(measure, TextMeasure))

ALWAYS: tuple[str, ...] = tuple(measure.name for measure in WORK_MEASURES)
"""The measures that need no text."""
OF_TEXTS: tuple[str, ...] = tuple(measure.name for measure in TEXT_MEASURES)
"""The measures for which texts have to be fetched."""
AVAILABLE: tuple[str, ...] = tuple(BY_NAME)
"""The measures that can be used in ``points``."""
PLANNED: tuple[str, ...] = ()
"""Measures of the language that are known but not available yet: using one is a problem that says so."""
SHOWN = tuple(measure.name for measure in MEASURES if measure.shown)
"""The measures that every table shows."""
DISTINCT = tuple(measure.name for measure in MEASURES if measure.articles)
"""Measures that are numbers of articles: in a group each is counted once, whoever worked on it."""
RANKING = tuple(measure.name for measure in sorted(MEASURES, key=lambda m: m.rank) if measure.rank)
"""What a table without points ranks by, and equal points are ordered by."""
RULE_KEYS: tuple[RuleKey, ...] = tuple(
    option for measure in MEASURES if measure.rule_keys for option in measure.rule_keys.keys
)
"""The keys of rules that belong to one measure."""


def _the(role: MeasureRole) -> str:
    (name,) = (measure.name for measure in MEASURES if measure.role is role)
    return name


EDIT_COUNT, SIZE = _the(MeasureRole.EDITS), _the(MeasureRole.SIZE)
CREATION, IMPROVEMENT = _the(MeasureRole.CREATION), _the(MeasureRole.IMPROVEMENT)


def columns_read() -> tuple[str, ...]:
    """The names of the measures that bring what is read of texts; further ones may make use of the same."""
    first: dict[str, str] = {}
    for measure in TEXT_MEASURES:
        first.setdefault(measure.content.name, measure.name)
    return tuple(first.values())
