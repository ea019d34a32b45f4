"""What the marks on other pages call a campaign whose page was moved: titles that redirects lead from to it.

Which titles were followed is noted, so that the next update reads them along with the other pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.mediawiki.naming import named
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Site, Title
from bot.operations.ports import CampaignResults
from bot.wikitext.block_markers import markers

Pages = Mapping[Title, PageText]
NOTE = "names-followed"
HOPS = 3
"""So many redirects are followed from the name in a mark to the campaign's page."""
NAMES = 10
"""So many names of other pages are looked up for one campaign: these pages are then read at each update."""
_LINK = re.compile(r"\[\[([^\[\]{}|<>\n]+)")


def noted(results: CampaignResults, site: Site) -> list[Title]:
    """The titles that were followed the last time."""
    names = results.note(NOTE) or []
    return [title for name in names if (title := site.plain_title(name))]


def note(followed: Iterable[Title], results: CampaignResults, site: Site) -> None:
    """Keep in mind which titles were followed."""
    names = sorted(map(site.full_title, followed))
    if names != (results.note(NOTE) or []):
        results.put_note(NOTE, names)


@dataclass(frozen=True)
class Former:
    """Finds the titles that lead to the campaign on ``title``. ``read`` gives pages as they are now."""

    title: Title
    site: Site
    read: Callable[[Iterable[Title]], Pages]

    def followed(
        self, guests: Iterable[tuple[PageText, Collection[str]]], pages: dict[Title, PageText]
    ) -> list[Title]:
        """The titles that the marks of these blocks of pages name, and those that they lead to.

        ``pages`` are those that are known already; the others are read and added. Raises WikiUnavailable.
        """
        names = dict.fromkeys(title for page, blocks in guests for title in self._named_on(page, blocks))
        followed: dict[Title, None] = {}
        waiting = [title for title in names if title != self.title][:NAMES]
        for _ in range(HOPS):
            followed |= dict.fromkeys(waiting)
            if unknown := [title for title in waiting if title not in pages]:
                pages.update(self.read(unknown))
            ends = (self._target(pages[title]) for title in waiting)
            waiting = [title for title in ends if title and title != self.title and title not in followed]
        return list(followed)

    def leads_here(self, title: Title, pages: Pages) -> bool:
        """Whether redirects lead from there to the campaign's page, by what these pages say."""
        for _ in range(HOPS):
            page = pages.get(title)
            target = self._target(page) if page else None
            if target is None or target == self.title:
                return target is not None
            title = target
        return False

    def _named_on(self, page: PageText, blocks: Collection[str]) -> Iterable[Title]:
        marks = (mark for mark in markers(page.text) if mark.of and mark.name in blocks)
        return (title for mark in marks if (title := named(mark.of, self.site)))

    def _target(self, page: PageText) -> Title | None:
        return target(page, self.site)


def target(page: PageText, site: Site) -> Title | None:
    """Where a redirect leads; None for what is none."""
    link = _LINK.search(page.text) if page.redirect else None
    return site.title(link[1]) if link else None
