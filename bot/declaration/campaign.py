"""A campaign as its organizer declared it: frozen values, ready to be counted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

from bot.declaration.schema.context import NamedWiki
from bot.features.adjustments.decision import Decision
from bot.features.conditions.condition import Leaf
from bot.features.conditions.demand import Demand
from bot.features.measures.registry import BY_NAME
from bot.features.participants.source import ParticipantSource
from bot.features.scoring.option import Option
from bot.mediawiki.models import Revision
from bot.mediawiki.site import Title


class Kind(Enum):
    """Which articles a campaign is about, by their age."""

    ANY = "any"
    NEW = "new"
    EXISTING = "existing"


@dataclass(frozen=True, slots=True)
class Participants:
    """Who takes part: anybody found by one of the sources or in a team, less ``excluded``.

    ``from_signup``: what people did before they signed up does not count.
    """

    sources: tuple[ParticipantSource, ...] = ()
    excluded: tuple[str, ...] = ()
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_signup: bool = False

    @property
    def everybody(self) -> bool:
        """Whether whoever edits an article that counts takes part."""
        return any(source.everybody for source in self.sources)

    @property
    def by_edits(self) -> bool:
        """Whether what people edit tells who takes part."""
        return any(source.by_edits for source in self.sources)

    @property
    def single_edits(self) -> tuple[ParticipantSource, ...]:
        """The sources by which people take part with single edits; where everybody does there are none."""
        return () if self.everybody else tuple(source for source in self.sources if source.by_edits)

    @property
    def by_signing(self) -> bool:
        """Whether people can join by editing a page."""
        return any(source.by_signing for source in self.sources)

    @property
    def named(self) -> tuple[str, ...]:
        """The accounts that the settings name for a source."""
        return tuple(name for source in self.sources for name in source.named)

    @property
    def in_teams(self) -> tuple[str, ...]:
        """The members of all teams."""
        return tuple(name for members in self.teams.values() for name in members)

    def finds(self, revision: Revision) -> bool:
        """Whether this edit alone makes its author take part."""
        return any(source.finds(revision) for source in self.sources)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No condition holds."""

    conditions: tuple[Condition, ...]


Condition: TypeAlias = Leaf | AllOf | AnyOf | NoneOf


@dataclass(frozen=True, slots=True)
class Before:
    """What an article was like before the participant's first revision of it; None asks for nothing.

    The bytes are UTF-8, the bounds inclusive. ``scope`` is read from the text as it was then.
    """

    max_bytes: int | None = None
    min_bytes: int | None = None
    scope: Condition | None = None


@dataclass(frozen=True, slots=True)
class Articles:
    """Which articles count. ``scope`` None means every article in ``namespaces``.

    ``identity``: reverts are told by equal texts alone, not by the wiki's tags. ``demands`` are what an
    article has to come to as a whole, all of them.
    """

    namespaces: frozenset[int] = frozenset({0})
    kind: Kind = Kind.ANY
    improved_when: Mapping[str, Decimal] = field(default_factory=dict)
    scope: Condition | None = None
    before: Before | None = None
    identity: bool = False
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignWiki:
    """A wiki whose articles count, by its ``address`` in the configuration and the ``host`` that people know.

    ``articles`` None: those of the campaign, by the names that the pages which it names have there.
    """

    address: str
    host: str
    articles: Articles | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """``points`` for each ``per`` units of a measure, as far as the ``options`` let it give them.

    The options stand in the order in which they are applied. ``given`` are the values of the keys that belong
    to this measure alone, by key.
    """

    measure: str
    points: Decimal
    per: Decimal = Decimal(1)
    options: tuple[Option, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def about(self) -> tuple[str, ...]:
        """What the rule names, which tells the rules of one measure apart; empty where it names nothing."""
        rule_keys = BY_NAME[self.measure].rule_keys if self.given else None
        return rule_keys.names(self.given) if rule_keys else ()

    @property
    def key(self) -> str:
        """The name of the amount in a contribution: rules about other things count others."""
        about = self.about
        return f"{self.measure}: {', '.join(about)}" if about else self.measure


class Each(Enum):
    """What a bonus is given once for."""

    ARTICLE = "article"
    PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True)
class Bonus:
    """``points`` once, when a measure has come to ``at``: for each article, or for a participant's sum."""

    measure: str
    at: Decimal
    points: Decimal
    each: Each = Each.ARTICLE


@dataclass(frozen=True, slots=True)
class Weight:
    """What an article in ``where`` earns counts so many times."""

    times: Decimal
    where: Condition


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An organizer's own judgement of one participant.

    ``article`` says what a decision is about that names no article itself, for the reader alone. ``wiki`` is
    the one on which it holds, with the articles that it names; None: everywhere, and they are of the page's
    wiki.
    """

    user: str
    reason: str
    decision: Decision
    article: Title | None = None
    wiki: NamedWiki | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign. ``start`` and ``end`` are UTC; ``end`` is the first moment that is outside.

    ``rules`` empty means that no points are given: the table ranks by what was done.
    ``wikis`` empty means the wiki that the page is on. ``publish`` maps the name of an output to the page
    it goes to; an output that is not in it is not published. ``names`` False: nobody who takes part is named,
    and ``publish`` has no output that needs names.
    """

    name: str
    start: datetime
    end: datetime
    timezone: str
    language: str
    page: Title
    organizers: tuple[str, ...] = ()
    participants: Participants = field(default_factory=Participants)
    articles: Articles = field(default_factory=Articles)
    rules: tuple[Rule, ...] = ()
    publish: Mapping[str, Title] = field(default_factory=dict)
    bonuses: tuple[Bonus, ...] = ()
    weights: tuple[Weight, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    goals: Mapping[str, Decimal] = field(default_factory=dict)
    names: bool = True
    wikis: tuple[CampaignWiki, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether points are given at all."""
        return bool(self.rules or self.bonuses)
