"""``wiki``: articles on some of the wikis of a campaign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.shapes import ListOf
from bot.declaration.schema.wiki_names import WikiName
from bot.features.conditions.condition import Leaf, Led, Named, ScopeFacts
from bot.messages import Either, Message, message


@dataclass(frozen=True, slots=True)
class OnWiki(Leaf):
    """The page is on one of the wikis; ``here`` is the one on which it is asked, empty where nobody said."""

    key: ClassVar[str] = "wiki"
    lists: ClassVar[bool] = False

    named_wikis: tuple[NamedWiki, ...]
    here: str = ""

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """A list of wikis."""
        return (Key(cls.key, ListOf(WikiName()), sample="wiki: nn.wikipedia.org"),)

    @classmethod
    def read(cls, values: Values) -> OnWiki:
        """The condition that was written."""
        return cls(tuple(dict.fromkeys(values.get(cls.key))))

    @property
    def wikis(self) -> tuple[NamedWiki, ...]:
        """All of them."""
        return self.named_wikis

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether this wiki is one of them."""
        return any(one.address == self.here for one in self.named_wikis)

    def on(self, wiki: str, led: Led) -> OnWiki:
        """Asked on that wiki."""
        return replace(self, here=wiki)

    def said(self, named: Named) -> Message:
        """``it is on nn.wikipedia.org``."""
        return message("when-wiki", Either(tuple(one.host for one in self.named_wikis)))
