"""Which pages a campaign finds that it has to count again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.counting.eligibility import Reason
from bot.counting.stored_results import Refresh, Tally
from bot.mediawiki.models import Page
from bot.operations.ports import Memory, WikiCache
from tests.counting.facts import END, START
from tests.keys import account_key, accounts_of, pages_of
from tests.store.told import ALICE, BOB, CAROL, MEMBERS, count, counted, edit, prepare, waiting, wiki_cache

EVERYBODY = {**MEMBERS, account_key(CAROL): "Carol"}


def test_a_new_campaign_counts_all_pages_of_its_members(store: Memory) -> None:
    late = replace(edit(9, 5), timestamp=END)
    early = replace(edit(10, 6), timestamp=START)
    wiki_cache(store).take([edit(5, 1), edit(6, 2, BOB), edit(7, 3, CAROL), edit(8, 4), late, early])
    wiki_cache(store).drop([8])
    assert set(waiting(prepare(store))) == {1, 2, 6}


def test_a_campaign_that_nobody_looked_at_yet_has_to_be_looked_up(store: Memory) -> None:
    wiki_cache(store).take([edit(5, 1)])
    assert waiting(prepare(store)) == {1: Refresh.PAGE}


def test_nothing_new_is_nothing_to_do(store: Memory) -> None:
    counted(store, [edit(5, 1), edit(6, 2)])
    assert waiting(prepare(store)) == {}
    assert waiting(prepare(store)) == {}


def test_under_another_key_all_is_begun_anew(store: Memory) -> None:
    counted(store, [edit(5, 1), edit(6, 2, CAROL)])
    one = prepare(store, key="another")
    assert waiting(one) == {1: Refresh.RESCORE}
    assert one.tallies() == {account_key(ALICE): Tally(), account_key(BOB): Tally()}
    assert (one.groups(), one.places(), one.entries(pages_of(1)), one.seen(accounts_of(ALICE))) == (
        {},
        {},
        [],
        [],
    )


def test_what_had_to_be_looked_up_still_has_to_be_under_another_key(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(6, 2), edit(7, 3)])
    one.mark_dirty(pages_of(1, 77), Refresh.EVERYTHING)
    wiki_cache(store).tag_reverted([6])
    assert waiting(prepare(store, key="another")) == {
        1: Refresh.EVERYTHING,
        2: Refresh.PAGE,
        3: Refresh.RESCORE,
    }


def test_the_pages_of_who_joined(store: Memory) -> None:
    counted(store, [edit(5, 1), edit(6, 2)])
    wiki_cache(store).take([edit(7, 3, CAROL), replace(edit(8, 4, CAROL), timestamp=END)])
    prepare(store)
    one = prepare(store, EVERYBODY)
    assert waiting(one) == {3: Refresh.RESCORE}
    assert one.tallies(accounts_of(CAROL)) == {account_key(CAROL): Tally()}


def test_the_pages_of_who_left(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(6, 2, BOB), edit(7, 3, BOB)])
    one.record([count(3, [edit(7, 3, BOB)], Reason.REVERTED)], {}, {})
    assert waiting(prepare(store, {account_key(ALICE): "Alice"})) == {2: Refresh.RESCORE, 3: Refresh.RESCORE}
    assert set(one.tallies()) == {account_key(ALICE)}


CHANGES: dict[str, Callable[[WikiCache], None]] = {
    "a new revision": lambda notes: notes.take([edit(50, 1)]),
    "another member's": lambda notes: notes.take([edit(50, 1, BOB)]),
    "tagged": lambda notes: notes.tag_reverted([5]),
    "other tags": lambda notes: notes.take([edit(5, 1, ALICE, "visualeditor")]),
    "dropped": lambda notes: notes.drop([5]),
    "hidden": lambda notes: notes.take([replace(edit(5), text_hidden=True)]),
    "hidden with its author": lambda notes: notes.take([replace(edit(5), userid=0, user_hidden=True)]),
    "another parent": lambda notes: notes.take([edit(5, parentid=1)]),
    "a size that was not known": lambda notes: notes.take([edit(5, sizediff=11)]),
    "moved to another page by a merge": lambda notes: notes.take([edit(5, pageid=9)]),
    "missing in the history": lambda notes: notes.take_history(1, 6, [edit(6)]),
    "renamed": lambda notes: notes.take_pages({1: Page(1, 0, "Ada", False, 99)}),
    "moved away": lambda notes: notes.take_pages({1: Page(1, 2, "Page 1", False, 99)}),
    "made a redirect": lambda notes: notes.take_pages({1: Page(1, 0, "Page 1", True, 99)}),
    "deleted": lambda notes: notes.take_pages({1: None}),
    "forgotten": lambda notes: notes.forget([1]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_found_by_every_campaign_once(store: Memory, change: Callable[[WikiCache], None]) -> None:
    revisions = [edit(5, 1, sizediff=None), edit(6, 1), edit(7, 2)]
    results = [counted(store, revisions, campaign) for campaign in (12, 13)]
    for campaign in (12, 13):
        assert waiting(prepare(store, campaign=campaign)) == {}
    change(wiki_cache(store))
    change(wiki_cache(store))
    for campaign, one in zip((12, 13), results, strict=True):
        found = waiting(prepare(store, campaign=campaign))
        assert {page: depth for page, depth in found.items() if page != 9} == {1: Refresh.PAGE}
        one.record([count(page, []) for page in found], {}, {})
        assert waiting(prepare(store, campaign=campaign)) == {}


NO_CHANGES: dict[str, Callable[[WikiCache], None]] = {
    "the same again": lambda notes: notes.take([edit(5), edit(6)]),
    "its sha1": lambda notes: notes.take([edit(5, sha1="x")]),
    "its history, all of it known": lambda notes: notes.take_history(1, 6, [edit(5), edit(6)]),
    "a newer revision of the page by somebody else": lambda notes: notes.take([edit(50, 1, CAROL)]),
    "an edit after the end": lambda notes: notes.take([replace(edit(50), timestamp=END)]),
    "the same page": lambda notes: notes.take_pages({1: Page(1, 0, "Page 1", False, 99)}),
    "a newer lastrevid": lambda notes: notes.take_pages({1: Page(1, 0, "Page 1", False, 100)}),
    "a page of others": lambda notes: notes.take_pages({8: Page(8, 0, "Ada")}),
    "something on a page of others": lambda notes: notes.forget([8]),
    "whether it is a redirect": lambda notes: notes.take_redirects({5: True}),
    "tagged already": lambda notes: notes.tag_reverted([7]),
    "a revision that is not known": lambda notes: notes.drop([500]),
}


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_changes_nothing_is_no_work(store: Memory, change: Callable[[WikiCache], None]) -> None:
    counted(store, [edit(5), edit(6), edit(7, 2, ALICE, "mw-reverted")])
    prepare(store)
    change(wiki_cache(store))
    assert waiting(prepare(store)) == {}


def test_a_change_raises_what_waits_already(store: Memory) -> None:
    counted(store, [edit(5, 1), edit(6, 2)])
    prepare(store, key="another")
    wiki_cache(store).forget([1])
    assert waiting(prepare(store, key="another")) == {1: Refresh.PAGE, 2: Refresh.RESCORE}


def test_a_page_that_is_seen_for_the_first_time_is_not_counted_twice(store: Memory) -> None:
    """Whoever counted it looked at it first."""
    wiki_cache(store).take([edit(5, 1)])
    one = prepare(store)
    wiki_cache(store).take_pages({1: Page(1, 0, "Ada")})
    one.record([count(1, [edit(5)])], {}, {})
    assert waiting(prepare(store)) == {}


def test_pages_left_over_wait_until_they_are_recorded(store: Memory) -> None:
    wiki_cache(store).take([edit(5, 1), edit(6, 2)])
    one = prepare(store)
    one.record([count(1, [edit(5)])], {}, {})
    assert waiting(prepare(store)) == {2: Refresh.PAGE}
