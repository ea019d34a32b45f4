"""``anyone``: whoever edits an article in the scope takes part. The articles tell who that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.shapes import Flag
from bot.features.participants.source import ParticipantSource, ScopeNeed, Sentence, Shown, SourceEntry
from bot.mediawiki.models import Revision
from bot.mediawiki.site import Site
from bot.messages import Message, message

_ALL = (
    "all everyone everybody anyone anybody any alle alla alles tous toutes todos todas tutti iedereen kaikki "
    "wszyscy všichni hepsi herkes mindenki все всі усі 全員 所有人 모두 الجميع כולם সবাই सभी"
)
EVERYBODY = frozenset(_ALL.split())
"""What people write who mean everybody."""


@dataclass(frozen=True)
class Anyone(ParticipantSource):
    """All authors of the articles in the scope: accounts alone, and no bots."""

    everybody: ClassVar[bool] = True
    by_edits: ClassVar[bool] = True

    def finds(self, revision: Revision) -> bool:
        """Each edit."""
        return True

    def amiss(self, listing: ScopeNeed, site: Site) -> Message | None:
        """Nobody can be asked for all edits of a wiki."""
        match listing:
            case ScopeNeed.ALL:
                return message("declaration-anyone-without-scope")
            case ScopeNeed.UNLISTED:
                return message("declaration-anyone-unlisted")
        return None

    def joining(self, shown: Shown) -> Sentence:
        """Just by editing."""
        return Sentence("sign-up-anyone")

    def why_not(self) -> Sentence:
        """Who is nobody's account."""
        return Sentence("why-anyone")


def _read(values: Values) -> Anyone | None:
    return Anyone() if values.get("anyone", False) else None


ENTRY = SourceEntry(
    (Key("anyone", Flag(), synonyms=("everybody", "everyone"), sample="anyone: true"),),
    _read,
    EVERYBODY,
    "declaration-everybody",
)
