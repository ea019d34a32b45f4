"""What the organizers decided about single participants, with accounts and pages looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.counting.eligibility import Taking
from bot.declaration.campaign import Adjustment, Campaign
from bot.features.adjustments.decision import Decision
from bot.features.adjustments.registry import DECISIONS
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.site import Site
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


Articles: TypeAlias = Callable[[str], NamedArticles]
"""Finds the articles that settings name on a wiki, by its address."""
Place: TypeAlias = tuple[str, str]
"""An article: the address of its wiki, and its full title there."""


def resolve(
    campaign: Campaign,
    home: WikiWork,
    wikis: Iterable[WikiWork],
    accounts: Mapping[str, Sequence[AccountKey]],
    articles: Articles,
) -> ResolvedAdjustments:
    """Find whom and what the adjustments mean. An account that nobody has is told elsewhere.

    ``accounts`` are those of a person on all wikis. What takes out revisions holds for all of them, or on the
    wiki that it names; points are given once, whichever of them take part.
    """
    by_user: dict[AccountKey, list[Adjustment]] = defaultdict(list)
    taken: dict[AccountKey, list[Adjustment]] = defaultdict(list)
    for adjustment in campaign.adjustments:
        theirs = accounts.get(adjustment.user, ())
        for key in theirs:
            by_user[key].append(adjustment)
            if adjustment.wiki is None or key.wiki == adjustment.wiki.address:
                taken[key].append(adjustment)
    sites = {one.wiki: one.site for one in (home, *wikis)}
    places = {one: place for one in campaign.adjustments if (place := _place(one, home, sites))}
    pages = _pages(places.values(), articles)
    missing = dict.fromkeys(place[1] for place in places.values() if place not in pages)
    takings = {key: tuple(_takings(some, places, pages)) for key, some in taken.items()}
    return ResolvedAdjustments(
        takings={key: some for key, some in takings.items() if some},
        adjustments={key: tuple(some) for key, some in by_user.items()},
        notices=tuple(Remark(message("notice-no-page", title)) for title in missing),
    )


def _takings(
    adjustments: Iterable[Adjustment], places: Mapping[Adjustment, Place], pages: Mapping[Place, PageKey]
) -> Iterator[tuple[Decision, PageKey | None]]:
    """What takes out revisions, in the order in which reasons count."""
    taking = [one for one in adjustments if one.decision.reason]
    for one in sorted(taking, key=lambda one: DECISIONS.index(type(one.decision))):
        yield one.decision, pages.get(places[one]) if one in places else None


def _place(adjustment: Adjustment, home: WikiWork, sites: Mapping[str, Site]) -> Place | None:
    """The article that a decision is about; None where it is about none."""
    wiki = adjustment.wiki.address if adjustment.wiki else home.wiki
    article = adjustment.decision.article
    return (wiki, sites[wiki].full_title(article)) if article and wiki in sites else None


def _pages(places: Iterable[Place], articles: Articles) -> Mapping[Place, PageKey]:
    """Those of the articles that are there."""
    titles: dict[str, dict[str, None]] = defaultdict(dict)
    for wiki, title in places:
        titles[wiki][title] = None
    return {
        (wiki, title): PageKey(wiki, pageid)
        for wiki, theirs in titles.items()
        for title, pageid in articles(wiki).pageids(theirs).items()
    }
