"""What the organizers decided about single participants, with accounts and pages looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.counting.eligibility import Taking
from bot.declaration.campaign import Adjustment, Campaign
from bot.features.adjustments.decision import Decision
from bot.features.adjustments.registry import DECISIONS
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.site import Site, Title
from bot.messages import Remark, message
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.work import WikiWork


@dataclass(frozen=True)
class ResolvedAdjustments:
    """What was decided about accounts.

    ``takings`` take out revisions, each with its page where it is about one; ``adjustments`` are all.
    """

    takings: Mapping[AccountKey, tuple[tuple[Decision, PageKey | None], ...]] = field(default_factory=dict)
    adjustments: Mapping[AccountKey, tuple[Adjustment, ...]] = field(default_factory=dict)
    notices: tuple[Remark, ...] = ()

    def on(self, wiki: str) -> Mapping[int, tuple[Taking, ...]]:
        """What takes out revisions of one wiki's accounts, by userid."""
        return {
            account.userid: tuple(
                Taking(decision, page.pageid if page and page.wiki == wiki else None)
                for decision, page in theirs
            )
            for account, theirs in self.takings.items()
            if account.wiki == wiki
        }


def resolve(
    campaign: Campaign,
    home: WikiWork,
    accounts: Mapping[str, Sequence[AccountKey]],
    articles: NamedArticles,
) -> ResolvedAdjustments:
    """Find whom and what the adjustments mean. An account that nobody has is told elsewhere.

    ``accounts`` are those of a person on all wikis; what takes out revisions holds for all of them, and
    points are given to the first.
    """
    by_user: dict[AccountKey, list[Adjustment]] = defaultdict(list)
    everywhere: dict[AccountKey, list[Adjustment]] = defaultdict(list)
    for adjustment in campaign.adjustments:
        theirs = accounts.get(adjustment.user, ())
        for key in theirs[:1]:
            by_user[key].append(adjustment)
        for key in theirs:
            everywhere[key].append(adjustment)
    site = home.site
    pages = _pages(campaign, home.wiki, site, articles)
    missing = [title for title, page in pages.items() if page is None]
    takings = {key: tuple(_takings(some, pages)) for key, some in everywhere.items()}
    return ResolvedAdjustments(
        takings={key: some for key, some in takings.items() if some},
        adjustments={key: tuple(some) for key, some in by_user.items()},
        notices=tuple(Remark(message("notice-no-page", site.full_title(title))) for title in missing),
    )


def _takings(
    adjustments: Iterable[Adjustment], pages: Mapping[Title, PageKey | None]
) -> Iterator[tuple[Decision, PageKey | None]]:
    """What takes out revisions, in the order in which reasons count."""
    decisions = [one.decision for one in adjustments if one.decision.reason]
    for decision in sorted(decisions, key=lambda one: DECISIONS.index(type(one))):
        yield decision, pages[decision.article] if decision.article else None


def _pages(
    campaign: Campaign, wiki: str, site: Site, articles: NamedArticles
) -> Mapping[Title, PageKey | None]:
    """The articles that decisions are about; None where there is no such page."""
    decisions = (one.decision for one in campaign.adjustments)
    titles = {one.article: site.full_title(one.article) for one in decisions if one.article}
    found = articles.pageids(titles.values())
    return {
        title: PageKey(wiki, found[full]) if found.get(full) is not None else None
        for title, full in titles.items()
    }
