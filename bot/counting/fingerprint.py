"""A short name for the numbers of standings, which changes with what readers can see of them alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.counting.canonical import canonical
from bot.counting.standings import Amount, Row, Standings, TeamRow, Totals

LENGTH = 20
"""Hexadecimal digits; those of the formula before had 16, by which the two are told apart."""
FORMER_LENGTH = 16


def numbers_fingerprint(standings: Standings, noted: str = "") -> str:
    """The name of these numbers: the one ``noted`` on a page, where that is another name for the same.

    A name by the formula before goes on to stand for its numbers, so that no page is saved for a new formula.
    """
    if len(noted) == FORMER_LENGTH and noted == former_fingerprint(standings):
        return noted
    return hashlib.sha256(canonical(_numbers(standings)).encode()).hexdigest()[:LENGTH]


def _numbers(standings: Standings) -> tuple[Any, ...]:
    totals = standings.totals
    return (
        (totals.participants, totals.active, totals.revisions, totals.articles),
        (_points(totals.points), _measures(totals.measures)),
        [
            (row.rank, row.participant.name, _points(row.points), _measures(row.measures))
            for row in standings.rows
        ],
        [
            (
                team.rank,
                team.name,
                [one.name for one in team.members],
                _points(team.points),
                _measures(team.measures),
            )
            for team in standings.teams
        ],
        *_by_wiki(standings),
    )


def _by_wiki(standings: Standings) -> list[Any]:
    """Nothing for a campaign on one wiki: its numbers have the name that they always had."""
    return [(one.wiki, one.active, one.articles, _measures(one.measures)) for one in standings.wikis]


def _points(points: Decimal | None) -> str | None:
    return None if points is None else str(points.normalize())


def _measures(measures: Mapping[str, Amount]) -> Mapping[str, tuple[int, bool]]:
    """What is known, and whether more is unknown: how many parts that are, no table shows."""
    return {name: (amount.known, bool(amount.unknown)) for name, amount in measures.items()}


def former_fingerprint(standings: Standings) -> str:
    """The name by the formula of 2026-11: of the numbers as the JSON output had them then.

    What it is made of must not change, whatever the JSON output becomes.
    """
    numbers = {
        "totals": _former_totals(standings.totals),
        "rows": [_former_row(row) for row in standings.rows],
        "teams": [_former_team(team) for team in standings.teams],
    }
    text = json.dumps(numbers, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:FORMER_LENGTH]


def _former_totals(totals: Totals) -> dict[str, Any]:
    return {
        "participants": totals.participants,
        "active": totals.active,
        "revisions": totals.revisions,
        "articles": totals.articles,
        **_former_amounts(totals.points, totals.measures),
    }


def _former_row(row: Row) -> dict[str, Any]:
    return {"rank": row.rank, "user": row.participant.name, **_former_amounts(row.points, row.measures)}


def _former_team(team: TeamRow) -> dict[str, Any]:
    members = [member.name for member in team.members]
    return {
        "rank": team.rank,
        "team": team.name,
        "members": members,
        **_former_amounts(team.points, team.measures),
    }


def _former_amounts(points: Decimal | None, measures: Mapping[str, Amount]) -> dict[str, Any]:
    return {
        "points": None if points is None else float(points),
        "measures": {
            name: None if amount.unknown and not amount.known else amount.known
            for name, amount in measures.items()
        },
        "unknown": [name for name, amount in measures.items() if amount.unknown],
    }
