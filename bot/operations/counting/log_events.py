"""What happened on the wiki beside the participants' own edits, as its log and recent changes tell it.

Moves, deletions, restored and merged and imported histories, hidden revisions, redirects: everything known
about the pages that they touched is brought up to date, for all campaigns of the wiki at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.models import HistoryChange, Move
from bot.mediawiki.queries import (
    Authored,
    Authors,
    Clock,
    Event,
    Events,
    History,
    HistoryEvents,
    Moves,
    Pages,
    PagesTitled,
    Question,
    ReadMoment,
)
from bot.mediawiki.queries import RedirectChanges as Redirected
from bot.operations.counting.caching_source import take_history
from bot.operations.counting.prefetch import PrefetchingSource
from bot.operations.ports import CampaignResults, WikiCache

OVERLAP = timedelta(seconds=60)
"""Entries and edits are seen a moment after their time, so a bit of what was read is read again."""
KEPT_HISTORY = frozenset({("delete", "delete"), ("delete", "delete_redir"), ("delete", "delete_redir2")})
"""Entries of those kinds after which what is left of a history is what it was."""
HISTORIES = frozenset({"delete", "merge", "import"})
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class LogEvents:
    """Reads the wiki's log for one campaign, from where any campaign left off.

    ``start`` is the campaign's; moves are needed from then on.
    """

    wiki_cache: WikiCache
    results: CampaignResults
    start: datetime
    now: datetime
    state: str
    """The name of the note by which a campaign knows that it misses nothing."""

    def questions(self) -> Sequence[Question[object]]:
        """What ``read`` will ask, unless another process reads the log before."""
        return self._questions(self.wiki_cache.log())

    def _questions(self, read: Span | None) -> Sequence[Question[object]]:
        """What happened to places and histories since the start, and everything since it was last read."""
        if read is None:
            return Moves(self.start), HistoryEvents(self.start)
        since = read[1] - OVERLAP
        asked: list[Question[object]] = [Events(since), Redirected(since)]
        if self.start < read[0]:
            asked += [Moves(self.start, read[0]), HistoryEvents(self.start, read[0])]
        return asked

    def read(self, source: PrefetchingSource) -> ReadMoment:
        """Ask, bring the wiki cache up to date, and tell up to when it is. Raises WikiUnavailable."""
        read = self.wiki_cache.log()
        questions = self._questions(read)
        answers = source.ask(Clock(), *questions)
        moment = answers[Clock()]
        if read is not None and is_ahead(read[1], moment.present):
            self.wiki_cache.log_lost(self.state)
            return self.read(source)
        self.results.reads(moment.complete)
        # What others are about to remember may be older than what happened now; then it is read once more.
        others = self.results.others_read(self.now)
        for question in questions:
            if isinstance(question, Moves):
                self.wiki_cache.take_moves(answers[question])
            if isinstance(question, HistoryEvents):
                self._take_history_changes(answers[question], source)
        if read is not None:
            since = read[1] - OVERLAP
            self._touched(answers[Events(since)], answers[Redirected(since)], source)
        until = min(moment.complete, others or moment.complete)
        self.wiki_cache.log_read(self.start, until, first=read is None)
        return moment

    def _touched(
        self, events: Sequence[Event], redirected: Collection[int], source: PrefetchingSource
    ) -> None:
        self.wiki_cache.take_moves(_moves(events))
        self._take_history_changes(events, source)
        titles = {title for event in events for title in (event.title, event.target) if title}
        named = {event.pageid for event in events if event.pageid} | set(redirected)
        known = self.wiki_cache.pages(named).keys() | self.wiki_cache.pages_titled(titles)
        covered = self.wiki_cache.namespaces()
        changed = [event for event in events if self._changes_history(event, covered)]
        asked: list[Question[object]] = []
        states = Pages(tuple(sorted(known)))
        authors = Authors(tuple(sorted({t for e in changed for t in (e.title, e.target) if t})))
        asked += [states] if states.pageids else []
        asked += [authors] if authors.titles else []
        if not asked:
            return
        answers = source.ask(*asked)
        if states.pageids:
            found = answers[states]
            self.wiki_cache.take_pages({p: found[p].page if p in found else None for p in states.pageids})
        if authors.titles:
            self._histories(answers[authors], known, source)

    def _changes_history(self, event: Event, covered: Collection[int]) -> bool:
        """Whether edits may have come to an article, or gone, that are no new ones.

        The log is read once for all campaigns, so what counts is where any of them looks.
        """
        if event.kind == "move":
            return event.target_namespace in covered and event.target_namespace != event.namespace
        return event.kind in HISTORIES and (event.kind, event.action) not in KEPT_HISTORY

    def _histories(
        self, authored: Mapping[int, Authored], known: Collection[int], source: PrefetchingSource
    ) -> None:
        """Read the histories of pages that anybody whose edits are remembered has worked on."""
        wanted = [one for one in authored.values() if self._concerns(one, known)]
        questions = {one.page.pageid: History(one.page.pageid) for one in wanted}
        answers = source.ask(*questions.values())
        self.wiki_cache.forget(tuple(questions))
        for one in wanted:
            page, history = one.page, answers[questions[one.page.pageid]]
            self.wiki_cache.take_pages({page.pageid: page})
            take_history(self.wiki_cache, page, history)

    def _take_history_changes(self, events: Sequence[Event], source: PrefetchingSource) -> None:
        """Remember what was merged, imported and restored, and forget what was made of those histories."""
        places = self._places([title for title, _ in _merges(events)], source)
        changes = [
            HistoryChange(places[title], event.timestamp, "merge", event.namespace)
            for title, event in _merges(events)
            if title in places
        ]
        for event in events:
            if event.pageid and event.kind == "import":
                changes.append(HistoryChange(event.pageid, event.timestamp, "import", None, event.count))
            if event.pageid and (event.kind, event.action) == ("delete", "restore"):
                changes.append(HistoryChange(event.pageid, event.timestamp, "restore"))
        since = min((change.timestamp for change in changes), default=self.start)
        known = self.wiki_cache.history_changes([change.pageid for change in changes], since)
        new = frozenset(changes) - frozenset(known)
        self.wiki_cache.take_history_changes(new)
        self.wiki_cache.forget(sorted({change.pageid for change in new}))

    def _places(self, titles: Sequence[str], source: PrefetchingSource) -> Mapping[str, int]:
        """The ids of the pages of these titles: few of them were moved since, and lead elsewhere."""
        if not titles:
            return {}
        question = PagesTitled(tuple(dict.fromkeys(titles)))
        found = {page.title: page.pageid for page in source.ask(question)[question].values()}
        moved = [PagesTitled((title,)) for title in question.titles if title not in found]
        answers = source.ask(*moved)
        found |= {one.titles[0]: pageid for one in moved for pageid in answers[one]}
        return found

    def _concerns(self, one: Authored, known: Collection[int]) -> bool:
        if one.page.pageid in known:
            return True
        namespace = one.page.namespace
        return bool(self.wiki_cache.coverage(tuple(one.userids), (namespace,))) if one.userids else False


def _merges(events: Iterable[Event]) -> Iterable[tuple[str, Event]]:
    for event in events:
        if event.kind == "merge" and event.target:
            yield event.target, event


def _moves(events: Iterable[Event]) -> Iterable[Move]:
    for event in events:
        target = event.target_namespace
        if event.kind == "move" and event.pageid and target is not None and target != event.namespace:
            yield Move(event.pageid, event.timestamp, event.namespace, target)
