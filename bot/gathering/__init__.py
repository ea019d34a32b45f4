"""Getting the facts together: what a campaign needs to know, asked for all its people and pages at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.core.campaign import Campaign
from bot.core.contributions import Changes
from bot.core.declaration import Declaration
from bot.core.judging import Facts, Judged, judge, place_reason
from bot.core.measures import ALWAYS
from bot.core.measures.syntax import Syntax
from bot.core.message import Remark
from bot.core.questions import AccountsById, Contributions, Edits, History, Moves, PageText, Question
from bot.core.revisions import Account, Move, Page, Revision
from bot.core.scheme import Scheme
from bot.core.site import Site
from bot.gathering.before import Forerunner, firsts
from bot.gathering.measuring import Measurer, wanted
from bot.gathering.past import Historian
from bot.gathering.people import Gatherer, People, Reading
from bot.gathering.places import Surveyor, Worklists
from bot.gathering.verdicts import Verdicts, look_up
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
    scheme: Scheme = field(default_factory=Scheme)
    changes: Changes = field(default_factory=dict)

    @property
    def accounts(self) -> Mapping[int, Account]:
        """The participants by userid."""
        return {account.userid: account for account in self.participants}

    @property
    def uncounted(self) -> Mapping[int, tuple[Judged, ...]]:
        """The participants' edits in the time of the campaign that do not count, by userid."""
        accounts = self.accounts
        found: dict[int, list[Judged]] = defaultdict(list)
        for one in self.judged:
            if one.reason is not None and one.revision.userid in accounts:
                found[one.revision.userid].append(one)
        return {userid: tuple(theirs) for userid, theirs in found.items()}


@dataclass(frozen=True)
class Work:
    """One campaign's gathering: what it needs beside the source."""

    campaign: Campaign
    site: Site
    reading: Reading
    declaration: Declaration
    syntax: Syntax

    def gather(self, page: PageText, now: datetime, source: Source) -> Gathered:
        """Ask for people, their edits and the pages; judge every revision. Raises WikiUnavailable."""
        people = Gatherer(self.campaign, self.site, self.reading, self.declaration).gather(page, source)
        surveyor = Surveyor(self.campaign, self.site, self.declaration)
        worklists = surveyor.worklists(source)
        verdicts = look_up(self.campaign, self.site, people.named, source)
        people = replace(people, notices=(*people.notices, *worklists.notices, *verdicts.notices))
        if now < self.campaign.start:
            scheme = self._scheme(people, {}, verdicts)
            return Gathered(people.accounts, (), Facts(frozenset(), {}), people.notices, scheme)
        edits, moves = self._edits(people.accounts, source)
        if self.campaign.participants.anyone:
            everybody = self._everybody(surveyor.enumerate(worklists, source), source)
            people, edits = self._with_everybody(people, edits, everybody, source)
        places = surveyor.survey(sorted(edits.pages), worklists, source)
        facts = Facts(
            participants=frozenset(account.userid for account in people.accounts),
            pages=places.pages,
            scope=places.scope,
            disqualified=verdicts.disqualified,
            suspended=verdicts.suspended,
        )
        revisions, facts = self._with_past(edits.revisions, facts, moves, source)
        facts = self._with_before(revisions, facts, worklists, source)
        judged = judge(revisions, self.campaign, facts)
        counted = [one.revision for one in judged if one.reason is None]
        changes = Measurer(self.campaign, self.syntax, source).changes(counted)
        scheme = self._scheme(people, places.factors, verdicts)
        return Gathered(people.accounts, judged, facts, people.notices, scheme, changes)

    def _scheme(self, people: People, factors: Mapping[int, Decimal], verdicts: Verdicts) -> Scheme:
        teams = {
            name: [account.userid for member in members if (account := people.named.get(member))]
            for name, members in self.campaign.participants.teams.items()
        }
        rules, bonuses = self.campaign.rules, self.campaign.bonuses
        measured = (*ALWAYS, *wanted(self.campaign))
        return Scheme(rules, bonuses, factors, verdicts.adjustments, teams, measured)

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
        everybody = replace(people, accounts=(*people.accounts, *new))
        return everybody, Edits(tuple(all_revisions.values()), pages)

    def _with_past(
        self, revisions: Sequence[Revision], facts: Facts, moves: Sequence[Move], source: Source
    ) -> tuple[tuple[Revision, ...], Facts]:
        # The past is looked into only where the page itself counts, whatever its age.
        counting = {
            pageid: page
            for pageid, page in facts.pages.items()
            if not place_reason(page, self.campaign, facts, aged=False)
        }
        past = Historian(self.campaign, facts.participants, moves, source).look(revisions, counting)
        ordered = tuple(sorted(past.revisions, key=lambda r: (r.timestamp, r.revid)))
        return ordered, replace(
            facts,
            origins=past.origins,
            came_back=past.came_back,
            taken_back=past.taken_back,
            taking_back=past.taking_back,
            unchanged=past.unchanged,
        )

    def _with_before(
        self, revisions: Sequence[Revision], facts: Facts, worklists: Worklists, source: Source
    ) -> Facts:
        """Where the campaign asks what the articles were like before, look at those that count otherwise."""
        before = self.campaign.articles.before
        if before is None:
            return facts
        counting = {j.revision.pageid for j in judge(revisions, self.campaign, facts) if j.reason is None}
        candidates = [revision for revision in revisions if revision.pageid in counting]
        first = firsts(candidates, self.campaign, facts)
        unlike = Forerunner(before, self.site, worklists, source).unlike(first)
        return replace(facts, unlike_before=unlike)

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
