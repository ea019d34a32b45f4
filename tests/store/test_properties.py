"""Whatever is written is read again, whatever order it came in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import count as numbers

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.counting.eligibility import Eligibility, Reason
from bot.counting.standings import Amount
from bot.counting.stored_results import PageResult, PageScore, Tally
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Revision
from bot.store.store import Store
from tests.counting.facts import END, START
from tests.keys import WIKI, account_key, accounts_of, page_key, pages_of

FRESH = numbers(1)
BIG = st.integers(-(2**62), 2**62)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
TAGS = st.frozensets(st.sampled_from(["mw-reverted", "mw-undo", "visualeditor", "a b", "é"]))
MEASURES = st.sampled_from(["edits", "bytes_added", "articles_created", "articles_improved", "words_added"])
PARTS = st.lists(st.fractions(), max_size=4).map(tuple)


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    hidden = draw(st.booleans())
    return Revision(
        revid=draw(st.integers(1, 40)),
        parentid=draw(st.integers(0, 2**62)),
        pageid=draw(st.integers(1, 5)),
        userid=draw(st.integers(1, 4)),
        timestamp=draw(st.datetimes(START.replace(tzinfo=None), END.replace(tzinfo=None))).replace(
            tzinfo=START.tzinfo
        ),
        size=draw(st.integers(0, 2**40)),
        sizediff=draw(BIG),
        tags=draw(TAGS),
        text_hidden=hidden,
        user_hidden=draw(st.booleans()),
        sha1=None if hidden else draw(st.text("0123456789abcdef", min_size=1, max_size=40)),
    )


TALLIES = st.builds(
    Tally,
    st.integers(0, 2**40),
    st.integers(0, 2**40),
    st.dictionaries(MEASURES, st.builds(Amount, BIG, st.integers(0, 2**40))),
    PARTS,
)


@st.composite
def counts(draw: st.DrawFn, pageid: int) -> PageResult:
    evaluated = draw(st.lists(revisions(), max_size=4, unique_by=lambda one: one.revid))
    here = [
        replace(one, revid=one.revid + 100 * pageid, pageid=pageid, user_hidden=False) for one in evaluated
    ]
    small = st.none() | st.integers(0, 1)
    userids = draw(st.sets(st.integers(1, 4)))
    entries = [
        PageScore(
            account_key(userid),
            page_key(pageid),
            draw(st.integers(1, 2**40)),
            draw(
                st.dictionaries(
                    MEASURES.filter(lambda name: not name.startswith("articles")), st.none() | BIG
                )
            )
            | {"articles_created": draw(small), "articles_improved": draw(small)},
            draw(PARTS),
            draw(st.booleans()),
        )
        for userid in userids
    ]
    reasons = st.none() | st.sampled_from(Reason)
    return PageResult(
        page_key(pageid),
        evaluated=tuple(Eligibility(one, draw(reasons)) for one in here),
        entries=tuple(entries),
    )


ALL_COUNTS = st.tuples(*(counts(pageid) for pageid in (1, 2, 3)))


@FEW
@given(found=st.lists(revisions(), max_size=30))
def test_the_last_word_about_a_revision_holds(store: Store, found: list[Revision]) -> None:
    notes = store.wiki_cache(f"wiki {next(FRESH)}")
    for one in found:
        notes.take([one])
    last = {one.revid: one for one in found}
    assert notes.revisions(range(1, 41)) == last
    assert notes.revids(range(1, 5), START, END) == {
        one.revid: one.pageid for one in last.values() if one.timestamp < END and not one.user_hidden
    }


@FEW
@given(
    members=st.dictionaries(st.integers(1, 50).map(account_key), TALLIES, max_size=8),
    groups=st.dictionaries(TEXT, TALLIES, max_size=4),
)
def test_sums_come_back_as_they_were(
    store: Store, members: dict[AccountKey, Tally], groups: dict[str, Tally]
) -> None:
    one = store.results("sums.example", next(FRESH))
    one.prepare("key", {key: f"User {key.userid}" for key in members}, START, END)
    one.record([], members, groups)
    assert one.tallies() == members
    assert one.groups() == groups


@FEW
@given(first=ALL_COUNTS, then=ALL_COUNTS, order=st.permutations(range(3)))
def test_pages_come_back_as_they_were_last_counted(
    store: Store, first: tuple[PageResult, ...], then: tuple[PageResult, ...], order: list[int]
) -> None:
    one = store.results(WIKI, next(FRESH))
    people = accounts_of(1, 2, 3, 4)
    one.prepare("key", dict(zip(people, "ABCD", strict=True)), START, END)
    for page in (*first, *(then[at] for at in order)):
        store.wiki_cache(WIKI).take([evaluated.revision for evaluated in page.evaluated])
        one.record([page], {}, {})
    assert _by_user(one.entries(pages_of(1, 2, 3))) == _by_user(
        [entry for page in then for entry in page.entries]
    )
    evaluated = {seen.evaluated.revision.revid: seen.evaluated for seen in one.seen(people)}
    assert evaluated == {one.revision.revid: one for page in then for one in page.evaluated}
    assert set(one.places()) == {page.page_key for page in then if page.evaluated}


def _by_user(entries: object) -> list[PageScore]:
    assert isinstance(entries, list)
    key: Callable[[PageScore], tuple[PageKey, AccountKey]] = lambda one: (one.page_key, one.account_key)  # noqa: E731
    return sorted(entries, key=key)


@pytest.mark.parametrize("number", [0, 1, -1, 2**62, -(2**62)])
def test_whole_numbers_are_whole_parts(number: int) -> None:
    from bot.store.values import parts_of, parts_text

    assert parts_of(parts_text([Fraction(number)])) == (Fraction(number),)
