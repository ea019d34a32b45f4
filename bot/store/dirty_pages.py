"""Which pages of a campaign have to be counted again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, insert, literal, select, update

from bot.counting.stored_results import Refresh
from bot.store.database import Database, chunks
from bot.store.schema import places, todo

c = todo.c


def inserted() -> Any:
    """An insertion that leaves the pages alone that are there."""
    return insert(todo).prefix_with("OR IGNORE", dialect="sqlite").prefix_with("IGNORE", dialect="mysql")


def raise_pages(connection: Connection, campaign: int, pageids: Collection[int], depth: Refresh) -> None:
    """These pages have to be counted; the greater depth holds."""
    for some in chunks(pageids):
        if depth:
            connection.execute(
                update(todo)
                .where(c.campaign == campaign, c.pageid.in_(some), c.depth < int(depth))
                .values(depth=int(depth))
            )
        connection.execute(
            inserted(),
            [{"campaign": campaign, "pageid": pageid, "depth": int(depth)} for pageid in some],
        )


def raise_all(connection: Connection, campaign: int, depth: Refresh) -> None:
    """All pages that were counted or have to be."""
    counted = select(literal(campaign), places.c.pageid, literal(int(depth))).where(
        places.c.campaign == campaign
    )
    connection.execute(
        update(todo).where(c.campaign == campaign, c.depth < int(depth)).values(depth=int(depth))
    )
    connection.execute(inserted().from_select(["campaign", "pageid", "depth"], counted))


def depths(database: Database, connection: Connection, campaign: int) -> dict[Refresh, list[int]]:
    """The pages of which something has to be looked up, by how much of them."""
    query = select(c.pageid, c.depth).where(c.campaign == campaign, c.depth > int(Refresh.RESCORE))
    found: dict[Refresh, list[int]] = {}
    for pageid, depth in database.rows(connection, query, todo):
        found.setdefault(Refresh(depth), []).append(pageid)
    return found
