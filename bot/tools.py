"""What every use case works with, built once by ``cli``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.site import Site
from bot.ports import Memory, Source, Wiki
from bot.settings import Settings, WikiSettings
from bot.turns import Turn, identity


@dataclass(frozen=True)
class Tools:
    """One wiki and what is needed to work on it. ``clock`` gives the present moment (UTC).

    ``worker`` is the name of this process. ``begin`` is called when a turn begins: it has a time of its own.
    """

    wiki: Wiki
    source: Source
    memory: Memory
    clock: Callable[[], datetime]
    settings: Settings
    wiki_settings: WikiSettings
    worker: str = field(default_factory=identity)
    begin: Callable[[], None] = lambda: None

    @property
    def site(self) -> Site:
        """The wiki's own facts."""
        return self.wiki.site

    @property
    def address(self) -> str:
        """The wiki's name in the configuration: two wikis may call their databases the same."""
        return self.wiki_settings.address

    def turn(self, pageid: int) -> Turn:
        """This process's turn on a campaign."""
        return Turn(self.memory, self.address, pageid, self.worker, self.clock)

    @property
    def shutoff_page(self) -> str | None:
        """The page on which anybody can stop the bot; None while it has no account."""
        if self.wiki_settings.shutoff:
            return self.wiki_settings.shutoff
        return f"User:{self.wiki.account}/shutoff" if self.wiki.account else None
