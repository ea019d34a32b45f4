"""Which settings of a campaign's page are trusted, and what a wiki's community has set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.safety.approval import Approval, TrustRecord, Version, WaitingReason
from bot.store.database import Database
from bot.store.schema import approvals, wikis
from bot.store.values import dumps, moment, number


def judgement(database: Database, campaign: int) -> TrustRecord | None:
    """What is remembered of a campaign's page; None for nothing that can be read."""
    query = select(approvals.c.judgement).where(approvals.c.campaign == campaign)
    with database.reading() as connection:
        found = connection.scalar(query)
    try:
        return None if found is None else _judgement(json.loads(found))
    except (KeyError, TypeError, ValueError):
        return None


def put_judgement(database: Database, campaign: int, judgement: TrustRecord) -> None:
    """Remember it in the place of the one before."""
    old = delete(approvals).where(approvals.c.campaign == campaign)
    new = insert(approvals).values(campaign=campaign, judgement=dumps(_told(judgement)))
    database.write(lambda connection: (connection.execute(old), connection.execute(new)))


def community(database: Database, wiki: int) -> str:
    """What the community of a wiki has set, as it wrote it; "" for nothing."""
    with database.reading() as connection:
        return connection.scalar(select(wikis.c.community).where(wikis.c.id == wiki)) or ""


def put_community(database: Database, wiki: int, text: str) -> None:
    """Remember it."""
    change = update(wikis).where(wikis.c.id == wiki).values(community=text)
    database.write(lambda connection: connection.execute(change))


def _told(judgement: TrustRecord) -> dict[str, Any]:
    approval = judgement.approval
    return {
        "approved": _version_told(approval.approved),
        "good": _version_told(approval.good),
        "waiting": _version_told(approval.waiting),
        "organizers": sorted(approval.organizers),
        "reason": approval.reason.value,
        "seen": judgement.seen,
        "at": number(judgement.at),
        "trust": judgement.trust,
        "text": judgement.text,
        "by": judgement.by,
        "tellable": judgement.tellable,
    }


def _judgement(told: Mapping[str, Any]) -> TrustRecord:
    approval = Approval(
        _version(told["approved"]),
        _version(told["good"]),
        frozenset(told["organizers"]),
        _version(told["waiting"]),
        WaitingReason(told["reason"]),
    )
    return TrustRecord(
        approval,
        told["seen"],
        moment(told["at"]),
        told["trust"],
        told["text"],
        tuple(told["by"]),
        told["tellable"],
    )


def _version_told(version: Version | None) -> list[Any] | None:
    if version is None:
        return None
    when = number(version.timestamp)
    return [version.revid, when, version.author, version.settings, version.shown, version.parentid]


def _version(told: Any) -> Version | None:
    if told is None:
        return None
    revid, when, author, settings, shown, parentid = told
    return Version(revid, moment(when), author, settings, shown, parentid)
