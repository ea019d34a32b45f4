"""Histories into which others were merged, imported or restored: who began the article, and when.

The histories are made of chunks that are known to be somebody's, at a place, at a time; the rule is told
here once more, from that knowledge alone.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.counting.mixed_histories import deletions_wanted, unmixed
from bot.counting.origins import origin_from_history
from bot.mediawiki.models import BY_AGE, HistoryChange, Move, Revision
from tests.counting.facts import ALICE, BOB, START, revision

ARTICLES = frozenset({0})
DAY = timedelta(days=1)
people = st.sampled_from([ALICE.userid, BOB.userid, 3])


def chain(first: int, days: list[int], users: list[int]) -> list[Revision]:
    """The revisions of one page as they were saved one upon the other, each with a text of its own."""
    made = []
    for number, (day, user) in enumerate(zip(sorted(days), users, strict=True)):
        revid = first + number
        made.append(
            revision(
                revid,
                parentid=revid - 1 if number else 0,
                day=day,
                userid=user,
                size=revid * 10,
                sizediff=10 if number else revid * 10,
                sha1=f"text {revid}",
            )
        )
    return made


def chains(since: int, until: int) -> st.SearchStrategy[tuple[list[int], list[int]]]:
    """Days and users of a page's revisions."""
    days = st.lists(st.integers(since, until), min_size=1, max_size=5)
    return days.flatmap(
        lambda found: st.tuples(st.just(found), st.lists(people, min_size=len(found), max_size=len(found)))
    )


@given(below=chains(-60, 4), above=chains(5, 20), source=st.sampled_from([0, 2, 118]))
def test_a_merge_tells_creator_age_and_what_the_paste_is_measured_against(
    below: tuple[list[int], list[int]], above: tuple[list[int], list[int]], source: int
) -> None:
    old, new = chain(1, *below), chain(100, *above)
    changes = [HistoryChange(1, START + 21 * DAY, "merge", source)]
    mixed = unmixed([*old, *new], changes, (), ARTICLES)
    origin = origin_from_history(mixed, ARTICLES, START)
    assert origin.creator == old[0].userid
    assert origin.before is (source == 0 and old[0].timestamp < START)
    assert origin.draft is (source != 0)
    [mended] = mixed.mended.values()
    assert (mended.revid, mended.parentid) == (new[0].revid, old[-1].revid)
    assert mended.sizediff == (new[0].size or 0) - (old[-1].size or 0)


@given(foreign=chains(-900, 5), local=chains(7, 20), earlier=st.none() | chains(-90, 4))
def test_an_import_brings_nobody_anything_and_makes_nothing_old(
    foreign: tuple[list[int], list[int]],
    local: tuple[list[int], list[int]],
    earlier: tuple[list[int], list[int]] | None,
) -> None:
    here = chain(1, *earlier) if earlier else []
    imported = chain(100, *foreign)
    latest = max([*here, *imported], key=BY_AGE)
    entry = revision(200, parentid=latest.revid, day=6, userid=9, size=latest.size, sha1=latest.sha1)
    later = chain(201, *local)
    later[0] = revision(201, parentid=200, day=min(local[0]), userid=later[0].userid, size=9, sha1="text 201")
    changes = [HistoryChange(1, entry.timestamp, "import", None, len(imported))]
    mixed = unmixed(sorted([*here, *imported, entry, *later], key=BY_AGE), changes, (), ARTICLES)
    assert mixed.imported == {one.revid for one in imported}
    origin = origin_from_history(mixed, ARTICLES, START)
    assert origin.imported is not bool(here)
    assert origin.creator == (here[0].userid if here else None)
    assert origin.before is bool(here and here[0].timestamp < START)


@given(
    old=chains(-200, -100),
    new=chains(1, 20),
    deleted=st.integers(-99, 0) | st.integers(21, 25),
)
def test_what_was_restored_is_old_unless_it_was_gone_for_long_and_written_anew(
    old: tuple[list[int], list[int]], new: tuple[list[int], list[int]], deleted: int
) -> None:
    below, above = chain(1, *old), chain(100, *new)
    changes = [HistoryChange(1, START + 26 * DAY, "restore")]
    at = START + deleted * DAY
    history = [*below, *above]
    assert deletions_wanted(history, changes)
    mixed = unmixed(history, changes, (), ARTICLES, [at])
    origin = origin_from_history(mixed, ARTICLES, START)
    anew = above[0].timestamp - at >= timedelta(days=30)
    assert origin.before is not anew
    assert origin.creator == (above[0] if anew else below[0]).userid
    # Measured against what lies below where both stood, on two pages, when it was saved.
    assert bool(mixed.mended) is (at > above[0].timestamp)


@given(out=st.integers(-200, 0), back=st.integers(1, 20), home=st.sampled_from([2, 118]))
def test_a_page_that_was_out_for_less_than_thirty_days_is_not_new(out: int, back: int, home: int) -> None:
    history = chain(1, [-300, 25], [ALICE.userid, BOB.userid])
    moves = (Move(1, START + out * DAY, 0, home), Move(1, START + back * DAY, home, 0))
    origin = origin_from_history(unmixed(history, (), moves, ARTICLES), ARTICLES, START)
    long = back - out >= 30
    assert (origin.before, origin.draft, origin.creator) == (not long, long, ALICE.userid)
