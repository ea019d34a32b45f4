"""Which revisions left a redirect, by tags and by texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.redirects import (
    SMALL,
    TAGS,
    in_history,
    perhaps_in_history,
    perhaps_redirects,
    with_redirect_tags,
)
from bot.mediawiki.models import Revision
from tests.counting.facts import revision

NEW, CHANGED, REMOVED = "mw-new-redirect", "mw-changed-redirect-target", "mw-removed-redirect"
BIG = 5 * SMALL


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (revision(2, size=60, sizediff=20), {1, 2}),
        (revision(2, size=60, sizediff=60), {2}),
        (revision(2, size=60, sizediff=60, parentid=0), {2}),
        (revision(2, size=BIG, sizediff=BIG - 40), {1}),
        (revision(2, size=BIG, sizediff=20), set()),
        (revision(2, size=0, sizediff=-40), {1}),
        (revision(2, size=60, sizediff=60 - BIG), {2}),
        (revision(2, size=60, sizediff=None), {2}),
        (revision(2, size=None, sizediff=None), set()),
        (revision(2, NEW, size=60, sizediff=20), set()),
        (revision(2, CHANGED, size=60, sizediff=20), set()),
        (revision(2, REMOVED, size=60, sizediff=20), set()),
        (revision(2, size=60, sizediff=20, text_hidden=True), set()),
    ],
)
def test_only_a_small_text_without_a_tag_is_read(one: Revision, asked: set[int]) -> None:
    assert perhaps_redirects([one]) == asked


@pytest.mark.parametrize(
    ("one", "redirects", "tag"),
    [
        (revision(2), {2}, NEW),
        (revision(1, parentid=0), {1}, NEW),
        (revision(2), {1, 2}, CHANGED),
        (revision(2), {1}, REMOVED),
        (revision(2), set(), None),
        (revision(2), {7}, None),
        (revision(2, CHANGED), {1}, CHANGED),
    ],
)
def test_a_revision_gets_the_tag_that_it_would_have_today(
    one: Revision, redirects: set[int], tag: str | None
) -> None:
    assert with_redirect_tags([one], redirects)[0].tags == ({tag} if tag else set())


def test_a_tag_tells_of_the_next_revision_too() -> None:
    made, touched, article = revision(1, NEW, parentid=0), revision(2), revision(3)
    assert [one.tags for one in with_redirect_tags([made, touched, article], {2})] == [
        {NEW},
        {CHANGED},
        {REMOVED},
    ]
    assert [one.tags for one in with_redirect_tags([made, touched], ())] == [{NEW}, {REMOVED}]


def test_what_tags_tell_of_a_history_needs_no_text() -> None:
    history = [
        revision(1, parentid=0),
        revision(2),
        revision(3, CHANGED),
        revision(4),
        revision(5, NEW),
        revision(6, size=BIG),
    ]
    assert perhaps_in_history(history) == [1]
    assert in_history(history, ()) == [False, True, True, False, True, False]
    assert in_history(history, {1, 4}) == [True, True, True, False, True, False]


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
def test_tags_and_texts_tell_the_same(states: list[bool], untagged: list[bool]) -> None:
    """A history in which any of the tags are missing, as after an import."""
    bare = [revision(n, size=60, sizediff=0, parentid=n - 1) for n in range(1, len(states) + 1)]
    redirects = {n for n, state in enumerate(states, 1) if state}
    told = with_redirect_tags(bare, redirects)
    assert [not one.tags.isdisjoint({NEW, CHANGED}) for one in told] == states
    mixed = [one if bare_ else full for one, full, bare_ in zip(bare, told, untagged, strict=False)]
    known = redirects & set(perhaps_in_history(mixed))
    assert list(in_history(mixed, known)) == states
    asked = redirects & perhaps_redirects(mixed)
    again = with_redirect_tags(mixed, asked)
    assert [one.tags & TAGS for one in again] == [one.tags & TAGS for one in told]
