"""Values of the pure rooms as they stand in the tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement

from bot.counting.standings import Amount
from bot.counting.stored_results import PageScore, Tally
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Revision
from bot.store.schema import entries, revisions

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

TEXT_HIDDEN, USER_HIDDEN = 1, 2
"""The bits of ``revisions.hidden``."""

THERE, DROPPED, OFF_THE_PAGE, NAMELESS = 0, 1, 2, 3
"""``revisions.gone``: missing among its author's edits; or from its page; or there, its author hidden."""

REVISION: tuple[ColumnElement[Any], ...] = (
    revisions.c.revid, revisions.c.parentid, revisions.c.pageid, revisions.c.userid,
    revisions.c.timestamp, revisions.c.size, revisions.c.sizediff, revisions.c.tags,
    revisions.c.hidden, revisions.c.sha1, revisions.c.hashtags,
)  # fmt: skip
"""What ``revision`` is made from."""
ROW_REVID, ROW_TIMESTAMP = itemgetter(0), itemgetter(4)

ENTRY: tuple[ColumnElement[Any], ...] = (
    entries.c.userid, entries.c.pageid, entries.c.revisions, entries.c.measures, entries.c.parts,
    entries.c.draft,
)  # fmt: skip
"""What ``entry`` is made from."""


def number(when: datetime) -> int:
    """A moment as microseconds since 1970."""
    return (when - EPOCH) // MICROSECOND


def moment(microseconds: int) -> datetime:
    """The moment again, UTC."""
    seconds, rest = divmod(microseconds, 1_000_000)
    found = datetime.fromtimestamp(seconds, UTC)
    return found.replace(microsecond=rest) if rest else found


def dumps(value: Any) -> str:
    """A JSON value, short."""
    return ENCODER.encode(value)


@lru_cache(maxsize=4096)
def tags_text(tags: frozenset[str]) -> str:
    """Tags in one text; MediaWiki allows no ``|`` in them."""
    return "|".join(sorted(tags))


@lru_cache(maxsize=4096)
def tags_of(text: str) -> frozenset[str]:
    """The tags again."""
    return frozenset(filter(None, text.split("|")))


def hashtags_text(hashtags: frozenset[str] | None) -> str | None:
    """Hashtags in one text; none of them has a ``|``."""
    return None if hashtags is None else tags_text(hashtags)


def revision(row: Sequence[Any]) -> Revision:
    """A revision out of the columns ``REVISION``."""
    revid, parentid, pageid, userid, timestamp, size, sizediff, tags, hidden, sha1, hashtags = row
    return Revision(
        revid, parentid, pageid, userid, moment(timestamp), size, sizediff, tags_of(tags),
        bool(hidden & TEXT_HIDDEN), bool(hidden & USER_HIDDEN), sha1,
        hashtags=None if hashtags is None else tags_of(hashtags),
    )  # fmt: skip


def by_age(rows: Iterable[Any]) -> list[Any]:
    """Rows of ``REVISION`` in the order of a history; two sorts by one number are quicker than one by two."""
    return sorted(sorted(rows, key=ROW_REVID), key=ROW_TIMESTAMP)


@lru_cache(maxsize=4096)
def _name_text(name: str) -> str:
    return ENCODER.encode(name) + ":"


def measures_text(measures: Mapping[str, int | None]) -> str:
    """Amounts by name as JSON; quicker than writing any JSON, because there are millions of them."""
    amounts = ("null" if amount is None else str(amount) for amount in measures.values())
    return "{" + ",".join(map(str.__add__, map(_name_text, measures), amounts)) + "}"


def parts_text(parts: Iterable[Fraction]) -> str:
    """Exact numbers in one text: ``1/3 5``."""
    return " ".join(map(str, parts))


@lru_cache(maxsize=65536)
def _part(text: str) -> Fraction:
    numerator, _, denominator = text.partition("/")
    return Fraction(int(numerator), int(denominator or 1))


def parts_of(text: str) -> tuple[Fraction, ...]:
    """The numbers again."""
    return tuple(map(_part, text.split()))


DAYS = "by day"
"""Beside the amounts of an entry where a rule asks for it: amounts by day, as Python numbers days."""


def amounts_text(one: PageScore) -> str:
    """The amounts of an entry."""
    if not one.days:
        return measures_text(one.measures)
    days = {key: {day.toordinal(): net for day, net in found.items()} for key, found in one.days.items()}
    return dumps({**one.measures, DAYS: days})


def entry(row: Sequence[Any], wiki: str) -> PageScore:
    """An entry out of the columns ``ENTRY``, on the wiki with this address."""
    userid, pageid, count, measures, parts, draft = row
    amounts = json.loads(measures)
    days = amounts.pop(DAYS, None)
    found = {key: _days(one) for key, one in days.items()} if days else {}
    account, page = AccountKey(wiki, userid), PageKey(wiki, pageid)
    return PageScore(account, page, count, amounts, parts_of(parts), bool(draft), found)


def _days(amounts: Mapping[str, int]) -> Mapping[date, int]:
    return {date.fromordinal(int(day)): net for day, net in amounts.items()}


def sums_text(measures: Mapping[str, Amount]) -> str:
    """Sums of measures as JSON: the known part, and how many parts are unknown."""
    return dumps({name: (amount.known, amount.unknown) for name, amount in measures.items()})


def tally(row: Sequence[Any]) -> Tally:
    """A tally out of revisions, articles, measures and parts."""
    count, articles, measures, parts = row
    sums = {name: Amount(known, unknown) for name, (known, unknown) in json.loads(measures).items()}
    return Tally(count, articles, sums, parts_of(parts))


SUMS = ("revisions", "articles", "measures", "parts")
"""The columns that hold a tally."""


def tally_row(one: Tally) -> tuple[int, int, str, str]:
    """Those four columns."""
    return one.revisions, one.articles, sums_text(one.measures), parts_text(one.parts)
