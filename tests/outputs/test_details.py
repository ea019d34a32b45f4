"""Where every point comes from, for each participant."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.eligibility import Eligibility, Reason
from bot.counting.standings import Breakdown
from bot.declaration.campaign import Adjustment, Rule
from bot.features.adjustments.points import GivePoints
from bot.features.measures.registry import AVAILABLE
from bot.features.outputs.details import BREAKDOWNS, render
from bot.features.outputs.leaderboard import render as leaderboard
from bot.features.outputs.participant_details import participant_details, size
from bot.features.outputs.uncounted import MOST
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.i18n.texts import Texts
from bot.mediawiki.models import Page
from bot.mediawiki.site import Title
from bot.render.view import View
from bot.render.wikitext import page_link
from tests.render.by_hand import ALMOST, campaigns, value
from tests.render.samples import FREE_TEXT, NASTY_NAMES, accounts, contribution, full, revision, view
from tests.render.structure import structure
from tests.render.test_wikitext import titles

ALICE, BOB = accounts(["Alice", "Bob"])
ROW = re.compile(r"\|-\n!scope=row style=text-align:(?:left|right)\|(?P<name>.*)\n\| (?P<cells>.*)")


def table(wikitext: str) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows of one participant's table, the first cell its name."""
    first = next(line for line in wikitext.split("\n") if line.startswith("!scope=col|"))
    heading = first.removeprefix("!scope=col|").split("!!scope=col|")
    rows = [[row["name"], *re.split(r"\|\|", row["cells"])] for row in ROW.finditer(wikitext)]
    return heading, rows


def part(wikitext: str, name: str) -> str:
    """One participant's part of the details."""
    return next(
        piece
        for piece in wikitext.split('<div class="mw-collapsible mw-collapsed"')[1:]
        if f"User:{name}|" in piece
    )


def said(*contributions: object, **changes: object) -> str:
    return render(view([ALICE, BOB], contributions, **changes))  # type: ignore[arg-type]


# --- one participant


def test_a_part_has_rank_name_points_and_articles_in_its_title_and_opens_with_a_click() -> None:
    shown = render(full())
    title = part(shown, "Alice").partition("\n")[0].partition(">")[2]
    assert title.startswith('<span id="campaignbot-user-1"></span>')
    said = "1. '''<bdi>[[User:Alice|Alice]]</bdi>''' · 82.3 points · 4 articles"
    assert title.partition("</span>")[2] == said
    assert "* [[Special:Contributions/Alice|All contributions]]" in part(shown, "Alice")
    assert shown.count('class="mw-collapsible mw-collapsed"') == 8


def test_participants_stand_in_rank_order() -> None:
    view_ = full()
    shown = re.findall(r"'''<bdi>\[\[User:([^|]*)\|", render(view_))
    assert shown == [row.participant.name for row in view_.standings.rows]


def test_an_article_has_its_measures_points_sums_and_changes() -> None:
    heading, rows = table(part(render(full()), "Alice"))
    assert heading == [
        "Article",
        "Edits",
        "Points: Edits",
        "New",
        "Points: New",
        "Improved",
        "Bytes",
        "Points: Bytes",
        "Changes",
    ]
    assert rows[0] == [
        "<bdi>[[Lise Meitner]]</bdi> ×2",
        "2",
        "0.666667\xa0×\xa02\xa0=\xa01.333333",
        "1",
        "10\xa0×\xa02\xa0=\xa020",
        "0",
        "24,293",
        "(24.293\xa0+\xa05)\xa0×\xa02\xa0−\xa038.586\xa0=\xa020",
        "16\xa0Dec [[Special:History/Lise Meitner|(2 more)]]",
    ]
    assert rows[-1] == [
        "Total",
        "14",
        "6",
        "1",
        "20",
        "3",
        "50,305",
        "67.5125\xa0+\xa02.5\xa0−\xa010.0125\xa0=\xa060",
        "",
    ]


def test_below_stand_the_decisions_with_reasons_and_what_it_comes_to() -> None:
    items = [line for line in part(render(full()), "Alice").split("\n") if line.startswith("* ")]
    assert items[:3] == [
        "* -5 points for <bdi>[[Lise Meitner]]</bdi>: <bdi>copied text, see talk page</bdi>",
        "* +1.25 points: <bdi>helped newcomers</bdi>",
        '* Together: <bdi dir="ltr">20 + 60 + 6 − 5 + 1.25 = 82.25</bdi>, shown as 82.3',
    ]
    shown = render(full())
    assert "* <bdi>[[Marie Curie]]</bdi> does not count: <bdi>written before" in part(shown, "Bob B")
    assert "* nothing counts from 10 November 2026, 09:00 on\n" in part(shown, "O'Neil")


def test_one_article_without_limits_needs_no_sums() -> None:
    shown = said(
        contribution(ALICE, "A", [revision(1, 1, size=500)], created=True), rules=[Rule("edits", Decimal(2))]
    )
    heading, rows = table(shown)
    assert heading == ["Article", "Edits", "Points: Edits", "New", "Bytes", "Changes"]
    assert [row[1:] for row in rows] == [["1", "2", "1", "500", "1\xa0Nov [[Special:Diff/1|+500]]"]]
    assert "Together" not in shown


def test_only_columns_in_which_there_is_something_are_shown() -> None:
    heading, _ = table(said(contribution(ALICE, "A", [revision(1, 1, size=0)])))
    assert heading == ["Article", "Improved", "Changes"]


def test_a_row_without_any_number_has_as_many_cells_as_the_heading() -> None:
    nothing = contribution(ALICE, "A", [revision(1, 1, size=0)], measures={"articles_improved": 0})
    shown = said(nothing, rules=())
    assert "!scope=col|Article!!scope=col|Changes\n" in shown
    assert "<bdi>[[A]]</bdi>\n| 1\xa0Nov [[Special:Diff/1|0]]\n|}" in shown


def test_what_cannot_be_known_is_a_question_mark() -> None:
    shown = said(
        contribution(ALICE, "A", [revision(1, 1, size=None)]),
        contribution(ALICE, "B", [revision(2, 2, size=7)]),
    )
    _, rows = table(shown)
    assert [row[2] for row in rows] == ["?", "7", "7\xa0+\xa0?"]
    assert "[[Special:Diff/1|?]]" in rows[0][-1]


def test_without_points_there_are_measures_and_changes() -> None:
    shown = said(contribution(ALICE, "A", [revision(1, 1)]), rules=())
    heading, _ = table(shown)
    assert heading == ["Article", "Improved", "Bytes", "Changes"]
    assert "points" not in shown
    assert "means:" not in shown


def test_up_to_five_changes_are_linked_and_then_the_history() -> None:
    def changes(count: int) -> str:
        work = contribution(ALICE, "Lise Meitner", [revision(n, 1) for n in range(1, count + 1)])
        return table(said(work))[1][0][-1]

    assert changes(5).count("Special:Diff") == 5
    assert "History" not in changes(5)
    assert changes(9).count("Special:Diff") == 5
    assert changes(9).endswith(" [[Special:History/Lise Meitner|(4 more)]]")


def test_an_article_from_a_draft_says_so() -> None:
    assert "<bdi>[[A]]</bdi> (from a draft)" in said(contribution(ALICE, "A", [revision(1, 1)], draft=True))


def test_whoever_has_nothing_to_tell_is_left_out() -> None:
    assert "User:Bob|" not in said(contribution(ALICE, "A", [revision(1, 1)]))
    assert "Nothing has been counted yet." in said()


def test_a_decision_alone_is_told_too() -> None:
    adjustment = Adjustment("Bob", "a prize", GivePoints(Decimal(3)))
    assert "* +3 points: <bdi>a prize</bdi>\n* Together: " in said(adjustments=(adjustment,))


# --- adding up by hand


@settings(max_examples=60)
@given(campaigns())
def test_every_table_can_be_added_up(made: View) -> None:
    for whole in made.of(BREAKDOWNS):
        found = participant_details(whole, made)
        if found is None or whole.row.points is None:
            continue
        assert_adds_up(whole, [found.heading, *found.rows], found.items)


def assert_adds_up(whole: Breakdown, lines: list[str], items: tuple[str, ...]) -> None:
    together = Decimal(0)
    row = whole.row
    if whole.contributions:
        heading, rows = table("\n".join(lines))
        for place, name in enumerate(heading):
            if name.startswith("Points"):
                together += column([one[place] for one in rows if one[0] != "Total"], rows[-1], place)
    total = next((one for one in items if one.startswith("Together")), None)
    if total:
        sum_, _, shown = total.removeprefix("Together: ").replace("</bdi>", "").partition(", shown as ")
        value_ = value(sum_.partition(">")[2])
        assert not shown or Decimal(shown.replace(",", "")) == row.points
        decided = sum((one.decision.points for one in row.adjustments), Decimal(0))
        assert abs(value_ - together - decided) < ALMOST
        together = value_
    assert abs(together - (row.points or 0)) <= Decimal("0.05") + ALMOST


def column(cells: list[str], last: list[str], place: int) -> Decimal:
    """One column of points: its articles together are the first number of its sum."""
    articles = sum((value(cell.partition("\xa0(−")[0]) for cell in cells), Decimal(0))
    if last[0] != "Total":
        return articles
    sum_ = last[place]
    first = re.match(r"-?[\d.,]+", sum_)
    assert first
    alone = "=" not in sum_ and not articles
    assert alone or abs(articles - value(first[0])) < ALMOST or abs(articles - value(sum_)) < ALMOST
    return value(sum_)


# --- what does not count


def test_edits_that_do_not_count_are_grouped_by_reason_and_page() -> None:
    pages = {1: Page(1, 0, "A"), 2: Page(2, 0, "B")}
    evaluated = (
        Eligibility(revision(5, 1, size=7), Reason.REVERTED),
        Eligibility(revision(6, 1, size=-9), Reason.REVERTED),
        Eligibility(revision(7, 2), Reason.REVERTED),
        Eligibility(revision(8, 2), Reason.OUT_OF_SCOPE),
    )
    assert said(uncounted={1: evaluated}, pages=pages).split("\n")[5:-3] == [
        "* Not counted, because it was reverted:",
        "** <bdi>[[B]]</bdi> 1\xa0Nov [[Special:Diff/7|+10]]",
        "** <bdi>[[A]]</bdi> 1\xa0Nov [[Special:Diff/6|-9]] [[Special:Diff/5|+7]]",
        "* Not counted, because the article is not among those that this campaign is about:",
        "** <bdi>[[B]]</bdi> 1\xa0Nov [[Special:Diff/8|+10]]",
    ]


def test_many_are_cut_and_explain_shows_them_all() -> None:
    evaluated = tuple(Eligibility(revision(n, 1), Reason.REVERTED) for n in range(1, MOST + 4))
    shown = said(uncounted={1: evaluated}, pages={1: Page(1, 0, "A")})
    assert shown.count("Special:Diff") == MOST
    assert '* 3 more edits do not count; <code dir="ltr">explain</code> shows them all.' in shown


@pytest.mark.parametrize("reason", [Reason.PAGE_GONE, Reason.HIDDEN, None])
def test_what_nobody_can_see_any_more_is_on_no_page(reason: Reason | None) -> None:
    shown = said(uncounted={1: (Eligibility(revision(1, 1), reason),)}, pages={1: Page(1, 0, "A")})
    assert "Special:Diff" not in shown
    unknown_page = said(uncounted={1: (Eligibility(revision(1, 1), Reason.REVERTED),)})
    assert "Special:Diff" not in unknown_page


@pytest.mark.parametrize(
    "reason", [reason for reason in Reason if reason.value not in ("page-gone", "hidden")]
)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_every_other_reason_can_be_told(reason: Reason, language: str) -> None:
    evaluated = {1: (Eligibility(revision(1, 1), reason),)}
    shown = said(uncounted=evaluated, pages={1: Page(1, 0, "A")}, language=language)
    assert Texts.of(language)(f"reason-{reason.value}") in shown


# --- the page


def test_the_page_says_how_to_read_it_and_where_the_rules_are() -> None:
    shown = render(full())
    assert "told on <bdi>[[:Project:WiP]]</bdi>." in shown
    assert '<bdi dir="ltr">(3 + 5) × 2 − 6 = 10</bdi> means:' in shown


def test_the_leaderboard_leads_to_the_details() -> None:
    elsewhere, here = full(), full(publish={"details": Title(4, "WiP"), "leaderboard": Title(4, "WiP")})
    assert "in <bdi>[[:Project:WiP/Details|the details]]</bdi>." in leaderboard(elsewhere)
    assert "in [[#campaignbot-details|the details]]." in leaderboard(here)
    assert '<div id="campaignbot-details"></div>' in render(here)
    assert "explained in" not in leaderboard(full(publish={}))


def test_sums_are_left_to_right_in_arabic_and_numbers_stay_apart() -> None:
    shown = render(full("ar"))
    assert "||\u200e(12.104\xa0+\xa05)" in shown
    assert '<bdi dir="ltr">20 + 60 + 6 − 5 + 1.25 = 82.25</bdi>' in shown
    assert "|<bdi>[[Lise Meitner]]</bdi> ×2\n" in shown
    assert "]] \u200f[[Special:Diff/" in shown


# --- size


def beside_the_title(row: str, title: str) -> int:
    history = re.search(r"Special:History/(.*?)\|", row)
    named = size(page_link(title)) - size("<bdi>[[]]</bdi>") + (size(history[1]) if history else 0)
    return size(row + "\n") - named


revids = st.integers(1, 3_000_000_000)
sizes = st.none() | st.integers(-2_000_000, 2_000_000)
small_points = st.decimals("0.01", 40, places=2)
ANY_RULE = st.builds(
    Rule,
    st.sampled_from(AVAILABLE),
    small_points,
    st.sampled_from([Decimal(1), Decimal(3), Decimal(1000)]),
    st.decimals(1, 50, places=1).map(lambda cap: (MaxPerArticle(cap),)) | st.just(()),
)


edits_of_one = st.lists(st.tuples(revids, sizes), min_size=1, max_size=12)


@st.composite
def single_articles(draw: st.DrawFn) -> View:
    """One article with anything in it."""
    edits = draw(edits_of_one)
    measures: dict[str, int | None] = {name: draw(st.integers(0, 999)) for name in AVAILABLE}
    measures["bytes_added"] = sum(size_ or 0 for _, size_ in edits)
    work = [replace(revision(1, 1, size=size_), revid=revid) for revid, size_ in edits]
    return view(
        [ALICE],
        [contribution(ALICE, draw(titles), work, measures=measures)],
        rules=draw(st.lists(ANY_RULE, max_size=6)),
        language=draw(st.sampled_from(["en", "nb", "ar"])),
        factors={1: draw(st.sampled_from(["1", "1.25", "2"]).map(Decimal))},
    )


@settings(max_examples=150, deadline=None)
@given(single_articles())
def test_an_article_takes_at_most_250_bytes_beside_its_title(made: View) -> None:
    whole = made.of(BREAKDOWNS)[0]
    found = participant_details(whole, made)
    assert found
    assert beside_the_title(found.rows[0], whole.contributions[0].page.title) <= 250


@pytest.mark.parametrize("language", ["en", "nb", "ar"])
@pytest.mark.parametrize("edits", [1, 3, 12])
def test_with_the_frame_of_a_participant_too(language: str, edits: int) -> None:
    """Twenty articles of an ordinary campaign, with all that belongs to them."""
    work = [
        contribution(
            ALICE,
            f"Article {n}",
            [revision(200_000_000 + 100 * n + one, n, size=1234 * n) for one in range(edits)],
            created=n % 2 == 0,
        )
        for n in range(1, 21)
    ]
    shown = part(render(view([ALICE], work, language=language)), "Alice")
    named = sum(map(size, re.findall(r"Article \d+", shown)))
    assert (size(shown) - named) / 20 <= 250


# --- other people's words


@settings(max_examples=40, deadline=None)
@given(st.lists(titles, min_size=1, max_size=5, unique=True))
def test_no_title_breaks_the_table(names: list[str]) -> None:
    work = [
        contribution(ALICE, name, [revision(100 * n + one, n) for one in range(7)])
        for n, name in enumerate(names, 1)
    ]
    evaluated = {
        1: tuple(Eligibility(revision(9000 + n, n), Reason.REVERTED) for n in range(1, len(names) + 1))
    }
    pages = {n: Page(n, 0, name) for n, name in enumerate(names, 1)}
    found = structure(said(*work, uncounted=evaluated, pages=pages, rules=[Rule("edits", Decimal(1))]))
    assert found.foreign == ()
    rows = len(names) + (len(names) > 1)
    assert found.tags["tr"] == rows
    histories = {link for link in found.links if link.startswith("Special:History/")}
    assert histories <= {f"Special:History/{name}" for name in names}


@pytest.mark.parametrize("name", FREE_TEXT)
def test_no_user_name_or_page_breaks_the_details(name: str) -> None:
    people = accounts([*NASTY_NAMES, name])
    work = [contribution(person, name, [revision(person.userid, 1, person.userid)]) for person in people]
    pages = {1: Page(1, 0, name)}
    evaluated = {p.userid: (Eligibility(revision(1, 1, p.userid), Reason.REVERTED),) for p in people}
    found = structure(render(view(people, work, uncounted=evaluated, pages=pages)))
    assert found.foreign == ()
    assert found.tags["table"] == len(people)
