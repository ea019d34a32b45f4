"""What is asked of accounts where the source of facts, a replica, does not tell of them by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bot.declaration.campaign import Campaign, Newcomers
from bot.mediawiki.models import Account, AccountDetails
from bot.mediawiki.queries import AccountsById, Answers, Question
from bot.mediawiki.site import Title
from bot.operations.counting.account_details import details_wanted
from bot.operations.counting.work import WikiWork
from bot.operations.ports import CampaignResults
from bot.store.store import Store
from tests.keys import WIKI
from tests.render.samples import campaign

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NEW = AccountDetails(datetime(2026, 11, 3, tzinfo=UTC))
SHOWN = replace(campaign(), publish={"participants": Title(4, "WiP")})
HERE = (Account(1, "Alice"), Account(2, "Bob"))


@dataclass
class Wiki:
    """Knows some accounts, and which it was asked for."""

    known: Mapping[int, AccountDetails]
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def ask(self, *questions: Question[Any]) -> Answers:
        (question,) = questions
        assert isinstance(question, AccountsById)
        assert question.sure
        self.asked.append(question.userids)
        found = {u: Account(u, "x", details=self.known[u]) for u in question.userids if u in self.known}
        return Answers({question: found})


@dataclass(frozen=True)
class Work:
    """As much of a campaign's work as is needed."""

    results: CampaignResults
    wiki: str = WIKI


def found(
    declared: Campaign, accounts: tuple[Account, ...], wiki: Wiki, store: Store, now: datetime = NOW
) -> Mapping[int, AccountDetails]:
    work = cast(WikiWork, Work(store.results(WIKI, 7)))
    return {key.userid: one for key, one in details_wanted(declared, work, accounts, wiki, now).items()}


def test_what_came_along_with_the_names_is_not_asked_again() -> None:
    wiki = Wiki({})
    told = tuple(replace(one, details=NEW) for one in HERE)
    assert found(SHOWN, told, wiki, Store()) == {1: NEW, 2: NEW}
    assert not wiki.asked


def test_the_wiki_is_asked_once_a_day_and_of_somebody_new_at_once() -> None:
    wiki, store = Wiki({1: NEW, 2: AccountDetails(None, True), 3: NEW}), Store()
    expected = {1: NEW, 2: AccountDetails(None, True)}
    assert found(SHOWN, HERE, wiki, store) == expected
    assert found(SHOWN, HERE, wiki, store, NOW + timedelta(hours=20)) == expected
    assert wiki.asked == [(1, 2)]
    more = (*HERE, Account(3, "Eve"))
    assert found(SHOWN, more, wiki, store, NOW + timedelta(hours=20)) == {**expected, 3: NEW}
    wiki.known = {1: replace(NEW, blocked=True), 2: NEW, 3: NEW}
    assert found(SHOWN, more, wiki, store, NOW + timedelta(hours=25))[1].blocked
    assert wiki.asked == [(1, 2), (3,), (1, 2, 3)]


def test_with_a_new_store_it_is_asked_again() -> None:
    wiki = Wiki({1: NEW, 2: NEW})
    assert found(SHOWN, HERE, wiki, Store()) == found(SHOWN, HERE, wiki, Store())
    assert len(wiki.asked) == 2


@pytest.mark.parametrize(
    ("declared", "asked"),
    [
        (campaign(), 0),
        (replace(campaign(), newcomers=Newcomers(30)), 0),
        (replace(campaign(), newcomers=Newcomers(welcome="{{Welcome}}")), 1),
        (SHOWN, 1),
    ],
)
def test_nothing_is_asked_where_nobody_wants_to_know(declared: Campaign, asked: int) -> None:
    wiki = Wiki({})
    found(declared, HERE, wiki, Store())
    assert len(wiki.asked) == asked


def test_an_account_that_the_wiki_does_not_know_is_not_known() -> None:
    assert found(SHOWN, HERE, Wiki({1: NEW}), Store()) == {1: NEW}
