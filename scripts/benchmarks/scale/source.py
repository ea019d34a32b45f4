"""A source of facts that needs no wiki: it answers out of a made-up world, and counts the rows it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.mediawiki.models import BY_AGE, Account, Move, Revision, window_of
from bot.mediawiki.queries import (
    Accounts,
    AccountsById,
    Answers,
    Authors,
    Clock,
    Contributions,
    Event,
    Events,
    Hashtagged,
    History,
    HistoryEvents,
    Moves,
    PageFacts,
    Pages,
    PageTexts,
    Question,
    ReadMoment,
    RedirectChanges,
    Redirects,
    Reverted,
    Revisions,
    RightsOf,
    Versions,
    Window,
)
from bot.safety.trust import DEFAULT_GROUPS, Rights

from .arithmetic import NEW_FROM, START
from .pages import StoredPages
from .world import World

EVENT_EVERY, MOVE_EVERY = timedelta(minutes=7), timedelta(hours=3)
"""How often something happens on the wiki to pages that no participant has worked on."""
ELSEWHERE = 800_000_000
"""The first id of such pages."""


class SyntheticSource:
    """Answers what an update of a campaign that counts articles and bytes may ask. KeyError for all else.

    ``now`` tells the wiki's time: nothing is known of what comes after it. ``rows`` counts what was given,
    by kind of question.
    """

    def __init__(self, world: World, pages: StoredPages, now: Callable[[], datetime]) -> None:
        self.rows: Counter[str] = Counter()
        self._world = world
        self._pages = pages
        self._now = now
        self._answers: Mapping[type[Question[Any]], Callable[[Any], tuple[Any, int]]] = {
            Accounts: self._accounts,
            AccountsById: self._accounts_by_id,
            Authors: lambda _: ({}, 0),
            Clock: lambda _: (ReadMoment(self._now()), 0),
            Contributions: self._contributions,
            Events: self._events,
            Hashtagged: lambda _: ((), 0),
            History: self._history,
            HistoryEvents: lambda _: ((), 0),
            Moves: self._moves,
            Pages: self._page_facts,
            RedirectChanges: lambda _: (frozenset[int](), 0),
            Redirects: lambda question: (frozenset[int](), len(question.revids)),
            Reverted: self._reverted,
            Revisions: self._revisions,
            RightsOf: self._rights_of,
            PageTexts: self._texts,
            Versions: lambda _: ((), 0),
            Window: self._window,
        }

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all the questions."""
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        answer, rows = self._answers[type(question)](question)
        self.rows[type(question).__name__] += rows
        return answer

    def _accounts(self, question: Accounts) -> tuple[Mapping[str, Account | None], int]:
        return {name: self._world.account(name) for name in question.names}, len(question.names)

    def _rights_of(self, question: RightsOf) -> tuple[Mapping[str, Rights], int]:
        return {name: Rights(name, DEFAULT_GROUPS) for name in question.names}, len(question.names)

    def _accounts_by_id(self, question: AccountsById) -> tuple[Mapping[int, Account], int]:
        found = {userid: Account(userid, self._world.name(userid)) for userid in question.userids}
        return found, len(found)

    def _contributions(self, question: Contributions) -> tuple[tuple[Revision, ...], int]:
        until = min(question.until or datetime.max.replace(tzinfo=START.tzinfo), self._later)
        made = list(self._world.edits_of(question.userids, question.since, until))
        made.sort(key=BY_AGE)
        if question.limit is not None:
            made = made[-question.limit :]
        return tuple(made), len(made)

    @property
    def _later(self) -> datetime:
        """The moment after the present."""
        return self._now() + timedelta(microseconds=1)

    def _reverted(self, question: Reverted) -> tuple[frozenset[int], int]:
        userids = frozenset(question.userids)
        tagged = self._world.reverted(question.since, question.until)
        found = frozenset(revid for revid, userid in tagged if userid in userids)
        return found, len(found)

    def _revisions(self, question: Revisions) -> tuple[Mapping[int, Revision], int]:
        now = self._now()
        found = {revid: self._world.revision(revid, now) for revid in question.revids}
        there = {revid: revision for revid, revision in found.items() if revision is not None}
        return there, len(there)

    def _history(self, question: History) -> tuple[tuple[Revision, ...], int]:
        found = tuple(
            revision
            for revision in self._world.history(question.pageid, self._now())
            if (question.since is None or question.since <= revision.timestamp)
            and (question.until is None or revision.timestamp < question.until)
        )
        return found, len(found)

    def _window(self, question: Window) -> tuple[tuple[Revision, ...], int]:
        history = tuple(self._world.history(question.pageid, self._now()))
        found = window_of(history, question.since, question.lead)
        return found, len(found)

    def _page_facts(self, question: Pages) -> tuple[Mapping[int, PageFacts], int]:
        now = self._now()
        found = {pageid: self._world.page(pageid, now) for pageid in question.pageids}
        there = {pageid: PageFacts(page) for pageid, page in found.items() if page is not None}
        return there, len(there)

    def _texts(self, question: PageTexts) -> tuple[Any, int]:
        return {title: self._pages.read(title) for title in question.titles}, len(question.titles)

    def _events(self, question: Events) -> tuple[tuple[Event, ...], int]:
        found = tuple(
            Event("delete", "delete", when, ELSEWHERE + number, 0, f"Nonsense {number}")
            for number, when in self._times(EVENT_EVERY, max(question.since, NEW_FROM), None)
        )
        return found, len(found)

    def _moves(self, question: Moves) -> tuple[tuple[Move, ...], int]:
        times = self._times(MOVE_EVERY, question.since, question.until)
        found = tuple(Move(ELSEWHERE + number, when, 118, 0) for number, when in times)
        return found, len(found)

    def _times(
        self, every: timedelta, since: datetime, until: datetime | None
    ) -> Iterator[tuple[int, datetime]]:
        number = max(-((START - since) // every), 0)
        while (when := START + number * every) <= self._now() and (until is None or when < until):
            yield number, when
            number += 1
