"""Articles on a worklist that stand in templates such as ``{{ill|Title|de}}``.

Where the wiki has the template, its link is among the page's links. Where it has not, the article is read
from the list's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.mediawiki.models import Page
from bot.mediawiki.queries import PagesTitled, PageText
from bot.mediawiki.site import Site, Title
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source
from bot.wikitext.list_templates import titles_in_templates
from bot.wikitext.visible_text import readable

NOTE = "templates on lists"


class WorklistTemplates:
    """Looks for them. ``notes`` remember the lists whose templates all link by themselves; None: ask."""

    def __init__(self, site: Site, namespaces: frozenset[int], notes: PendingNotes | None) -> None:
        self._site = site
        self._namespaces = namespaces
        self._notes = notes

    def more(self, page: PageText, linked: Iterable[Page], source: Source) -> Mapping[int, Page]:
        """The articles that a list names in templates, beside those that the wiki says it links to."""
        pairs = [
            (template, title)
            for template, target in titles_in_templates(readable(page.text), self._site)
            if (title := self._site.title(target)) and title.namespace in self._namespaces
        ]
        there = {found.title for found in linked}
        missing = [title for _, title in pairs if self._site.full_title(title) not in there]
        if not missing or self._known(page):
            return {}
        templates = {template for template, _ in pairs}
        question = PagesTitled(self._full([*missing, *templates]))
        answer = source.ask(question)[question]
        present = {found.title for found in answer.values()}
        if templates <= {self._site.title(title) for title in present}:
            self._know(page)
        return {pageid: found for pageid, found in answer.items() if found.namespace in self._namespaces}

    def _full(self, titles: Iterable[Title]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._site.full_title, titles)))

    def _known(self, page: PageText) -> bool:
        notes = (self._notes.get(NOTE) if self._notes else None) or {}
        return bool(notes.get(page.title) == page.revid)

    def _know(self, page: PageText) -> None:
        if self._notes:
            self._notes.put(NOTE, {**(self._notes.get(NOTE) or {}), page.title: page.revid})
