"""`best`: docs/counting.md, "Points"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from bot.counting.scoring import apply_part
from bot.counting.scoring_rules import RuleWithBonuses, ScoringRules
from bot.declaration.campaign import Bonus, Rule
from bot.features.scoring.best import Best
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.features.scoring.option import Option
from bot.i18n.texts import Texts
from bot.render.rules import rule_message
from tests.counting.facts import contribution
from tests.keys import page_key

BONUS = Bonus("bytes_added", Decimal(5000), Decimal(3))


def given_by(
    *options: Option, amounts: Sequence[int | None], bonuses: tuple[Bonus, ...] = (), weight: int = 1
) -> tuple[list[Decimal], list[Decimal], Decimal]:
    """The points of each article, what was taken of each, and the points of all; the first page weighs so."""
    work = [contribution(pageid=n, bytes_added=amount) for n, amount in enumerate(amounts, 1)]
    part = RuleWithBonuses(Rule("bytes_added", Decimal(1), Decimal(1000), options), bonuses)
    result = apply_part(part, work, ScoringRules(factors={page_key(1): Decimal(weight)}))
    return [one.points for one in result.awards], [one.taken for one in result.awards], result.points


@pytest.mark.parametrize(
    ("amounts", "points", "taken"),
    [
        ([], [], []),
        ([3000], [3], [0]),
        ([3000, 1000], [3, 1], [0, 0]),
        ([3000, 1000, 2000], [3, 0, 2], [0, 1, 0]),
        ([1000, 1000, 1000, 1000], [1, 1, 0, 0], [0, 0, 1, 1]),
        ([None, -3000, 1000, 2000, 500], [0, 0, 1, 2, 0], [0, 0, 0, 0, "0.5"]),
    ],
)
def test_only_the_articles_that_give_most_pay(
    amounts: Sequence[int | None], points: Sequence[int], taken: Sequence[int | str]
) -> None:
    of_each, of_each_taken, together = given_by(Best(2), amounts=amounts)
    assert (of_each, of_each_taken) == ([*map(Decimal, points)], [*map(Decimal, taken)])
    assert together == sum(points)


def test_the_best_are_found_after_bonuses_weights_and_the_cap_of_the_article() -> None:
    # 3 × 2 = 6; 5 + 3 = 8; 7 + 3 = 10, of which the cap leaves 8 (the older page is the better one).
    amounts = [3000, 5000, 7000]
    found = given_by(MaxPerArticle(8), Best(1), amounts=amounts, bonuses=(BONUS,), weight=2)
    expected: tuple[list[int], list[int], int] = ([0, 8, 0], [6, 0, 10], 8)
    assert found == expected  # type: ignore[comparison-overlap]


def test_the_cap_of_the_participant_comes_after_the_best() -> None:
    *_, together = given_by(Best(2), MaxInAll(4), amounts=[3000, 1000, 2000])
    assert together == 4


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 point for each edit, only for the 10 articles that give most"),
        ("nb", "1 poeng for hver redigering, bare for de 10 artiklene som gir mest"),
    ],
)
def test_it_is_said_in_words(language: str, words: str) -> None:
    rule = Rule("edits", Decimal(1), options=(Best(10),))
    assert Texts.of(language).render(rule_message(rule)) == words
