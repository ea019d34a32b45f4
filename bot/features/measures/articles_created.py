"""``articles_created``: 1 where the page is new, and the participant is its creator and has an edit of it."""

from __future__ import annotations

from bot.features.measures.measure import CountedWork, MeasureRole, WorkMeasure


def _created(work: CountedWork) -> int | None:
    return work.created if work.edits else 0


ARTICLES_CREATED = WorkMeasure(
    "articles_created",
    _created,
    last=True,
    shown=True,
    rank=1,
    articles="total-created",
    role=MeasureRole.CREATION,
    synonyms=("new_articles", "created"),
    starter=("articles_created: 10",),
)
