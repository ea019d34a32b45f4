"""``users``: the settings name those who take part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import UserName
from bot.declaration.schema.shapes import ListOf
from bot.features.participants.source import FoundNames, ParticipantSource, SourceContext, SourceEntry
from bot.mediawiki.queries import Asking

NAMES = ListOf(UserName())


@dataclass(frozen=True)
class Users(ParticipantSource):
    """These accounts."""

    names: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """All of them."""
        return self.names

    def find(self, around: SourceContext) -> Asking[FoundNames]:
        """What the settings say."""
        return FoundNames(self.names)
        yield ()


def users(names: tuple[str, ...]) -> Users:
    """The source, with each name once."""
    return Users(tuple(dict.fromkeys(names)))


def _read(values: Values) -> Users | None:
    names = values.get("users", ())
    return users(names) if names else None


ENTRY = SourceEntry(
    (Key("users", NAMES, synonyms=("members", "accounts"), sample="users:\n  - Alice\n  - Bob"),), _read
)
