"""Counting the pages of one campaign on which something happened, as far as the turn reaches."""

from __future__ import annotations

from dataclasses import dataclass

from bot.counting.stored_results import Refresh
from bot.operations.counting.aggregation import Aggregation
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.page_counting import PageCounter
from bot.operations.counting.scope_lookup import ScopeLookup
from bot.operations.ports import CampaignResults

PAGES = 4000
"""Pages that are counted together."""
AT_ONCE = 10_000
"""Pages that are looked at together, where a page's place matters."""


@dataclass(frozen=True)
class DuePages:
    """Has them counted, and enters the counts. ``budget`` is this turn's."""

    results: CampaignResults
    scope_lookup: ScopeLookup
    counter: PageCounter
    aggregation: Aggregation
    budget: Budget

    def count(self) -> bool:
        """Count what has to be counted; False when the budget is spent before. Raises WikiUnavailable."""
        if not self.scope_lookup.everywhere and self.results.left() <= AT_ONCE:
            self._look_around()
        return self._count_todo()

    def _look_around(self) -> None:
        """See which pages came into the scope, went out of it, or weigh another amount now."""
        counted = self.results.places()
        waiting = [dirty.page_key for dirty in self.results.dirty_pages(AT_ONCE)]
        pages = sorted({*counted, *waiting})
        for place in range(0, len(pages), AT_ONCE):
            self.counter.look_at([page.pageid for page in pages[place : place + AT_ONCE]])
        changed = [page for page, place in counted.items() if self.counter.place(page.pageid) != place]
        self.counter.look_again([page.pageid for page in changed if counted[page].in_scope])
        changed = [page for page in changed if self.counter.place(page.pageid) != counted[page]]
        self.results.mark_dirty(changed, Refresh.RESCORE)

    def _count_todo(self) -> bool:
        # Where reading was not this turn's work, counting comes on by something, however slow the wiki is.
        begun = self.budget.edits <= 0
        while dirty := self.results.dirty_pages(min(PAGES, max(self.budget.edits, 1))):
            if begun and self.budget.spent:
                return False
            begun = True
            try:
                counts = self.counter.count(dirty)
            except BudgetExhausted:
                return False
            self.aggregation.enter(counts)
            self.budget.spend(sum(len(count.evaluated) for count in counts))
        return True
