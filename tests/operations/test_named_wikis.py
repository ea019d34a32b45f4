"""Wikis by their hosts, however the configuration and the settings write them."""

from __future__ import annotations

import pytest

from bot.declaration.schema.wiki_names import host_of
from bot.mediawiki.site import Site
from bot.operations.named_wikis import FarmWiki, NamedWikis
from bot.operations.settings import WikiSettings
from tests.data import small_site

WIKIDATA = "https://www.wikidata.org/w/api.php"
M = "https://m.example.org:8080/w/api.php"


def facts(_: str) -> Site:
    return small_site()


@pytest.mark.parametrize(
    ("written", "address"),
    [("www.wikidata.org", WIKIDATA), ("https://m.wikidata.org/wiki/Q1", WIKIDATA), ("m.example.org:8080", M)],
)
def test_a_wiki_is_found_by_its_host_with_www_or_m(written: str, address: str) -> None:
    configured = NamedWikis([WikiSettings(WIKIDATA), WikiSettings(M)], facts)
    farm = NamedWikis([], facts, lambda: [FarmWiki(WIKIDATA, "wikidatawiki", False), FarmWiki(M, "m", False)])
    for wikis in (configured, farm):
        found = wikis.named(host_of(written))
        assert found is not None
        assert found.address == address
