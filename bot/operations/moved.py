"""A campaign whose page was moved, asked for by its old title: a redirect leads to it, or the wiki's log."""

from __future__ import annotations

from bot.mediawiki.queries import MovedTo
from bot.mediawiki.site import Title
from bot.operations.campaign_page import campaign_texts, why_no_campaign
from bot.operations.context import WikiContext
from bot.operations.former_names import HOPS, target


def present_title(title: Title, context: WikiContext) -> Title | None:
    """The campaign to which a title leads that is none itself; None where it leads to none.

    Raises WikiUnavailable.
    """
    seen = {title}
    # The title itself is the first that is read.
    for _ in range(HOPS + 1):
        name = context.site.full_title(title)
        question = campaign_texts((name,), context)
        page = context.source.ask(question)[question][name]
        if page.exists and not page.redirect:
            return title if len(seen) > 1 and why_no_campaign(title, page, context) is None else None
        further = target(page, context.site) if page.redirect else _moved_to(name, context)
        if further is None or further in seen:
            return None
        seen.add(further)
        title = further
    return None


def _moved_to(name: str, context: WikiContext) -> Title | None:
    """Where a page went that left no redirect."""
    question = MovedTo(name)
    moved = context.source.ask(question)[question]
    return context.site.plain_title(moved) if moved else None
