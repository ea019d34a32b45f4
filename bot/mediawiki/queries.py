"""What may be asked about a wiki: values that every source of facts answers alike.

A question is a frozen value; ``Question[A]`` is answered by an ``A``. Several questions are handed to a
source together, so that it can put them into as few requests or statements as it is able to.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeAlias, TypeVar

from bot.mediawiki.models import Account, GlobalDetails, Move, Page, Revision
from bot.safety.trust import Rights

WIKITEXT = "wikitext"
"""The content model of ordinary pages."""

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)


class Question(Generic[A_co]):
    """Something to ask, answered by an ``A``."""

    __slots__ = ()


class Answers:
    """The answers to the questions of one call."""

    def __init__(self, answers: Mapping[Question[Any], Any]) -> None:
        self._answers = answers

    def __getitem__(self, question: Question[A]) -> A:
        answer: A = self._answers[question]
        return answer


Asking: TypeAlias = Generator[tuple[Question[Any], ...], Answers, A]
"""What asks in several rounds: it yields questions, is sent their answers, and returns what they told."""


@dataclass(frozen=True, slots=True)
class PageText:
    """A page with its text. ``revid`` 0 means that there is no such page; its text is empty then.

    ``marked`` tells whether the page embeds the template that was asked about, ``categorized`` whether it is
    in the category: both also by what it transcludes. ``members`` is how many pages a category holds, and
    ``subcategories`` how many of these are categories.
    ``redirect``: it leads elsewhere. ``model`` is the kind of its content, of a page that is not there the
    kind that it would have. ``parentid`` is the version before this one, 0 for none; ``userid`` and ``user``
    tell who saved it: 0 without an account, "" where that is hidden.
    """

    title: str
    pageid: int = 0
    namespace: int = 0
    revid: int = 0
    timestamp: datetime | None = None
    text: str = ""
    marked: bool = False
    members: int = 0
    categorized: bool = False
    redirect: bool = False
    model: str = WIKITEXT
    parentid: int = 0
    userid: int = 0
    user: str = ""
    subcategories: int = 0

    @property
    def exists(self) -> bool:
        """Whether there is such a page."""
        return self.revid != 0


@dataclass(frozen=True, slots=True)
class PageTexts(Question[Mapping[str, PageText]]):
    """The texts of pages, by the title asked for. ``follow``: through redirects.

    ``template`` and ``category`` (full titles) are looked for on each page; see :class:`PageText`.
    """

    titles: tuple[str, ...]
    follow: bool = False
    template: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """One version of a page with who saved it: ``userid`` 0 without an account, ``user`` "" for hidden.

    ``text`` None: it is hidden.
    """

    revid: int
    parentid: int
    timestamp: datetime
    userid: int
    user: str
    text: str | None


@dataclass(frozen=True, slots=True)
class SignedVersions(Question[tuple[tuple[SignedVersion, ...], bool]]):
    """A page's newest versions, newest first, hidden ones too, and whether there are more of them.

    ``before`` asks for those before that revision; ``but`` leaves one author's out. ``first``: the page's
    oldest version alone.
    """

    pageid: int
    count: int
    before: int = 0
    but: str | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class RightsOf(Question[Mapping[str, Rights]]):
    """What these accounts may do; a name that nobody has is not in the answer."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounts(Question[Mapping[str, Account | None]]):
    """The accounts of these names; None where there is none."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountsById(Question[Mapping[int, Account]]):
    """The accounts of these ids, by their present names. ``sure``: see :class:`Pages`; with their details."""

    userids: tuple[int, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class CentralIds(Question[Mapping[str, int | None] | None]):
    """The ids of the unified accounts to which these accounts are attached, by name.

    None instead of an id: there is no such account here, or it belongs to no unified one. None instead of all
    of them: this wiki knows no unified accounts.
    """

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GlobalAccount(Question[GlobalDetails | None]):
    """What is told of the unified account of this name; None where there is none, or it is hidden.

    One request each, and only where a wiki knows unified accounts (:class:`CentralIds`).
    """

    name: str


@dataclass(frozen=True, slots=True)
class RenamedTo(Question[str | None]):
    """The name that an account was given, by its former user page (a full title); None: it was not renamed.

    Of several that had the name, the last to lose it is meant. A hidden entry of the log tells nothing.
    """

    title: str


@dataclass(frozen=True, slots=True)
class Contributions(Question[tuple[Revision, ...]]):
    """What these accounts edited from ``since`` up to ``until`` (None: to the present), oldest first.

    ``until`` is not included. ``namespaces`` None means all. ``limit`` None means all; otherwise only so
    many of the newest are asked for.
    """

    userids: tuple[int, ...]
    since: datetime | None
    until: datetime | None = None
    namespaces: frozenset[int] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class SignedEdit:
    """An edit by what its author said of it. ``summary`` None: it is hidden. ``title`` is the page's now."""

    timestamp: datetime
    title: str
    summary: str | None


@dataclass(frozen=True, slots=True)
class EditsOf(Question[tuple[SignedEdit, ...]]):
    """What one account, by its name, edited in these namespaces since a moment, oldest first.

    Told by the wiki itself, and without what was deleted.
    """

    name: str
    since: datetime
    namespaces: frozenset[int]


@dataclass(frozen=True, slots=True)
class Hashtagged(Question[tuple[Revision, ...]]):
    """The wiki's edits by accounts whose summaries have one of these hashtags, oldest first.

    ``until`` is not included. ``sizediff`` is None.
    """

    hashtags: frozenset[str]
    since: datetime
    until: datetime
    namespaces: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reverted(Question[frozenset[int]]):
    """The revids of those edits of these accounts that carry the tag ``mw-reverted``.

    ``since``, ``until`` and ``namespaces`` are those of :class:`Contributions`.
    """

    userids: tuple[int, ...]
    since: datetime
    until: datetime | None = None
    namespaces: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Moves(Question[tuple[Move, ...]]):
    """Moves from one namespace to another, from ``since`` up to ``until`` (None: the present), oldest first.

    ``until`` is not included. A move whose log entry is hidden, or too old to name its page, is left out.
    """

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the public log that may change what counts. Titles are full ones.

    ``kind`` is the log's type: ``move``, ``delete`` (restoring and hiding too), ``merge``, ``import`` or
    ``upload``; ``action`` what was done. ``pageid`` is the page's id as the log names it, 0 where it does
    not. ``target`` is the title that a page was moved or merged to, ``target_namespace`` a move's namespace.
    ``count`` is how many revisions were imported, None where the log does not tell.
    """

    kind: str
    action: str
    timestamp: datetime
    pageid: int
    namespace: int
    title: str
    target: str | None = None
    target_namespace: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Events(Question[tuple[Event, ...]]):
    """The log's entries of these kinds (see :class:`Event`) from ``since`` to the present, oldest first.

    An entry whose title is hidden is left out.
    """

    since: datetime


@dataclass(frozen=True, slots=True)
class HistoryEvents(Question[tuple[Event, ...]]):
    """The log's entries of merged, imported and restored histories from ``since`` up to ``until``.

    ``until`` is not included; None means the present. An entry whose title is hidden is left out.
    """

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deletions(Question[tuple[datetime, ...]]):
    """When a page of this title (full) was deleted, oldest first."""

    title: str


@dataclass(frozen=True, slots=True)
class MovedTo(Question[str | None]):
    """The title to which the page of this title (full) was moved last; None where the log tells no move."""

    title: str


@dataclass(frozen=True, slots=True)
class RedirectChanges(Question[frozenset[int]]):
    """The pageids of the pages that became redirects, or ceased to be, from ``since`` to the present.

    Told by the tags of recent changes, which a wiki keeps for 30 or 90 days.
    """

    since: datetime


@dataclass(frozen=True, slots=True)
class Authored:
    """A page with the userids of everybody who has a visible revision of it."""

    page: Page
    userids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Authors(Question[Mapping[int, Authored]]):
    """The existing pages of these titles, redirects followed, by pageid, with all their authors."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamespacesOf(Question[frozenset[int]]):
    """The namespaces of the first pages, some hundred, in a category or on which a template is used.

    ``title`` is the full title of either; subcategories are left out.
    """

    title: str
    category: bool


@dataclass(frozen=True, slots=True)
class ReadMoment:
    """Up to when a source knows what happened, by the wiki's own clock; ``lag`` is how far that is behind."""

    complete: datetime
    lag: timedelta = timedelta(0)

    @property
    def present(self) -> datetime:
        """The wiki's time at that moment."""
        return self.complete + self.lag


@dataclass(frozen=True, slots=True)
class Clock(Question[ReadMoment]):
    """The wiki's time at the moment of asking; a replica answers up to when it has been replicated."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page as it is now; ``categories`` and ``templates`` (full titles) as far as they were asked for.

    ``talk`` is the id of its talk page, 0 where there is none, it is one, or nobody asked.
    """

    page: Page
    categories: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    talk: int = 0


@dataclass(frozen=True, slots=True)
class Pages(Question[Mapping[int, PageFacts]]):
    """Pages by id; those that are gone are not in the answer. ``sure``: the wiki itself says so, no copy.

    ``talk``: with their talk pages.
    """

    pageids: tuple[int, ...]
    categories: bool = False
    templates: tuple[str, ...] = ()
    sure: bool = False
    talk: bool = False


@dataclass(frozen=True, slots=True)
class Revisions(Question[Mapping[int, Revision]]):
    """Revisions by id, with sha1; those that are gone or never were are not in the answer."""

    revids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class History(Question[tuple[Revision, ...]]):
    """A page's history, oldest first, with sha1; ``since`` and ``until`` None mean all of it.

    ``until`` is not included. ``sizediff`` is None where the parent is not among them.
    """

    pageid: int
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window(Question[tuple[Revision, ...]]):
    """The newest part of a page's history, oldest first, with sha1.

    It goes from ``since`` on, with the last ``lead`` revisions of before. ``summaries`` False: what their
    summaries name need not be known. ``sizediff`` is None where the parent is not among them.
    """

    pageid: int
    since: datetime
    lead: int
    summaries: bool = True


@dataclass(frozen=True, slots=True)
class Redirects(Question[frozenset[int]]):
    """Those of these revisions whose visible text is a redirect; ``words`` are the wiki's own for it."""

    revids: tuple[int, ...]
    words: tuple[str, ...] = ("#REDIRECT",)


@dataclass(frozen=True, slots=True)
class RevisionTexts(Question[Mapping[int, str]]):
    """The texts of these revisions; those that are hidden, gone or never were are not in the answer."""

    revids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExistingFiles(Question[frozenset[str]]):
    """Those of these file pages (full titles) that have a file, here or in the shared repository."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uploaders(Question[Mapping[str, str | None]]):
    """Who uploaded the oldest version of each of these files (full titles) that there is, here or shared.

    The name of an account or an IP address; None where it is hidden or cannot be known. Titles without a file
    are not in the answer.
    """

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherNames(Question[Mapping[str, frozenset[str]]]):
    """For each page (full title) all the titles that lead to the same page: itself, redirects, target.

    ``sure``: see :class:`Pages`.
    """

    titles: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLinks(Question[Mapping[str, str]]):
    """The titles on another wiki to which the language links of these pages lead, redirects followed.

    ``prefix`` is the wiki's in such links. Pages without one, and those that are missing, are left out.
    """

    titles: tuple[str, ...]
    prefix: str


@dataclass(frozen=True, slots=True)
class CategoryParents(Question[Mapping[str, frozenset[str]]]):
    """The categories that each of these categories is in (full titles). ``sure``: see :class:`Pages`."""

    categories: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Linked(Question[Mapping[int, Page]]):
    """The existing pages in ``namespaces`` that a page links to, redirects followed.

    ``among``: only by these links (full titles), as the wiki itself has them; None: by all.
    """

    title: str
    namespaces: frozenset[int]
    among: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PagesTitled(Question[Mapping[int, Page]]):
    """The existing pages of these titles, redirects followed."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PagesOf(Question[Mapping[str, Page | None]]):
    """The page that each of these titles (full) leads to, redirects followed; None where there is none."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Members(Question[tuple[Page, ...]]):
    """The pages in a category (not below it) in these namespaces."""

    category: str
    namespaces: frozenset[int]


@dataclass(frozen=True, slots=True)
class Embedding(Question[tuple[Page, ...]]):
    """The pages in these namespaces that transclude a template."""

    template: str
    namespaces: frozenset[int]


@dataclass(frozen=True, slots=True)
class Campaigns(Question[tuple[PageText, ...]]):
    """The pages that are campaigns, with their texts: see the operator's discovery."""

    template: str | None
    category: str | None
    prefixes: tuple[tuple[int, str], ...]
    titles: tuple[str, ...]
    namespaces: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Versions(Question[tuple[PageText, ...]]):
    """Older versions of a page with their texts, newest first: ``count`` of them before ``revid``.

    ``by`` asks for one author's alone, ``but`` leaves one author's out.
    """

    title: str
    before: int
    count: int
    by: str | None = None
    but: str | None = None
