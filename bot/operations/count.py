"""From what a page declares to its standings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.counting.scoring import standings
from bot.counting.standings import Standings
from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration
from bot.i18n.collation import collate
from bot.i18n.sections import participants_headings
from bot.mediawiki.queries import PageText
from bot.operations.context import Tools
from bot.operations.counting import Counted, Work
from bot.operations.counting.evidence import Evidence, by_user
from bot.operations.counting.people import Reading
from bot.operations.counting.renames import WIKI
from bot.operations.counting.slices import Slice
from bot.render.as_json import numbers
from bot.render.table import LONGEST


@dataclass(frozen=True)
class Count:
    """What counting came to, and where to look up what it is made of."""

    counted: Counted
    evidence: Evidence
    work: Work

    def standings(self, campaign: Campaign) -> Standings:
        """Who stands where."""
        found = self.counted
        return standings(found.participants, found.sums, found.scheme, collate(campaign.language))

    def shown(self, campaign: Campaign, table: Standings) -> dict[str, Any]:
        """What the outputs of a campaign show beside the standings, as fields of the view."""
        found: dict[str, Any] = {}
        if "articles" in campaign.publish:
            found["articles"] = self.evidence.latest(LONGEST)
        if "details" in campaign.publish:
            uncounted = self.evidence.uncounted([row.account.userid for row in table.rows])
            found["breakdowns"] = self.evidence.breakdowns(table.rows)
            found["uncounted"] = by_user(uncounted)
            found["pages"] = {one.page.pageid: one.page for one in uncounted}
        return found


def count(page: PageText, declaration: Declaration, campaign: Campaign, tools: Tools, now: datetime) -> Count:
    """Bring the campaign's counts up to date, as far as one turn reaches. Raises WikiUnavailable."""
    notebook = tools.memory.notebook(tools.address)
    ledger = tools.memory.ledger(tools.address, page.pageid)
    settings = tools.settings
    work = Work(
        campaign,
        tools.site,
        _reading(campaign, tools),
        declaration,
        tools.wiki.syntax,
        notebook,
        ledger,
        tools.memory.ledger(tools.address, WIKI),
        settings.full_reading,
        campaign.end + settings.grace,
    )
    share = Slice.begin(settings.slice_edits, settings.slice_seconds, tools.clock)
    counted = work.count(page, now, tools.source, share)
    return Count(counted, Evidence(counted.accounts, counted.scheme, notebook, ledger), work)


def _reading(campaign: Campaign, tools: Tools) -> Reading:
    languages = dict.fromkeys((tools.site.language, campaign.language, "en"))
    return Reading(
        participants_headings(languages),
        tools.wiki_settings.user_templates,
        tools.settings.most_participants,
        tools.wiki.account,
    )


def fingerprint(text: str) -> str:
    """A short name for a text, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def numbers_fingerprint(table: Standings) -> str:
    """A short name for everything that people can see of the numbers."""
    return fingerprint(json.dumps(numbers(table), sort_keys=True, ensure_ascii=False, default=str))
