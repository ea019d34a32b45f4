"""The made-up campaign of scripts/bench scale is one that could be, in whatever way it is asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest

from bot.mediawiki.models import Revision
from bot.mediawiki.queries import (
    Accounts,
    Clock,
    Contributions,
    Events,
    History,
    Moves,
    Pages,
    Reverted,
    Revisions,
)
from scripts.benchmarks.scale.arithmetic import FIRST_UPDATE, NEW, SECOND_UPDATE, START
from scripts.benchmarks.scale.pages import StoredPages
from scripts.benchmarks.scale.source import SyntheticSource
from scripts.benchmarks.scale.world import PATROLLER, World

WORLD = World(1000, 100_000)
LARGER = World(2000, 200_000)
NOWHERE = StoredPages(Path("/nowhere"))


def source(now: datetime = SECOND_UPDATE, world: World = WORLD) -> SyntheticSource:
    return SyntheticSource(world, NOWHERE, lambda: now)


@cache
def everything() -> tuple[Revision, ...]:
    """All edits of all participants."""
    question = Contributions(tuple(range(1, WORLD.users + 1)), START)
    return source().ask(question)[question]


def sample(count: int) -> list[Revision]:
    return Random(1).sample(everything(), count)


def test_all_edits_are_there_and_each_once() -> None:
    revids = {revision.revid for revision in everything()}
    assert len(revids) == len(everything()) == WORLD.edits + NEW


def test_everybody_edits_as_much_but_for_the_new_edits() -> None:
    old = Counter(revision.userid for revision in everything() if revision.timestamp < FIRST_UPDATE)
    assert set(old.values()) == {100}
    assert len(old) == WORLD.users


@pytest.mark.slow
def test_before_the_first_update_nothing_is_known_of_the_new_edits() -> None:
    question = Contributions(tuple(range(1, WORLD.users + 1)), START)
    assert len(source(FIRST_UPDATE).ask(question)[question]) == WORLD.edits


@pytest.mark.parametrize("minutes", [7, 1440, 5000])
def test_windows_of_time_add_up_to_everything(minutes: int) -> None:
    userids = (1, 17, 500, 892, 1000)
    found: list[Revision] = []
    since = START
    while since < SECOND_UPDATE + timedelta(minutes=minutes):
        until = since + timedelta(minutes=minutes)
        question = Contributions(userids, since, until)
        found += source().ask(question)[question]
        since = until
    expected = [revision for revision in everything() if revision.userid in userids]
    assert sorted(found, key=lambda r: r.revid) == sorted(expected, key=lambda r: r.revid)


def test_a_limit_leaves_the_newest() -> None:
    question = Contributions((10,), None, limit=3)
    theirs = [revision for revision in everything() if revision.userid == 10]
    assert list(source().ask(question)[question]) == theirs[-3:]


def test_a_revision_is_the_same_when_it_is_asked_for_by_its_id() -> None:
    wanted = sample(300)
    question = Revisions(tuple(revision.revid for revision in wanted))
    found = source().ask(question)[question]
    assert [replace(found[revision.revid], sha1=None) for revision in wanted] == wanted
    assert all(revision.sha1 for revision in found.values())


def test_parents_exist_and_sizes_add_up() -> None:
    changed = [revision for revision in sample(500) if revision.parentid]
    question = Revisions(tuple(revision.parentid for revision in changed))
    parents = source().ask(question)[question]
    for revision in changed:
        parent = parents[revision.parentid]
        assert parent.pageid == revision.pageid
        assert parent.timestamp < revision.timestamp
        assert revision.size == (parent.size or 0) + (revision.sizediff or 0)


@pytest.mark.parametrize("now", [FIRST_UPDATE, SECOND_UPDATE])
def test_a_history_is_a_chain_that_ends_with_the_page_as_it_is(now: datetime) -> None:
    pageids = {revision.pageid for revision in sample(300) if revision.timestamp <= now}
    answers = source(now).ask(Pages(tuple(pageids)), *map(History, pageids))
    for pageid in pageids:
        history = answers[History(pageid)]
        assert [r.parentid for r in history] == [0, *(r.revid for r in history[:-1])]
        assert history == tuple(sorted(history, key=lambda r: (r.timestamp, r.revid)))
        assert history[-1].revid == answers[Pages(tuple(pageids))][pageid].page.lastrevid
        assert all(revision.size for revision in history)


@pytest.mark.slow
def test_a_history_has_the_participants_own_edits() -> None:
    for pageid in {revision.pageid for revision in sample(100)}:
        question = History(pageid)
        told = [replace(r, sha1=None) for r in source().ask(question)[question] if r.userid <= WORLD.users]
        assert told == [revision for revision in everything() if revision.pageid == pageid]


def test_an_undone_edit_is_tagged_and_its_text_is_gone() -> None:
    undone = [revision for revision in sample(2000) if revision.reverted]
    assert 60 < len(undone) < 180
    for revision in undone:
        history = source().ask(History(revision.pageid))[History(revision.pageid)]
        by_id = {one.revid: one for one in history}
        (undo,) = [one for one in history if one.parentid == revision.revid]
        assert undo.userid == PATROLLER
        assert undo.reverts
        assert undo.sha1 == by_id[revision.parentid].sha1
        assert undo.size == by_id[revision.parentid].size


def test_the_reverted_edits_of_some_accounts_in_some_time_are_told() -> None:
    userids, since, until = tuple(range(1, 500)), START + timedelta(days=14), START + timedelta(days=19)
    theirs = [r for r in everything() if r.userid < 500 and since <= r.timestamp < until and r.reverted]
    question = Reverted(userids, since, until)
    assert source().ask(question)[question] == {revision.revid for revision in theirs}
    assert theirs


def test_what_is_told_at_an_update_is_as_much_in_a_larger_campaign() -> None:
    told = []
    for world in (WORLD, LARGER):
        one = source(world=world)
        since = FIRST_UPDATE - timedelta(minutes=1)
        people = Contributions(tuple(range(1, world.users + 1)), since)
        made = one.ask(people, Clock(), Events(since), Moves(since))[people]
        histories = [History(revision.pageid) for revision in made]
        answers = one.ask(*histories)
        told.append((dict(one.rows), [len(answers[history]) for history in histories]))
    assert told[0] == told[1]
    assert len(told[0][1]) == NEW


def test_names_are_those_of_accounts() -> None:
    names = tuple(WORLD.names())
    question = Accounts((*names, "Nobody", "Nobody 7", "Ka 1001"))
    found = source().ask(question)[question]
    assert [account.userid for name in names if (account := found[name])] == list(range(1, WORLD.users + 1))
    assert [found[name] for name in question.names[-3:]] == [None] * 3


def test_totals_are_those_of_the_edits() -> None:
    created, added = WORLD.totals(SECOND_UPDATE)
    standing = [revision for revision in everything() if not revision.reverted]
    assert created == sum(revision.parentid == 0 for revision in everything())
    assert added == sum(revision.sizediff or 0 for revision in standing)


@pytest.mark.parametrize(("users", "edits"), [(10, 100), (1000, 10_000), (1000, 100_001)])
def test_a_world_too_small_or_uneven_is_refused(users: int, edits: int) -> None:
    with pytest.raises(ValueError, match="no world"):
        World(users, edits)
