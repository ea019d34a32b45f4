"""Names that no account has: where there are many, they are remembered and asked for again in turns."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from bot.operations.ports import CampaignResults

NOTE = "strangers"
AGAIN = 500
"""So many of them are asked for again in an update: what one request holds."""
AT_ONCE = 500
"""For so many is looked at once whether they were renamed, before somebody asks whether the turn is over."""


class UnknownNames:
    """The names of one campaign that no account had the last time that anybody asked, and when that was."""

    def __init__(self, results: CampaignResults, now: datetime) -> None:
        self._results = results
        self._now = int(now.timestamp())
        self._before: Mapping[str, int] = results.note(NOTE) or {}
        self._asked: dict[str, int] = dict(self._before)
        self._names: tuple[str, ...] = ()

    def asleep(self, names: Iterable[str]) -> frozenset[str]:
        """Those of these names for which nobody needs to ask in this update."""
        if not self._before:
            return frozenset()
        known = [name for name in names if _short(name) in self._before]
        known.sort(key=lambda name: self._before[_short(name)])
        return frozenset(known[AGAIN:])

    def asked(self, names: Collection[str]) -> None:
        """Nobody has these names now, under a new name either."""
        self._asked.update((_short(name), self._now) for name in names)

    def oldest_first(self, names: Iterable[str]) -> list[str]:
        """Names in the order in which they are to be looked for: at first those that never were."""
        return sorted(names, key=lambda name: self._before.get(_short(name), 0))

    def nobody(self, names: Iterable[str]) -> None:
        """These are all the names that nobody has."""
        self._names = tuple(names)

    def keep(self, *, unfinished: bool = False) -> None:
        """Remember when they were asked for. A few names need no memory, unless there are more to come."""
        there = {key: self._asked[key] for key in map(_short, self._names) if key in self._asked}
        kept = there if unfinished or len(there) > AGAIN else {}
        if kept != (self._results.note(NOTE) or {}):
            self._results.put_note(NOTE, kept)


def _short(name: str) -> str:
    """Names are long, and there may be very many."""
    return hashlib.blake2s(name.encode(), digest_size=6).hexdigest()
