"""Answers what counting asks: of the wiki, and what is made of its texts and its tree of categories.

A text is read once, as many at a time as a request may ask for, and what was made of it is remembered,
because texts do not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.counting.questions import CategoriesAbove, Named, NamedInTexts, TextChanges, WholeArticles
from bot.mediawiki.queries import Answers, Question, RevisionTexts
from bot.mediawiki.site import Site
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.categories import Categories
from bot.operations.counting.measuring import Measurer
from bot.operations.counting.wholes import Wholes
from bot.operations.ports import Source, WikiCache
from bot.wikitext.transclusions import categories, templates

NAMED = "named 3"
"""Under which it is remembered what a text names; another number where texts are read in another way."""
TEXTS = 500
"""Texts that are held at once: as many as one request may ask for."""


@dataclass(frozen=True)
class DerivedFacts:
    """A source that works out what ``source`` does not tell.

    Raises BudgetExhausted where there are more texts than the turn has time for.
    """

    source: Source
    site: Site
    wiki_cache: WikiCache
    tree: Categories
    wholes: Wholes
    measurer: Measurer
    budget: Budget

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them. Raises WikiUnavailable."""
        found: dict[Question[Any], Any] = {}
        asked: list[Question[Any]] = []
        for question in questions:
            match question:
                case WholeArticles(revids):
                    found[question] = self.wholes.read(revids, self.source, self.budget)
                case NamedInTexts(revids):
                    found[question] = self._named(revids)
                case CategoriesAbove(above, levels):
                    found[question] = self.tree.above(above, levels)
                case TextChanges(revisions, afresh):
                    found[question] = self.measurer.changes(revisions, afresh=afresh)
                case _:
                    asked.append(question)
        if asked:
            answers = self.source.ask(*asked)
            found.update((question, answers[question]) for question in asked)
        return Answers(found)

    def _named(self, revids: Sequence[int]) -> Mapping[int, Named]:
        kept = self.wiki_cache.derived(NAMED, revids)
        found = {revid: Named(*map(frozenset, value)) for revid, value in kept.items()}
        left = sorted(revid for revid in revids if revid not in found)
        for place in range(0, len(left), TEXTS):
            question = RevisionTexts(tuple(left[place : place + TEXTS]))
            texts = self.source.ask(question)[question]
            read = dict(self._read(texts))
            values = {revid: [sorted(one.categories), sorted(one.templates)] for revid, one in read.items()}
            self.wiki_cache.take_derived(NAMED, values)
            if len(read) < len(texts):
                raise BudgetExhausted
            found |= read
        return found

    def _read(self, texts: Mapping[int, str]) -> Iterator[tuple[int, Named]]:
        """What is named in as many of the texts as the turn has time for, in at least one."""
        over = self.budget.over()
        for number, (revid, text) in enumerate(texts.items()):
            if number and over():
                return
            yield revid, Named(categories(text, self.site), templates(text, self.site))
