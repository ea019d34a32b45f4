"""What has to fit together: the start and the end, and who takes part with what counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Articles, CampaignWiki, Newcomers, Participants
from bot.declaration.condition_trees import leaves, positive
from bot.declaration.publish import is_false
from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.keyed import Values
from bot.declaration.schema.moments import DateOrTime
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.zone_names import zone_named
from bot.features.conditions.registry import CONDITIONS
from bot.features.participants.source import ScopeNeed
from bot.lenient_yaml.nodes import Items, MappingNode, Span
from bot.mediawiki.site import Site
from bot.messages import Message

MAX_YEARS = 10
ABOUT_PEOPLE = {"adjustments": "declaration-adjustments-unnamed"}
"""Settings that do something about single people, and what is told of each where nobody is to be named."""


def zone_of(values: Values, reader: Reader) -> ZoneInfo:
    """The campaign's time zone: the wiki's, unless another one is named."""
    zone: ZoneInfo | None = values.get("timezone")
    return zone or ZoneInfo(zone_named(reader.context.site.timezone) or "UTC")


def check_campaign(values: Values, reader: Reader) -> None:
    """Tell what does not fit together."""
    _check_times(values, reader)
    _check_numbers(values, reader)
    _check_sources(values, reader)
    _check_names(values, reader)
    _check_wikis(values, reader)


def _check_wikis(values: Values, reader: Reader) -> None:
    """What is written about a wiki on which nothing counts is a mistake."""
    if "wikis" in values.nodes.keys() - values.found.keys():
        return
    wikis: tuple[CampaignWiki, ...] = values.get("wikis", ())
    here = {wiki.address for wiki in wikis} or {reader.context.address}
    named: list[tuple[str, NamedWiki]] = []
    for rule in values.get("points", ()):
        named += [("points", one) for option in rule.options for one in option.wikis]
    articles: Articles = values.get("articles", Articles())
    named += [("adjustments", one.wiki) for one in values.get("adjustments", ()) if one and one.wiki]
    conditions = [("articles", articles.scope)]
    conditions += [("wikis", wiki.articles.scope) for wiki in wikis if wiki.articles]
    conditions += [("weights", weight.where) for weight in values.get("weights", ())]
    for key, condition in conditions:
        named += [(key, one) for leaf in leaves(condition) for one in leaf.wikis]
    for key, wiki in named:
        if wiki.address not in here:
            reader.problem(values.node(key).span, "declaration-wiki-outside", wiki.host)


def _check_numbers(values: Values, reader: Reader) -> None:
    """Some conditions cost something at each update, so there can't be any number of them."""
    weighed = [weight.where for weight in values.get("weights", ())]
    wikis: tuple[CampaignWiki, ...] = values.get("wikis", ())
    several = [("articles" if "articles" in values.nodes else "weights", values.get("articles", Articles()))]
    several += [("wikis", wiki.articles) for wiki in wikis if wiki.articles]
    for key, articles in several:
        conditions = [articles.scope, articles.before.scope if articles.before else None, *weighed]
        found = {leaf for one in conditions for leaf in leaves(one)}
        for entry in CONDITIONS:
            number = sum(isinstance(leaf, entry) for leaf in found)
            if entry.most is not None and number > entry.most:
                span = values.node(key).span
                reader.problem(span, "declaration-too-many-of", entry.key, number, entry.most)


def _check_times(values: Values, reader: Reader) -> None:
    start: DateOrTime | None = values.get("start")
    end: DateOrTime | None = values.get("end")
    if start is None or end is None:
        return
    zone = zone_of(values, reader)
    if end.is_over(zone) <= start.begins(zone):
        reader.problem(values.node("end").span, "declaration-end-before-start")
    elif end.is_over(zone) - start.begins(zone) > timedelta(days=MAX_YEARS * 366):
        reader.problem(values.node("end").span, "declaration-too-many-years", MAX_YEARS)


def _check_sources(values: Values, reader: Reader) -> None:
    """Some sources need articles that can be listed: nobody can be asked for all edits of a wiki.

    So on each wiki of the campaign, by the articles and the size that it has.
    """
    participants: Participants | None = values.get("participants")
    if participants is None or not participants.by_edits or not reader.complete:
        return
    # Articles that could not be read have been told about, and those below a misspelt key as well.
    if {"articles", "wikis"} & (
        values.nodes.keys() - values.found.keys()
    ) or "articles" in reader.findings.meant:
        return
    told: set[Message] = set()
    for articles, site, span in _places(values, reader):
        listing = _listing(articles or values.get("articles", Articles()))
        for source in participants.sources:
            said = source.amiss(listing, site)
            if said and said not in told:
                told.add(said)
                common = articles is None and source.amiss(listing, reader.context.site)
                reader.problem(values.node("participants").span if common else span, said.key, *said.params)


def _places(values: Values, reader: Reader) -> Iterator[tuple[Articles | None, Site, Span]]:
    """The wikis of the campaign, each with its own articles and where it is named. Raises WikiUnavailable."""
    context = reader.context
    wikis: tuple[CampaignWiki, ...] = values.get("wikis", ())
    if not wikis:
        yield None, context.site, values.node("participants").span
        return
    node = values.node("wikis")
    nodes = node.items if isinstance(node, Items) else (node,) * len(wikis)
    for wiki, written in zip(wikis, nodes, strict=False):
        other = None if wiki.address == context.address else context.wiki_named(wiki.host)
        yield wiki.articles, other.facts() if other else context.site, written.span


def _check_names(values: Values, reader: Reader) -> None:
    """Where nobody is to be named there is nothing to show of single people, and nothing to say of them."""
    if values.get("names", True):
        return
    for key, said in ABOUT_PEOPLE.items():
        if key in values.nodes:
            reader.problem(values.nodes[key].key.span, said)
    newcomers: Newcomers = values.get("newcomers", Newcomers())
    if newcomers.welcome:
        # It would stand on the talk pages of those who take part.
        reader.problem(values.nodes["newcomers"].key.span, "declaration-output-unnamed", "welcome")
    published = values.node("publish") if "publish" in values.nodes else None
    needing = {one.name for one in reader.context.outputs if one.needs_names}
    for entry in published.entries if isinstance(published, MappingNode) else ():
        name = entry.key.text.strip().lower()
        if name in needing and not is_false(entry.value, reader):
            reader.problem(entry.key.span, "declaration-output-unnamed", name)


def _listing(articles: Articles) -> ScopeNeed:
    if articles.scope is None:
        return ScopeNeed.ALL
    return ScopeNeed.UNLISTED if positive(articles.scope) is None else ScopeNeed.LISTED
