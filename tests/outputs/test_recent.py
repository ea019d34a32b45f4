"""The latest contributions."""

from __future__ import annotations

from decimal import Decimal

from bot.declaration.campaign import Rule
from bot.features.outputs.recent import MOST, render
from tests.render.samples import accounts, contribution, revision, view
from tests.render.structure import structure

ALICE, BOB = accounts(["Alice", "Bob"])
RULES = (Rule("bytes_added", Decimal(1), Decimal(100)),)


def shown(*contributions: object, **changes: object) -> str:
    return render(view([ALICE, BOB], contributions, **{"rules": RULES, **changes}))  # type: ignore[arg-type]


def test_a_line_says_who_did_what_when_how_much_and_for_how_many_points() -> None:
    table = shown(contribution(ALICE, "Lise Meitner", [revision(5, 1, 3, size=250, parentid=4)]))
    (line,) = table.split("\n|-\n")[1:]
    assert "<bdi>[[Lise Meitner]]</bdi>" in line
    assert "<bdi>[[User:Alice|Alice]]</bdi>" in line
    assert "[[Special:Diff/5|+250]]" in line
    assert "data-sort-value=2.5|" in line
    assert "1\xa0Nov\xa02026,\xa0" in line


def test_the_newest_comes_first_whoever_made_it() -> None:
    table = shown(
        contribution(ALICE, "A", [revision(5, 1, 1), revision(9, 1, 9)]),
        contribution(BOB, "B", [revision(7, 2, 7)]),
        contribution(BOB, "C", [revision(6, 3, 3)]),
    )
    places = [table.index(f"<bdi>[[{title}]]</bdi>") for title in ("A", "B", "C")]
    assert places == sorted(places)


def test_so_many_are_shown_and_no_more() -> None:
    work = [contribution(ALICE, f"Article {n}", [revision(100 + n, n, 1)]) for n in range(1, MOST + 6)]
    assert shown(*work).count("\n|-\n") == MOST


def test_a_campaign_without_points_has_no_column_for_them() -> None:
    table = shown(contribution(ALICE, "A", [revision(5, 1)]), rules=())
    assert "Points" not in table
    assert structure(table).foreign == ()


def test_it_says_that_there_is_nothing_yet() -> None:
    assert "No contributions yet" in shown()


def test_a_change_that_cannot_be_known_is_no_zero() -> None:
    assert "|?]]" in shown(contribution(ALICE, "A", [revision(5, 1, size=None)]))
