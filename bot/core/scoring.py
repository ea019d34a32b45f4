"""Contributions and rules become standings.

Rules: docs/counting.md, "Points". The order is fixed: rate, bonuses of the article, weights, cap per article,
sum over articles, bonuses of the participant, cap per participant, sum of the rules, adjustments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from bot.core.campaign import Each
from bot.core.contributions import Contribution
from bot.core.measures import OF_TEXTS
from bot.core.revisions import Account
from bot.core.scheme import Part, Scheme
from bot.core.standings import Amount, Award, Row, RuleResult, Standings, TeamRow, Totals

ALWAYS_SHOWN = ("articles_created", "articles_improved", "bytes_added")
PRECISION = 60
"""Digits kept while adding up, so that thirds and sevenths round as a person's sum would."""


def round_points(points: Decimal) -> Decimal:
    """Half-up to one decimal, as points are shown and ranked."""
    return points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def standings(
    accounts: Sequence[Account],
    contributions: Iterable[Contribution],
    scheme: Scheme,
    collate: Callable[[str], Any],
) -> Standings:
    """Everybody who takes part, in rank order.

    ``collate`` gives a name's sort key in the campaign's language.
    """
    theirs: dict[int, list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        theirs[contribution.account.userid].append(contribution)
    with localcontext(prec=PRECISION):
        rows = [_row(account, tuple(theirs[account.userid]), scheme) for account in accounts]
        rows.sort(key=lambda row: _order(row, collate))
        ranked = _ranked(rows)
        return Standings(
            columns(scheme), ranked, _totals(ranked, scheme.measured), _teams(ranked, scheme, collate)
        )


def columns(scheme: Scheme) -> tuple[str, ...]:
    """The measures that the table shows: those with points, and what every campaign is about."""
    used = {part.rule.measure for part in scheme.parts()} | {*ALWAYS_SHOWN, *OF_TEXTS}
    return tuple(measure for measure in scheme.measured if measure in used)


def apply_part(part: Part, contributions: Sequence[Contribution], scheme: Scheme) -> RuleResult:
    """What one rule and its bonuses give one participant."""
    awards = tuple(_award(part, contribution, scheme) for contribution in contributions)
    amount = Amount.of(c.measures[part.rule.key] for c in contributions).known
    bonus = part.bonus(Each.PARTICIPANT, max(amount, 0))
    raw = sum((award.points for award in awards), bonus)
    points = raw if part.rule.max is None else min(raw, part.rule.max)
    return RuleResult(part.rule, points, bonus, raw - points, awards)


def _award(part: Part, contribution: Contribution, scheme: Scheme) -> Award:
    # A measure that cannot be known earns nothing, and a negative one scores as zero.
    rule = part.rule
    amount = max(contribution.measures[rule.key] or 0, 0)
    rate, bonus = rule.points * amount / rule.per, part.bonus(Each.ARTICLE, amount)
    factor = scheme.factor(contribution.page.pageid)
    raw = (rate + bonus) * factor
    points = raw if rule.max_per_article is None else min(raw, rule.max_per_article)
    return Award(contribution, rate, bonus, factor, points, raw - points)


def _row(account: Account, contributions: tuple[Contribution, ...], scheme: Scheme) -> Row:
    results = tuple(apply_part(part, contributions, scheme) for part in scheme.parts())
    adjustments = scheme.adjustments.get(account.userid, ())
    points = None
    if scheme.scored:
        adjusted = (a.points for a in adjustments if a.points is not None)
        points = round_points(sum((*(r.points for r in results), *adjusted), Decimal(0)))
    measures = {name: Amount.of(c.measures[name] for c in contributions) for name in scheme.measured}
    return Row(None, account, points, measures, contributions, results, adjustments)


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
    ranks = _ranks([_standing(row) if row.contributions else None for row in rows])
    return tuple(replace(row, rank=rank) for row, rank in zip(rows, ranks, strict=True))


def _ranks(standings_: Sequence[tuple[Any, ...] | None]) -> list[int | None]:
    """The ranks of what stands in order; None has none."""
    ranks: list[int | None] = []
    for place, standing in enumerate(standings_, 1):
        if standing is None:
            ranks.append(None)
        elif ranks and standings_[place - 2] == standing:
            ranks.append(ranks[-1])
        else:
            ranks.append(place)
    return ranks


def _teams(rows: Sequence[Row], scheme: Scheme, collate: Callable[[str], Any]) -> tuple[TeamRow, ...]:
    by_id = {row.account.userid: row for row in rows}
    teams = [
        _team(name, [by_id[userid] for userid in members if userid in by_id], scheme)
        for name, members in scheme.teams.items()
    ]
    teams.sort(key=lambda team: (not team[1], *_team_order(team[0]), collate(team[0].name)))
    ranks = _ranks([_team_order(team) if active else None for team, active in teams])
    return tuple(replace(team, rank=rank) for (team, _), rank in zip(teams, ranks, strict=True))


def _team(name: str, rows: Sequence[Row], scheme: Scheme) -> tuple[TeamRow, bool]:
    """A team's sums, and whether anybody in it has a counted revision."""
    contributions = [c for row in rows for c in row.contributions]
    points = sum((row.points for row in rows if row.points is not None), Decimal(0))
    members = tuple(row.account for row in rows)
    team = TeamRow(
        None, name, members, points if scheme.scored else None, _sums(contributions, scheme.measured)
    )
    return team, bool(contributions)


def _team_order(team: TeamRow) -> tuple[Any, ...]:
    """By points; without points by what the table ranks by."""
    if team.points is not None:
        return (-team.points,)
    return (-team.measures["articles_created"].known, -team.measures["bytes_added"].known)


def _totals(rows: Sequence[Row], measured: Sequence[str]) -> Totals:
    contributions = [c for row in rows for c in row.contributions]
    points = [row.points for row in rows if row.points is not None]
    return Totals(
        participants=len(rows),
        active=sum(bool(row.contributions) for row in rows),
        revisions=sum(len(c.revisions) for c in contributions),
        articles=len({c.page.pageid for c in contributions}),
        measures=_sums(contributions, measured),
        points=sum(points, Decimal(0)) if points else None,
    )


def _sums(contributions: Sequence[Contribution], measured: Sequence[str]) -> dict[str, Amount]:
    """Measures added up; articles are counted once, however many worked on them."""
    sums = {name: Amount.of(c.measures[name] for c in contributions) for name in measured}
    for measure in ("articles_created", "articles_improved"):
        sums[measure] = _distinct(contributions, measure)
    return sums


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
