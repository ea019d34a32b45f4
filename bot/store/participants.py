"""The members of a campaign, and where they worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, exists, select

from bot.store.database import Database, chunks
from bot.store.schema import evaluated, members
from bot.store.wiki_numbers import Ids, Pairs

KNOWN_OF_MEMBERS = 5
"""The first columns of ``members`` tell who it is and what place they have; the others are sums."""


def member_rows(
    database: Database, connection: Connection, campaign: int, accounts: Ids
) -> Iterator[Sequence[Any]]:
    """The rows of those of these accounts who are members, many at a time."""
    c = members.c
    for wiki, userids in accounts.items():
        for some in chunks(userids):
            mine = (c.campaign == campaign, c.wiki == wiki, database.among(c.userid, some))
            yield database.rows(connection, select(members).where(*mine), members)


def is_member(campaign: int, wiki: Any, userid: Any) -> Any:
    """Whether an account is a member. Asked row by row: members are many, and never where a search begins."""
    c = members.c
    return exists().where(c.campaign == campaign, c.wiki == wiki, c.userid == userid)


def pages_judged(database: Database, connection: Connection, campaign: int, accounts: Ids) -> Pairs:
    """The pages on which revisions of these members were judged."""
    c = evaluated.c
    found: Pairs = set()
    for wiki, userids in accounts.items():
        for some in chunks(userids):
            theirs = (c.campaign == campaign, c.wiki == wiki, database.among(c.userid, some))
            query = select(c.pageid).distinct().where(*theirs)
            found.update((wiki, row[0]) for row in database.rows(connection, query, evaluated))
    return found
