"""A table of participants over several pages: who stands on which, and the ways from one to another.

No page says how many there are: when somebody joins, only those pages change on which people move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.counting.standings import Row
from bot.declaration.schema.reach import is_below
from bot.mediawiki.site import Title
from bot.mediawiki.titles import is_legal
from bot.render.look import SEPARATOR, line, passage
from bot.render.table import LONGEST
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say

FURTHER = 1000
"""Participants on a further page: about 250 KB, which a wiki parses in less than a second. With twice as many
a phone takes its time, and each save of a rank that moved would be twice as large."""


@dataclass(frozen=True, slots=True)
class TablePage:
    """Who stands on one page. Pages have a ``number``, and people a place in the list, both from 1.

    ``last`` is the place of the last of a full page, None where the list ends.
    """

    number: int
    first: int
    last: int | None
    rows: Sequence[Row]

    @property
    def whole(self) -> bool:
        """Whether there is no other page."""
        return self.number == 1 and self.last is None


@dataclass(frozen=True, slots=True)
class PagedTable:
    """A table that goes over several pages.

    ``block`` is the name of its output, ``word`` what its further pages are called, in English on every wiki,
    as the settings are. ``unneeded`` is the message on a page that is not needed any more.
    """

    block: str
    word: str
    unneeded: str

    @property
    def anchor(self) -> str:
        """Where the table begins on the first page, which other things stand on as well."""
        return f"campaignbot-{self.block}"

    def parts(
        self, rows: Sequence[Row], view: View, first: int = LONGEST, further: int = FURTHER
    ) -> list[TablePage]:
        """The rows in their order, so many on the first page and so many on each further one."""
        cuts = [0, *range(first, len(rows), further)]
        if self.title(len(cuts), view) is None:
            cuts = cuts[:1]
        ends: list[int | None] = [*cuts[1:], None]
        return [
            TablePage(number, start + 1, end, rows[start : first if number == 1 else end])
            for number, (start, end) in enumerate(zip(cuts, ends, strict=True), 1)
        ]

    def title(self, number: int, view: View) -> str | None:
        """The full title of a page; None where the table is published nowhere, or the title is too long.

        Where the table has a page to itself, the others are called as those of the details are. Below a
        page that is not the campaign's own nothing is made: the others stand below the campaign's page then.
        """
        publish = view.campaign.publish
        base = publish.get(self.block)
        if base is None:
            return None
        if number == 1:
            return view.site.full_title(base)
        page = view.campaign.page
        shared = {page, *(title for name, title in publish.items() if name != self.block)}
        if base != page and not is_below(base, page):
            base = page
        # A page with a name of one's own keeps it.
        name = f"{base.name}/{self.word} {number}" if base in shared else f"{base.name}/{number}"
        return view.site.full_title(Title(base.namespace, name)) if is_legal(name) else None

    def ways(self, part: TablePage, found: Sequence[TablePage], view: View) -> list[str]:
        """The line of links: from the first page to all others, from these to the nearest. None if it is
        one.
        """
        if part.whole:
            return []
        if part.number == 1:
            links = [self._link(other.number, range_of(other, view), view) for other in found[1:]]
            return [say(view.texts, "leaderboard-further", markup(SEPARATOR.join(links)))]
        campaign = page_link(view.site.full_title(view.campaign.page))
        back = say(view.texts, "leaderboard-back", markup(campaign))
        return [SEPARATOR.join([back, *self._nearest(part, len(found), view)])]

    def lead(self, part: TablePage, links: Sequence[str]) -> list[str]:
        """The links above the list; those of the first page are where the others lead back to."""
        return [f'<span id="{self.anchor}"></span>{one}' for one in links] if part.number == 1 else [*links]

    def no_more(self, view: View) -> str:
        """What stands on a page that is not needed any more."""
        first = self.title(1, view)
        said = say(view.texts, self.unneeded, markup(page_link(first or "")))
        return passage(line(said), view.texts)

    def _nearest(self, part: TablePage, count: int, view: View) -> Iterator[str]:
        texts = view.texts
        yield page_link(self.title(1, view) or "", texts("leaderboard-first"), self.anchor)
        if part.number > 2:
            yield self._link(part.number - 1, texts("leaderboard-previous"), view)
        if part.number < count:
            yield self._link(part.number + 1, texts("leaderboard-next"), view)

    def _link(self, number: int, label: str, view: View) -> str:
        return page_link(self.title(number, view) or "", label)


def range_of(part: TablePage, view: View) -> str:
    """Whose places are on a page: ``501–1,500``, of the last one ``from 1,501 on``."""
    if part.last is None:
        return view.texts("leaderboard-from", part.first)
    return view.texts("leaderboard-range", part.first, part.last)
