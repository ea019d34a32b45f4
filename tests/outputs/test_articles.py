"""The table of articles."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.outputs.articles import render
from bot.render.table import LONGEST
from bot.render.view import View
from tests.render.samples import NASTY_NAMES, accounts, busy, contribution, revision, view
from tests.render.structure import structure
from tests.render.test_wikitext import titles

ALICE, BOB = accounts(["Alice", "Bob"])
A_ALICE, A_BOB = "<bdi>[[User:Alice|Alice]]</bdi>", "<bdi>[[User:Bob|Bob]]</bdi>"


def shown(*contributions: object, **changes: object) -> str:
    made: View = view([ALICE, BOB], contributions, **changes)  # type: ignore[arg-type]
    return render(made)


def test_an_article_shows_its_creator_and_everybodys_work() -> None:
    table = shown(
        contribution(BOB, "Lise Meitner", [revision(9, 1, 2, size=20)]),
        contribution(ALICE, "Lise Meitner", [revision(5, 1, size=1234, parentid=0)], created=True),
    )
    assert f'|style="text-align:start"|{A_ALICE}\n' in table
    assert f"|{A_ALICE} [[Special:Diff/5|+1,234]]<br>{A_BOB} [[Special:Diff/9|+20]]\n" in table
    assert "<bdi>[[Lise Meitner]]</bdi>" in table
    assert "||2||data-sort-value=1254|1,254" in table


def test_several_edits_are_one_diff_from_before_the_first_to_the_last() -> None:
    work = [revision(5, 1, size=10), revision(7, 1, size=-30)]
    assert "[[Special:Diff/4/7|-20]]" in shown(contribution(ALICE, "A", work))


def test_a_new_article_with_later_edits_shows_its_creation_and_what_followed() -> None:
    work = [revision(5, 1, size=1200, parentid=0), revision(7, 1, size=-30), revision(9, 1, size=4)]
    cell = f"|{A_ALICE} [[Special:Diff/5|+1,200]] [[Special:Diff/5/9|-26]]\n"
    assert cell in shown(contribution(ALICE, "A", work, created=True))


def test_where_the_version_before_is_gone_the_first_edit_stands_beside_the_later_ones() -> None:
    work = [revision(5, 1, size=None), revision(7, 1, size=8), revision(8, 1, size=2)]
    assert "[[Special:Diff/5|?]] [[Special:Diff/5/8|+10]]" in shown(contribution(ALICE, "A", work))
    work = [revision(5, 1), revision(7, 1, size=None)]
    assert "[[Special:Diff/4/7|?]]" in shown(contribution(ALICE, "A", work))


def test_changes_side_by_side_stay_apart_where_a_language_is_right_to_left() -> None:
    work = [revision(5, 1, parentid=0), revision(7, 1)]
    made = shown(contribution(ALICE, "A", work, created=True), language="ar")
    assert "]] \u200f[[Special:Diff/5/7|" in made


def test_the_total_says_how_many_articles_there_are() -> None:
    work = [
        contribution(ALICE, "A", [revision(5, 1)], created=True),
        contribution(BOB, "A", [revision(6, 1, 2)]),
    ]
    assert "|Total (1 article)\n" in shown(*work)
    assert "|Total (2 articles)\n" in shown(*work, contribution(BOB, "B", [revision(7, 2, 2)]))


def test_an_article_that_came_from_a_draft_says_so() -> None:
    work = [revision(5, 1)]
    drafted = shown(contribution(ALICE, "A", work, created=True, draft=True))
    assert f"{A_ALICE} <small>(from a draft)</small>" in drafted
    assert "draft" not in shown(contribution(ALICE, "A", work, created=True))


def test_an_improved_article_names_no_creator() -> None:
    assert '|style="text-align:start"|\n' in shown(contribution(ALICE, "A", [revision(5, 1)]))


def test_the_newest_work_comes_first_dated_in_the_campaigns_zone() -> None:
    table = shown(
        contribution(ALICE, "Old", [revision(5, 1)]),
        contribution(ALICE, "New", [revision(47, 2)]),  # 23:00 UTC is midnight in Oslo
    )
    assert table.index("New") < table.index("[[Old]]")
    assert "data-sort-value=20261103|3\xa0Nov\xa02026" in table


def test_bytes_that_cannot_be_known_are_a_question_mark_that_still_leads_to_the_edit() -> None:
    table = shown(contribution(ALICE, "A", [revision(5, 1, size=None)]))
    assert "[[Special:Diff/5|?]]" in table
    assert "“?” means" in table


def test_columns_that_count_articles_are_left_out() -> None:
    table = shown(contribution(ALICE, "A", [revision(5, 1)]))
    assert "|Edits\n" in table
    assert "|Bytes\n" in table
    assert "|Improved" not in table


def test_nothing_yet_is_a_friendly_line() -> None:
    assert "No articles yet." in shown()
    assert "{|" not in shown()


def test_a_long_table_is_cut_and_says_so() -> None:
    work = [contribution(ALICE, f"A{n}", [revision(n, n)]) for n in range(1, LONGEST + 2)]
    table = shown(*work)
    assert structure(table).tags["tr"] == LONGEST + 1
    assert "One more article is not shown here." in table


@settings(max_examples=40)
@given(st.lists(titles, min_size=1, max_size=6, unique=True))
def test_no_title_breaks_the_table(names: list[str]) -> None:
    table = render(busy(["Alice", *NASTY_NAMES, "Last"], names))
    found = structure(table)
    assert found.foreign == ()
    assert found.shape == (len(names) + 1, 6 + len(names) + 1, 5 * len(names) + 5)
    pages = {
        link.removeprefix(":") for link in found.links if not link.startswith(("User:", "Special:Diff/"))
    }
    assert pages == {name for name in names if not name.startswith(("User:", "Special:Diff/"))}
