"""From what a page declares to its standings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.counting.scoring import standings
from bot.counting.standings import Standings
from bot.declaration.campaign import Campaign, CampaignWiki
from bot.declaration.read import Declaration
from bot.features.outputs.registry import OUTPUTS
from bot.i18n.collation import collate
from bot.i18n.months import signature_months
from bot.i18n.sections import participants_headings
from bot.mediawiki.queries import PageText
from bot.operations.context import WikiContext
from bot.operations.counting.breakdowns import Breakdowns, WikiDetails
from bot.operations.counting.budget import Budget
from bot.operations.counting.campaign_counting import count_campaign
from bot.operations.counting.counted import Counted
from bot.operations.counting.participants import SignUpReading
from bot.operations.counting.renames import WIKI
from bot.operations.counting.work import CampaignWork, WikiWork
from bot.operations.ports import CampaignResults
from bot.render.view import Data
from bot.render.wiki_links import WikiLinks


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

    @property
    def links(self) -> Mapping[str, WikiLinks]:
        """How pages of the other wikis are linked from that of the campaign, by address."""
        home = self.work.home.site
        return {wiki.wiki: WikiLinks.between(home, wiki.site, wiki.host) for wiki in self.work.others}

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
    work = _work(page, declaration, campaign, context, shown_as_counted)
    settings = context.settings
    budget = Budget.begin(settings.slice_edits, settings.slice_seconds, context.clock)
    counted = count_campaign(work, page, now, budget)
    wikis = {
        wiki.wiki: WikiDetails(wiki.wiki_cache, wiki.wholes(counted.campaigns.get(wiki.wiki, campaign)))
        for wiki in work.wikis
    }
    known = Breakdowns(
        counted.accounts,
        counted.scoring,
        work.results,
        wikis,
        counted.details,
        counted.signed_up,
        counted.unified,
    )
    return Count(counted, known, work)


def _work(
    page: PageText,
    declaration: Declaration,
    campaign: Campaign,
    context: WikiContext,
    shown_as_counted: int,
) -> CampaignWork:
    """Everything that counting needs, on all wikis of the campaign. Raises WikiUnavailable."""
    results = context.memory.results(context.address, page.pageid)
    own = CampaignWiki(context.address, context.site.host)
    articles = next((one.articles for one in campaign.wikis if one.address == own.address), None)
    home = _wiki_work(replace(own, articles=articles), context, results)
    wikis = [
        home if one.address == home.wiki else _wiki_work(one, context.others(one.address), results)
        for one in campaign.wikis or (own,)
    ]
    return CampaignWork(
        campaign,
        home,
        tuple(wikis),
        _reading(campaign, context),
        declaration,
        results,
        context.settings.full_reading,
        campaign.end + context.settings.grace,
        shown_as_counted,
    )


def _wiki_work(wiki: CampaignWiki, context: WikiContext, results: CampaignResults) -> WikiWork:
    address, memory = context.address, context.memory
    return WikiWork(
        address,
        wiki.host,
        context.site,
        context.wiki.syntax,
        context.source,
        memory.wiki_cache(address),
        results.on(address),
        memory.results(address, WIKI),
        wiki.articles,
    )


def _reading(campaign: Campaign, context: WikiContext) -> SignUpReading:
    languages = dict.fromkeys((context.site.language, campaign.language, "en"))
    return SignUpReading(
        participants_headings(languages),
        context.wiki_settings.user_templates,
        context.settings.most_participants,
        context.wiki.account,
        signature_months(tuple(languages)),
        context.preload is not None,
    )


def fingerprint(text: str) -> str:
    """A short name for a text, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
