"""One wiki, through pywikibot: its facts, its pages, saving. The only import of pywikibot."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.measures.reference_templates import (
    NO_TEMPLATES,
    ReferenceTemplates,
    default_reference_templates,
)
from bot.core.measures.syntax import Syntax
from bot.core.outcomes import Outcome
from bot.core.site import Site
from bot.ports import Change
from bot.wiki.clock import WikiClock
from bot.wiki.saving import save
from bot.wiki.session import Session

SITE_FACTS = "|".join(
    (
        "general",
        "namespaces",
        "namespacealiases",
        "specialpagealiases",
        "interwikimap",
        "magicwords",
        "extensiontags",
        "fileextensions",
        "languagevariants",
        "variables",
        "functionhooks",
        "doubleunderscores",
    )
)


class PywikibotWiki:
    """A wiki that is read from and saved to. ``account_needed``: saving, not reading alone.

    ``secret`` is told what must not be shown. ``references`` are templates of its own that make a reference,
    beside the usual ones of its language.
    """

    def __init__(
        self,
        address: str,
        *,
        account_needed: bool,
        stopping: Callable[[], bool] = lambda: False,
        references: ReferenceTemplates = NO_TEMPLATES,
        clock: WikiClock | None = None,
        secret: Callable[[str], None] = lambda _value: None,
    ) -> None:
        self.session = Session(address, stopping, clock, secret)
        if account_needed:
            self.session.log_in()
        facts = self.session.facts(SITE_FACTS)
        usual = default_reference_templates(facts["general"]["lang"])
        self._syntax = Syntax.from_siteinfo(facts, usual | references)

    @property
    def site(self) -> Site:
        """The wiki's own facts."""
        return self._syntax.site

    @property
    def syntax(self) -> Syntax:
        """The words of its wikitext."""
        return self._syntax

    @property
    def account(self) -> str | None:
        """The name of the bot's account, None when it reads without one."""
        return self.session.account

    def save(self, change: Change) -> Outcome:
        """Save a page; expected failures are values."""
        return save(self.session, change)
