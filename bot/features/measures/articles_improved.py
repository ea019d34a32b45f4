"""``articles_improved``: 1 where the participant has an edit of the article and did not create it."""

from __future__ import annotations

from bot.features.measures.measure import CountedWork, MeasureRole, WorkMeasure


def _improved(work: CountedWork) -> int | None:
    """1 or 0; None where a threshold's own measure cannot be known and no other one fails."""
    improved = _enough(work) if work.edits else 0
    return 0 if work.created or improved == 0 else None if work.created is None else improved


def _enough(work: CountedWork) -> int | None:
    unknown = False
    for measure, threshold in work.thresholds.items():
        amount = work.amounts[measure]
        if amount is None:
            unknown = True
        elif amount < threshold:
            return 0
    return None if unknown else 1


ARTICLES_IMPROVED = WorkMeasure(
    "articles_improved",
    _improved,
    last=True,
    shown=True,
    articles="total-improved",
    role=MeasureRole.IMPROVEMENT,
    synonyms=("improved",),
)
