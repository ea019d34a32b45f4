"""Where outputs stand that are not on the campaign's page: links in the box, and words in their old place."""

from __future__ import annotations

from collections.abc import Iterable

from bot.features.outputs.output import Output
from bot.render.look import SEPARATOR, line, passage
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say


def elsewhere_links(outputs: Iterable[Output], view: View) -> Iterable[str]:
    """A line with a link to each of these that stands on another page; none where all are on this one."""
    links = [link for output in outputs if (link := _link(output, view))]
    if links:
        yield line(SEPARATOR.join(links))


def in_its_old_place(output: Output, view: View) -> str:
    """What stands in the block of an output that is on the campaign's page no more."""
    if output.needs_names and not view.campaign.names:
        return unnamed_place(view)
    link = _link(output, view)
    said = say(view.texts, "output-moved", markup(link)) if link else say(view.texts, "output-withdrawn")
    return passage(line(said), view.texts)


def unnamed_place(view: View) -> str:
    """What stands in the place of names where nobody is named any more."""
    campaign = page_link(view.site.full_title(view.campaign.page), view.campaign.name)
    return passage(line(say(view.texts, "output-unnamed", markup(campaign))), view.texts)


def _link(output: Output, view: View) -> str | None:
    """None where it is on the campaign's own page, or nowhere."""
    title = view.campaign.publish.get(output.name)
    if title is None or title == view.campaign.page:
        return None
    return page_link(view.site.full_title(title), view.texts(output.heading))
