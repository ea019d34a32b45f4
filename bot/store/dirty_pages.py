"""Which pages of a campaign have to be counted again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, literal, select, update

from bot.counting.stored_results import Refresh
from bot.store.database import Database, chunks
from bot.store.schema import places, todo
from bot.store.wiki_numbers import Ids, Pairs

c = todo.c
COLUMNS = ["campaign", "wiki", "pageid", "depth"]


def inserted() -> Any:
    """An insertion that leaves the pages alone that are there."""
    return insert(todo).prefix_with("OR IGNORE", dialect="sqlite").prefix_with("IGNORE", dialect="mysql")


def raise_pages(connection: Connection, campaign: int, pages: Ids, depth: Refresh) -> None:
    """These pages have to be counted; the greater depth holds."""
    for wiki, pageids in pages.items():
        for some in chunks(pageids):
            if depth:
                connection.execute(
                    update(todo)
                    .where(c.campaign == campaign, c.wiki == wiki, c.pageid.in_(some), c.depth < int(depth))
                    .values(depth=int(depth))
                )
            rows = [(campaign, wiki, pageid, int(depth)) for pageid in some]
            connection.execute(inserted(), [dict(zip(COLUMNS, row, strict=True)) for row in rows])


def raise_all(connection: Connection, campaign: int, wiki: int | None, depth: Refresh) -> None:
    """All pages that were counted or have to be, of one wiki or (None) of all."""
    counted = select(literal(campaign), places.c.wiki, places.c.pageid, literal(int(depth))).where(
        places.c.campaign == campaign
    )
    waiting = update(todo).where(c.campaign == campaign, c.depth < int(depth))
    if wiki is not None:
        counted, waiting = counted.where(places.c.wiki == wiki), waiting.where(c.wiki == wiki)
    connection.execute(waiting.values(depth=int(depth)))
    connection.execute(inserted().from_select(COLUMNS, counted))


def depths(database: Database, connection: Connection, campaign: int) -> dict[Refresh, Pairs]:
    """The pages of which something has to be looked up, by how much of them."""
    query = select(c.wiki, c.pageid, c.depth).where(c.campaign == campaign, c.depth > int(Refresh.RESCORE))
    found: dict[Refresh, Pairs] = {}
    for wiki, pageid, depth in database.rows(connection, query, todo):
        found.setdefault(Refresh(depth), set()).add((wiki, pageid))
    return found
