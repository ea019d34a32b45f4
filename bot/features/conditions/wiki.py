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

    addresses: frozenset[str]
    hosts: tuple[str, ...]
    here: str = ""

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """A list of wikis."""
        return (Key(cls.key, ListOf(WikiName()), sample="wiki: nn.wikipedia.org"),)

    @classmethod
    def read(cls, values: Values) -> OnWiki:
        """The condition that was written."""
        wikis: tuple[NamedWiki, ...] = values.get(cls.key)
        return cls(frozenset(one.address for one in wikis), tuple(one.host for one in wikis))

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether this wiki is one of them."""
        return self.here in self.addresses

    def on(self, wiki: str, led: Led) -> OnWiki:
        """Asked on that wiki."""
        return replace(self, here=wiki)

    def said(self, named: Named) -> Message:
        """``it is on nn.wikipedia.org``."""
        return message("when-wiki", Either(self.hosts))
