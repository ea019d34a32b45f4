"""Registrations for events that are remembered, so that only who is new is asked for.

Who registers anew or turns public keeps an old number, and who cancels vanishes without a trace: so a list is
read on from its last number, and once a day as a whole. What can't be read stays as it was read last, and who
is missing from a list stays until the next reading says so, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.registrations import (
    EventAnswer,
    EventFailure,
    EventNumber,
    EventRef,
    EventRegistration,
    NumberedEvent,
    Registered,
    RegisteredPerson,
    Registration,
    Roster,
)
from bot.messages import Message, message
from bot.operations.ports import CampaignResults, EventUnavailable, Source

LAST = 2**63
"""No number is higher."""
REGISTRATION, PEOPLE, PAGE = "event", "registered", "event page"
"""The notes of a wiki: what a registration said, who registered, and which event has a page."""


class RegistrationMemory:
    """Answers as ``source`` does, and what is asked about events with the help of what was read before.

    ``notes`` are those of the campaign's wiki, and ``whole`` is how often a list is read as a whole.
    ``tell`` is handed what the operator should know, once: why an event can't be read.
    """

    def __init__(
        self,
        source: Source,
        notes: Callable[[], CampaignResults],
        clock: Callable[[], datetime],
        whole: timedelta,
        tell: Callable[[Message], None] = lambda _said: None,
    ) -> None:
        self._source = source
        self._notes = notes
        self._clock = clock
        self._whole = whole
        self._tell = tell
        self._told: Message | None = None

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them.

        Raises WikiUnavailable, and EventUnavailable where an event can't be read and nothing is remembered.
        """
        others = tuple(one for one in questions if not isinstance(one, Registration | Registered))
        told = self._source.ask(*others) if others else Answers({})
        found: dict[Question[Any], Any] = {one: told[one] for one in others}
        for one in questions:
            if isinstance(one, Registration):
                found[one] = self._registration(one)
            elif isinstance(one, Registered):
                found[one] = self._roster(one.event)
        return Answers(found)

    # --- what a registration says

    def _registration(self, question: Registration) -> EventAnswer:
        event = self._numbered(question.event)
        if event.number is None:
            return EventAnswer(None, event.failure, reason=event.reason)
        ref = EventRef(question.event.place, event.number)
        name = _name(REGISTRATION, ref)
        before: Mapping[str, Any] = self._notes().note(name) or {}
        known = _registration_of(before.get("said"))
        if question.remembered and known:
            return EventAnswer(known)
        asked = Registration(ref)
        answer = self._source.ask(asked)[asked]
        if answer.failure is not EventFailure.UNREADABLE:
            self._keep(name, before, {"said": _as_json(answer.registration), "unread": None})
            return answer
        if known is None:
            if question.remembered:
                return answer
            raise _unavailable(question.event, answer.reason)
        unread = before.get("unread") or self._noticed(question.event, answer.reason)
        self._keep(name, before, {**before, "unread": unread})
        return EventAnswer(known, answer.failure, datetime.fromisoformat(unread), answer.reason)

    # --- who registered

    def _roster(self, wanted: EventRef) -> Roster:
        event = self._numbered(wanted)
        if event.number is None:
            if event.failure is EventFailure.UNREADABLE:
                raise _unavailable(wanted, event.reason)
            return Roster(failure=event.failure)
        ref = EventRef(wanted.place, event.number)
        name = _name(PEOPLE, ref)
        before: Mapping[str, Any] = self._notes().note(name) or {}
        resumed = bool(before) and not self._is_due(before["whole"])
        asked = Registered(ref, before["last"] if resumed else 0)
        answer = self._source.ask(asked)[asked]
        if answer.failure is EventFailure.UNREADABLE:
            return self._as_before(wanted, name, before, answer.reason)
        if answer.failure is not None:
            return answer
        now = self._now(before, asked.after, answer)
        self._keep(name, before, now)
        return Roster(_people_of(now), now["last"])

    def _now(self, before: Mapping[str, Any], after: int, answer: Roster) -> Mapping[str, Any]:
        """What is known of the people with what was read of them behind a number.

        Nobody sees from a list that it is too short: who was on it and is not any more is believed gone when
        the next reading says so, too. What is still to be read stays as it was until then.
        """
        there = {one.number for one in answer.people}
        end = answer.last if answer.more else LAST
        known = {one.number: one for one in (_people_of(before) if before else ())}
        missing = {number for number in known if after < number <= end} - there
        doubted = missing - set(before.get("doubted", ()))
        stays = [one for number, one in known.items() if number not in missing | there or number in doubted]
        people = sorted((*answer.people, *stays), key=lambda one: one.number)
        whole = before["whole"] if after or doubted else self._clock().isoformat()
        last = max(answer.last, after)
        return {
            "people": _rows(people),
            "last": last,
            "whole": whole,
            "doubted": sorted(doubted),
            "unread": None,
        }

    def _is_due(self, whole: str) -> bool:
        """Whether the list has to be read as a whole; what a clock in the future said is not believed."""
        passed = self._clock() - datetime.fromisoformat(whole)
        return not timedelta(0) <= passed < self._whole

    def _as_before(
        self, event: EventRef, name: str, before: Mapping[str, Any], reason: Message | None
    ) -> Roster:
        if not before:
            raise _unavailable(event, reason)
        unread = before["unread"] or self._noticed(event, reason)
        self._keep(name, before, {**before, "unread": unread})
        since = datetime.fromisoformat(unread)
        return Roster(_people_of(before), before["last"], EventFailure.UNREADABLE, since, reason)

    def _noticed(self, event: EventRef, reason: Message | None) -> str:
        """Since when it can't be read: now."""
        said = message("event-unread", event.name, reason or message("event-odd", "?"))
        if said != self._told:
            self._told = said
            self._tell(said)
        return self._clock().isoformat()

    # --- which event has a page

    def _numbered(self, event: EventRef) -> NumberedEvent:
        """The event's number. That of a page is asked for once a day: a page may be given another event."""
        if event.number is not None:
            return NumberedEvent(event.number)
        name = _name(PAGE, event)
        before: Mapping[str, Any] = self._notes().note(name) or {}
        if before and not self._is_due(before["at"]):
            return NumberedEvent(before["number"])
        asked = EventNumber(event.place, event.page)
        found = self._source.ask(asked)[asked]
        if found.failure is EventFailure.UNREADABLE and before:
            return NumberedEvent(before["number"])
        if found.number is not None:
            self._keep(name, before, {"number": found.number, "at": self._clock().isoformat()})
        return found

    def _keep(self, name: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        if now != before:
            self._notes().put_note(name, dict(now))


def _unavailable(event: EventRef, reason: Message | None) -> EventUnavailable:
    return EventUnavailable(message("event-unreadable", event.name, reason or message("event-odd", "?")))


def _name(kind: str, event: EventRef) -> str:
    """The name of a note, which has to be short."""
    which = event.page if event.number is None else str(event.number)
    return f"{kind} {hashlib.sha256(f'{event.place} {which}'.encode()).hexdigest()[:32]}"


def _rows(people: Iterable[RegisteredPerson]) -> list[list[Any]]:
    return [[person.number, person.name, int(person.at.timestamp())] for person in people]


def _people_of(before: Mapping[str, Any]) -> tuple[RegisteredPerson, ...]:
    return tuple(
        RegisteredPerson(number, name, datetime.fromtimestamp(at, UTC))
        for number, name, at in before["people"]
    )


def _as_json(found: EventRegistration | None) -> Any:
    if found is None:
        return None
    return [
        found.number, found.name, found.page, found.timezone, found.start.isoformat(), found.end.isoformat(),
        list(found.organizers), list(found.wikis), list(found.goal or ()), found.tracks, found.test,
    ]  # fmt: skip


def _registration_of(value: Any) -> EventRegistration | None:
    if value is None:
        return None
    number, name, page, timezone, start, end, organizers, wikis, goal, tracks, test = value
    return EventRegistration(
        number,
        name,
        page,
        timezone,
        datetime.fromisoformat(start),
        datetime.fromisoformat(end),
        tuple(organizers),
        tuple(wikis),
        (goal[0], goal[1]) if goal else None,
        tracks,
        test,
    )
