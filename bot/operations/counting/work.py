"""What counting one campaign is made with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration
from bot.mediawiki.site import Site
from bot.operations.counting.participants import SignUpReading
from bot.operations.counting.scope_lookup import ScopeLookup
from bot.operations.counting.wholes import Wholes
from bot.operations.ports import CampaignResults, WikiCache
from bot.wikitext.scanner.syntax import Syntax


@dataclass(frozen=True)
class CampaignWork:
    """One campaign's counting on a wiki, which is that of its page; ``wiki`` is its address.

    ``full_reading`` is how long it holds that everything was read at once. ``wiki_results`` is what is noted
    of the wiki itself, whatever the campaign. ``shown_as_counted`` is how many edits counted before none did,
    as the page tells; 0 where it tells nothing.
    """

    campaign: Campaign
    wiki: str
    site: Site
    reading: SignUpReading
    declaration: Declaration
    syntax: Syntax
    wiki_cache: WikiCache
    results: CampaignResults
    wiki_results: CampaignResults
    full_reading: timedelta
    final_from: datetime
    shown_as_counted: int = 0

    def scope_lookup(self) -> ScopeLookup:
        """Finds out which pages are in the scope."""
        return ScopeLookup(self.campaign, self.site, self.declaration)

    @property
    def wholes(self) -> Wholes:
        """What articles come to as a whole."""
        return Wholes(self.campaign.articles.demands, self.syntax, self.wiki_cache)
