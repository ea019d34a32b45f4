"""One's own text pays once: docs/counting.md, "Standing"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.reverts import of_one_size, saved_again, standing
from tests.core.facts import revision


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
