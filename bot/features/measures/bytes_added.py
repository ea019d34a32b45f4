"""``bytes_added``: net UTF-8 bytes, which the wiki tells without the texts."""

from __future__ import annotations

from bot.features.measures.measure import CountedWork, MeasureRole, WorkMeasure


def _bytes(work: CountedWork) -> int | None:
    total = 0
    for revision in work.revisions:
        if revision.sizediff is None:
            return None
        total += revision.sizediff
    return total


BYTES_ADDED = WorkMeasure(
    "bytes_added",
    _bytes,
    shown=True,
    rank=2,
    role=MeasureRole.SIZE,
    synonyms=("bytes",),
    starter=("bytes_added:", "  points: 1", "  per: 1000"),
)
