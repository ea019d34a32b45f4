"""``edits``: the counted revisions, without those that count in the net measures alone."""

from __future__ import annotations

from bot.features.measures.measure import CountedWork, MeasureRole, WorkMeasure


def _edits(work: CountedWork) -> int:
    return work.edits


EDITS = WorkMeasure("edits", _edits, role=MeasureRole.EDITS)
