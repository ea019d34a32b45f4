"""People found by their edits all over the wiki, where the articles that count can't be listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.counting.membership import admitted, first_edits, in_order
from bot.declaration.campaign import Campaign
from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.models import Account, Revision
from bot.mediawiki.queries import AccountsById, ReadMoment
from bot.operations.counting.participants import FoundParticipants
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.settings_key import looked_for
from bot.operations.ports import Source

NOTE = "found anywhere"
AGAIN = timedelta(hours=1)
"""So much of what was read last is read once more, as with the edits of people who are known."""


@dataclass
class Anywhere:
    """Remembers whom it found, and up to when it has looked."""

    campaign: Campaign
    source: Source
    notes: PendingNotes
    moment: ReadMoment

    def read(self, people: FoundParticipants, *, afresh: bool) -> list[Account]:
        """Those who did not sign up, in the order of their first such edits. Raises WikiUnavailable.

        ``afresh``: what was found before is looked for again.
        """
        note = f"{NOTE} {looked_for(self.campaign)}"
        before: Mapping[str, Any] = {} if afresh else self.notes.get(note) or {}
        since = self.campaign.start
        if before and not is_ahead(until := datetime.fromisoformat(before["until"]), self.moment.present):
            since = max(since, until - AGAIN)
        else:
            before = {}
        found = {int(userid): when for userid, when in before.get("found", {}).items()}
        for userid, when in first_edits(self._edits(since), self.campaign.participants.finds):
            found[userid] = min(when, found.get(userid, when))
        until = max(self.campaign.start, min(self.moment.complete, self.campaign.end))
        self.notes.put(note, {"until": until.isoformat(), "found": {str(u): w for u, w in found.items()}})
        return self._accounts(found, people)

    def _edits(self, since: datetime) -> Iterable[Revision]:
        campaign = self.campaign
        if since >= campaign.end:
            return ()
        asked = [
            question
            for source in campaign.participants.sources
            if (question := source.anywhere(since, campaign.end, campaign.articles.namespaces))
        ]
        answers = self.source.ask(*asked)
        return (revision for question in asked for revision in answers[question])

    def _accounts(self, found: Mapping[int, str], people: FoundParticipants) -> list[Account]:
        userids = in_order([list(found.items())], {account.userid for account in people.accounts})
        question = AccountsById(tuple(userids))
        accounts = self.source.ask(question)[question] if userids else {}
        return admitted(userids, accounts, people.excluded)
