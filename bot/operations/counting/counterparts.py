"""What the pages that a campaign names are called on its other wikis, by their language links.

Rule: docs/counting.md, "Several wikis". A link that was found holds for a day; where there is none, it is
asked for again each time, because somebody may be about to make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.declaration.campaign import AllOf, AnyOf, Articles, Campaign, Condition, NoneOf
from bot.declaration.condition_trees import leaves
from bot.declaration.read import Declaration, Written
from bot.features.conditions.condition import Leaf, Led
from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.queries import LanguageLinks
from bot.mediawiki.site import Site, Title
from bot.messages import Remark, message
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source

NOTE = "language links"
HOLDS = timedelta(days=1)
NEVER = AnyOf(())
"""What no article meets."""


@dataclass(frozen=True)
class Counterparts:
    """Looks them up. ``home`` is the wiki of the campaign's page, ``source`` that of its facts."""

    home: Site
    source: Source
    now: datetime

    def of(self, titles: Iterable[Title], there: Site, notes: PendingNotes) -> Mapping[Title, Title]:
        """The counterparts of these pages; those without one are left out. Raises WikiUnavailable.

        ``notes`` are those of the other wiki.
        """
        wanted = {self.home.full_title(title): title for title in titles}
        prefix = next(iter(self.home.prefixes_of(there)), None)
        if not wanted or prefix is None:
            return {}
        known = self._known(notes)
        new = self._asked([title for title in wanted if title not in known], prefix, notes)
        kept = {title: link for title, link in known.items() if title in wanted}
        links = {**kept, **new}
        at = notes.get(NOTE)["at"] if kept else self.now.isoformat()
        notes.put(NOTE, {"at": at, "links": links})
        read = {wanted[title]: there.title(link) for title, link in links.items()}
        # A category's counterpart is a category, or the link leads to something else.
        return {one: led for one, led in read.items() if led and led.namespace == one.namespace}

    def _asked(self, titles: Sequence[str], prefix: str, notes: PendingNotes) -> Mapping[str, str]:
        """Links that were there before and are missing are asked for once more: an answer may lack some."""
        if not titles:
            return {}
        question = LanguageLinks(tuple(titles), prefix)
        found = dict(self.source.ask(question)[question])
        before = (notes.get(NOTE) or {"links": {}})["links"]
        if gone := tuple(title for title in titles if title in before and title not in found):
            again = LanguageLinks(gone, prefix)
            found |= self.source.ask(again)[again]
        return found

    def _known(self, notes: PendingNotes) -> Mapping[str, str]:
        noted: Mapping[str, Any] | None = notes.get(NOTE)
        if not noted:
            return {}
        at = datetime.fromisoformat(noted["at"])
        fresh = not is_ahead(at, self.now) and self.now - at < HOLDS
        return noted["links"] if fresh else {}


def named_by(campaign: Campaign, *, articles: bool) -> tuple[Title, ...]:
    """The pages that have to be found on other wikis; ``articles``: those of the scope, too."""
    found: dict[Title, None] = {}
    for condition in (*_conditions(campaign.articles if articles else None), *_weighed(campaign)):
        for leaf in leaves(condition):
            found.update(dict.fromkeys((*leaf.named, *leaf.articles)))
    for rule in campaign.rules:
        found.update(dict.fromkeys(titles_in(rule.given)))
    return tuple(found)


def titles_in(values: Mapping[str, Any]) -> tuple[Title, ...]:
    """The pages that the keys of a rule name."""
    several = (value if isinstance(value, tuple) else (value,) for value in values.values())
    return tuple(one for some in several for one in some if isinstance(one, Title))


def led_values(values: Mapping[str, Any], led: Led) -> Mapping[str, Any]:
    """The values of a rule's keys with pages' counterparts in their places."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        some = value if isinstance(value, tuple) else (value,)
        there = tuple(led(one) if isinstance(one, Title) else one for one in some)
        kept = tuple(one for one in there if one is not None)
        if kept:
            found[key] = kept if isinstance(value, tuple) else kept[0]
    return found


def _conditions(articles: Articles | None) -> tuple[Condition, ...]:
    before = articles.before.scope if articles and articles.before else None
    return tuple(one for one in (articles.scope if articles else None, before) if one is not None)


def _weighed(campaign: Campaign) -> tuple[Condition, ...]:
    return tuple(weight.where for weight in campaign.weights)


def on_wiki(campaign: Campaign, wiki: str, articles: Articles | None, led: Led) -> Campaign:
    """A campaign as its articles are looked at on a wiki. ``articles`` None: the campaign's own."""
    scope = articles or campaign.articles
    own: Led = (lambda title: title) if articles else led
    before = scope.before
    if before and before.scope is not None:
        before = replace(before, scope=_on(before.scope, wiki, own))
    return replace(
        campaign,
        articles=replace(
            scope, scope=None if scope.scope is None else _on(scope.scope, wiki, own), before=before
        ),
        weights=tuple(replace(one, where=_on(one.where, wiki, led)) for one in campaign.weights),
    )


def _on(condition: Condition, wiki: str, led: Led) -> Condition:
    match condition:
        case AllOf(inner):
            return AllOf(tuple(_on(one, wiki, led) for one in inner))
        case AnyOf(inner):
            return AnyOf(tuple(_on(one, wiki, led) for one in inner))
        case NoneOf(inner):
            return NoneOf(tuple(_on(one, wiki, led) for one in inner))
        case Leaf():
            return condition.on(wiki, led) or NEVER


def lost(
    titles: Iterable[Title], led: Mapping[Title, Title], home: Site, host: str, declaration: Declaration
) -> Iterator[Remark]:
    """What to tell of pages that have no counterpart, each with the line that names it."""
    for title in titles:
        if title not in led:
            written = declaration.written.get(title)
            said = message("notice-no-counterpart", home.full_title(title), host)
            yield declaration.remark(said, written.line if written else None)


def declared_there(declaration: Declaration, led: Mapping[Title, Title]) -> Declaration:
    """A declaration that tells by the counterparts, too, on which line something was named."""
    written = declaration.written
    there: dict[str | Title, Written] = {led[one]: written[one] for one in led if one in written}
    return replace(declaration, written={**written, **there})
