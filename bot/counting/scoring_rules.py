"""What points a campaign gives, with everything that the wiki had to be asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Protocol, TypeVar

from bot.declaration.campaign import Adjustment, Bonus, Each, Rule
from bot.features.measures.registry import ALWAYS
from bot.features.scoring.option import OfArticle, OfArticles, OfSum
from bot.mediawiki.keys import AccountKey, PageKey


class OnPage(Protocol):
    """Something that was done on a page."""

    @property
    def page_key(self) -> PageKey:
        """The page."""


W = TypeVar("W", bound=OnPage)
ONE = Decimal(1)
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """How a campaign scores.

    ``factors`` are the products of the weights that match a page, by page; one that is not named has 1.
    ``adjustments`` are by account, ``teams`` the members' accounts by the team's name. ``measured`` are
    the measures that are known of every contribution. ``wikis`` are those of a campaign with several.
    """

    rules: tuple[Rule, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    factors: Mapping[PageKey, Decimal] = field(default_factory=dict)
    adjustments: Mapping[AccountKey, tuple[Adjustment, ...]] = field(default_factory=dict)
    teams: Mapping[str, Sequence[AccountKey]] = field(default_factory=dict)
    measured: tuple[str, ...] = ALWAYS
    wikis: tuple[str, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether points are given at all."""
        return bool(self.rules or self.bonuses)

    @property
    def side_by_side(self) -> bool:
        """Whether a rule looks at all articles of a participant side by side."""
        return any(part.of_articles for part in self.parts())

    def factor(self, page_key: PageKey) -> Decimal:
        """How many times what this page earns counts."""
        return self.factors.get(page_key, ONE)

    def weighed(self, works: Iterable[W]) -> Iterator[tuple[W, Decimal]]:
        """What was done on pages, each with what the page weighs."""
        return ((work, self.factor(work.page_key)) for work in works)

    def parts(self) -> tuple[RuleWithBonuses, ...]:
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
            parts.append(RuleWithBonuses(rule, bonuses))
        return tuple(parts)


@dataclass(frozen=True)
class RuleWithBonuses:
    """One rule and the bonuses that go with it, with what is the same for every article worked out once."""

    rule: Rule
    bonuses: tuple[Bonus, ...] = ()

    @cached_property
    def key(self) -> str:
        """The name of its amount in a contribution."""
        return self.rule.key

    @cached_property
    def rate(self) -> Fraction:
        """The points for one unit."""
        return Fraction(self.rule.points) / Fraction(self.rule.per)

    @cached_property
    def _ratio(self) -> tuple[int, int]:
        return self.rate.as_integer_ratio()

    def for_units(self, amount: int) -> Fraction:
        """The points for so many units, as :attr:`rate` times the amount; quicker than that."""
        numerator, denominator = self._ratio
        return Fraction(numerator * amount, denominator)

    def on(self, wiki: str) -> RuleWithBonuses:
        """The same on a wiki: where the rule pays nothing there, with its bonuses alone."""
        if all(option.pays(wiki) for option in self.rule.options):
            return self
        return RuleWithBonuses(replace(self.rule, points=Decimal(0)), self.bonuses)

    @cached_property
    def of_article(self) -> tuple[OfArticle, ...]:
        """The rule's options about each article, in their order."""
        return tuple(option for option in self.rule.options if isinstance(option, OfArticle))

    @cached_property
    def of_articles(self) -> tuple[OfArticles, ...]:
        """The rule's options about all articles of a participant side by side, in their order."""
        return tuple(option for option in self.rule.options if isinstance(option, OfArticles))

    @cached_property
    def by_day(self) -> bool:
        """Whether it has to be known on which days an article's points were earned."""
        return any(option.by_day for option in self.rule.options)

    @cached_property
    def of_sum(self) -> tuple[OfSum, ...]:
        """The rule's options about the sum over all articles, in their order."""
        return tuple(option for option in self.rule.options if isinstance(option, OfSum))

    def bonus(self, each: Each, amount: int) -> Fraction:
        """What the bonuses for an article, or for a participant's sum, give for this amount."""
        if not self.bonuses:
            return ZERO
        return sum((Fraction(b.points) for b in self.bonuses if b.each is each and amount >= b.at), ZERO)
