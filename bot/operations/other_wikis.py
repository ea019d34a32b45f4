"""The wikis that a campaign names beside that of its page, during its turn."""

from __future__ import annotations

from dataclasses import replace

from bot.declaration.campaign import Campaign
from bot.mediawiki.queries import Events
from bot.operations.context import WikiContext
from bot.operations.counting.log_events import OVERLAP
from bot.operations.lease import Lease, LeaseRenewingSource
from bot.operations.ports import Source


def begin_others(campaign: Campaign, context: WikiContext) -> None:
    """A turn that has begun on the page's wiki begins on the campaign's others. Raises WikiUnavailable."""
    for wiki in campaign.wikis:
        if wiki.address != context.address:
            context.others(wiki.address).begin()


def renewing(context: WikiContext, turn: Lease) -> WikiContext:
    """A wiki, and those that campaigns name beside it, that keep the turn while they are asked."""

    def other(address: str) -> WikiContext:
        found = context.others(address)
        return replace(found, source=LeaseRenewingSource(found.source, turn))

    return replace(context, source=LeaseRenewingSource(context.source, turn), others=other)


def sources(campaign: Campaign, context: WikiContext) -> list[Source]:
    """Where facts about the wikis of a campaign come from, that of its page first."""
    others = (wiki.address for wiki in campaign.wikis if wiki.address != context.address)
    return [context.source, *(context.others(address).source for address in others)]


def logged(campaign: Campaign, pageid: int, context: WikiContext) -> frozenset[str]:
    """The pages to which something happened since the campaign's last turn, as the wikis' logs tell."""
    last = context.memory.last_check(context.address, pageid)
    if last is None:
        return frozenset()
    question = Events(last.at - OVERLAP)
    events = [event for one in sources(campaign, context) for event in one.ask(question)[question]]
    return frozenset(title for event in events for title in (event.title, event.target) if title)
