"""Sums that people can do again by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from bot.counting.standings import Award
from bot.features.outputs.details import BREAKDOWNS
from bot.i18n.texts import Texts
from bot.render.sums import added, award_in_brief, award_sum, exact, example_sums, rule_sum, total_sum
from bot.render.view import View

from .by_hand import ALMOST, campaigns, value
from .samples import accounts, contribution, revision

EN, NB = Texts.of("en"), Texts.of("nb")
WORK = contribution(accounts(["Alice"])[0], "A", [revision(1, 1)])


def award(rate: str, bonus: str = "0", factor: str = "1", taken: str = "0") -> Award:
    given_, more, times, off = (Decimal(part) for part in (rate, bonus, factor, taken))
    return Award(WORK, given_, more, times, (given_ + more) * times - off, off)


@pytest.mark.parametrize(
    ("given_award", "said"),
    [
        (award("0"), "0"),
        (award("24.31"), "24.31"),
        (award("1234.5"), "1,234.5"),
        (award("3", "5"), "3 + 5 = 8"),
        (award("0", "5"), "5"),
        (award("3", "0", "2"), "3 × 2 = 6"),
        (award("3", "5", "1.5"), "(3 + 5) × 1.5 = 12"),
        (award("0", "0", "2"), "0"),
        (award("3", "0", "0"), "3 × 0 = 0"),
        (award("24.31", "0", "1", "4.31"), "24.31 − 4.31 = 20"),
        (award("3", "5", "2", "6"), "(3 + 5) × 2 − 6 = 10"),
        (award("-3"), "-3"),
        (award("-3", "5"), "-3 + 5 = 2"),
    ],
)
def test_the_sum_of_an_article_names_only_the_parts_that_there_are(given_award: Award, said: str) -> None:
    assert award_sum(given_award, EN) == said
    assert value(said) == given_award.points


def test_in_brief_there_is_the_result_and_what_the_limit_took() -> None:
    assert award_in_brief(award("3", "5", "2", "6"), EN) == "10 (−6)"
    assert award_in_brief(award("3", "5", "2"), EN) == "16"


def test_six_decimals_matter_and_no_more() -> None:
    assert exact(Decimal(1) / 3, EN) == "0.333333"
    assert exact(Decimal("0.10000004"), EN) == "0.1"
    assert exact(Decimal("-0.00000001"), EN) == "0"
    assert exact(Decimal("1E+3"), EN) == "1,000"


def test_numbers_are_in_the_language() -> None:
    assert award_sum(award("1234.5", "5"), NB) == "1\xa0234,5 + 5 = 1\xa0239,5"


def test_what_is_taken_is_taken_off() -> None:
    assert added([Decimal(10), Decimal(0), Decimal("-5.5")], EN) == "10 − 5.5 = 4.5"
    assert added([Decimal(-5)], EN) == "-5"
    assert added([], EN) == "0"


def test_the_example_is_right() -> None:
    assert example_sums(EN) == ("(3 + 5) × 2 − 6 = 10", "10 (−6)")
    assert value(example_sums(EN)[0]) == 10


@given(campaigns())
def test_every_sum_is_right(made: View) -> None:
    for whole in made.of(BREAKDOWNS):
        row = whole.row
        for result in whole.rules:
            for one in result.awards:
                assert abs(value(award_sum(one, EN)) - one.points) < ALMOST
            assert abs(value(rule_sum(result, EN)) - result.points) < ALMOST
        if row.points is not None:
            assert abs(value(total_sum(whole, EN)) - row.points) <= Decimal("0.05") + ALMOST
