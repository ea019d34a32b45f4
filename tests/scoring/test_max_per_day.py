"""`max_per_day`: docs/counting.md, "Points", "By days"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.contributions import Contribution
from bot.counting.scoring import apply_part
from bot.counting.scoring_rules import RuleWithBonuses, ScoringRules
from bot.counting.standings import RuleResult
from bot.declaration.campaign import Bonus, Each, Rule
from bot.features.scoring.best import Best
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.features.scoring.max_per_day import MaxPerDay
from bot.features.scoring.option import Option
from bot.i18n.texts import Texts
from bot.render.rules import rule_message
from tests.counting.facts import contribution
from tests.keys import page_key

BONUS = Bonus("bytes_added", Decimal(5000), Decimal(3))


def worked(*articles: Mapping[int, int]) -> list[Contribution]:
    """Articles with the bytes of each day of November."""
    return [
        replace(
            contribution(pageid=n, bytes_added=sum(days.values())),
            days={"bytes_added": {date(2026, 11, day): net for day, net in days.items()}},
        )
        for n, days in enumerate(articles, 1)
    ]


def result(
    work: Sequence[Contribution], *options: Option, bonuses: tuple[Bonus, ...] = (), weight: int = 1
) -> RuleResult:
    """1 point for each 1,000 bytes; the first page weighs so much."""
    part = RuleWithBonuses(Rule("bytes_added", Decimal(1), Decimal(1000), options), bonuses)
    return apply_part(part, work, ScoringRules(factors={page_key(1): Decimal(weight)}))


def taken(found: RuleResult) -> dict[int, Decimal]:
    """What the limit took, by day."""
    return {cut.day.day: cut.points for cut in found.cuts if cut.day}


def test_the_example_of_the_document() -> None:
    lise, marie = {2: 4000, 3: 3000, 4: -1000}, {2: 3000, 4: -3500, 5: 2500}
    found = result(worked(lise, marie, {2: 3500}), MaxPerArticle(5), MaxPerDay(6))
    assert [award.points for award in found.awards] == [5, 2, Decimal("3.5")]
    assert found.points == 9
    assert taken(found) == {2: Decimal("1.5")}


@pytest.mark.parametrize(
    ("articles", "cut", "points"),
    [
        ([], {}, 0),
        ([{2: 9000}], {2: 3}, 6),
        ([{2: 9000, 3: 1000}], {2: 3}, 7),
        ([{2: 9000, 3: -2000}], {2: 1}, 6),
        ([{2: 9000, 3: -9500}], {}, 0),
        ([{2: 4000, 3: 4000}, {2: 4000, 3: 1000}], {2: 2}, 11),
        ([{2: -4000, 3: 12_000}], {3: 2}, 6),
        ([{2: 7000}, {2: -7000}], {2: 1}, 6),
    ],
)
def test_all_articles_of_a_day_together_give_no_more(
    articles: Sequence[Mapping[int, int]], cut: Mapping[int, int], points: int
) -> None:
    found = result(worked(*articles), MaxPerDay(6))
    assert found.points == points
    assert taken(found) == cut


def test_what_is_unknown_gives_nothing_on_any_day() -> None:
    unknown = replace(contribution(pageid=9, bytes_added=None), days={})
    assert result([*worked({2: 1000}), unknown], MaxPerDay(6)).points == 1


def test_a_bonus_belongs_to_the_day_that_reaches_it_and_weights_count() -> None:
    found = result(worked({2: 4000, 3: 2000}), MaxPerDay(6), bonuses=(BONUS,), weight=2)
    # 4 × 2 on the first day, (2 + 3) × 2 on the second.
    assert found.points == 12
    assert taken(found) == {2: 2, 3: 4}


def test_only_the_best_articles_have_days() -> None:
    found = result(worked({2: 5000}, {2: 4000, 3: 2000}), Best(1), MaxPerDay(3))
    assert found.points == 5
    assert taken(found) == {2: 1}


def test_the_bonus_and_the_cap_of_the_participant_come_after_it() -> None:
    work, mine = worked({2: 9000}), replace(BONUS, each=Each.PARTICIPANT)
    assert result(work, MaxPerDay(6), bonuses=(mine,)).points == 9
    capped = result(work, MaxPerDay(6), MaxInAll(7), bonuses=(mine,))
    assert capped.points == 7
    assert capped.taken == 5


days = st.dictionaries(st.integers(1, 5), st.integers(-6000, 9000), max_size=4)


@given(st.lists(days, max_size=5), st.integers(1, 9), st.sampled_from([1, 2]))
def test_a_day_gives_no_more_than_its_limit_and_loses_nothing_below_it(
    articles: list[dict[int, int]], limit: int, weight: int
) -> None:
    work = worked(*articles)
    free = result(work, MaxPerArticle(8), bonuses=(BONUS,), weight=weight)
    found = result(work, MaxPerArticle(8), MaxPerDay(limit), bonuses=(BONUS,), weight=weight)
    assert [one.points for one in found.awards] == [one.points for one in free.awards]
    worked_on = {day for one in articles for day, net in one.items() if net > 0}
    assert found.points <= limit * len(worked_on)
    assert round(found.points + sum(taken(found).values()) - free.points, 20) == 0
    assert (
        result(work, MaxPerArticle(8), MaxPerDay(10**6), bonuses=(BONUS,), weight=weight).points
        == free.points
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 point for each edit, at most 20 a day, at most 100 in all"),
        ("nb", "1 poeng for hver redigering, høyst 20 per dag, høyst 100 til sammen"),
    ],
)
def test_it_is_said_in_words(language: str, words: str) -> None:
    rule = Rule("edits", Decimal(1), options=(MaxPerDay(20), MaxInAll(100)))
    assert Texts.of(language).render(rule_message(rule)) == words
