"""What every use case works with, built once by ``cli``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.counting.due import Intervals
from bot.declaration.schema.context import NamedWiki
from bot.mediawiki.queries import Question
from bot.mediawiki.registrations import ON_THIS_WIKI, EventPlaces
from bot.mediawiki.site import Site
from bot.operations.bounds import Pace, SaveQueue
from bot.operations.lease import Lease, identity
from bot.operations.ports import Memory, Source, Wiki
from bot.operations.settings import Settings, WikiSettings
from bot.safety.bounds import Bounds
from bot.safety.community import NOTHING_SET, PAGE, Community
from bot.safety.trust import Trust


def no_other_wiki(address: str) -> WikiContext:
    """Where nobody opens any."""
    raise LookupError(address)


@dataclass(frozen=True)
class WikiContext:
    """One wiki and what is needed to work on it. ``clock`` gives the present moment (UTC).

    ``worker`` is the name of this process, and ``pace`` what it has saved. ``community`` is what the wiki's
    community has set, and ``preload`` the page with which lines of those who sign up begin, None where there
    is none. ``begin`` is called when a turn begins: it has a time of its own.
    ``answers`` tells whether some source of the wiki answers a kind of question. ``others`` opens another
    wiki by its address, and may raise WikiUnavailable; ``named`` finds one by its host, None where the
    bot knows none, ``called`` by the name of its database, and ``hosts`` are those of the configuration.
    ``events`` is where events are kept.
    """

    wiki: Wiki
    source: Source
    memory: Memory
    clock: Callable[[], datetime]
    settings: Settings
    wiki_settings: WikiSettings
    worker: str = field(default_factory=identity)
    community: Community = NOTHING_SET
    preload: str | None = None
    pace: Pace = field(default_factory=Pace)
    begin: Callable[[], None] = lambda: None
    answers: Callable[[type[Question[Any]]], bool] = lambda _kind: True
    others: Callable[[str], WikiContext] = no_other_wiki
    named: Callable[[str], NamedWiki | None] = lambda _host: None
    called: Callable[[str], NamedWiki | None] = lambda _dbname: None
    hosts: tuple[str, ...] = ()
    events: EventPlaces = ON_THIS_WIKI

    @property
    def site(self) -> Site:
        """The wiki's own facts."""
        return self.wiki.site

    @property
    def address(self) -> str:
        """The wiki's name in the configuration: two wikis may call their databases the same."""
        return self.wiki_settings.address

    @property
    def trust(self) -> tuple[Trust, ...]:
        """What is asked of those who declare, all of it: by the operator, and by the community."""
        return self.community.trusted_with(self.wiki_settings.trust)

    @property
    def intervals(self) -> Intervals:
        """How often active campaigns are counted; an event never less often than others."""
        regular, event = self.settings.interval, min(self.settings.interval, self.settings.event_interval)
        return Intervals(self.community.slowed(regular), self.community.slowed(event))

    @property
    def community_page(self) -> str | None:
        """The page on which the community sets something; None while the bot has no account."""
        return f"User:{self.wiki.account}/{PAGE}" if self.wiki.account else None

    def turn(self, pageid: int) -> Lease:
        """This process's turn on a campaign."""
        return Lease(self.memory, self.address, pageid, self.worker, self.clock)

    @property
    def bounds(self) -> Bounds:
        """How much may be saved on this wiki: as the operator says, or less where its community says so."""
        operator = self.wiki_settings.bounds or self.settings.bounds
        return operator.within(Bounds(**self.community.bounded(asdict(operator))))

    def line(self, pageid: int) -> SaveQueue:
        """Where a campaign stands in line for its saves."""
        return SaveQueue(self.pace, self.memory, self.address, pageid, self.bounds, self.clock)

    @property
    def shutoff_page(self) -> str | None:
        """The page on which anybody can stop the bot; None while it has no account."""
        if self.wiki_settings.shutoff:
            return self.wiki_settings.shutoff
        return f"User:{self.wiki.account}/shutoff" if self.wiki.account else None
