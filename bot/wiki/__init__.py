"""One wiki, through pywikibot: its facts, its pages, saving. The only import of pywikibot."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.outcomes import Outcome
from bot.core.site import Site
from bot.ports import Change
from bot.wiki.saving import save
from bot.wiki.session import Session

SITE_FACTS = "general|namespaces|namespacealiases|specialpagealiases|interwikimap"


class PywikibotWiki:
    """A wiki that is read from and saved to. ``account_needed``: saving, not reading alone."""

    def __init__(
        self, address: str, *, account_needed: bool, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self.session = Session(address, stopping)
        self.session.log_in(required=account_needed)
        answer = self.session.query({"meta": "siteinfo", "siprop": SITE_FACTS})
        self._site = Site.from_siteinfo(answer["query"])

    @property
    def site(self) -> Site:
        """The wiki's own facts."""
        return self._site

    @property
    def account(self) -> str | None:
        """The name of the bot's account, None when it reads without one."""
        return self.session.account

    def save(self, change: Change) -> Outcome:
        """Save a page; expected failures are values."""
        return save(self.session, change)
