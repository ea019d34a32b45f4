"""One's own text pays once: docs/counting.md, "Standing"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.own_texts import of_one_size, saved_again
from bot.counting.reverts import standing
from bot.mediawiki.models import Revision, numbers_named
from tests.counting.facts import revision


def again(texts: str) -> list[int]:
    """One revision of the account for each letter: the same letter is the same text, a dot an unknown one."""
    known = {revid: text for revid, text in enumerate(texts, 1) if text != "."}
    return sorted(saved_again([revision(revid) for revid in range(1, len(texts) + 1)], known))


@pytest.mark.parametrize(
    ("texts", "out"),
    [
        ("", []),
        ("abc", []),
        ("aba", [2, 3]),
        ("abcb", [3, 4]),
        ("a..a", [2, 3, 4]),
        ("..", []),
        # What does not count any more is no counted text of one's own.
        ("abab", [2, 3]),
        ("ababa", [2, 3, 4, 5]),
        ("abcbad", [2, 3, 4, 5]),
    ],
)
def test_neither_the_second_of_two_equal_texts_counts_nor_what_lies_between(
    texts: str, out: list[int]
) -> None:
    assert again(texts) == out


@given(st.text("abc", max_size=30))
def test_what_is_left_are_different_texts_and_the_last_is_among_them(texts: str) -> None:
    left = [text for revid, text in enumerate(texts, 1) if revid not in again(texts)]
    assert len(set(left)) == len(left)
    assert left[-1:] == list(texts[-1:])


def test_only_texts_of_one_size_may_be_equal() -> None:
    sizes = {1: 10, 2: 20, 3: 10, 4: 0, 5: 0, 6: None, 7: None}
    revisions = [revision(revid, size=size) for revid, size in sizes.items()]
    assert of_one_size(revisions) == {1, 3}


@pytest.mark.parametrize(("tags", "unclear"), [("mw-undo", {2}), ("mw-undo mw-reverted", set()), ("", set())])
def test_a_revert_that_stands_and_has_nobody_to_take_away_is_unclear(tags: str, unclear: set[int]) -> None:
    assert standing([revision(1, sha1="a"), revision(2, *tags.split(), sha1="b")]).unclear == unclear


@pytest.mark.parametrize(
    ("summary", "named"),
    [
        ("Undo revision 73 by [[Special:Contributions/Mallory|Mallory]]", {73}),
        ("Änderung [[Special:Diff/73|73]] von Mallory vom 3. Mai 2026 rückgängig", {73, 3, 2026}),
        ("تراجع عن تعديل ٧٣ للمستخدم", {73}),
        ("", set()),
        ("9" * 40, set()),
    ],
)
def test_the_summary_of_an_undo_names_what_it_undid(summary: str, named: set[int]) -> None:
    assert numbers_named(summary, frozenset({"mw-undo"})) == named
    assert numbers_named(summary, frozenset({"mw-rollback"})) == frozenset()


def changed(revid: int, change: int, *tags: str, named: set[int] | None = None) -> Revision:
    one = revision(revid, *tags, sha1=str(revid), sizediff=change)
    return replace(one, named=frozenset(named or ()))


@pytest.mark.parametrize(
    ("named", "taken"),
    [
        ({1}, 1),
        ({3}, 3),
        # What it names is not what it took: the nearest of that size is.
        ({2}, 3),
        ({99}, 3),
        (set(), 3),
    ],
)
def test_a_partial_undo_takes_what_its_summary_names(named: set[int], taken: int) -> None:
    history = [
        changed(1, 5, "mw-reverted"),
        changed(2, 7),
        changed(3, 5, "mw-reverted"),
        changed(4, 9),
        changed(5, -5, "mw-undo", "mw-reverted", named=named),
        # The undo is undone, so what it had taken counts again; of the other nobody knows who took it.
        changed(6, 5, "mw-undo", named={5}),
    ]
    assert standing(history).reverted == {1, 3, 5} - {taken}
