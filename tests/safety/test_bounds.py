"""How much may be saved: never more than so many in any hour, and what waits is told when to come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.bounds import AHEAD, DAY, HOUR, Bound, Bounds, Full, Save, Turning, admit, present, turning

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TIGHT = Bounds(saves_per_hour=5, campaign_saves_per_hour=3, pages_per_day=2)


def ago(minutes: float, campaign: int = 1, title: str = "A", **more: bool) -> Save:
    return Save(NOW - timedelta(minutes=minutes), campaign, title, **more)


def most_within(saves: list[Save], window: timedelta) -> int:
    """How many of these were saved in whichever window has the most."""
    return max((sum(one.at <= s.at < one.at + window for s in saves) for one in saves), default=0)


ATTEMPTS = st.lists(
    st.tuples(
        st.integers(-300, 2000),
        st.integers(1, 3),
        st.sampled_from("ABCDE"),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=80,
)


@given(ATTEMPTS, st.integers(1, 6), st.integers(1, 4), st.integers(0, 3))
def test_there_are_never_more_than_the_bounds_whatever_is_tried_when(
    attempts: list[tuple[int, int, str, bool, bool, bool]], wiki: int, campaign: int, pages: int
) -> None:
    bounds = Bounds(wiki, campaign, pages)
    saves: list[Save] = []
    for minutes, who, title, made, first, main in attempts:
        new = Save(NOW + timedelta(minutes=minutes), who, title, made, first)
        admitted = admit(new, saves, bounds, main=main)
        if isinstance(admitted, Save):
            saves.append(admitted)
        else:
            assert admitted.until > new.at
    assert most_within(saves, HOUR) <= wiki
    for who in (1, 2, 3):
        assert most_within([s for s in saves if s.campaign == who and not s.first], HOUR) <= campaign
        for title in "ABCDE":
            firsts = [s for s in saves if s.campaign == who and s.title == title and s.first]
            assert most_within(firsts, DAY) <= 1
    assert most_within([s for s in saves if s.made], DAY) <= pages


@given(ATTEMPTS, st.integers(1, 6), st.integers(1, 4))
def test_at_the_moment_that_is_told_there_is_room(
    attempts: list[tuple[int, int, str, bool, bool, bool]], wiki: int, campaign: int
) -> None:
    bounds = Bounds(wiki, campaign, 2)
    saves: list[Save] = []
    for minutes, who, title, made, first, main in sorted(attempts):
        new = Save(NOW + timedelta(minutes=minutes), who, title, made, first)
        admitted = admit(new, saves, bounds, main=main)
        if isinstance(admitted, Save):
            saves.append(admitted)
        elif main:
            later = Save(admitted.until, who, title, made, first)
            assert isinstance(admit(later, saves, bounds, main=True), Save)


def test_the_wiki_and_the_campaign_have_a_bound_each() -> None:
    own = [ago(30), ago(20), ago(10)]
    assert admit(ago(0), own, TIGHT, main=True) == Full(Bound.CAMPAIGN, NOW + timedelta(minutes=30))
    assert isinstance(admit(ago(0, 2), own, TIGHT, main=True), Save)
    everybody = [*own, ago(8, 2), ago(5, 3)]
    assert admit(ago(0, 4), everybody, TIGHT, main=True) == Full(Bound.WIKI, NOW + timedelta(minutes=30))


def test_an_hour_later_it_does_not_count_any_more() -> None:
    assert isinstance(admit(ago(0), [ago(60), ago(59.9), ago(1)], TIGHT, main=True), Save)


def test_what_is_put_onto_a_page_for_the_first_time_does_not_count_for_the_campaign() -> None:
    first = [ago(n, title=f"A{n}", first=True) for n in range(1, 4)]
    new = admit(ago(0, title="B", first=True), first, TIGHT, main=True)
    assert new == ago(0, title="B", first=True)
    # For the wiki it does.
    full = admit(ago(0, title="B", first=True), [*first, ago(9, 2), ago(8, 2)], TIGHT, main=True)
    assert full == Full(Bound.WIKI, NOW + timedelta(minutes=51))


def test_what_is_taken_off_a_page_again_and_again_is_not_new_to_it() -> None:
    known = [ago(50, first=True), ago(40), ago(30), ago(20)]
    assert admit(ago(0, first=True), known, TIGHT, main=True) == Full(
        Bound.CAMPAIGN, NOW + timedelta(minutes=20)
    )


def test_new_pages_have_a_bound_for_the_day() -> None:
    made = [ago(600, made=True), ago(300, 2, made=True)]
    assert admit(ago(0, made=True), made, TIGHT) == Full(Bound.PAGES, NOW + timedelta(minutes=840))
    assert isinstance(admit(ago(0), made, TIGHT), Save)


def test_with_several_bounds_reached_the_last_one_to_give_room_is_told() -> None:
    saves = [ago(n) for n in (30, 20, 10)] + [ago(600, 2, made=True), ago(300, 2, made=True)]
    full = admit(ago(0, made=True), saves, TIGHT, main=True)
    assert full == Full(Bound.PAGES, NOW + timedelta(minutes=840))


@pytest.mark.parametrize(("most", "others"), [(30, 27), (10, 9), (3, 2), (2, 1), (1, 1)])
def test_a_tenth_is_kept_for_campaigns_own_pages(most: int, others: int) -> None:
    bounds = Bounds(1000, most, 1000)
    saves: list[Save] = []
    while isinstance(admitted := admit(ago(0, title=str(len(saves))), saves, bounds), Save):
        saves.append(admitted)
    assert len(saves) == others
    while isinstance(admitted := admit(ago(0), saves, bounds, main=True), Save):
        saves.append(admitted)
    assert len(saves) == most


def test_no_pages_at_all_can_be_asked_for() -> None:
    bounds = Bounds(pages_per_day=0)
    assert isinstance(admit(ago(0, made=True), [], bounds), Full)
    assert isinstance(admit(ago(0), [], bounds), Save)


def test_a_community_can_only_lower_what_the_operator_allows() -> None:
    assert Bounds(360, 30, 100).within(Bounds(500, 10, 0)) == Bounds(360, 10, 0)


def test_a_save_from_a_time_to_come_keeps_nobody_waiting_longer_than_its_window() -> None:
    ahead = [ago(-525_600, title=str(n)) for n in range(3)]
    now = present(ahead, NOW)
    assert admit(ago(0), now, TIGHT, main=True) == Full(Bound.CAMPAIGN, NOW + HOUR)
    later = [ago(-AHEAD / timedelta(minutes=1)), ago(-1)]
    assert present(later, NOW) == later
    assert present([ago(24 * 60), ago(24 * 60 - 1)], NOW) == [ago(24 * 60 - 1)]


def test_what_stops_a_wiki_is_told_with_its_first_campaign_and_its_last() -> None:
    wiki, own = frozenset({"wiki"}), frozenset({"campaign"})
    assert turning({}, 1, wiki) == Turning(begun=wiki)
    assert turning({1: wiki}, 1, wiki) == Turning()
    assert turning({1: wiki}, 2, wiki) == Turning()
    assert turning({1: wiki, 2: wiki}, 1, frozenset()) == Turning()
    assert turning({2: wiki}, 2, frozenset()) == Turning(over=wiki)
    assert turning({1: own}, 2, own) == Turning(begun=own)
    assert turning({1: own, 2: own}, 1, frozenset()) == Turning(over=own)
