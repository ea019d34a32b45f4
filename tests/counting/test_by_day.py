"""On which days amounts and points came about: docs/counting.md, "By days"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.awards import award
from bot.counting.by_day import DayCalendar, netted, spread
from bot.counting.contributions import Measuring
from bot.counting.eligibility import Eligibility, Reason
from bot.counting.scoring_rules import RuleWithBonuses
from bot.declaration.campaign import Bonus
from tests.counting.facts import revision, rule
from tests.keys import WIKI

FIRST = date(2026, 11, 1)
amounts = st.integers(-5000, 5000)
by_day = st.dictionaries(st.integers(0, 9).map(lambda n: FIRST + timedelta(days=n)), amounts)


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def days(*nets: int) -> dict[date, int]:
    return {day(number): net for number, net in enumerate(nets, 1) if net}


@pytest.mark.parametrize(
    ("nets", "left"),
    [
        ((), ()),
        ((5,), (5,)),
        ((-5,), ()),
        ((5, 7), (5, 7)),
        ((5, 7, -3), (5, 4)),
        ((5, 7, -7), (5,)),
        ((5, 7, -9), (3,)),
        ((5, 7, -9, 4), (3, 0, 0, 4)),
        ((5, 7, -12), ()),
        ((5, 7, -20), ()),
        ((5, 7, -20, 10), (0, 0, 0, 2)),
        ((-5, 7), (0, 2)),
        ((-5, 3, 4), (0, 0, 2)),
        ((-5, 3, -4, 9), (0, 0, 0, 3)),
        ((5, -2, 7, -8), (2,)),
        ((5, 0, -2), (3,)),
    ],
)
def test_a_negative_day_is_taken_off_earlier_days_newest_first(
    nets: Sequence[int], left: Sequence[int]
) -> None:
    assert netted(days(*nets)) == days(*left)


@given(by_day)
def test_the_days_come_to_the_amount(found: Mapping[date, int]) -> None:
    left = netted(found)
    assert sum(left.values()) == max(sum(found.values()), 0)
    assert all(0 < net <= max(found[when], 0) for when, net in left.items())
    assert list(left) == sorted(left)


PER_THOUSAND = rule("bytes_added", 1, 1000, max_per_article=5)
BONUS = Bonus("bytes_added", Decimal(3000), Decimal(2))


@pytest.mark.parametrize(
    ("part", "factor", "nets", "points"),
    [
        (RuleWithBonuses(PER_THOUSAND), 1, (2000, 1500), (2, "1.5")),
        (RuleWithBonuses(PER_THOUSAND), 1, (2000, 1500, -500), (2, 1)),
        (RuleWithBonuses(PER_THOUSAND), 1, (4000, 3000, 2000), (4, 1)),
        (RuleWithBonuses(PER_THOUSAND), 2, (2000, 1500), (4, 1)),
        (RuleWithBonuses(PER_THOUSAND, (BONUS,)), 1, (1000, 2000, 500), (1, 4)),
        (RuleWithBonuses(rule("bytes_added", 1, 3)), 1, (1, 1), ("1/3", "1/3")),
        (RuleWithBonuses(rule("bytes_added", 0), (BONUS,)), 1, (2999, 1), (0, 2)),
        (RuleWithBonuses(PER_THOUSAND), 0, (2000,), ()),
    ],
)
def test_a_day_gives_what_it_adds_to_the_days_before_it(
    part: RuleWithBonuses, factor: int, nets: Sequence[int], points: Sequence[int | str]
) -> None:
    found = spread(days(*nets), lambda amount: award(part, amount, Decimal(factor)).points)
    assert found == {day(n): Fraction(one) for n, one in enumerate(points, 1) if Fraction(one)}


@given(by_day, st.sampled_from([1, 2, Decimal("0.3")]), st.lists(st.just(BONUS), max_size=1))
def test_the_days_of_an_article_come_to_its_points(
    found: Mapping[date, int], factor: Decimal, bonuses: list[Bonus]
) -> None:
    part = RuleWithBonuses(PER_THOUSAND, tuple(bonuses))
    of_days = spread(found, lambda amount: award(part, amount, Decimal(factor)).points)
    assert sum(of_days.values()) == award(part, sum(found.values()), Decimal(factor)).points
    assert all(points > 0 for points in of_days.values())


# --- the amounts of a contribution


KEYS = ("edits", "bytes_added", "articles_created", "words_added")
EDITS = (
    Eligibility(revision(1, day=0.5, sizediff=100), Reason.ARTICLE_LEFT),
    Eligibility(revision(2, day=0.9, sizediff=-30), None),
    Eligibility(revision(3, day=0.95, sizediff=7), None),
    Eligibility(revision(4, day=2, sizediff=5), Reason.TAKES_ONLY),
)
WORDS = {1: {"words_added": 10}, 2: {"words_added": -4}, 3: {"words_added": 1}, 4: {"words_added": 2}}


def of_days(zone: str, measures: Mapping[str, int | None]) -> Mapping[str, Mapping[date, int]]:
    measuring = Measuring(WIKI, {}, WORDS, DayCalendar(tuple(measures), ZoneInfo(zone)))
    return measuring.days(EDITS, measures)


def test_each_edit_belongs_to_its_day_in_the_time_zone_of_the_campaign() -> None:
    measures = {"edits": 2, "bytes_added": 82, "words_added": 7}
    assert of_days("UTC", measures) == {
        "edits": {day(1): 2},
        "bytes_added": {day(1): 77, day(3): 5},
        # What counts for what it takes out takes nothing out here.
        "words_added": {day(1): 7},
    }
    assert of_days("Asia/Tokyo", measures) == {
        "edits": {day(2): 2},
        "bytes_added": {day(1): 100, day(2): -23, day(3): 5},
        "words_added": {day(1): 10, day(2): -3},
    }


def test_what_an_article_is_once_belongs_to_the_first_edit() -> None:
    assert of_days("Asia/Tokyo", {"articles_created": 1}) == {"articles_created": {day(2): 1}}
    assert of_days("UTC", {"articles_created": 0}) == {"articles_created": {}}


def test_what_is_unknown_belongs_to_no_day() -> None:
    assert of_days("UTC", {"bytes_added": None, "articles_created": None}) == {}
