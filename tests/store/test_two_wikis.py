"""One campaign's results on two wikis, on which the same ids are other pages and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.counting.eligibility import Reason
from bot.counting.stored_results import Refresh, Tally
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Page, Revision
from bot.operations.ports import CampaignResults, Memory
from bot.store.store import Store
from tests.counting.facts import END, START
from tests.keys import WIKI
from tests.store.told import ALICE, BOB, count, edit, results

THERE = "there.example"
HERE_ALICE, THERE_ALICE = AccountKey(WIKI, ALICE), AccountKey(THERE, ALICE)
EVERYBODY = {HERE_ALICE: "Alice", THERE_ALICE: "Alice", AccountKey(THERE, BOB): "Bob"}
NOTHING: Mapping[str, Tally] = {}


def on(wiki: str, *pageids: int) -> list[PageKey]:
    return [PageKey(wiki, pageid) for pageid in pageids]


def prepare(
    store: Memory, members: Mapping[AccountKey, str] = EVERYBODY, key: str = "key"
) -> CampaignResults:
    one = results(store)
    one.prepare(key, members, START, END)
    return one


def waiting(one: CampaignResults) -> dict[PageKey, Refresh]:
    return {dirty.page_key: dirty.refresh for dirty in one.dirty_pages(1000)}


def take(store: Memory, wiki: str, *revisions: Revision) -> None:
    cache = store.wiki_cache(wiki)
    cache.take(revisions)
    cache.take_pages({one.pageid: Page(one.pageid, 0, f"{wiki} {one.pageid}") for one in revisions})


def both(store: Memory) -> CampaignResults:
    """The same page, account and revision on both wikis, counted."""
    for wiki in (WIKI, THERE):
        take(store, wiki, edit(5))
    one = prepare(store)
    counts = [count(1, [edit(5)], wiki=wiki) for wiki in (WIKI, THERE)]
    one.record(counts, {HERE_ALICE: Tally(1, 1), THERE_ALICE: Tally(1, 2)}, NOTHING)
    return one


def test_pages_of_both_wikis_have_to_be_counted(store: Memory) -> None:
    take(store, WIKI, edit(5), edit(6, 2, BOB))
    take(store, THERE, edit(5), edit(6, 2, BOB))
    found = waiting(prepare(store))
    assert set(found) == {*on(WIKI, 1), *on(THERE, 1, 2)}, "Bob takes part on one of them alone"


def test_counts_of_the_same_ids_are_kept_apart(store: Memory) -> None:
    one = both(store)
    assert waiting(one) == {}
    assert set(one.places()) == {*on(WIKI, 1), *on(THERE, 1)}
    assert [score.account_key for score in one.entries(on(THERE, 1))] == [THERE_ALICE]
    assert one.tallies([THERE_ALICE]) == {THERE_ALICE: Tally(1, 2)}
    assert [seen.page.title for seen in one.seen([THERE_ALICE])] == [f"{THERE} 1"]
    [(score, revisions)] = one.counted_of([HERE_ALICE])
    assert (score.page_key, revisions) == (PageKey(WIKI, 1), [edit(5)])
    assert {score.page_key for score, _ in one.counted_on(on(WIKI, 1) + on(THERE, 1))} == set(one.places())
    one.record([count(1, [edit(5)], Reason.REVERTED, wiki=THERE)], {}, NOTHING)
    assert one.entries(on(THERE, 1)) == []
    assert len(one.entries(on(WIKI, 1))) == 1


def test_a_change_on_one_wiki_has_its_page_counted_again(store: Memory) -> None:
    both(store)
    store.wiki_cache(THERE).tag_reverted([5])
    assert waiting(prepare(store)) == {PageKey(THERE, 1): Refresh.PAGE}
    store.wiki_cache(WIKI).tag_reverted([5])
    assert waiting(prepare(store)) == dict.fromkeys(on(WIKI, 1) + on(THERE, 1), Refresh.PAGE)


def test_a_wiki_that_joins_has_its_pages_counted_and_one_that_leaves_too(store: Memory) -> None:
    take(store, THERE, edit(5), edit(6, 2))
    prepare(store, {HERE_ALICE: "Alice"})
    one = prepare(store)
    assert waiting(one) == dict.fromkeys(on(THERE, 1, 2), Refresh.RESCORE)
    one.record([count(1, [edit(5)], wiki=THERE), count(2, [edit(6, 2)], wiki=THERE)], {}, NOTHING)
    one = prepare(store, {HERE_ALICE: "Alice"})
    assert waiting(one) == dict.fromkeys(on(THERE, 1, 2), Refresh.RESCORE)
    assert set(one.members()) == {HERE_ALICE}


def test_what_is_gone_on_one_wiki_is_not_gone_on_the_other(store: Memory) -> None:
    one = both(store)
    store.wiki_cache(THERE).drop([5])
    one.record([replace(count(1, [], wiki=THERE))], {}, NOTHING)
    assert [seen.gone for seen in one.seen([HERE_ALICE])] == [False]
    assert [seen.gone for seen in one.seen([THERE_ALICE])] == [True]


def test_totals_tell_pages_and_edits_of_two_wikis_apart_and_people_by_name(store: Memory) -> None:
    both(store)
    totals = store.grand_totals()
    assert (totals.campaigns, totals.articles, totals.edits, totals.participants) == (1, 2, 2, 2)


def test_what_nobody_wrote_yet_can_be_asked_for() -> None:
    """In memory there is one connection, in which nothing else can be asked while rows are read."""
    assert results(Store()).seen([HERE_ALICE]) == []
    assert results(Store()).counted_on(on(THERE, 1)) == []
