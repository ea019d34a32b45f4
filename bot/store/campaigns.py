"""The row of a campaign: how it was left, and whose turn it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, not_, or_, select, update

from bot.counting.stored_results import ReadInVain
from bot.operations.ports import Check
from bot.store.database import Database
from bot.store.schema import campaign_wikis, campaigns
from bot.store.values import moment, number

c = campaigns.c
LONGEST = timedelta(hours=1)
"""No turn is given for longer than this at once."""


def campaign_id(database: Database, wiki: int, pageid: int) -> int:
    """The number of a campaign; it is given one where it has none."""
    return database.number_of(campaigns, wiki=wiki, pageid=pageid)


def known(database: Database, wiki: int, pageid: int) -> Any:
    """The row of a campaign, None where there is none."""
    with database.reading() as connection:
        return connection.execute(select(campaigns).where(c.wiki == wiki, c.pageid == pageid)).first()


def put(database: Database, campaign: int, **values: Any) -> None:
    """Change a campaign's row."""
    change = update(campaigns).where(c.id == campaign).values(**values)
    database.write(lambda connection: connection.execute(change))


def put_check(database: Database, campaign: int, check: Check) -> None:
    """Note how a campaign is left."""
    put(
        database,
        campaign,
        checked=number(check.at),
        seen_revid=check.revid,
        resting=int(check.resting),
        again=None if check.again is None else number(check.again),
        urgent=int(check.urgent),
    )


def check_of(row: Any) -> Check | None:
    """How a campaign was left, None for never."""
    if row is None or row.checked is None:
        return None
    again = None if row.again is None else moment(row.again)
    return Check(moment(row.checked), row.seen_revid, bool(row.resting), again, bool(row.urgent))


def put_passed(database: Database, campaign: int, passed: ReadInVain) -> None:
    """Note which versions of a campaign's page were read in vain."""
    put(database, campaign, passed=json.dumps(asdict(passed)))


def passed_of(row: Any) -> ReadInVain | None:
    """The versions of a campaign's page that were read in vain, None where none are known."""
    return None if row is None or row.passed is None else ReadInVain(**json.loads(row.passed))


def claim(database: Database, campaign: int, owner: str, now: datetime, until: datetime) -> bool:
    """Take the turn where nobody has it, or it ran out, or it is the owner's own.

    One that lasts for longer than any turn was given at a wrong time.
    """
    running = c.lease_until.between(number(now), number(max(until, now + LONGEST)))
    free = or_(c.lease_owner.is_(None), c.lease_owner == owner, not_(running))
    change = (
        update(campaigns).where(c.id == campaign, free).values(lease_owner=owner, lease_until=number(until))
    )
    return database.write(lambda connection: connection.execute(change).rowcount) == 1


def release(database: Database, campaign: int, owner: str) -> None:
    """Give the turn back, where the owner still has it."""
    change = (
        update(campaigns)
        .where(c.id == campaign, c.lease_owner == owner)
        .values(lease_owner=None, lease_until=None, facts_of=None)
    )
    database.write(lambda connection: connection.execute(change))


def oldest_facts(database: Database, wiki: int, campaign: int, now: datetime) -> datetime | None:
    """As of when the oldest facts of other campaigns' present turns are; None: there are no such turns."""
    running = c.lease_until.between(number(now), number(now + LONGEST))
    counted_here = select(campaign_wikis.c.campaign).where(campaign_wikis.c.wiki == wiki)
    others = (or_(c.wiki == wiki, c.id.in_(counted_here)), c.id != campaign, running)
    with database.reading() as connection:
        found = connection.scalar(select(func.min(c.facts_of)).where(*others))
    return None if found is None else moment(found)
