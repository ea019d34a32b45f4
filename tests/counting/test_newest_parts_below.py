"""Undos that reach below the part of a history that is read, where something in it looks like their work."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from bot.counting.newest_parts import FEW
from bot.mediawiki.models import Revision, as_history
from tests.counting.facts import revision

from .test_newest_parts import ALICE, ZOE, Wiki, evaluated, whole

FAR = 3
"""The place of an edit far below the participants' first one."""


def history(text: str | None, *, restored: bool) -> list[Revision]:
    """Forty edits, then Alice adds 30 bytes, is rolled back and is back; then an old edit of 30 is undone.

    ``restored``: that undo happens to leave the text of before the old edit.
    """
    ids = count(1)
    sizes = [100 + 10 * place + 20 * (place >= FAR) for place in range(40)]
    last = sizes[-1]
    steps: list[tuple[int, int, str | None, tuple[str, ...]]]
    steps = [*((ZOE, size, f"text {place}", ()) for place, size in enumerate(sizes))]
    steps += [
        (ALICE, last + 30, "of Alice", ("mw-reverted",)),
        (ZOE, last, "text 39", ("mw-rollback", "mw-reverted")),
        (ALICE, last + 30, "of Alice", ("mw-undo",)),
        (ZOE, last, f"text {FAR - 1}" if restored else text, ("mw-undo",)),
    ]
    found = [
        revision(
            next(ids), *tags, userid=who, size=size, sizediff=None, sha1=sha1, parentid=n, day=(n - 40) / 24
        )
        for n, (who, size, sha1, tags) in enumerate(steps)
    ]
    found[FAR] = replace(found[FAR], tags=frozenset({"mw-reverted"}))
    found[-1] = replace(found[-1], named=frozenset({found[FAR].revid}))
    return list(as_history(found))


@pytest.mark.parametrize("text", ["another", None], ids=["seen", "hidden"])
@pytest.mark.parametrize("restored", [True, False])
def test_an_undo_of_a_far_edit_takes_nobody_elses_of_the_same_size(
    text: str | None, *, restored: bool
) -> None:
    wiki = Wiki(history(text, restored=restored))
    assert evaluated(wiki, identity=False) == whole(wiki, identity=False)
    assert wiki.requests == ["Window", "History"]


def test_an_undo_of_an_edit_that_is_read_needs_no_more() -> None:
    told = history("another", restored=False)
    told[-1] = replace(told[-1], named=frozenset({told[-4].revid}))
    wiki = Wiki(told)
    assert evaluated(wiki, identity=False) == whole(wiki, identity=False)
    assert wiki.requests == ["Window"]


def restored(pageid: int, ids: count[int], tag: str) -> list[Revision]:
    """A page of two versions that were restored below what was made anew; Alice's edit is reverted to one."""
    texts = [("a", ZOE, 0), ("b", ZOE, None), ("anew", ZOE, 0), ("of Alice", ALICE, None), ("b", ZOE, None)]
    found: list[Revision] = []
    for place, (text, who, parent) in enumerate(texts):
        tags = [tag] if place == 4 and tag else []
        facts = {"pageid": pageid, "userid": who, "sha1": text, "day": place - 3}
        facts["parentid"] = parent if parent is not None else found[-1].revid
        found.append(revision(next(ids), *tags, **facts))
    return found


def test_a_parent_of_0_is_no_end_where_a_tag_tells_of_more() -> None:
    ids = count(1)
    wiki = Wiki(*(restored(pageid, ids, "mw-manual-revert") for pageid in range(1, FEW + 9)))
    assert evaluated(wiki, identity=True) == whole(wiki, identity=True)
