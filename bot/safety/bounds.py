"""How much may be saved on a wiki: so many pages an hour, on the wiki and for each campaign; new ones a day.

Every window counts, wherever it begins: of the saves in any hour there are never more than the bound. What
has no room waits. Rule: docs/maintainers.md, "Being a good guest".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
AHEAD = timedelta(minutes=5)
"""How far another process's clock may be ahead of this one's."""


class Bound(Enum):
    """What there may not be more of; the value is the end of its messages' keys."""

    WIKI = "wiki"
    """Saves on the wiki in an hour."""
    CAMPAIGN = "campaign"
    """Saves for one campaign in an hour, what is put onto a page for the first time left out."""
    PAGES = "pages"
    """New pages on the wiki in a day."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that there may be on one wiki. ``messages_per_hour``: on people's talk pages."""

    saves_per_hour: int = 360
    campaign_saves_per_hour: int = 30
    pages_per_day: int = 100
    messages_per_hour: int = 20

    def within(self, other: Bounds) -> Bounds:
        """The lower of both, one by one."""
        return Bounds(
            min(self.saves_per_hour, other.saves_per_hour),
            min(self.campaign_saves_per_hour, other.campaign_saves_per_hour),
            min(self.pages_per_day, other.pages_per_day),
            min(self.messages_per_hour, other.messages_per_hour),
        )

    def most(self, bound: Bound) -> int:
        """The number that belongs to a bound."""
        numbers = {Bound.WIKI: self.saves_per_hour, Bound.CAMPAIGN: self.campaign_saves_per_hour}
        return numbers.get(bound, self.pages_per_day)


@dataclass(frozen=True, slots=True)
class Save:
    """A page that is saved for a campaign (its pageid). ``made``: the page is a new one.

    ``first``: nothing of the campaign stood there before.
    """

    at: datetime
    campaign: int
    title: str
    made: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Full:
    """There is no room: which bound it is, and when there will be some."""

    bound: Bound
    until: datetime


def admit(new: Save, saves: Iterable[Save], bounds: Bounds, *, main: bool = False) -> Save | Full:
    """The save as it is to be noted, or why it has to wait. ``saves`` are those of the same wiki.

    ``main``: it is a page on which a campaign says how it stands. A tenth of all room is kept for these, so
    that a campaign with many other pages does not keep its own or anybody's from being saved.
    """
    known = list(saves)
    new = replace(new, first=new.first and not _is_known(new, known))
    found = [
        Full(bound, until)
        for bound, most, window, times in _counted(new, known, bounds)
        if (until := _until(times, most if main else most - _kept(most, bound), window, new.at))
    ]
    return max(found, key=lambda full: full.until, default=new)


def _is_known(new: Save, saves: Iterable[Save]) -> bool:
    """What is taken off a page and put in again is not new to it, whatever the page says."""
    since = new.at - DAY
    return any(s.campaign == new.campaign and s.title == new.title and s.at > since for s in saves)


def _counted(
    new: Save, saves: Sequence[Save], bounds: Bounds
) -> Iterable[tuple[Bound, int, timedelta, list[datetime]]]:
    """The bounds that a save comes under, and when what is counted for each was saved."""
    yield Bound.WIKI, bounds.saves_per_hour, HOUR, [save.at for save in saves]
    if not new.first:
        own = [save.at for save in saves if save.campaign == new.campaign and not save.first]
        yield Bound.CAMPAIGN, bounds.campaign_saves_per_hour, HOUR, own
    if new.made:
        yield Bound.PAGES, bounds.pages_per_day, DAY, [save.at for save in saves if save.made]


def _kept(most: int, bound: Bound) -> int:
    """How much of it is kept for campaigns' own pages, which are never new."""
    return max(1, most // 10) if most > 1 and bound is not Bound.PAGES else 0


def _until(times: Iterable[datetime], most: int, window: timedelta, now: datetime) -> datetime | None:
    """When there is room again; None where there is now."""
    within = sorted((at for at in times if at > now - window), reverse=True)
    if len(within) < most:
        return None
    return within[most - 1] + window if most > 0 else now + window


def present(saves: Iterable[Save], now: datetime) -> list[Save]:
    """Those that may still count. One of a time to come was noted by a clock that was wrong: it is of now."""
    return [
        save if save.at <= now + AHEAD else replace(save, at=now) for save in saves if save.at > now - DAY
    ]


@dataclass(frozen=True, slots=True)
class Turning:
    """What an operator is to be told: the names of what stops saves from now on, and does no more."""

    begun: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()


WIDE = frozenset({Bound.WIKI.value, Bound.PAGES.value})
"""What stops a whole wiki and not one campaign: told when it stops the first, and when it stops none."""


def turning(stopped: dict[int, frozenset[str]], campaign: int, stops: frozenset[str]) -> Turning:
    """What is new where ``stopped`` are the campaigns of a wiki with what stopped them until now."""
    mine = stopped.get(campaign, frozenset())
    others = frozenset().union(*(names for one, names in stopped.items() if one != campaign)) & WIDE
    return Turning(stops - mine - others, mine - stops - others)
