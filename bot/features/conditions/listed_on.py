"""``listed_on``: articles that a page of the wiki links to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import PageTitle
from bot.features.conditions import written_on
from bot.features.conditions.condition import (
    ConditionContext,
    ConditionNotice,
    Leaf,
    Led,
    ListedArticles,
    Named,
    ScopeFacts,
)
from bot.features.conditions.written_on import links_on, lists_too_many
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Asking, Linked, PagesTitled, PageText, Question
from bot.mediawiki.site import TEMPLATE, USER, Title
from bot.messages import Message, message
from bot.wikitext.block_markers import without_blocks
from bot.wikitext.inclusion import Transclusions
from bot.wikitext.input_pages import is_written_on
from bot.wikitext.list_templates import titles_in_templates
from bot.wikitext.template_calls import called
from bot.wikitext.visible_text import readable

MOST_SHOWN = 10
"""So many pages are followed that a list on one of the bot's pages transcludes."""


@dataclass(frozen=True, slots=True)
class ListedOn(Leaf):
    """The page is linked from ``page``."""

    key: ClassVar[str] = "listed_on"
    of_old: ClassVar[bool] = True
    most: ClassVar[int | None] = 50  # Lists are read at each update.

    page: Title

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """One page."""
        return (
            Key(
                cls.key,
                PageTitle(relative=True, single=True),
                synonyms=("list", "worklist", "linked_from"),
                sample="listed_on: /Worklist",
            ),
        )

    @classmethod
    def read(cls, values: Values) -> ListedOn:
        """The condition that was written."""
        return cls(values.get(cls.key))

    @property
    def named(self) -> tuple[Title, ...]:
        """The list."""
        return (self.page,)

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether the list links to it now."""
        return pageid in facts.listed.get(self, ())

    def listing(self, around: ConditionContext) -> Asking[ListedArticles | None]:
        """The articles that the page links to, by whatever way."""
        page = around.texts[around.site.full_title(self.page)]
        question, shown = _links_of(page, around), _shown_on(page, around)
        if question is None and not shown:
            return None
        answers = yield (*((question,) if question else ()), *shown)
        found = frozenset(answers[question]) if question else frozenset()
        found = found.union(*(answers[one] for one in shown))
        if question and not is_written_on(page):
            found |= yield from named_in_templates(page, answers[question].values(), around)
        return ListedArticles(found, tuple(self._amiss(page, found, around)))

    def _amiss(
        self, page: PageText, found: frozenset[int], around: ConditionContext
    ) -> Iterator[ConditionNotice]:
        if not found:
            yield ConditionNotice("notice-empty-list", self.page)
        if lists_too_many(page, around.site, around.namespaces):
            yield ConditionNotice("notice-long-list", self.page, (written_on.MOST_LISTED,))

    def meeting(self, around: ConditionContext) -> Asking[tuple[int, ...]]:
        """What it lists."""
        yield from ()
        return tuple(sorted(around.listed.get(self, ())))

    def on(self, wiki: str, led: Led) -> ListedOn | None:
        """The list's counterpart there."""
        page = led(self.page)
        return ListedOn(page) if page else None

    def said(self, named: Named) -> Message:
        """``it is linked from Project:Worklist``."""
        return message("when-listed", named(self.page))


def _links_of(page: PageText, around: ConditionContext) -> Question[Mapping[int, Page]] | None:
    """A list on which the bot writes is read from its text."""
    if not page.exists:
        return None
    if not is_written_on(page):
        return Linked(page.title, around.namespaces)
    titles = links_on(page, around.site, around.namespaces)
    return PagesTitled(titles) if titles else None


def _shown_on(page: PageText, around: ConditionContext) -> tuple[Linked, ...]:
    """Pages whose links readers see on one on which the bot writes, because it transcludes them."""
    site = around.site
    title = site.title(page.title) if is_written_on(page) and "{{" in page.text else None
    if title is None:
        return ()
    text = without_blocks(page.text)
    own = Transclusions(site, title, (title,)).own(text, ())
    others = (one for one in called(text, site) if one.namespace not in (TEMPLATE, USER))
    pages = [one for one in dict.fromkeys((*own, *others)) if one != title][:MOST_SHOWN]
    return tuple(Linked(site.full_title(one), around.namespaces) for one in pages)


NOTE = "templates on lists"
"""Under which the lists are remembered whose templates all link by themselves."""


def named_in_templates(
    page: PageText, linked: Iterable[Page], around: ConditionContext
) -> Asking[frozenset[int]]:
    """The articles that a list names in templates, beside those that the wiki says it links to."""
    pairs = _pairs(page, around)
    there = {found.title for found in linked}
    missing = [title for _, title in pairs if around.site.full_title(title) not in there]
    remembered = around.remembered.get(NOTE) or {}
    if not missing or remembered.get(page.title) == page.revid:
        return frozenset()
    templates = {template for template, _ in pairs}
    titles = map(around.site.full_title, [*missing, *templates])
    question = PagesTitled(tuple(dict.fromkeys(titles)))
    answers = yield (question,)
    found = answers[question]
    if templates <= {around.site.title(one.title) for one in found.values()}:
        known = around.remembered.get(NOTE) or {}
        around.remembered.put(NOTE, {**known, page.title: page.revid})
    return frozenset(pageid for pageid, one in found.items() if one.namespace in around.namespaces)


def _pairs(page: PageText, around: ConditionContext) -> list[tuple[Title, Title]]:
    """Each template with the article that it names."""
    return [
        (template, title)
        for template, target in titles_in_templates(readable(page.text), around.site)
        if (title := around.site.title(target)) and title.namespace in around.namespaces
    ]
