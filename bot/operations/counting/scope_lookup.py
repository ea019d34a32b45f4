"""Where the work was done: the present state of pages, and which of them are in the scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.counting.scope import holds, products
from bot.declaration.campaign import Campaign, Condition
from bot.declaration.condition_trees import leaves, needs, positive
from bot.declaration.read import Declaration
from bot.features.conditions.condition import ConditionContext, Leaf, ListedArticles, Needs, ScopeFacts
from bot.features.conditions.written_on import links_on
from bot.mediawiki.models import Page
from bot.mediawiki.queries import PageFacts, Pages, PageText, PageTexts
from bot.mediawiki.site import CATEGORY, Site, Title
from bot.messages import Remark
from bot.operations.counting.asking import all_answered, answered
from bot.operations.counting.categories import Categories
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.scope_notices import ScopeNotices
from bot.operations.ports import Source
from bot.wikitext.input_pages import InputPage


@dataclass(frozen=True)
class Worklists:
    """The pages that the scope's lists and titles lead to, by condition; and what is amiss with them.

    ``names`` are the full titles of what the scope names: of a template, the one behind a redirect. ``pages``
    are the pages that it names, ``notes`` what is remembered about them.
    """

    listed: Mapping[Leaf, frozenset[int]]
    names: Mapping[Title, str]
    notices: tuple[Remark, ...]
    notes: PendingNotes
    pages: tuple[InputPage, ...] = ()


@dataclass(frozen=True)
class PageStates:
    """Pages as they are now, and the ids of those in the scope; None when every page is in it.

    ``factors`` are the products of the weights that match a page, where any does.
    """

    pages: Mapping[int, Page]
    scope: frozenset[int] | None
    factors: Mapping[int, Decimal] = field(default_factory=dict)


def conditions(campaign: Campaign) -> tuple[Condition, ...]:
    """Every condition that a campaign puts to articles, present or past."""
    before = campaign.articles.before
    found = [campaign.articles.scope, before.scope if before else None, *(w.where for w in campaign.weights)]
    return tuple(condition for condition in found if condition is not None)


def all_leaves(campaign: Campaign) -> tuple[Leaf, ...]:
    """The single conditions of all of them."""
    return tuple(leaf for condition in conditions(campaign) for leaf in leaves(condition))


def named_titles(campaign: Campaign) -> tuple[Title, ...]:
    """The pages that the scope's conditions name: they should exist."""
    return tuple(dict.fromkeys(title for leaf in all_leaves(campaign) for title in leaf.named))


class ScopeLookup:
    """Finds out which pages are in one campaign's scope."""

    def __init__(self, campaign: Campaign, site: Site, declaration: Declaration) -> None:
        self._campaign = campaign
        self._site = site
        self._declaration = declaration
        self._scope = campaign.articles.scope

    def texts_question(self) -> PageTexts | None:
        """The pages that the scope names, to see that they are there and what they list."""
        titles = tuple(map(self._site.full_title, named_titles(self._campaign)))
        return PageTexts(titles, follow=True) if titles else None

    def worklists(self, source: Source, notes: PendingNotes, articles: NamedArticles) -> Worklists:
        """Read the lists of articles that the scope names, redirects followed.

        ``notes`` remember what need not be asked again, ``articles`` what titles in the settings meant.
        """
        scope_notices = ScopeNotices(self._campaign, self._site, self._declaration, notes)
        question, kinds = self.texts_question(), scope_notices.questions()
        first = source.ask(*((question, *kinds) if question else ()))
        texts = first[question] if question else {}
        found = dict.fromkeys(all_leaves(self._campaign))
        around = ConditionContext(self._site, self._campaign.articles.namespaces, notes, texts)
        lists = all_answered([leaf.listing(around) for leaf in found], source)
        listings = {leaf: one for leaf, one in zip(found, lists, strict=True) if one is not None}
        listed = {leaf: listing.pageids for leaf, listing in listings.items()}
        for leaf in found:
            if leaf.articles:
                named = articles.pageids(map(self._site.full_title, leaf.articles))
                listed[leaf] = frozenset(named.values())
        kinds_found = {kind: first[kind] for kind in kinds}
        scope_notices.keep(kinds_found)
        notices = [
            *scope_notices.notices(named_titles(self._campaign), texts, kinds_found),
            *self._of_lists(scope_notices, listings.values()),
        ]
        return Worklists(listed, self._names(texts), tuple(notices), notes, self._input_pages(texts))

    def _of_lists(self, scope_notices: ScopeNotices, listings: Iterable[ListedArticles]) -> Iterator[Remark]:
        for listing in listings:
            yield from map(scope_notices.doubted, listing.doubts)

    def _input_pages(self, texts: Mapping[str, PageText]) -> tuple[InputPage, ...]:
        namespaces = self._campaign.articles.namespaces
        return tuple(InputPage.of(page, links_on(page, self._site, namespaces)) for page in texts.values())

    def _names(self, texts: Mapping[str, PageText]) -> Mapping[Title, str]:
        """Pages that use a template by its redirect are among those that use the template itself."""
        full = {title: self._site.full_title(title) for title in named_titles(self._campaign)}
        followed = {title: texts[name].title for title, name in full.items() if title.namespace != CATEGORY}
        return full | followed

    @property
    def everywhere(self) -> bool:
        """Whether all articles count, and alike: where a page is said to be has no part in it."""
        return self._scope is None and not self._campaign.weights

    def survey(
        self,
        pageids: Sequence[int],
        worklists: Worklists,
        tree: Categories,
        source: Source,
        *,
        sure: bool = False,
    ) -> PageStates:
        """The present state of these pages, and which of them are in the scope.

        ``sure``: as the wiki itself says, and no copy of it.
        """
        wanted = self._needs
        found = self._asked(pageids, wanted, worklists, source, sure=sure)
        pages = {pageid: facts.page for pageid, facts in found.items()}
        talks = {pageid: facts.talk for pageid, facts in found.items() if facts.talk}
        if wanted.talk:
            found = found | self._asked(tuple(talks.values()), wanted.talk, worklists, source, sure=sure)
        facts = replace(self._scope_facts(found, _levels(wanted), worklists, tree), talks=talks)
        scope = None if self._scope is None else frozenset(p for p in pages if holds(self._scope, p, facts))
        return PageStates(pages, scope, products(self._campaign.weights, pages, facts))

    def _asked(
        self, pageids: Sequence[int], wanted: Needs, worklists: Worklists, source: Source, *, sure: bool
    ) -> dict[int, PageFacts]:
        """What is wanted of pages, asked for many at once."""
        question = Pages(
            tuple(pageids),
            categories=wanted.levels >= 0,
            templates=tuple(dict.fromkeys(worklists.names[template] for template in wanted.templates)),
            sure=sure,
            talk=wanted.talk is not None,
        )
        return dict(source.ask(question)[question]) if pageids else {}

    @property
    def _needs(self) -> Needs:
        """What has to be known about a page now."""
        found = needs(self._scope)
        for weight in self._campaign.weights:
            found |= needs(weight.where)
        return found

    def _scope_facts(
        self, found: Mapping[int, PageFacts], levels: int, worklists: Worklists, tree: Categories
    ) -> ScopeFacts:
        categories = {pageid: facts.categories for pageid, facts in found.items()}
        return ScopeFacts(
            categories=categories,
            parents=tree.above(frozenset().union(*categories.values()), levels),
            templates={pageid: facts.templates for pageid, facts in found.items()},
            listed=worklists.listed,
            names=worklists.names,
        )

    def enumerate(self, worklists: Worklists, source: Source) -> tuple[int, ...]:
        """The pages that may be in the scope, found from above: ``anyone`` has no edits to start from."""
        namespaces = self._campaign.articles.namespaces
        around = ConditionContext(
            self._site, namespaces, worklists.notes, names=worklists.names, listed=worklists.listed
        )
        found: dict[int, None] = {}
        for leaf in positive(self._scope) or ():
            found.update(dict.fromkeys(answered(leaf.meeting(around), source)))
        return tuple(found)


def _levels(wanted: Needs) -> int:
    """So many levels of categories have to be known, above pages or their talk pages."""
    return max(wanted.levels, wanted.talk.levels) if wanted.talk else wanted.levels
