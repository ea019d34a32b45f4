"""One wiki, through pywikibot: its facts, its pages, saving. The only import of pywikibot."""

from __future__ import annotations

from bot.core.measures.reference_templates import (
    NO_TEMPLATES,
    ReferenceTemplates,
    default_reference_templates,
)
from bot.core.measures.syntax import Syntax
from bot.core.outcomes import Outcome
from bot.core.site import Site
from bot.ports import Change
from bot.waiting import Patience
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

    ``references`` are templates of its own that make a reference, beside the usual ones of its language.
    """

    def __init__(
        self,
        address: str,
        *,
        account_needed: bool,
        patience: Patience | None = None,
        contact: str | None = None,
        references: ReferenceTemplates = NO_TEMPLATES,
    ) -> None:
        self.session = Session(address, patience, contact)
        if account_needed:
            self.session.log_in()
        self._syntax = self._asked_for_syntax(references)

    def _asked_for_syntax(self, references: ReferenceTemplates) -> Syntax:
        """What the wiki says of itself, asked for again while it makes no sense. Raises WikiUnavailable."""
        tries = self.session.door.tries
        while True:
            facts = self.session.facts(SITE_FACTS)
            try:
                usual = default_reference_templates(facts["general"]["lang"])
                return Syntax.from_siteinfo(facts, usual | references)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                detail = f"its siteinfo can't be read ({type(error).__name__}: {error})"
            if next(tries, None) is None:
                raise self.session.door.unreachable(detail)

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
