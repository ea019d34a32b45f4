"""What updating a campaign needs from the world. ``cli`` builds the real ones and hands them in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from bot.counting.stored_results import (
    Coverage,
    DirtyPage,
    GrandTotals,
    PageResult,
    PageScope,
    PageScore,
    ReadInVain,
    Refresh,
    SeenRevision,
    Tally,
)
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import HistoryChange, Move, Page, Revision
from bot.mediawiki.outcomes import Outcome
from bot.mediawiki.queries import Answers, PageText, Question
from bot.mediawiki.site import Site
from bot.messages import Message
from bot.safety.approval import TrustRecord
from bot.safety.bounds import Bounds, Full, Save, Turning
from bot.wikitext.scanner.syntax import Syntax


class Unavailable(Exception):
    """Something that the bot needs did not answer: nothing was lost, and the next turn tries again."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem


class WikiUnavailable(Unavailable):
    """The wiki could not be reached, or refused.

    ``rest``: how many seconds it is to be left alone, where it says so itself; None where it does not.
    """

    def __init__(self, problem: Message, rest: float | None = None) -> None:
        super().__init__(problem)
        self.rest = rest


class EventUnavailable(Unavailable):
    """The registration for an event could not be read, and none is remembered.

    It ends one campaign's turn, and no other.
    """


class OtherWikiUnavailable(Unavailable):
    """A wiki that a campaign names beside that of its page could not be reached, or refused."""

    def __init__(self, host: str, unavailable: WikiUnavailable) -> None:
        super().__init__(unavailable.message)
        self.host = host


class BatchRefused(WikiUnavailable):
    """A request named more than the account may by now: ask again, in smaller batches."""


class MemoryUnavailable(Unavailable):
    """What is remembered can't be read or written now."""


class ConfigurationUnreadable(Exception):
    """A file that the operator wrote makes no sense; ``message`` says which, where and why."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem


class Stopped(Exception):
    """The process was asked to end between two requests."""


@dataclass(frozen=True, slots=True)
class Change:
    """A page to be saved: its new text, built upon the version ``base``.

    ``undo``: instead, what was changed from one version to another is to be undone, whatever came after it.
    """

    base: PageText
    text: str
    summary: str
    undo: tuple[int, int] | None = None


class Source(Protocol):
    """Where facts about one wiki come from."""

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all the questions. Raises WikiUnavailable."""


class Wiki(Protocol):
    """One wiki to read pages from and save pages to."""

    @property
    def site(self) -> Site:
        """The wiki's own facts."""

    @property
    def syntax(self) -> Syntax:
        """The words of its wikitext."""

    @property
    def account(self) -> str | None:
        """The name of the bot's account, None when it reads without one."""

    def save(self, change: Change) -> Outcome:
        """Save a page; expected failures are values."""


@dataclass(frozen=True, slots=True)
class Check:
    """The last time that a campaign was brought up to date.

    ``revid`` is its page's revision after that; ``resting`` when its numbers were final then. ``again`` is
    when to come back before the next regular turn, because something waits; ``urgent``: not further pages
    alone.
    """

    at: datetime
    revid: int
    resting: bool = False
    again: datetime | None = None
    urgent: bool = False


class WikiCache(Protocol):
    """What is remembered of one wiki, shared by all its campaigns.

    Whatever is new or changed in what ``take…`` is handed is marked, so that every campaign finds it
    (``CampaignResults.prepare``).
    """

    def coverage(self, userids: Sequence[int], namespaces: Collection[int]) -> Mapping[int, Coverage]:
        """What is remembered of these accounts in all of these namespaces; those unknown are left out."""

    def cover(self, coverage: Mapping[int, Coverage], namespaces: Collection[int]) -> None:
        """Note that these accounts' edits are remembered, instead of what was noted before."""

    def namespaces(self) -> frozenset[int]:
        """The namespaces in which any account's edits are remembered."""

    def revids(self, userids: Sequence[int], since: datetime, until: datetime) -> Mapping[int, int]:
        """The revisions of these accounts that are remembered and not gone: their pageids by revid."""

    def standing(self, pageids: Collection[int]) -> Mapping[int, Mapping[int, datetime]]:
        """The remembered revisions that stand on these pages: their times by revid, by pageid."""

    def take(self, revisions: Iterable[Revision]) -> None:
        """Remember revisions. What is unknown in them (sizediff, sha1) leaves what was known."""

    def drop(self, revids: Collection[int]) -> None:
        """These revisions are gone, or their authors are hidden."""

    def tag_reverted(self, revids: Collection[int]) -> None:
        """These carry the tag ``mw-reverted``."""

    def revisions(self, revids: Collection[int]) -> Mapping[int, Revision]:
        """Those of which everything is remembered, sha1 too, and that are not gone."""

    def history(self, pageid: int, lastrevid: int) -> Sequence[Revision] | None:
        """A page's whole history up to ``lastrevid``, oldest first; None where it is not remembered."""

    def take_history(self, pageid: int, lastrevid: int, revisions: Sequence[Revision]) -> None:
        """Remember a page's whole history; revisions of the page that are not in it are gone."""

    def newest(self, pageid: int, lastrevid: int) -> Sequence[Revision]:
        """The newest part of a page's history up to ``lastrevid``, oldest first, as far back as it is
        remembered without a gap.
        """

    def take_window(self, pageid: int, since: datetime, revisions: Sequence[Revision]) -> None:
        """Remember a page's history from ``since`` on, with some revisions of before.

        Revisions of the page that are as late and not in it are gone.
        """

    def redirects(self, revids: Collection[int]) -> Mapping[int, bool]:
        """Whether these revisions' texts are redirects, as far as it is remembered."""

    def take_redirects(self, redirects: Mapping[int, bool]) -> None:
        """Remember that. The revisions are remembered already."""

    def pages(self, pageids: Collection[int]) -> Mapping[int, Page | None]:
        """Pages as they were last seen, None for those that are gone; unknown ones are left out."""

    def pages_titled(self, titles: Collection[str]) -> frozenset[int]:
        """The ids of the remembered pages that have, or had when they went, these full titles."""

    def take_pages(self, pages: Mapping[int, Page | None]) -> None:
        """Remember pages as they are now. One that is gone keeps its title, for ``explain``."""

    def forget(self, pageids: Collection[int]) -> None:
        """Something happened to these pages' histories: texts, parents and histories are to be read again."""

    def moves(self, pageids: Collection[int], since: datetime) -> Sequence[Move]:
        """The moves of these pages between namespaces, oldest first."""

    def take_moves(self, moves: Iterable[Move]) -> None:
        """Remember moves; one that is known already is no second one."""

    def history_changes(self, pageids: Collection[int], since: datetime) -> Sequence[HistoryChange]:
        """What changed the histories of these pages otherwise than by saving, oldest first."""

    def take_history_changes(self, changes: Iterable[HistoryChange]) -> None:
        """Remember them; one that is known already is no second one."""

    def log(self) -> tuple[datetime, datetime] | None:
        """From when up to when the wiki's log has been read; None for never."""

    def log_read(self, since: datetime, until: datetime, *, first: bool = False) -> None:
        """Note that, beside what is noted already.

        ``first``: moves alone were read. Where another process was quicker, the log has to be gone on with
        from where that one came to.
        """

    def log_lost(self, note: str) -> None:
        """What is noted of the log was noted at a wrong time: forget it.

        ``note`` is forgotten of every campaign of the wiki: with it they know whether they miss anything.
        """

    def category_parents(self, categories: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The parents that categories had when they were last asked for; unknown ones are left out."""

    def take_category_parents(self, parents: Mapping[str, frozenset[str]]) -> None:
        """Remember the parents of categories."""

    def derived(self, kind: str, revids: Collection[int]) -> Mapping[int, Any]:
        """What was made out of revisions' texts: JSON values, by revid, as far as they are remembered."""

    def take_derived(self, kind: str, values: Mapping[int, Any]) -> None:
        """Remember values made out of texts."""


class CampaignResults(Protocol):
    """What one campaign's counting has come to so far, page by page. Times bound a campaign: [start, end).

    The part of one wiki (``on``) has its own notes, and names only its own members and pages where nobody
    says whose are wanted; sums are those of the whole campaign all the same.
    """

    def on(self, wiki: str) -> CampaignResults:
        """The part that one wiki has in them, by its address. That of the page has the campaign's notes."""

    def prepare(self, key: str, members: Mapping[AccountKey, str], start: datetime, end: datetime) -> None:
        """Note which pages have to be counted: of joined and departed members, and those with changes.

        ``key`` stands for everything that the counting depends on beside the wiki; under another one all is
        begun anew. ``members`` are the names of the participants' accounts, on whatever wikis.
        """

    def members(self) -> Mapping[AccountKey, str]:
        """The members of the last ``prepare`` with their names, in the order in which they were named."""

    def mark_dirty(self, pages: Iterable[PageKey], depth: Refresh) -> None:
        """These pages have to be counted again; the greater depth holds."""

    def mark_all_dirty(self, depth: Refresh) -> None:
        """Every page that was counted, or has to be."""

    def dirty_pages(self, limit: int) -> Sequence[DirtyPage]:
        """The first pages that have to be counted, by wiki and id. They stay until ``record``."""

    def left(self) -> int:
        """How many pages have to be counted."""

    def pages_of(self, accounts: Collection[AccountKey]) -> frozenset[PageKey]:
        """The pages on which revisions of these members were judged."""

    def revisions(self, pages: Collection[PageKey], start: datetime, end: datetime) -> Sequence[Revision]:
        """The members' revisions of these pages, all of one wiki, that are not gone, oldest first."""

    def places(self) -> Mapping[PageKey, PageScope]:
        """All pages that were counted."""

    def watched(self, limit: int | None) -> Mapping[PageKey, int]:
        """The watched pages, those with the newest work first, with ``PageResult.watched``; None: all."""

    def entries(self, pages: Collection[PageKey]) -> Sequence[PageScore]:
        """The entries of these pages."""

    def entries_of(self, accounts: Collection[AccountKey]) -> Sequence[tuple[PageScore, Decimal]]:
        """The entries of these members, each with what its page weighs."""

    def record(
        self,
        counts: Sequence[PageResult],
        members: Mapping[AccountKey, Tally],
        groups: Mapping[str, Tally],
    ) -> None:
        """Put these pages' counts in the place of earlier ones, together with the sums that changed by it."""

    def tallies(self, accounts: Collection[AccountKey] | None = None) -> Mapping[AccountKey, Tally]:
        """The members' sums, all members' where none are named; who has none is left out."""

    def groups(self) -> Mapping[str, Tally]:
        """The sums of groups, by their names."""

    def latest(self, limit: int) -> Sequence[PageKey]:
        """The pages with counted revisions, those with the newest work first."""

    def counted_on(self, pages: Collection[PageKey]) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """The entries of these pages with their counted revisions, oldest first."""

    def counted_of(self, accounts: Collection[AccountKey]) -> Sequence[tuple[PageScore, Sequence[Revision]]]:
        """The entries of these members with their counted revisions, oldest first."""

    def seen(self, accounts: Collection[AccountKey], *, uncounted: bool = False) -> Sequence[SeenRevision]:
        """Every judged revision of these members, oldest first; ``uncounted``: only those with a reason."""

    def reads(self, moment: datetime) -> None:
        """Tell other processes that this turn's facts are as of that moment or later."""

    def others_read(self, now: datetime) -> datetime | None:
        """As of when the oldest facts of other campaigns' present turns on this wiki are; None: no turns."""

    def note(self, name: str) -> Any:
        """A JSON value that was noted, None where there is none."""

    def put_note(self, name: str, value: Any) -> None:
        """Note a JSON value until the results are begun anew."""


class Memory(Protocol):
    """What is remembered between runs. Losing it changes nothing that people see.

    Everything here, in its wiki caches and in its results may raise MemoryUnavailable.
    """

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision of the campaign page whose declaration last had no problems."""

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Keep that revision in mind."""

    def trust_record(self, wiki: str, pageid: int) -> TrustRecord | None:
        """Which of the campaign page's settings were found to be trusted."""

    def remember_trust_record(self, wiki: str, pageid: int, trust_record: TrustRecord) -> None:
        """Keep that in mind."""

    def community(self, wiki: str) -> str:
        """The text in which the wiki's community last set something, "" for none."""

    def remember_community(self, wiki: str, text: str) -> None:
        """Keep it in mind."""

    def passed(self, wiki: str, pageid: int) -> ReadInVain | None:
        """The versions of the campaign page that were read in vain, None where none are remembered."""

    def remember_passed(self, wiki: str, pageid: int, passed: ReadInVain) -> None:
        """Keep these in mind instead of others."""

    def last_check(self, wiki: str, pageid: int) -> Check | None:
        """How the campaign was left the last time, None for never."""

    def remember_check(self, wiki: str, pageid: int, check: Check) -> None:
        """Note that the campaign is up to date."""

    def guard(self, wiki: str, pageid: int) -> Any:
        """What a campaign's outputs were last made from: a JSON value, None where there is none."""

    def put_guard(self, wiki: str, pageid: int, value: Any) -> None:
        """Note that."""

    def take_place(self, wiki: str, save: Save, bounds: Bounds, *, main: bool) -> tuple[int, Save] | Full:
        """Note a save, with the number to give its place back by; or tell why it has to wait."""

    def give_back(self, place: int) -> None:
        """Nothing was saved after all."""

    def saves(self, wiki: str, save: Save) -> Sequence[Save]:
        """The saves that this one's room depends on."""

    def put_stops(self, wiki: str, campaign: int, stops: frozenset[str], now: datetime) -> Turning:
        """Note what stops a campaign's saves now, and tell what is new about it."""

    def claim(self, wiki: str, pageid: int, owner: str, now: datetime, until: datetime) -> bool:
        """Take a campaign's turn for a process, or keep it; False while another one has it."""

    def holder(self, wiki: str, pageid: int) -> str | None:
        """The process that has a campaign's turn or left it behind; None for nobody."""

    def release(self, wiki: str, pageid: int, owner: str) -> None:
        """Give the turn back."""

    def wiki_cache(self, wiki: str) -> WikiCache:
        """What is remembered of one wiki."""

    def results(self, wiki: str, pageid: int) -> CampaignResults:
        """What one campaign's counting has come to."""

    def doubt(self) -> None:
        """After a failure that nobody foresaw: see whether what is remembered is damaged.

        Raises MemoryUnavailable where it is; the next use begins anew.
        """

    def grand_totals(self) -> GrandTotals:
        """Sums over all campaigns of all wikis."""
