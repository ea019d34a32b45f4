"""Whether all is still as it was when the turn began: the pages are read again before a late or second save.

Rule: docs/organizers.md, "Where output goes": what was moved, replaced or stopped meanwhile is not written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.mediawiki.outcomes import Failure, NotSaved
from bot.mediawiki.queries import PageText
from bot.operations.campaign_page import Opened, declared_texts, open_page, why_no_campaign
from bot.operations.former_names import Pages
from bot.operations.publish import TargetPage
from bot.operations.target_pages import TargetPages

FRESH = timedelta(seconds=30)
"""What was read longer ago is read again before a page is saved by it."""


class Rereading:
    """The eyes of one turn on its pages. ``opened`` is what it began with."""

    def __init__(self, target_pages: TargetPages, opened: Opened) -> None:
        self._target_pages = target_pages
        self._began = opened
        self._declared = declared_texts(opened.page.text)
        self._seen = {opened.page.title: opened.at, opened.talk.title: opened.at}
        self.shut_off = opened.shut_off
        """Whether somebody has stopped the bot, as far as it is known."""

    def read(self, at: datetime, *targets: TargetPage) -> None:
        """Note that these were read at a moment; the campaign's own page is known already."""
        for target in targets:
            self._seen.setdefault(target.page.title, at)

    def is_old(self, target: TargetPage) -> bool:
        """Whether the page, or the campaign's own, was read too long ago to save anything by it."""
        now, never = self._target_pages.context.clock(), datetime.min.replace(tzinfo=self._began.at.tzinfo)
        seen = (self._seen.get(title, never) for title in (self._began.page.title, target.page.title))
        # A clock that was set meanwhile says nothing about how long ago it was.
        return any(abs(now - moment) >= FRESH for moment in seen)

    def again(self, target: TargetPage) -> TargetPage | NotSaved:
        """The page as it is now; why it must not be written any more. Raises WikiUnavailable.

        One request reads the campaign's page, its talk page, the shutoff page, and the target page with those
        above it.
        """
        site = self._target_pages.context.site
        title = site.plain_title(target.page.title)
        if title is None:
            return NotSaved(target.page.title, Failure.OTHER_PAGE)
        involved = [] if target.shared else self._target_pages.involved(title)
        opened = open_page(
            self._target_pages.title, self._target_pages.context, map(site.full_title, involved)
        )
        now = self._laid_out(target, opened, {one: opened.others[site.full_title(one)] for one in involved})
        self.shut_off = opened.shut_off
        self._seen |= dict.fromkeys((opened.page.title, opened.talk.title, now.page.title), opened.at)
        failure = self._why_not(opened, target, now) or _why_closed(target, now)
        return NotSaved(target.page.title, failure) if failure else now

    def _laid_out(self, target: TargetPage, opened: Opened, pages: Pages) -> TargetPage:
        """The target page as it is now."""
        if target.shared:
            return replace(target, page=opened.talk, others=self._target_pages.talk(opened.talk, "").others)
        title = next(iter(pages), self._target_pages.title)
        page = pages.get(title, opened.page)
        return replace(target, page=page, others=bool(pages) and self._target_pages.is_others(title, pages))

    def _why_not(self, opened: Opened, target: TargetPage, now: TargetPage) -> Failure | None:
        if opened.shut_off:
            return Failure.SHUT_OFF
        if target.page.exists and not now.page.exists:
            return Failure.DELETED
        if target.page.exists and now.page.pageid != target.page.pageid:
            return Failure.OTHER_PAGE
        return self._why_ended(opened.page)

    def _why_ended(self, page: PageText) -> Failure | None:
        """Why the campaign is not what it was when the turn began."""
        same = page.pageid == self._began.page.pageid
        if (
            not same
            or why_no_campaign(self._target_pages.title, page, self._target_pages.context) is not None
        ):
            return Failure.NO_CAMPAIGN
        return None if declared_texts(page.text) == self._declared else Failure.CHANGED


def _why_closed(before: TargetPage, now: TargetPage) -> Failure | None:
    """Why nothing is to be written on the page as it is now: what it is, or where its blocks are."""
    if now.closed:
        return Failure.NOT_ALLOWED
    found = before.found
    return None if [name for name in now.found if name in found] == found else Failure.CHANGED
