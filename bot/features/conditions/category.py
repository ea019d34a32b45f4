"""``category``: articles in a category, or some levels below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import CATEGORY_TITLE
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.shapes import ListOf
from bot.features.conditions.condition import (
    ConditionContext,
    ConditionNotice,
    Leaf,
    Led,
    Named,
    Needs,
    ScopeFacts,
)
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Asking, Members, NamespacesOf, PageText
from bot.mediawiki.site import CATEGORY, Site, Title
from bot.messages import Either, Message, message

MAX_DEPTH = 20
ALONE = "declaration-without-category"


@dataclass(frozen=True, slots=True)
class InCategory(Leaf):
    """The page is in the category or, down to ``depth`` levels, in one below it."""

    key: ClassVar[str] = "category"
    of_old: ClassVar[bool] = True

    category: Title
    depth: int = 0
    excluded: tuple[Title, ...] = ()

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """The category, how many levels, and those that are out."""
        return (
            Key(
                cls.key,
                replace(CATEGORY_TITLE, single=True),
                synonyms=("cat", "categories"),
                sample="category: Women physicists",
            ),
            Key("depth", WholeNumber(0, MAX_DEPTH), of=cls.key, without=ALONE, sample="depth: 3"),
            Key(
                "except",
                ListOf(CATEGORY_TITLE),
                of=cls.key,
                without=ALONE,
                sample="except:\n  - Fictional physicists",
            ),
        )

    @classmethod
    def read(cls, values: Values) -> InCategory:
        """The condition that was written."""
        return cls(values.get(cls.key), values.get("depth", 0), values.get("except", ()))

    @property
    def named(self) -> tuple[Title, ...]:
        """The category, and those that are out."""
        return (self.category, *self.excluded)

    @property
    def needs(self) -> Needs:
        """Categories, as many levels up as it goes down."""
        return Needs(levels=self.depth)

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """What an exception holds is out, also where the page is in the category by another way."""
        above = ancestors(facts.categories.get(pageid, frozenset()), self.depth, facts.parents)
        if any(facts.names[excluded] in above for excluded in self.excluded):
            return False
        return facts.names[self.category] in above

    def meeting(self, around: ConditionContext) -> Asking[tuple[int, ...]]:
        """Its members."""
        pages = yield from self.members(around)
        return tuple(page.pageid for page in pages)

    def members(self, around: ConditionContext) -> Asking[tuple[Page, ...]]:
        """The pages in it, level by level; what is below an exception is not looked at."""
        namespaces = around.namespaces | {CATEGORY}
        seen = {around.site.full_title(title) for title in self.excluded}
        frontier = [around.site.full_title(self.category)]
        pages: dict[int, Page] = {}
        for _ in range(self.depth + 1):
            seen.update(frontier)
            questions = tuple(Members(category, namespaces) for category in frontier)
            answers = yield questions
            members = [member for question in questions for member in answers[question]]
            for member in members:
                if member.namespace != CATEGORY:
                    pages.setdefault(member.pageid, member)
            below = dict.fromkeys(member.title for member in members if member.namespace == CATEGORY)
            frontier = [title for title in below if title not in seen]
        return tuple(pages.values())

    def kind(self, site: Site) -> NamespacesOf | None:
        """What is in the category."""
        return NamespacesOf(site.full_title(self.category), category=True)

    def doubts(self, page_of: Callable[[Title], PageText]) -> Iterable[ConditionNotice]:
        """Where nobody said how deep to look, and it has nothing but subcategories."""
        page = page_of(self.category)
        if not self.depth and page.members and page.members == page.subcategories:
            yield ConditionNotice("notice-only-subcategories", self.category)

    def on(self, wiki: str, led: Led) -> InCategory | None:
        """The category's counterpart there; an exception without one leaves nothing out."""
        category = led(self.category)
        if category is None:
            return None
        return replace(self, category=category, excluded=tuple(filter(None, map(led, self.excluded))))

    def said(self, named: Named) -> Message:
        """``it is in Category:Physics, or up to 2 levels of subcategories below``."""
        said = message("when-category", named(self.category))
        if self.depth:
            said = message("when-category-depth", named(self.category), self.depth)
        if self.excluded:
            said = message("when-except", said, Either(tuple(map(named, self.excluded))))
        return said


def ancestors(
    categories: Iterable[str], levels: int, parents: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The categories themselves and those up to ``levels`` above them; circles do no harm."""
    seen = set(categories)
    frontier = set(seen)
    for _ in range(levels):
        frontier = {parent for category in frontier for parent in parents.get(category, ())} - seen
        if not frontier:
            break
        seen |= frontier
    return frozenset(seen)
