"""What the organizers decided about single participants, with accounts and pages looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.declaration.campaign import Adjustment, Campaign
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Account
from bot.mediawiki.site import Site, Title
from bot.messages import Remark, message
from bot.operations.counting.named_articles import NamedArticles


@dataclass(frozen=True)
class ResolvedAdjustments:
    """Accounts with the pages on which they are out, moments from which they are, and all by account."""

    disqualified: frozenset[tuple[AccountKey, PageKey]] = frozenset()
    suspended: Mapping[AccountKey, datetime] = field(default_factory=dict)
    adjustments: Mapping[AccountKey, tuple[Adjustment, ...]] = field(default_factory=dict)
    notices: tuple[Remark, ...] = ()

    def disqualified_on(self, wiki: str) -> frozenset[tuple[int, int]]:
        """One wiki's pairs of userid and pageid."""
        return frozenset((one.userid, page.pageid) for one, page in self.disqualified if page.wiki == wiki)

    def suspended_on(self, wiki: str) -> Mapping[int, datetime]:
        """The moments of one wiki's accounts, by userid."""
        return {one.userid: moment for one, moment in self.suspended.items() if one.wiki == wiki}


def resolve(
    campaign: Campaign,
    wiki: str,
    site: Site,
    accounts: Mapping[str, Account | None],
    articles: NamedArticles,
) -> ResolvedAdjustments:
    """Find whom and what the adjustments mean. An account that nobody has is told elsewhere."""
    by_user: dict[AccountKey, list[Adjustment]] = defaultdict(list)
    for adjustment in campaign.adjustments:
        account = accounts.get(adjustment.user)
        if account:
            by_user[AccountKey(wiki, account.userid)].append(adjustment)
    pages = _pages(campaign, site, articles)
    missing = [title for title, pageid in pages.items() if pageid is None]
    return ResolvedAdjustments(
        disqualified=frozenset(
            (key, PageKey(wiki, pageid))
            for key, theirs in by_user.items()
            for one in theirs
            if one.disqualify and (pageid := pages[one.disqualify]) is not None
        ),
        suspended={key: moment for key, theirs in by_user.items() if (moment := _from(theirs))},
        adjustments={key: tuple(theirs) for key, theirs in by_user.items()},
        notices=tuple(Remark(message("notice-no-page", site.full_title(title))) for title in missing),
    )


def _from(adjustments: list[Adjustment]) -> datetime | None:
    return min((a.suspended for a in adjustments if a.suspended), default=None)


def _pages(campaign: Campaign, site: Site, articles: NamedArticles) -> Mapping[Title, int | None]:
    """The ids of the disqualified articles; None where there is no such page."""
    titles = {a.disqualify: site.full_title(a.disqualify) for a in campaign.adjustments if a.disqualify}
    found = articles.pageids(titles.values())
    return {title: found.get(full) for title, full in titles.items()}
