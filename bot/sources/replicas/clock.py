"""Up to when the replica has been brought."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.mediawiki.clocks import agree, is_ahead
from bot.mediawiki.queries import Clock, ReadMoment
from bot.messages import message
from bot.operations.ports import WikiUnavailable
from bot.sources.replicas.replica import PartialAnswer, Replica, moment

HEARTBEAT = "SELECT last_updated, UTC_TIMESTAMP(6) FROM heartbeat_p.heartbeat"
NEWEST = "SELECT MAX(rc_timestamp), UTC_TIMESTAMP(6) FROM recentchanges"


def clock(_question: Clock, replica: Replica) -> PartialAnswer:
    """``heartbeat_p.heartbeat``, into which the primary of each shard writes the time every second.

    A server with several shards does not say which is the wiki's. The slowest is taken then, unless an edit
    of the wiki proves it to be further: whoever believes to know more than there is misses edits for good.
    So a time that has not come yet by the wiki's own is none. Raises WikiUnavailable where there is no other.
    """
    beats = replica.rows(HEARTBEAT)
    if len(beats) == 1:
        now = _present(replica, beats[0][1])
        beat = _beat(beats[0][0])
        if not is_ahead(beat, now):
            return PartialAnswer.whole(_moment(beat, now))
    ((newest, stamp),) = replica.rows(NEWEST)
    now = _present(replica, stamp)
    known = [min(_beat(beat) for beat, _ in beats)] if beats else []
    known += [moment(newest)] if newest else []
    if not known:
        raise replica.half("heartbeat")
    complete = max((one for one in known if not is_ahead(one, now)), default=None)
    if complete is None:
        raise WikiUnavailable(message("replicas-no-time", replica.connection.access.host))
    return PartialAnswer.whole(_moment(complete, now))


def _present(replica: Replica, stamp: datetime) -> datetime:
    """The server's time, or the wiki's where they differ."""
    server, wiki = stamp.replace(tzinfo=UTC), replica.present()
    return server if wiki is None or agree(server, wiki) else wiki


def _beat(stamp: bytes | str) -> datetime:
    """``2026-11-02T12:00:00.000980``, in UTC."""
    text = stamp.decode() if isinstance(stamp, bytes) else stamp
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _moment(complete: datetime, present: datetime) -> ReadMoment:
    """In whole seconds, as the wiki's own times are; clocks that differ a little make no negative lag."""
    complete = min(complete, present).replace(microsecond=0)
    return ReadMoment(complete, max(present.replace(microsecond=0) - complete, timedelta(0)))
