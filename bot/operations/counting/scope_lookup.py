"""Where the work was done: the present state of pages, and which of them are in the scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.counting.scope import ScopeFacts, depth, holds
from bot.declaration.campaign import Campaign, Condition, HasTemplate, InCategory, Leaf, ListedOn
from bot.declaration.campaign import HasTitle as TitledCondition
from bot.declaration.condition_trees import leaves, positive
from bot.declaration.read import Declaration
from bot.mediawiki.models import Page
from bot.mediawiki.queries import (
    Embedding,
    Linked,
    Members,
    PageFacts,
    Pages,
    PagesTitled,
    PageText,
    PageTexts,
    Question,
)
from bot.mediawiki.site import CATEGORY, TEMPLATE, USER, Site, Title
from bot.messages import Remark
from bot.operations.counting.categories import Categories
from bot.operations.counting.input_pages import InputPage, is_written_on
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.scope_notices import ScopeNotices
from bot.operations.counting.worklist_templates import WorklistTemplates
from bot.operations.ports import Source
from bot.wikitext.block_markers import without_blocks
from bot.wikitext.inclusion import Transclusions
from bot.wikitext.signups import links_in
from bot.wikitext.template_calls import called, own_text

MOST_LISTED = 50_000
"""So many pages of one list are asked for."""
MOST_SHOWN = 10
"""So many pages are followed that a list on one of the bot's pages transcludes."""


@dataclass(frozen=True)
class Worklists:
    """The pages that the scope's lists and titles lead to, by condition; and what is amiss with them.

    ``names`` are the full titles of what the scope names: of a template, the one behind a redirect. ``pages``
    are the pages that it names.
    """

    listed: Mapping[Leaf, frozenset[int]]
    names: Mapping[Title, str]
    notices: tuple[Remark, ...]
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
    named: dict[Title, None] = {}
    for leaf in all_leaves(campaign):
        match leaf:
            case InCategory(category, _, excluded):
                named.update(dict.fromkeys((category, *excluded)))
            case ListedOn(page):
                named[page] = None
            case HasTemplate(template):
                named[template] = None
    return tuple(named)


class ScopeLookup:
    """Finds out which pages are in one campaign's scope."""

    def __init__(self, campaign: Campaign, site: Site, declaration: Declaration) -> None:
        self._campaign = campaign
        self._site = site
        self._declaration = declaration
        self._scope = campaign.articles.scope
        self._too_long: set[str] = set()

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
        questions: dict[Leaf, Question[Mapping[int, Page]]] = {}
        shown: dict[Leaf, tuple[Linked, ...]] = {}
        for leaf in all_leaves(self._campaign):
            if isinstance(leaf, ListedOn):
                asked = self._list_question(texts[self._site.full_title(leaf.page)])
                shown[leaf] = self._shown_on(texts[self._site.full_title(leaf.page)])
                if asked is not None:
                    questions[leaf] = asked
        answers = source.ask(*questions.values(), *(one for some in shown.values() for one in some))
        listed = {leaf: frozenset(answers[asked]) for leaf, asked in questions.items()}
        for leaf, some in shown.items():
            if some:
                listed[leaf] = listed.get(leaf, frozenset()).union(*(answers[one] for one in some))
        listed = {
            leaf: pageids | self._in_templates(leaf, texts, answers[questions[leaf]].values(), source, notes)
            if leaf in questions
            else pageids
            for leaf, pageids in listed.items()
        }
        for leaf in all_leaves(self._campaign):
            if isinstance(leaf, TitledCondition):
                named = articles.pageids(map(self._site.full_title, leaf.titles))
                listed[leaf] = frozenset(named.values())
        pages = tuple(InputPage.of(page, self._links(page)) for page in texts.values())
        found = {kind: first[kind] for kind in kinds}
        scope_notices.keep(found)
        notices = [
            *scope_notices.notices(named_titles(self._campaign), texts, found),
            *self._of_lists(scope_notices, texts, listed),
        ]
        return Worklists(listed, self._names(texts), tuple(notices), pages)

    def _in_templates(
        self,
        leaf: Leaf,
        texts: Mapping[str, PageText],
        linked: Iterable[Page],
        source: Source,
        notes: PendingNotes,
    ) -> frozenset[int]:
        """What a list names in templates that link nothing here; where the bot writes, the text is read."""
        if not isinstance(leaf, ListedOn) or is_written_on(page := texts[self._site.full_title(leaf.page)]):
            return frozenset()
        templates = WorklistTemplates(self._site, self._campaign.articles.namespaces, notes)
        return frozenset(templates.more(page, linked, source))

    def _names(self, texts: Mapping[str, PageText]) -> Mapping[Title, str]:
        """Pages that use a template by its redirect are among those that use the template itself."""
        full = {title: self._site.full_title(title) for title in named_titles(self._campaign)}
        followed = {title: texts[name].title for title, name in full.items() if title.namespace != CATEGORY}
        return full | followed

    def _list_question(self, page: PageText) -> Question[Mapping[int, Page]] | None:
        """A list on which the bot writes is read from its text, since our own tables are no list."""
        if not page.exists:
            return None
        if not is_written_on(page):
            return Linked(page.title, self._campaign.articles.namespaces)
        titles = self._links(page)
        return PagesTitled(titles) if titles else None

    def _shown_on(self, page: PageText) -> tuple[Linked, ...]:
        """Pages whose links readers see on one on which the bot writes, because it transcludes them."""
        title = self._site.title(page.title) if is_written_on(page) and "{{" in page.text else None
        if title is None:
            return ()
        text = without_blocks(page.text)
        own = Transclusions(self._site, title, (title,)).own(text, ())
        others = (one for one in called(own_text(text), self._site) if one.namespace not in (TEMPLATE, USER))
        pages = [one for one in dict.fromkeys((*own, *others)) if one != title][:MOST_SHOWN]
        namespaces = self._campaign.articles.namespaces
        return tuple(Linked(self._site.full_title(one), namespaces) for one in pages)

    def _links(self, page: PageText) -> tuple[str, ...]:
        """What a page lists on which the bot writes."""
        if not is_written_on(page):
            return ()
        titles = links_in(page.text, self._site, self._campaign.articles.namespaces)
        if len(titles) > MOST_LISTED:
            self._too_long.add(page.title)
            titles = titles[:MOST_LISTED]
        return tuple(map(self._site.full_title, titles))

    def _of_lists(
        self,
        scope_notices: ScopeNotices,
        texts: Mapping[str, PageText],
        listed: Mapping[Leaf, frozenset[int]],
    ) -> Iterable[Remark]:
        for leaf in dict.fromkeys(all_leaves(self._campaign)):
            if isinstance(leaf, ListedOn) and leaf in listed and not listed[leaf]:
                yield scope_notices.remark("notice-empty-list", leaf.page)
            if isinstance(leaf, ListedOn) and texts[self._site.full_title(leaf.page)].title in self._too_long:
                yield scope_notices.remark("notice-long-list", leaf.page, MOST_LISTED)

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
        asked = [self._scope, *(weight.where for weight in self._campaign.weights)]
        used = [leaf.template for one in asked for leaf in leaves(one) if isinstance(leaf, HasTemplate)]
        wanted = tuple(dict.fromkeys(worklists.names[template] for template in used))
        levels = max(map(depth, asked))
        question = Pages(tuple(pageids), categories=levels >= 0, templates=wanted, sure=sure)
        found = source.ask(question)[question] if pageids else {}
        pages = {pageid: facts.page for pageid, facts in found.items()}
        facts = self._scope_facts(found, levels, worklists, tree)
        scope = None if self._scope is None else frozenset(p for p in pages if holds(self._scope, p, facts))
        return PageStates(pages, scope, self._factors(pages, facts))

    def _factors(self, pageids: Iterable[int], facts: ScopeFacts) -> Mapping[int, Decimal]:
        factors: dict[int, Decimal] = {}
        for pageid in pageids:
            for weight in self._campaign.weights:
                if holds(weight.where, pageid, facts):
                    factors[pageid] = factors.get(pageid, Decimal(1)) * weight.times
        return factors

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
        found: dict[int, None] = {}
        for leaf in positive(self._scope) or ():
            match leaf:
                case InCategory():
                    pages = self._below(leaf, source)
                case HasTemplate(template):
                    question = Embedding(worklists.names[template], self._campaign.articles.namespaces)
                    pages = tuple(page.pageid for page in source.ask(question)[question])
                case _:
                    pages = tuple(sorted(worklists.listed.get(leaf, ())))
            found.update(dict.fromkeys(pages))
        return tuple(found)

    def _below(self, leaf: InCategory, source: Source) -> tuple[int, ...]:
        namespaces = self._campaign.articles.namespaces | {CATEGORY}
        seen = {self._site.full_title(title) for title in leaf.excluded}
        frontier = [self._site.full_title(leaf.category)]
        pages: dict[int, None] = {}
        for _ in range(leaf.depth + 1):
            seen.update(frontier)
            questions = [Members(category, namespaces) for category in frontier]
            answers = source.ask(*questions)
            members = [member for question in questions for member in answers[question]]
            pages.update((m.pageid, None) for m in members if m.namespace != CATEGORY)
            below = dict.fromkeys(m.title for m in members if m.namespace == CATEGORY)
            frontier = [title for title in below if title not in seen]
        return tuple(pages)
