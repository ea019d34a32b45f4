"""``wikis``: where articles count, as hosts or each with ``articles`` of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.declaration.campaign import Articles, CampaignWiki
from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.keyed import Key, Keyed, Values, written_below
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import Forms, ListOf, Made, Shape
from bot.declaration.schema.wiki_names import WikiName, named_wiki
from bot.lenient_yaml.nodes import Items, MappingNode, Node, Scalar

MOST = 50
"""So many wikis can one campaign have: each is asked at every update."""
EXAMPLE = "wikis:\n  - no.wikipedia.org\n  - nn.wikipedia.org"


@dataclass(frozen=True)
class _There(Keyed[CampaignWiki]):
    """Settings that are read as the wiki would that they name."""

    def read(self, node: Node, reader: Reader) -> CampaignWiki | None:
        """The wiki with its articles."""
        wiki = named_wiki(_named(node), reader.context)
        if wiki is None or wiki.private:
            return super().read(node, reader)  # Which tells.
        context = replace(reader.context, site=wiki.facts(), address=wiki.address)
        return super().read(node, replace(reader, context=context))


def _named(node: Node) -> str:
    entries = node.entries if isinstance(node, MappingNode) else ()
    named = (e.value for e in entries if e.key.text.strip().lower() == "wiki")
    return next((value.text for value in named if isinstance(value, Scalar)), "")


def _with_articles(values: Values, _: Reader) -> CampaignWiki:
    wiki: NamedWiki = values.get("wiki")
    return CampaignWiki(wiki.address, wiki.host, values.get("articles"))


def _alone(wiki: NamedWiki, _node: Node, _reader: Reader) -> CampaignWiki:
    return CampaignWiki(wiki.address, wiki.host)


def wikis_shape(articles: Keyed[Articles]) -> Shape[tuple[CampaignWiki, ...]]:
    """What can stand behind ``wikis``; ``articles`` are the settings of that name."""
    settings = _There(
        "wikis",
        (
            Key("wiki", WikiName(), required=True, example="wiki: nn.wikipedia.org"),
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
