"""A campaign whose page was moved, asked for by its old title: a redirect leads to it, or the wiki's log."""

from __future__ import annotations

from bot.mediawiki.queries import MovedTo
from bot.mediawiki.site import Title
from bot.operations.campaign_page import campaign_texts, why_no_campaign
from bot.operations.context import Tools
from bot.operations.former_names import HOPS, target


def present_title(title: Title, tools: Tools) -> Title | None:
    """The campaign to which a title leads that is none itself; None where it leads to none.

    Raises WikiUnavailable.
    """
    seen = {title}
    # The title itself is the first that is read.
    for _ in range(HOPS + 1):
        name = tools.site.full_title(title)
        question = campaign_texts((name,), tools)
        page = tools.source.ask(question)[question][name]
        if page.exists and not page.redirect:
            return title if len(seen) > 1 and why_no_campaign(title, page, tools) is None else None
        further = target(page, tools.site) if page.redirect else _moved_to(name, tools)
        if further is None or further in seen:
            return None
        seen.add(further)
        title = further
    return None


def _moved_to(name: str, tools: Tools) -> Title | None:
    """Where a page went that left no redirect."""
    question = MovedTo(name)
    moved = tools.source.ask(question)[question]
    return tools.site.plain_title(moved) if moved else None
