"""The name of the numbers on a page: another one when, and only when, what readers see is another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.counting.fingerprint import former_fingerprint, numbers_fingerprint
from bot.counting.standings import Amount, Row, Standings, TeamRow, Totals
from bot.mediawiki.models import Account
from tests.keys import participant
from tests.render.samples import full

TABLE = full().standings


def with_row(row: Row) -> Standings:
    return replace(TABLE, rows=(row, *TABLE.rows[1:]))


FIRST = TABLE.rows[0]


@pytest.mark.parametrize(
    "other",
    [
        with_row(replace(FIRST, rank=7)),
        with_row(replace(FIRST, points=Decimal("0.1"))),
        with_row(replace(FIRST, points=None)),
        with_row(replace(FIRST, participant=replace(FIRST.participant, name="Somebody else"))),
        with_row(replace(FIRST, measures={**FIRST.measures, "edits": Amount(99)})),
        with_row(replace(FIRST, measures={**FIRST.measures, "edits": Amount(0, 1)})),
        replace(TABLE, rows=TABLE.rows[1:]),
        replace(TABLE, rows=tuple(reversed(TABLE.rows))),
        replace(TABLE, totals=replace(TABLE.totals, active=99)),
    ],
)
def test_numbers_that_readers_can_tell_apart_have_other_names(other: Standings) -> None:
    assert numbers_fingerprint(other) != numbers_fingerprint(TABLE)
    assert former_fingerprint(other) != former_fingerprint(TABLE)


@pytest.mark.parametrize(
    "other",
    [
        with_row(replace(FIRST, adjustments=())),
        with_row(replace(FIRST, points=FIRST.points and FIRST.points * Decimal("1.0"))),
        with_row(replace(FIRST, measures=dict(reversed([*FIRST.measures.items()])))),
        replace(TABLE, columns=()),
    ],
)
def test_what_nobody_sees_changes_no_name(other: Standings) -> None:
    assert numbers_fingerprint(other) == numbers_fingerprint(TABLE)


def test_a_name_by_the_formula_before_goes_on_to_stand_for_its_numbers() -> None:
    former = former_fingerprint(TABLE)
    assert numbers_fingerprint(TABLE, former) == former
    other = with_row(replace(FIRST, rank=7))
    assert numbers_fingerprint(other, former) == numbers_fingerprint(other) != former


SMALL = Standings(
    ("edits",),
    (
        Row(
            1,
            participant(Account(1, "Åse")),
            Decimal("2.5"),
            {"edits": Amount(3, 1), "bytes_added": Amount(0, 1)},
        ),
    ),
    Totals(1, 1, 3, 1, {"edits": Amount(3)}, Decimal("2.5")),
    (TeamRow(None, "Red", (participant(Account(1, "Åse")),), None, {"edits": Amount(3)}),),
)


def test_the_formula_before_is_as_it_was() -> None:
    """Pages of today carry names by it, so that nothing may change what it gives."""
    assert former_fingerprint(SMALL) == "aa17d40deb877bb5"
