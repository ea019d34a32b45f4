"""What a campaign's counting has come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bot.counting.by_day import Days
from bot.counting.eligibility import Eligibility, Reason
from bot.counting.standings import Amount
from bot.counting.stored_results import PageResult, PageScope, PageScore, Refresh, SeenRevision, Tally
from bot.mediawiki.models import Page
from bot.operations.ports import Memory
from tests.counting.facts import END, START
from tests.keys import WIKI, account_key, accounts_of, page_key, pages_of
from tests.store.told import (
    ALICE,
    BOB,
    CAROL,
    MEMBERS,
    count,
    counted,
    edit,
    prepare,
    results,
    waiting,
    wiki_cache,
)


def test_the_greater_depth_holds(store: Memory) -> None:
    one = results(store)
    one.mark_dirty(pages_of(3, 1, 2), Refresh.PAGE)
    one.mark_dirty(pages_of(1), Refresh.RESCORE)
    one.mark_dirty(pages_of(2, 2), Refresh.EVERYTHING)
    assert waiting(one) == {1: Refresh.PAGE, 2: Refresh.EVERYTHING, 3: Refresh.PAGE}
    assert [todo.page_key.pageid for todo in one.dirty_pages(2)] == [1, 2]
    assert one.left() == 3


def test_every_page_that_was_counted_or_waits(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(6, 2)])
    one.mark_dirty(pages_of(2, 7), Refresh.EVERYTHING)
    one.mark_all_dirty(Refresh.PAGE)
    assert waiting(one) == {1: Refresh.PAGE, 2: Refresh.EVERYTHING, 7: Refresh.EVERYTHING}


def test_what_was_recorded_waits_no_longer(store: Memory) -> None:
    one = results(store)
    one.mark_dirty(pages_of(1, 2, 3), Refresh.PAGE)
    one.record([PageResult(page_key(1)), PageResult(page_key(2))], {}, {})
    assert waiting(one) == {3: Refresh.PAGE}


def test_members_are_told_in_the_order_in_which_they_were_named(store: Memory) -> None:
    assert prepare(store, {account_key(BOB): "Bob", account_key(ALICE): "Alice"}).members() == {
        account_key(BOB): "Bob",
        account_key(ALICE): "Alice",
    }
    one = prepare(store, {account_key(CAROL): "Carol", account_key(ALICE): "Alicia", account_key(BOB): "Bob"})
    assert list(one.members().items()) == [
        (account_key(CAROL), "Carol"),
        (account_key(ALICE), "Alicia"),
        (account_key(BOB), "Bob"),
    ]


def test_members_begin_with_nothing(store: Memory) -> None:
    one = prepare(store)
    assert one.tallies() == {account_key(ALICE): Tally(), account_key(BOB): Tally()}
    assert one.tallies(accounts_of(BOB, CAROL)) == {account_key(BOB): Tally()}


def test_a_new_name_keeps_the_sums(store: Memory) -> None:
    one = prepare(store)
    one.record([], {account_key(ALICE): Tally(3, 1)}, {})
    prepare(store, {account_key(ALICE): "Alicia", account_key(BOB): "Bob"})
    assert one.tallies(accounts_of(ALICE)) == {account_key(ALICE): Tally(3, 1)}


def test_sums_are_exact(store: Memory) -> None:
    one = prepare(store)
    tally = Tally(
        10**12,
        3,
        {"bytes_added": Amount(-(10**15), 2), "words_added": Amount(0, 1)},
        (Fraction(1, 3), Fraction(-7), Fraction(10**30, 7), Fraction(0)),
    )
    one.record(
        [], {account_key(ALICE): tally, account_key(CAROL): Tally(1)}, {"Équipe 𓀀": tally, "équipe": Tally(2)}
    )
    assert one.tallies() == {account_key(ALICE): tally, account_key(BOB): Tally()}
    assert one.groups() == {"Équipe 𓀀": tally, "équipe": Tally(2)}
    one.record([], {}, {"équipe": Tally(5)})
    assert one.groups()["équipe"] == Tally(5)


@pytest.mark.parametrize("days", [{}, {"bytes_added": {date(2026, 11, 2): -7, date(2026, 11, 3): 2}}])
def test_an_entry_comes_back_as_it_was(store: Memory, days: Days) -> None:
    one = prepare(store)
    entry = PageScore(
        account_key(ALICE),
        page_key(1),
        2,
        {"articles_created": None, "bytes_added": -5, "edits": 2},
        (Fraction(2, 3), Fraction(5)),
        True,
        days,
    )
    one.record([PageResult(page_key(1), evaluated=(Eligibility(edit(5), None),), entries=(entry,))], {}, {})
    assert one.entries(pages_of(1, 2)) == [entry]


def test_the_entries_of_members_come_with_the_weights_of_their_pages(store: Memory) -> None:
    one = prepare(store)
    mine, theirs = (
        PageScore(account_key(ALICE), page_key(1), 1, {"edits": 1}),
        PageScore(account_key(BOB), page_key(1), 1, {"edits": 1}),
    )
    more = PageScore(account_key(ALICE), page_key(2), 1, {"edits": 1})
    pages = [
        PageResult(
            page_key(1),
            factor=Decimal("1.5"),
            evaluated=(Eligibility(edit(5), None),),
            entries=(mine, theirs),
        ),
        PageResult(page_key(2), evaluated=(Eligibility(edit(6, 2), None),), entries=(more,)),
    ]
    one.record(pages, {}, {})
    assert sorted(one.entries_of(accounts_of(ALICE)), key=str) == [(mine, Decimal("1.5")), (more, Decimal(1))]


def test_places_are_those_of_the_pages_with_judged_revisions(store: Memory) -> None:
    one = prepare(store)
    evaluated = (Eligibility(edit(5), Reason.OUT_OF_SCOPE),)
    one.record(
        [PageResult(page_key(1), False, Decimal("1.50"), evaluated=evaluated), PageResult(page_key(2))],
        {},
        {},
    )
    assert one.places() == {page_key(1): PageScope(False, Decimal("1.50"))}
    one.record([PageResult(page_key(1))], {}, {})
    assert one.places() == {}


def test_only_members_revisions_within_the_time_are_told_oldest_first(store: Memory) -> None:
    early, late = replace(edit(8), timestamp=START), replace(edit(9), timestamp=END)
    wiki_cache(store).take([edit(7, 2, BOB), edit(6), edit(5, 1, CAROL), edit(4, 3), early, late, edit(3)])
    wiki_cache(store).drop([3])
    one = prepare(store)
    assert one.revisions(pages_of(1, 2, 9), START, END) == [early, edit(6), edit(7, 2, BOB)]


def test_watched_pages_with_the_newest_work_come_first(store: Memory) -> None:
    one = prepare(store)
    one.record(
        [
            count(1, [edit(5)], watched=51),
            count(2, [edit(7, 2)], watched=52),
            count(3, [edit(9, 3)]),
            count(4, [edit(8, 4)], Reason.REVERTED, watched=50),
        ],
        {},
        {},
    )
    assert list(one.watched(None).items()) == [(page_key(2), 52), (page_key(1), 51), (page_key(4), 50)]
    assert one.watched(1) == {page_key(2): 52}


def test_the_latest_pages_are_those_with_the_newest_counted_work(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(9, 2), edit(7, 3)])
    one.record([count(4, [edit(50, 4)], Reason.REVERTED)], {}, {})
    assert one.latest(10) == pages_of(2, 3, 1)
    assert one.latest(2) == pages_of(2, 3)


def test_what_counted_is_told_by_page_and_by_member(store: Memory) -> None:
    one = counted(store, [edit(7, 1), edit(5, 1), edit(6, 1, BOB), edit(8, 2)])
    one.record([count(3, [edit(9, 3)], Reason.REVERTED)], {}, {})
    alices, bobs = edit(5), edit(6, 1, BOB)
    on_page = {
        entry.account_key.userid: list(revisions) for entry, revisions in one.counted_on(pages_of(1, 3))
    }
    assert on_page == {ALICE: [alices, edit(7)], BOB: [bobs]}
    of_member = {
        entry.page_key.pageid: list(revisions) for entry, revisions in one.counted_of(accounts_of(ALICE))
    }
    assert of_member == {1: [alices, edit(7)], 2: [edit(8, 2)]}


def test_what_was_worked_out_when_it_was_judged_is_told_again(store: Memory) -> None:
    """The wiki did not tell how much the revision changed; its parent did."""
    wiki_cache(store).take([edit(5, sizediff=None)])
    one = prepare(store)
    one.record([count(1, [edit(5, sizediff=77)])], {}, {})
    [(_, revisions)] = one.counted_on(pages_of(1))
    assert revisions == [edit(5, sizediff=77)]


def test_every_judged_revision_of_a_member_is_seen(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(6, 2, BOB)])
    wiki_cache(store).take([edit(4, 3)])
    one.record([count(3, [edit(4, 3)], Reason.NOT_AN_ARTICLE)], {}, {})
    uncounted = SeenRevision(WIKI, Eligibility(edit(4, 3), Reason.NOT_AN_ARTICLE), Page(3, 0, ""))
    assert one.seen(accounts_of(ALICE)) == [
        uncounted,
        SeenRevision(WIKI, Eligibility(edit(5), None), Page(1, 0, "Page 1", False, 99)),
    ]
    assert one.seen(accounts_of(ALICE, BOB), uncounted=True) == [uncounted]
    assert one.pages_of(accounts_of(ALICE)) == {*pages_of(1, 3)}


def test_what_was_on_a_deleted_page_is_still_known(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(6, 1), edit(7, 2)])
    wiki_cache(store).take_pages({1: None})
    page = Page(1, 0, "Page 1", False, 99)
    one.record([count(1, [edit(6)], Reason.PAGE_GONE)], {}, {})
    assert SeenRevision(WIKI, Eligibility(edit(6), Reason.PAGE_GONE), page, gone=True) in one.seen(
        accounts_of(ALICE)
    )


@pytest.mark.parametrize("again", [1, 2])
def test_what_the_wiki_does_not_show_any_more_is_still_known(store: Memory, again: int) -> None:
    one = counted(store, [edit(5, 1), edit(6, 1), edit(7, 2)])
    wiki_cache(store).drop([5, 6])
    for _ in range(again):
        one.record([PageResult(page_key(1))], {}, {})
    gone = [
        (seen.evaluated.revision.revid, seen.evaluated.reason)
        for seen in one.seen(accounts_of(ALICE))
        if seen.gone
    ]
    assert gone == [(5, Reason.PAGE_GONE), (6, Reason.PAGE_GONE)]
    assert set(one.places()) == {page_key(2)}
    assert one.entries(pages_of(1)) == []


def test_what_came_back_is_judged_anew(store: Memory) -> None:
    one = counted(store, [edit(5, 1), edit(6, 1)])
    wiki_cache(store).drop([5])
    one.record([count(1, [edit(6)])], {}, {})
    wiki_cache(store).take([edit(5)])
    one.record([count(1, [edit(5), edit(6)])], {}, {})
    assert [(seen.evaluated.revision.revid, seen.gone) for seen in one.seen(accounts_of(ALICE))] == [
        (5, False),
        (6, False),
    ]


def test_what_was_of_somebody_who_left_is_known_no_longer(store: Memory) -> None:
    one = counted(store, [edit(5, 1)])
    wiki_cache(store).drop([5])
    prepare(store, {account_key(BOB): "Bob"})
    one.record([PageResult(page_key(1))], {}, {})
    assert one.seen(accounts_of(ALICE)) == []


def test_notes_last_until_the_results_are_begun_anew(store: Memory) -> None:
    one = prepare(store)
    one.put_note("seen", {"at": [1, None, "é"]})
    one.put_note("nothing", None)
    prepare(store)
    assert one.note("seen") == {"at": [1, None, "é"]}
    assert one.note("nothing") is None
    assert one.note("never") is None
    prepare(store, key="another")
    assert one.note("seen") is None


def test_campaigns_are_kept_apart(store: Memory) -> None:
    one = counted(store, [edit(5, 1)])
    other = prepare(store, campaign=13)
    other.record([count(1, [edit(5)])], {account_key(ALICE): Tally(9)}, {"everybody": Tally(9)})
    assert one.tallies()[account_key(ALICE)] == Tally(1)
    other.record([PageResult(page_key(1))], {}, {})
    prepare(store, key="another", campaign=13)
    assert set(one.places()) == {page_key(1)}
    assert one.groups() == {"everybody": Tally(1)}
    assert one.members() == MEMBERS


def test_many_pages_at_once(store: Memory) -> None:
    revisions = [edit(revid, revid % 2000 + 1, revid % 2 + 1) for revid in range(1, 3001)]
    one = counted(store, revisions)
    assert len(one.places()) == 2000
    assert sum(len(found) for _, found in one.counted_on(pages_of(*range(1, 2001)))) == len(revisions)
    assert one.left() == 0


def test_rows_that_are_read_are_counted(store: Memory) -> None:
    counted(store, [edit(5, 1), edit(6, 2)])
    before = store.read.copy()  # type: ignore[attr-defined]
    results(store).entries(pages_of(1))
    assert store.read - before == {"entries": 1}  # type: ignore[attr-defined]
