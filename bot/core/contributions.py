"""One participant's counted revisions of one page, folded together and measured.

Rules: docs/counting.md, "Measures of a contribution".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.core.campaign import Campaign
from bot.core.judging import Facts, Judged
from bot.core.origins import Origin
from bot.core.revisions import Account, Page, Revision


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one participant did on one page. A measure of None cannot be known; it is not zero.

    ``draft`` is true where the page was moved in during the campaign. ``revisions`` are the counted
    ones, oldest first, never empty.
    """

    account: Account
    page: Page
    revisions: tuple[Revision, ...]
    measures: Mapping[str, int | None]
    draft: bool = False

    @property
    def created(self) -> bool:
        """Whether the participant made this article."""
        return self.measures["articles_created"] == 1


def contributions(
    judged: Iterable[Judged], accounts: Mapping[int, Account], campaign: Campaign, facts: Facts
) -> tuple[Contribution, ...]:
    """Fold the counted revisions by participant and page; ordered by the first revision of each."""
    folded: dict[tuple[int, int], list[Revision]] = defaultdict(list)
    for one in judged:
        if one.reason is None:
            folded[one.revision.userid, one.revision.pageid].append(one.revision)
    found = [
        _contribution(
            accounts[userid], facts.pages[pageid], revisions, facts.origins.get(pageid, Origin()), campaign
        )
        for (userid, pageid), revisions in folded.items()
    ]
    return tuple(sorted(found, key=lambda c: (c.revisions[0].timestamp, c.revisions[0].revid)))


def _contribution(
    account: Account, page: Page, revisions: list[Revision], origin: Origin, campaign: Campaign
) -> Contribution:
    revisions.sort(key=lambda revision: (revision.timestamp, revision.revid))
    measures: dict[str, int | None] = {"edits": len(revisions), "bytes_added": _bytes_added(revisions)}
    created = _created(account, origin)
    improved = _improved(measures, campaign.articles.improved_when)
    measures["articles_created"] = created
    measures["articles_improved"] = 0 if created or improved == 0 else None if created is None else improved
    return Contribution(account, page, tuple(revisions), measures, origin.draft)


def _bytes_added(revisions: Iterable[Revision]) -> int | None:
    total = 0
    for revision in revisions:
        if revision.sizediff is None:
            return None
        total += revision.sizediff
    return total


def _created(account: Account, origin: Origin) -> int | None:
    """1 or 0; None where the page's beginning is gone, so that nobody can tell when it began."""
    if origin.creator != account.userid:
        return 0
    return None if origin.before is None else int(not origin.before)


def _improved(measures: Mapping[str, int | None], thresholds: Mapping[str, Decimal]) -> int | None:
    """1 or 0; None where a threshold's own measure cannot be known and no other one fails."""
    unknown = False
    for measure, threshold in thresholds.items():
        amount = measures[measure]
        if amount is None:
            unknown = True
        elif amount < threshold:
            return 0
    return None if unknown else 1
