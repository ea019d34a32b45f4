"""Sums over all campaigns."""

from __future__ import annotations

from datetime import timedelta

from bot.counting.eligibility import Eligibility, Reason
from bot.counting.stored_results import GrandTotals, PageResult, PageScore, Tally
from bot.operations.ports import CampaignResults, Memory
from tests.counting.facts import END, START
from tests.keys import WIKI, account_key, page_key
from tests.store.told import ALICE, BOB, CAROL, count, counted, edit, prepare

OTHER = "other.example"


def test_nothing_has_been_done_yet(store: Memory) -> None:
    assert store.grand_totals() == GrandTotals(*[0] * 11)


def test_what_two_campaigns_share_is_counted_once(store: Memory) -> None:
    new = edit(5, 1, parentid=0, sizediff=100)
    counted(store, [new, edit(6, 2, BOB, sizediff=-30)], 12)
    counted(store, [new, edit(7, 2, BOB, sizediff=4), edit(8, 1, BOB, sizediff=0)], 13)
    assert store.grand_totals() == GrandTotals(
        campaigns=2,
        participants=2,
        active=2,
        edits=4,
        articles_created=1,
        articles_improved=2,
        articles=2,
        bytes_added=74,
        bytes_positive=104,
        bytes_absolute=134,
        unknown=0,
    )


def elsewhere(store: Memory) -> CampaignResults:
    other = store.results(OTHER, 12)
    store.wiki_cache(OTHER).take([edit(5, 1, 501)])
    other.prepare("key", {account_key(501, OTHER): "Alice", account_key(502, OTHER): "Dora"}, START, END)
    return other


def test_the_same_numbers_on_another_wiki_are_other_pages_and_edits(store: Memory) -> None:
    counted(store, [edit(5, 1)])
    other = elsewhere(store)
    other.record([count(1, [edit(5, 1, 501)], wiki=OTHER)], {account_key(501, OTHER): Tally(1)}, {})
    totals = store.grand_totals()
    assert (totals.edits, totals.articles, totals.campaigns) == (2, 2, 2)


def test_people_are_told_apart_by_their_names(store: Memory) -> None:
    counted(store, [edit(5, 1)])
    elsewhere(store)
    totals = store.grand_totals()
    assert (totals.participants, totals.active) == (3, 1)


def test_what_does_not_count_is_left_out(store: Memory) -> None:
    one = counted(store, [edit(5, 1)])
    one.record([count(2, [edit(6, 2)], Reason.REVERTED)], {}, {})
    assert store.grand_totals().edits == 1


def test_bytes_that_cannot_be_known_are_told_apart(store: Memory) -> None:
    one = prepare(store)
    evaluated = (Eligibility(edit(5, sizediff=None), None), Eligibility(edit(6, sizediff=3), None))
    entry = PageScore(
        account_key(ALICE),
        page_key(1),
        2,
        {"articles_created": None, "articles_improved": None, "bytes_added": None},
    )
    one.record([PageResult(page_key(1), evaluated=evaluated, entries=(entry,))], {}, {})
    totals = store.grand_totals()
    assert (totals.bytes_added, totals.unknown, totals.edits) == (3, 1, 2)
    assert (totals.articles_created, totals.articles_improved) == (0, 0)


def test_a_campaign_that_was_never_counted_is_none(store: Memory) -> None:
    store.remember_good(WIKI, 12, 5)
    store.claim(WIKI, 13, "one", START, START + timedelta(hours=1))
    assert store.grand_totals().campaigns == 0


def test_who_left_takes_part_no_longer(store: Memory) -> None:
    prepare(store, {account_key(ALICE): "Alice", account_key(CAROL): "Carol"})
    prepare(store, {account_key(ALICE): "Alice"})
    assert store.grand_totals().participants == 1
