"""The members of a campaign, and where they worked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, exists, select

from bot.store.database import Database, chunks
from bot.store.schema import evaluated, members

KNOWN_OF_MEMBERS = 4
"""The first columns of ``members`` tell who it is and what place they have; the others are sums."""


def member_rows(
    database: Database, connection: Connection, campaign: int, userids: Collection[int]
) -> Iterator[Sequence[Any]]:
    """The rows of those of these accounts who are members, many at a time."""
    for some in chunks(userids):
        query = select(members).where(members.c.campaign == campaign, database.among(members.c.userid, some))
        yield database.rows(connection, query, members)


def is_member(campaign: int, userid: Any) -> Any:
    """Whether an account is a member. Asked row by row: members are many, and never where a search begins."""
    return exists().where(members.c.campaign == campaign, members.c.userid == userid)


def pages_judged(
    database: Database, connection: Connection, campaign: int, userids: Collection[int]
) -> set[int]:
    """The pages on which revisions of these members were judged."""
    found: set[int] = set()
    for some in chunks(userids):
        query = (
            select(evaluated.c.pageid)
            .distinct()
            .where(evaluated.c.campaign == campaign, database.among(evaluated.c.userid, some))
        )
        found.update(row[0] for row in database.rows(connection, query, evaluated))
    return found
