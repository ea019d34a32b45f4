"""``wikis``: which ones count, and what is wrong with those that are named."""

from __future__ import annotations

import pytest

from bot.declaration.campaign import CampaignWiki
from bot.declaration.schema.wiki_names import host_of
from tests.declaration.reading import Told, campaign, problems

NN, SE = "nn.wikipedia.org", "se.wikipedia.org"


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("wikis: [nn.wikipedia.org, se.wikipedia.org]", [NN, SE]),
        ("wikis: nn.wikipedia.org", [NN]),
        ("wikis:\n  - https://nn.wikipedia.org/wiki/Forside", [NN]),
        ("wikis:\n  - NN.m.wikipedia.org", [NN]),
        ("wikis:\n  - nn.wikipedia.org/", [NN]),
        ("wikis: [test.wikipedia.org, nn.wikipedia.org]", ["test.wikipedia.org", NN]),
        ("wikis: [test.wikipedia.org]", []),
        ("wikis:\n  - wiki: nn.wikipedia.org\n  - se.wikipedia.org", [NN, SE]),
    ],
)
def test_wikis_are_written_as_people_write_them(text: str, hosts: list[str]) -> None:
    assert [wiki.host for wiki in campaign(text).wikis] == hosts


def test_a_wiki_can_have_articles_of_its_own() -> None:
    own = "  - wiki: se.wikipedia.org\n    articles: {kind: new}\n"
    both = campaign(f"wikis:\n  - nn.wikipedia.org\n{own}").wikis
    assert both[0] == CampaignWiki("nn", NN)
    assert both[1].articles is not None
    assert both[1].articles.kind.value == "new"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wikis: [xx.example.org]", [(4, "wiki-unknown")]),
        ("wikis: [nn.wikipedia.rog]", [(4, "wiki-near")]),
        ("wikis: [arbcom.wikipedia.org]", [(4, "wiki-private")]),
        ("wikis:\n  - nn.wikipedia.org\n  - https://nn.wikipedia.org", [(6, "wiki-twice")]),
        ("wikis: {articles: {kind: new}}", [(4, "missing")]),
        ("wikis: [[nn.wikipedia.org]]", [(4, "wiki-unknown")]),
        ("wikis:\n  - - nn.wikipedia.org\n    - se.wikipedia.org", [(5, "wants-wiki")]),
        ("wikis:\n  - wiki: nn.wikipedia.org\n    articles: {knd: new}", [(6, "unknown-key-near")]),
        ("wikis:\n  - wiki: xx.example.org\n    articles: {kind: new}", [(5, "wiki-unknown")]),
        ("weights: [{times: 2, where: {wiki: nn.wikipedia.org}}]", [(4, "wiki-outside")]),
        ("points: {edits: {points: 1, wikis: nn.wikipedia.org}}", [(4, "wiki-outside")]),
        ("wikis: [nn.wikipedia.org]\narticles: {wiki: se.wikipedia.org}", [(5, "wiki-outside")]),
        ("wikis: []", [(4, "nothing")]),
        ("wikis:", [(4, "nothing")]),
    ],
)
def test_what_is_wrong_with_wikis_is_told_where_it_stands(text: str, told: Told) -> None:
    assert problems(text) == told


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("HTTPS://No.Wikipedia.org/wiki/X", "no.wikipedia.org"),
        ("[x", ""),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
    ],
)
def test_the_host_of_what_was_written(text: str, host: str) -> None:
    assert host_of(text) == host
