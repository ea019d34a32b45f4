"""The Wiki Replicas as a source of facts: copies of the wikis' databases that may be asked by SQL.

What is there: https://wikitech.wikimedia.org/wiki/Help:Wiki_Replicas. What is hidden on the wiki is hidden
there, and a little more than the API hides: that little is asked of the API. Only the API has texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, TypeAlias

from bot.mediawiki import queries as q
from bot.mediawiki.costs import Costs
from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.site import Site
from bot.operations.ports import Source, WikiUnavailable
from bot.operations.waiting import Patience
from bot.sources.fact_source import FactSource, Kind, WikiParts
from bot.sources.replicas import clock, history, logs, pages, people, titles
from bot.sources.replicas.connection import Access, Connection, HalfReplica
from bot.sources.replicas.replica import PartialAnswer, Replica
from bot.sources.replicas.schema import Schemas

Handler: TypeAlias = Callable[[Any, Replica], PartialAnswer]

HANDLERS: Mapping[type[Question[Any]], Handler] = {
    q.Accounts: people.accounts,
    q.AccountsById: people.accounts_by_id,
    q.Contributions: people.contributions,
    q.Reverted: people.reverted,
    q.Moves: logs.moves,
    q.Events: logs.events,
    q.HistoryEvents: logs.history_events,
    q.Deletions: logs.deletions,
    q.RedirectChanges: logs.redirect_changes,
    q.Clock: clock.clock,
    q.Pages: pages.pages,
    q.CategoryParents: pages.category_parents,
    q.Members: pages.members,
    q.Embedding: pages.embedding,
    q.Linked: titles.linked,
    q.PagesTitled: titles.titled,
    q.PagesOf: titles.pages_of,
    q.Authors: titles.authors,
    q.OtherNames: titles.other_names,
    q.Hashtagged: history.hashtagged,
    q.Revisions: history.revisions,
    q.History: history.history,
    q.Window: history.window,
}
"""What the replicas answer; every other question goes on to the API."""
AGAIN = 1
"""How many times a replica is asked again whose tables are not whole."""


class ReplicaSource:
    """Answers by SQL what a wiki's replica holds, and the rest through ``api``.

    ``patience`` is how long it is waited for. The connection lasts for one ``ask``, because an account may
    only have a few of them at a time. ``clock`` gives the wiki's time, where it is known.
    """

    def __init__(
        self,
        api: Source,
        site: Site,
        access: Access,
        patience: Patience | None = None,
        clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        self._api = api
        self._site = site
        self._clock = clock
        self._connection = Connection(access, patience)
        self._schemas = Schemas(self._connection)
        self._nobody: set[str] = set()
        """Names of which the wiki itself has said that nobody has them."""

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them: a few statements, and one ``ask`` of the API. Raises WikiUnavailable.

        Where the replica's tables are not whole, it is asked once more, and then counts as one that can't be
        reached.
        """
        for _ in range(AGAIN):
            with suppress(HalfReplica):
                return self._answers(questions)
        return self._answers(questions)

    def _answers(self, questions: Sequence[Question[Any]]) -> Answers:
        wanted = dict.fromkeys(questions)
        drafts = self._drafts(question for question in wanted if _is_answered(question))
        others = [question for question in wanted if question not in drafts]
        for draft in drafts.values():
            others += draft.wanted
        told = self._api.ask(*others) if others else Answers({})
        return Answers({one: drafts[one].complete(told) if one in drafts else told[one] for one in wanted})

    def _drafts(self, questions: Iterable[Question[Any]]) -> dict[Question[Any], PartialAnswer]:
        try:
            with self._connection:
                return {question: self._draft(question) for question in questions}
        except WikiUnavailable:
            self._schemas.forget()  # Perhaps the tables were changed.
            raise

    def _draft(self, question: Question[Any]) -> PartialAnswer:
        kind = type(question)
        replica = Replica(
            self._connection, self._schemas, self._site, kind.__name__, self._nobody, self._clock
        )
        return HANDLERS[kind](question, replica)

    def costs(self) -> Costs:
        """The statements sent up to now, by the question they were for, and the rows that came."""
        return self._connection.costs()


def _is_answered(question: Question[Any]) -> bool:
    """Whether the replica answers; some things are to be told by the wiki itself."""
    match question:
        case q.Pages(sure=True) | q.OtherNames(sure=True) | q.CategoryParents(sure=True):
            return False
        case q.AccountsById(sure=True):
            return False
        case q.Linked(among=among) if among is not None:
            return False
    return type(question) in HANDLERS


class WikiReplicas(FactSource):
    """The copies of the wikis' databases on Toolforge, where the operator names them."""

    name: ClassVar[str] = "replicas"

    @property
    def kinds(self) -> frozenset[Kind]:
        """All that have a handler; the wiki itself answers some of them where it has to be sure."""
        return frozenset(HANDLERS)

    def over(self, below: Source | None, wiki: WikiParts) -> ReplicaSource | None:
        """Over the API, which has the texts."""
        if wiki.replica is None or below is None:
            return None
        return ReplicaSource(below, wiki.site, wiki.replica, wiki.patience, wiki.clock)
