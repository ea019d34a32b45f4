"""What the log and the recent changes tell: what happened to pages beside their being edited.

Where the author or the summary of an entry is hidden, the replicas hide its parameters, too, and so where a
page was moved to. The API tells that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from bot.mediawiki.models import NEW_REDIRECT, REMOVED_REDIRECT, Move
from bot.mediawiki.queries import Answers, Deletions, Event, Events, HistoryEvents, Moves, RedirectChanges
from bot.mediawiki.site import Title
from bot.sources.replicas.php import parameters
from bot.sources.replicas.replica import PartialAnswer, Replica, moment, stamp

ENTRIES = """
SELECT log_type, log_action, log_timestamp, log_page, log_namespace, log_title, log_params
FROM logging
WHERE log_type IN %(kinds)s AND log_timestamp >= %(since)s {until} AND log_title IS NOT NULL
ORDER BY log_timestamp, log_id
"""
HISTORIES = """
SELECT log_type, log_action, log_timestamp, log_page, log_namespace, log_title, log_params
FROM logging
WHERE log_type IN ('merge', 'import', 'delete') AND log_action IN ('merge', 'upload', 'interwiki', 'restore')
  AND log_timestamp >= %(since)s {until} AND log_title IS NOT NULL
ORDER BY log_timestamp, log_id
"""
DELETIONS = """
SELECT log_timestamp FROM logging
WHERE log_type = 'delete' AND log_action = 'delete' AND {titles} ORDER BY log_timestamp
"""
# In this order: recent changes are fewer than redirects.
CHANGES = """
SELECT STRAIGHT_JOIN DISTINCT rc_cur_id
FROM recentchanges JOIN change_tag ON ct_rc_id = rc_id JOIN change_tag_def ON ctd_id = ct_tag_id
WHERE rc_timestamp >= %(since)s AND ctd_name IN %(tags)s AND rc_cur_id > 0
"""
TARGETS: Mapping[str, tuple[str, str]] = {
    "move": ("4::target", "0"),
    "merge": ("4::dest", "0"),
}
"""The parameters with the other page's title: MoveLogFormatter, MergeLogFormatter, and their names of old."""
KINDS = ("move", "delete", "merge", "import", "upload")
COUNTS = ("4:number:count", "4::count")
"""How many revisions were imported: ImportLogFormatter."""
SECOND = timedelta(seconds=1)


def moves(question: Moves, replica: Replica) -> PartialAnswer:
    """``logging``. ``log_page`` is the id of the page that was moved."""
    found = [event for event in _entries(("move",), question, replica) if event.pageid]
    wanted = {
        event: Moves(event.timestamp, event.timestamp + SECOND) for event in found if event.target is None
    }

    def complete(told: Answers) -> tuple[Move, ...]:
        known = (_told_move(event, told[wanted[event]]) if event in wanted else event for event in found)
        return tuple(filter(None, map(_move, known)))

    return PartialAnswer(complete, list(wanted.values()))


def _move(event: Event) -> Move | None:
    if event.target_namespace in (None, event.namespace):
        return None
    return Move(event.pageid, event.timestamp, event.namespace, event.target_namespace or 0)


def _told_move(event: Event, told: Iterable[Move]) -> Event:
    """The entry with the namespace that the API tells."""
    for move in told:
        if (move.pageid, move.timestamp, move.source) == (event.pageid, event.timestamp, event.namespace):
            return _aimed(event, None, move.target)
    return event


def _aimed(event: Event, target: str | None, namespace: int | None) -> Event:
    return Event(
        event.kind,
        event.action,
        event.timestamp,
        event.pageid,
        event.namespace,
        event.title,
        target,
        namespace,
        event.count,
    )


def events(question: Events, replica: Replica) -> PartialAnswer:
    """``logging`` of all kinds."""
    found = list(_entries(KINDS, question, replica))
    hidden = [event.timestamp for event in found if event.kind in TARGETS and event.target is None]
    wanted = [Events(min(hidden))] if hidden else []

    def complete(told: Answers) -> tuple[Event, ...]:
        known = {_aimed(event, None, None): event for event in told[wanted[0]]} if wanted else {}
        return tuple(known.get(event, event) for event in found)

    return PartialAnswer(complete, wanted)


def history_events(question: HistoryEvents, replica: Replica) -> PartialAnswer:
    """``logging``, by its index of kinds and actions."""
    rows = replica.rows(
        HISTORIES.format(until="AND log_timestamp < %(until)s" if question.until else ""),
        since=stamp(question.since),
        until=stamp(question.until) if question.until else None,
    )
    found = [_event(row, replica) for row in rows]
    hidden = [event.timestamp for event in found if event.kind == "merge" and event.target is None]
    wanted = [HistoryEvents(min(hidden), question.until)] if hidden else []

    def complete(told: Answers) -> tuple[Event, ...]:
        known = {_aimed(event, None, None): event for event in told[wanted[0]]} if wanted else {}
        return tuple(known.get(event, event) for event in found)

    return PartialAnswer(complete, wanted)


def deletions(question: Deletions, replica: Replica) -> PartialAnswer:
    """``logging`` of one title."""
    title = replica.parsed(question.title)
    if title is None:
        return PartialAnswer.whole(())
    rows = replica.each_titled(DELETIONS, [title], "log_namespace", "log_title")
    return PartialAnswer.whole(tuple(moment(timestamp) for (timestamp,) in rows))


def _entries(kinds: Iterable[str], question: Moves | Events, replica: Replica) -> Iterable[Event]:
    until = question.until if isinstance(question, Moves) else None
    rows = replica.rows(
        ENTRIES.format(until="AND log_timestamp < %(until)s" if until else ""),
        kinds=tuple(kinds),
        since=stamp(question.since),
        until=stamp(until) if until else None,
    )
    return (_event(row, replica) for row in rows)


def _event(row: Any, replica: Replica) -> Event:
    kind, action, timestamp, page, namespace, title, stored = row
    kind = kind.decode()
    told = parameters(stored) if stored is not None else {}
    target = _target(kind, told, replica)
    count = next((told[name] for name in COUNTS if name in told), "") if kind == "import" else ""
    return Event(
        kind=kind,
        action=action.decode(),
        timestamp=moment(timestamp),
        pageid=page or 0,
        namespace=namespace,
        title=replica.full_title(namespace, title),
        target=replica.written(target) if target else None,
        target_namespace=target.namespace if target and kind == "move" else None,
        count=int(count) if count.isdecimal() else None,
    )


def _target(kind: str, told: Mapping[str, str], replica: Replica) -> Title | None:
    """None where the parameters are hidden, or name none."""
    if kind not in TARGETS:
        return None
    name = next((told[name] for name in TARGETS[kind] if name in told), None)
    return None if name is None else replica.parsed(name)


def redirect_changes(question: RedirectChanges, replica: Replica) -> PartialAnswer:
    """``recentchanges`` by tags."""
    rows = replica.rows(CHANGES, since=stamp(question.since), tags=(NEW_REDIRECT, REMOVED_REDIRECT))
    return PartialAnswer.whole(frozenset(pageid for (pageid,) in rows))
