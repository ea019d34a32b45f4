"""What a source of participants is: how it is written, whom it finds, and how people take part by it.

A source asks nothing by itself: it yields questions and is sent the answers, so that all sources of a
campaign are asked together. What others have to know of a source, it declares here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import ClassVar, TypeVar

from bot.declaration.schema.keyed import Key, Values
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Asking, PageText, Question
from bot.mediawiki.registrations import EventRef
from bot.mediawiki.site import Site, Title
from bot.messages import Message
from bot.wikitext.input_pages import InputPage
from bot.wikitext.plain_names import Plain

T = TypeVar("T")


@dataclass(frozen=True)
class SourceContext:
    """What a source can look at: the campaign's page and its wiki.

    ``page`` is that page, and ``title`` its title. ``headings`` are the usual ones of lists of participants,
    ``templates`` those that link a user. ``organizers`` are their names. ``months`` are the names of months
    in the dates of signatures, with their numbers; empty where nobody asks when people signed up.
    ``preloaded``: a line of somebody who signs up can be filled in.
    """

    site: Site
    title: Title
    page: PageText
    headings: tuple[str, ...] = ()
    templates: frozenset[str] = frozenset()
    organizers: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict)
    preloaded: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What the organizers should know. It is about a line, or about a title that stands on one."""

    message: Message
    line: int | None = None
    about: Title | None = None


@dataclass(frozen=True)
class ListedNames:
    """A list's page, with those that it transcludes, and the lines on it that link nobody.

    ``headings`` are those below which the list stands on its page, one or the other; none: all of the page.
    """

    pages: tuple[PageText, ...]
    lines: tuple[Plain, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundNames:
    """Whom a source found, in order, and what else it saw.

    ``on_lists``: people wrote the names on pages, so that each goes on to mean who bore it first; ``twice``
    are those on more than one line. ``missing`` are notices of pages that are not there, which are told
    before the other ``notices``; ``beside`` are messages about names, each told where the name that it
    begins with takes part by nothing else. ``pages`` are those that were read, ``lists`` those where
    people write without a link. ``headings`` is what the places where people sign up are called.
    ``joined`` is when names were signed up (UTC), as far as the source can tell. Of those on lists whose time
    is missing there, the lists' histories tell; the others took part from the beginning. ``open_ended`` are
    the pages (full titles) on which a line at the end signs somebody up, by the places where people sign up.
    ``vouched``: there are such accounts, if not on this wiki. ``unnamed``: nobody who takes part is to be
    named, whatever the settings say.
    """

    names: tuple[str, ...] = ()
    on_lists: bool = False
    twice: frozenset[str] = frozenset()
    missing: tuple[Notice, ...] = ()
    notices: tuple[Notice, ...] = ()
    beside: tuple[Message, ...] = ()
    pages: tuple[InputPage, ...] = ()
    lists: tuple[ListedNames, ...] = ()
    headings: Mapping[Hashable, str] = field(default_factory=dict)
    unnamed: bool = False
    joined: Mapping[str, datetime] = field(default_factory=dict)
    open_ended: Mapping[Hashable, str] = field(default_factory=dict)
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page, or to a section of it; ``page`` None is the page that the link stands on.

    ``target`` is an address instead, or a title as somebody wrote it; ``label`` is what is shown for it.
    """

    page: Title | None
    heading: str | None = None
    target: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for participants: the message ``key`` with links or words, said as "this or that"."""

    key: str
    links: tuple[Link, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """Where a sentence stands: the campaign's page, the page that it is shown on, and the lists' headings."""

    campaign: Title
    here: Title
    headings: Mapping[Hashable, str]


class ScopeNeed(Enum):
    """Whether the articles that count can be listed."""

    ALL = "every article of the wiki counts"
    UNLISTED = "nothing that is said of them leads to them"
    LISTED = "there are pages to start from"


@dataclass(frozen=True)
class ParticipantSource:
    """A source as one campaign declares it, and its traits.

    ``everybody``: whoever edits an article that counts takes part, so that there is nothing to sign up for.
    ``by_edits``: what people edit tells who takes part; see :meth:`finds`. ``by_signing``: people join by
    editing a page. ``dated``: it can be told when they joined.
    """

    everybody: ClassVar[bool] = False
    by_signing: ClassVar[bool] = False
    dated: ClassVar[bool] = False
    by_edits: ClassVar[bool] = False

    @property
    def named(self) -> tuple[str, ...]:
        """The accounts that the settings name."""
        return ()

    @property
    def registration(self) -> EventRef | None:
        """The event for which its people registered."""
        return None

    def find(self, around: SourceContext) -> Asking[FoundNames]:
        """Whom it finds before anybody's edits are read."""
        return FoundNames()
        yield ()

    def finds(self, revision: Revision) -> bool:
        """Whether this edit makes its author take part, and counts if nothing else does."""
        return False

    def anywhere(
        self, since: datetime, until: datetime, namespaces: frozenset[int]
    ) -> Question[tuple[Revision, ...]] | None:
        """What finds such edits where the articles can't be listed; None: nothing does."""
        return None

    def lists_on(self, page: Title) -> tuple[str | None, ...]:
        """The headings under which people sign up by editing this page; None for the whole page."""
        return ()

    def amiss(self, listing: ScopeNeed, site: Site) -> Message | None:
        """The problem where the articles are not such as it needs."""
        return None

    def joining(self, shown: Shown) -> Sentence | None:
        """How people take part by it; None where they can't by themselves."""
        return None

    def why_not(self) -> Sentence | None:
        """Why somebody does not take part whom it ought to find; None: the way to join says it."""
        return None

    def other_edit(self) -> Sentence | None:
        """Why another edit of a person does not count whom it found by edits."""
        return None


@dataclass(frozen=True)
class SourceEntry:
    """A source in the language: its keys below ``participants``, and what is made of their values.

    ``read`` returns None where none of them is used. ``meant_by`` are words that people write in the place
    of names and mean this source; ``meant`` is the message that tells them how it is written.
    """

    keys: tuple[Key, ...]
    read: Callable[[Values], ParticipantSource | None]
    meant_by: frozenset[str] = frozenset()
    meant: str = ""


def not_yet(*keys: Key) -> SourceEntry:
    """A source that is known and not built yet."""
    return SourceEntry(keys, lambda _: None)
