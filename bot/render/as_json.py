"""The standings for programs: what ``update --json`` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.core.message import Remark
from bot.core.standings import Amount, Row, Standings, Totals
from bot.i18n.texts import Texts
from bot.render.view import View


def document(view: View, generated: datetime) -> dict[str, Any]:
    """The campaign as JSON values. ``generated`` is when the numbers were counted (aware of its zone).

    Times are UTC in ISO 8601, ``end`` the first moment outside. Points are numbers with one decimal. A
    measure is null where nothing of it is known; ``unknown`` names each with a part that is not.
    """
    return {
        "campaign": _campaign(view),
        "generated": _moment(generated),
        **numbers(view.standings),
        "problems": [_remark(remark, view.texts) for remark in view.problems],
        "notices": [_remark(remark, view.texts) for remark in view.notices],
    }


def nothing(
    page: str, problems: Sequence[Remark], notices: Sequence[Remark], texts: Texts, generated: datetime
) -> dict[str, Any]:
    """The same document for a page on which nothing can be counted: no campaign, no rows."""
    return {
        "campaign": None,
        "page": page,
        "generated": _moment(generated),
        "totals": None,
        "rows": [],
        "problems": [_remark(remark, texts) for remark in problems],
        "notices": [_remark(remark, texts) for remark in notices],
    }


def numbers(standings: Standings) -> dict[str, Any]:
    """The numbers alone: everything by which two standings can differ for a reader of the tables."""
    return {"totals": _totals(standings.totals), "rows": [_row(row) for row in standings.rows]}


def _campaign(view: View) -> dict[str, Any]:
    campaign = view.campaign
    return {
        "name": campaign.name,
        "page": view.site.full_title(campaign.page),
        "start": _moment(campaign.start),
        "end": _moment(campaign.end),
        "timezone": campaign.timezone,
        "language": campaign.language,
        "phase": view.phase.value,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "participants": totals.participants,
        "active": totals.active,
        "revisions": totals.revisions,
        "articles": totals.articles,
        "points": _points(totals.points),
        **_measures(totals.measures),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "user": row.account.name,
        "points": _points(row.points),
        **_measures(row.measures),
    }


def _measures(measures: Mapping[str, Amount]) -> dict[str, Any]:
    return {
        "measures": {name: _known(amount) for name, amount in measures.items()},
        "unknown": [name for name, amount in measures.items() if amount.unknown],
    }


def _known(amount: Amount) -> int | None:
    return None if amount.unknown and not amount.known else amount.known


def _remark(remark: Remark, texts: Texts) -> dict[str, Any]:
    return {"line": remark.line, "text": texts.render(remark.message), "quote": remark.quote}


def _points(points: Decimal | None) -> float | None:
    # Rounded to one decimal already, so a float shows the same digits.
    return None if points is None else float(points)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
