"""``talk``: articles whose talk page is in a category, or uses a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import ClassVar, TypeAlias

from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.reader import Reader
from bot.features.conditions.category import InCategory
from bot.features.conditions.condition import (
    ConditionContext,
    ConditionNotice,
    Leaf,
    Led,
    Named,
    Needs,
    ScopeFacts,
)
from bot.features.conditions.template import HasTemplate
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Asking, PagesTitled, PageText
from bot.mediawiki.site import Site, Title
from bot.messages import Message, message

OfTalk: TypeAlias = InCategory | HasTemplate
ENTRIES: tuple[type[OfTalk], ...] = (InCategory, HasTemplate)
WITHIN = "condition"
"""Its keys stand wherever conditions do: so nobody who wrote one elsewhere is sent here first."""


def _conditions(values: Values, _: Reader) -> tuple[OfTalk, ...]:
    """As they were written; each has to hold."""
    return tuple(entry.read(values) for entry in ENTRIES if entry.key in values.found)


CONDITIONS: Keyed[tuple[OfTalk, ...]] = Keyed(
    "talk",
    tuple(replace(key, within=WITHIN) for entry in ENTRIES for key in entry.settings()),
    _conditions,
    "declaration-wants-talk",
)


@dataclass(frozen=True, slots=True)
class OnTalkPage(Leaf):
    """The talk page of the article meets all of the ``conditions``; without one, nothing is met."""

    key: ClassVar[str] = "talk"

    conditions: tuple[OfTalk, ...]

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """Conditions on the talk page."""
        return (Key(cls.key, CONDITIONS, sample="talk:\n  template: WikiProject Physics"),)

    @classmethod
    def read(cls, values: Values) -> OnTalkPage:
        """The condition that was written."""
        return cls(values.get(cls.key))

    @property
    def named(self) -> tuple[Title, ...]:
        """What its conditions name."""
        return tuple(title for one in self.conditions for title in one.named)

    @property
    def needs(self) -> Needs:
        """What its conditions need, of the talk page."""
        return Needs(talk=reduce(or_, (one.needs for one in self.conditions), Needs()))

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether there is a talk page, and it meets them."""
        talk = facts.talks.get(pageid)
        return talk is not None and all(one.holds(talk, facts) for one in self.conditions)

    def meeting(self, around: ConditionContext) -> Asking[tuple[int, ...]]:
        """The articles of the talk pages that meet the first condition."""
        talks = frozenset(number + 1 for number in around.namespaces if number % 2 == 0)
        pages = yield from self.conditions[0].members(replace(around, namespaces=talks))
        titles = tuple(dict.fromkeys(_article(page, around.site) for page in pages))
        if not titles:
            return ()
        question = PagesTitled(titles)
        answers = yield (question,)
        return tuple(
            pageid for pageid, one in answers[question].items() if one.namespace in around.namespaces
        )

    def doubts(self, page_of: Callable[[Title], PageText]) -> Iterable[ConditionNotice]:
        """What its conditions find."""
        for one in self.conditions:
            yield from one.doubts(page_of)

    def on(self, wiki: str, led: Led) -> OnTalkPage | None:
        """What its conditions become there; none of them may be lost."""
        there = [one.on(wiki, led) for one in self.conditions]
        return None if None in there else OnTalkPage(tuple(filter(None, there)))

    def said(self, named: Named) -> Message:
        """``of its talk page this holds: it uses Template:WikiProject Physics``."""
        return message("when-talk", [one.said(named) for one in self.conditions])


def _article(page: Page, site: Site) -> str:
    """The full title of the page that a talk page belongs to."""
    _, _, name = page.title.partition(":")
    return site.full_title(Title(page.namespace - 1, name))
