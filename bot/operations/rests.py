"""Wikis that could not be reached, and are left alone for a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic

FIRST_REST_SECONDS = 60.0
"""How long a wiki is left alone after it could not be reached once; each further time twice as long."""


@dataclass
class Rests:
    """Which wikis are left alone, and until when: each by itself, so that none keeps the others waiting.

    A wiki that says for how long gets that; another one a minute, two, four, and so on, up to ``longest``.
    The clock is not one that can be set.
    """

    longest: float
    clock: Callable[[], float] = monotonic
    _until: dict[Hashable, float] = field(default_factory=dict)
    _times: Counter[Hashable] = field(default_factory=Counter)

    def begin(self, wiki: Hashable, seconds: float | None = None) -> None:
        """It could not be reached, and wants to be left alone for so long; None where it does not say."""
        if seconds is None:
            # The exponent is bounded: a wiki may be away for years.
            seconds = min(FIRST_REST_SECONDS * 2 ** min(self._times[wiki], 30), self.longest)
            self._times[wiki] += 1
        self._until[wiki] = self.clock() + seconds

    def end(self, wiki: Hashable) -> None:
        """It answers."""
        self._until.pop(wiki, None)
        self._times.pop(wiki, None)

    def __contains__(self, wiki: Hashable) -> bool:
        return self.clock() < self._until.get(wiki, 0)
