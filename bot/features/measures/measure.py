"""What a measure is: something that is counted in a contribution, and never a point.

Most are read from texts: a text's passages hold amounts that add up, and a change is the difference of two
texts. The others are told by the revisions themselves and are always measured. What other rooms have to know
of a measure, it declares as a trait. Definitions: docs/counting.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from bot.declaration.schema.shapes import Shape
from bot.features.measures.content import Content
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Asking, Question
from bot.mediawiki.site import Site
from bot.wikitext.scanner.syntax import Syntax

Values: TypeAlias = Mapping[str, Any]
"""What a rule says by its measure's options."""
NOTHING: Mapping[str, Any] = {}


class MeasureRole(Enum):
    """What only one measure can be to the rest of the house."""

    EDITS = "edits"
    """How many revisions count."""
    CREATION = "creation"
    """Whether the participant made the article."""
    IMPROVEMENT = "improvement"
    """Whether the participant improved it without having made it."""
    SIZE = "size"
    """By how much the article grew."""


@dataclass(frozen=True, slots=True)
class RuleKey:
    """A key of a rule that belongs to one measure; its value is a title, or ``many``.

    ``words`` is the message that says it: $1 is the rule as said without it, $2 the title or titles.
    ``sample`` shows how it is written.
    """

    key: str
    shape: Shape[Any]
    words: str
    many: bool = False
    sample: str = ""


@dataclass(frozen=True, slots=True)
class RuleKeys:
    """What a rule has to say beyond numbers: at least one of ``keys``.

    ``missing`` and ``elsewhere`` are the messages where none is given, and where another measure has one.
    ``names`` tells such rules apart, each of which counts its own; ``means`` asks what they are about, as
    names that ``TextMeasure.value`` is given, in the order of the rules.
    """

    keys: tuple[RuleKey, ...]
    missing: str
    elsewhere: str
    names: Callable[[Values], tuple[str, ...]]
    means: Callable[[Sequence[Values], Syntax], Asking[tuple[frozenset[str], ...]]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Facts of the wiki about what texts name, which may change: they are asked for anew at every update.

    ``note`` is what they are kept under, ``names`` what has to be known for a change, and ``ask`` gives a
    JSON value for each name; ``asks`` are the questions by which it does.
    """

    note: str
    names: Callable[[Any], Iterable[str]]
    ask: Callable[[Sequence[str], Site], Asking[Mapping[str, Any]]]
    asks: tuple[type[Question[Any]], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the texts, None where it is not.

    ``facts`` are those of the measure's ``Lookup``, ``meant`` the names that its ``RuleKeys`` mean. ``user``
    is whose revision it is.
    """

    facts: Mapping[str, Any] | None = None
    meant: frozenset[str] | None = None
    user: str | None = None


class CountedWork(NamedTuple):
    """One participant's counted revisions of one page, for the measures that need no texts.

    ``edits`` is how many of them are edits. ``created`` is 1 or 0 by the page's history, None where nobody
    can tell. ``thresholds`` are those of ``improved_when``; ``amounts`` is what was measured before.
    """

    revisions: Sequence[Revision]
    edits: int
    created: int | None = 0
    thresholds: Mapping[str, Decimal] = MappingProxyType({})
    amounts: Mapping[str, int | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by its name, with its traits.

    ``shown``: a column of every table. ``rank``: its place in the order of equal points, 0 for none.
    ``articles``: it is a number of articles, so that in a group each is counted once; the text is the message
    that says the number as a part of all articles. ``starter`` are its lines in a starter page, ``sample``
    those of an example where it is in none. ``whole``
    is what an article has of it as a whole, in one word; empty where nobody asks for that.
    """

    name: str
    _: KW_ONLY
    shown: bool = False
    rank: int = 0
    articles: str = ""
    role: MeasureRole | None = None
    synonyms: tuple[str, ...] = ()
    starter: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    rule_keys: RuleKeys | None = None
    whole: str = ""

    @property
    def asks(self) -> tuple[type[Question[Any]], ...]:
        """The questions to the wiki that it calls for beside those about edits and texts."""
        return ()

    @property
    def written(self) -> str:
        """How points for it are written; where nothing else is said, so many for each."""
        return "\n".join(self.starter or self.sample) or f"{self.name}: 2"

    @property
    def threshold(self) -> bool:
        """Whether it can say how much an article has to grow to be improved."""
        return not self.articles and self.rule_keys is None


@dataclass(frozen=True, slots=True)
class WorkMeasure(Measure):
    """A measure that is always known. ``last``: after all others, because it looks at their amounts."""

    of: Callable[[CountedWork], int | None]
    last: bool = False


def as_it_is(change: int, _: Known) -> int:
    """A change that is the number itself."""
    return change


@dataclass(frozen=True, slots=True)
class TextMeasure(Measure):
    """A measure for which texts are fetched. ``value`` makes a number of what changed, None for unknown."""

    content: Content
    value: Callable[[Any, Known], int | None] = as_it_is
    lookup: Lookup | None = None

    @property
    def asks(self) -> tuple[type[Question[Any]], ...]:
        """Those of what it looks up."""
        return self.lookup.asks if self.lookup else ()
