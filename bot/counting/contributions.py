"""One participant's counted revisions of one page, folded together and measured.

Rules: docs/counting.md, "Measures of a contribution".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from bot.counting.by_day import Change, DayCalendar, Days
from bot.counting.eligibility import OF_OTHERS, Eligibility, Facts, Reason
from bot.counting.origins import Origin
from bot.declaration.campaign import Campaign
from bot.features.measures.measure import CountedWork
from bot.features.measures.registry import CREATION, EDIT_COUNT, SIZE, WORK_MEASURES
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import BY_AGE, Account, Page, Revision

Changes: TypeAlias = Mapping[int, Mapping[str, int | None]]
"""What revisions changed by the measures of texts, by revid. None cannot be known."""
_FIRST = tuple((measure.name, measure.of) for measure in WORK_MEASURES if not measure.last)
_LAST = tuple((measure.name, measure.of) for measure in WORK_MEASURES if measure.last)
"""Those that look at the amounts of all others."""


@dataclass(frozen=True, slots=True)
class Measuring:
    """What contributions on a wiki are made with, beside their revisions."""

    wiki: str
    improved_when: Mapping[str, Decimal]
    changes: Changes
    calendar: DayCalendar | None = None

    def contribution(
        self, account: Account, page: Page, evaluated: Sequence[Eligibility], origin: Origin
    ) -> Contribution:
        """What these revisions come to; they are oldest first."""
        revisions = tuple([one.revision for one in evaluated])
        edits = [one.reason for one in evaluated].count(None)
        measures: dict[str, int | None] = {}
        work = CountedWork(revisions, edits, _created(account, origin), self.improved_when, measures)
        for name, amount in _FIRST:
            measures[name] = amount(work)
        measures |= self._sums(evaluated)
        for name, amount in _LAST:
            measures[name] = amount(work)
        days = self.days(evaluated, measures)
        return Contribution(self.wiki, account, page, revisions, measures, origin.draft, days)

    def _sums(self, evaluated: Sequence[Eligibility]) -> dict[str, int | None]:
        """The measures of texts: the sums over the revisions; one that cannot be known makes the sum so."""
        if not self.changes:
            return {}
        changes = [self._of(one) for one in evaluated if one.revision.revid in self.changes]
        names = dict.fromkeys(name for change in changes for name in change)
        return {name: _known_sum([change[name] for change in changes]) for name in names}

    def days(self, evaluated: Sequence[Eligibility], measures: Mapping[str, int | None]) -> Days:
        """What has to be known by day; the revisions are oldest first."""
        if self.calendar is None:
            return {}
        return self.calendar.days([self._change(one) for one in evaluated], measures)

    def _change(self, one: Eligibility) -> Change:
        revision, is_edit = one.revision, one.reason is None
        ours: dict[str, int | None] = {EDIT_COUNT: int(is_edit), SIZE: revision.sizediff}
        theirs = self._of(one) if revision.revid in self.changes else {}
        return revision.timestamp, is_edit, {**ours, **theirs}

    def _of(self, one: Eligibility) -> Mapping[str, int | None]:
        """What a revision changed; of some reverts only what they took out."""
        changes = self.changes[one.revision.revid]
        if one.reason is not Reason.TAKES_ONLY:
            return changes
        return {name: None if change is None else min(change, 0) for name, change in changes.items()}


def _known_sum(parts: Sequence[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one participant did on one page of a wiki. A measure of None cannot be known; it is not zero.

    ``draft`` is true where the page was moved in during the campaign. ``revisions`` are the counted
    ones, oldest first, never empty; also those that count in the net measures alone. ``days`` are the
    measures by day, of those for which a rule asks.
    """

    wiki: str
    account: Account
    page: Page
    revisions: tuple[Revision, ...]
    measures: Mapping[str, int | None]
    draft: bool = False
    days: Days = field(default_factory=dict)

    @property
    def account_key(self) -> AccountKey:
        """The participant's account there."""
        return AccountKey(self.wiki, self.account.userid)

    @property
    def page_key(self) -> PageKey:
        """The page."""
        return PageKey(self.wiki, self.page.pageid)

    @property
    def created(self) -> bool:
        """Whether the participant made this article."""
        return self.measures[CREATION] == 1


def contributions(
    evaluated: Iterable[Eligibility],
    accounts: Mapping[int, Account],
    campaign: Campaign,
    facts: Facts,
    changes: Changes | None = None,
) -> tuple[Contribution, ...]:
    """Fold the counted revisions by participant and page; ordered by the first revision of each.

    ``changes`` are what each revision changed by the measures of texts; None where there are none.
    """
    folded: dict[tuple[int, int], list[Eligibility]] = defaultdict(list)
    begun_otherwise: set[tuple[int, int]] = set()
    for one in evaluated:
        place = (one.revision.userid, one.revision.pageid)
        if one.reason in OF_OTHERS and place not in folded:
            begun_otherwise.add(place)
        if one.measured:
            folded[one.revision.userid, one.revision.pageid].append(one)
    measuring = Measuring(
        facts.wiki, campaign.articles.improved_when, changes or {}, DayCalendar.of(campaign)
    )
    origins = {**facts.origins, **_imported(folded, facts.origins)}
    found = [
        measuring.contribution(
            accounts[userid],
            facts.pages[pageid],
            sorted(theirs, key=lambda one: BY_AGE(one.revision)) if len(theirs) > 1 else theirs,
            _origin(origins.get(pageid, Origin()), begun_otherwise, userid, pageid),
        )
        for (userid, pageid), theirs in folded.items()
    ]
    return tuple(sorted(found, key=lambda c: BY_AGE(c.revisions[0])))


def _origin(origin: Origin, begun_otherwise: Collection[tuple[int, int]], userid: int, pageid: int) -> Origin:
    """Who made a page by an edit that is not among those that count did not make it here."""
    return replace(origin, creator=None) if (userid, pageid) in begun_otherwise else origin


def _imported(
    folded: Mapping[tuple[int, int], Sequence[Eligibility]], origins: Mapping[int, Origin]
) -> Mapping[int, Origin]:
    """The origins of imported pages, with their creators: whose edit counts first."""
    edits = [
        one.revision
        for (_, pageid), theirs in folded.items()
        if pageid in origins and origins[pageid].imported
        for one in theirs
        if one.reason is None
    ]
    firsts = {one.pageid: one.userid for one in sorted(edits, key=BY_AGE, reverse=True)}
    return {pageid: replace(origins[pageid], creator=userid) for pageid, userid in firsts.items()}


def _created(account: Account, origin: Origin) -> int | None:
    """1 or 0; None where the page's beginning is gone, so that nobody can tell when it began."""
    if origin.creator != account.userid:
        return 0
    return None if origin.before is None else int(not origin.before)
