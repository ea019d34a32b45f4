"""Single revisions by id, and the history of one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha1
from typing import Any

from bot.mediawiki.models import BY_AGE, Revision, as_history, window_of
from bot.mediawiki.queries import Hashtagged, History, Pages, Revisions, Window
from bot.sources.replicas.replica import PartialAnswer, Replica, stamp
from bot.sources.replicas.revisions import DELETED, FIELDS, TEXT_HIDDEN, Rows

EDITS = """
FROM revision AS edit
JOIN page ON page_id = edit.rev_page
LEFT JOIN actor_revision ON actor_id = edit.rev_actor
"""
SUMMARIES = "LEFT JOIN comment_revision ON comment_id = edit.rev_comment_id"
SLOTS = """
SELECT slot_revision_id, role_name, content_sha1
FROM slots JOIN slot_roles ON role_id = slot_role_id JOIN content ON content_id = slot_content_id
WHERE slot_revision_id IN %(ids)s
"""
LEAD = """
SELECT MIN(earlier.rev_timestamp) FROM (
    SELECT rev_timestamp FROM revision WHERE rev_page = %(page)s AND rev_timestamp < %(since)s
    ORDER BY rev_timestamp DESC LIMIT %(lead)s
) AS earlier
"""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def revisions(question: Revisions, replica: Replica) -> PartialAnswer:
    """``revision`` by id; those of deleted pages are not in it."""
    sql = f"SELECT {_fields(replica)}, comment_text {EDITS} {SUMMARIES} WHERE edit.rev_id IN %(ids)s"
    found = list(replica.each(sql, question.revids))
    draft = _rows(found, replica, names=False).draft(
        lambda all_: {one.revid: one for one in all_}, diffs=False
    )
    there = {row[0] for row in found}
    missing = tuple(revid for revid in question.revids if revid not in there)
    return draft.unless_there(Revisions(missing), bool(missing), replica, "revision")


def hashtagged(question: Hashtagged, replica: Replica) -> PartialAnswer:
    """``revision`` by time, of which those are kept that have a hash sign in their summaries."""
    found = replica.rows(
        f"SELECT {_fields(replica)}, comment_text {EDITS} {SUMMARIES} WHERE page_namespace IN %(namespaces)s"
        " AND edit.rev_timestamp >= %(since)s AND edit.rev_timestamp < %(until)s AND actor_user IS NOT NULL"
        " AND (LOCATE(%(sign)s, comment_text) OR LOCATE(%(wide)s, comment_text))",
        namespaces=sorted(question.namespaces),
        since=stamp(question.since),
        until=stamp(question.until),
        sign=b"#",
        wide="＃".encode(),
    )

    def complete(all_: Iterable[Revision]) -> tuple[Revision, ...]:
        return tuple(one for one in all_ if one.hashtags and one.hashtags & question.hashtags)

    return _rows(found, replica, names=False).draft(complete, diffs=False)


def history(question: History, replica: Replica) -> PartialAnswer:
    """``revision`` by page."""
    conditions = ["edit.rev_page = %(page)s"]
    conditions += ["edit.rev_timestamp >= %(since)s"] if question.since else []
    conditions += ["edit.rev_timestamp < %(until)s"] if question.until else []
    found = replica.rows(
        f"SELECT {_fields(replica)}, comment_text {EDITS} {SUMMARIES} WHERE {' AND '.join(conditions)}",
        page=question.pageid,
        since=stamp(question.since) if question.since else None,
        until=stamp(question.until) if question.until else None,
    )
    draft = _rows(found, replica).draft(as_history, diffs=False)
    empty = not found and not question.since and not question.until
    return draft.unless_there(Pages((question.pageid,), sure=True), empty, replica, "revision")


def window(question: Window, replica: Replica) -> PartialAnswer:
    """``revision`` by page, from the time of the first that is wanted."""
    found = replica.rows(
        f"SELECT {_fields(replica)}, comment_text {EDITS} {SUMMARIES}"
        f" WHERE edit.rev_page = %(page)s AND edit.rev_timestamp >= COALESCE(({LEAD}), %(since)s)",
        page=question.pageid,
        since=stamp(question.since),
        lead=question.lead,
    )

    def complete(all_: Iterable[Revision]) -> tuple[Revision, ...]:
        return as_history(window_of(sorted(all_, key=BY_AGE), question.since, question.lead))

    draft = _rows(found, replica).draft(complete, diffs=False)
    empty = not found and question.lead > 0
    return draft.unless_there(Pages((question.pageid,), sure=True), empty, replica, "revision")


def _fields(replica: Replica) -> str:
    # Hidden authors have no number here, and a few very old revisions have none anywhere.
    author = "actor_id IS NOT NULL OR COALESCE(edit.rev_actor, 0) = 0"
    return f"{FIELDS}, {'edit.rev_sha1' if replica.schema.sha1 else 'NULL'}, {author}"


def _rows(found: Iterable[Sequence[Any]], replica: Replica, *, names: bool = True) -> Rows:
    listed = list(found)
    of_slots = {} if replica.schema.sha1 else _checksums([row[0] for row in listed], replica)
    rows = Rows()
    shown = [row[0] for row in listed if not row[DELETED] & TEXT_HIDDEN]
    # Single texts may have been lost, but not all of them.
    if not replica.schema.sha1 and len(shown) > 1 and of_slots.keys().isdisjoint(shown):
        raise replica.half("slots")
    for *row, checksum, author, summary in listed:
        if not author:
            raise replica.half("actor")
        checksum_ = _hexadecimal(checksum or of_slots.get(row[0], b""))
        rows.add(row, sha1=checksum_, summary=summary, names=names)
    return rows


def _checksums(revids: Iterable[int], replica: Replica) -> dict[int, bytes]:
    """Of revisions whose own is not stored: that of the only slot, or of all together (RevisionSlots)."""
    slots: dict[int, list[tuple[bytes, bytes]]] = defaultdict(list)
    for revid, role, checksum in replica.each(SLOTS, revids):
        slots[revid].append((role, checksum))
    return {revid: _together([checksum for _, checksum in sorted(all_)]) for revid, all_ in slots.items()}


def _together(checksums: Sequence[bytes]) -> bytes:
    whole, *others = checksums
    for other in others:
        whole = _base36(int(sha1(whole + other).hexdigest(), 16)).rjust(31, "0").encode()
    return whole


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def _hexadecimal(checksum: bytes) -> str:
    """MediaWiki keeps checksums in base 36, and the API tells them in base 16."""
    return f"{int(checksum, 36):040x}" if checksum else ""
