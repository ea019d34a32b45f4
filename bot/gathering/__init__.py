"""Getting the facts together: what a campaign needs to know, asked for all its people and pages at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.campaign import Campaign
from bot.core.declaration import Declaration
from bot.core.judging import Facts, Judged, judge, place_reason
from bot.core.message import Remark
from bot.core.questions import AccountsById, Contributions, Edits, History, Moves, PageText, Question
from bot.core.revisions import Account, Move, Page, Revision
from bot.core.site import Site
from bot.gathering.past import Historian
from bot.gathering.people import Gatherer, People, Reading
from bot.gathering.places import Places, Surveyor
from bot.ports import Source

LATEST = 500
"""How many of an account's latest edits are looked at beside those in the campaign."""


@dataclass(frozen=True)
class Gathered:
    """Everything known about a campaign: its people in the order of sign-up, and each revision judged."""

    participants: tuple[Account, ...]
    judged: tuple[Judged, ...]
    facts: Facts
    notices: tuple[Remark, ...]

    @property
    def accounts(self) -> Mapping[int, Account]:
        """The participants by userid."""
        return {account.userid: account for account in self.participants}


@dataclass(frozen=True)
class Work:
    """One campaign's gathering: what it needs beside the source."""

    campaign: Campaign
    site: Site
    reading: Reading
    declaration: Declaration

    def gather(self, page: PageText, now: datetime, source: Source) -> Gathered:
        """Ask for people, their edits and the pages; judge every revision. Raises WikiUnavailable."""
        people = Gatherer(self.campaign, self.site, self.reading, self.declaration).gather(page, source)
        surveyor = Surveyor(self.campaign, self.site, self.declaration)
        worklists = surveyor.worklists(source)
        people = replace(people, notices=(*people.notices, *worklists.notices))
        if now < self.campaign.start:
            return Gathered(people.accounts, (), Facts(frozenset(), {}), people.notices)
        edits, moves = self._edits(people.accounts, source)
        if self.campaign.participants.anyone:
            everybody = self._everybody(surveyor.enumerate(worklists, source), source)
            people, edits = self._with_everybody(people, edits, everybody, source)
        places = surveyor.survey(sorted(edits.pages), worklists, source)
        return self._judged(people, edits, places, moves, source)

    def _edits(self, accounts: Sequence[Account], source: Source) -> tuple[Edits, tuple[Move, ...]]:
        articles = self.campaign.articles
        moves = Moves(self.campaign.start, articles.namespaces)
        asked: list[Question[object]] = [moves]
        contributions = Contributions(
            tuple(account.userid for account in accounts),
            self.campaign.start,
            self.campaign.end,
            articles.namespaces,
        )
        if accounts:
            asked.append(contributions)
        answers = source.ask(*asked)
        return answers[contributions] if accounts else Edits((), {}), answers[moves]

    def _everybody(self, pageids: Iterable[int], source: Source) -> tuple[Revision, ...]:
        questions = [History(pageid, self.campaign.start, self.campaign.end) for pageid in pageids]
        answers = source.ask(*questions)
        return tuple(revision for question in questions for revision in answers[question])

    def _with_everybody(
        self, people: People, edits: Edits, revisions: Sequence[Revision], source: Source
    ) -> tuple[People, Edits]:
        """Add the authors of these revisions: accounts alone, and no bots."""
        known = {account.userid for account in people.accounts}
        userids = dict.fromkeys(r.userid for r in sorted(revisions, key=lambda r: r.timestamp))
        question = AccountsById(tuple(userid for userid in userids if userid and userid not in known))
        found = source.ask(question)[question] if question.userids else {}
        new = [
            found[userid]
            for userid in question.userids
            if userid in found and not found[userid].bot and userid not in people.excluded
        ]
        all_revisions = {r.revid: r for r in (*revisions, *edits.revisions)}
        pages = {r.pageid: Page(r.pageid, 0, "") for r in revisions} | dict(edits.pages)
        return People((*people.accounts, *new), people.notices), Edits(tuple(all_revisions.values()), pages)

    def _judged(
        self, people: People, edits: Edits, places: Places, moves: Sequence[Move], source: Source
    ) -> Gathered:
        participants = frozenset(account.userid for account in people.accounts)
        facts = Facts(participants, places.pages, places.scope)
        # The past is looked into only where the page itself counts, whatever its age.
        counting = {
            pageid: page
            for pageid, page in places.pages.items()
            if not place_reason(page, self.campaign, facts, aged=False)
        }
        past = Historian(self.campaign, moves, source).look(edits.revisions, counting)
        facts = replace(
            facts,
            origins=past.origins,
            came_back=past.came_back,
            taken_back=past.taken_back,
            taking_back=past.taking_back,
            unchanged=past.unchanged,
        )
        revisions = sorted(past.revisions, key=lambda r: (r.timestamp, r.revid))
        judged = judge(revisions, self.campaign, facts)
        return Gathered(people.accounts, judged, facts, people.notices)

    def examine(self, gathered: Gathered, account: Account, source: Source) -> Gathered:
        """Beside what was gathered, judge this account's latest edits wherever and whenever it made them."""
        question = Contributions((account.userid,), since=None, limit=LATEST)
        edits = source.ask(question)[question]
        known = {judged.revision.revid for judged in gathered.judged}
        new = [revision for revision in edits.revisions if revision.revid not in known]
        pageids = sorted({revision.pageid for revision in new} - gathered.facts.pages.keys())
        surveyor = Surveyor(self.campaign, self.site, self.declaration)
        places = surveyor.survey(pageids, surveyor.worklists(source), source)
        scope = None if places.scope is None else frozenset(gathered.facts.scope or ()) | places.scope
        facts = replace(gathered.facts, pages={**gathered.facts.pages, **places.pages}, scope=scope)
        judged = (*gathered.judged, *judge(new, self.campaign, facts))
        ordered = sorted(judged, key=lambda j: (j.revision.timestamp, j.revision.revid))
        return replace(gathered, judged=tuple(ordered), facts=facts)
