"""What an option of a rule is: a setting beside the rate that says how much of its points a rule pays.

An entry is a class in a module of its own, and a line in ``registry.OPTIONS``; the rules that are made of a
campaign's settings hold instances of it. It is an ``OfArticle``, an ``OfArticles`` or an ``OfSum``: so it is
asked about the points of each article, about all articles of a participant side by side, or about their sum.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.numbers import Number
from bot.declaration.schema.shapes import Shape
from bot.mediawiki.keys import PageKey
from bot.messages import Message, Param

POSITIVE = Number(above=True, too_small="declaration-not-positive")
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Option(ABC):
    """One option as a rule has it. ``key`` is its setting within a rule, ``shape`` what can stand there."""

    value: Any

    key: ClassVar[str]
    synonyms: ClassVar[tuple[str, ...]] = ()
    """Other words for the key, for "did you mean"."""
    shape: ClassVar[Shape[Any]]
    sample: ClassVar[str]
    """How it is written."""
    by_day: ClassVar[bool] = False
    """Whether it has to know on which days an article's points were earned."""

    @property
    def wikis(self) -> tuple[NamedWiki, ...]:
        """The wikis that it names."""
        return ()

    def pays(self, wiki: str) -> bool:
        """Whether the rule's rate gives anything on this wiki, by its address."""
        return True

    @abstractmethod
    def in_words(self, rule: Message) -> Message:
        """The rule in words, with what this adds to it."""

    @abstractmethod
    def took(self, points: Param, of: Param) -> Message:
        """What it took, in words; ``of`` is what it was taken from where that is said at the same place.

        That is the line of an article for what was taken from one article, and a date for what was taken
        from a day.
        """


class Limit(Option):
    """An option whose value is the most points of something."""

    shape = POSITIVE

    @cached_property
    def most(self) -> Fraction:
        """The value, exact."""
        return Fraction(self.value)

    def excess(self, points: Fraction) -> Fraction:
        """What is to be taken off these points."""
        return points - self.most if points > self.most else NOTHING


class OfArticle(Option):
    """An option about the points of each article."""

    @abstractmethod
    def excess(self, points: Fraction) -> Fraction:
        """What is to be taken off the points of an article, never more for fewer points."""


@dataclass(frozen=True, slots=True)
class Share:
    """What an article gives a participant by a rule, after the options about each article.

    ``days`` are the same points by day in the campaign's time zone; empty where no option asks for them.
    """

    page_key: PageKey
    points: Fraction
    days: Mapping[date, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """Points taken from an article (then all that it gives) or from a day: one of the two is not None."""

    points: Fraction
    page_key: PageKey | None = None
    day: date | None = None


class OfArticles(Option):
    """An option about all articles of a participant, side by side.

    It costs more than others: whoever did something new has all their articles looked at again.
    """

    @abstractmethod
    def taken(self, shares: Sequence[Share]) -> Sequence[Taken]:
        """What is to be taken off, whatever the order of the articles."""


class OfSum(Option):
    """An option about the points of all articles of a participant, together with the participant's bonus."""

    @abstractmethod
    def excess(self, points: Fraction) -> Fraction:
        """What is to be taken off these points."""
