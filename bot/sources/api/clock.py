"""The wiki's own time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.mediawiki.queries import Clock, ReadMoment
from bot.sources.api import rows
from bot.sources.api.api_query import ApiQuery


def clock(_question: Clock, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``curtimestamp``, which the wiki takes before it reads anything; the earliest of a call counts."""
    told: list[datetime] = []

    def take(response: rows.Row) -> None:
        told.append(rows.moment(response["curtimestamp"]))

    return [ApiQuery({"curtimestamp": "1"}, take)], lambda: ReadMoment(min(told))
