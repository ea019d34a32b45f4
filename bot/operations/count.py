"""From what a page declares to its standings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.counting.scoring import standings
from bot.counting.standings import Standings
from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration
from bot.features.outputs.registry import OUTPUTS
from bot.i18n.collation import collate
from bot.i18n.sections import participants_headings
from bot.mediawiki.queries import PageText
from bot.operations.context import WikiContext
from bot.operations.counting.breakdowns import Breakdowns
from bot.operations.counting.budget import Budget
from bot.operations.counting.campaign_counting import count_campaign
from bot.operations.counting.counted import Counted
from bot.operations.counting.participants import SignUpReading
from bot.operations.counting.renames import WIKI
from bot.operations.counting.work import CampaignWork
from bot.render.view import Data


@dataclass(frozen=True)
class Count:
    """What counting came to, and where to look up what it is made of."""

    counted: Counted
    breakdowns: Breakdowns
    work: CampaignWork

    def standings(self, campaign: Campaign) -> Standings:
        """Who stands where."""
        found = self.counted
        return standings(found.participants, found.sums, found.scoring, collate(campaign.language))

    def shown(self, campaign: Campaign, table: Standings) -> Mapping[Data[Any], Any]:
        """What the outputs of a campaign show beside the standings."""
        wanted = dict.fromkeys(data for name in campaign.publish for data in OUTPUTS[name].data)
        return {data: data.read(self.breakdowns, table) for data in wanted}


def count(
    page: PageText,
    declaration: Declaration,
    context: WikiContext,
    now: datetime,
    shown_as_counted: int = 0,
) -> Count:
    """Bring the campaign's counts up to date, as far as one turn reaches. Raises WikiUnavailable.

    ``shown_as_counted``: see ``CampaignWork``. ValueError for a declaration with problems.
    """
    campaign = declaration.campaign
    if campaign is None:
        raise ValueError("nothing can be counted by a declaration with problems")
    wiki_cache = context.memory.wiki_cache(context.address)
    results = context.memory.results(context.address, page.pageid)
    settings = context.settings
    work = CampaignWork(
        campaign,
        context.address,
        context.site,
        _reading(campaign, context),
        declaration,
        context.wiki.syntax,
        wiki_cache,
        results,
        context.memory.results(context.address, WIKI),
        settings.full_reading,
        campaign.end + settings.grace,
        shown_as_counted,
    )
    budget = Budget.begin(settings.slice_edits, settings.slice_seconds, context.clock)
    counted = count_campaign(work, page, now, context.source, budget)
    known = (counted.accounts, counted.scoring, wiki_cache, results, work.wholes)
    return Count(counted, Breakdowns(*known, counted.details, counted.joined), work)


def _reading(campaign: Campaign, context: WikiContext) -> SignUpReading:
    languages = dict.fromkeys((context.site.language, campaign.language, "en"))
    return SignUpReading(
        participants_headings(languages),
        context.wiki_settings.user_templates,
        context.settings.most_participants,
        context.wiki.account,
    )


def fingerprint(text: str) -> str:
    """A short name for a text, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
