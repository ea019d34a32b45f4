"""Answers of the extension's REST API become values; nothing in them is believed to be there.

What they look like: recorded from the extension on MediaWiki 1.43, and read in its source up to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.mediawiki.registrations import EventFailure, EventRegistration, RegisteredPerson

T = TypeVar("T")
FAILURES = {
    "campaignevents-rest-event-not-found": EventFailure.NOT_FOUND,
    "campaignevents-rest-get-registration-deleted": EventFailure.DELETED,
    "rest-no-match": EventFailure.NO_EVENTS,
    "badinteger": EventFailure.NOT_FOUND,
}
"""By the ``errorKey`` of an answer, or by ``failureCode`` where a parameter was none."""
_NUMBER = re.compile(r'"wgCampaignEventsEventID":\s*(\d{1,10})\b')
"""Stands in the HTML of an event's page, among what the page tells its scripts."""
_MOMENT = "%Y%m%d%H%M%S"


class OddAnswer(Exception):
    """The answer is none that the extension gives."""


def failure(status: int, body: Any) -> EventFailure:
    """Why there is no answer. Raises OddAnswer where it says nothing that is known."""
    told = body if isinstance(body, dict) else {}
    for key in ("errorKey", "failureCode"):
        if (found := FAILURES.get(str(told.get(key)))) is not None:
            return found
    why = told.get("errorKey") or told.get("error") or ""
    raise OddAnswer(f"HTTP {status} {why}".strip())


def registration(body: Any, organizers: tuple[str, ...]) -> EventRegistration:
    """What a registration says. Raises OddAnswer."""
    told = _object(body)
    return EventRegistration(
        number=_whole(told, "id"),
        name=_of(told, "name", str),
        page=_of(told, "event_page", str),
        timezone=_of(told, "timezone", str),
        start=_moment(told, "start_time"),
        end=_moment(told, "end_time"),
        organizers=organizers,
        wikis=tuple(one for one in _maybe(told, "wikis", list) or () if isinstance(one, str)),
        goal=_goal(told),
        # Older versions say nothing of these, and know none of them.
        tracks=_maybe(told, "tracks_contributions", bool) is not False,
        test=_maybe(told, "is_test_event", bool) is True,
    )


def _goal(told: Mapping[str, Any]) -> tuple[str, int] | None:
    kind, target = _maybe(told, "goal_type", str), _maybe(told, "goal_target", int)
    return (kind, target) if kind and target and target > 0 else None


def people(rows: Any) -> tuple[tuple[RegisteredPerson, ...], int, int]:
    """One page of those who registered: those with a name, the last number, and how many rows there were.

    Whose name is hidden, or whose account is gone, has a row without one. Raises OddAnswer.
    """
    listed = _rows(rows)
    found = []
    for row in listed:
        number, private = _whole(row, "participant_id"), row.get("private")
        at = _moment(row, "user_registered_at").replace(tzinfo=UTC)
        if (name := _maybe(row, "user_name", str)) and private is not True:
            found.append(RegisteredPerson(number, name, at))
    numbers = [_whole(row, "participant_id") for row in listed]
    if numbers != sorted(set(numbers)):
        raise OddAnswer("participants out of order")
    return tuple(found), numbers[-1] if numbers else 0, len(listed)


def organizers(rows: Any) -> tuple[str, ...]:
    """Their names. Raises OddAnswer."""
    return tuple(name for row in _rows(rows) if (name := _maybe(row, "user_name", str)))


def number_on(html: str) -> int | None:
    """The number of the event whose page this is, None where it has no registration."""
    match = _NUMBER.search(html)
    return int(match[1]) if match else None


def _rows(body: Any) -> list[Mapping[str, Any]]:
    if not isinstance(body, list):
        raise OddAnswer("no list")
    return [_object(row) for row in body]


def _object(body: Any) -> Mapping[str, Any]:
    if not isinstance(body, dict):
        raise OddAnswer("no object")
    return body


def _of(told: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = told.get(name)
    if not isinstance(value, kind):
        raise OddAnswer(f"{name} is missing")
    return value


def _whole(told: Mapping[str, Any], name: str) -> int:
    value = _of(told, name, int)
    if isinstance(value, bool) or value < 0:
        raise OddAnswer(f"{name} is no number")
    return value


def _maybe(told: Mapping[str, Any], name: str, kind: type[T]) -> T | None:
    value = told.get(name)
    return value if isinstance(value, kind) else None


def _moment(told: Mapping[str, Any], name: str) -> datetime:
    text = _of(told, name, str)
    try:
        return datetime.strptime(text, _MOMENT)
    except ValueError:
        raise OddAnswer(f"{name} is no time") from None
