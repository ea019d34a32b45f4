"""What points a campaign gives, with everything that the wiki had to be asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.core.campaign import Adjustment, Bonus, Each, Rule
from bot.core.measures import ALWAYS

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a campaign scores.

    ``factors`` are the products of the weights that match a page, by pageid; a page that is not named has 1.
    ``adjustments`` are by userid, ``teams`` the members' userids by the team's name. ``measured`` are
    the measures that are known of every contribution.
    """

    rules: tuple[Rule, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    factors: Mapping[int, Decimal] = field(default_factory=dict)
    adjustments: Mapping[int, tuple[Adjustment, ...]] = field(default_factory=dict)
    teams: Mapping[str, Sequence[int]] = field(default_factory=dict)
    measured: tuple[str, ...] = ALWAYS

    @property
    def scored(self) -> bool:
        """Whether points are given at all."""
        return bool(self.rules or self.bonuses)

    def factor(self, pageid: int) -> Decimal:
        """How many times what this page earns counts."""
        return self.factors.get(pageid, ONE)

    def parts(self) -> tuple[Part, ...]:
        """The rules in their order, each with the bonuses that go with it.

        A measure's bonuses go with its first rule, whose caps hold for them too; a measure with bonuses
        alone has a rule that gives nothing else.
        """
        bare = [b.measure for b in self.bonuses if all(rule.measure != b.measure for rule in self.rules)]
        rules = (*self.rules, *(Rule(measure, Decimal(0)) for measure in dict.fromkeys(bare)))
        taken: set[str] = set()
        parts = []
        for rule in rules:
            first = rule.measure not in taken
            taken.add(rule.measure)
            bonuses = tuple(b for b in self.bonuses if first and b.measure == rule.measure)
            parts.append(Part(rule, bonuses))
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Part:
    """One rule and the bonuses that go with it."""

    rule: Rule
    bonuses: tuple[Bonus, ...] = ()

    def bonus(self, each: Each, amount: int) -> Decimal:
        """What the bonuses for an article, or for a participant's sum, give for this amount."""
        return sum((b.points for b in self.bonuses if b.each is each and amount >= b.at), Decimal(0))
