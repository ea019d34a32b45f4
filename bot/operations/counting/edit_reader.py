"""Bringing what is remembered of a campaign's edits up to date: as much as is new, and once a day all of it.

What the wiki tells nobody (suppression, imports without an entry in the log) is found by reading everything
again. So a campaign is read in full once a day and once more before it becomes final.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from heapq import nlargest
from typing import Any

from bot.counting.early_edits import EarlyEdits
from bot.counting.stored_results import Coverage, Refresh
from bot.declaration.campaign import Campaign
from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.keys import AccountKey, PageKey, page_keys
from bot.mediawiki.models import Account, Revision
from bot.mediawiki.queries import Accounts, Clock, Contributions, Pages, ReadMoment, Reverted, Revisions
from bot.operations.counting.budget import Budget
from bot.operations.counting.log_events import LogEvents
from bot.operations.counting.prefetch import PrefetchingSource
from bot.operations.ports import CampaignResults, WikiCache

GROUP = 500
"""Accounts whose edits are read at once: as many as one request may name."""
NEWEST = 5000
"""How many reverted edits an update asks for: in huge campaigns those before have their turn once a day."""
AGAIN = timedelta(hours=1)
"""So much of what was read last is read once more: an answer from which new edits fell out looks like any
other, and the next update finds them. It costs rows, and no request.
"""
WATCHED = 500
"""How many pages an update looks at for texts that came back; others have their turn once a day."""
FAR = timedelta(days=30)
"""What lies between a campaign and a later one is read only where it is no longer than this."""
STATE = "reading"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC).isoformat()


@dataclass
class EditReader:
    """Reads one wiki for one campaign, and tells when there is more to read than the budget holds.

    ``every`` is how long a full reading holds, ``final_from`` when a last one is due.
    """

    campaign: Campaign
    wiki: str
    wiki_cache: WikiCache
    results: CampaignResults
    source: PrefetchingSource
    budget: Budget
    now: datetime
    every: timedelta
    final_from: datetime
    early_edits: EarlyEdits
    reread: bool = False
    """Whether this update has begun to read everything again."""
    _members: Mapping[int, str] = field(default_factory=dict)
    _known: Mapping[int, Coverage] = field(default_factory=dict)
    """What is remembered of the members' edits, as it was before the update."""
    _tail: Contributions | None = None
    _watched: Mapping[int, int] = field(default_factory=dict)
    _state: dict[str, Any] = field(default_factory=dict)
    """``at``: when everything was last read. ``next``: after which account to go on with it, None when done.
    ``newest``: the times of the newest reverted edits that it found, in seconds since 1970."""

    def foresee(self) -> None:
        """Let what will surely be asked go along with the first question."""
        self._members = {key.userid: name for key, name in self.results.members().items() if self._here(key)}
        # Where people were counted, and it is not known any more when they were read, something is missing.
        begun = LONG_AGO if self._members else None
        self._state = self.results.note(STATE) or {"at": begun, "next": None, "newest": []}
        self.source.foresee(Clock(), *self._log.questions())
        if not self._members:
            return
        if not self.campaign.participants.everybody:
            self.source.foresee(Accounts(tuple(self._members.values())))
            self._known = self._coverage(tuple(self._members))
            self._tail = self._newest(self._known)
            self.source.foresee(*filter(None, [self._tail]))
        limit = None if self.campaign.articles.identity else WATCHED
        watched = self.results.watched(limit)
        self._watched = {key.pageid: last for key, last in watched.items() if self._here(key)}
        self.source.foresee(self._reverted, *self._watched_pages())

    def read(self, accounts: Sequence[Account]) -> tuple[ReadMoment, bool]:
        """Bring the wiki cache up to date; False when the budget is spent before everything is read."""
        moment = self.moment
        if self.results.note(STATE) is None and self._members:
            self._state = {"at": LONG_AGO, "next": None, "newest": []}
        self._known = _until(moment.present, self._known)
        if self._members:
            self.wiki_cache.tag_reverted(self.source.ask(self._reverted)[self._reverted])
        everybody = self.campaign.participants.everybody
        userids = () if everybody else tuple(account.userid for account in accounts)
        covered = _until(moment.present, self._covered(userids))
        self._read_new(covered, moment.complete)
        self._read_earlier(covered)
        unknown = [userid for userid in userids if userid not in covered]
        done = self._read_whole(unknown, moment.complete) and self._read_afresh(userids)
        return moment, done

    def keep(self) -> None:
        """Note again when everything was last read: the results may have been begun anew meanwhile."""
        self.results.put_note(STATE, self._state)

    @property
    def due(self) -> bool:
        """Whether this update is to read everything again. To be asked before it reads."""
        return self._state.get("at") is not None and self._is_due()

    def watch(self) -> None:
        """Have those pages counted again on which a text may have come back since."""
        for question in self._watched_pages():
            found = self.source.ask(question)[question]
            states = {p: found[p].page if p in found else None for p in question.pageids}
            self.wiki_cache.take_pages(states)
            changed = [p for p, page in states.items() if not page or page.lastrevid != self._watched[p]]
            self.results.mark_dirty(page_keys(self.wiki, changed), Refresh.PAGE)

    @cached_property
    def moment(self) -> ReadMoment:
        """Up to when the wiki is read in this update; what its log tells is read along."""
        return self._log.read(self.source)

    @cached_property
    def _log(self) -> LogEvents:
        return LogEvents(self.wiki_cache, self.results, self.campaign.start, self.now, STATE)

    def _here(self, key: AccountKey | PageKey) -> bool:
        return key.wiki == self.wiki

    @property
    def _namespaces(self) -> frozenset[int]:
        return self.early_edits.namespaces

    @property
    def _reverted(self) -> Reverted:
        newest = self._state["newest"]
        since = datetime.fromtimestamp(min(newest), UTC) if len(newest) >= NEWEST else self.campaign.start
        return Reverted(tuple(self._members), since, self.campaign.end, self.campaign.articles.namespaces)

    def _watched_pages(self) -> Sequence[Pages]:
        return (Pages(tuple(self._watched)),) if self._watched else ()

    def _contributions(self, userids: Iterable[int], since: datetime, until: datetime) -> Contributions:
        return Contributions(tuple(userids), since, until, self._namespaces)

    def _coverage(self, userids: Sequence[int]) -> Mapping[int, Coverage]:
        """What is remembered of these accounts, as far as it can be added to."""
        start, end = self.early_edits.since, self.campaign.end
        found = self.wiki_cache.coverage(userids, self._namespaces)
        return {u: c for u, c in found.items() if c.until >= start and c.since - end <= FAR}

    def _covered(self, userids: Sequence[int]) -> Mapping[int, Coverage]:
        """The same of those who take part now, of whom most are members already."""
        joined = self._coverage([userid for userid in userids if userid not in self._members])
        here = {**self._known, **joined}
        return {userid: here[userid] for userid in userids if userid in here}

    def _newest(self, covered: Mapping[int, Coverage]) -> Contributions | None:
        """The edits since the last reading, of all accounts together."""
        ends = [c.until for c in covered.values() if c.until < self.campaign.end]
        if not ends:
            return None
        return self._contributions(covered, max(min(ends) - AGAIN, self.early_edits.since), self.campaign.end)

    def _read_new(self, covered: Mapping[int, Coverage], moment: datetime) -> None:
        known = {**self._known, **covered} if self._tail else covered
        joined = {userid: c for userid, c in covered.items() if not self._tail or userid not in self._known}
        for question in filter(None, (self._tail, self._newest(joined))):
            self._take(question)
        until = min(moment, self.campaign.end)
        self.wiki_cache.cover(
            {u: Coverage(c.since, max(c.until, until), c.read) for u, c in known.items()}, self._namespaces
        )

    def _read_earlier(self, covered: Mapping[int, Coverage]) -> None:
        """What comes first, where accounts are known for a later time."""
        start = self.early_edits.since
        later = {userid: c for userid, c in covered.items() if c.since > start}
        if not later:
            return
        self._take(self._contributions(later, start, max(c.since for c in later.values())))
        present = self.wiki_cache.coverage(tuple(later), self._namespaces)
        self.wiki_cache.cover({u: replace(c, since=start) for u, c in present.items()}, self._namespaces)

    def _read_whole(self, userids: Sequence[int], moment: datetime) -> bool:
        """Everything of accounts of which nothing is remembered."""
        start, until = self.early_edits.since, min(moment, self.campaign.end)
        for place in range(0, len(userids), GROUP):
            if place and self.budget.spent:
                return False
            group = userids[place : place + GROUP]
            self._note_reverted(self._take(self._contributions(group, start, self.campaign.end)))
            self.wiki_cache.cover(dict.fromkeys(group, Coverage(start, until, moment)), self._namespaces)
        return True

    def _read_afresh(self, userids: Sequence[int]) -> bool:
        if self._state["at"] is None:
            self._state["at"] = self.now.isoformat()
        elif self._is_due():
            self._state = {"at": self.now.isoformat(), "next": 0, "newest": []}
            self.reread = True
        if self._state["next"] is None:
            return True
        waiting = sorted(userid for userid in userids if userid > self._state["next"])
        for place in range(0, len(waiting), GROUP):
            if place and self.budget.spent:
                return False
            group = waiting[place : place + GROUP]
            self._reread(group)
            self._state["next"] = group[-1]
            self.keep()
        self.results.mark_all_dirty(Refresh.EVERYTHING)
        self._state["next"] = None
        self.keep()
        return True

    def _note_reverted(self, revisions: Iterable[Revision]) -> None:
        times = (int(revision.timestamp.timestamp()) for revision in revisions if revision.reverted)
        newest = nlargest(NEWEST, (*self._state["newest"], *times))
        if newest != self._state["newest"]:
            self._state["newest"] = newest
            self.keep()

    def _is_due(self) -> bool:
        """Whether everything is to be read again; not before the last time is done with."""
        if self._state["next"] is not None or self.results.left():
            return False
        last = datetime.fromisoformat(self._state["at"])
        if is_ahead(last, self.now) or self.now - last >= self.every:
            return True
        return last < self.final_from <= self.now

    def _reread(self, group: Sequence[int]) -> None:
        """Find what is not there any more: deleted with its page, or its author is hidden."""
        start, end = self.early_edits.since, self.campaign.end
        there = self._take(self._contributions(group, start, end))
        self._note_reverted(there)
        known = self.wiki_cache.revids(group, start, end)
        missing = Revisions(tuple(sorted(known.keys() - {revision.revid for revision in there})))
        if not missing.revids:
            return
        # Most of them are on pages that were moved out of the namespaces that count.
        left = {revid: r for revid, r in self.source.ask(missing)[missing].items() if not r.user_hidden}
        if self._should_be_there(left.values(), group):
            # The list was too short, and may lack what is not known, too.
            self._note_reverted(self._take(self._contributions(group, start, end)))
        self.wiki_cache.take(left.values())
        self.wiki_cache.drop([revid for revid in missing.revids if revid not in left])

    def _should_be_there(self, revisions: Iterable[Revision], group: Sequence[int]) -> bool:
        """Whether some of these are such as were asked for, by the pages as they were last seen."""
        userids = frozenset(group)
        theirs = [revision for revision in revisions if revision.userid in userids]
        pages = self.wiki_cache.pages({revision.pageid for revision in theirs}) if theirs else {}
        seen = filter(None, (pages.get(revision.pageid) for revision in theirs))
        return any(page.namespace in self._namespaces for page in seen)

    def _take(self, question: Contributions) -> Sequence[Revision]:
        edits = self.source.ask(question)[question]
        self.wiki_cache.take(edits)
        self.budget.spend(len(edits))
        return edits


def _until(present: datetime, known: Mapping[int, Coverage]) -> Mapping[int, Coverage]:
    """What is remembered of accounts, without what was noted at a time that has not come yet."""
    return {userid: one for userid, one in known.items() if not is_ahead(one.until, present)}
