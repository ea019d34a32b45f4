"""``event``: whoever has registered for an event, publicly, takes part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import quote

from bot.declaration.schema.events import DeclaredEvent, EventAt
from bot.declaration.schema.keyed import Key, Values
from bot.features.participants.source import (
    FoundNames,
    Link,
    Notice,
    ParticipantSource,
    Sentence,
    Shown,
    SourceContext,
    SourceEntry,
)
from bot.mediawiki.queries import Asking
from bot.mediawiki.registrations import EventAnswer, EventFailure, EventRef, Registered, Registration, Roster
from bot.mediawiki.site import SPECIAL, Title
from bot.messages import Message, message
from bot.wikitext.input_pages import InputPage

REGISTER = "RegisterForEvent"
"""The special page on which people register, by the name that it has on every wiki."""


@dataclass(frozen=True)
class RegisteredForEvent(ParticipantSource):
    """Those who registered for one event and did not hide it. ``line`` is that of the settings."""

    dated: ClassVar[bool] = True
    ref: EventRef
    line: int

    @property
    def registration(self) -> EventRef:
        """The event."""
        return self.ref

    def find(self, around: SourceContext) -> Asking[FoundNames]:
        """Their names, in the order in which they registered first, with the moments."""
        registered, registration = Registered(self.ref), Registration(self.ref)
        answers = yield (registered, registration)
        roster = answers[registered]
        joined = {name: person.at for person in roster.people if (name := around.site.user_name(person.name))}
        told = answers[registration]
        return FoundNames(
            tuple(joined),
            joined=joined,
            vouched=True,
            notices=tuple(Notice(said, self.line) for said in _said(self.ref, roster, told)),
            headings={self: told.registration.name} if told.registration else {},
            pages=(InputPage(f"event {self.ref.name}", None, tuple(joined), there=True),),
        )

    def joining(self, shown: Shown) -> Sentence:
        """Where to register; by the event's page where its number is not known from the settings."""
        name = shown.headings.get(self, "")
        return Sentence("sign-up-event", (_link(self.ref, name),))


def _link(ref: EventRef, name: str) -> Link:
    """A link called by the event's name, where that is known."""
    special = f"{REGISTER}/{ref.number}"
    if ref.number is not None and not ref.place:
        return Link(Title(SPECIAL, special), label=name)
    title = ref.page if ref.number is None else f"Special:{special}"
    address = f"{ref.place}?title={quote(title.replace(' ', '_'), safe='/:')}"
    return Link(None, target=address if ref.place else title, label=name or ref.name)


def _said(ref: EventRef, roster: Roster, answer: EventAnswer) -> Iterator[Message]:
    """What organizers should know of a registration and of its people, of the same kind once."""
    if roster.failure not in (None, EventFailure.UNREADABLE, answer.failure):
        yield _failed(ref, roster.failure)
    both = [one.since for one in (roster, answer) if one.since]
    yield from of_registration(ref, replace(answer, since=min(both, default=None)))


def of_registration(ref: EventRef, answer: EventAnswer) -> Iterator[Message]:
    """What organizers should know of a registration."""
    found = answer.registration
    if answer.since:
        yield message("notice-event-unread", found.name if found else ref.name, answer.since)
    elif answer.failure is not None:
        yield _failed(ref, answer.failure)
    if found and found.test:
        yield message("notice-event-test", found.name)
    if found and not found.tracks:
        yield message("notice-event-untracked", found.name)


FAILED: dict[EventFailure | None, str] = {
    EventFailure.NOT_FOUND: "notice-event-none",
    EventFailure.DELETED: "notice-event-deleted",
    EventFailure.NO_EVENTS: "notice-event-no-events",
}


def _failed(ref: EventRef, failure: EventFailure | None) -> Message:
    return message(FAILED.get(failure, "notice-event-not-asked"), ref.name)


def by_registration(event: DeclaredEvent) -> RegisteredForEvent:
    """The source that an event at the top of the settings stands for."""
    return RegisteredForEvent(event.ref, event.line)


def _read(values: Values) -> RegisteredForEvent | None:
    event: DeclaredEvent | None = values.get("event")
    return by_registration(event) if event else None


ENTRY = SourceEntry(
    (
        Key(
            "event",
            EventAt(),
            synonyms=("registration", "events"),
            asks=(Registered, Registration),
            sample="event: 1234",
        ),
    ),
    _read,
)
