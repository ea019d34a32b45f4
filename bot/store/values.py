"""Values of ``bot.core`` as they stand in the tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement

from bot.core.keeping import Entry, Tally
from bot.core.revisions import Revision
from bot.core.standings import Amount
from bot.store.schema import entries, revisions

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

TEXT_HIDDEN, USER_HIDDEN = 1, 2
"""The bits of ``revisions.hidden``."""

THERE, DROPPED, OFF_THE_PAGE = 0, 1, 2
"""``revisions.gone``: missing among its author's edits, who may be hidden; or missing from its page."""

REVISION: tuple[ColumnElement[Any], ...] = (
    revisions.c.revid, revisions.c.parentid, revisions.c.pageid, revisions.c.userid,
    revisions.c.timestamp, revisions.c.size, revisions.c.sizediff, revisions.c.tags,
    revisions.c.hidden, revisions.c.sha1,
)  # fmt: skip
"""What ``revision`` is made from."""

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
    return EPOCH + timedelta(microseconds=microseconds)


def dumps(value: Any) -> str:
    """A JSON value, short."""
    return ENCODER.encode(value)


def tags_text(tags: Iterable[str]) -> str:
    """Tags in one text; MediaWiki allows no ``|`` in them."""
    return "|".join(sorted(tags))


@lru_cache(maxsize=4096)
def tags_of(text: str) -> frozenset[str]:
    """The tags again."""
    return frozenset(filter(None, text.split("|")))


def revision(row: Sequence[Any]) -> Revision:
    """A revision out of the columns ``REVISION``."""
    revid, parentid, pageid, userid, timestamp, size, sizediff, tags, hidden, sha1 = row
    return Revision(
        revid, parentid, pageid, userid, moment(timestamp), size, sizediff, tags_of(tags),
        bool(hidden & TEXT_HIDDEN), bool(hidden & USER_HIDDEN), sha1,
    )  # fmt: skip


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


def entry(row: Sequence[Any]) -> Entry:
    """An entry out of the columns ``ENTRY``."""
    userid, pageid, count, measures, parts, draft = row
    return Entry(userid, pageid, count, json.loads(measures), parts_of(parts), bool(draft))


def sums_text(measures: Mapping[str, Amount]) -> str:
    """Sums of measures as JSON: the known part, and how many parts are unknown."""
    return dumps({name: (amount.known, amount.unknown) for name, amount in measures.items()})


def tally(row: Sequence[Any]) -> Tally:
    """A tally out of revisions, articles, measures and parts."""
    count, articles, measures, parts = row
    sums = {name: Amount(known, unknown) for name, (known, unknown) in json.loads(measures).items()}
    return Tally(count, articles, sums, parts_of(parts))


def tally_row(one: Tally) -> tuple[int, int, str, str]:
    """Those four columns."""
    return one.revisions, one.articles, sums_text(one.measures), parts_text(one.parts)
