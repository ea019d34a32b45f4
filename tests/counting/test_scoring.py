"""Points, order and ties: docs/counting.md, "Points"."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.contributions import Contribution
from bot.counting.scoring import apply_part, breakdown, round_points, standings_of
from bot.counting.scoring_rules import RuleWithBonuses, ScoringRules
from bot.counting.standings import Amount, Standings
from bot.declaration.campaign import Adjustment, Bonus, Each, Rule
from bot.features.adjustments.points import GivePoints
from bot.mediawiki.models import Account
from bot.render.sums import total
from tests.counting.facts import ALICE, BOB, contribution, rule
from tests.keys import account_key, accounts_of, page_key, participants


def table(*contributions: Contribution, rules: tuple = (), accounts: tuple = (ALICE, BOB)) -> Standings:  # type: ignore[type-arg]
    return standings_of(participants(accounts), contributions, ScoringRules(rules), str.casefold)


@pytest.mark.parametrize(
    ("measure", "amount", "given_rule", "points", "taken"),
    [
        ("edits", 3, rule("edits", 2), "6", "0"),
        ("bytes_added", 1500, rule("bytes_added", 1, 1000), "1.5", "0"),
        ("bytes_added", -300, rule("bytes_added", 1, 1000), "0", "0"),
        ("bytes_added", None, rule("bytes_added", 1, 1000), "0", "0"),
        ("bytes_added", 50_000, rule("bytes_added", 1, 1000, max_per_article=20), "20", "30"),
        ("articles_created", 1, rule("articles_created", "2.5"), "2.5", "0"),
    ],
)
def test_a_rate_and_the_cap_of_an_article(
    measure: str, amount: int | None, given_rule: Rule, points: str, taken: str
) -> None:
    work = contribution(**{measure: amount})  # type: ignore[arg-type]
    [award] = apply_part(RuleWithBonuses(given_rule), [work], ScoringRules()).awards
    assert (award.points, award.taken) == (Decimal(points), Decimal(taken))


def test_caps_of_the_articles_come_before_the_cap_of_the_participant() -> None:
    work = [contribution(pageid=n, bytes_added=30_000) for n in (1, 2)]
    part = RuleWithBonuses(rule("bytes_added", 1, 1000, max_per_article=20, max=35))
    result = apply_part(part, work, ScoringRules())
    assert (result.points, result.taken) == (Decimal(35), Decimal(5))


def test_points_are_rounded_half_up_once_at_the_end() -> None:
    work = [contribution(pageid=n, bytes_added=10) for n in (1, 2, 3, 4, 5)]
    [row, _] = table(*work, rules=(rule("bytes_added", 1, 1000),)).rows
    assert row.points == Decimal("0.1")
    assert round_points(Decimal("0.25")) == Decimal("0.3")


def test_thirds_add_up() -> None:
    work = [contribution(pageid=n, edits=1) for n in (1, 2, 3)]
    [row, _] = table(*work, rules=(rule("edits", 1, 3),)).rows
    assert row.points == Decimal("1.0")


def test_equal_points_share_a_rank_and_the_next_is_left_out() -> None:
    accounts = tuple(Account(n, name) for n, name in enumerate("ABCD", 1))
    made = [contribution(a, a.userid, edits=n) for a, n in zip(accounts, (9, 5, 5, 1), strict=True)]
    rows = table(*made, rules=(rule("edits", 1),), accounts=accounts).rows
    assert [(row.rank, row.participant.name) for row in rows] == [(1, "A"), (2, "B"), (2, "C"), (4, "D")]


def test_equal_points_stand_in_the_order_of_articles_bytes_and_names() -> None:
    accounts = tuple(Account(n, name) for n, name in enumerate(("d", "C", "b", "A"), 1))
    d, c, b, a = accounts
    made = [
        contribution(d, 1, bytes_added=5),
        contribution(c, 2, bytes_added=5),
        contribution(b, 3, bytes_added=7),
        contribution(a, 4, articles_created=1),
    ]
    rows = table(*made, rules=(rule("edits", 1),), accounts=accounts).rows
    assert [row.participant.name for row in rows] == ["A", "b", "C", "d"]
    assert {row.rank for row in rows} == {1}


def test_those_who_did_nothing_yet_come_last_without_a_rank() -> None:
    rows = table(contribution(BOB, bytes_added=-5), rules=(rule("bytes_added", 1),)).rows
    assert [(row.rank, row.participant.name) for row in rows] == [(1, "Bob"), (None, "Alice")]


def test_without_points_the_table_ranks_by_articles_then_bytes() -> None:
    made = [
        contribution(ALICE, 1, bytes_added=900),
        contribution(BOB, 2, articles_created=1, bytes_added=5),
    ]
    rows = table(*made).rows
    assert [(row.rank, row.participant.name, row.points) for row in rows] == [
        (1, "Bob", None),
        (2, "Alice", None),
    ]


def test_an_unknown_amount_is_left_out_of_the_sum_and_counted() -> None:
    [row, _] = table(contribution(pageid=1, bytes_added=None), contribution(pageid=2, bytes_added=7)).rows
    assert row.measures["bytes_added"] == Amount(known=7, unknown=1)


def test_an_article_created_by_one_and_improved_by_another_is_one_article() -> None:
    totals = table(
        contribution(ALICE, 1, articles_created=1, articles_improved=0), contribution(BOB, 1)
    ).totals
    assert totals.articles == 1
    assert totals.measures["articles_created"] == Amount(1)
    assert (totals.participants, totals.active, totals.revisions) == (2, 2, 2)


def bonus(measure: str, at: int, points: int, each: Each = Each.ARTICLE) -> Bonus:
    return Bonus(measure, Decimal(at), Decimal(points), each)


def scored(scoring: ScoringRules, *contributions: Contribution) -> list[Decimal | None]:
    return [
        row.points
        for row in standings_of(participants((ALICE, BOB)), contributions, scoring, str.casefold).rows
    ]


def test_a_bonus_comes_once_for_each_article_at_its_threshold() -> None:
    scoring = ScoringRules((rule("bytes_added", 1, 1000),), (bonus("bytes_added", 500, 5),))
    work = [contribution(pageid=n, bytes_added=amount) for n, amount in enumerate((499, 500, 5000))]
    assert scored(scoring, *work)[0] == Decimal("16.0")


def test_a_bonus_for_the_participant_looks_at_the_sum() -> None:
    scoring = ScoringRules((), (bonus("bytes_added", 1000, 5, Each.PARTICIPANT),))
    work = [contribution(pageid=n, bytes_added=500) for n in (1, 2)]
    assert scored(scoring, *work)[0] == Decimal("5.0")
    assert scored(scoring, work[0])[0] == Decimal("0.0")


def test_weights_come_after_the_bonuses_and_before_the_cap_of_the_article() -> None:
    given_rule = rule("bytes_added", 1, 1000, max_per_article=20)
    scoring = ScoringRules((given_rule,), (bonus("bytes_added", 500, 5),), {page_key(1): Decimal(2)})
    doubled, capped, plain = (
        scored(scoring, contribution(pageid=pageid, bytes_added=amount))[0]
        for pageid, amount in ((1, 3000), (1, 9000), (2, 3000))
    )
    assert (doubled, capped, plain) == (Decimal("16.0"), Decimal("20.0"), Decimal("8.0"))


def test_the_bonus_of_the_participant_comes_before_the_participants_cap() -> None:
    scoring = ScoringRules((rule("edits", 1, max=7),), (bonus("edits", 5, 9, Each.PARTICIPANT),))
    work = [contribution(edits=5)]
    [row, _] = standings_of(participants((ALICE, BOB)), work, scoring, str.casefold).rows
    assert row.points == Decimal("7.0")
    [result] = breakdown(row, work, scoring).rules
    assert (result.bonus, result.taken) == (Decimal(9), Decimal(7))


def test_a_bonus_goes_with_the_first_rule_of_its_measure_alone() -> None:
    scoring = ScoringRules((rule("edits", 1), rule("edits", 2)), (bonus("edits", 1, 100),))
    assert scored(scoring, contribution(edits=1))[0] == Decimal("103.0")


def test_adjustments_come_last_and_may_go_below_zero() -> None:
    taken = Adjustment("Alice", "copied", GivePoints(Decimal("-5.5")))
    scoring = ScoringRules((rule("edits", 1),), adjustments={account_key(ALICE.userid): (taken,)})
    assert scored(scoring, contribution(edits=1))[0] == Decimal("-4.5")


def test_teams_add_up_their_members_and_count_an_article_once() -> None:
    people = tuple(Account(n, name) for n, name in enumerate("ABCD", 1))
    a, b, c, _ = people
    teams = {
        "Red": accounts_of(1, 2),
        "Blue": accounts_of(3),
        "Idle": accounts_of(4),
        "Strangers": accounts_of(99),
    }
    made = [
        contribution(a, 1, edits=3),
        contribution(b, 1, edits=2),
        contribution(c, 2, edits=5),
    ]
    table = standings_of(
        participants(people), made, ScoringRules((rule("edits", 1),), teams=teams), str.casefold
    )
    assert [(team.rank, team.name, team.points) for team in table.teams] == [
        (1, "Blue", Decimal("5.0")),
        (1, "Red", Decimal("5.0")),
        (None, "Idle", Decimal("0.0")),
        (None, "Strangers", Decimal(0)),
    ]
    assert table.teams[1].measures["articles_improved"] == Amount(1)


amounts = st.integers(-10_000, 10_000) | st.none()
some_points = st.integers(0, 40).map(lambda tenths: Decimal(tenths) / 10)
limits = st.none() | st.integers(1, 9).map(Decimal)
measures = st.sampled_from(("bytes_added", "edits"))


@st.composite
def rules_of_a_campaign(draw: st.DrawFn) -> tuple[Rule, ...]:
    found = [
        rule(
            draw(measures),
            draw(some_points),
            draw(st.integers(1, 900)),
            max_per_article=draw(limits),
            max=draw(limits),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return tuple(found)


@st.composite
def schemes(draw: st.DrawFn) -> ScoringRules:
    """What a campaign may give points for, with whatever goes with it."""
    bonuses = st.builds(
        Bonus, measures, st.integers(1, 5000).map(Decimal), some_points, st.sampled_from(Each)
    )
    factors = st.dictionaries(st.integers(0, 7).map(page_key), st.sampled_from((Decimal("0.3"), Decimal(2))))
    given_points = st.builds(
        Adjustment, st.just("Alice"), st.just("so"), st.integers(-9, 9).map(Decimal).map(GivePoints)
    )
    return ScoringRules(
        draw(rules_of_a_campaign()),
        draw(st.lists(bonuses, max_size=3).map(tuple)),
        draw(factors),
        {account_key(ALICE.userid): draw(st.lists(given_points, max_size=2).map(tuple))},
    )


@given(schemes(), st.lists(st.tuples(st.sampled_from([ALICE, BOB]), amounts), max_size=8))
def test_the_number_in_the_table_is_the_one_that_is_explained(
    scoring: ScoringRules, work: list[tuple[Account, int | None]]
) -> None:
    made = [contribution(account, n, bytes_added=amount) for n, (account, amount) in enumerate(work)]
    for row in standings_of(participants((ALICE, BOB)), made, scoring, str.casefold).rows:
        whole = breakdown(row, [one for one in made if one.account_key in row.participant.accounts], scoring)
        if row.points is not None:
            assert row.points == round_points(round(total(whole), 20))
        for result in whole.rules:
            articles = sum((award.points for award in result.awards), Decimal(0))
            assert round(articles + result.bonus - result.taken - result.points, 20) == 0


@given(st.lists(st.tuples(st.sampled_from([ALICE, BOB]), amounts), max_size=8))
def test_every_point_can_be_added_up_from_the_awards(work: list[tuple[Account, int | None]]) -> None:
    made = [contribution(account, n, bytes_added=amount) for n, (account, amount) in enumerate(work)]
    rules = (rule("bytes_added", 1, 700, max_per_article=5, max=9), rule("edits", "0.3"))
    for row in table(*made, rules=rules).rows:
        theirs = [one for one in made if one.account_key in row.participant.accounts]
        found = breakdown(row, theirs, ScoringRules(rules)).rules
        for result in found:
            by_hand = sum((award.points for award in result.awards), Decimal(0))
            assert round(by_hand - result.points - result.taken, 20) == 0
        assert row.points == round_points(sum((result.points for result in found), Decimal(0)))
