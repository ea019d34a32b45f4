"""What the bot notes for itself in the first line of the status (or, without one, of every block), unseen.

``<!-- numbers: 3f2a changed: 2026-11-22T05:34:00Z final: 3f2a at: 2026-12-04T00:10:00Z -->``: so that the
wiki, not the bot's store, remembers which numbers stand on the page, since when, and for which declaration
they are final.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE = re.compile(
    r"\s*<!-- numbers: (?P<numbers>[\w-]+)"
    r"(?: changed: (?P<changed>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))?"
    r"(?: final: (?P<final>[\w-]+)(?: at: (?P<final_at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))?)?"
    r"(?: counted: (?P<counted>[1-9]\d{0,15}))?"
    r"(?: placed: (?P<placed>[a-z0-9 -]+?))? -->",
    re.ASCII,
)
_HASH = re.compile(r"[\w-]+", re.ASCII)
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class PageState:
    """The bot's own notes on a page.

    ``numbers`` is a hash of the numbers shown; ``changed`` when they last changed (UTC, whole seconds), None
    before the first count. ``final`` is a hash of the declaration whose numbers are final, None while they
    may still change; ``final_at`` when they became so, None where that was not noted. ``counted`` is how
    many edits counted before none did any more, 0 while some do or none ever did. ``placed`` are the outputs
    that were put onto a page, so that one which an organizer takes off is not put back. The hashes are the
    caller's: letters, digits and ``-`` only.
    """

    numbers: str
    changed: datetime | None = None
    final: str | None = None
    placed: frozenset[str] = frozenset()
    final_at: datetime | None = None
    counted: int = 0


def write(marks: PageState) -> str:
    """The line, without a line break. ValueError for a hash that is none."""
    for value in (marks.numbers, marks.final):
        if value is not None and not _HASH.fullmatch(value):
            raise ValueError(f"no hash: {value!r}")
    changed = f" changed: {_stamp(marks.changed)}" if marks.changed else ""
    final = f" final: {marks.final}" if marks.final else ""
    final += f" at: {_stamp(marks.final_at)}" if marks.final and marks.final_at else ""
    counted = f" counted: {marks.counted}" if marks.counted else ""
    placed = f" placed: {' '.join(sorted(marks.placed))}" if marks.placed else ""
    return f"<!-- numbers: {marks.numbers}{changed}{final}{counted}{placed} -->"


def read(block: str) -> PageState | None:
    """The notes of a block, None where it does not begin with any that can be read."""
    match = _LINE.match(block)
    if match is None:
        return None
    try:
        changed, final_at = _moment(match["changed"]), _moment(match["final_at"])
    except ValueError:
        return None
    placed = frozenset((match["placed"] or "").split())
    return PageState(match["numbers"], changed, match["final"], placed, final_at, int(match["counted"] or 0))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORMAT)


def _moment(stamp: str | None) -> datetime | None:
    return datetime.strptime(stamp, _FORMAT).replace(tzinfo=UTC) if stamp else None
