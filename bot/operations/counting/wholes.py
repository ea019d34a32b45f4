"""Articles as they are now, as a whole: read for campaigns that demand something of them.

What was made of a text is remembered, so the present version of an article is read once. Rule:
docs/counting.md, "What the article as a whole has to come to".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.counting.canonical import canonical
from bot.features.conditions.demand import Demand, Whole
from bot.features.measures.cache import PassageCache
from bot.features.measures.meter import Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.mediawiki.models import Page
from bot.mediawiki.queries import RevisionTexts
from bot.messages import Message
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.ports import Source, WikiCache
from bot.wikitext.scanner.syntax import Syntax

TEXTS = 500
"""Texts that are held at once: as many as one request may ask for."""
_COUNTED = tuple(measure for measure in TEXT_MEASURES if not measure.content.apart)
"""The measures of texts that are numbers by the text alone."""
VERSION = 3
"""Raise it when texts are measured in another way: what is remembered is measured again."""


@dataclass(frozen=True)
class Wholes:
    """What is remembered of present versions."""

    demands: Sequence[Demand]
    syntax: Syntax
    wiki_cache: WikiCache

    def lacks(self, pages: Iterable[Page]) -> Mapping[int, tuple[Message, ...]]:
        """What these pages lack, by page id, as far as it is known; those that lack nothing are left out."""
        revids = {page.pageid: page.lastrevid for page in pages}
        found = self.known(revids.values()) if self.demands else {}
        lacking = {
            pageid: tuple(one for demand in self.demands for one in demand.lacks(found[revid]))
            for pageid, revid in revids.items()
            if revid in found
        }
        return {pageid: lacks for pageid, lacks in lacking.items() if lacks}

    def read(self, revids: Sequence[int], source: Source, budget: Budget) -> Mapping[int, Whole]:
        """What these versions come to, where their texts can be seen.

        Raises WikiUnavailable, and BudgetExhausted.
        """
        self._read(revids, source, budget)
        return self.known(revids)

    def known(self, revids: Iterable[int]) -> Mapping[int, Whole]:
        """What is remembered of these versions."""
        kept = self.wiki_cache.derived(self._kind, tuple(revids))
        return {revid: Whole(value["bytes"], value["amounts"]) for revid, value in kept.items()}

    @cached_property
    def _kind(self) -> str:
        stamp = canonical((VERSION, [measure.name for measure in _COUNTED], self.syntax))
        return f"whole {hashlib.sha256(stamp.encode()).hexdigest()[:16]}"

    def _read(self, revids: Sequence[int], source: Source, budget: Budget) -> None:
        """Read what is not known, as far as the turn has time for."""
        known = self.wiki_cache.derived(self._kind, revids)
        left = sorted(revid for revid in revids if revid not in known)
        for place in range(0, len(left), TEXTS):
            question = RevisionTexts(tuple(left[place : place + TEXTS]))
            texts = source.ask(question)[question]
            made = dict(self._made(texts, budget))
            self.wiki_cache.take_derived(self._kind, made)
            if len(made) < len(texts):
                raise BudgetExhausted

    def _made(self, texts: Mapping[int, str], budget: Budget) -> Iterator[tuple[int, Any]]:
        """What is made of as many of the texts as the turn has time for, of at least one."""
        meter = Meter(TEXT_MEASURES, self.syntax, PassageCache())
        over = budget.over()
        for number, (revid, text) in enumerate(texts.items()):
            if number and over():
                return
            held = meter.delta(None, meter.amounts(text)).values
            amounts = {one.name: held[one.content.name] for one in _COUNTED}
            yield revid, {"bytes": len(text.encode(errors="surrogatepass")), "amounts": amounts}
