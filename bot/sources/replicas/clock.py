"""Up to when the replica has been brought."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.questions import Clock, Moment
from bot.sources.replicas.replica import Draft, Replica, moment

HEARTBEAT = "SELECT last_updated, UTC_TIMESTAMP(6) FROM heartbeat_p.heartbeat"
NEWEST = "SELECT MAX(rc_timestamp), UTC_TIMESTAMP(6) FROM recentchanges"


def clock(_question: Clock, replica: Replica) -> Draft:
    """``heartbeat_p.heartbeat``, into which the primary of each shard writes the time every second.

    A server with several shards does not say which is the wiki's. The slowest is taken then, unless an edit
    of the wiki proves it to be further: whoever believes to know more than there is misses edits for good.
    """
    beats = replica.rows(HEARTBEAT)
    if len(beats) == 1:
        return Draft.whole(_moment(_beat(beats[0][0]), beats[0][1]))
    ((newest, now),) = replica.rows(NEWEST)
    known = [min(_beat(beat) for beat, _ in beats)] if beats else []
    known += [moment(newest)] if newest else []
    if not known:
        raise replica.half("heartbeat")
    return Draft.whole(_moment(max(known), now))


def _beat(stamp: bytes | str) -> datetime:
    """``2026-11-02T12:00:00.000980``, in UTC."""
    text = stamp.decode() if isinstance(stamp, bytes) else stamp
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _moment(complete: datetime, now: datetime) -> Moment:
    """In whole seconds, as the wiki's own times are; clocks that differ a little make no negative lag."""
    present = now.replace(tzinfo=UTC)
    complete = min(complete, present).replace(microsecond=0)
    return Moment(complete, max(present.replace(microsecond=0) - complete, timedelta(0)))
