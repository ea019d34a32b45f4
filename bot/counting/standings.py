"""Who stands where: the values that every output is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.counting.contributions import Contribution
from bot.counting.membership import Participant
from bot.declaration.campaign import Adjustment, Rule
from bot.features.scoring.option import Option


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of measures: what is known of it, and how many parts of it cannot be known."""

    known: int = 0
    unknown: int = 0

    @classmethod
    def of(cls, parts: Iterable[int | None]) -> Amount:
        """Add up; None is a part that cannot be known, left out of the sum and counted."""
        known = unknown = 0
        for part in parts:
            if part is None:
                unknown += 1
            else:
                known += part
        return cls(known, unknown)


@dataclass(frozen=True, slots=True)
class Cut:
    """What an option of a rule took, in points, not rounded. ``day``: the day that it took them from."""

    option: Option
    points: Decimal
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """What one rule gave for one contribution, in points, not rounded.

    ``points`` = (``rate`` + ``bonus``) times ``factor``, less ``taken``, which is the sum of the ``cuts``.
    """

    contribution: Contribution
    rate: Decimal
    bonus: Decimal
    factor: Decimal
    points: Decimal
    taken: Decimal
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredContribution:
    """A contribution with the points that the rules give for it, not rounded.

    What limits several articles of a participant together, or all of them, is not taken off.
    """

    contribution: Contribution
    points: Decimal


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule gave one participant, in points, not rounded.

    ``points`` = the sum of the awards, plus the participant's own ``bonus``, less ``taken``, which is the sum
    of the ``cuts``.
    """

    rule: Rule
    points: Decimal
    bonus: Decimal
    taken: Decimal
    awards: tuple[Award, ...]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class WikiRow:
    """What was done on one wiki of a campaign with several, by everybody or by one participant.

    An article is one, however many worked on it. ``wiki`` is the address, and ``active`` how many people
    have a counted revision there.
    """

    wiki: str
    active: int
    articles: int
    measures: Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class Row:
    """One participant's line. ``rank`` None: nothing counted yet. ``points`` None: the campaign gives none.

    ``points`` are the sum of the rules and the adjustments, rounded half-up to one decimal, as they are shown
    and ranked; adjustments may take them below zero. ``articles`` is how many pages were worked on. ``wikis``
    is what was done on each wiki of a campaign with several, where the participant has an account.
    """

    rank: int | None
    participant: Participant
    points: Decimal | None
    measures: Mapping[str, Amount]
    articles: int = 0
    adjustments: tuple[Adjustment, ...] = ()
    wikis: tuple[WikiRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What a participant's line is made of, article by article and rule by rule."""

    row: Row
    contributions: tuple[Contribution, ...]
    rules: tuple[RuleResult, ...]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team's line: its members' sums. An article that two members worked on is one article."""

    rank: int | None
    name: str
    members: tuple[Participant, ...]
    points: Decimal | None
    measures: Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class Totals:
    """The campaign's sums over distinct pages and people.

    Rule: docs/counting.md, "What a campaign's totals are".
    """

    participants: int
    active: int
    revisions: int
    articles: int
    measures: Mapping[str, Amount]
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Standings:
    """The participants in rank order. ``columns`` are the measures shown, in the order of the columns.

    ``wikis`` is empty for a campaign on one wiki.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: Totals
    teams: tuple[TeamRow, ...] = ()
    wikis: tuple[WikiRow, ...] = ()
