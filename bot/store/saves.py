"""What was saved on each wiki in the last day, so that all processes together stay within the bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from bot.safety.bounds import AHEAD, DAY, HOUR, Bounds, Full, Save, Turning, admit, turning
from bot.store.change_counter import ChangeCounter
from bot.store.database import Database
from bot.store.schema import saves, stops
from bot.store.values import moment, number

c = saves.c
FORGOTTEN = timedelta(days=2)
"""How long it holds that something stops a campaign: every one that waits has a turn each day."""


def take_place(
    database: Database, wiki: int, new: Save, bounds: Bounds, main: bool
) -> tuple[int, Save] | Full:
    """Note a save, with the number to give its place back by; or tell why it has to wait."""

    def work(connection: Connection) -> tuple[int, Save] | Full:
        # The wiki's row is held meanwhile: nobody else counts what this process is about to add to.
        ChangeCounter(connection, wiki)
        _tidy(connection, wiki, new.at)
        admitted = admit(new, _known(connection, wiki, new), bounds, main=main)
        if isinstance(admitted, Full):
            return admitted
        row = insert(saves).values(
            wiki=wiki,
            campaign=admitted.campaign,
            at=number(admitted.at),
            title=admitted.title,
            made=int(admitted.made),
            first=int(admitted.first),
        )
        return int(connection.execute(row).lastrowid), admitted

    return database.write(work)


def give_back(database: Database, place: int) -> None:
    """Nothing was saved after all."""
    database.write(lambda connection: connection.execute(delete(saves).where(c.id == place)))


def known(database: Database, wiki: int, new: Save) -> Sequence[Save]:
    """The saves that this one's room depends on."""
    with database.reading() as connection:
        return _known(connection, wiki, new)


def _tidy(connection: Connection, wiki: int, now: datetime) -> None:
    """Take away what is old; what was noted by a clock that was ahead is of now."""
    connection.execute(delete(saves).where(c.wiki == wiki, c.at <= number(now - DAY)))
    ahead = and_(c.wiki == wiki, c.at > number(now + AHEAD))
    connection.execute(update(saves).where(ahead).values(at=number(now)))


def _known(connection: Connection, wiki: int, new: Save) -> list[Save]:
    matters = or_(
        c.at > number(new.at - HOUR), c.made == 1, and_(c.campaign == new.campaign, c.title == new.title)
    )
    query = select(c.at, c.campaign, c.title, c.made, c.first).where(
        c.wiki == wiki, c.at > number(new.at - DAY), matters
    )
    return [
        Save(moment(at), campaign, title, bool(made), bool(first))
        for at, campaign, title, made, first in connection.execute(query)
    ]


def put_stops(
    database: Database, wiki: int, campaign: int, present: frozenset[str], now: datetime
) -> Turning:
    """Note what stops a campaign's saves now, and tell what is new about it."""
    here = stops.c

    def work(connection: Connection) -> Turning:
        ChangeCounter(connection, wiki)
        old = here.at <= number(now - FORGOTTEN)
        connection.execute(delete(stops).where(here.wiki == wiki, old))
        found = _stopped(connection, wiki)
        mine = and_(here.wiki == wiki, here.campaign == campaign)
        connection.execute(delete(stops).where(mine))
        rows = [
            {"wiki": wiki, "campaign": campaign, "what": what, "at": number(now)} for what in sorted(present)
        ]
        if rows:
            connection.execute(insert(stops), rows)
        return turning(found, campaign, present)

    with database.reading() as connection:
        nothing = not present and campaign not in _stopped(connection, wiki)
    return Turning() if nothing else database.write(work)


def _stopped(connection: Connection, wiki: int) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    query = select(stops.c.campaign, stops.c.what).where(stops.c.wiki == wiki)
    for campaign, what in connection.execute(query):
        found[campaign].add(what)
    return {campaign: frozenset(names) for campaign, names in found.items()}
