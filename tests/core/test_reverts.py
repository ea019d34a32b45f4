"""Reverts told by equal texts: docs/counting.md, "Standing"."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.reverts import came_back, identity_reverts
from bot.core.revisions import Revision
from tests.core.facts import revision


def history(texts: str, reverted: str = "") -> list[Revision]:
    """One revision for each letter; the same letter is the same text. ``reverted`` are revids."""
    tagged = {int(revid) for revid in reverted.split()}
    return [
        revision(n, *(["mw-reverted"] if n in tagged else []), sha1=hashlib.sha1(letter.encode()).hexdigest())
        for n, letter in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("texts", "reverting", "reverted"),
    [
        ("ab", [], []),
        ("aba", [3], [2]),
        ("abca", [4], [2, 3]),
        ("aa", [], []),
        ("aaa", [], []),
        ("abab", [3, 4], [2, 3]),
        ("abaab", [3, 5], [2, 3, 4]),
        ("abcb", [4], [3]),
    ],
)
def test_what_stands_between_two_equal_texts_is_reverted(
    texts: str, reverting: list[int], reverted: list[int]
) -> None:
    found = identity_reverts(history(texts))
    assert sorted(found.reverting) == reverting
    assert sorted(found.reverted) == reverted


def test_a_revert_more_than_fifteen_edits_deep_is_found_without_a_radius() -> None:
    deep = history("a" + "bcdefghijklmnopq" + "a")
    assert identity_reverts(deep).reverting == frozenset()
    assert identity_reverts(deep, radius=None).reverting == {18}


def test_a_hidden_text_is_never_compared() -> None:
    hidden = [revision(1, sha1=None), revision(2, sha1="b"), revision(3, sha1=None)]
    assert identity_reverts(hidden).reverting == frozenset()


@pytest.mark.parametrize(
    ("texts", "reverted", "restored"),
    [
        ("aba", "2", []),
        ("abab", "2 3", [2]),
        ("abab", "2 4", []),
        ("ababa", "2 3 4", [3]),
        ("abacb", "2 3 4", [2]),
    ],
)
def test_a_text_that_came_back(texts: str, reverted: str, restored: list[int]) -> None:
    assert sorted(came_back(history(texts, reverted))) == restored


def test_a_text_that_came_back_after_a_revert_without_a_tag() -> None:
    # 3 took back 2, and 4 brought it back.
    untagged = history("abab")
    assert came_back(untagged) == frozenset()
    assert came_back(untagged, taken_back={2, 3}) == {2}


@given(st.text("abc", max_size=30))
def test_only_what_is_followed_by_a_revert_is_reverted(texts: str) -> None:
    found = identity_reverts(history(texts))
    assert not found.reverted or max(found.reverted) < max(found.reverting)
    assert len(found.reverting) <= len(found.reverted) * len(texts)
