"""The leaderboard over several pages: who stands on which, and the ways from one to another.

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

BLOCK = "leaderboard"
FURTHER = 1000
"""Participants on a further page: about 250 KB, which a wiki parses in less than a second. With twice as many
a phone takes its time, and each save of a rank that moved would be twice as large."""
ANCHOR = "campaignbot-leaderboard"
"""Where the table begins on the first page, which other things stand on as well."""


@dataclass(frozen=True, slots=True)
class LeaderboardPage:
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


def parts(view: View, first: int = LONGEST, further: int = FURTHER) -> list[LeaderboardPage]:
    """Everybody in rank order, so many on the first page and so many on each further one."""
    rows = view.standings.rows
    cuts = [0, *range(first, len(rows), further)]
    if page_title(len(cuts), view) is None:
        cuts = cuts[:1]
    ends: list[int | None] = [*cuts[1:], None]
    return [
        LeaderboardPage(number, start + 1, end, rows[start : first if number == 1 else end])
        for number, (start, end) in enumerate(zip(cuts, ends, strict=True), 1)
    ]


def page_title(number: int, view: View) -> str | None:
    """The full title of a page; None where the leaderboard is published nowhere, or the title is too long.

    Where the leaderboard has a page to itself, the others are called as those of the details are. Below a
    page that is not the campaign's own nothing is made: the others stand below the campaign's page then.
    """
    publish = view.campaign.publish
    base = publish.get(BLOCK)
    if base is None:
        return None
    if number == 1:
        return view.site.full_title(base)
    shared = {view.campaign.page, *(title for name, title in publish.items() if name != BLOCK)}
    page = view.campaign.page
    if base != page and not is_below(base, page):
        base = page
    # In English on every wiki, as the settings are; a page with a name of one's own keeps it.
    name = f"{base.name}/Leaderboard {number}" if base in shared else f"{base.name}/{number}"
    return view.site.full_title(Title(base.namespace, name)) if is_legal(name) else None


def range_of(part: LeaderboardPage, view: View) -> str:
    """Whose places are on a page: ``501–1,500``, of the last one ``from 1,501 on``."""
    if part.last is None:
        return view.texts("leaderboard-from", part.first)
    return view.texts("leaderboard-range", part.first, part.last)


def ways(part: LeaderboardPage, found: Sequence[LeaderboardPage], view: View) -> list[str]:
    """The line of links: from the first page to all others, from these to the nearest. None if it is one."""
    if part.whole:
        return []
    if part.number == 1:
        links = [_link(other.number, range_of(other, view), view) for other in found[1:]]
        return [say(view.texts, "leaderboard-further", markup(SEPARATOR.join(links)))]
    campaign = page_link(view.site.full_title(view.campaign.page))
    back = say(view.texts, "leaderboard-back", markup(campaign))
    return [SEPARATOR.join([back, *_nearest(part, len(found), view)])]


def no_more(view: View) -> str:
    """What stands on a page that is not needed any more."""
    first = page_title(1, view)
    said = say(view.texts, "leaderboard-no-more", markup(page_link(first or "")))
    return passage(line(said), view.texts)


def _nearest(part: LeaderboardPage, count: int, view: View) -> Iterator[str]:
    texts = view.texts
    yield page_link(page_title(1, view) or "", texts("leaderboard-first"), ANCHOR)
    if part.number > 2:
        yield _link(part.number - 1, texts("leaderboard-previous"), view)
    if part.number < count:
        yield _link(part.number + 1, texts("leaderboard-next"), view)


def _link(number: int, label: str, view: View) -> str:
    return page_link(page_title(number, view) or "", label)
