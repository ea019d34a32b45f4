"""What counting one campaign is made with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.declaration.campaign import Articles, Campaign
from bot.declaration.read import Declaration
from bot.mediawiki.site import Site
from bot.operations.counting.participants import SignUpReading
from bot.operations.counting.wholes import Wholes
from bot.operations.ports import CampaignResults, Source, WikiCache
from bot.wikitext.scanner.syntax import Syntax


@dataclass(frozen=True)
class WikiWork:
    """One campaign's counting on one wiki; ``wiki`` is its address, and ``host`` what people call it.

    ``results`` are the wiki's part of the campaign's, and ``wiki_results`` what is noted of the wiki itself,
    whatever the campaign. ``articles`` None: those of the campaign, by what their names mean on this wiki.
    """

    wiki: str
    host: str
    site: Site
    syntax: Syntax
    source: Source
    wiki_cache: WikiCache
    results: CampaignResults
    wiki_results: CampaignResults
    articles: Articles | None = None

    def wholes(self, campaign: Campaign) -> Wholes:
        """What articles come to as a whole; the campaign is as it is on this wiki."""
        return Wholes(campaign.articles.demands, self.syntax, self.wiki_cache)


@dataclass(frozen=True)
class CampaignWork:
    """One campaign's counting. ``home`` is the wiki of its page; ``wikis`` are those whose articles count.

    ``full_reading`` is how long it holds that everything was read at once. ``shown_as_counted`` is how many
    edits counted before none did, as the page tells; 0 where it tells nothing.
    """

    campaign: Campaign
    home: WikiWork
    wikis: tuple[WikiWork, ...]
    reading: SignUpReading
    declaration: Declaration
    results: CampaignResults
    full_reading: timedelta
    final_from: datetime
    shown_as_counted: int = 0

    @property
    def others(self) -> tuple[WikiWork, ...]:
        """The wikis beside that of the page."""
        return tuple(one for one in self.wikis if one.wiki != self.home.wiki)
