"""What an output is made from: the same values for the page, the terminal and JSON."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar, cast

from bot.counting.contributions import Contribution
from bot.counting.phase import Phase
from bot.counting.standings import Breakdown, Row, ScoredContribution, Standings
from bot.counting.stored_results import SeenRevision
from bot.declaration.campaign import Campaign
from bot.i18n.texts import Texts
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.site import Site
from bot.messages import Message, Remark
from bot.render.wiki_links import HERE, WikiLinks

T = TypeVar("T")


class ResultReader(Protocol):
    """What can be read back of a campaign's results, for outputs that show more than the standings."""

    def latest(self, limit: int) -> tuple[tuple[Contribution, ...], ...]:
        """The articles with the newest work, the newest first: the contributions to each, oldest first."""

    def newest(self, limit: int) -> tuple[ScoredContribution, ...]:
        """The contributions with the newest counted revisions, the newest first."""

    def breakdowns(self, rows: Iterable[Row]) -> tuple[Breakdown, ...]:
        """What these lines are made of, in their order."""

    def uncounted(self, accounts: Collection[AccountKey]) -> Sequence[SeenRevision]:
        """The edits of these accounts in the time of the campaign that do not count, oldest first."""

    def lacks(self, seen: Iterable[SeenRevision]) -> Mapping[PageKey, tuple[Message, ...]]:
        """What the pages of these lack, where nothing on them counts for that."""


@dataclass(frozen=True, slots=True)
class Data(Generic[T]):
    """Something that an output needs beside the standings, and how it is read.

    What several outputs need is one value, which is read once. ``unnamed`` takes out of it who did what;
    without it there is nothing of it where nobody is named.
    """

    name: str
    read: Callable[[ResultReader, Standings], T]
    unnamed: Callable[[T], T] | None = None


@dataclass(frozen=True)
class LastGood:
    """The declaration that keeps running while the present one has problems: its revision of the page."""

    revid: int
    timestamp: datetime


@dataclass(frozen=True)
class Waiting:
    """A change of the settings that waits for approval.

    ``revid`` is the version that made it, and ``against`` the one whose settings were trusted last, 0 for
    none. ``author`` None: who made it is hidden. ``by`` are those who approve it by any edit.
    ``organizers``: it waits because it names other organizers.
    """

    revid: int
    since: datetime
    author: str | None
    against: int = 0
    by: tuple[str, ...] = ()
    organizers: bool = False


@dataclass(frozen=True)
class View:
    """One campaign as it is to be shown.

    ``changed`` is when the numbers last changed (UTC), None before the first count. ``checked_every`` is how
    often the bot looks; ``final_from`` when the numbers become final. ``last_good`` is set while an older
    declaration runs because the present one has ``problems``. ``help_page`` is a page of the wiki that
    explains the rules, None where the operator named none. ``data`` is what the published outputs need
    beside the standings. ``lag`` is how far behind the wiki the copy is that was read; None where the wiki
    itself was. ``waiting`` is a change of the settings that does not run yet. ``parts`` are the full titles
    of the pages on which the details of people stand, by what these are known by. ``wiki`` is the address of
    the wiki with the campaign's page. ``headings`` is what the places
    where people sign up are called on their pages, and ``open_ended`` the pages (full titles) at whose end
    they can, by these places. ``preload`` is the page that such a line begins with, None where there is none.
    ``others`` are the links to the other wikis of the campaign, by address.
    """

    campaign: Campaign
    wiki: str
    site: Site
    texts: Texts
    phase: Phase
    standings: Standings
    changed: datetime | None
    checked_every: timedelta
    final_from: datetime
    problems: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    last_good: LastGood | None = None
    help_page: str | None = None
    data: Mapping[Data[Any], Any] = field(default_factory=dict)
    lag: timedelta | None = None
    waiting: Waiting | None = None
    parts: Mapping[AccountKey, str] = field(default_factory=dict)
    headings: Mapping[Hashable, str] = field(default_factory=dict)
    open_ended: Mapping[Hashable, str] = field(default_factory=dict)
    preload: str | None = None
    others: Mapping[str, WikiLinks] = field(default_factory=dict)

    def links(self, wiki: str) -> WikiLinks:
        """How pages of a wiki are linked, by its address."""
        return self.others.get(wiki, HERE)

    def of(self, data: Data[T]) -> T:
        """What an output asked for. KeyError where no published output did."""
        return cast(T, self.data[data])
