"""What a rule gives: for an article, and for a participant. Both the number and where it comes from.

Rules: docs/counting.md, "Points". All of it is done in fractions, so that thirds and sevenths round as a
person's sum would, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeAlias

from bot.counting.scoring_rules import ONE, ZERO, RuleWithBonuses
from bot.declaration.campaign import Each
from bot.features.scoring.option import OfArticle, OfSum, Option

PLAIN = Fraction(1)
Cuts: TypeAlias = tuple[tuple[Option, Fraction], ...]
"""What options took, each that took anything."""


class Work(Protocol):
    """What one participant did on one page: a contribution, or what is kept of it."""

    @property
    def pageid(self) -> int:
        """The page."""

    @property
    def measures(self) -> Mapping[str, int | None]:
        """The amounts; None cannot be known."""


class Earned(NamedTuple):
    """What one part of the scheme gives for one article: (rate + bonus) times factor, less the cuts."""

    rate: Fraction
    bonus: Fraction
    factor: Fraction
    points: Fraction
    cuts: Cuts = ()


class InAll(NamedTuple):
    """What it gives a participant: the articles and the participant's own bonus, less the cuts."""

    points: Fraction
    bonus: Fraction
    cuts: Cuts = ()


def award(part: RuleWithBonuses, amount: int | None, factor: Decimal) -> Earned:
    """The points for an amount. What cannot be known earns nothing, and a negative amount scores as zero."""
    units = amount if amount and amount > 0 else 0
    rate = points = part.for_units(units) if units else ZERO
    bonus, weight = ZERO, PLAIN
    if part.bonuses or factor != ONE:
        bonus, weight = part.bonus(Each.ARTICLE, units), Fraction(factor)
        points = (rate + bonus) * weight
    if part.of_article:
        points, cuts = _cut(points, part.of_article)
        return Earned(rate, bonus, weight, points, cuts)
    return Earned(rate, bonus, weight, points)


def in_all(part: RuleWithBonuses, articles: Fraction, amount: int) -> InAll:
    """The points of a participant whose articles give so many, and come to that amount."""
    bonus = part.bonus(Each.PARTICIPANT, max(amount, 0))
    points, cuts = _cut(articles + bonus if bonus else articles, part.of_sum)
    return InAll(points, bonus, cuts)


def _cut(points: Fraction, options: Iterable[OfArticle | OfSum]) -> tuple[Fraction, Cuts]:
    """What the options leave of the points, and what each took."""
    cuts = []
    for option in options:
        if excess := option.excess(points):
            points -= excess
            cuts.append((option, excess))
    return points, tuple(cuts)
