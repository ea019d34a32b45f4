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
from bot.operations.publish import Sheet
from bot.operations.target_pages import Desk

FRESH = timedelta(seconds=30)
"""What was read longer ago is read again before a page is saved by it."""


class Rereading:
    """The eyes of one turn on its pages. ``opened`` is what it began with."""

    def __init__(self, desk: Desk, opened: Opened) -> None:
        self._desk = desk
        self._began = opened
        self._declared = declared_texts(opened.page.text)
        self._seen = {opened.page.title: opened.at, opened.talk.title: opened.at}
        self.shut_off = opened.shut_off
        """Whether somebody has stopped the bot, as far as it is known."""

    def read(self, at: datetime, *sheets: Sheet) -> None:
        """Note that these were read at a moment; the campaign's own page is known already."""
        for sheet in sheets:
            self._seen.setdefault(sheet.page.title, at)

    def is_old(self, sheet: Sheet) -> bool:
        """Whether the page, or the campaign's own, was read too long ago to save anything by it."""
        now, never = self._desk.tools.clock(), datetime.min.replace(tzinfo=self._began.at.tzinfo)
        seen = (self._seen.get(title, never) for title in (self._began.page.title, sheet.page.title))
        # A clock that was set meanwhile says nothing about how long ago it was.
        return any(abs(now - moment) >= FRESH for moment in seen)

    def again(self, sheet: Sheet) -> Sheet | NotSaved:
        """The page as it is now; why it must not be written any more. Raises WikiUnavailable.

        One request reads the campaign's page, its talk page, the shutoff page, and the sheet's with those
        above it.
        """
        site = self._desk.tools.site
        title = site.plain_title(sheet.page.title)
        if title is None:
            return NotSaved(sheet.page.title, Failure.OTHER_PAGE)
        involved = [] if sheet.shared else self._desk.involved(title)
        opened = open_page(self._desk.title, self._desk.tools, map(site.full_title, involved))
        now = self._laid_out(sheet, opened, {one: opened.others[site.full_title(one)] for one in involved})
        self.shut_off = opened.shut_off
        self._seen |= dict.fromkeys((opened.page.title, opened.talk.title, now.page.title), opened.at)
        failure = self._why_not(opened, sheet, now) or _why_closed(sheet, now)
        return NotSaved(sheet.page.title, failure) if failure else now

    def _laid_out(self, sheet: Sheet, opened: Opened, pages: Pages) -> Sheet:
        """The sheet with its page as it is now."""
        if sheet.shared:
            return replace(sheet, page=opened.talk, others=self._desk.talk(opened.talk, "").others)
        title = next(iter(pages), self._desk.title)
        page = pages.get(title, opened.page)
        return replace(sheet, page=page, others=bool(pages) and self._desk.is_others(title, pages))

    def _why_not(self, opened: Opened, sheet: Sheet, now: Sheet) -> Failure | None:
        if opened.shut_off:
            return Failure.SHUT_OFF
        if sheet.page.exists and not now.page.exists:
            return Failure.DELETED
        if sheet.page.exists and now.page.pageid != sheet.page.pageid:
            return Failure.OTHER_PAGE
        return self._why_ended(opened.page)

    def _why_ended(self, page: PageText) -> Failure | None:
        """Why the campaign is not what it was when the turn began."""
        same = page.pageid == self._began.page.pageid
        if not same or why_no_campaign(self._desk.title, page, self._desk.tools) is not None:
            return Failure.NO_CAMPAIGN
        return None if declared_texts(page.text) == self._declared else Failure.CHANGED


def _why_closed(before: Sheet, now: Sheet) -> Failure | None:
    """Why nothing is to be written on the page as it is now: what it is, or where its blocks are."""
    if now.closed:
        return Failure.NOT_ALLOWED
    found = before.found
    return None if [name for name in now.found if name in found] == found else Failure.CHANGED
