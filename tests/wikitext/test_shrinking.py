"""What would shrink without a reason is noticed, and what has one is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.render.wikitext import user_link
from bot.wikitext.shrinking import (
    Extent,
    ListedPages,
    OutputInputs,
    Shrinkage,
    by_output,
    explained,
    extent,
    logged,
    lost_people,
    lost_titles,
    shrinkage,
)

PEOPLE = [f"Writer {number}" for number in range(20)]
THEN = OutputInputs("declaration", {"People": ListedPages("1", "names", 20)}, "scope")


def board(names: list[str]) -> str:
    """A leaderboard, with everybody in a line."""
    return "\n".join(f"|-\n| 1\n! scope=row|{user_link(name)}\n| 12" for name in names)


def loss(before: list[str], after: list[str], **more: Extent) -> Shrinkage | None:
    return shrinkage("leaderboard", board(before), board(after), people=True, **more)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (20, 20, False),
        (20, 10, False),
        (20, 9, True),
        (20, 0, True),
        (11, 5, True),
        (10, 5, False),
        (5, 0, False),
        (6, 0, True),
        (3, 20, False),
    ],
)
def test_a_leaderboard_that_loses_more_than_half_and_more_than_five(
    before: int, after: int, told: bool
) -> None:
    assert (loss(PEOPLE[:before], PEOPLE[:after]) is not None) is told


def test_other_people_in_their_places_are_a_loss_too() -> None:
    found = loss(PEOPLE[:10], [f"Reader {number}" for number in range(10)])
    assert found is not None
    assert (found.people, found.lost) == (10, 10)


def test_names_with_signs_of_wikitext_are_the_same_names() -> None:
    odd = ["O''Neil", "A_B", "ÆØÅ", "Don't!!", "a&b"]
    assert lost_people(board(odd), board([])) == set(odd)
    assert lost_people(board(odd), board(odd[::-1])) == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "told"), [(5000, 2400, True), (5000, 2500, False), (2100, 0, True), (2000, 0, False)]
)
def test_a_block_that_shrinks_by_more_than_half_and_more_than_two_kilobytes(
    before: int, after: int, told: bool
) -> None:
    assert (shrinkage("articles", "x" * before, "x" * after) is not None) is told


def test_what_somebody_wrote_between_the_marks_is_nothing_that_an_output_loses() -> None:
    written = Extent(1000, 20)
    assert shrinkage("articles", "x" * 50_000, "x" * 900, written=Extent(1000)) is None
    assert shrinkage("articles", "x" * 50_000, "x" * 900) is not None
    more = PEOPLE + [f"Sock {number}" for number in range(100)]
    assert shrinkage("leaderboard", board(more), board(PEOPLE), people=True, written=written) is None
    assert shrinkage("leaderboard", board(more), board(PEOPLE[:3]), people=True, written=written) is not None
    assert extent(board(PEOPLE), people=True).people == 20


def test_an_output_over_several_pages_is_one() -> None:
    pages = {"leaderboard": "a", "leaderboard-2": "b", "teams": "t", "leaderboard-13": "c", "details": "d"}
    assert by_output(pages) == {"leaderboard": "a\nb\nc", "teams": "t", "details": "d"}


# --- two readings


def test_two_readings_agree_where_the_same_people_are_lost() -> None:
    one, same, other = loss(PEOPLE, PEOPLE[:5]), loss(PEOPLE, PEOPLE[:5]), loss(PEOPLE, PEOPLE[5:10])
    assert one
    assert same
    assert other
    assert one.agrees(same)
    assert not one.agrees(other)
    assert not one.agrees(Shrinkage("teams", one.before, one.after, one.people, one.lost, one.who))


def test_two_readings_agree_on_size_but_for_what_was_edited_in_between() -> None:
    one = Shrinkage("articles", 100_000, 30_000)
    assert one.agrees(replace(one, after=31_500))
    assert one.agrees(replace(one, after=32_900))
    assert not one.agrees(replace(one, after=40_000))
    assert not one.agrees(replace(one, after=0))


def test_the_numbers_can_be_shown_and_kept() -> None:
    people, size = loss(PEOPLE, PEOPLE[:3]), Shrinkage("articles", 12_345, 100)
    assert people is not None
    assert people.shown == "leaderboard: 20 → 3"
    assert size.shown == "articles: 12.3 → 0.1 kB"
    assert Shrinkage(*people.as_json()) == people
    assert OutputInputs.of(THEN.as_json()) == THEN


# --- what explains it

FEWER = loss(PEOPLE, PEOPLE[:5])
SMALLER = Shrinkage("articles", 100_000, 30_000)


def on_the_list(count: int, revision: str = "2", names: str = "others") -> OutputInputs:
    return replace(THEN, lists={"People": ListedPages(revision, names, count)})


CASES = {
    "nothing": (THEN, False, False),
    "the settings": (replace(THEN, declaration="other"), True, True),
    "a list with fewer": (on_the_list(5), True, True),
    "a list with somewhat fewer": (on_the_list(12), True, True),
    "a list with hardly fewer": (on_the_list(13), False, True),
    "a list with one more": (on_the_list(21), False, False),
    "a list with others": (on_the_list(20), False, True),
    "a list with the same": (on_the_list(20, names="names"), False, False),
    "a list that says less in its old revision": (on_the_list(3, revision="1"), False, False),
    "a list that is not there": (replace(on_the_list(0), whole=False), False, False),
    "the scope": (replace(THEN, scope="other"), False, True),
    "a worklist that is not there": (replace(THEN, scope="other", whole=False), False, False),
}


@pytest.mark.parametrize("case", CASES)
def test_what_explains_a_loss_of_people_and_of_text(case: str) -> None:
    now, people, size = CASES[case]
    assert FEWER is not None
    assert explained(FEWER, THEN, now) is people
    assert explained(SMALLER, THEN, now) is size


def test_where_anyone_takes_part_the_scope_explains_the_loss_of_people() -> None:
    assert FEWER is not None
    assert explained(FEWER, THEN, replace(THEN, scope="other"), by_edits=True)


def test_where_nothing_is_known_of_what_there_was_nothing_is_explained() -> None:
    assert FEWER is not None
    assert not explained(FEWER, None, replace(THEN, declaration="other"))


def test_the_log_explains_what_is_lost_where_it_tells_of_half_of_it() -> None:
    before = "[[A]] [[:Draft:B|b]] [[C#D|c]] [[User:Eve|Eve]]"
    lost = lost_titles(before, "[[A]]")
    assert lost == {"Draft:B", "C", "User:Eve"}
    assert lost_titles("[[A]] [[Special:Diff/7|+1]]", "") == {"A"}
    assert logged(lost, {"C", "Draft:B", "Z"})
    assert not logged(lost, {"C"})
    assert not logged(set(), {"C"})
