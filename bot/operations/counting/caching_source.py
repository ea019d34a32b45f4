"""A source that remembers: what a revision is does not change, so it is read from the wiki once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.counting.windows import ends_too_soon
from bot.mediawiki.models import UNDO, Page, Revision, window_of
from bot.mediawiki.queries import Answers, History, Question, Redirects, Revisions, Window
from bot.operations.ports import Source, WikiCache

NAMED = "named"
"""The kind under which it is remembered which numbers an undo's summary names."""
MOVED = "moved"
"""The same of the titles in the summary of an entry that changed nothing."""


def take_history(wiki_cache: WikiCache, page: Page, history: Sequence[Revision]) -> None:
    """Remember a page's whole history, with what its summaries name."""
    wiki_cache.take_history(page.pageid, page.lastrevid, history)
    _take_named(wiki_cache, history)
    wiki_cache.take_derived(MOVED, {one.revid: one.moved for one in history if one.moved})


def _take_named(wiki_cache: WikiCache, history: Sequence[Revision]) -> None:
    undos = {one.revid: sorted(one.named) for one in history if one.named or UNDO in one.tags}
    wiki_cache.take_derived(NAMED, undos)


class CachingSource:
    """Answers from the wiki cache what it knows, and writes down what it has to ask for.

    ``pages`` are the pages as they are now: a history is remembered up to a page's last revision.
    ``afresh``: everything is asked for again.
    """

    def __init__(
        self, source: Source, wiki_cache: WikiCache, pages: Mapping[int, Page], afresh: bool
    ) -> None:
        self._source = source
        self._wiki_cache = wiki_cache
        self._pages = pages
        self._afresh = afresh

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them. Raises WikiUnavailable."""
        known: dict[Question[Any], Any] = {}
        asked: dict[Question[Any], Question[Any]] = {}
        for question in questions:
            recalled, left = self._recall(question)
            known[question] = recalled
            if left is not None:
                asked[question] = left
        if asked:
            answers = self._source.ask(*asked.values())
            for question, left in asked.items():
                known[question] = self._learn(left, answers[left], known[question])
        return Answers(known)

    def _recall(self, question: Question[Any]) -> tuple[Any, Question[Any] | None]:
        """What is known of the answer, and what is left to ask."""
        match question:
            case Revisions(revids):
                known: Mapping[int, Any] = {} if self._afresh else self._wiki_cache.revisions(revids)
                left = tuple(revid for revid in revids if revid not in known)
                return known, Revisions(left) if left else None
            case Redirects(revids, words):
                told = self._wiki_cache.redirects(revids)
                left = tuple(revid for revid in revids if revid not in told)
                found = frozenset(revid for revid, redirect in told.items() if redirect)
                return found, Redirects(left, words) if left else None
            case History(pageid, None, None):
                history = self._history(pageid)
                return history, question if history is None else None
            case Window():
                window = self._window(question)
                return window, question if window is None else None
        return None, question

    def _history(self, pageid: int) -> Sequence[Revision] | None:
        page = self._pages.get(pageid)
        if self._afresh or page is None:
            return None
        found = self._wiki_cache.history(pageid, page.lastrevid)
        return None if found is None else self._with_summaries(found)

    def _window(self, question: Window) -> Sequence[Revision] | None:
        """The newest part of a history, where no summary that is needed is unknown."""
        page = self._pages.get(question.pageid)
        if self._afresh or page is None:
            return None
        history = self._history(question.pageid)
        if history is not None:
            return window_of(history, question.since, question.lead)
        newest = self._wiki_cache.newest(question.pageid, page.lastrevid)
        lead = sum(one.timestamp < question.since for one in newest)
        if not newest or (lead < question.lead and (newest[0].parentid or ends_too_soon(newest))):
            return None
        undos = [one.revid for one in newest if UNDO in one.tags]
        if question.summaries and self._wiki_cache.derived(NAMED, undos).keys() < set(undos):
            return None
        return window_of(self._with_summaries(newest), question.since, question.lead)

    def _with_summaries(self, history: Sequence[Revision]) -> Sequence[Revision]:
        """With what the summaries of undos and of entries without a change name."""
        undos = [revision.revid for revision in history if UNDO in revision.tags]
        unchanged = [r.revid for before, r in pairwise(history) if r.sha1 and r.sha1 == before.sha1]
        named = self._wiki_cache.derived(NAMED, undos) if undos else {}
        moved = self._wiki_cache.derived(MOVED, unchanged) if unchanged else {}
        return [
            replace(
                revision,
                named=frozenset(named.get(revision.revid, ())),
                moved=tuple(moved[revision.revid]) if revision.revid in moved else None,
            )
            if revision.revid in named or revision.revid in moved
            else revision
            for revision in history
        ]

    def _learn(self, question: Question[Any], answer: Any, known: Any) -> Any:
        match question:
            case Revisions():
                self._wiki_cache.take(answer.values())
                return {**known, **answer}
            case Redirects(revids):
                self._wiki_cache.take_redirects({revid: revid in answer for revid in revids})
                return known | answer
            case History(pageid, None, None):
                page = self._pages.get(pageid)
                if page is not None and any(revision.revid == page.lastrevid for revision in answer):
                    take_history(self._wiki_cache, page, answer)
            case Window(pageid, since):
                self._wiki_cache.take_window(pageid, since, answer)
                _take_named(self._wiki_cache, answer)
        return answer
