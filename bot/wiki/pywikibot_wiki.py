"""One wiki, through pywikibot: its facts, its pages, saving. The only import of pywikibot."""

from __future__ import annotations

from bot.mediawiki.outcomes import Outcome
from bot.mediawiki.site import Site
from bot.operations.ports import Change
from bot.wiki import facts
from bot.wiki.saving import save
from bot.wiki.session import Session
from bot.wikitext.scanner.reference_templates import NO_TEMPLATES, ReferenceTemplates
from bot.wikitext.scanner.syntax import Syntax


class PywikibotWiki:
    """A wiki that is read from and saved to. ``account_needed``: saving, not reading alone.

    ``references`` are templates of its own that make a reference, beside the usual ones of its language.
    """

    def __init__(
        self, session: Session, *, account_needed: bool, references: ReferenceTemplates = NO_TEMPLATES
    ) -> None:
        self._logs_in = account_needed
        self.session = session
        if account_needed:
            self.session.log_in()
        self._syntax = self._asked_for_syntax(references)

    def _asked_for_syntax(self, references: ReferenceTemplates) -> Syntax:
        """What the wiki says of itself, asked for again while it makes no sense. Raises WikiUnavailable."""
        tries = self.session.door.tries
        while True:
            try:
                return facts.syntax_of(self.session.facts(facts.ASKED), references)
            except facts.OddFacts as odd:
                if next(tries, None) is None:
                    raise self.session.door.unreachable(f"its siteinfo can't be read ({odd})") from odd

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
        """The name of the bot's account, None when it reads without one.

        Who only looks need not log in, and is told what would be so with the account that the operator named.
        """
        return self.session.account or (None if self._logs_in else self.session.named)

    def save(self, change: Change) -> Outcome:
        """Save a page; expected failures are values."""
        return save(self.session, change)
