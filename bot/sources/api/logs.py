"""What the log tells: pages that changed their namespace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core.questions import Moves
from bot.core.revisions import Move
from bot.sources.api import rows
from bot.sources.api.asks import Ask


def moves(question: Moves, _batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """``list=logevents&letype=move``. ``logpage`` is the id of the page that was moved."""
    found: list[Move] = []

    def take(response: rows.Row) -> None:
        for row in response.get("query", {}).get("logevents", ()):
            move = _move(row)
            if move and (move.source in question.namespaces) != (move.target in question.namespaces):
                found.append(move)

    params = {
        "list": "logevents",
        "letype": "move",
        "leprop": "ids|title|timestamp|details",
        "ledir": "newer",
        "lestart": rows.stamp(question.since),
        "lelimit": "max",
    }
    return [Ask(params, take)], lambda: tuple(found)


def _move(row: rows.Row) -> Move | None:
    """None where the entry is hidden, or too old to name its page."""
    target = row.get("params", {}).get("target_ns")
    if not row.get("logpage") or target is None or "ns" not in row:
        return None
    return Move(row["logpage"], rows.moment(row["timestamp"]), row["ns"], target)
