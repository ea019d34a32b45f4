"""Sums that take the difference are those that all pages give at once, whatever a rule looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.eligibility import Eligibility
from bot.counting.scoring import page_score, sums
from bot.counting.scoring_rules import ScoringRules
from bot.counting.stored_results import PageResult, PageScore, Tally
from bot.declaration.campaign import Bonus, Each, Rule
from bot.features.scoring.option import Option
from bot.features.scoring.registry import LIMITS
from bot.mediawiki.keys import PageKey
from bot.mediawiki.models import Account
from bot.operations.counting.aggregation import Aggregation
from bot.store.store import Store
from tests.counting.facts import ALICE, BOB, contribution
from tests.keys import accounts_of, page_key
from tests.store.told import edit, prepare

PEOPLE = {one.userid: one for one in (ALICE, BOB)}
FRESH = count(1)
weights = st.sampled_from([Decimal(1), Decimal(2), Decimal("0.3")])
work = st.dictionaries(st.integers(1, 4), st.integers(-300, 300)) | st.none()
pages = st.dictionaries(
    st.integers(1, 5), st.tuples(weights, st.dictionaries(st.sampled_from([1, 2]), work)), max_size=5
)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


def counted(
    pageid: int, factor: Decimal, found: dict[int, dict[int, int] | None], how: ScoringRules
) -> PageResult:
    scoring = replace(how, factors={page_key(pageid): factor})
    entries = [_entry(PEOPLE[userid], pageid, days, scoring) for userid, days in found.items()]
    evaluated = tuple(Eligibility(edit(pageid * 10 + userid, pageid, userid), None) for userid in found)
    return PageResult(page_key(pageid), factor=factor, evaluated=evaluated, entries=tuple(entries))


def _entry(account: Account, pageid: int, days: dict[int, int] | None, scoring: ScoringRules) -> PageScore:
    amount = None if days is None else sum(days.values())
    by_day = {"bytes_added": {date(2026, 11, day): net for day, net in (days or {}).items()}}
    made = contribution(account, pageid, bytes_added=amount)
    return page_score(replace(made, days={} if days is None else by_day), scoring, scoring.parts())


@pytest.mark.parametrize(
    "options", [(), *((option(2),) for option in LIMITS), tuple(option(2) for option in LIMITS)], ids=str
)
@settings(max_examples=40)
@given(st.lists(pages, max_size=5))
def test_sums_that_take_the_difference_are_those_of_all_pages(
    store: Store,
    options: tuple[Option, ...],
    updates: Sequence[dict[int, tuple[Decimal, dict[int, dict[int, int] | None]]]],
) -> None:
    rules = (Rule("bytes_added", Decimal(1), Decimal(70), options), Rule("edits", Decimal(1)))
    bonus = Bonus("bytes_added", Decimal(100), Decimal(3), Each.ARTICLE)
    scoring = ScoringRules(rules, (bonus,), teams={"Red": accounts_of(1, 2)})
    results = prepare(store, campaign=next(FRESH))
    now: dict[PageKey, PageResult] = {}
    for update in updates:
        counts = [counted(pageid, *found, scoring) for pageid, found in update.items()]
        now |= {one.page_key: one for one in counts}
        Aggregation(results, scoring).enter(counts)
        factors = {page: one.factor for page, one in now.items()}
        entries = [entry for one in now.values() for entry in one.entries]
        expected = sums(entries, replace(scoring, factors=factors))
        assert points(results.tallies()) == points(expected.members)
        assert points(results.groups()) == points(expected.groups)


def points(sums_: Mapping[Any, Tally]) -> dict[Any, tuple[Any, ...]]:
    """The points of those who did anything."""
    return {whose: tally.parts for whose, tally in sums_.items() if tally.articles}
