"""Which wikis are looked at for events: those that the operator named, and no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.cli.event_wikis import EventWikis
from bot.mediawiki.registrations import EVENT_NAMESPACE, HERE, EventPlaces
from bot.mediawiki.site import Namespace, Site
from bot.operations.settings import Settings, WikiSettings
from bot.operations.waiting import StopSignal
from tests.data import small_site

META = "https://meta.wikimedia.org/w/index.php"
NO = WikiSettings("no.wikipedia.org")


def with_events(site: Site) -> Site:
    space = Namespace(EVENT_NAMESPACE, "Event", ("Event",), content=False, first_letter=True)
    return replace(site, namespaces={**site.namespaces, EVENT_NAMESPACE: space})


def wikis(*settings: WikiSettings) -> EventWikis:
    return EventWikis(Settings(Path("bot.yaml"), settings, "sqlite://"), StopSignal())


def test_a_wiki_has_events_where_it_has_their_namespace() -> None:
    assert wikis(NO).places(NO, small_site()) == EventPlaces(None, {})
    there = wikis(NO).places(NO, with_events(small_site()))
    assert there == EventPlaces(HERE, {})
    [(place, open_it)] = wikis(NO).openers(there, NO).items()
    assert (place, open_it().door.place.api) == (HERE, "https://no.wikipedia.org/w/api.php")
    assert not wikis(NO).openers(EventPlaces(None, {}), NO)


def test_the_operator_may_name_another_wiki() -> None:
    for address in (
        "meta.wikimedia.org",
        "https://meta.wikimedia.org",
        "https://meta.wikimedia.org/w/api.php",
    ):
        wiki = replace(NO, events=address)
        found = wikis(wiki).places(wiki, with_events(small_site()))
        assert found.usual == META
        assert found.known["meta.wikimedia.org"] == META
        assert set(wikis(wiki).openers(found, wiki)) == set(found.known.values())


def test_addresses_of_the_other_wikis_of_the_configuration_are_known() -> None:
    nn = WikiSettings("nn.wikipedia.org", events="meta.wikimedia.org")
    found = wikis(NO, nn).places(NO, small_site())
    assert found.usual is None
    assert set(found.known) == {"nn.wikipedia.org", "meta.wikimedia.org"}


def test_a_wiki_with_events_is_opened_once_for_all() -> None:
    one, two = replace(NO, events="meta.wikimedia.org"), WikiSettings("nn.wikipedia.org", events=META)
    two = replace(two, events="https://meta.wikimedia.org/w/api.php")
    both = wikis(one, two)
    opened = [both.openers(both.places(wiki, small_site()), wiki)[META]() for wiki in (one, two)]
    assert opened[0] is opened[1]
    assert not opened[0].costs().total
