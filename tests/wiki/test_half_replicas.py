"""A replica that holds half of what there is, or whose connection ends in mid-result, makes no numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.mediawiki import queries as q
from bot.mediawiki.queries import Question
from bot.operations.ports import WikiUnavailable
from bot.sources.replicas.source import AGAIN, ReplicaSource

from ..faults.cut import CutProxy
from .contract import NAMES, day
from .told import Told


@contextmanager
def instead(told: Told, view: str, *, database: str = "wiki_p", where: str | None = "0") -> Iterator[None]:
    """A view that shows only some rows while the context lasts; ``where`` None: there is none."""
    away = f"{database}.{view}_away"
    told.sql(f"RENAME TABLE {database}.{view} TO {away}")
    if where is not None:
        told.sql(f"CREATE VIEW {database}.{view} AS SELECT * FROM {away} WHERE {where}")
    try:
        yield
    finally:
        told.sql(f"DROP VIEW IF EXISTS {database}.{view}; RENAME TABLE {away} TO {database}.{view}")


def problem(source: ReplicaSource, *questions: Question[Any]) -> str:
    with pytest.raises(WikiUnavailable) as caught:
        source.ask(*questions)
    return caught.value.message.key


def everything(told: Told) -> dict[str, Question[Any]]:
    extent = told.extent
    return {
        "accounts": q.Accounts(NAMES),
        "accounts by id": q.AccountsById(extent.userids),
        "pages": q.Pages(extent.pageids, categories=True),
        "revisions": q.Revisions(extent.revids),
        "history": q.History(1),
        "contributions": q.Contributions(extent.userids, day(1)),
        "clock": q.Clock(),
    }


@pytest.mark.parametrize(
    ("view", "kind"),
    [
        ("user", "accounts"),
        ("user", "accounts by id"),
        ("page", "pages"),
        ("page", "history"),
        ("revision", "revisions"),
        ("revision", "history"),
        ("actor_revision", "revisions"),
    ],
)
@pytest.mark.parametrize("where", [None, "0"], ids=["missing", "empty"])
def test_a_table_that_is_being_loaded_makes_no_numbers(
    told: Told, view: str, kind: str, where: str | None
) -> None:
    question = everything(told)[kind]
    source = told.replica()
    right = source.ask(question)[question]
    with instead(told, view, where=where):
        statements = source.costs().requests.get(f"SQL {type(question).__name__}", 0)
        assert problem(source, question) == "replicas-half"
        asked = source.costs().requests[f"SQL {type(question).__name__}"] - statements
        assert asked == 1 + AGAIN
    assert source.ask(question)[question] == right


def test_a_part_of_a_table_makes_no_numbers(told: Told) -> None:
    source = told.replica()
    with instead(told, "user", where="user_id % 2"):
        assert problem(source, everything(told)["accounts by id"]) == "replicas-half"
    with instead(told, "page", where="page_id % 2"):
        assert problem(source, everything(told)["pages"]) == "replicas-half"
    with instead(told, "slots", database="wiki_new_p"):
        assert problem(told.replica("wiki_new_p"), everything(told)["revisions"]) == "replicas-half"


def test_nobody_knows_what_a_replica_lacks_that_does_not_tell_its_time(told: Told) -> None:
    with instead(told, "heartbeat", database="heartbeat_p"), instead(told, "recentchanges"):
        assert problem(told.replica(), q.Clock()) == "replicas-half"


def test_a_name_that_nobody_has_is_asked_of_the_wiki_once(told: Told) -> None:
    asked: list[tuple[Question[Any], ...]] = []

    class Listening:
        def ask(self, *questions: Question[Any]) -> q.Answers:
            asked.append(questions)
            return told.ask(*questions)

    source = told.replica(api=Listening())
    question = q.Accounts(("Alice", "Nobody at all"))
    for _ in range(2):
        assert source.ask(question)[question]["Nobody at all"] is None
    assert asked == [(q.Accounts(("Nobody at all",)),)]


def test_a_connection_that_ends_in_mid_result_gives_all_or_nothing(told: Told) -> None:
    access = told.access()
    question = everything(told)["contributions"]
    right = told.ask(question)[question]
    with CutProxy(access.host, access.port) as proxy:
        source = ReplicaSource(told.api, told.site, replace(access, port=proxy.port))
        outcomes = set()
        for after in (0, 1, 4, 60, 100, 200, 500, 900, 1500, 3000, 8000, 10**7):
            proxy.after, before = after, proxy.connections
            try:
                assert source.ask(question)[question] == right
                outcomes.add("right")
            except WikiUnavailable:
                outcomes.add("unavailable")
                assert proxy.connections - before >= 2
        assert outcomes == {"right", "unavailable"}


def test_what_makes_no_sense_is_no_answer(told: Told) -> None:
    access = told.access()
    question = everything(told)["contributions"]
    with CutProxy(access.host, access.port) as proxy:
        source = ReplicaSource(told.api, told.site, replace(access, port=proxy.port))
        proxy.garble = lambda data: data[:40] + bytes(len(data) - 40) if len(data) > 200 else data
        with pytest.raises(WikiUnavailable):
            source.ask(question)
