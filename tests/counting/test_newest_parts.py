"""The newest part of a history tells the same as all of it, and costs few requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.newest_parts import FEW, ROUNDS, NewestParts
from bot.counting.reverts import RADIUS, standing
from bot.mediawiki.models import Page, Revision, window_of
from bot.mediawiki.queries import Answers, History, Question, Revisions, Window
from bot.operations.counting.asking import answered
from tests.counting.facts import START, revision

ALICE, ZOE = 1, 9


class Wiki:
    """A source of a few pages' histories that counts what it is asked as the API would."""

    batch = 500

    def __init__(self, *histories: Sequence[Revision]) -> None:
        self.histories = {history[0].pageid: tuple(history) for history in histories}
        self.pages = {p: Page(p, 0, f"Page {p}", False, h[-1].revid) for p, h in self.histories.items()}
        self.requests: list[str] = []

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer them."""
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        asks = 1
        if isinstance(question, Revisions):
            asks = -(-len(question.revids) // self.batch)
        self.requests += [type(question).__name__] * asks
        match question:
            case History(pageid):
                return self.histories[pageid]
            case Window(pageid, since, lead):
                return window_of(self.histories[pageid], since, lead)
            case Revisions(revids):
                known = {one.revid: one for history in self.histories.values() for one in history}
                return {revid: known[revid] for revid in revids if revid in known}
        raise AssertionError(question)

    def of_alice(self) -> dict[int, list[Revision]]:
        """Her revisions from the start on, as a list of contributions tells them: without sha1."""
        found = {
            pageid: [
                replace(one, sha1=None) for one in history if one.userid == ALICE and one.timestamp >= START
            ]
            for pageid, history in self.histories.items()
        }
        return {pageid: theirs for pageid, theirs in found.items() if theirs}


def evaluated(wiki: Wiki, *, identity: bool) -> dict[int, set[tuple[int, str]]]:
    """What the windows tell of Alice's revisions."""
    theirs = wiki.of_alice()
    found = answered(NewestParts(identity).of(theirs, wiki.pages), wiki)
    assert found.keys() == theirs.keys()
    return {p: told(history, theirs[p], identity=identity) for p, history in found.items()}


def told(history: Sequence[Revision], own: Sequence[Revision], *, identity: bool) -> set[tuple[int, str]]:
    found = standing(history, identity=identity)
    mine = {one.revid for one in own}
    names = ("reverted", "reverting", "unclear")
    return {(revid, name) for name in names for revid in getattr(found, name) & mine}


def whole(wiki: Wiki, *, identity: bool) -> dict[int, set[tuple[int, str]]]:
    theirs = wiki.of_alice()
    return {p: told(wiki.histories[p], own, identity=identity) for p, own in theirs.items()}


@dataclass
class Writer:
    """Makes histories in which texts come back, with the tags that MediaWiki gives."""

    random: Random
    ids: Iterator[int]
    far: float = 0.2
    idle: float = 0.1

    def history(self, pageid: int, before: int, since: int, lonely: float = 0.7) -> list[Revision]:
        """So many revisions of before the start, and since."""
        found: list[Revision] = []
        for place in range(before + since):
            who = ALICE if place >= before and self.random.random() > lonely else ZOE
            chance = self.random.random()
            if found and chance < self.idle:
                self._add(found, pageid, who, found[-1].sha1, ())
            elif len(found) > 2 and chance < self.idle + 0.25:
                self._restore(found, pageid, who)
            else:
                self._add(found, pageid, who, f"{pageid}.{len(found)}", ())
        shift = timedelta(hours=before)
        return [replace(one, timestamp=START + timedelta(hours=n) - shift) for n, one in enumerate(found)]

    def _restore(self, found: list[Revision], pageid: int, who: int) -> None:
        far = self.random.random() < self.far
        reach = len(found) if far else min(RADIUS + 1, len(found))
        back = self.random.randint(2, max(2, reach))
        text = found[-back].sha1
        if text == found[-1].sha1:
            return
        tag = self.random.choice(("mw-rollback", "mw-manual-revert", "mw-undo", ""))
        taken = range(len(found) - back + 1, len(found))
        if tag and len(taken) <= RADIUS:
            for place in taken:
                found[place] = replace(found[place], tags=found[place].tags | {"mw-reverted"})
        self._add(found, pageid, who, text, (tag,) if tag else ())

    def _add(
        self, found: list[Revision], pageid: int, who: int, text: str | None, tags: tuple[str, ...]
    ) -> None:
        parent = found[-1].revid if found else 0
        found.append(revision(next(self.ids), *tags, pageid=pageid, parentid=parent, userid=who, sha1=text))


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    before=st.integers(0, 50),
    since=st.integers(1, 40),
    identity=st.booleans(),
    pages=st.sampled_from((1, 3, FEW + 4)),
)
def test_a_window_tells_what_the_whole_history_tells(
    seed: int, before: int, since: int, identity: bool, pages: int
) -> None:
    writer = Writer(Random(seed), count(1))
    wiki = Wiki(*(writer.history(pageid, before, since) for pageid in range(1, pages + 1)))
    assert evaluated(wiki, identity=identity) == whole(wiki, identity=identity)


@pytest.mark.parametrize("identity", [True, False])
def test_of_a_long_history_a_part_is_enough(identity: bool) -> None:
    writer = Writer(Random(1), count(1), far=0, idle=0)
    wiki = Wiki(writer.history(1, 10_000, 300, lonely=0.9))
    assert evaluated(wiki, identity=identity) == whole(wiki, identity=identity)
    assert wiki.requests == ["Window"]


def plain(pageid: int, ids: Iterator[int], before: int = 40, since: int = 3) -> list[Revision]:
    """Nothing comes back; the first edit since the start is Alice's."""
    found: list[Revision] = []
    for place in range(before + since):
        facts = {"pageid": pageid, "sha1": f"{pageid}.{place}", "day": (place - before) / 24}
        facts |= {"userid": ALICE if place == before else ZOE, "parentid": found[-1].revid if found else 0}
        found.append(revision(next(ids), **facts))
    return found


def test_by_texts_many_pages_are_read_together() -> None:
    ids = count(1)
    wiki = Wiki(*(plain(pageid, ids) for pageid in range(1, 930)))
    assert evaluated(wiki, identity=True) == whole(wiki, identity=True)
    assert wiki.requests.count("Window") == 0
    assert len(wiki.requests) <= 6 + 2 * (RADIUS + 1)


def test_few_pages_are_read_one_by_one() -> None:
    ids = count(1)
    wiki = Wiki(*(plain(pageid, ids) for pageid in range(1, FEW + 1)))
    evaluated(wiki, identity=True)
    assert wiki.requests == ["Window"] * FEW


def test_what_has_too_many_edits_since_is_read_by_itself() -> None:
    ids = count(1)
    long = plain(1, ids, since=ROUNDS + 30)
    wiki = Wiki(long, *(plain(pageid, ids) for pageid in range(2, FEW + 9)))
    assert evaluated(wiki, identity=True) == whole(wiki, identity=True)
    assert wiki.requests.count("Window") == 1
    assert wiki.requests.count("Revisions") <= RADIUS + 4


@pytest.mark.parametrize(
    "fault", ["a parent that is gone", "a parent on another page", "a parent that is later"]
)
def test_a_broken_chain_is_read_by_itself(fault: str) -> None:
    ids = count(1)
    odd = plain(1, ids)
    others = [plain(pageid, ids) for pageid in range(2, FEW + 9)]
    parent = {
        "a parent that is gone": 99_999,
        "a parent on another page": others[0][3].revid,
        "a parent that is later": odd[-1].revid,
    }
    odd[-2] = replace(odd[-2], parentid=parent[fault])
    wiki = Wiki(odd, *others)
    assert evaluated(wiki, identity=True) == whole(wiki, identity=True)
    assert wiki.requests.count("Window") == 1


def test_entries_that_changed_nothing_take_nobodys_place() -> None:
    ids = count(1)
    history = plain(1, ids, before=40, since=2)
    text = history[25].sha1
    # Sixteen entries lie between the text and the start, of which most are of protections.
    history[26:38] = [replace(one, sha1=text) for one in history[26:38]]
    history[-1] = replace(history[-1], sha1=history[20].sha1)
    wiki = Wiki(history)
    assert evaluated(wiki, identity=True) == {1: {(history[-2].revid, "reverted")}}
    assert wiki.requests == ["Window", "History"]


@pytest.mark.parametrize(
    ("tag", "asked"),
    [("mw-rollback", ["Window", "History"]), ("mw-undo", ["Window", "History"]), ("", ["Window"])],
)
def test_a_tagged_revert_to_a_text_far_below_has_all_of_it_read(tag: str, asked: list[str]) -> None:
    ids = count(1)
    history = plain(1, ids, before=40, since=2)
    tags = frozenset({tag} if tag else ())
    history[-1] = replace(history[-1], sha1=history[2].sha1, tags=tags)
    wiki = Wiki(history)
    reverted = {(history[-2].revid, "reverted")} if tag else set()
    assert evaluated(wiki, identity=False) == {1: reverted}
    assert wiki.requests == asked


def test_no_pages_are_no_question() -> None:
    wiki = Wiki(plain(1, count(1)))
    found: Mapping[int, Any] = answered(NewestParts(identity=True).of({}, wiki.pages), wiki)
    assert (found, wiki.requests) == ({}, [])
