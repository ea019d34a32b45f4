"""Getting a campaign's counts up to date: who takes part, what they did since, and the pages that it touches.

Facts are remembered in the notebook, which all campaigns of a wiki share; counts in the campaign's ledger,
page by page. An update counts the pages on which something happened, and the sums take the difference.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from bot.counting.canonical import canonical
from bot.counting.scoring import Sums
from bot.counting.scoring_rules import Scheme
from bot.counting.stored_results import Depth
from bot.counting.summing_up import summed_up
from bot.declaration.campaign import Campaign, SignUp
from bot.declaration.read import Declaration
from bot.features.measures.registry import ALWAYS
from bot.mediawiki.models import Account
from bot.mediawiki.queries import Moment, PageText
from bot.mediawiki.site import Site
from bot.messages import Remark
from bot.operations.counting.ahead import Ahead
from bot.operations.counting.bearers import Bearers
from bot.operations.counting.beside import Beside
from bot.operations.counting.books import Books
from bot.operations.counting.categories import Categories
from bot.operations.counting.confirming import Confirming
from bot.operations.counting.everybody import Everybody
from bot.operations.counting.grounds import Grounds
from bot.operations.counting.measuring import IMAGES, Files, Measurer, Named, named, wanted
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.notes import Notes
from bot.operations.counting.page_counting import PageCounter
from bot.operations.counting.people import Gatherer, People, Reading
from bot.operations.counting.places import Surveyor, Worklists
from bot.operations.counting.plain import PlainNames
from bot.operations.counting.reading import Reader
from bot.operations.counting.renames import Renames
from bot.operations.counting.slices import Slice, Spent
from bot.operations.counting.strangers import Strangers
from bot.operations.counting.verdicts import Verdicts, look_up
from bot.operations.counting.zero import Zero
from bot.operations.ports import Ledger, Notebook, Source
from bot.wikitext.scanner.syntax import Syntax

VERSION = 5
"""Raise it when counting changes: what was counted before is counted again from what is remembered."""
PAGES = 4000
"""Pages that are counted together."""
AT_ONCE = 10_000
"""Pages that are looked at together, where a page's place matters."""
VERDICTS = "verdicts"


@dataclass(frozen=True)
class Counted:
    """What is known of a campaign now: its people in the order of sign-up, and their sums.

    ``unfinished``: the slice was spent before all was counted, and there are no sums yet. ``moment`` is up to
    when the wiki was read, None before the start. ``grounds`` are the pages that tell of people and scope.
    ``headings`` is what the lists of participants are called on their pages.
    """

    participants: tuple[Account, ...]
    notices: tuple[Remark, ...]
    scheme: Scheme = field(default_factory=Scheme)
    sums: Sums = field(default_factory=lambda: Sums({}, {}))
    moment: Moment | None = None
    unfinished: bool = False
    grounds: Grounds = field(default_factory=Grounds)
    headings: Mapping[SignUp, str] = field(default_factory=dict)

    @property
    def accounts(self) -> Mapping[int, Account]:
        """The participants by userid."""
        return {account.userid: account for account in self.participants}


@dataclass(frozen=True)
class Work:
    """One campaign's counting. ``full_reading`` is how long it holds that everything was read at once.

    ``wiki_ledger`` is what is noted of the wiki itself, whatever the campaign.
    """

    campaign: Campaign
    site: Site
    reading: Reading
    declaration: Declaration
    syntax: Syntax
    notebook: Notebook
    ledger: Ledger
    wiki_ledger: Ledger
    full_reading: timedelta
    final_from: datetime

    def count(self, page: PageText, now: datetime, source: Source, share: Slice) -> Counted:
        """Bring the counts up to date, as far as the share reaches. Raises WikiUnavailable."""
        confirming = Confirming(source, self.notebook, self.ledger, self.site.server)
        count = _Count(self, now, confirming, share)
        return replace(count.run(page), grounds=count.grounds, headings=count.headings)

    def surveyor(self) -> Surveyor:
        """Finds out which pages are in the scope."""
        return Surveyor(self.campaign, self.site, self.declaration)


class _Count:
    """One update of one campaign's counts."""

    def __init__(self, work: Work, now: datetime, source: Confirming, share: Slice) -> None:
        self.work = work
        self.campaign, self.notebook, self.ledger = work.campaign, work.notebook, work.ledger
        self.now = now
        self.lists = source.lists
        self.source = Ahead(source)
        self.share = share
        self.surveyor = work.surveyor()
        self.tree = Categories(self.source, self.notebook)
        self.files = Files(work.syntax, self.ledger)
        self.grounds = Grounds()
        self.headings: Mapping[SignUp, str] = {}
        self.strangers = Strangers(self.ledger, now)
        self.notes = Notes(self.ledger)

    def run(self, page: PageText) -> Counted:
        begun = self.now >= self.campaign.start
        if begun:
            self.reader.foresee()
        try:
            people = self._people(page)
        except Spent:
            self.strangers.keep(unfinished=True)
            return Counted((), (), unfinished=True)
        articles = NamedArticles(self.notes, self.source)
        worklists = self.surveyor.worklists(self.source, self.notes, articles)
        self.grounds = Grounds(people.pages, worklists.pages)
        self.headings = people.headings
        verdicts = look_up(self.campaign, self.work.site, people.named, articles)
        notices = summed_up((*people.notices, *worklists.notices, *verdicts.notices))
        if not begun:
            self.strangers.keep()
            self.notes.keep()
            return Counted(people.accounts, notices, self._scheme(people, verdicts))
        moment, done = self.reader.read(people.accounts)
        everybody = Everybody(self.campaign, self.surveyor, worklists, self.tree, self.source, self.ledger)
        listed = None
        accounts = people.accounts
        if self.campaign.participants.anyone:
            listed = everybody.read(self.notebook, people, afresh=self.reader.reread)
            accounts = everybody.accounts
        scheme = self._scheme(replace(people, accounts=accounts), verdicts)
        if not done:
            return Counted(accounts, notices, scheme, moment=moment, unfinished=True)
        templates = named(self.campaign, self.work.syntax, self.source)
        counter = replace(
            self._counter(accounts, scheme, verdicts, worklists, templates),
            listed=listed,
            signed_up=frozenset(account.userid for account in people.accounts),
        )
        zero = Zero(self.notes)
        self._prepare(accounts, self._key(scheme, worklists, templates), verdicts)
        everybody.keep()
        self.strangers.keep()
        self.notes.keep()
        self.ledger.add_todo(everybody.departed, Depth.STATE)
        finished = self._count(counter, Books(self.ledger, scheme.teams))
        self.files.keep()
        self.lists.keep()
        if not finished:
            return Counted(accounts, notices, scheme, moment=moment, unfinished=True)
        sums = Sums(self.ledger.tallies(), self.ledger.groups())
        notices += zero.told(sum(tally.revisions for tally in sums.members.values()))
        self.notes.keep()
        return Counted(accounts, notices, scheme, sums, moment)

    @cached_property
    def beside(self) -> Beside:
        """What is read beside the edits that may count."""
        return Beside(self.campaign, self.work.site)

    @cached_property
    def reader(self) -> Reader:
        """Reads what is new."""
        return Reader(
            self.campaign,
            self.notebook,
            self.ledger,
            self.source,
            self.share,
            self.now,
            self.work.full_reading,
            self.work.final_from,
            self.beside,
        )

    def _people(self, page: PageText) -> People:
        work = self.work
        gatherer = Gatherer(
            self.campaign,
            work.site,
            work.reading,
            work.declaration,
            strangers=self.strangers,
            plain_names=PlainNames(self.notes, work.reading.bot),
            renames=Renames(work.wiki_ledger, work.site),
            bearers=Bearers(self.notes, work.reading.bot),
            share=self.share,
        )
        return gatherer.gather(page, self.source)

    def _counter(
        self,
        accounts: Sequence[Account],
        scheme: Scheme,
        verdicts: Verdicts,
        worklists: Worklists,
        templates: Named,
    ) -> PageCounter:
        return PageCounter(
            campaign=self.campaign,
            site=self.work.site,
            accounts={account.userid: account for account in accounts},
            scheme=scheme,
            verdicts=verdicts,
            surveyor=self.surveyor,
            worklists=worklists,
            tree=self.tree,
            measurer=self._measurer(templates),
            source=self.source,
            notebook=self.notebook,
            ledger=self.ledger,
            beside=self.beside,
        )

    def _measurer(self, templates: Named) -> Measurer:
        work = self.work
        return Measurer(
            self.campaign, work.syntax, self.source, self.notebook, templates, self.files, self.share
        )

    def _scheme(self, people: People, verdicts: Verdicts) -> Scheme:
        there = {account.userid for account in people.accounts}
        teams = {
            name: [
                account.userid
                for member in members
                if (account := people.named.get(member)) and account.userid in there
            ]
            for name, members in self.campaign.participants.teams.items()
        }
        measured = (*ALWAYS, *wanted(self.campaign))
        rules, bonuses = self.campaign.rules, self.campaign.bonuses
        return Scheme(rules, bonuses, adjustments=verdicts.adjustments, teams=teams, measured=measured)

    def _key(self, scheme: Scheme, worklists: Worklists, templates: Named) -> str:
        """Everything that counting depends on beside the wiki's pages and the people."""
        campaign = self.campaign
        parts = (
            VERSION,
            (campaign.start, campaign.end, campaign.articles, campaign.weights),
            (campaign.rules, campaign.bonuses, campaign.participants.anyone),
            (scheme.teams, scheme.measured, templates, worklists.names, self.work.syntax),
            *(("beside",) if self.beside.wanted else ()),
        )
        return hashlib.sha256(canonical(parts).encode()).hexdigest()

    def _prepare(self, accounts: Sequence[Account], key: str, verdicts: Verdicts) -> None:
        members = {account.userid: account.name for account in accounts}
        self.ledger.prepare(key, members, self.beside.since, self.campaign.end)
        self.reader.keep()
        self.lists.keep()
        self.reader.watch()
        self._judge_again(verdicts)
        before = self.campaign.articles.before
        if before is not None and before.scope is not None:
            # Lists and the tree above the categories of old texts may have changed.
            self.ledger.add_all(Depth.KNOWN)
        if IMAGES in wanted(self.campaign) and self.files.check(self.source):
            self.ledger.add_all(Depth.KNOWN)

    def _judge_again(self, verdicts: Verdicts) -> None:
        """The pages of those about whom the organizers decided something else than before."""
        disqualified = sorted(map(list, verdicts.disqualified))
        suspended = {str(userid): moment.isoformat() for userid, moment in verdicts.suspended.items()}
        present = {"disqualified": disqualified, "suspended": suspended}
        past = self.ledger.note(VERDICTS) or {"disqualified": [], "suspended": {}}
        if present == past:
            return
        pairs = (*disqualified, *past["disqualified"])
        changed = {
            u for u in {*suspended, *past["suspended"]} if suspended.get(u) != past["suspended"].get(u)
        }
        self.ledger.add_todo((pageid for _, pageid in pairs), Depth.KNOWN)
        if changed:
            self.ledger.add_todo(self.ledger.pageids_of([int(userid) for userid in changed]), Depth.KNOWN)
        self.ledger.put_note(VERDICTS, present)

    def _count(self, counter: PageCounter, books: Books) -> bool:
        """Count what has to be counted; False when the share is spent before."""
        if not self.surveyor.everywhere and self.ledger.left() <= AT_ONCE:
            self._look_around(counter)
        return self._count_todo(counter, books)

    def _look_around(self, counter: PageCounter) -> None:
        """See which pages came into the scope, went out of it, or weigh another amount now."""
        counted = self.ledger.places()
        waiting = [todo.pageid for todo in self.ledger.todo(AT_ONCE)]
        pageids = sorted({*counted, *waiting})
        for place in range(0, len(pageids), AT_ONCE):
            counter.look_at(pageids[place : place + AT_ONCE])
        changed = [pageid for pageid, place in counted.items() if counter.place(pageid) != place]
        counter.look_again([pageid for pageid in changed if counted[pageid].in_scope])
        changed = [pageid for pageid in changed if counter.place(pageid) != counted[pageid]]
        self.ledger.add_todo(changed, Depth.KNOWN)

    def _count_todo(self, counter: PageCounter, books: Books) -> bool:
        # Where reading was not this turn's work, counting comes on by something, however slow the wiki is.
        begun = self.share.edits <= 0
        while todo := self.ledger.todo(min(PAGES, max(self.share.edits, 1))):
            if begun and self.share.spent:
                return False
            begun = True
            try:
                counts = counter.count(todo)
            except Spent:
                return False
            books.enter(counts)
            self.share.spend(sum(len(count.judged) for count in counts))
        return True
