"""What is remembered of a wiki."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.counting.stored_results import Coverage
from bot.mediawiki.models import Move, Page, Revision
from bot.operations.ports import Memory, WikiCache
from tests.counting.facts import END, START
from tests.keys import WIKI
from tests.store.told import ALICE, BOB, LATER, edit

DAY = timedelta(days=1)


@pytest.fixture
def notes(store: Memory) -> WikiCache:
    return store.wiki_cache(WIKI)


def test_a_revision_comes_back_as_it_was(notes: WikiCache) -> None:
    whole = edit(5, 3, ALICE, "mw-undo", "visualeditor", sha1="abc")
    hidden = replace(edit(6), text_hidden=True, user_hidden=True, size=None, sizediff=None)
    precise = replace(edit(7, sha1="x"), timestamp=START.replace(microsecond=1))
    notes.take([whole, hidden, precise])
    assert notes.revisions([5, 6, 7, 8]) == {5: whole, 6: hidden, 7: precise}


def test_more_revisions_than_one_statement_can_name(notes: WikiCache) -> None:
    notes.take(edit(revid, revid % 7, sha1="x") for revid in range(1, 2500))
    assert len(notes.revisions(range(3000))) == 2499


def test_a_revision_without_sha1_is_not_completely_remembered(notes: WikiCache) -> None:
    notes.take([edit(5)])
    assert notes.revisions([5]) == {}


def test_what_is_unknown_leaves_what_was_known(notes: WikiCache) -> None:
    notes.take([edit(5, sha1="abc", sizediff=-3)])
    notes.take([edit(5, 1, ALICE, "mw-reverted", sizediff=None)])
    assert notes.revisions([5]) == {5: edit(5, 1, ALICE, "mw-reverted", sha1="abc", sizediff=-3)}


def test_what_a_revision_changed_is_unknown_when_it_got_another_parent(notes: WikiCache) -> None:
    notes.take([edit(5, sha1="abc", sizediff=-3)])
    notes.take([edit(5, parentid=2, sizediff=None)])
    assert notes.revisions([5])[5].sizediff is None


def test_the_sha1_of_a_text_that_was_hidden_is_not_remembered(notes: WikiCache) -> None:
    notes.take([edit(5, sha1="abc")])
    notes.take([replace(edit(5), text_hidden=True)])
    notes.take([edit(5)])
    assert notes.revisions([5]) == {}


def test_accounts_are_asked_for_their_revisions_within_a_time(notes: WikiCache) -> None:
    notes.take(
        [edit(5, 31, ALICE), edit(6, 32, BOB), edit(7, 33, 99), edit(100, 34, ALICE), edit(200, 35, ALICE)]
    )
    assert notes.revids([ALICE, BOB], START, START + DAY) == {5: 31, 6: 32}
    assert notes.revids([ALICE], START + DAY, START + 3 * DAY) == {100: 34, 200: 35}


def test_what_is_dropped_is_gone_until_it_is_taken_again(notes: WikiCache) -> None:
    notes.take([edit(5, sha1="x"), edit(6, sha1="x")])
    notes.drop([5])
    assert notes.revids([ALICE], START, END) == {6: 1}
    assert set(notes.revisions([5, 6])) == {6}
    notes.take([edit(5)])
    assert notes.revids([ALICE], START, END) == {5: 1, 6: 1}


def test_who_was_hidden_stays_away_from_their_edits(notes: WikiCache) -> None:
    """The history goes on telling of the revision, and not of its author."""
    notes.take([edit(5), edit(6)])
    notes.drop([5])
    nameless = replace(edit(5), userid=0, user_hidden=True, sha1="x")
    notes.take_history(1, 6, [nameless, edit(6, sha1="y")])
    assert notes.revids([ALICE], START, END) == {6: 1}
    history = notes.history(1, 6)
    assert history
    assert [one.revid for one in history] == [5, 6]
    assert history[0].user_hidden


def test_whose_author_is_hidden_is_told_as_a_revision_and_not_among_edits(notes: WikiCache) -> None:
    notes.take([edit(5, sha1="x"), edit(6, sha1="y")])
    nameless = replace(edit(5, sha1="x"), userid=0, user_hidden=True)
    notes.take([nameless])
    assert notes.revids([ALICE], START, END) == {6: 1}
    assert notes.revisions([5])[5].user_hidden
    notes.drop([5])
    assert notes.revisions([5]) == {}
    notes.take([edit(5)])
    assert notes.revids([ALICE], START, END) == {5: 1, 6: 1}


def test_a_revert_is_tagged(notes: WikiCache) -> None:
    notes.take([edit(5, 1, ALICE, "visualeditor", sha1="x"), edit(6, 1, ALICE, sha1="x")])
    notes.tag_reverted([5, 6, 777])
    assert notes.revisions([5])[5].tags == {"visualeditor", "mw-reverted"}
    assert notes.revisions([6])[6].reverted


def test_a_history_is_known_up_to_the_revision_it_was_read_to(notes: WikiCache) -> None:
    history = [edit(3, sha1="a", parentid=0), edit(5, 1, BOB, sha1="b"), edit(4, sha1="c", day=1)]
    notes.take_history(1, 4, history)
    assert notes.history(1, 4) == history
    assert notes.history(1, 9) is None
    assert notes.history(2, 4) is None


def test_what_came_after_a_history_is_not_in_it(notes: WikiCache) -> None:
    notes.take_history(1, 4, [edit(3), edit(4)])
    notes.take([edit(6)])
    history = notes.history(1, 4)
    assert history is not None
    assert [one.revid for one in history] == [3, 4]


def test_revisions_that_are_not_in_the_history_are_gone(notes: WikiCache) -> None:
    notes.take([edit(3), edit(4), edit(5), edit(6, pageid=2)])
    notes.take_history(1, 5, [edit(3), edit(5)])
    assert notes.revids([ALICE], START, END) == {3: 1, 5: 1, 6: 2}


def test_a_history_that_lost_a_revision_is_read_again(notes: WikiCache) -> None:
    notes.take_history(1, 5, [edit(3), edit(5)])
    notes.drop([3])
    assert notes.history(1, 5) is None


def test_a_history_that_lost_a_revision_to_another_page_is_read_again(notes: WikiCache) -> None:
    notes.take_history(1, 5, [edit(3), edit(5)])
    notes.take([edit(3, pageid=2)])
    assert notes.history(1, 5) is None


def linked(*revids: int, pageid: int = 1) -> list[Revision]:
    """Revisions of one page, each upon the one before; the texts are all different."""
    parents = (0, *revids)
    return [
        edit(revid, parentid=parent, pageid=pageid, sha1=str(revid))
        for parent, revid in zip(parents, revids, strict=False)
    ]


def test_the_newest_part_of_a_history_is_known_as_far_as_nothing_is_missing(notes: WikiCache) -> None:
    history = linked(3, 5, 8, 9)
    notes.take(history[1:])
    assert notes.newest(1, 9) == history[1:]
    assert notes.newest(1, 8) == history[1:3]
    assert notes.newest(1, 10) == ()
    assert notes.newest(2, 9) == ()
    notes.take(history[:1])
    assert notes.newest(1, 9) == history


def test_a_gap_ends_what_is_known_of_the_newest_part(notes: WikiCache) -> None:
    history = linked(3, 5, 8, 9)
    notes.take([history[0], replace(history[1], sha1=None), *history[2:]])
    assert notes.newest(1, 9) == history[2:]
    notes.take([replace(history[1], sha1=None, text_hidden=True)])
    assert [one.revid for one in notes.newest(1, 9)] == [3, 5, 8, 9]


@pytest.mark.parametrize("happened", ["dropped", "forgotten", "elsewhere"])
def test_the_newest_part_is_not_known_where_something_happened_to_it(happened: str, notes: WikiCache) -> None:
    notes.take(linked(3, 5, 8, 9))
    if happened == "dropped":
        notes.drop([8])
    elif happened == "forgotten":
        notes.forget([1])
    else:
        notes.take(linked(8, pageid=2))
    assert [one.revid for one in notes.newest(1, 9)] == ([] if happened == "forgotten" else [9])


def test_what_lies_between_linked_revisions_is_of_the_newest_part_too(notes: WikiCache) -> None:
    """In a history into which others were merged, times go through each other."""
    merged = edit(6, parentid=0, sha1="m")
    notes.take([*linked(3, 5, 8, 9), merged])
    assert [one.revid for one in notes.newest(1, 9)] == [3, 5, 6, 8, 9]
    unknown = edit(7, parentid=6)
    notes.take([unknown])
    assert [one.revid for one in notes.newest(1, 9)] == [8, 9]


def test_what_a_window_lacks_is_gone_if_it_is_as_late(notes: WikiCache) -> None:
    notes.take([edit(3), edit(4), edit(7), edit(8), edit(12, pageid=2), edit(11)])
    notes.take_window(1, edit(6).timestamp, [edit(4), edit(7), edit(9)])
    assert notes.revids([ALICE], START, END) == {3: 1, 4: 1, 7: 1, 9: 1, 12: 2}
    assert notes.history(1, 9) is None


def test_a_page_whose_history_alone_is_known_has_not_been_seen(notes: WikiCache) -> None:
    notes.take_history(1, 5, [edit(5, parentid=0)])
    assert notes.pages([1]) == {}
    notes.take_pages({1: Page(1, 0, "Ada")})
    assert notes.pages([1]) == {1: Page(1, 0, "Ada")}
    assert notes.history(1, 5) == [edit(5, parentid=0)]


def test_redirects_are_remembered_by_revision(notes: WikiCache) -> None:
    notes.take([edit(5), edit(6), edit(7)])
    notes.take_redirects({5: True, 6: False})
    assert notes.redirects([5, 6, 7, 8]) == {5: True, 6: False}
    notes.take([edit(5, 1, ALICE, "mw-reverted")])
    assert notes.redirects([5]) == {5: True}


def test_pages_are_as_they_were_last_seen(notes: WikiCache) -> None:
    notes.take_pages({1: Page(1, 0, "Ada", False, 5), 2: Page(2, 0, "Bo"), 3: None})
    notes.take_pages({1: Page(1, 2, "User:Ada", True, 6), 2: None})
    assert notes.pages([1, 2, 3, 4]) == {1: Page(1, 2, "User:Ada", True, 6), 2: None, 3: None}


def test_pages_that_are_gone_are_found_by_their_titles(notes: WikiCache) -> None:
    notes.take_pages({1: Page(1, 0, "Ada"), 2: Page(2, 0, "Ada"), 3: Page(3, 0, "ada"), 4: Page(4, 0, "Adà")})
    notes.take_pages({2: None})
    assert notes.pages_titled(["Ada", "Nobody"]) == {1, 2}


def test_a_title_may_be_as_long_as_titles_get(notes: WikiCache) -> None:
    title = "ᐃᓄᒃᑎᑐᑦ:" + "𓀀" * 250
    notes.take_pages({1: Page(1, 0, title)})
    assert notes.pages_titled([title]) == {1}


def test_what_was_forgotten_is_read_again(notes: WikiCache) -> None:
    notes.take_history(1, 5, [edit(3, sha1="a"), edit(5, sha1="b")])
    notes.take([edit(9, pageid=2, sha1="c")])
    notes.take_redirects({5: True})
    notes.take_derived("words", {5: 10, 9: 20})
    notes.forget([1])
    assert notes.history(1, 5) is None
    assert set(notes.revisions([3, 5, 9])) == {9}
    assert notes.derived("words", [5, 9]) == {9: 20}
    assert notes.redirects([5]) == {}


def test_moves_are_told_once_and_in_order(notes: WikiCache) -> None:
    first, second = Move(1, START, 2, 0), Move(1, START + DAY, 0, 2)
    notes.take_moves([second, first, Move(2, START, 2, 0)])
    notes.take_moves([first])
    assert notes.moves([1], START - DAY) == [first, second]
    assert notes.moves([1], START + DAY) == [second]


def test_how_far_the_log_was_read(notes: WikiCache) -> None:
    assert notes.log() is None
    notes.log_read(START, LATER)
    assert notes.log() == (START, LATER)
    notes.log_read(START + DAY, LATER + DAY)
    assert notes.log() == (START, LATER + DAY), "it is known from when it was before"
    notes.log_read(START - DAY, LATER + DAY)
    assert notes.log() == (START - DAY, LATER + DAY)


def test_who_reads_the_log_first_and_is_slow_does_not_skip_what_happened_since(notes: WikiCache) -> None:
    notes.log_read(START, LATER, first=True)
    notes.log_read(START + DAY, LATER + DAY, first=True)
    assert notes.log() == (START, LATER)
    notes.log_read(START - DAY, LATER - DAY, first=True)
    assert notes.log() == (START - DAY, LATER - DAY)


def test_coverage_is_what_is_known_of_all_namespaces(notes: WikiCache) -> None:
    notes.cover({ALICE: Coverage(START, LATER, LATER), BOB: Coverage(START, LATER, LATER)}, {0, 2})
    notes.cover({ALICE: Coverage(START + DAY, END, END)}, {2})
    assert notes.coverage([ALICE, BOB, 3], {0, 2}) == {
        ALICE: Coverage(START + DAY, LATER, LATER),
        BOB: Coverage(START, LATER, LATER),
    }
    assert notes.coverage([ALICE], {2}) == {ALICE: Coverage(START + DAY, END, END)}
    assert notes.coverage([ALICE], {0, 2, 4}) == {}


def test_times_that_do_not_meet_cover_nothing(notes: WikiCache) -> None:
    notes.cover({ALICE: Coverage(START, START + DAY, LATER)}, {0})
    notes.cover({ALICE: Coverage(LATER, END, END)}, {2})
    assert notes.coverage([ALICE], {0, 2}) == {}


def test_the_parents_of_categories(notes: WikiCache) -> None:
    notes.take_category_parents(
        {"Category:A": frozenset({"Category:B", "Category:Ç"}), "Category:a": frozenset()}
    )
    notes.take_category_parents({"Category:A": frozenset({"Category:C"})})
    assert notes.category_parents(["Category:A", "Category:a", "Category:B"]) == {
        "Category:A": frozenset({"Category:C"}),
        "Category:a": frozenset(),
    }


def test_what_was_made_of_texts_is_kept_by_its_kind(notes: WikiCache) -> None:
    value = {"words": [1, 2.5, None, "né𓀀"], "links": {"a": True}}
    notes.take_derived("words", {5: value, 6: None})
    notes.take_derived("links", {5: 1})
    assert notes.derived("words", [5, 6, 7]) == {5: value, 6: None}
    assert notes.derived("links", [5]) == {5: 1}


def test_wikis_are_kept_apart(store: Memory, notes: WikiCache) -> None:
    notes.take([edit(5, sha1="x")])
    notes.take_pages({1: Page(1, 0, "Ada")})
    other = store.wiki_cache("other.example")
    assert other.revisions([5]) == {}
    assert other.pages([1]) == {}
    other.drop([5])
    other.forget([1])
    assert set(notes.revisions([5])) == {5}


def test_the_hashtags_of_a_summary_are_remembered_until_others_are_told(notes: WikiCache) -> None:
    tagged, untagged = frozenset({"wip2026", "हिन्दी"}), frozenset[str]()
    notes.take([replace(edit(5, sha1="x"), hashtags=tagged), replace(edit(6, sha1="x"), hashtags=untagged)])
    notes.take([edit(5), edit(6)])
    assert [notes.revisions([5, 6])[revid].hashtags for revid in (5, 6)] == [tagged, untagged]
    notes.take([replace(edit(5), hashtags=untagged)])
    assert notes.revisions([5])[5].hashtags == untagged
