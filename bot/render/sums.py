"""The arithmetic of points as people can do it again by hand: ``(24.31 + 5) × 2 − 38.62 = 20``.

Each sum is plain text in the language's numbers, nothing in it is rounded away but what lies behind the
sixth decimal, and it ends with what it comes to.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.counting.scoring_rules import ONE
from bot.counting.standings import Award, Breakdown, RuleResult
from bot.i18n.texts import Texts

DECIMALS = 6
ZERO = Decimal(0)
PLUS, MINUS, TIMES, EQUALS = " + ", " − ", " × ", " = "


def exact(points: Decimal, texts: Texts) -> str:
    """Points with all the decimals that matter, at most six."""
    rounded = round(points, DECIMALS).normalize()
    return texts.number(rounded if rounded else ZERO)


def award_sum(award: Award, texts: Texts) -> str:
    """What one article gave by one rule: (rate + bonus) × weight − what its limit took."""
    return _article_sum((award.rate, award.bonus), award.factor, award.taken, award.points, texts)


def example_sums(texts: Texts) -> tuple[str, str]:
    """A sum with every part in it, to explain how sums are read, and the same in brief."""
    three, five, two, six, ten = map(Decimal, (3, 5, 2, 6, 10))
    return _article_sum((three, five), two, six, ten, texts), _in_brief(ten, six, texts)


def _article_sum(
    given: tuple[Decimal, Decimal], factor: Decimal, taken: Decimal, points: Decimal, texts: Texts
) -> str:
    terms = [part for part in given if part]
    weighed = bool(terms) and factor != ONE
    said = _chain(terms, texts)
    if weighed:
        said = (f"({said})" if len(terms) > 1 else said) + TIMES + exact(factor, texts)
    if taken:
        said += MINUS + exact(taken, texts)
    simple = len(terms) < 2 and not taken and not weighed
    return said if simple else said + EQUALS + exact(points, texts)


def award_in_brief(award: Award, texts: Texts) -> str:
    """The same where there is little room: what it came to, and what the limit took."""
    return _in_brief(award.points, award.taken, texts)


def _in_brief(points: Decimal, taken: Decimal, texts: Texts) -> str:
    said = exact(points, texts)
    return f"{said} ({MINUS.strip()}{exact(taken, texts)})" if taken else said


def rule_sum(result: RuleResult, texts: Texts) -> str:
    """What one rule gave in all: the articles together + the participant's bonus − what the limit took."""
    articles = sum((award.points for award in result.awards), ZERO)
    return added((articles, result.bonus, -result.taken), texts)


def total_sum(whole: Breakdown, texts: Texts) -> str:
    """The rules together with the adjustments."""
    return added((*(result.points for result in whole.rules), *adjustments(whole)), texts)


def total(whole: Breakdown) -> Decimal:
    """What :func:`total_sum` comes to; the points of the row before they are rounded."""
    return sum((*(result.points for result in whole.rules), *adjustments(whole)), ZERO)


def adjustments(whole: Breakdown) -> tuple[Decimal, ...]:
    """The points that organizers gave (or, below zero, took)."""
    return tuple(one.decision.points for one in whole.row.adjustments if one.decision.points)


def added(parts: Iterable[Decimal], texts: Texts) -> str:
    """``10 + 24.31 − 5 = 29.31``; parts of zero are left out, and one part alone is just itself."""
    terms = [part for part in parts if part]
    said = _chain(terms, texts)
    return said + EQUALS + exact(sum(terms, ZERO), texts) if len(terms) > 1 else said


def _chain(terms: list[Decimal], texts: Texts) -> str:
    if not terms:
        return exact(ZERO, texts)
    first, *others = terms
    signed = (f"{MINUS if one < 0 else PLUS}{exact(abs(one), texts)}" for one in others)
    return exact(first, texts) + "".join(signed)
