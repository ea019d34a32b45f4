"""Where outputs stand that are not on the campaign's page: links in the box, and words in their old place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.render.look import SEPARATOR, line, passage
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say

HEADINGS: Mapping[str, str] = {
    "goals": "heading-goals",
    "leaderboard": "heading-leaderboard",
    "teams": "heading-teams",
    "articles": "heading-articles",
    "details": "heading-details",
}
"""What each output is called."""


def elsewhere_links(view: View) -> Iterable[str]:
    """A line with a link to each output that stands on another page; none where all are on this one."""
    links = [link for name in HEADINGS if (link := _link(name, view))]
    if links:
        yield line(SEPARATOR.join(links))


def in_its_old_place(name: str, view: View) -> str:
    """What stands in the block of an output that is on the campaign's page no more."""
    link = _link(name, view)
    said = say(view.texts, "output-moved", markup(link)) if link else say(view.texts, "output-withdrawn")
    return passage(line(said), view.texts)


def _link(name: str, view: View) -> str | None:
    """None where it is on the campaign's own page, or nowhere."""
    title = view.campaign.publish.get(name)
    if title is None or title == view.campaign.page or name not in HEADINGS:
        return None
    return page_link(view.site.full_title(title), view.texts(HEADINGS[name]))
