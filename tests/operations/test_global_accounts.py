"""Whose unified account is asked for at an update, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.counting.membership import Participant
from bot.counting.people import GlobalAccounts
from bot.declaration.campaign import Campaign, Newcomers
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import GlobalDetails
from bot.mediawiki.queries import Answers, CentralIds, GlobalAccount, Question
from bot.mediawiki.site import Title
from bot.operations.counting.global_accounts import AT_ONCE, NOTE, GlobalAccountFinder, kept_over
from bot.operations.counting.pending_notes import PendingNotes
from bot.store.store import Store
from tests.keys import WIKI
from tests.render.samples import campaign

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OLD = datetime(2020, 1, 1, tzinfo=UTC)
SHOWN = replace(campaign(), publish={"participants": Title(4, "WiP")})
WELCOMED = replace(campaign(), newcomers=Newcomers(welcome="{{Welcome}}"))


@dataclass
class Wiki:
    """Knows everybody's unified account but Nobody's and Hidden's, and for what it was asked."""

    unified: bool = True
    locked: frozenset[str] = frozenset()
    identified: list[tuple[str, ...]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, *questions: Question[Any]) -> Answers:
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        if isinstance(question, CentralIds):
            self.identified.append(question.names)
            numbers = {name: None if name == "Nobody" else 1 + hash_of(name) for name in question.names}
            return numbers if self.unified else None
        assert isinstance(question, GlobalAccount)
        self.asked.append(question.name)
        return None if question.name == "Hidden" else GlobalDetails(OLD, question.name in self.locked)


def hash_of(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def people(*names: str, wiki: str = WIKI) -> list[Participant]:
    return [Participant(name, (AccountKey(wiki, hash_of(name)),)) for name in names]


def look(
    wiki: Wiki, store: Store, who: Sequence[Participant], now: datetime = NOW, declared: Campaign = SHOWN
) -> GlobalAccounts:
    """One update."""
    finder = GlobalAccountFinder(declared, now)
    notes = PendingNotes(store.results(WIKI, 7))
    if finder.wanted:
        finder.look_on(WIKI, who, wiki, notes)
        notes.keep()
    return finder.found()


def names_of(wiki: Wiki) -> list[str]:
    """Who was asked for since the last time."""
    asked, wiki.asked = wiki.asked, []
    return asked


def test_new_people_come_first_and_then_whoever_was_asked_for_longest_ago() -> None:
    wiki, store = Wiki(), Store()
    first = people(*(f"A{n:02}" for n in range(AT_ONCE)))
    look(wiki, store, first)
    second = [*first, *people("B")]
    look(wiki, store, second, NOW + timedelta(hours=1))
    assert names_of(wiki)[AT_ONCE:] == ["B"]
    found = look(wiki, store, [*second, *people("C")], NOW + timedelta(days=2))
    assert names_of(wiki) == ["C", *(f"A{n:02}" for n in range(AT_ONCE - 1))]
    assert len(found.found) == AT_ONCE + 2
    look(wiki, store, [*second, *people("C")], NOW + timedelta(days=2, minutes=5))
    assert names_of(wiki) == [f"A{AT_ONCE - 1:02}", "B"]


def test_whoever_is_not_asked_for_yet_is_pending() -> None:
    wiki, store = Wiki(), Store()
    who = people("Nobody", "Hidden", *(f"A{n:02}" for n in range(AT_ONCE)))
    found = look(wiki, store, who)
    assert found.pending == {who[-1].account_key}
    assert found.found.keys() == {one.account_key for one in who[2:-1]}
    assert not look(wiki, store, who).pending
    assert len(names_of(wiki)) == AT_ONCE + 1
    look(wiki, store, who)
    assert not names_of(wiki)
    assert len(wiki.identified) == 1


@pytest.mark.parametrize(("declared", "again"), [(SHOWN, ["Alice"]), (WELCOMED, [])])
def test_locks_are_asked_for_daily_where_people_are_shown(declared: Campaign, again: list[str]) -> None:
    wiki, store = Wiki(), Store()
    look(wiki, store, people("Alice"), declared=declared)
    assert names_of(wiki) == ["Alice"]
    wiki.locked = frozenset({"Alice"})
    look(wiki, store, people("Alice"), NOW + timedelta(hours=23), declared)
    assert not names_of(wiki)
    (found,) = look(wiki, store, people("Alice"), NOW + timedelta(hours=24), declared).found.values()
    assert names_of(wiki) == again
    assert found == GlobalDetails(OLD, bool(again))


def test_what_was_noted_by_a_clock_that_ran_ahead_is_asked_again() -> None:
    wiki, store = Wiki(), Store()
    look(wiki, store, people("Alice"), NOW + timedelta(days=400))
    look(wiki, store, people("Alice"))
    assert wiki.asked == ["Alice", "Alice"]


def test_who_has_no_unified_account_is_looked_for_once_a_day() -> None:
    wiki, store = Wiki(), Store()
    for hours in (0, 1, 25, 26):
        assert look(wiki, store, people("Nobody"), NOW + timedelta(hours=hours)) == GlobalAccounts()
    assert wiki.identified == [("Nobody",), ("Nobody",)]
    assert not wiki.asked


def test_without_unified_accounts_nobody_is_asked_for() -> None:
    wiki, store = Wiki(unified=False), Store()
    for hours in (0, 1, 25):
        found = look(wiki, store, people("Alice", f"A{hours}"), NOW + timedelta(hours=hours))
        assert found == GlobalAccounts()
    assert not wiki.asked
    assert len(wiki.identified) == 2


def test_a_campaign_that_shows_and_welcomes_nobody_asks_nothing() -> None:
    wiki = Wiki()
    assert look(wiki, Store(), people("Alice"), declared=campaign()) == GlobalAccounts()
    assert not wiki.identified


def test_all_wikis_of_an_update_share_what_it_may_ask() -> None:
    here, there, store = Wiki(), Wiki(), Store()
    finder = GlobalAccountFinder(SHOWN, NOW)
    own, others = people(*(f"A{n:02}" for n in range(AT_ONCE - 1))), people("B", "C", wiki="nb.example.org")
    for wiki, address, campaign_page in ((here, WIKI, 7), (there, "nb.example.org", 8)):
        notes = PendingNotes(store.results(WIKI, campaign_page))
        finder.look_on(address, [*own, *others], wiki, notes)
    assert (len(here.asked), there.asked) == (AT_ONCE - 1, ["B"])
    assert finder.found().pending == {others[1].account_key}


def test_nothing_is_kept_of_people_who_left_and_the_rest_outlives_a_new_beginning() -> None:
    wiki, store = Wiki(), Store()
    look(wiki, store, people("Alice", "Bob"))
    look(wiki, store, people("Alice"))
    results = store.results(WIKI, 7)
    assert len(results.note(NOTE)["told"]) == 1
    notes = PendingNotes(results)
    kept_over(notes)
    results.prepare("another key", {}, NOW, NOW)
    assert results.note(NOTE) is None
    notes.keep()
    assert len(results.note(NOTE)["told"]) == 1
    kept_over(PendingNotes(store.results(WIKI, 9)))
