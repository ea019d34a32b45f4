"""What a source of facts is: an entry of the list in ``registry.py``.

Sources lie over each other: each answers the questions that it knows, and hands the others on to the one
below. So many questions of one call go on together, and a source may ask the one below for what it lacks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, runtime_checkable

from bot.mediawiki.costs import Costs
from bot.mediawiki.queries import Question
from bot.mediawiki.site import Site
from bot.operations.ports import Source
from bot.operations.waiting import Patience

if TYPE_CHECKING:
    from bot.sources.replicas.connection import Access

Kind: TypeAlias = type[Question[Any]]


class Requester(Protocol):
    """What sends one request: the wiki's session."""

    @property
    def batch(self) -> int:
        """How many titles, ids or users one request may name: 50, or 500 with ``apihighlimits``."""

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one ``action=query`` (formatversion 2) and return the response."""


class EventRequester(Protocol):
    """What sends requests to a wiki that keeps registrations for events."""

    def rest(self, path: str, params: Mapping[str, str]) -> tuple[int, Any]:
        """The status and the JSON of one answer of the REST API. Raises WikiUnavailable."""

    def page(self, title: str) -> tuple[int, str]:
        """The status and the HTML of a page. Raises WikiUnavailable."""


@dataclass(frozen=True)
class WikiParts:
    """What the sources of one wiki's facts are made of.

    ``patience`` is how long they are waited for, ``clock`` gives the wiki's time where it is known, and
    ``replica`` is the place of its replica, None where the operator named none. ``events`` open the wikis
    that keep registrations for events, by their places (``mediawiki/registrations.py``).
    """

    address: str
    site: Site
    requester: Requester
    patience: Patience
    clock: Callable[[], datetime | None]
    replica: Access | None = None
    events: Mapping[str, Callable[[], EventRequester]] = field(default_factory=dict)


class FactSource(ABC):
    """One entry: a source that a wiki may have."""

    name: ClassVar[str]

    @property
    @abstractmethod
    def kinds(self) -> frozenset[Kind]:
        """The questions that it answers."""

    @abstractmethod
    def over(self, below: Source | None, wiki: WikiParts) -> Source | None:
        """It, with ``below`` for all other questions (None: there is nothing below); None where the wiki has
        no such source.
        """


@runtime_checkable
class Costly(Protocol):
    """A source that keeps account of what it cost."""

    def costs(self) -> Costs:
        """All of it up to now."""
