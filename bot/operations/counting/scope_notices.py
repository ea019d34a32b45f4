"""What is amiss with the pages that a scope names: they are not there, or lead to no article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.declaration.campaign import Campaign
from bot.declaration.condition_trees import leaves, positive
from bot.declaration.read import Declaration
from bot.features.conditions.condition import ConditionNotice, Leaf
from bot.mediawiki.queries import NamespacesOf, PageText
from bot.mediawiki.site import CATEGORY, Site, Title
from bot.messages import Remark, message
from bot.operations.counting.pending_notes import PendingNotes
from bot.wikitext.category_redirects import leads_to

NOTE = "namespaces"

Found = Mapping[NamespacesOf, frozenset[int]]


class ScopeNotices:
    """Tells it. ``notes`` remember which categories and templates have articles; None: nothing is asked."""

    def __init__(
        self, campaign: Campaign, site: Site, declaration: Declaration, notes: PendingNotes | None
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._declaration = declaration
        self._notes = notes
        scope = campaign.articles.scope
        listed = positive(scope)
        self._leaves: tuple[Leaf, ...] = tuple(dict.fromkeys(leaves(scope) if listed is None else listed))

    def questions(self) -> tuple[NamespacesOf, ...]:
        """Of what kind the pages are that categories and templates lead to, as far as nobody knows."""
        if self._notes is None:
            return ()
        fine = self._notes.get(NOTE) or []
        return tuple(
            asked for leaf in self._leaves if (asked := leaf.kind(self._site)) and asked.title not in fine
        )

    def keep(self, found: Found) -> None:
        """Remember those that have articles: nobody asks about them again."""
        articles = self._campaign.articles.namespaces
        fine = {question.title for question, numbers in found.items() if numbers & articles}
        if fine and self._notes:
            self._notes.put(NOTE, sorted({*(self._notes.get(NOTE) or []), *fine}))

    def notices(
        self, titles: Iterable[Title], texts: Mapping[str, PageText], found: Found
    ) -> Iterable[Remark]:
        """What to tell; ``titles`` are all that the settings name."""
        for title in titles:
            page = texts[self._site.full_title(title)]
            if title.namespace == CATEGORY:
                yield from self._of_category(title, page)
            elif not page.exists:
                yield self.remark("notice-no-page", title)
        for leaf in self._leaves:
            yield from map(self.doubted, leaf.doubts(lambda title: texts[self._site.full_title(title)]))
            asked = leaf.kind(self._site)
            if asked in found and asked and self._only_talk(found[asked]):
                yield self.remark("notice-only-talk-pages", leaf.named[0])

    def _of_category(self, title: Title, page: PageText) -> Iterable[Remark]:
        moved = self._site.title(page.title)
        elsewhere = None if page.members else leads_to(page.text, self._site)
        if page.exists and moved and moved != title and moved.namespace == CATEGORY:
            yield self.remark("notice-category-moved", title, moved.name)
        elif elsewhere:
            yield self.remark("notice-category-moved", title, elsewhere.name)
        elif not page.exists and not page.members:
            yield self.remark("notice-no-category", title)

    def _only_talk(self, numbers: frozenset[int]) -> bool:
        return bool(numbers) and all(number % 2 for number in numbers)

    def doubted(self, doubt: ConditionNotice) -> Remark:
        """What a condition found amiss."""
        return self.remark(doubt.key, doubt.title, *doubt.params)

    def remark(self, key: str, title: Title, *params: int | str) -> Remark:
        """A notice about a page, with the line that names it."""
        written = self._declaration.written.get(title)
        said = message(key, self._site.full_title(title), *params)
        return self._declaration.remark(said, written.line if written else None)
