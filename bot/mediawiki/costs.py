"""What was asked of a wiki, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Costs:
    """Requests to a wiki and what they brought; between two states of a count, their difference.

    ``requests``: HTTP requests by kind, those that failed or were sent again too; ``site``: those for logging
    in and for the wiki's own facts, which are in none of the other numbers. ``rows``: the entries of the
    answers' lists: users, contributions, log entries, pages ..., and of each page its revisions, categories,
    templates and the like. ``bytes``: the answers' bodies, unpacked. ``waiting``: seconds spent in requests;
    ``seconds``: all the time that passed, in a single state by a clock that begins anywhere.
    """

    requests: Mapping[str, int] = field(default_factory=dict)
    site: int = 0
    rows: int = 0
    bytes: int = 0
    waiting: float = 0.0
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """All requests but those for logging in and for the wiki's facts."""
        return sum(self.requests.values())

    def __add__(self, other: Costs) -> Costs:
        return Costs(
            Counter(self.requests) + Counter(other.requests),
            self.site + other.site,
            self.rows + other.rows,
            self.bytes + other.bytes,
            self.waiting + other.waiting,
            self.seconds + other.seconds,
        )

    def __sub__(self, earlier: Costs) -> Costs:
        return Costs(
            Counter(self.requests) - Counter(earlier.requests),
            self.site - earlier.site,
            self.rows - earlier.rows,
            self.bytes - earlier.bytes,
            self.waiting - earlier.waiting,
            self.seconds - earlier.seconds,
        )
