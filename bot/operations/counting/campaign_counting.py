"""One update of one campaign's counting: who takes part, what they did since, and what comes of it.

People are found on the wiki of the campaign's page; then each of its wikis is read, and its pages are
counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.counting.membership import Participant, members_of, participants_of
from bot.counting.people import NONE, GlobalAccounts
from bot.counting.scoring import Sums
from bot.counting.scoring_rules import ScoringRules
from bot.counting.summing_up import summed_up
from bot.declaration.campaign import Campaign
from bot.features.measures.registry import ALWAYS
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import AccountDetails
from bot.mediawiki.queries import PageText, ReadMoment
from bot.messages import Remark, message
from bot.operations.counting.account_details import details_wanted
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.counted import Counted
from bot.operations.counting.counterparts import Counterparts, declared_there, lost, named_by, on_wiki
from bot.operations.counting.global_accounts import GlobalAccountFinder, kept_over
from bot.operations.counting.measuring import wanted
from bot.operations.counting.name_holders import NameHolders
from bot.operations.counting.nothing_counts import NothingCounts, told
from bot.operations.counting.participants import FoundParticipants, ParticipantFinder
from bot.operations.counting.plain_names import PlainNames
from bot.operations.counting.recounting import recount_decided, recount_joined, recount_single_edits
from bot.operations.counting.renames import Renames
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments, resolve
from bot.operations.counting.settings_key import settings_key
from bot.operations.counting.sign_up_times import SignUpTimes
from bot.operations.counting.unknown_names import UnknownNames
from bot.operations.counting.wiki_counting import Turn, WikiCounting
from bot.operations.counting.wiki_people import WikiPeople
from bot.operations.counting.work import CampaignWork, WikiWork
from bot.wikitext.input_pages import InputPage, InputPages


def count_campaign(work: CampaignWork, page: PageText, now: datetime, budget: Budget) -> Counted:
    """Bring the counts up to date, as far as the budget reaches. Raises WikiUnavailable.

    ``page`` is the campaign's.
    """
    return _Counting(work, Turn(now, budget, work.full_reading, work.final_from)).run(page)


class _Counting:
    """One update of one campaign's counts."""

    def __init__(self, work: CampaignWork, turn: Turn) -> None:
        self.work, self.turn = work, turn
        self.campaign, self.results = work.campaign, work.results
        self.begun = turn.now >= work.campaign.start
        self.home = WikiCounting(work.home, self._campaign_on(work.home), work.declaration, turn)
        self.notes = self.home.notes
        self.unknown_names = UnknownNames(work.home.results, turn.now)

    def run(self, page: PageText) -> Counted:
        if self.begun and self._counts(self.work.home):
            self.home.reader.foresee()
        try:
            people = self._people(page)
        except BudgetExhausted:
            self.unknown_names.keep(unfinished=True)
            return Counted((), (), unfinished=True)
        parts, missing = self._parts()
        them = WikiPeople(self.home, people)
        for part in parts:
            them.look_on(part)
        counted = {part.work.wiki: part for part in (self.home, *parts)}
        resolved = resolve(
            self.campaign,
            self.work.home,
            self.work.wikis,
            them.named(),
            lambda wiki: counted[wiki].articles,
        )
        notices = summed_up((*them.notices, *missing, *_of_wikis(self.home, parts), *resolved.notices))
        found = self._found(parts, them, resolved, notices)
        return replace(
            found,
            details={} if found.unfinished else self._details(parts, them),
            unified=NONE if found.unfinished else self._unified(counted, found.participants),
            input_pages=InputPages(people.pages, tuple(_scope_pages(self.home, parts))),
            headings=people.headings,
            open_ended=people.open_ended,
            joined=_joined(parts, them),
            signed_up={
                AccountKey(self.work.home.wiki, userid): when for userid, when in people.signed_up.items()
            },
            by_edits_alone=frozenset(key for part in parts for key in part.by_edits_alone),
            campaigns={part.work.wiki: part.campaign for part in parts},
            unnamed=people.unnamed,
        )

    def _found(
        self,
        parts: Sequence[WikiCounting],
        them: WikiPeople,
        resolved: ResolvedAdjustments,
        notices: tuple[Remark, ...],
    ) -> Counted:
        if not self.begun:
            self.unknown_names.keep()
            self._keep_notes(parts)
            accounts = them.keys((part, them.on(part).accounts) for part in parts)
            return Counted(participants_of(accounts), notices, self._scoring(accounts, them, resolved))
        read = [part.read(them.on(part)) for part in parts]
        notices += them.left_out(parts)
        accounts = them.keys((part, part.accounts) for part in parts)
        participants, scoring = participants_of(accounts), self._scoring(accounts, them, resolved)
        moment = _oldest([moment for moment, _ in read])
        counted = Counted(participants, notices, scoring, moment=moment, unfinished=True)
        if not all(done for _, done in read):
            return counted
        zero = NothingCounts(self.notes, self.work.shown_as_counted)
        self._prepare(parts, them, accounts, scoring, resolved)
        if not all(part.count(scoring, resolved, participants) for part in parts):
            return counted
        sums = Sums(self.results.tallies(), self.results.groups())
        fell_from = zero.fell_from(sum(tally.revisions for tally in sums.members.values()))
        self.notes.keep()
        notices += told(fell_from)
        return replace(counted, notices=notices, sums=sums, fell_from=fell_from, unfinished=False)

    def _details(
        self, parts: Sequence[WikiCounting], them: WikiPeople
    ) -> Mapping[AccountKey, AccountDetails]:
        """What is known of everybody's accounts on each wiki, that of the page among them."""
        theirs = [(part, part.accounts if self.begun else them.on(part).accounts) for part in parts]
        found: dict[AccountKey, AccountDetails] = {}
        for part, accounts in ((self.home, them.people.accounts), *theirs):
            found |= details_wanted(self.campaign, part.work, accounts, part.source, self.turn.now)
        return found

    def _unified(self, wikis: Mapping[str, WikiCounting], people: Sequence[Participant]) -> GlobalAccounts:
        """What is known of everybody's unified account."""
        finder = GlobalAccountFinder(self.campaign, self.turn.now)
        if finder.wanted:
            for wiki, part in wikis.items():
                finder.look_on(wiki, people, part.source, part.notes)
                part.notes.keep()
        return finder.found()

    def _counts(self, wiki: WikiWork) -> bool:
        return any(one.wiki == wiki.wiki for one in self.work.wikis)

    def _campaign_on(self, wiki: WikiWork) -> Campaign:
        return on_wiki(self.campaign, wiki.wiki, wiki.articles, lambda title: title)

    def _parts(self) -> tuple[list[WikiCounting], list[Remark]]:
        """The wikis whose articles count, and what is to be told of names that mean nothing there."""
        parts: list[WikiCounting] = []
        notices: list[Remark] = []
        for wiki in self.work.wikis:
            part = self.home
            if wiki.wiki != self.work.home.wiki:
                part, missing = self._other(wiki)
                notices += missing
            parts.append(part)
        return parts, notices

    def _other(self, wiki: WikiWork) -> tuple[WikiCounting, list[Remark]]:
        part = WikiCounting(wiki, self.campaign, self.work.declaration, self.turn)
        titles = named_by(self.campaign, articles=wiki.articles is None)
        counterparts = Counterparts(self.work.home.site, self.home.source, self.turn.now)
        led = counterparts.of(titles, wiki.site, part.notes)
        part.led = led.get
        part.campaign = on_wiki(self.campaign, wiki.wiki, wiki.articles, led.get)
        part.declaration = declared_there(self.work.declaration, led)
        if self.begun:
            part.reader.foresee()
        return part, list(lost(titles, led, self.work.home.site, wiki.host, self.work.declaration))

    def _people(self, page: PageText) -> FoundParticipants:
        home, reading = self.work.home, self.work.reading
        gatherer = ParticipantFinder(
            self.campaign,
            home.site,
            reading,
            self.work.declaration,
            unknown_names=self.unknown_names,
            plain_names=PlainNames(self.notes, reading.bot),
            renames=Renames(home.wiki_results, home.site),
            name_holders=NameHolders(self.notes, reading.bot),
            sign_up_times=SignUpTimes(self.notes, reading.bot, self.campaign),
            budget=self.turn.budget,
        )
        return gatherer.gather(page, self.home.source)

    def _scoring(
        self, accounts: Mapping[AccountKey, str], them: WikiPeople, resolved: ResolvedAdjustments
    ) -> ScoringRules:
        measured = (*ALWAYS, *wanted(self.campaign))
        return ScoringRules(
            self.campaign.rules,
            self.campaign.bonuses,
            adjustments=resolved.adjustments,
            teams=members_of(self.campaign.participants.teams, them.named(), accounts.keys()),
            measured=measured,
            wikis=tuple(wiki.wiki for wiki in self.work.wikis) if self.campaign.wikis else (),
        )

    def _prepare(
        self,
        parts: Sequence[WikiCounting],
        them: WikiPeople,
        accounts: Mapping[AccountKey, str],
        scoring: ScoringRules,
        resolved: ResolvedAdjustments,
    ) -> None:
        """Have the results ready for what these people did by these settings."""
        early_edits = any(part.early_edits.wanted for part in parts)
        read = [(part.work.wiki, part.campaign, part.told) for part in parts]
        for part in (self.home, *parts):
            kept_over(part.notes)
        key = settings_key(self.campaign, scoring, read, early_edits=early_edits)
        since = min(part.early_edits.since for part in parts)
        self.results.prepare(key, accounts, since, self.campaign.end)
        recount_decided(self.results, resolved)
        alone = {key for part in parts for key in part.by_edits_alone}
        recount_single_edits(self.results, alone)
        recount_joined(self.results, _joined(parts, them))
        self.unknown_names.keep()
        for part in parts:
            part.keep()
        self.notes.keep()

    def _keep_notes(self, parts: Sequence[WikiCounting]) -> None:
        for part in (self.home, *parts):
            part.notes.keep()


def _joined(parts: Iterable[WikiCounting], them: WikiPeople) -> Mapping[AccountKey, datetime]:
    """When those signed up of whom earlier edits do not count, by their accounts on each wiki."""
    return {
        AccountKey(part.work.wiki, userid): when
        for part in parts
        for userid, when in them.on(part).joined.items()
    }


def _of_wikis(home: WikiCounting, parts: Iterable[WikiCounting]) -> list[Remark]:
    """What is amiss with the pages that the scope names on each wiki."""
    found: list[Remark] = []
    for part in parts:
        for notice in part.worklists.notices:
            found.append(notice if part is home else on_host(notice, part.work.host))
    return found


def on_host(notice: Remark, host: str) -> Remark:
    """A notice about another wiki than that of the page."""
    return replace(notice, message=message("notice-on-wiki", host, notice.message))


def _scope_pages(home: WikiCounting, parts: Iterable[WikiCounting]) -> Iterable[InputPage]:
    for part in parts:
        for page in part.worklists.pages:
            yield page if part is home else replace(page, title=f"{part.work.host}: {page.title}")


def _oldest(moments: Sequence[ReadMoment]) -> ReadMoment:
    """Up to when all wikis were read, and the lag of the one that is furthest behind."""
    return ReadMoment(min(one.complete for one in moments), max(one.lag for one in moments))
