"""Contributions and rules become standings.

Rules: counting.md, "Points". The order is fixed: rate, cap per article, sum over articles, cap per
participant, sum of the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from bot.core.campaign import Rule
from bot.core.contributions import Contribution
from bot.core.measures import AVAILABLE
from bot.core.revisions import Account
from bot.core.standings import Amount, Award, Row, RuleResult, Standings, Totals

ALWAYS_SHOWN = ("articles_created", "articles_improved", "bytes_added")
PRECISION = 60
"""Digits kept while adding up, so that thirds and sevenths round as a person's sum would."""


def round_points(points: Decimal) -> Decimal:
    """Half-up to one decimal, as points are shown and ranked."""
    return points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def standings(
    accounts: Sequence[Account],
    contributions: Iterable[Contribution],
    rules: Sequence[Rule],
    collate: Callable[[str], Any],
) -> Standings:
    """Everybody who takes part, in rank order.

    ``collate`` gives a name's sort key in the campaign's language.
    """
    theirs: dict[int, list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        theirs[contribution.account.userid].append(contribution)
    with localcontext(prec=PRECISION):
        rows = [_row(account, tuple(theirs[account.userid]), rules) for account in accounts]
        rows.sort(key=lambda row: _order(row, collate))
        ranked = _ranked(rows)
        return Standings(columns(rules), ranked, _totals(ranked))


def columns(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The measures that the table shows: those with points, and what every campaign is about."""
    used = {rule.measure for rule in rules} | set(ALWAYS_SHOWN)
    return tuple(measure for measure in AVAILABLE if measure in used)


def apply_rule(rule: Rule, contributions: Sequence[Contribution]) -> RuleResult:
    """What one rule gives one participant."""
    awards = tuple(_award(rule, contribution) for contribution in contributions)
    raw = sum((award.points for award in awards), Decimal(0))
    points = raw if rule.max is None else min(raw, rule.max)
    return RuleResult(rule, points, raw - points, awards)


def _award(rule: Rule, contribution: Contribution) -> Award:
    # A measure that cannot be known earns nothing, and a negative one scores as zero.
    amount = max(contribution.measures[rule.measure] or 0, 0)
    raw = rule.points * amount / rule.per
    points = raw if rule.max_per_article is None else min(raw, rule.max_per_article)
    return Award(contribution, points, raw - points)


def _row(account: Account, contributions: tuple[Contribution, ...], rules: Sequence[Rule]) -> Row:
    results = tuple(apply_rule(rule, contributions) for rule in rules)
    points = round_points(sum((r.points for r in results), Decimal(0))) if rules else None
    measures = {name: Amount.of(c.measures[name] for c in contributions) for name in AVAILABLE}
    return Row(None, account, points, measures, contributions, results)


def _order(row: Row, collate: Callable[[str], Any]) -> tuple[Any, ...]:
    return (
        not row.contributions,
        -(row.points or 0),
        -row.measures["articles_created"].known,
        -row.measures["bytes_added"].known,
        collate(row.account.name),
        row.account.name,
    )


def _standing(row: Row) -> tuple[Any, ...]:
    """What makes two ranks equal: the points or, without points, what the table ranks by."""
    if row.points is not None:
        return (row.points,)
    return (row.measures["articles_created"].known, row.measures["bytes_added"].known)


def _ranked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Ranks as 1, 2, 2, 4; none for those without a counted revision."""
    ranked: list[Row] = []
    for place, row in enumerate(rows, 1):
        if not row.contributions:
            ranked.append(row)
        elif ranked and _standing(ranked[-1]) == _standing(row):
            ranked.append(replace(row, rank=ranked[-1].rank))
        else:
            ranked.append(replace(row, rank=place))
    return tuple(ranked)


def _totals(rows: Sequence[Row]) -> Totals:
    contributions = [c for row in rows for c in row.contributions]
    measures = {name: Amount.of(c.measures[name] for c in contributions) for name in AVAILABLE}
    measures["articles_created"] = _distinct(contributions, "articles_created")
    measures["articles_improved"] = _distinct(contributions, "articles_improved")
    points = [row.points for row in rows if row.points is not None]
    return Totals(
        participants=len(rows),
        active=sum(bool(row.contributions) for row in rows),
        revisions=sum(len(c.revisions) for c in contributions),
        articles=len({c.page.pageid for c in contributions}),
        measures=measures,
        points=sum(points, Decimal(0)) if points else None,
    )


def _distinct(contributions: Iterable[Contribution], measure: str) -> Amount:
    """A number of articles, each once however many took part in it."""
    known: set[int] = set()
    unknown: set[int] = set()
    for contribution in contributions:
        amount = contribution.measures[measure]
        if amount is None:
            unknown.add(contribution.page.pageid)
        elif amount:
            known.add(contribution.page.pageid)
    return Amount(len(known), len(unknown - known))


def by_measure(row: Row) -> Mapping[str, Decimal]:
    """The points of a row by measure, several rules for one measure added up."""
    points: dict[str, Decimal] = defaultdict(Decimal)
    for result in row.rules:
        points[result.rule.measure] += result.points
    return points
