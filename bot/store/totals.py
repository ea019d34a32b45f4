"""Sums over all campaigns of all wikis, made by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, distinct, func, select

from bot.counting.stored_results import GrandTotals
from bot.store.result_queries import is_measured
from bot.store.schema import campaigns, entries, evaluated, members

Row = tuple[int, ...]


def grand_totals(connection: Connection) -> GrandTotals:
    """Distinct pages, revisions and people. Pages and revisions are told apart within their wiki."""
    counted = select(func.count()).where(campaigns.c.key.is_not(None))
    participants, active = _people(connection)
    created, improved, articles = _articles(connection)
    edits, net, positive, absolute, unknown = _edits(connection)
    return GrandTotals(
        campaigns=connection.execute(counted).scalar_one(),
        participants=participants,
        active=active,
        edits=edits,
        articles_created=created,
        articles_improved=improved,
        articles=articles,
        bytes_added=net,
        bytes_positive=positive,
        bytes_absolute=absolute,
        unknown=unknown,
    )


def _people(connection: Connection) -> Row:
    everybody = select(func.count(distinct(members.c.name)))
    active = everybody.where(members.c.revisions > 0)
    return connection.execute(everybody).scalar_one(), connection.execute(active).scalar_one()


def _articles(connection: Connection) -> Row:
    """Created, improved, and either; who created what they went on with did not improve it."""
    once = (
        select(
            func.max(func.coalesce(entries.c.created, 0)).label("created"),
            func.max(func.coalesce(entries.c.improved, 0)).label("improved"),
        )
        .group_by(entries.c.wiki, entries.c.pageid)
        .subquery()
    )
    either = case((once.c.created + once.c.improved > 0, 1), else_=0)
    return _numbers(connection, select(func.sum(once.c.created), func.sum(once.c.improved), func.sum(either)))


def _edits(connection: Connection) -> Row:
    """Edits; net, positive and absolute bytes; and how many edits' bytes cannot be known."""
    once = (
        select(
            func.max(evaluated.c.sizediff).label("bytes"),
            func.max(case((evaluated.c.reason.is_(None), 1), else_=0)).label("edit"),
        )
        .where(is_measured())
        .group_by(evaluated.c.wiki, evaluated.c.revid)
        .subquery()
    )
    return _numbers(
        connection,
        select(
            func.sum(once.c.edit),
            func.sum(once.c.bytes),
            func.sum(case((once.c.bytes > 0, once.c.bytes), else_=0)),
            func.sum(func.abs(once.c.bytes)),
            func.sum(case((once.c.bytes.is_(None), 1), else_=0)),
        ).select_from(once),
    )


def _numbers(connection: Connection, query: Any) -> Row:
    """One row of sums; MariaDB's are decimals, and those of nothing are NULL."""
    return tuple(int(number or 0) for number in connection.execute(query).one())
