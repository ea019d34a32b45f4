"""What a condition on articles is: an entry of this list, and a leaf of the tree that any, all and none make.

Each entry is a frozen dataclass that follows :class:`Leaf`. It brings its keys, what it asks, what it decides
and its words; nothing outside its file names it, but for the line in ``registry.py``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.keyed import Key, Values
from bot.mediawiki.queries import Asking, NamespacesOf, PageText
from bot.mediawiki.site import Site, Title
from bot.messages import Message, Param

Named = Callable[[Title], Param]
"""How a page is named where a sentence goes: as a link on a page."""

Led = Callable[[Title], Title | None]
"""The page of another wiki that a page of this one means."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be known about a page. ``levels`` of categories above it, -1 for no categories at all.

    ``templates``: whether it uses these. ``talk``: the same about its talk page, None for nothing.
    """

    levels: int = -1
    templates: tuple[Title, ...] = ()
    talk: Needs | None = None

    def __or__(self, other: Needs) -> Needs:
        talk = self.talk | other.talk if self.talk and other.talk else self.talk or other.talk
        return Needs(max(self.levels, other.levels), (*self.templates, *other.templates), talk)


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """What is known about pages and categories. Titles of categories and templates are full ones.

    ``parents`` maps a category to those it is in. ``listed`` maps a condition to the ids of the pages that it
    lists or names, ``names`` a title to the full one of the page that it leads to, ``talks`` a page to its
    talk page, about which the same is known as far as it is needed.
    """

    categories: Mapping[int, frozenset[str]] = field(default_factory=dict)
    parents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    templates: Mapping[int, frozenset[str]] = field(default_factory=dict)
    listed: Mapping[Leaf, frozenset[int]] = field(default_factory=dict)
    names: Mapping[Title, str] = field(default_factory=dict)
    talks: Mapping[int, int] = field(default_factory=dict)


class Remembered(Protocol):
    """What a condition may remember from one update to the next: JSON values by name."""

    def get(self, name: str) -> Any:
        """What was put there last, None where nothing was."""

    def put(self, name: str, value: Any) -> None:
        """Remember it."""


@dataclass(frozen=True)
class ConditionContext:
    """What a condition is told when it looks for pages.

    ``namespaces`` are those of articles, ``texts`` the pages that conditions name, by full title, redirects
    followed; ``names`` and ``listed`` are those of :class:`ScopeFacts`, once they are known.
    """

    site: Site
    namespaces: frozenset[int]
    remembered: Remembered
    texts: Mapping[str, PageText] = field(default_factory=dict)
    names: Mapping[Title, str] = field(default_factory=dict)
    listed: Mapping[Leaf, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConditionNotice:
    """What is amiss with a page that a condition names: the message ``key`` with the title and ``params``."""

    key: str
    title: Title
    params: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedArticles:
    """The ids of the pages that a condition lists, and what is amiss with the list."""

    pageids: frozenset[int]
    doubts: tuple[ConditionNotice, ...] = ()


class Leaf(ABC):
    """One condition, as a campaign declares it.

    ``key`` is its key in the language. ``of_old``: the text of an article tells whether it holds, so that it
    can be asked about a version of the past. ``lists``: its pages can be found from above, by ``meeting``. A
    campaign can have as many different ones as ``most``.
    """

    __slots__ = ()
    key: ClassVar[str]
    of_old: ClassVar[bool] = False
    lists: ClassVar[bool] = True
    most: ClassVar[int | None] = None

    @classmethod
    @abstractmethod
    def settings(cls) -> tuple[Key, ...]:
        """Its own key, then those that say more of it and so can't stand without it (``of``)."""

    @classmethod
    @abstractmethod
    def read(cls, values: Values) -> Leaf:
        """The condition that was written."""

    @property
    def named(self) -> tuple[Title, ...]:
        """The pages that it names, which should exist; the first leads to articles (see ``kind``)."""
        return ()

    @property
    def articles(self) -> tuple[Title, ...]:
        """The articles that it names, wherever they were moved since: see ``listed`` of the facts."""
        return ()

    @property
    def wikis(self) -> tuple[NamedWiki, ...]:
        """The wikis that it names."""
        return ()

    @property
    def needs(self) -> Needs:
        """What has to be known about a page to tell whether it meets this."""
        return Needs()

    @abstractmethod
    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether a page meets it."""

    def listing(self, around: ConditionContext) -> Asking[ListedArticles | None]:
        """The pages that it lists; None where it lists none by its nature, or its list is not there."""
        yield from ()
        return None

    def meeting(self, around: ConditionContext) -> Asking[tuple[int, ...]]:
        """The ids of the pages that may meet it, found from above: where there are no edits to start from.

        Nobody asks one that does not list any (``lists``).
        """
        yield from ()
        return ()

    def kind(self, site: Site) -> NamespacesOf | None:
        """What tells the kind of the pages that it leads to, None where they are articles in any case."""
        return None

    def doubts(self, page_of: Callable[[Title], PageText]) -> Iterable[ConditionNotice]:
        """What is amiss with the pages that it names, beside whether they are there."""
        return ()

    def on(self, wiki: str, led: Led) -> Leaf | None:
        """It as it is asked on a wiki, by the wiki's address; None where nothing can meet it there.

        ``led`` gives the page there that a page means which it names, None where there is none.
        """
        return self

    @abstractmethod
    def said(self, named: Named) -> Message:
        """It in words, about an article: ``it is in Category:Physics``."""
