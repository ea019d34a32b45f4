"""What was known and is missing from an answer is asked for by id before it is believed gone.

An answer from which something fell out, and that is well formed all the same, can't be told from one that is
whole. But what is gone was there before: people, revisions and the pages of lists that are remembered and not
in the answer are asked for one by one. Those that are there after all stay. This costs requests only where
something is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Accounts, AccountsById, Answers, History, Question, Revisions, Window
from bot.messages import message
from bot.operations.counting.remembered_lists import RememberedLists
from bot.operations.ports import CampaignResults, Source, WikiCache, WikiUnavailable

Found: TypeAlias = dict[Question[Any], Any]
Part: TypeAlias = History | Window
"""What asks for a history, or a part of one."""


class ConfirmingSource:
    """Answers as ``source`` does, and doubts what is missing. ``wiki`` is its address.

    Raises WikiUnavailable where an answer contradicts what is found by id.
    """

    def __init__(self, source: Source, wiki_cache: WikiCache, results: CampaignResults, wiki: str) -> None:
        self._source = source
        self._wiki_cache = wiki_cache
        self._results = results
        self._wiki = wiki
        self.lists = RememberedLists(source, results)

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all of them. Raises WikiUnavailable."""
        answers = self._source.ask(*questions)
        found: Found = {question: answers[question] for question in questions}
        self._confirm_accounts(found)
        self._confirm_histories(found)
        self.lists.confirm(found)
        return Answers(found)

    # --- people: an account is not given up, and its name is another's only after it was renamed

    def _confirm_accounts(self, found: Found) -> None:
        asked = [question for question in found if isinstance(question, Accounts)]
        nobody = {name for question in asked for name, one in found[question].items() if one is None}
        if not nobody:
            return
        members = {
            name: key.userid
            for key, name in self._results.members().items()
            if key.wiki == self._wiki and name in nobody
        }
        if not members:
            return
        question = AccountsById(tuple(sorted(members.values())))
        there = self._source.ask(question)[question].values()
        kept = {account.name: account for account in there if account.name in members}
        for one in asked:
            found[one] = {name: account or kept.get(name) for name, account in found[one].items()}

    # --- histories: a revision that stands on its page is in the page's history

    def _confirm_histories(self, found: Found) -> None:
        asked = [question for question in found if isinstance(question, History | Window)]
        half = self._half(asked, found)
        if not half:
            return
        again = self._source.ask(*half)
        found.update({question: again[question] for question in half})
        still = self._half(half, found)
        if still:
            place = f"revisions: {still[0].pageid}"
            raise WikiUnavailable(message("wiki-half-answer", self._wiki, place))

    def _half(self, asked: Sequence[Part], found: Found) -> Sequence[Part]:
        """The histories that lack a revision which stands on their page."""
        missing = self._missing(asked, found)
        if not missing:
            return ()
        question = Revisions(tuple(sorted(frozenset().union(*missing.values()))))
        there = self._source.ask(question)[question]
        return [one for one, revids in missing.items() if any(_belongs(there.get(r), one) for r in revids)]

    def _missing(self, asked: Sequence[Part], found: Found) -> Mapping[Part, Collection[int]]:
        known = self._wiki_cache.standing([question.pageid for question in asked]) if asked else {}
        missing = {
            question: _within(known.get(question.pageid, {}), question)
            - {revision.revid for revision in found[question]}
            for question in asked
        }
        return {question: revids for question, revids in missing.items() if revids}


def _within(known: Mapping[int, datetime], question: Part) -> frozenset[int]:
    return frozenset(revid for revid, when in known.items() if _in_time(when, question))


def _belongs(revision: Revision | None, question: Part) -> bool:
    """Whether a revision is in the history that was asked for."""
    if revision is None or revision.pageid != question.pageid:
        return False
    return _in_time(revision.timestamp, question)


def _in_time(when: datetime, question: Part) -> bool:
    begun = question.since is None or when >= question.since
    until = question.until if isinstance(question, History) else None
    return begun and (until is None or when < until)
