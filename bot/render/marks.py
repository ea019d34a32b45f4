"""What the bot notes for itself in the first line of the status (or, without one, of every block), unseen.

``<!-- numbers: 3f2a changed: 2026-11-22T05:34:00Z final: 3f2a -->``: so that the wiki, not the bot's store,
remembers which numbers stand on the page, since when, and for which declaration they are final.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE = re.compile(
    r"\s*<!-- numbers: (?P<numbers>[\w-]+)"
    r"(?: changed: (?P<changed>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))?"
    r"(?: final: (?P<final>[\w-]+))?"
    r"(?: placed: (?P<placed>[a-z0-9 -]+?))? -->",
    re.ASCII,
)
_HASH = re.compile(r"[\w-]+", re.ASCII)
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Marks:
    """The bot's own notes on a page.

    ``numbers`` is a hash of the numbers shown; ``changed`` when they last changed (UTC, whole seconds), None
    before the first count. ``final`` is a hash of the declaration whose numbers are final, None while they
    may still change. ``placed`` are the outputs that were put onto a page, so that one which an organizer
    takes off is not put back. The hashes are the caller's: letters, digits and ``-`` only.
    """

    numbers: str
    changed: datetime | None = None
    final: str | None = None
    placed: frozenset[str] = frozenset()


def write(marks: Marks) -> str:
    """The line, without a line break. ValueError for a hash that is none."""
    for value in (marks.numbers, marks.final):
        if value is not None and not _HASH.fullmatch(value):
            raise ValueError(f"no hash: {value!r}")
    changed = f" changed: {marks.changed.astimezone(UTC).strftime(_FORMAT)}" if marks.changed else ""
    final = f" final: {marks.final}" if marks.final else ""
    placed = f" placed: {' '.join(sorted(marks.placed))}" if marks.placed else ""
    return f"<!-- numbers: {marks.numbers}{changed}{final}{placed} -->"


def read(block: str) -> Marks | None:
    """The notes of a block, None where it does not begin with any that can be read."""
    match = _LINE.match(block)
    if match is None:
        return None
    try:
        changed = datetime.strptime(match["changed"], _FORMAT) if match["changed"] else None
    except ValueError:
        return None
    placed = frozenset((match["placed"] or "").split())
    return Marks(match["numbers"], changed.replace(tzinfo=UTC) if changed else None, match["final"], placed)
