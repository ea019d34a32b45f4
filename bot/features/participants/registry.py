"""The sources of participants that there are, in the order in which the language lists their keys."""

from __future__ import annotations

from bot.declaration.schema.keyed import Key, Values
from bot.features.participants import anyone, category, event, hashtag, sign_ups, users
from bot.features.participants.source import ParticipantSource, SourceEntry

ENTRIES: tuple[SourceEntry, ...] = (
    sign_ups.ENTRY,
    users.ENTRY,
    category.ENTRY,
    event.ENTRY,
    hashtag.ENTRY,
    anyone.ENTRY,
)
UNLESS_SAID: ParticipantSource = sign_ups.HERE
"""Who takes part where the settings do not say it."""
BY_NAMES, from_names = users.NAMES, users.users
"""What may stand behind ``participants:`` without a key, and the source that it makes."""

by_registration, of_registration = event.by_registration, event.of_registration
"""The source that an event at the top of the settings stands for, and what to tell of its registration."""


def every_key() -> tuple[Key, ...]:
    """The keys of all of them."""
    return tuple(key for entry in ENTRIES for key in entry.keys)


def declared(values: Values) -> tuple[ParticipantSource, ...]:
    """The sources that a declaration uses."""
    return tuple(source for entry in ENTRIES if (source := entry.read(values)) is not None)


def meant_by(word: str) -> SourceEntry | None:
    """The source that people mean who write this word in the place of a name."""
    return next((entry for entry in ENTRIES if word.lower() in entry.meant_by), None)
