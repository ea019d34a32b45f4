"""Asks for the part of each page's history that tells which edits stand, in as few requests as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.counting.windows import LEAD, below, ends_too_soon, too_short
from bot.mediawiki.models import BY_AGE, Page, Revision, as_history, linked
from bot.mediawiki.queries import Asking, History, Question, Revisions, Window

FEW = 16
"""So many pages cost fewer requests one by one than revision by revision."""
ROUNDS = 40
"""So many times parents are asked for, of all pages together; what has more is read page by page."""

Part: TypeAlias = Sequence[Revision]
"""Revisions of one page, oldest first."""


@dataclass(frozen=True)
class NewestParts:
    """Asks for the newest part of histories: of each page from ``LEAD`` before the participants' first edit.

    ``identity``: reverts are told by texts alone, on every page. What summaries say is of no matter then, so
    many pages are read together: the API tells one page's history in a request, but 500 pages' revisions.
    """

    identity: bool

    def of(self, theirs: Mapping[int, Part], pages: Mapping[int, Page]) -> Asking[Mapping[int, Part]]:
        """``theirs`` are the participants' revisions by page."""
        found = (yield from self._together(theirs, pages)) if self.identity else {}
        firsts = {pageid: own[0] for pageid, own in theirs.items() if pageid not in found}
        windows = yield from _answers(
            {
                pageid: Window(pageid, first.timestamp, LEAD, summaries=not self.identity)
                for pageid, first in firsts.items()
            }
        )
        short = [
            pageid
            for pageid, first in firsts.items()
            if too_short(windows[pageid], first, identity=self.identity)
        ]
        whole = yield from _answers({pageid: History(pageid) for pageid in short})
        return {**found, **windows, **whole}

    def _together(self, theirs: Mapping[int, Part], pages: Mapping[int, Page]) -> Asking[Mapping[int, Part]]:
        """The histories that can be put together out of revisions and what each was built upon."""
        walks = {pageid: _Walk.of(own, pages[pageid].lastrevid) for pageid, own in theirs.items()}
        done: dict[int, Part] = {}
        for _ in range(ROUNDS):
            if len(walks) <= FEW:
                break
            question = Revisions(tuple(sorted(set().union(*(walk.wanted for walk in walks.values())))))
            answer = (yield (question,))[question]
            going_on = {}
            for pageid, walk in walks.items():
                walk.take(answer)
                if walk.wanted:
                    going_on[pageid] = walk
                elif walk.complete:
                    done[pageid] = as_history(walk.chain)
            walks = going_on
        return done


def _answers(questions: Mapping[int, Question[tuple[Revision, ...]]]) -> Asking[Mapping[int, Part]]:
    answers = yield tuple(questions.values())
    return {pageid: answers[question] for pageid, question in questions.items()}


@dataclass
class _Walk:
    """One page's history as it comes to be known, from its last revision to ``LEAD`` before ``first``.

    ``wanted`` are the revids to be asked for next; none when there is no going on.
    """

    first: Revision
    last: int
    wanted: set[int]
    known: dict[int, Revision] = field(default_factory=dict)

    @classmethod
    def of(cls, own: Part, last: int) -> _Walk:
        """``own`` are the participants' revisions: with them and their parents the walk begins everywhere."""
        wanted = {last, *(one.revid for one in own), *(one.parentid for one in own)}
        return cls(own[0], last, wanted - {0})

    @property
    def chain(self) -> Part:
        """What is known, from the last revision back."""
        return linked(self.known, self.last)

    @property
    def complete(self) -> bool:
        """Whether that is all of it."""
        chain = self.chain
        if not chain or BY_AGE(chain[0]) > BY_AGE(self.first) or below(self.first, self.known):
            return False
        return not ends_too_soon(chain)

    def take(self, answer: Mapping[int, Revision]) -> None:
        """Go on with what was wanted: to the parents."""
        got = {revid: answer[revid] for revid in self.wanted if revid in answer}
        self.known.update(got)
        parents = {one.parentid for one in got.values() if BY_AGE(one) > BY_AGE(self.first)}
        parents.add(below(self.first, self.known) or 0)
        lost = len(got) < len(self.wanted)
        self.wanted = set() if lost else parents - self.known.keys() - {0}
