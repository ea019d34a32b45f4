"""What has to be known to judge edits: a history is read where nothing else can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.counting.needs import CampaignNeeds, may_count, revisions_wanted
from bot.counting.parents import parent_wanted, unchanged, with_parent
from bot.mediawiki.models import Move, Page, Revision
from tests.counting.facts import ALICE, BOB, START, revision

ASKING = CampaignNeeds(START, frozenset({0}), {ALICE.userid, BOB.userid})
OLD = revision(1, day=-5, userid=9)
NEW = revision(1, day=1, userid=9)
MOVED_IN = Move(1, START, 2, 0)


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (revision(5), False),
        (revision(5, sizediff=0), True),
        (revision(5, sizediff=100), True),
        (revision(5, sizediff=None), True),
        (revision(5, parentid=0, sizediff=100), False),
    ],
)
def test_a_parent_is_looked_at_where_the_change_in_size_is_odd(one: Revision, wanted: bool) -> None:
    assert parent_wanted(one) is wanted


def test_what_a_parent_tells() -> None:
    one = revision(5, sizediff=100, sha1="b")
    parent = revision(4, size=70, sha1="a")
    assert with_parent(one, {4: parent}).sizediff == 30
    assert with_parent(one, {}).sizediff is None
    assert with_parent(one, {4: replace(parent, size=None)}).sizediff is None
    assert not unchanged(one, {4: parent, 5: one})
    assert unchanged(one, {4: replace(parent, sha1="b"), 5: one})
    hidden = replace(parent, size=100, sha1=None, text_hidden=True)
    assert unchanged(one, {4: hidden, 5: one})
    assert not unchanged(one, {4: replace(hidden, size=70), 5: one})
    assert not unchanged(one, {5: one})


@pytest.mark.parametrize(
    ("ours", "wanted"),
    [
        ([], set()),
        ([revision(5, size=5000)], {4}),
        ([revision(5, size=5000, parentid=0)], set()),
        # The oldest of a page has its parent looked at.
        ([revision(5, size=5000), revision(9, size=5010)], {4}),
        ([revision(5, size=5000), revision(9, size=5000)], {4, 5, 9}),
        ([revision(5, size=5000), revision(9, size=5010, sizediff=0)], {4, 8, 9}),
        ([revision(5, "mw-reverted", size=5000)], {4, 77}),
        ([revision(5, size=50)], {4}),
        ([revision(5, size=5000), revision(9, size=60)], {4, 8}),
    ],
)
def test_single_revisions_that_are_looked_at(ours: list[Revision], wanted: set[int]) -> None:
    assert revisions_wanted(ours, {1: Page(1, 0, "A", False, 77)}) == wanted


@pytest.mark.parametrize(
    ("asked", "aged", "wanted"),
    [
        (([revision(2)], [], False, OLD), False, False),
        (([revision(2)], [], False, OLD), True, False),
        (([revision(2)], [], False, NEW), False, False),
        (([revision(2)], [], False, NEW), True, True),
        (([revision(2)], [], False, replace(NEW, text_hidden=True)), False, True),
        (([revision(2)], [], False, None), False, True),
        (([revision(2)], [MOVED_IN], False, OLD), False, True),
        (([revision(2)], [], True, OLD), False, True),
        (([revision(2, "mw-removed-redirect")], [], False, OLD), False, True),
        (([revision(1, parentid=0)], [], False, None), True, False),
        (([revision(1, parentid=0)], [], True, None), False, True),
    ],
)
def test_a_whole_history_is_read_where_only_it_tells_the_origin(
    asked: tuple[Sequence[Revision], Sequence[Move], bool, Revision | None], aged: bool, wanted: bool
) -> None:
    assert replace(ASKING, aged=aged).whole_history_wanted(*asked) is wanted


UNDO = revision(8, "mw-undo", userid=9, parentid=7)
REVERTED = revision(7, "mw-reverted")


@pytest.mark.parametrize(
    ("theirs", "lastrevid", "last", "wanted"),
    [
        ([revision(7)], 8, None, False),
        # The page's last edit is the very revert.
        ([REVERTED], 8, UNDO, False),
        ([revision(6, "mw-reverted"), REVERTED], 8, UNDO, False),
        ([REVERTED], 9, revision(9, userid=9), True),
        ([REVERTED], 8, None, True),
        ([REVERTED], 9, replace(UNDO, revid=9, parentid=8), True),
        ([revision(7, "mw-reverted", "mw-undo")], 8, UNDO, True),
        # An undo that made the page shorter, and one that made it longer.
        ([revision(7, "mw-undo", sizediff=-5)], 7, None, True),
        ([revision(7, "mw-undo", sizediff=5)], 7, None, False),
        ([revision(7, "mw-rollback", sizediff=-5)], 7, None, False),
        ([revision(n) for n in range(5, 20)], 30, None, False),
        ([revision(n) for n in range(5, 21)], 30, None, True),
        ([revision(n, userid=n % 2 + 1) for n in range(5, 21)], 30, None, False),
        # All that the page has, and no two of one size.
        ([revision(n, size=100 + n) for n in range(1, 17)], 16, None, False),
        ([revision(n, size=100 + n % 5) for n in range(1, 17)], 16, None, True),
    ],
)
def test_the_newest_part_of_a_history_is_read_where_an_edit_may_not_stand(
    theirs: Sequence[Revision], lastrevid: int, last: Revision | None, wanted: bool
) -> None:
    assert ASKING.window_wanted(theirs, lastrevid, last) is wanted


def test_by_texts_alone_every_page_is_looked_at_and_watched() -> None:
    asking = replace(ASKING, identity=True)
    assert asking.window_wanted([revision(7)], 8, None)
    assert asking.watched([revision(7)])
    assert not ASKING.watched([revision(7)])
    assert ASKING.watched([REVERTED])


@pytest.mark.parametrize(
    ("one", "gone", "came_back", "counts"),
    [
        (revision(7), set(), set(), True),
        (revision(7), {7}, set(), False),
        (REVERTED, set(), set(), False),
        (REVERTED, set(), {7}, True),
        (revision(7, "mw-undo"), set(), set(), False),
    ],
)
def test_what_reverts_leave(one: Revision, gone: set[int], came_back: set[int], counts: bool) -> None:
    assert may_count(one, gone, came_back) is counts
