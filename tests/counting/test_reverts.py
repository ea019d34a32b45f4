"""Which reverts stand, and what they take away: docs/counting.md, "Standing"."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.reverts import RADIUS, standing
from bot.mediawiki.models import Revision
from tests.counting.facts import revision


def history(texts: str, reverted: str = "", reverts: str = "") -> list[Revision]:
    """One revision for each letter; the same letter is the same text. The others are revids."""
    tags = {int(revid): "mw-reverted" for revid in reverted.split()}
    undo = {int(revid): "mw-undo" for revid in reverts.split()}
    return [
        revision(
            n,
            *(names[n] for names in (tags, undo) if n in names),
            sha1=hashlib.sha1(letter.encode()).hexdigest(),
        )
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
        # The fourth takes the third away, so the second stands again.
        ("abab", [4], [3]),
        ("abaab", [5], [3]),
        ("ababa", [3, 5], [2, 4]),
        ("abcb", [4], [3]),
        ("abcdabcd", [8], [5, 6, 7]),
    ],
)
def test_by_texts_alone_what_stands_between_two_equal_ones_is_reverted(
    texts: str, reverting: list[int], reverted: list[int]
) -> None:
    found = standing(history(texts), identity=True)
    assert sorted(found.reverting) == reverting
    # An entry that changed nothing is judged by nobody: it is no edit anyway.
    assert sorted(found.reverted) == reverted


@pytest.mark.parametrize(("between", "reverting"), [(RADIUS, {RADIUS + 2}), (RADIUS + 1, set())])
def test_by_texts_alone_at_most_fifteen_edits_lie_between(between: int, reverting: set[int]) -> None:
    texts = "a" + "bcdefghijklmnopqrst"[:between] + "a"
    assert standing(history(texts), identity=True).reverting == reverting


def test_a_tagged_revert_reaches_as_far_as_its_text() -> None:
    texts = "a" + "bcdefghijklmnopqrst" + "a"
    assert standing(history(texts)).reverted == frozenset()
    assert standing(history(texts, reverts="21")).reverted == set(range(2, 21))


@pytest.mark.parametrize("identity", [True, False])
def test_a_hidden_text_is_never_compared(identity: bool) -> None:
    hidden = [revision(1, sha1=None), revision(2, sha1="b"), revision(3, "mw-undo", sha1=None)]
    assert standing(hidden, identity=identity).reverting == frozenset()


@pytest.mark.parametrize(
    ("texts", "reverted", "reverts", "out"),
    [
        ("aba", "2", "3", [2]),
        # The wiki alone knows who took it away.
        ("abc", "2", "", [2]),
        # Undone, and undone again, and once more.
        ("abab", "2 3", "3 4", [3]),
        ("ababa", "2 3 4", "3 4 5", [2, 4]),
        ("ababab", "2 3 4 5", "3 4 5 6", [3, 5]),
        # Three edits of two people, taken away by mistake and restored.
        ("abcdad", "2 3 4 5", "5 6", [5]),
        # An undo of everything, with an older revert to the same text in between.
        ("abaca", "2 3 4", "3 5", [2, 4]),
        # Restored by somebody whose edit carries no tag: nobody's revert took the vandal's away.
        ("abac", "2 3", "3", [3]),
    ],
)
def test_by_tags_only_a_revert_that_stands_takes_away(
    texts: str, reverted: str, reverts: str, out: list[int]
) -> None:
    assert sorted(standing(history(texts, reverted, reverts)).reverted) == out


def sized(*rows: tuple[int, str]) -> list[Revision]:
    """A history of changes in bytes, each with its tags; all texts are different."""
    return [
        replace(revision(n, *tags.split(), sha1=str(n)), sizediff=change)
        for n, (change, tags) in enumerate(rows, 1)
    ]


@pytest.mark.parametrize(
    ("rows", "out"),
    [
        # An undo with an edit in between takes what its size tells.
        ([(9, ""), (5, "mw-reverted"), (7, ""), (-5, "mw-undo")], [2]),
        ([(9, ""), (5, "mw-reverted"), (6, "mw-reverted"), (7, ""), (-11, "mw-undo")], [2, 3]),
        # The nearest run.
        ([(5, "mw-reverted"), (1, ""), (5, "mw-reverted"), (1, ""), (-5, "mw-undo")], [1, 3]),
        # It was undone itself after one more edit.
        (
            [
                (9, ""),
                (5, "mw-reverted"),
                (7, ""),
                (-5, "mw-undo mw-reverted"),
                (1, ""),
                (5, "mw-undo"),
            ],
            [4],
        ),
        # Nobody can tell what it took: the wiki's word holds.
        ([(9, ""), (5, "mw-reverted"), (7, ""), (-4, "mw-undo")], [2]),
    ],
)
def test_a_partial_undo_takes_the_nearest_run_of_its_size(
    rows: list[tuple[int, str]], out: list[int]
) -> None:
    assert sorted(standing(sized(*rows)).reverted) == out


@pytest.mark.parametrize(
    ("rows", "unclear"),
    [
        # Its form was edited: it takes out less than anybody brought, or more, or brings something itself.
        ([(9, ""), (5, "mw-reverted"), (7, ""), (-4, "mw-undo")], {4}),
        ([(9, ""), (5, "mw-reverted"), (7, ""), (-40, "mw-undo")], {4}),
        ([(9, ""), (5, "mw-reverted"), (7, ""), (40, "mw-undo")], {4}),
        # Two that do not lie side by side.
        ([(5, "mw-reverted"), (7, ""), (6, "mw-reverted"), (1, ""), (-11, "mw-undo")], {5}),
        # What came after it.
        ([(9, ""), (-5, "mw-undo"), (5, "mw-reverted")], {2}),
        # More than fifteen together.
        ([*[(1, "mw-reverted")] * 16, (7, ""), (-16, "mw-undo")], {18}),
        # An edit that the wiki does not call reverted.
        ([(9, ""), (5, ""), (7, ""), (-5, "mw-undo")], {4}),
        # It was taken back itself, or it tells whose it took.
        ([(9, ""), (5, ""), (7, ""), (-5, "mw-undo mw-reverted")], set()),
        ([(9, ""), (5, "mw-reverted"), (7, ""), (-5, "mw-undo")], set()),
    ],
)
def test_of_which_nobody_can_tell_whom_it_took_away(rows: list[tuple[int, str]], unclear: set[int]) -> None:
    assert standing(sized(*rows)).unclear == unclear


STEPS = st.lists(st.one_of(st.none(), st.integers(1, RADIUS)), max_size=40)


@given(STEPS, st.booleans())
def test_what_counts_is_what_the_last_text_is_made_of(steps: list[int | None], identity: bool) -> None:
    """Each edit brings a chunk of its own; a revert goes back to the text so many edits ago."""
    texts: list[frozenset[int]] = [frozenset()]
    went_back: set[int] = set()
    taken: set[int] = set()
    for step in steps:
        number = len(texts)
        back = number - 1 - step if step is not None else -1
        if back < 0 or texts[back] == texts[-1]:
            texts.append(texts[-1] | {number})
            continue
        taken |= set(range(back + 1, number))
        texts.append(texts[back])
        went_back.add(number)
    revisions = [
        revision(
            n + 1,
            *(["mw-reverted"] if n in taken and not identity else []),
            *(["mw-undo"] if n in went_back and not identity else []),
            sha1=repr(sorted(text)),
        )
        for n, text in enumerate(texts)
    ]
    out = standing(revisions, identity=identity).reverted
    brought = {n for n in range(1, len(texts)) if n not in went_back}
    assert {n for n in brought if n + 1 not in out} == texts[-1]
