"""Contributions and rules become standings.

Rules: docs/counting.md, "Points". What a rule gives is worked out in ``awards.py``; here the rules come
together with the adjustments, and people, teams and all together get their ranks and sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

from bot.counting.aggregates import EVERYBODY, of_group, of_member, of_wiki, plus
from bot.counting.awards import Earned, award, in_all, share, together, with_articles_together
from bot.counting.contributions import Contribution
from bot.counting.membership import Participant
from bot.counting.scoring_rules import ZERO, RuleWithBonuses, ScoringRules
from bot.counting.standings import (
    Amount,
    Award,
    Breakdown,
    Cut,
    Row,
    RuleResult,
    Standings,
    TeamRow,
    Totals,
    WikiRow,
)
from bot.counting.stored_results import PageScore, Tally
from bot.features.measures.registry import EDIT_COUNT, OF_TEXTS, RANKING, SHOWN
from bot.features.scoring.option import Option, Taken
from bot.mediawiki.keys import AccountKey

PRECISION = 60
"""Digits of a fraction that is shown as a decimal number."""
NOTHING = Tally()
NO_AMOUNT = Amount()
_Exact: TypeAlias = tuple[Option, Fraction, date | None]
"""What an option took, and from which day."""


def decimal(points: Fraction) -> Decimal:
    """A fraction as the nearest decimal number."""
    with localcontext(prec=PRECISION):
        return Decimal(points.numerator) / Decimal(points.denominator)


def round_points(points: Decimal | Fraction) -> Decimal:
    """Half-up to one decimal, as points are shown and ranked."""
    if isinstance(points, Decimal):
        return points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    tenths, rest = divmod(abs(points.numerator) * 10, points.denominator)
    tenths += 2 * rest >= points.denominator
    return Decimal(tenths if points >= 0 else -tenths).scaleb(-1)


def page_score(
    contribution: Contribution, scoring: ScoringRules, parts: Sequence[RuleWithBonuses]
) -> PageScore:
    """A contribution added up, with its points; ``parts`` are those of the scoring rules."""
    page_key, measures = contribution.page_key, contribution.measures
    factor = scoring.factor(page_key)
    return PageScore(
        account_key=contribution.account_key,
        page_key=page_key,
        revisions=measures[EDIT_COUNT] or 0,
        measures=measures,
        parts=tuple([award(part.on(page_key.wiki), measures[part.key], factor).points for part in parts]),
        draft=contribution.draft,
        days=contribution.days,
    )


@dataclass(frozen=True)
class Sums:
    """What everything is ranked by: the sums of accounts, and those of groups by their names."""

    members: Mapping[AccountKey, Tally]
    groups: Mapping[str, Tally]

    def of(self, participant: Participant) -> Tally:
        """A participant's sums, over all accounts."""
        first, *others = (self.members.get(key, NOTHING) for key in participant.accounts)
        return reduce(plus, others, first)


def sums(entries: Collection[PageScore], scoring: ScoringRules) -> Sums:
    """All entries added up at once."""
    theirs: dict[AccountKey, list[PageScore]] = defaultdict(list)
    for entry in entries:
        theirs[entry.account_key].append(entry)
    groups = {EVERYBODY: of_group(entries)}
    for name, team in scoring.teams.items():
        groups[name] = of_group([entry for key in dict.fromkeys(team) for entry in theirs[key]])
    for wiki in scoring.wikis:
        groups[of_wiki(wiki)] = of_group([entry for entry in entries if entry.page_key.wiki == wiki])
    members = {
        key: with_articles_together(of_member(own), scoring.weighed(own), scoring)
        for key, own in theirs.items()
    }
    return Sums(members, groups)


def standings(
    participants: Sequence[Participant], found: Sums, scoring: ScoringRules, collate: Callable[[str], Any]
) -> Standings:
    """Everybody who takes part, in rank order.

    ``collate`` gives a name's sort key in the campaign's language.
    """
    parts = scoring.parts()
    rows = [_row(one, found, scoring, parts) for one in participants]
    rows.sort(key=lambda row: _order(row, collate))
    ranked = _ranked(rows)
    return Standings(
        columns(scoring),
        ranked,
        _totals(ranked, found.groups.get(EVERYBODY, NOTHING), scoring),
        _teams(ranked, found, scoring, collate),
        tuple(_wiki(address, found, scoring) for address in scoring.wikis),
    )


def columns(scoring: ScoringRules) -> tuple[str, ...]:
    """The measures that the table shows: those with points, and what every campaign is about."""
    used = {part.rule.measure for part in scoring.parts()} | {*SHOWN, *OF_TEXTS}
    return tuple(measure for measure in scoring.measured if measure in used)


def breakdown(row: Row, contributions: Sequence[Contribution], scoring: ScoringRules) -> Breakdown:
    """What a line is made of; the contributions are all of that participant's."""
    results = tuple(apply_part(part, contributions, scoring) for part in scoring.parts())
    return Breakdown(row, tuple(contributions), results)


def apply_part(
    part: RuleWithBonuses, contributions: Sequence[Contribution], scoring: ScoringRules
) -> RuleResult:
    """What one rule and its bonuses give one participant."""
    works = tuple(scoring.weighed(contributions))
    earned = [award(part.on(one.page_key.wiki), one.measures[part.key], factor) for one, factor in works]
    shares = (share(part, *work, one.points) for work, one in zip(works, earned, strict=True))
    side_by_side = together(part, shares)
    amount = Amount.of(one.measures[part.key] for one in contributions).known
    found = in_all(part, side_by_side.points, amount)
    taken = side_by_side.taken
    awards = tuple(_award(c, one, taken) for c, one in zip(contributions, earned, strict=True))
    of_days = [(option, one.points, one.day) for option, one in taken if one.day]
    cuts = (*of_days, *((*cut, None) for cut in found.cuts))
    return RuleResult(
        part.rule, decimal(found.points), decimal(found.bonus), _sum(cuts), awards, _as_cuts(cuts)
    )


def _award(contribution: Contribution, earned: Earned, taken: Iterable[tuple[Option, Taken]]) -> Award:
    """What an article gave, with what was taken of it beside the others."""
    mine = [(option, one.points) for option, one in taken if one.page_key == contribution.page_key]
    cuts = [(*cut, None) for cut in (*earned.cuts, *mine)]
    return Award(
        contribution,
        decimal(earned.rate),
        decimal(earned.bonus),
        decimal(earned.factor),
        decimal(earned.points - sum((points for _, points in mine), ZERO)),
        _sum(cuts),
        _as_cuts(cuts),
    )


def _sum(cuts: Iterable[_Exact]) -> Decimal:
    return decimal(sum((points for _, points, _ in cuts), ZERO))


def _as_cuts(cuts: Iterable[_Exact]) -> tuple[Cut, ...]:
    return tuple(Cut(option, decimal(points), day) for option, points, day in cuts)


def _row(
    participant: Participant, found: Sums, scoring: ScoringRules, parts: Sequence[RuleWithBonuses]
) -> Row:
    tally = found.of(participant)
    # All accounts of a person have the same, also those that take part in nothing.
    decided = (scoring.adjustments.get(key, ()) for key in participant.accounts)
    adjustments = next(filter(None, decided), ())
    points = None
    if scoring.scored:
        given = sum((_points(place, part, tally) for place, part in enumerate(parts)), ZERO)
        adjusted = sum((Fraction(one.decision.points) for one in adjustments), ZERO)
        points = round_points(given + adjusted)
    wikis = tuple(_share(key, found, scoring) for key in participant.accounts if key.wiki in scoring.wikis)
    return Row(None, participant, points, _measures(tally, scoring), tally.articles, adjustments, wikis)


def _share(key: AccountKey, found: Sums, scoring: ScoringRules) -> WikiRow:
    """What one account did."""
    tally = found.members.get(key, NOTHING)
    return WikiRow(key.wiki, int(bool(tally.articles)), tally.articles, _measures(tally, scoring))


def _points(place: int, part: RuleWithBonuses, tally: Tally) -> Fraction:
    articles = tally.parts[place] if place < len(tally.parts) else ZERO
    return in_all(part, articles, tally.measures.get(part.key, NO_AMOUNT).known).points


def _measures(tally: Tally, scoring: ScoringRules) -> dict[str, Amount]:
    return {name: tally.measures.get(name, Amount()) for name in scoring.measured}


def _order(row: Row, collate: Callable[[str], Any]) -> tuple[Any, ...]:
    return (
        not row.articles,
        -(row.points or 0),
        *_lower(row.measures),
        collate(row.participant.name),
        row.participant.name,
    )


def _lower(measures: Mapping[str, Amount]) -> tuple[int, ...]:
    """The amounts that a table without points ranks by; the lower, the more was done."""
    return tuple([-measures[name].known for name in RANKING])


def _standing(row: Row) -> tuple[Any, ...]:
    """What makes two ranks equal: the points or, without points, what the table ranks by."""
    if row.points is not None:
        return (row.points,)
    return _lower(row.measures)


def _ranked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Ranks as 1, 2, 2, 4; none for those without a counted revision."""
    ranks = _ranks([_standing(row) if row.articles else None for row in rows])
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


def _teams(
    rows: Sequence[Row], found: Sums, scoring: ScoringRules, collate: Callable[[str], Any]
) -> tuple[TeamRow, ...]:
    by_key = {row.participant.account_key: row for row in rows}
    teams = [
        _team(
            name, [by_key[key] for key in members if key in by_key], found.groups.get(name, NOTHING), scoring
        )
        for name, members in scoring.teams.items()
    ]
    teams.sort(key=lambda team: (not team[1], *_team_order(team[0]), collate(team[0].name)))
    ranks = _ranks([_team_order(team) if active else None for team, active in teams])
    return tuple(replace(team, rank=rank) for (team, _), rank in zip(teams, ranks, strict=True))


def _team(name: str, rows: Sequence[Row], tally: Tally, scoring: ScoringRules) -> tuple[TeamRow, bool]:
    """A team's sums, and whether anybody in it has a counted revision."""
    points = sum((row.points for row in rows if row.points is not None), Decimal(0))
    members = tuple(row.participant for row in rows)
    measures = _measures(tally, scoring)
    return TeamRow(None, name, members, points if scoring.scored else None, measures), bool(tally.articles)


def _wiki(address: str, found: Sums, scoring: ScoringRules) -> WikiRow:
    tally = found.groups.get(of_wiki(address), NOTHING)
    active = sum(bool(one.articles) for key, one in found.members.items() if key.wiki == address)
    return WikiRow(address, active, tally.articles, _measures(tally, scoring))


def _team_order(team: TeamRow) -> tuple[Any, ...]:
    """By points; without points by what the table ranks by."""
    if team.points is not None:
        return (-team.points,)
    return _lower(team.measures)


def _totals(rows: Sequence[Row], tally: Tally, scoring: ScoringRules) -> Totals:
    points = [row.points for row in rows if row.points is not None]
    return Totals(
        participants=len(rows),
        active=sum(bool(row.articles) for row in rows),
        revisions=tally.revisions,
        articles=tally.articles,
        measures=_measures(tally, scoring),
        points=sum(points, Decimal(0)) if points else None,
    )


def standings_of(
    participants: Sequence[Participant],
    contributions: Iterable[Contribution],
    scoring: ScoringRules,
    collate: Callable[[str], Any],
) -> Standings:
    """The standings that these contributions give, all at once."""
    return standings(
        participants,
        sums([page_score(c, scoring, scoring.parts()) for c in contributions], scoring),
        scoring,
        collate,
    )
