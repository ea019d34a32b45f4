"""Where registrations for events are kept, as the operator's configuration says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

from bot.declaration.schema.events import event_host
from bot.mediawiki.registrations import EVENT_NAMESPACE, HERE, EventPlaces
from bot.mediawiki.site import Site
from bot.messages import message
from bot.operations.ports import WikiUnavailable
from bot.operations.settings import Settings, WikiSettings
from bot.operations.waiting import Patience, StopSignal
from bot.wiki import event_wiki
from bot.wiki.event_wiki import EventWiki


class EventWikis:
    """These wikis, opened when they are needed and shared by all that are served."""

    def __init__(self, settings: Settings, stop: StopSignal) -> None:
        self._settings = settings
        self._stop = stop
        self.opened: dict[str, EventWiki] = {}

    def places(self, wiki: WikiSettings, site: Site) -> EventPlaces:
        """Where events may be kept that campaigns of this wiki name.

        Its own are known where it has their namespace. Of others, those that the configuration names.
        """
        known = {_host(place): place for place in map(_place, self._named(wiki))}
        if wiki.events:
            return EventPlaces(_place(wiki.events), known)
        return EventPlaces(HERE if EVENT_NAMESPACE in site.namespaces else None, known)

    def _named(self, wiki: WikiSettings) -> list[str]:
        """The addresses that are to be known; a wiki without events answers that it has none."""
        others = [one for one in self._settings.wikis if one is not wiki or wiki.events]
        events = [one.events for one in self._settings.wikis if one.events]
        # Where nobody said anything of events, a wiki without them has no such source.
        return [*(one.address for one in others), *events] if len(self._settings.wikis) > 1 or events else []

    def openers(self, places: EventPlaces, wiki: WikiSettings) -> Mapping[str, Callable[[], EventWiki]]:
        """What opens the wikis at these places; ``wiki`` is the one whose campaigns name events there."""
        found = {place: partial(self.open, place) for place in places.known.values()}
        if places.usual:
            found[places.usual] = partial(self.open, places.usual)
        elif places.usual == HERE:
            found[HERE] = partial(self.open, _place(wiki.address))
        return found

    def open(self, place: str) -> EventWiki:
        """The wiki at a place, which is not asked anything yet."""
        if place not in self.opened:
            settings = self._settings
            patience = Patience(settings.request_seconds, settings.save_seconds, stop=self._stop)
            api = f"{place.removesuffix('index.php')}api.php"
            self.opened[place] = EventWiki(api, patience, settings.contact)
        return self.opened[place]


def _place(address: str) -> str:
    try:
        return event_wiki.place_of(address)
    except ValueError:
        raise WikiUnavailable(message("wiki-unknown", address, "it is no address")) from None


def _host(place: str) -> str:
    return event_host(urlsplit(place).netloc)
