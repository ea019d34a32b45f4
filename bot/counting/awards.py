"""What a rule gives: for an article, and for a participant. Both the number and where it comes from.

Rules: docs/counting.md, "Points". All of it is done in fractions, so that thirds and sevenths round as a
person's sum would, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeAlias

from bot.counting.by_day import Days, spread
from bot.counting.scoring_rules import ONE, ZERO, RuleWithBonuses, ScoringRules
from bot.counting.stored_results import Tally
from bot.declaration.campaign import Each
from bot.features.scoring.option import OfArticle, OfArticles, OfSum, Option, Share, Taken
from bot.mediawiki.keys import PageKey

PLAIN = Fraction(1)
Cuts: TypeAlias = tuple[tuple[Option, Fraction], ...]
"""What options took, each that took anything."""


class ScoredWork(Protocol):
    """What one participant did on one page: a contribution, or what is kept of it."""

    @property
    def page_key(self) -> PageKey:
        """The page."""

    @property
    def measures(self) -> Mapping[str, int | None]:
        """The amounts; None cannot be known."""

    @property
    def days(self) -> Days:
        """Those that a rule asks for by day."""


class Earned(NamedTuple):
    """What a rule with its bonuses gives for one article: (rate + bonus) times factor, less the cuts."""

    rate: Fraction
    bonus: Fraction
    factor: Fraction
    points: Fraction
    cuts: Cuts = ()


class Together(NamedTuple):
    """What a participant's articles give side by side, and what was taken of them for it."""

    points: Fraction
    taken: tuple[tuple[OfArticles, Taken], ...] = ()


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


def share(part: RuleWithBonuses, work: ScoredWork, factor: Decimal, points: Fraction) -> Share:
    """What an article gives, which is ``points``; by day where a rule asks for that."""
    days, there = work.days.get(part.key, {}) if part.by_day else {}, part.on(work.page_key.wiki)
    return Share(work.page_key, points, spread(days, lambda amount: award(there, amount, factor).points))


def together(part: RuleWithBonuses, shares: Iterable[Share]) -> Together:
    """What the articles of a participant give side by side."""
    left = list(shares)
    points = sum((one.points for one in left), ZERO)
    found: list[tuple[OfArticles, Taken]] = []
    for option in part.of_articles:
        taken = option.taken(left)
        points -= sum((one.points for one in taken), ZERO)
        out = {one.page_key for one in taken}
        left = [one for one in left if one.page_key not in out]
        found += [(option, one) for one in taken]
    return Together(points, tuple(found))


def with_articles_together(
    tally: Tally, works: Iterable[tuple[ScoredWork, Decimal]], scoring: ScoringRules
) -> Tally:
    """A participant's sums with the points of those rules that look at all articles side by side.

    ``works`` are all of the participant's, each with what the page weighs.
    """
    if not scoring.side_by_side:
        return tally
    parts, all_works = scoring.parts(), tuple(works)
    found = [*tally.parts, *(ZERO for _ in parts[len(tally.parts) :])]
    for place, part in enumerate(parts):
        if part.of_articles:
            found[place] = together(part, (_share(part, *work) for work in all_works)).points
    return replace(tally, parts=tuple(found))


def _share(part: RuleWithBonuses, work: ScoredWork, factor: Decimal) -> Share:
    earned = award(part.on(work.page_key.wiki), work.measures[part.key], factor)
    return share(part, work, factor, earned.points)


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
