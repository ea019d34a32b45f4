"""What counts and for how many points, in words, as the campaign's own rules say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.declaration.campaign import (
    AllOf,
    AnyOf,
    Articles,
    Before,
    Bonus,
    Condition,
    Each,
    Kind,
    NoneOf,
    Rule,
    Weight,
)
from bot.features.conditions.condition import Leaf, Named
from bot.features.measures.registry import RULE_KEYS
from bot.i18n.texts import Markup, Texts
from bot.mediawiki.site import Site, Title
from bot.messages import Message, Param, message
from bot.render.look import bullets, line
from bot.render.view import View
from bot.render.wikitext import bdi, markup, page_link, say, say_message, text

DEFAULT_NAMESPACES = frozenset({0})


@dataclass(frozen=True)
class _Wiki:
    """The wiki whose articles are told of; ``host`` is said along where it is not empty."""

    texts: Texts
    site: Site
    named_page: Named
    host: str = ""

    @classmethod
    def of(cls, view: View) -> _Wiki:
        """That of the campaign's page."""
        return cls(view.texts, view.site, _named_on(view.site))

    @classmethod
    def named(cls, address: str, view: View) -> _Wiki:
        """One of the campaign's, by its address."""
        links = view.links(address)
        site = links.site or view.site
        host = links.host or view.site.host
        return cls(view.texts, site, lambda title: markup(links.page(site.full_title(title))), host)


def points_in_words(view: View) -> str:
    """The rules, bonuses and weights as a list, or a line that says what the table ranks by."""
    campaign, texts = view.campaign, view.texts
    if campaign.scored:
        items = [say_message(texts, rule_message(rule, _named_on(view.site))) for rule in campaign.rules]
        items += [say_message(texts, bonus_message(bonus)) for bonus in campaign.bonuses]
        items += [item for weight in campaign.weights for item in _weight(weight, view)]
        said = bullets(items)
    else:
        said = line(say(texts, "no-points"))
    return said + (f"\n{line(say(texts, 'rules-adjusted'))}" if campaign.adjustments else "")


def name_alone(title: Title) -> Param:
    """A template is called by its name, without the namespace."""
    return title.name


def rule_message(rule: Rule, named: Named = name_alone) -> Message:
    """``1 point for each 1,000 bytes added, at most 20 an article, at most 100 in all``."""
    said = message(f"rule-{rule.measure}", rule.points, rule.per)
    for one in RULE_KEYS:
        if value := rule.given.get(one.key):
            titles = [named(title) for title in value] if one.many else named(value)
            said = message(one.words, said, titles)
    for option in rule.options:
        said = option.in_words(said)
    return said


def bonus_message(bonus: Bonus) -> Message:
    """``5 points more for each article with at least 500 words added``."""
    key = "bonus-article" if bonus.each is Each.ARTICLE else "bonus-participant"
    return message(key, bonus.points, message(f"total-{bonus.measure}", bonus.at))


def _weight(weight: Weight, view: View) -> list[str]:
    """``An article’s points count twice when:`` and the conditions below it."""
    conditions = _side_by_side(weight.where, _Wiki.of(view))
    return [say(view.texts, "weight", weight.times), *_deeper(conditions)]


def articles_in_words(view: View) -> str:
    """Which articles count: a line, or a list of conditions that all have to hold; so for each wiki that has
    articles of its own.
    """
    campaign = view.campaign
    own = [(wiki.articles, _Wiki.named(wiki.address, view)) for wiki in campaign.wikis if wiki.articles]
    said = [_articles(articles, wiki) for articles, wiki in own]
    if not own or len(own) < len(campaign.wikis):
        said.insert(0, _articles(campaign.articles, _Wiki.of(view)))
    return "\n".join(said)


def _articles(articles: Articles, wiki: _Wiki) -> str:
    texts = wiki.texts
    host = markup(bdi(text(wiki.host)))
    if conditions := list(_conditions(articles, wiki)):
        when = say(texts, "articles-when-on", host) if wiki.host else say(texts, "articles-when")
        said = f"{line(when)}\n{bullets(conditions)}"
    else:
        said = line(say(texts, "articles-all-on", host) if wiki.host else say(texts, "articles-all"))
    if articles.improved_when:
        said += "\n" + line(say(texts, "improved-when", _amounts(articles.improved_when)))
    return said


def _conditions(articles: Articles, wiki: _Wiki) -> Iterable[str]:
    texts = wiki.texts
    if articles.kind is not Kind.ANY:
        yield say(texts, f"when-{articles.kind.value}")
    if articles.namespaces != DEFAULT_NAMESPACES:
        names = [_namespace(number, wiki) for number in sorted(articles.namespaces)]
        yield say(texts, "when-namespaces", names)
    if articles.scope is not None:
        yield from _side_by_side(articles.scope, wiki)
    for demand in articles.demands:
        yield from (say_message(texts, said) for said in demand.said())
    if articles.before is not None:
        yield say(texts, "when-before")
        yield from _deeper(_before(articles.before, wiki))


def _before(before: Before, wiki: _Wiki) -> Iterable[str]:
    """What an article had to be like, as items of a list."""
    if before.min_bytes is not None:
        yield say(wiki.texts, "when-min-bytes", before.min_bytes)
    if before.max_bytes is not None:
        yield say(wiki.texts, "when-max-bytes", before.max_bytes)
    if before.scope is not None:
        yield from _side_by_side(before.scope, wiki)


def _side_by_side(condition: Condition, wiki: _Wiki) -> list[str]:
    """A condition as items of a list; where all of several have to hold, each is an item."""
    conditions = condition.conditions if isinstance(condition, AllOf) else (condition,)
    return [item for one in conditions for item in _condition(one, wiki.texts, wiki.named_page)]


def _namespace(number: int, wiki: _Wiki) -> str:
    if number == 0:
        return wiki.texts("namespace-main")
    namespace = wiki.site.namespaces.get(number)
    return namespace.name if namespace else str(number)


def _condition(condition: Condition, texts: Texts, named: Named) -> list[str]:
    """A condition as items of a list; those within it begin with an asterisk more."""
    match condition:
        case AllOf() | AnyOf() | NoneOf():
            key = {AllOf: "when-all", AnyOf: "when-any", NoneOf: "when-none"}[type(condition)]
            inner = [item for one in condition.conditions for item in _condition(one, texts, named)]
            return [say(texts, key), *_deeper(inner)]
        case Leaf():
            return [say_message(texts, condition.said(named))]


def _deeper(items: Iterable[str]) -> list[str]:
    return [f"*{item}" if item.startswith("*") else f"* {item}" for item in items]


def _amounts(thresholds: Mapping[str, Decimal]) -> list[Message]:
    return [message(f"total-{name}", threshold) for name, threshold in thresholds.items()]


def _named_on(site: Site) -> Named:
    return lambda title: _link(title, site)


def _link(title: Title, site: Site) -> Markup:
    return markup(page_link(site.full_title(title)))
