"""Edits that cannot count and that people ask about: those of the last days before the start, and of drafts.

They are read along with the others, and only for a campaign whose details are published: these show them,
each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.counting.eligibility import Eligibility, Facts, Reason, place_reason
from bot.declaration.campaign import Campaign
from bot.declaration.schema.reach import is_below, is_code
from bot.mediawiki.models import Page, Revision
from bot.mediawiki.site import USER, Site

EARLY = timedelta(days=7)
"""So long before the start an edit was made early; what is older belongs to another time."""
DRAFT = "Draft"
"""The English name of a namespace for drafts, where a wiki has one. Else they are below user pages."""


@dataclass(frozen=True)
class EarlyEdits:
    """What is read for one campaign beside the edits that may count.

    ``told``: one of its outputs tells of them.
    """

    campaign: Campaign
    site: Site
    told: bool

    @property
    def wanted(self) -> bool:
        """Whether anybody is told: where whoever edits takes part, nobody is known before the first edit."""
        return self.told and not self.campaign.participants.everybody

    @property
    def since(self) -> datetime:
        """From when on edits are read."""
        return self.campaign.start - EARLY if self.wanted else self.campaign.start

    @property
    def namespaces(self) -> frozenset[int]:
        """Those in which edits are read."""
        counting = self.campaign.articles.namespaces
        return counting | self._drafts if self.wanted else counting

    @property
    def _drafts(self) -> frozenset[int]:
        named = (number for number, one in self.site.namespaces.items() if DRAFT in one.names)
        return frozenset({USER, *named}) - self.campaign.articles.namespaces

    def evaluated(
        self, revisions: Iterable[Revision], pages: Mapping[int, Page], facts: Facts
    ) -> list[Eligibility]:
        """Those of these edits that are to be told, with their reasons."""
        return [
            Eligibility(one, reason)
            for one in revisions
            if self.wanted and one.visible and (page := pages.get(one.pageid))
            if (reason := self._reason(one, page, facts))
        ]

    def _reason(self, revision: Revision, page: Page, facts: Facts) -> Reason | None:
        if revision.timestamp >= self.campaign.start:
            return Reason.NOT_AN_ARTICLE if self._is_draft(page) else None
        counts = place_reason(page, self.campaign, facts, aged=False) is None
        return Reason.BEFORE_START if counts else None

    def _is_draft(self, page: Page) -> bool:
        if page.namespace not in self._drafts:
            return False
        title = self.site.plain_title(page.title)
        if title is None or is_code(title) or page.redirect:
            return False
        own = title == self.campaign.page or is_below(title, self.campaign.page)
        return not own and (page.namespace != USER or "/" in title.name)
