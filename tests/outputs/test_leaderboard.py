"""The table of participants."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.phase import Phase
from bot.declaration.campaign import Adjustment, Bonus, Rule
from bot.features.adjustments.points import GivePoints
from bot.features.adjustments.suspend import Suspend
from bot.features.outputs.leaderboard import BARS, render
from bot.render.table import LONGEST
from tests.render.samples import (
    FREE_TEXT,
    NAMES,
    NASTY_NAMES,
    SITE,
    accounts,
    busy,
    contribution,
    full,
    revision,
    view,
)
from tests.render.structure import structure
from tests.render.test_wikitext import free_text

BAR = "<div style="
names = free_text.map(SITE.user_name).filter(bool)


def row_of(wikitext: str, name: str) -> str:
    return next(row for row in wikitext.split("\n|-") if f"User:{name}|" in row)


def test_a_row_shows_rank_name_points_and_measures() -> None:
    row = row_of(render(busy()), "Çelik Ö")
    assert row.startswith("\n|2\n! scope=row ")
    assert "|<bdi>[[User:Çelik Ö|Çelik Ö]]</bdi>\n" in row
    assert "data-sort-value=12.2|'''12.2'''" in row
    assert row.endswith("||0||1||data-sort-value=12155|12,155")


def test_numbers_are_in_the_campaigns_language_and_sort_values_are_plain() -> None:
    row = row_of(render(busy(language="nb")), "Alice")
    assert "data-sort-value=30.0|'''30,0'''" in row
    assert row.endswith("data-sort-value=24310|24\xa0310")


def test_the_longest_bar_is_the_best_and_all_are_in_proportion() -> None:
    table = render(busy())
    assert "width:100%" in row_of(table, "Alice")
    assert "width:40%" in row_of(table, "Çelik Ö")


def test_whoever_has_no_counted_edit_has_a_dash_and_no_bar() -> None:
    row = row_of(render(busy()), "أحمد")
    assert "|–\n" in row
    assert "'''0.0'''" in row
    assert BAR not in row


def test_only_the_first_rows_have_bars() -> None:
    table = render(busy([f"User {number}" for number in range(BARS + 10)]))
    assert table.count("width:") == BARS + 1  # and the heading's min-width


def test_a_campaign_without_points_has_no_column_for_them() -> None:
    table = render(busy(rules=()))
    assert "Points" not in table
    assert "\n| 11||" not in table
    assert structure(table).tags["th"] == 5 + len(NAMES) + 1


def test_the_totals_stay_at_the_bottom_and_count_nothing_twice() -> None:
    total = render(busy()).split("|- class=sortbottom")[1]
    assert "|Total (1 article)\n" in total
    assert "| ||1||1||data-sort-value=63030|63,030" in total


def test_sums_say_when_a_part_of_them_cannot_be_known() -> None:
    (alice,) = people = accounts(["Alice"])
    work = [
        contribution(alice, "A", [revision(1, 1, size=1234)]),
        contribution(alice, "B", [revision(2, 2, size=None)]),
    ]
    table = render(view(people, work))
    assert "data-sort-value=1234|1,234\xa0+\xa0?" in table
    assert "“?” means that a number cannot be known" in table
    assert "cannot be known" not in render(view(people, work[:1]))


def test_a_number_of_which_nothing_is_known_is_a_question_mark() -> None:
    (alice,) = people = accounts(["Alice"])
    table = render(view(people, [contribution(alice, "B", [revision(2, 2, size=None)])]))
    assert "data-sort-value=0|?" in table


def test_a_negative_number_is_shown_and_makes_no_new_row() -> None:
    (alice,) = people = accounts(["Alice"])
    table = render(view(people, [contribution(alice, "A", [revision(1, 1, size=-40)])], rules=()))
    assert "data-sort-value=-40|" in table or "||-40" in table
    assert structure(table).tags["tr"] == 2


def test_negative_points_have_no_bar() -> None:
    (alice,) = people = accounts(["Alice"])
    work = [contribution(alice, "A", [revision(1, 1)])]
    assert BAR not in row_of(render(view(people, work, rules=[Rule("edits", Decimal(-5))])), "Alice")


def test_nobody_yet_is_an_invitation_and_no_table() -> None:
    assert "You could be the first!" in render(view())
    assert "{|" not in render(view())


def test_before_the_start_there_are_names_instead_of_zeros() -> None:
    shown = render(view(accounts(["Alice", "Bob"]), phase=Phase.UPCOMING))
    assert "Signed up so far: <bdi>[[User:Alice|Alice]]</bdi> and <bdi>[[User:Bob|Bob]]</bdi>." in shown
    assert "{|" not in shown


def test_a_long_table_is_cut_and_says_so() -> None:
    table = render(busy([f"User {number}" for number in range(LONGEST + 2)]))
    assert structure(table).tags["tr"] == LONGEST + 1
    assert "2 more participants are not shown here." in table


def test_the_arabic_table_is_laid_out_from_right_to_left_on_any_wiki() -> None:
    table = render(busy(language="ar"))
    assert table.startswith('<div class="mw-content-rtl" dir="rtl" lang="ar">')
    assert "text-align:right;" in table


@pytest.mark.parametrize("name", [*NAMES, "Ünsal Ağaoğlu", "名前が長い利用者", "Владимир Владимирович"])
def test_a_row_stays_below_500_bytes(name: str) -> None:
    people = accounts([name])
    work = [contribution(people[0], "A", [revision(1, 1, size=1234567)])]
    row = row_of(render(view(people, work)), name).partition("\n|- class")[0]
    assert len(f"|-{row}\n".encode()) < 500


@given(st.lists(names, min_size=1, max_size=6, unique=True), free_text)
def test_no_name_breaks_the_table(people: list[str], campaign: str) -> None:
    found = structure(render(busy([*people, "Last"], name=campaign)))
    rows = len(people) + 1
    assert found.foreign == ()
    assert found.shape == (rows + 1, 6 + rows + 1, 5 * rows + 5)
    assert set(found.links) == {f"User:{name}" for name in [*people, "Last"]}


@pytest.mark.parametrize("campaign", FREE_TEXT)
def test_no_campaign_name_breaks_the_table(campaign: str) -> None:
    people = [*NASTY_NAMES, "Last"]
    found = structure(render(busy(people, name=campaign)))
    assert found.foreign == ()
    assert found.shape == (len(people) + 1, 6 + len(people) + 1, 5 * len(people) + 5)


# --- what organizers decided


def test_people_with_decisions_are_marked_and_told_why_below_the_table() -> None:
    table = render(full())
    assert "|<bdi>[[User:Alice|Alice]]</bdi> *\n" in table
    assert "|<bdi>[[User:Мария|Мария]]</bdi>\n" in table
    notes = re.findall(r">\* (<bdi>\[\[User.*)</div>", table)
    assert notes == [
        "<bdi>[[User:Alice|Alice]]</bdi>: -5 points for <bdi>[[Lise Meitner]]</bdi>: "
        "<bdi>copied text, see talk page</bdi> · +1.25 points: <bdi>helped newcomers</bdi>",
        "<bdi>[[User:O'Neil|O'Neil]]</bdi>: nothing counts from 10 November 2026, 09:00 on",
        "<bdi>[[User:Bob B|Bob B]]</bdi>: <bdi>[[Marie Curie]]</bdi> does not count: "
        "<bdi>written before the campaign</bdi>",
    ]


def test_a_suspension_from_the_beginning_of_a_day_has_no_clock_time() -> None:
    midnight = datetime(2026, 11, 9, 23, tzinfo=UTC)
    decided = (Adjustment("Alice", "sockpuppet", Suspend(midnight)),)
    shown = render(view(accounts(["Alice"]), adjustments=decided))
    assert "nothing counts from 10 November 2026 on: <bdi>sockpuppet</bdi>" in shown


def test_points_can_be_below_zero() -> None:
    decided = (Adjustment("Alice", "copied", GivePoints(Decimal(-7))),)
    row = row_of(render(view(accounts(["Alice", "Bob"]), adjustments=decided)), "Alice")
    assert "data-sort-value=-7.0|'''-7.0'''" in row
    assert BAR not in row


def test_one_point_is_one_point_in_every_language() -> None:
    def told(points: str, language: str) -> str:
        decided = (Adjustment("Alice", "", GivePoints(Decimal(points))),)
        shown = render(view(accounts(["Alice"]), adjustments=decided, language=language))
        return re.sub("<[^>]*>|\u200e", "", shown.rpartition("]]</bdi>: ")[2]).strip()

    assert [told(n, "en") for n in ("1", "-1", "2", "-0.5")] == [
        "+1 point",
        "-1 point",
        "+2 points",
        "-0.5 points",
    ]
    assert [told(n, "ar") for n in ("-1", "5", "11")] == ["-1 نقطة", "+5 نقاط", "+11 نقطة"]


def test_bonuses_alone_make_a_column_of_points() -> None:
    bonus = Bonus("edits", Decimal(1), Decimal(5))
    (alice,) = people = accounts(["Alice"])
    made = view(people, [contribution(alice, "A", [revision(1, 1)])], rules=(), bonuses=(bonus,))
    assert "data-sort-value=5.0|'''5.0'''" in render(made)
