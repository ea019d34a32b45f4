"""The Action API as a source of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeAlias

from bot.mediawiki import queries as q
from bot.mediawiki.queries import Answers, Question
from bot.messages import message
from bot.operations.ports import BatchRefused, Source, WikiUnavailable
from bot.sources.api import clock, content, history, logs, pages, people, texts
from bot.sources.api.answers import HalfAnswer, WholeAnswers
from bot.sources.api.api_query import ApiQuery, following, merge
from bot.sources.fact_source import FactSource, Kind, Requester, WikiParts

AGAIN = 2
"""How many times a request is sent again, at once, when its answer was not whole."""

Handler: TypeAlias = Callable[[Any, int], tuple[list[ApiQuery], Callable[[], Any]]]

HANDLERS: Mapping[type[Question[Any]], Handler] = {
    q.PageTexts: texts.texts,
    q.Versions: texts.versions,
    q.SignedVersions: texts.signed_versions,
    q.Campaigns: texts.campaigns,
    q.Accounts: people.accounts,
    q.AccountsById: people.accounts_by_id,
    q.CentralIds: people.central_ids,
    q.GlobalAccount: people.global_account,
    q.RightsOf: people.rights_of,
    q.Contributions: people.contributions,
    q.EditsOf: people.edits_of,
    q.Reverted: people.reverted,
    q.RenamedTo: logs.renamed_to,
    q.Moves: logs.moves,
    q.Events: logs.events,
    q.HistoryEvents: logs.history_events,
    q.Deletions: logs.deletions,
    q.MovedTo: logs.moved_to,
    q.RedirectChanges: logs.redirect_changes,
    q.Pages: pages.pages,
    q.CategoryParents: pages.category_parents,
    q.Linked: pages.linked,
    q.PagesTitled: pages.titled,
    q.PagesOf: pages.pages_of,
    q.Authors: pages.authors,
    q.Members: pages.members,
    q.Embedding: pages.embedding,
    q.NamespacesOf: pages.namespaces_of,
    q.Hashtagged: history.hashtagged,
    q.Revisions: history.revisions,
    q.History: history.history,
    q.Window: history.window,
    q.Redirects: history.redirects,
    q.RevisionTexts: content.revision_texts,
    q.ExistingFiles: content.existing_files,
    q.Uploaders: content.uploaders,
    q.OtherNames: content.other_names,
    q.LanguageLinks: content.language_links,
    q.Clock: clock.clock,
}


MOST_PARTS = 20_000
"""No answer comes in more parts: that would be ten million edits, or a wiki that has lost its place."""


class ApiSource:
    """Answers questions through the Action API, many in one request.

    An answer that is not whole is a failed read: it is asked for again, and then the wiki counts as one that
    could not be reached. Nothing of it is handed out, so nothing of it is remembered or published.
    ``address`` is the wiki's name.
    """

    def __init__(self, requester: Requester, address: str = "?") -> None:
        self._requester = requester
        self._address = address

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them, in as few requests as the API allows. Raises WikiUnavailable."""
        while True:
            batch = self._requester.batch
            try:
                return self._answers(questions, batch)
            except BatchRefused:
                if self._requester.batch >= batch:
                    raise

    def _answers(self, questions: Sequence[Question[Any]], batch: int) -> Answers:
        asks: list[ApiQuery] = []
        answers: dict[Question[Any], Callable[[], Any]] = {}
        for question in dict.fromkeys(questions):
            theirs, answer = _handler(question)(question, batch)
            asks += theirs
            answers[question] = answer
        for params, group in merge(asks):
            self._run(params, group)
        return Answers({question: answer() for question, answer in answers.items()})

    def _run(self, params: Mapping[str, str], group: list[ApiQuery]) -> None:
        for response in self._responses(params, group):
            for ask in group:
                ask.take(response)

    def _responses(self, params: Mapping[str, str], group: list[ApiQuery]) -> Iterator[Mapping[str, Any]]:
        whole = WholeAnswers(params)
        response = self._part(whole, params)
        yield response
        seen: set[tuple[tuple[str, str], ...]] = set()
        while more := following(response.get("continue", {}), group):
            place = tuple(sorted(more.items()))
            if place in seen or len(seen) >= MOST_PARTS:
                raise WikiUnavailable(message("wiki-endless", self._address))
            seen.add(place)
            response = self._part(whole, {**params, **more})
            yield response

    def _part(self, whole: WholeAnswers, sent: Mapping[str, str]) -> Mapping[str, Any]:
        """One part of an answer, which is whole. Raises WikiUnavailable."""
        place = ""
        for _ in range(AGAIN + 1):
            response = self._requester.query(sent)
            try:
                whole.take(sent, response)
            except HalfAnswer as half:
                place = half.place
                sent = _with_deleted(sent)
            else:
                return response
        raise self._half(place)

    def _half(self, place: str) -> WikiUnavailable:
        return WikiUnavailable(message("wiki-half-answer", self._address, place))


def _handler(question: Question[Any]) -> Handler:
    """What answers it. TypeError where nothing does: a mistake in the bot, told before any request."""
    handler = HANDLERS.get(type(question))
    if handler is None:
        raise TypeError(f"No source answers the question {type(question).__name__}.")
    return handler


def _with_deleted(params: Mapping[str, str]) -> Mapping[str, str]:
    """A request for revisions that asks for deleted ones, too.

    To accounts that may see those (``deletedhistory``), the API does not tell by itself that one is gone. For
    others it makes no difference.
    """
    if "revids" not in params or "deletedrevisions" in params["prop"]:
        return params
    return {**params, "prop": f"{params['prop']}|deletedrevisions"}


class ActionApi(FactSource):
    """Every wiki has one, and it answers whatever can be asked about pages, people and edits."""

    name: ClassVar[str] = "api"

    @property
    def kinds(self) -> frozenset[Kind]:
        """All that have a handler."""
        return frozenset(HANDLERS)

    def over(self, _below: Source | None, wiki: WikiParts) -> ApiSource:
        """There is nothing below it."""
        return ApiSource(wiki.requester, wiki.address)
