"""``titles``: articles that are named one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import PageTitle
from bot.declaration.schema.shapes import ListOf
from bot.features.conditions.condition import ConditionContext, Leaf, Led, Named, ScopeFacts
from bot.mediawiki.queries import Asking
from bot.mediawiki.site import Title
from bot.messages import Message, Param, message

SHOWN = 10
"""Titles that are named one by one in the rules; the rest of a longer list is a number."""


@dataclass(frozen=True, slots=True)
class Titled(Leaf):
    """The page is one of those named, found through redirects."""

    key: ClassVar[str] = "titles"

    titles: tuple[Title, ...]

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """A list of titles."""
        return (
            Key(
                cls.key,
                ListOf(PageTitle("declaration-wants-title")),
                synonyms=("pages",),
                sample="titles:\n  - Lise Meitner\n  - Marie Curie",
            ),
        )

    @classmethod
    def read(cls, values: Values) -> Titled:
        """The condition that was written; each title once."""
        return cls(tuple(dict.fromkeys(values.get(cls.key))))

    @property
    def articles(self) -> tuple[Title, ...]:
        """All of them."""
        return self.titles

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether the page is what one of the titles means."""
        return pageid in facts.listed.get(self, ())

    def meeting(self, around: ConditionContext) -> Asking[tuple[int, ...]]:
        """The articles themselves."""
        yield from ()
        return tuple(sorted(around.listed.get(self, ())))

    def on(self, wiki: str, led: Led) -> Titled | None:
        """The articles about the same there."""
        titles = tuple(dict.fromkeys(filter(None, map(led, self.titles))))
        return Titled(titles) if titles else None

    def said(self, named: Named) -> Message:
        """``it is one of these: A, B and 3 more``."""
        shown: list[Param] = [named(title) for title in self.titles[:SHOWN]]
        if len(self.titles) > SHOWN:
            shown.append(message("more", len(self.titles) - SHOWN))
        return message("when-titled", shown)
