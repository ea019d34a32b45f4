"""One wiki, through pywikibot: its facts, its pages, saving. The only import of pywikibot."""

from __future__ import annotations

from collections.abc import Callable

from bot.mediawiki.outcomes import Outcome
from bot.mediawiki.site import Site
from bot.operations.ports import Change
from bot.operations.waiting import Patience
from bot.wiki import facts
from bot.wiki.clock import WikiClock
from bot.wiki.saving import save
from bot.wiki.session import Session
from bot.wikitext.scanner.reference_templates import NO_TEMPLATES, ReferenceTemplates
from bot.wikitext.scanner.syntax import Syntax


class PywikibotWiki:
    """A wiki that is read from and saved to. ``account_needed``: saving, not reading alone.

    ``patience`` is how long it is waited for, and ``contact`` how its operator can be reached. ``secret`` is
    told what must not be shown. ``references`` are templates of its own that make a reference, beside the
    usual ones of its language.
    """

    def __init__(
        self,
        address: str,
        *,
        account_needed: bool,
        patience: Patience | None = None,
        contact: str | None = None,
        references: ReferenceTemplates = NO_TEMPLATES,
        clock: WikiClock | None = None,
        secret: Callable[[str], None] = lambda _value: None,
    ) -> None:
        self._logs_in = account_needed
        self.session = Session(address, patience, contact, clock, secret)
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
