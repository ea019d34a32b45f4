"""What has to be known about the wiki and the bot to read a declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.declaration.schema.reach import Reach
from bot.mediawiki.queries import Question
from bot.mediawiki.registrations import ON_THIS_WIKI, EventAnswer, EventFailure, EventPlaces, EventRef
from bot.mediawiki.site import Site, Title


def _never(_: Any) -> bool:
    return False


def _not_asked(_: EventRef) -> EventAnswer:
    return EventAnswer(None, EventFailure.NOT_ASKED)


def _no_facts() -> Site:
    raise LookupError


@dataclass(frozen=True)
class NamedWiki:
    """A wiki that a declaration names. ``address`` is its name in the operator's configuration, and ``host``
    what people call it.

    ``facts`` gives its own facts. ``private``: only its members may read it.
    """

    address: str
    host: str
    facts: Callable[[], Site] = field(default=_no_facts, compare=False, repr=False)
    private: bool = False


@dataclass(frozen=True, slots=True)
class OutputKey:
    """What the language has to know of an output: its key below ``publish``.

    ``usual`` tells of a campaign whether it is published where the organizer says nothing. ``here_alone``: it
    goes to the campaign's page or nowhere. ``synonyms`` are other words for it. ``needs_names``: it is about
    single people, so that it can't be published where nobody is named.
    """

    name: str
    usual: Callable[[Any], bool] = _never
    here_alone: bool = False
    synonyms: tuple[str, ...] = ()
    needs_names: bool = False


@dataclass(frozen=True)
class Context:
    """Where a declaration stands and what can be used there.

    ``outputs`` can be published, ``planned_outputs`` are known but not available yet. ``languages`` tells
    whether a code is that of a language with texts or number formats. ``publish_namespaces`` are those where
    other pages may invite outputs, beside the campaign page and its subpages. ``months`` gives the names of
    months in a language, in lower case, with their numbers; none for an unknown language. ``speaks`` tells
    whether there are texts in a language. ``account`` is the bot's, and ``shutoff`` the page on which it is
    stopped: nothing goes there. ``answers`` tells whether anything here answers a kind of question.
    ``address`` is the name of the page's own wiki in the configuration. ``wiki_named`` finds a wiki by
    its host, None where the bot knows none; ``hosts`` are those of the configuration, and ``wiki_called``
    finds a wiki by its database's name. ``events`` is where events are kept, and ``registration`` what
    the registration of one says.
    """

    site: Site
    page: Title
    outputs: tuple[OutputKey, ...]
    planned_outputs: tuple[str, ...]
    languages: Callable[[str], bool]
    publish_namespaces: frozenset[int]
    months: Callable[[str], Mapping[str, int]]
    account: str | None = None
    speaks: Callable[[str], bool] = lambda _code: True
    shutoff: Title | None = None
    answers: Callable[[type[Question[Any]]], bool] = lambda _kind: True
    address: str = ""
    wiki_named: Callable[[str], NamedWiki | None] = lambda _host: None
    wiki_called: Callable[[str], NamedWiki | None] = lambda _dbname: None
    hosts: tuple[str, ...] = ()
    events: EventPlaces = ON_THIS_WIKI
    registration: Callable[[EventRef], EventAnswer] = _not_asked

    @property
    def reach(self) -> Reach:
        """Where the campaign may write."""
        return Reach(self.site, self.page, self.publish_namespaces, self.account, self.shutoff)
