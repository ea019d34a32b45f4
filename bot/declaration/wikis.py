"""``wikis``: where articles count, as hosts or each with ``articles`` of its own."""

from __future__ import annotations

from collections.abc import Mapping

from bot.declaration.campaign import Articles, CampaignWiki
from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.keyed import Key, Keyed, Values, written_below
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Forms, ListOf, Made, Shape
from bot.declaration.schema.there import KEY, KeyedThere
from bot.declaration.schema.wiki_names import WikiName
from bot.lenient_yaml.nodes import Items, Node

MOST = 50
"""So many wikis can one campaign have: each is asked at every update."""
EXAMPLE = "wikis:\n  - no.wikipedia.org\n  - nn.wikipedia.org"


def _with_articles(values: Values, _: Reader) -> CampaignWiki:
    wiki: NamedWiki = values.get(KEY)
    return CampaignWiki(wiki.address, wiki.host, values.get("articles"))


def _alone(wiki: NamedWiki, _node: Node, _reader: Reader) -> CampaignWiki:
    return CampaignWiki(wiki.address, wiki.host)


def wikis_shape(articles: Keyed[Articles]) -> Shape[tuple[CampaignWiki, ...]]:
    """What can stand behind ``wikis``; ``articles`` are the settings of that name."""
    settings = KeyedThere(
        "wikis",
        (
            Key(KEY, WikiName(), required=True, example="wiki: nn.wikipedia.org"),
            Key("articles", articles, sample=written_below("articles", articles.keys[-1:])),
        ),
        _with_articles,
        "declaration-wants-wiki",
    )
    one: Shape[CampaignWiki] = Forms(
        "declaration-wants-wiki", text=Made(WikiName(), _alone), settings=settings
    )
    return Made(ListOf(one, most=MOST), _each_once)


def _each_once(
    wikis: tuple[CampaignWiki, ...], node: Node, reader: Reader
) -> tuple[CampaignWiki, ...] | None:
    nodes = node.items if isinstance(node, Items) else (node,)
    seen: Mapping[str, int] = {}
    for number, wiki in enumerate(wikis):
        if wiki.address in seen and number < len(nodes):
            reader.problem(nodes[number].span, "declaration-wiki-twice", wiki.host)
            return None
        seen = {**seen, wiki.address: number}
    # The page's own wiki is what a campaign is about anyway.
    alone = len(wikis) == 1 and wikis[0] == CampaignWiki(reader.context.address, reader.context.site.host)
    return () if alone else wikis
