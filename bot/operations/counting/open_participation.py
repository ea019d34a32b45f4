"""People found by their edits of the articles in the scope: the articles tell who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.counting.membership import admitted, first_edits, in_order
from bot.declaration.campaign import Campaign
from bot.mediawiki.models import Account
from bot.mediawiki.queries import AccountsById, History
from bot.operations.counting.categories import Categories
from bot.operations.counting.participants import FoundParticipants
from bot.operations.counting.scope_lookup import ScopeLookup, Worklists
from bot.operations.counting.settings_key import looked_for
from bot.operations.ports import CampaignResults, Source, WikiCache

AUTHORS = "authors"
HISTORIES = 500
"""Histories that are held at once."""


@dataclass
class OpenParticipation:
    """Finds the pages in the scope and their authors: accounts alone, and no bots.

    After ``read``: ``accounts`` are those who signed up and all authors; ``departed`` are pages that were in
    the scope at the last update and are not any more.
    """

    campaign: Campaign
    scope_lookup: ScopeLookup
    worklists: Worklists
    tree: Categories
    source: Source
    results: CampaignResults
    accounts: tuple[Account, ...] = ()
    departed: frozenset[int] = frozenset()
    _authors: dict[str, Any] = field(default_factory=dict)

    def read(self, wiki_cache: WikiCache, people: FoundParticipants, *, afresh: bool) -> frozenset[int]:
        """Read the histories that changed (``afresh``: all) and return the pages in the scope.

        Raises WikiUnavailable.
        """
        listed = tuple(sorted(self.scope_lookup.enumerate(self.worklists, self.source)))
        before: Mapping[str, Any] = self.results.note(self._note) or {}
        found = self.scope_lookup.survey(listed, self.worklists, self.tree, self.source).pages
        present = {str(pageid): page.lastrevid for pageid, page in found.items()}
        same = () if afresh else (p for p, last in present.items() if p in before and before[p][0] == last)
        self._authors = {pageid: before[pageid] for pageid in same}
        changed = [pageid for pageid in found if str(pageid) not in self._authors]
        for place in range(0, len(changed), HISTORIES):
            self._read(changed[place : place + HISTORIES], present, wiki_cache)
        self.departed = frozenset(map(int, before)) - frozenset(listed)
        self.accounts = (*people.accounts, *self._new(people))
        return frozenset(listed)

    def keep(self) -> None:
        """Note who was found where, for the next update."""
        if self._authors:
            self.results.put_note(self._note, self._authors)

    @property
    def _note(self) -> str:
        return f"{AUTHORS} {looked_for(self.campaign)}".strip()

    def _read(self, pageids: Sequence[int], present: Mapping[str, int], wiki_cache: WikiCache) -> None:
        questions = {pageid: History(pageid, self.campaign.start, self.campaign.end) for pageid in pageids}
        answers, finds = self.source.ask(*questions.values()), self.campaign.participants.finds
        for pageid, question in questions.items():
            revisions = answers[question]
            wiki_cache.take(revisions)
            self._authors[str(pageid)] = [present[str(pageid)], first_edits(revisions, finds)]

    def _new(self, people: FoundParticipants) -> Iterable[Account]:
        """The authors who did not sign up, in the order of their first edits."""
        userids = in_order(
            (theirs for _, theirs in self._authors.values()),
            {account.userid for account in people.accounts},
        )
        question = AccountsById(tuple(userids))
        found = self.source.ask(question)[question] if userids else {}
        return admitted(userids, found, people.excluded)
