"""What is kept of a campaign's counting from one update to the next: values that add up, page by page.

Every page is counted by itself, so an update replaces the counts of the pages on which something happened and
takes the difference to the sums. All of it is exact: whole numbers and fractions, so that the sums are the
same in whatever order the pages came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

from bot.counting.by_day import Days
from bot.counting.eligibility import Eligibility
from bot.counting.standings import Amount
from bot.features.measures.registry import CREATION, IMPROVEMENT
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Page


class Refresh(IntEnum):
    """How much of a page has to be looked up before it is counted again; the higher includes the lower."""

    RESCORE = 0
    """Nothing: the campaign changed, and the page did not."""
    PAGE = 1
    """Its present state, and what new revisions of it call for."""
    EVERYTHING = 2
    """Everything, as if nothing were remembered."""


@dataclass(frozen=True, slots=True)
class ReadInVain:
    """Versions of a campaign's page without a good declaration: ``newest`` to ``oldest``, ``count`` of them.

    ``rules`` is the name of what they were read by: others may find one good.
    """

    rules: str
    newest: int
    oldest: int
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which edits of an account are remembered: all from ``since`` up to ``until``.

    ``read`` is when they were last all read from the wiki at once.
    """

    since: datetime
    until: datetime
    read: datetime


@dataclass(frozen=True, slots=True)
class PageScore:
    """One participant's counted work on one page, added up.

    ``parts`` are the points by part of the scoring rules, after the options about each article. See
    ``Contribution``.
    """

    account_key: AccountKey
    page_key: PageKey
    revisions: int
    measures: Mapping[str, int | None]
    parts: tuple[Fraction, ...] = ()
    draft: bool = False
    days: Days = field(default_factory=dict)

    @property
    def created(self) -> int | None:
        """Whether they made the article: 1 or 0, None for unknown."""
        return self.measures.get(CREATION)

    @property
    def improved(self) -> int | None:
        """Whether they improved it without having made it: 1 or 0, None for unknown."""
        return self.measures.get(IMPROVEMENT)


@dataclass(frozen=True, slots=True)
class PageResult:
    """What counting one page came to.

    ``watched`` is the page's lastrevid at that time where later edits by anybody may change which revisions
    stand, else None. ``last`` are time and revid of the newest counted revision, None where none counts.
    """

    page_key: PageKey
    in_scope: bool = True
    factor: Decimal = Decimal(1)
    watched: int | None = None
    last: tuple[datetime, int] | None = None
    evaluated: tuple[Eligibility, ...] = ()
    entries: tuple[PageScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over entries: of one account, a team, or everybody. ``articles`` are distinct pages.

    ``parts`` of an account are what its articles give together; see ``awards.with_articles_together``.
    """

    revisions: int = 0
    articles: int = 0
    measures: Mapping[str, Amount] = field(default_factory=dict)
    parts: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class DirtyPage:
    """A page that has to be counted again."""

    page_key: PageKey
    refresh: Refresh


@dataclass(frozen=True, slots=True)
class PageScope:
    """Where a page stood when it was last counted: in the scope or not, and its weight."""

    in_scope: bool
    factor: Decimal


@dataclass(frozen=True, slots=True)
class SeenRevision:
    """A revision of a wiki as it was last judged, with its page as last seen.

    ``gone``: the wiki shows it no more.
    """

    wiki: str
    evaluated: Eligibility
    page: Page
    gone: bool = False

    @property
    def account_key(self) -> AccountKey:
        """Its author."""
        return AccountKey(self.wiki, self.evaluated.revision.userid)

    @property
    def page_key(self) -> PageKey:
        """Its page."""
        return PageKey(self.wiki, self.evaluated.revision.pageid)


@dataclass(frozen=True, slots=True)
class GrandTotals:
    """Sums over all campaigns: distinct pages, revisions and people.

    People are told apart by their names, pages and revisions by wiki and id. ``bytes_positive`` and
    ``bytes_absolute`` add up single revisions. ``unknown`` is how many revisions' bytes cannot be known.
    """

    campaigns: int
    participants: int
    active: int
    edits: int
    articles_created: int
    articles_improved: int
    articles: int
    bytes_added: int
    bytes_positive: int
    bytes_absolute: int
    unknown: int
