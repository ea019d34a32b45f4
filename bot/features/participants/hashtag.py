"""``hashtag``: whoever writes it into the summary of an edit takes part with that edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf, Words
from bot.features.participants.source import ParticipantSource, ScopeNeed, Sentence, Shown, SourceEntry
from bot.lenient_yaml.nodes import Scalar
from bot.mediawiki.hashtags import hashtags_in, same_case
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Hashtagged
from bot.mediawiki.site import Site
from bot.messages import Message, message

MOST_HASHTAGS = 20
MOST_EDITS = 1_000_000
"""Where the articles can't be listed, all edits of the campaign's time are looked at: on a wiki that has had
no more than these in all.
"""


class _Word(Words[str]):
    """A hashtag, with or without its sign."""

    wants = "declaration-wants-hashtag"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The hashtag with its sign, in the letters in which it was written."""
        word = text.removeprefix("#").removeprefix("＃")
        if hashtags_in(f"#{word}") != {same_case(word)}:
            reader.wants(self.wants, node)
            return None
        return f"#{word}"


@dataclass(frozen=True)
class Hashtag(ParticipantSource):
    """The authors of edits whose summaries have one of these words, capitals or not."""

    by_edits: ClassVar[bool] = True
    words: tuple[str, ...]

    @property
    def hashtags(self) -> frozenset[str]:
        """As they are found in summaries."""
        return frozenset(same_case(word.removeprefix("#")) for word in self.words)

    def finds(self, revision: Revision) -> bool:
        """Whether its summary has one of them; a hidden summary has none."""
        return bool(revision.hashtags) and not self.hashtags.isdisjoint(revision.hashtags or ())

    def anywhere(self, since: datetime, until: datetime, namespaces: frozenset[int]) -> Hashtagged:
        """All such edits of the wiki."""
        return Hashtagged(self.hashtags, since, until, namespaces)

    def amiss(self, listing: ScopeNeed, site: Site) -> Message | None:
        """A large wiki has too many edits to look at all of them."""
        small = site.edits is not None and site.edits <= MOST_EDITS
        if listing is ScopeNeed.LISTED or small:
            return None
        return message("declaration-hashtag-without-scope", self.words[0])

    def joining(self, shown: Shown) -> Sentence:
        """By writing it."""
        return Sentence("sign-up-hashtag", words=self.words)

    def other_edit(self) -> Sentence:
        """It was not written there."""
        return Sentence("reason-hashtag", words=self.words)


def _read(values: Values) -> Hashtag | None:
    words = {same_case(word): word for word in reversed(values.get("hashtag", ()))}
    return Hashtag(tuple(reversed(words.values()))) if words else None


ENTRY = SourceEntry(
    (Key("hashtag", ListOf(_Word(), MOST_HASHTAGS), asks=(Hashtagged,), sample='hashtag: "#wip2026"'),), _read
)
