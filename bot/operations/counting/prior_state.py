"""What the articles were like before the participants came: the ``before`` conditions.

Rule: docs/organizers.md, ``before``: judged on the article as it was before the participant's first revision
that passes rules 1, 3, 4 and 5 of docs/counting.md. A page that did not exist then fails.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.counting.eligibility import Facts, passes_elsewhere
from bot.counting.scope import holds
from bot.declaration.campaign import Before, Campaign
from bot.declaration.condition_trees import needs
from bot.features.conditions.condition import ScopeFacts
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import OtherNames, RevisionTexts
from bot.mediawiki.site import Site
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.categories import Categories
from bot.operations.counting.scope_lookup import Worklists
from bot.operations.ports import Source, WikiCache
from bot.wikitext.transclusions import categories, templates

Pair = tuple[int, int]
"""A userid and a pageid."""
KIND = "named 1"
"""Under which it is remembered; another number where texts are read in another way."""
TEXTS = 500
"""Texts that are held at once: as many as one request may ask for."""


@dataclass(frozen=True)
class _Named:
    """The full titles of the categories and templates that a text names."""

    categories: frozenset[str]
    templates: frozenset[str]

    def as_json(self) -> list[list[str]]:
        """To be kept as JSON."""
        return [sorted(self.categories), sorted(self.templates)]


def firsts(revisions: Sequence[Revision], campaign: Campaign, facts: Facts) -> Mapping[Pair, Revision]:
    """The first revision of each participant on each page that passes but for the page itself."""
    found: dict[Pair, Revision] = {}
    for revision in revisions:
        pair = revision.userid, revision.pageid
        if pair not in found and passes_elsewhere(revision, campaign, facts):
            found[pair] = revision
    return found


@dataclass(frozen=True)
class PriorState:
    """Looks at the versions before the participants' first ones."""

    before: Before
    site: Site
    worklists: Worklists
    tree: Categories
    source: Source
    wiki_cache: WikiCache
    budget: Budget

    def unlike(self, first: Mapping[Pair, Revision]) -> frozenset[Pair]:
        """Those whose article was not as it should have been; where it cannot be known, it was not."""
        sized = {pair: revision for pair, revision in first.items() if self._size_fits(revision)}
        unlike = first.keys() - sized.keys()
        if self.before.scope is not None:
            unlike |= {pair for pair, fits in self._scope_fits(sized).items() if not fits}
        return frozenset(unlike)

    def _size_fits(self, revision: Revision) -> bool:
        if revision.parentid == 0 or revision.size is None or revision.sizediff is None:
            return False
        size = revision.size - revision.sizediff
        least, most = self.before.min_bytes, self.before.max_bytes
        return (least is None or size >= least) and (most is None or size <= most)

    def _scope_fits(self, first: Mapping[Pair, Revision]) -> Mapping[Pair, bool]:
        texts = self._texts({revision.parentid for revision in first.values()})
        facts = self._facts(texts)
        return {
            pair: revision.parentid in texts and holds(self.before.scope, pair[1], self._of(revision, facts))
            for pair, revision in first.items()
        }

    def _texts(self, revids: Collection[int]) -> Mapping[int, _Named]:
        """What the texts of these revisions name: remembered, because texts do not change."""
        kept = self.wiki_cache.derived(KIND, revids)
        found = {revid: _Named(*map(frozenset, value)) for revid, value in kept.items()}
        left = sorted(revid for revid in revids if revid not in found)
        for place in range(0, len(left), TEXTS):
            question = RevisionTexts(tuple(left[place : place + TEXTS]))
            texts = self.source.ask(question)[question]
            named = {r: self._named(t) for r, t in self._in_time(texts)}
            self.wiki_cache.take_derived(KIND, {revid: one.as_json() for revid, one in named.items()})
            if len(named) < len(texts):
                raise BudgetExhausted
            found |= named
        return found

    def _named(self, text: str) -> _Named:
        return _Named(categories(text, self.site), templates(text, self.site))

    def _in_time(self, texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
        """As many of the texts as the turn has time for, at least one."""
        over = self.budget.over()
        for number, (revid, text) in enumerate(texts.items()):
            if number and over():
                return
            yield revid, text

    def _facts(self, texts: Mapping[int, _Named]) -> ScopeFacts:
        """Facts by revision, of which ``_of`` makes facts by page."""
        named = {revid: text.categories for revid, text in texts.items()}
        levels = needs(self.before.scope).levels
        parents = self.tree.above(frozenset().union(*named.values()), levels)
        return ScopeFacts(named, parents, self._templates(texts), self.worklists.listed, self.worklists.names)

    def _templates(self, texts: Mapping[int, _Named]) -> Mapping[int, frozenset[str]]:
        """The wanted templates in each text, by whatever redirect the text names them."""
        wanted = needs(self.before.scope).templates
        names = tuple(dict.fromkeys(self.worklists.names[template] for template in wanted))
        if not names:
            return {}
        question = OtherNames(names)
        others = self.source.ask(question)[question]
        return {
            revid: frozenset(name for name in names if not others[name].isdisjoint(text.templates))
            for revid, text in texts.items()
        }

    def _of(self, revision: Revision, facts: ScopeFacts) -> ScopeFacts:
        empty: frozenset[str] = frozenset()
        return ScopeFacts(
            categories={revision.pageid: facts.categories.get(revision.parentid, empty)},
            parents=facts.parents,
            templates={revision.pageid: facts.templates.get(revision.parentid, empty)},
            listed=facts.listed,
            names=facts.names,
        )
