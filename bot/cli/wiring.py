"""Building the real world: wikis, sources and store, out of the operator's settings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.cli import private
from bot.cli.event_wikis import EventWikis
from bot.cli.logs import SECRETS
from bot.cli.screen import terminal_language
from bot.i18n.texts import Texts
from bot.mediawiki.costs import Costs
from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.site import Site, Title
from bot.messages import Message, message
from bot.operations import settings as configuration
from bot.operations.bounds import Pace
from bot.operations.context import WikiContext
from bot.operations.counting.renames import WIKI
from bot.operations.named_wikis import FarmWiki, NamedWikis, host_of
from bot.operations.ports import OtherWikiUnavailable, Source, WikiUnavailable
from bot.operations.registrations import RegistrationMemory
from bot.operations.rests import Rests
from bot.operations.settings import Replicas, Settings, WikiSettings
from bot.operations.waiting import Patience, StopSignal
from bot.sources.fact_source import Costly
from bot.wiki import site_matrix
from bot.wiki.clock import WikiClock
from bot.wiki.pywikibot_wiki import PywikibotWiki
from bot.wiki.session import Session
from bot.wikitext.scanner.reference_templates import ReferenceTemplates

if TYPE_CHECKING:  # SQLAlchemy takes a third of a second, which a file that is checked need not wait for.
    from bot.sources.registry import WikiSources
    from bot.sources.replicas.connection import Access
    from bot.store.store import Store

log = logging.getLogger("campaignbot")
LONGEST_REST_SECONDS = 1800.0
"""So long is a wiki left alone at most that campaigns name and that could not be read."""


class Usage(Exception):
    """The command cannot be carried out as it was typed; ``message`` says what to type."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem


@dataclass
class Wiring:
    """The operator's wikis, opened when they are needed.

    ``saving`` False: nothing will be saved, so no account is needed and the store is not made.
    """

    settings: Settings
    saving: bool
    stop: StopSignal = field(default_factory=StopSignal)
    pace: Pace = field(default_factory=Pace)
    texts: Texts = field(default_factory=lambda: Texts.of(terminal_language()))
    _store: Store | None = None
    _wikis: dict[str, PywikibotWiki] = field(default_factory=dict)
    _sources: dict[str, WikiSources] = field(default_factory=dict)
    _patience: dict[str, Patience] = field(default_factory=dict)
    _wikis_named: NamedWikis | None = None
    _resting: dict[str, WikiUnavailable] = field(default_factory=dict)
    _rests: Rests = field(default_factory=lambda: Rests(LONGEST_REST_SECONDS))
    _given_up: dict[str, WikiUnavailable] = field(default_factory=dict)

    @cached_property
    def events(self) -> EventWikis:
        """The wikis that keep registrations for events."""
        return EventWikis(self.settings, self.stop)

    @classmethod
    def of(cls, config: str | None, *, saving: bool, stop: StopSignal | None = None) -> Wiring:
        """Read the configuration; ``stop`` is set when the process is to end.

        Raises SettingsProblem, also where others can read what is secret.
        """
        settings = configuration.load(configuration.find(config))
        private.check(settings, SECRETS)
        return cls(settings, saving, stop or StopSignal())

    @property
    def store(self) -> Store:
        """What is remembered; a dry run reads an existing store and never makes one."""
        if self._store is None:
            from bot.store.store import IN_MEMORY, Store  # noqa: PLC0415 - see above

            path = self.settings.store.removeprefix("sqlite:///")
            there = path == self.settings.store or Path(path).exists()
            self._store = Store(self.settings.store if self.saving or there else IN_MEMORY, self._tell)
        return self._store

    def wiki(self, wiki: WikiSettings) -> PywikibotWiki:
        """One wiki, opened once. Raises WikiUnavailable."""
        if wiki.address not in self._wikis:
            patience = self.patience(wiki)
            patience.begin_turn()
            clock = WikiClock(partial(self._tell_time, wiki.address))
            session = Session(wiki.address, patience, self.settings.contact, clock, SECRETS.add)
            own = ReferenceTemplates(wiki.reference_templates, wiki.reuse_templates, wiki.note_templates)
            # Nothing is saved on wikis that campaigns alone name, and the bot may have no account there.
            needed = self.saving and wiki in self.settings.wikis
            self._wikis[wiki.address] = PywikibotWiki(session, account_needed=needed, references=own)
        return self._wikis[wiki.address]

    def patience(self, wiki: WikiSettings) -> Patience:
        """How long this wiki is waited for."""
        if wiki.address not in self._patience:
            seconds = (
                self.settings.request_seconds,
                self.settings.save_seconds,
                self.settings.turn_seconds,
            )
            self._patience[wiki.address] = Patience(*seconds, self.stop)
        return self._patience[wiki.address]

    def give_up(self, address: str, unavailable: WikiUnavailable) -> None:
        """This wiki is not to be asked for a ``place`` again."""
        self._given_up[address] = unavailable

    def context(self, wiki: WikiSettings) -> WikiContext:
        """What the use cases work with on one wiki. Raises WikiUnavailable."""
        opened = self.wiki(wiki)
        begin, clock = self.patience(wiki).begin_turn, opened.session.clock
        sources, named = self.sources(wiki), self.named_wikis
        return WikiContext(
            opened,
            RegistrationMemory(
                sources.source,
                lambda: self.store.results(wiki.address, WIKI),
                clock,
                self.settings.full_reading,
            ),
            self.store,
            clock,
            self.settings,
            wiki,
            pace=self.pace,
            begin=begin,
            answers=sources.kinds.__contains__,
            events=self.events.places(wiki, opened.site),
            others=self._other,
            named=named.named,
            called=named.called,
            hosts=named.hosts,
        )

    def _other(self, address: str) -> WikiContext:
        """Another wiki that a campaign names. Raises OtherWikiUnavailable."""
        if address in self._resting and address in self._rests:
            raise OtherWikiUnavailable(host_of(address), self._resting[address])
        try:
            context = self.context(self.named_wikis.settings(address))
        except WikiUnavailable as unavailable:
            raise self._left_alone(address, unavailable) from unavailable
        left_alone, answers = partial(self._left_alone, address), partial(self._rests.end, address)
        return replace(context, source=_OtherSource(context.source, left_alone, answers))

    def _left_alone(self, address: str, unavailable: WikiUnavailable) -> OtherWikiUnavailable:
        """A wiki that is away does not keep every campaign waiting that names it."""
        self._resting[address] = unavailable
        self._rests.begin(address, unavailable.rest)
        return OtherWikiUnavailable(host_of(address), unavailable)

    @property
    def named_wikis(self) -> NamedWikis:
        """Those that campaigns can name."""
        if self._wikis_named is None:
            settings = self.settings
            matrix = self._matrix if settings.farm else None
            self._wikis_named = NamedWikis(settings.wikis, lambda address: self._other(address).site, matrix)
        return self._wikis_named

    def _matrix(self) -> Iterator[FarmWiki]:
        """The wikis of the farm, as the first of the configuration tells. Raises WikiUnavailable."""
        first = self.wiki(self.settings.wikis[0])
        api = first.site.script.replace("index.php", "api.php")
        for one in site_matrix.wikis(first.session.site_matrix()):
            host = urlsplit(one.url).netloc
            address = host if configuration.WIKIMEDIA.search(host) else f"{one.url}{api}"
            yield FarmWiki(address, one.dbname, one.private)

    def sources(self, wiki: WikiSettings) -> WikiSources:
        """Where facts about one wiki come from, as its settings say. Raises WikiUnavailable."""
        if wiki.address not in self._sources:
            from bot.sources.fact_source import WikiParts  # noqa: PLC0415
            from bot.sources.registry import sources_of  # noqa: PLC0415

            opened = self.wiki(wiki)
            replica = _access(wiki.replicas, opened.site) if wiki.replicas else None
            session, events = opened.session, self.events
            self._sources[wiki.address] = sources_of(
                WikiParts(
                    wiki.address,
                    opened.site,
                    session,
                    self.patience(wiki),
                    session.clock,
                    replica,
                    events.openers(events.places(wiki, opened.site), wiki),
                )
            )
        return self._sources[wiki.address]

    def _tell(self, problem: Message) -> None:
        """Tell the operator."""
        log.warning("%s", self.texts.render(problem))

    def _tell_time(self, address: str, wiki: datetime, machine: datetime) -> None:
        self._tell(message("clock-differs", address, wiki, machine))

    def openers(self) -> list[Callable[[], WikiContext]]:
        """One opener for each wiki, for whoever opens them later."""
        return [partial(self.context, wiki) for wiki in self.settings.wikis]

    def place(self, page: str) -> tuple[Title, WikiContext]:
        """The page that was meant: a title on the first wiki, or an address copied from a browser.

        Raises Usage where it is none, and WikiUnavailable.
        """
        if "://" not in page:
            return _title(page, self._asked(self.settings.wikis[0]))
        unavailable: WikiUnavailable | None = None
        for wiki in self.settings.wikis:
            try:
                context = self._asked(wiki)
            except WikiUnavailable as error:
                unavailable = error
                continue
            title = context.site.address_title(page)
            if title:
                return _title(title, context)
        if unavailable:
            raise unavailable
        raise Usage(message("cli-other-wiki", page))

    def _asked(self, wiki: WikiSettings) -> WikiContext:
        """As ``tools``, for a wiki that is not asked once more after it could not be reached."""
        if wiki.address in self._given_up:
            raise self._given_up[wiki.address]
        try:
            return self.context(wiki)
        except WikiUnavailable as unavailable:
            self.give_up(wiki.address, unavailable)
            raise

    def costs(self) -> Costs:
        """What all the wikis together have cost up to now; two of these differ by what came between."""
        costs = sum((wiki.session.costs() for wiki in self._wikis.values()), Costs())
        layers = (layer for sources in self._sources.values() for layer in sources.layers)
        costs = sum((wiki.costs() for wiki in self.events.opened.values()), costs)
        costs = sum((layer.costs() for layer in layers if isinstance(layer, Costly)), costs)
        return replace(costs, seconds=monotonic())


@dataclass(frozen=True)
class _OtherSource:
    """A source of which is said whose it is when it can't be read."""

    source: Source
    left_alone: Callable[[WikiUnavailable], OtherWikiUnavailable]
    answers: Callable[[], None]

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them. Raises OtherWikiUnavailable."""
        try:
            found = self.source.ask(*questions)
        except WikiUnavailable as unavailable:
            raise self.left_alone(unavailable) from unavailable
        self.answers()
        return found


def _access(replicas: Replicas, site: Site) -> Access:
    """The place of the replica, with the wiki's own name for its database put in."""
    from bot.sources.replicas.connection import Access  # noqa: PLC0415

    host, database = (text.replace("{dbname}", site.dbname) for text in (replicas.host, replicas.database))
    return Access(host, replicas.port, database, replicas.credentials.expanduser())


def _title(page: str, context: WikiContext) -> tuple[Title, WikiContext]:
    title = context.site.title(page)
    if title is None:
        raise Usage(message("cli-no-title", page))
    return title, context


GENERIC_NAMESPACES = {
    -2: "Media", -1: "Special", 0: "", 1: "Talk", 2: "User", 3: "User talk", 4: "Project", 5: "Project talk",
    6: "File", 7: "File talk", 8: "MediaWiki", 9: "MediaWiki talk", 10: "Template", 11: "Template talk",
    12: "Help", 13: "Help talk", 14: "Category", 15: "Category talk",
}  # fmt: skip


def generic_site() -> Site:
    """A wiki with the namespaces that every wiki has, to check a file where no wiki is at hand."""
    namespaces = {
        str(number): {
            "id": number,
            "name": name,
            "canonical": name,
            "case": "first-letter",
            "content": number == 0,
        }
        for number, name in GENERIC_NAMESPACES.items()
    }
    general = {
        "wikiid": "generic", "lang": "en", "timezone": "UTC", "rtl": False, "server": "//localhost",
        "articlepath": "/wiki/$1", "script": "/index.php", "case": "first-letter",
    }  # fmt: skip
    return Site.from_siteinfo({"general": general, "namespaces": namespaces})
