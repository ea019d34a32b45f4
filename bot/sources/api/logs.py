"""What the log and the recent changes tell: what happened to pages beside their being edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.mediawiki.models import NEW_REDIRECT, REMOVED_REDIRECT, Move
from bot.mediawiki.queries import (
    Deletions,
    Event,
    Events,
    HistoryEvents,
    MovedTo,
    Moves,
    RedirectChanges,
    RenamedTo,
)
from bot.sources.api import rows
from bot.sources.api.api_query import ApiQuery

KINDS = frozenset({"move", "delete", "merge", "import", "upload"})
HISTORIES: tuple[Mapping[str, str], ...] = (
    {"letype": "merge"},
    {"letype": "import"},
    {"leaction": "delete/restore"},
)
TARGETS: Mapping[str, str] = {"move": "target_title", "merge": "dest_title"}
"""The parameter of an entry of this kind that names the other page, by its full title."""


def moves(question: Moves, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=logevents&letype=move``. ``logpage`` is the id of the page that was moved."""
    found: list[Move] = []

    def take(response: rows.Row) -> None:
        found.extend(filter(None, map(_move, rows.listed(response, "logevents"))))

    def answer() -> tuple[Move, ...]:
        return tuple(m for m in found if question.until is None or m.timestamp < question.until)

    params = {**_log(question.since), "letype": "move"}
    if question.until:
        params["leend"] = rows.stamp(question.until)
    return [ApiQuery(params, take)], answer


def _log(since: datetime) -> dict[str, str]:
    return {
        "list": "logevents",
        "leprop": "ids|title|timestamp|type|details",
        "ledir": "newer",
        "lestart": rows.stamp(since),
        "lelimit": "max",
    }


def _move(row: rows.Row) -> Move | None:
    """None where the entry is hidden, too old to name its page, or within one namespace."""
    target = _details(row).get("target_ns")
    if not row.get("logpage") or target in (None, row.get("ns")) or "actionhidden" in row:
        return None
    return Move(row["logpage"], rows.moment(row["timestamp"]), row["ns"], target)


def _details(row: rows.Row) -> rows.Row:
    """The parameters of an entry; where it has none, PHP writes a list."""
    return row.get("params") or {}


def events(question: Events, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=logevents`` of all kinds: the API filters by one kind or none."""
    found: list[Event] = []

    def take(response: rows.Row) -> None:
        found.extend(filter(None, map(_event, rows.listed(response, "logevents"))))

    return [ApiQuery(_log(question.since), take)], lambda: tuple(found)


def history_events(question: HistoryEvents, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=logevents`` for each kind: all entries together would be a hundred times as many."""
    found: list[Event] = []

    def take(response: rows.Row) -> None:
        found.extend(filter(None, map(_event, rows.listed(response, "logevents"))))

    def answer() -> tuple[Event, ...]:
        kept = (e for e in found if question.until is None or e.timestamp < question.until)
        return tuple(sorted(kept, key=attrgetter("timestamp")))

    params = _log(question.since)
    if question.until:
        params["leend"] = rows.stamp(question.until)
    return [ApiQuery({**params, **one}, take) for one in HISTORIES], answer


def deletions(question: Deletions, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=logevents&leaction=delete/delete`` of one title."""
    found: list[datetime] = []

    def take(response: rows.Row) -> None:
        found.extend(rows.moment(row["timestamp"]) for row in rows.listed(response, "logevents"))

    params = {
        "list": "logevents",
        "leprop": "ids|title|timestamp|type|details",
        "leaction": "delete/delete",
        "letitle": question.title,
        "lelimit": "max",
    }
    return [ApiQuery(params, take)], lambda: tuple(sorted(found))


def moved_to(question: MovedTo, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=logevents&letype=move`` of one title, the newest first."""
    found: list[str] = []

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "logevents"):
            if "actionhidden" not in row and (target := _details(row).get(TARGETS["move"])):
                found.append(target)

    params = {
        "list": "logevents",
        "leprop": "ids|title|timestamp|type|details",
        "letype": "move",
        "letitle": question.title,
        "lelimit": "max",
    }
    return [ApiQuery(params, take)], lambda: found[0] if found else None


def _event(row: rows.Row) -> Event | None:
    """None where the title is hidden, or the entry is of a kind that changes nothing.

    ``logpage`` is the id that the page had then: of a deleted page the one it was deleted under, of a moved
    one its own and not that of the redirect it left. ``pageid`` would be the present page of that title.
    """
    kind = row.get("type")
    if kind not in KINDS or "title" not in row or "actionhidden" in row:
        return None
    details = _details(row)
    return Event(
        kind=kind,
        action=row["action"],
        timestamp=rows.moment(row["timestamp"]),
        pageid=row.get("logpage", 0),
        namespace=row["ns"],
        title=row["title"],
        target=details.get(TARGETS.get(kind, "")),
        target_namespace=details.get("target_ns") if kind == "move" else None,
        count=details.get("count") if kind == "import" else None,
    )


def renamed_to(question: RenamedTo, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=logevents&letitle=`` of the former user page, newest first.

    ``letype=renameuser`` would be an error on wikis without that extension, so entries are sorted out here:
    few are about one user, and the newest are enough.
    """
    found: list[str] = []

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "logevents"):
            if row.get("type") == "renameuser" and "actionhidden" not in row:
                found.extend(filter(None, [_details(row).get("newuser")]))

    params = {
        "list": "logevents",
        "leprop": "ids|title|timestamp|type|details",
        "letitle": question.title,
        "lelimit": "max",
    }
    return [ApiQuery(params, take, "lecontinue")], lambda: found[0] if found else None


def redirect_changes(question: RedirectChanges, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=recentchanges`` twice: it filters by one tag."""
    found: set[int] = set()

    def take(response: rows.Row) -> None:
        found.update(row["pageid"] for row in rows.listed(response, "recentchanges") if row.get("pageid"))

    params = {
        "list": "recentchanges",
        "rcprop": "ids",
        "rcdir": "newer",
        "rcstart": rows.stamp(question.since),
        "rclimit": "max",
    }
    tags = (NEW_REDIRECT, REMOVED_REDIRECT)
    return [ApiQuery({**params, "rctag": tag}, take) for tag in tags], lambda: frozenset(found)
