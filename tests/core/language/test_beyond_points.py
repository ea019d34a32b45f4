"""What goes beyond the rates: bonuses, weights, adjustments, teams, goals, and how articles were before."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeAlias

import pytest

from bot.core.campaign import (
    Adjustment,
    AllOf,
    AnyOf,
    Before,
    Bonus,
    Each,
    HasTemplate,
    InCategory,
    ListedOn,
    NoneOf,
    Participants,
    SignUp,
    Titled,
    Weight,
)
from bot.core.measures import AVAILABLE
from bot.core.site import Title
from tests.core.language.reading import BASE, PAGE, campaign, problems, read

BYTES = "measure: bytes_added, at: 5000, points: 5"
LISE, MARIE = Title(0, "Lise Meitner"), Title(0, "Marie Curie")
LAUREATES, STUB = InCategory(Title(14, "Nobel laureates")), HasTemplate(Title(10, "Stub"))
NOVEMBER_10 = datetime(2026, 11, 9, 23, tzinfo=UTC)

Told: TypeAlias = list[tuple[int, str]]


def below(setting: str, *rows: tuple[str, Told]) -> list[tuple[str, Told]]:
    """The rows of a table with what stands above each."""
    return [(setting + yaml, told) for yaml, told in rows]


# --- bonus


@pytest.mark.parametrize(
    ("yaml", "bonuses"),
    [
        (f"bonus:\n- {{{BYTES}}}", [Bonus("bytes_added", Decimal(5000), Decimal(5), Each.ARTICLE)]),
        (
            "bonus:\n- measure: bytes_added\n  at: 5 000\n  points: 0,5\n  each: article",
            [Bonus("bytes_added", Decimal(5000), Decimal("0.5"))],
        ),
        ("bonus: {measure: Edits, at: 50, points: 5}", [Bonus("edits", Decimal(50), Decimal(5))]),
        (
            f"bonus:\n- {{{BYTES}, each: participant}}\n- {{{BYTES}, each: Article}}",
            [
                Bonus("bytes_added", Decimal(5000), Decimal(5), Each.PARTICIPANT),
                Bonus("bytes_added", Decimal(5000), Decimal(5), Each.ARTICLE),
            ],
        ),
    ],
)
def test_a_bonus(yaml: str, bonuses: list[Bonus]) -> None:
    declared = campaign(yaml)
    assert list(declared.bonuses) == bonuses
    assert declared.rules == ()
    assert declared.scored


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("bonus: 5", [(4, "wants-bonus")]),
        ("bonus:\n- bytes_added", [(5, "wants-bonus")]),
        ("bonus: []", [(4, "nothing")]),
        ("bonus:", [(4, "nothing")]),
        ("bonus:\n- {measure: bytes_added, at: 5000}", [(5, "missing")]),
        ("bonus:\n- at: 5000\n  points: 5", [(5, "missing")]),
        ("bonus: {measure: byts_added, at: 1, points: 1}", [(4, "wants-choice-near")]),
        ("bonus: {measure: fame, at: 1, points: 1}", [(4, "wants-choice")]),
        ("bonus: {measure: [edits, bytes_added], at: 1, points: 1}", [(4, "wants-choice")]),
        # Which templates would it be about?
        ("bonus: {measure: templates_removed, at: 1, points: 1}", [(4, "wants-choice")]),
        ("bonus:\n- measure: edits\n  at: 0\n  points: -5", [(6, "not-positive"), (7, "not-positive")]),
        (
            "bonus:\n- measure: edits\n  at: 1.000\n  points: five",
            [(6, "ambiguous-number"), (7, "wants-number")],
        ),
        (f"bonus: {{{BYTES}, each: day}}", [(4, "wants-choice")]),
        (f"bonus: {{{BYTES}, each: articel}}", [(4, "wants-choice-near")]),
        (f"bonus: {{{BYTES}, max: 5}}", [(4, "belongs-rule")]),
        (f"bonus: {{{BYTES}, treshold: 5}}", [(4, "unknown-key")]),
        (f"bonuses: {{{BYTES}}}", [(4, "unknown-key-near")]),
        ("measure: edits", [(4, "belongs")]),
        ("points:\n  bonus: 5", [(5, "belongs-top")]),
    ],
)
def test_a_bonus_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


# --- weights


@pytest.mark.parametrize(
    ("yaml", "weights"),
    [
        ("weights:\n- {times: 2, where: {category: Nobel laureates}}", [Weight(Decimal(2), LAUREATES)]),
        (
            "weights:\n- times: 1,5\n  where:\n    category: Nobel laureates\n    template: Stub",
            [Weight(Decimal("1.5"), AllOf((LAUREATES, STUB)))],
        ),
        (
            "weights:\n- times: 0.5\n  where:\n    any:\n    - titles: Lise Meitner\n    - listed_on: /Few\n",
            [Weight(Decimal("0.5"), AnyOf((Titled((LISE,)), ListedOn(Title(4, "Kvinner i fysikk/Few")))))],
        ),
        (
            "weights: {times: 3, where: {none: {template: Stub}}}",
            [Weight(Decimal(3), NoneOf((STUB,)))],
        ),
    ],
)
def test_a_weight(yaml: str, weights: list[Weight]) -> None:
    declared = campaign(yaml)
    assert list(declared.weights) == weights
    assert not declared.scored


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("weights: 2", [(4, "wants-weight")]),
        ("weights: []", [(4, "nothing")]),
        ("weights: {times: 2}", [(4, "missing")]),
        ("weights: {where: {category: A}}", [(4, "missing")]),
        ("weights:\n- times: 0\n  where: {category: A}", [(5, "not-positive")]),
        ("weights:\n- times: twice\n  where: {category: A}", [(5, "wants-number")]),
        ("weights:\n- times: 2\n  where: Nobel laureates", [(6, "wants-condition")]),
        ("weights:\n- times: 2\n  where:\n  - category: A", [(7, "wants-condition")]),
        ("weights:\n- times: 2\n  where:", [(6, "nothing-required")]),
        ("weights:\n- times: 2\n  where: {depth: 2}", [(6, "without-category")]),
        ("weights:\n- times: 2\n  where: {wikidata: SELECT}", [(6, "not-yet")]),
        ("weights:\n- times: 2\n  where: {kind: new}", [(6, "belongs")]),
        # A condition that should stand below `where` is told as that alone.
        ("weights:\n- times: 2\n  category: A", [(6, "belongs")]),
        ("weights:\n- factor: 2\n  if: {category: A}", [(5, "unknown-key-near"), (6, "unknown-key-near")]),
        ("times: 2", [(4, "belongs")]),
    ],
)
def test_a_weight_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


# --- adjustments


@pytest.mark.parametrize(
    ("yaml", "adjustment"),
    [
        ("points: -5", Adjustment("Alice", "see talk", Decimal(-5))),
        ("points: −2.5", Adjustment("Alice", "see talk", Decimal("-2.5"))),
        ("points: +5", Adjustment("Alice", "see talk", Decimal(5))),
        (
            "points: 3, article: [[Lise Meitner]]",
            Adjustment("Alice", "see talk", Decimal(3), article=LISE),
        ),
        ("disqualify: marie_Curie", Adjustment("Alice", "see talk", disqualify=MARIE)),
        ("suspend: 2026-11-10", Adjustment("Alice", "see talk", suspended=NOVEMBER_10)),
        (
            "suspend: 2026-11-10 18:30",
            Adjustment("Alice", "see talk", suspended=datetime(2026, 11, 10, 17, 30, tzinfo=UTC)),
        ),
    ],
)
def test_an_adjustment(yaml: str, adjustment: Adjustment) -> None:
    assert campaign(f"adjustments:\n- {{user: Bruker:alice, {yaml}, reason: see talk}}").adjustments == (
        adjustment,
    )


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Kolkata", datetime(2026, 11, 9, 18, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 10, 5, tzinfo=UTC)),
        ("UTC", datetime(2026, 11, 10, tzinfo=UTC)),
    ],
)
def test_a_suspension_begins_with_its_day_in_the_campaigns_time_zone(zone: str, moment: datetime) -> None:
    # Wherever the time zone stands.
    (one,) = campaign(
        f"adjustments:\n- {{user: A, suspend: 2026-11-10, reason: B}}\ntimezone: {zone}"
    ).adjustments
    assert one.suspended == moment


def test_one_person_can_be_adjusted_more_than_once() -> None:
    declared = campaign(
        'adjustments:\n- user: No\n  points: -1\n  reason: "one, and two"\n'
        "- user: No\n  points: -1\n  reason: three"
    )
    assert [(one.user, one.reason) for one in declared.adjustments] == [
        ("No", "one, and two"),
        ("No", "three"),
    ]
    assert not declared.scored


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("adjustments: Alice", [(4, "wants-adjustment")]),
        ("adjustments: [Alice]", [(4, "wants-adjustment")]),
        ("adjustments:\n- user: Alice\n  points: -5", [(5, "missing")]),
        ("adjustments:\n- user: Alice\n  points: -5\n  reason:", [(7, "nothing-required")]),
        ("adjustments:\n- points: -5\n  reason: B", [(5, "missing")]),
        ("adjustments:\n- reason: B\n  user: Alice", [(6, "adjustment-what")]),
        (
            "adjustments:\n- user: Alice\n  points: -5\n  reason: B\n  suspend: 2026-11-10",
            [(8, "adjustment-one")],
        ),
        ("adjustments:\n- {user: A, disqualify: B, suspend: 2026-11-10, reason: C}", [(5, "adjustment-one")]),
        # What was misspelt is told once.
        ("adjustments:\n- user: Alice\n  pionts: -5\n  reason: B", [(6, "unknown-key-near")]),
        ("adjustments:\n- users: Alice\n  points: -5\n  reason: B", [(5, "unknown-key-near")]),
        ("adjustments:\n- user: 127.0.0.1\n  points: -5\n  reason: B", [(5, "ip")]),
        ("adjustments:\n- user: [Alice, Bob]\n  points: -5\n  reason: B", [(5, "wants-user")]),
        ("adjustments:\n- user: A\n  points: few\n  reason: B", [(6, "wants-number")]),
        ("adjustments:\n- user: A\n  points: -1.000\n  reason: B", [(6, "ambiguous-number")]),
        ("adjustments:\n- user: A\n  points: -2000000000\n  reason: B", [(6, "too-exact")]),
        ("adjustments:\n- user: A\n  points: 2000000000\n  reason: B", [(6, "too-exact")]),
        ("adjustments:\n- user: A\n  disqualify: [B, C]\n  reason: B", [(6, "wants-page")]),
        ("adjustments:\n- user: A\n  disqualify: 'a|b'\n  reason: B", [(6, "wants-page")]),
        ("adjustments:\n- user: A\n  disqualify: B#C\n  reason: B", [(6, "page-section")]),
        ("adjustments:\n- user: A\n  suspend: 10.11.2026\n  reason: B", [(6, "date-format")]),
        ("adjustments:\n- user: A\n  suspend: 2026-11-31\n  reason: B", [(6, "month-length")]),
        ("adjustments:\n- user: A\n  suspend: true\n  reason: B", [(6, "wants-date")]),
        (f"adjustments:\n- user: A\n  points: 1\n  reason: {'x' * 301}", [(7, "too-long")]),
        ("adjustments: {user: A, points: 1, reason: one, two}", [(4, "comma-inside")]),
        ("disqualify: A", [(4, "belongs")]),
    ],
)
def test_an_adjustment_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


# --- teams


@pytest.mark.parametrize(
    ("yaml", "teams"),
    [
        ("{Red: [Alice], Blue: [Bob]}", {"Red": ("Alice",), "Blue": ("Bob",)}),
        (
            "\n    Red:\n      - Bruker:Alice\n      - bob\n    Blue: Carol",
            {"Red": ("Alice", "Bob"), "Blue": ("Carol",)},
        ),
        # Twice in one team is once.
        ("{Red: [Alice, alice, '[[User:Alice]]']}", {"Red": ("Alice",)}),
        ("{No: [Yes], 1e3: [2026-11-01]}", {"No": ("Yes",), "1e3": ("2026-11-01",)}),
        ("\n    'Team #1': [Alice]\n    Die  Roten: [Bob]", {"Team #1": ("Alice",), "Die Roten": ("Bob",)}),
        # A team may be called like a setting.
        ("\n    users: [Alice]\n    except: [Bob]", {"users": ("Alice",), "except": ("Bob",)}),
    ],
)
def test_teams(yaml: str, teams: dict[str, tuple[str, ...]]) -> None:
    declared = campaign(f"participants:\n  teams: {yaml}")
    assert declared.teams == teams
    assert list(declared.teams) == list(teams)
    assert declared.participants == Participants(teams=teams)


def test_members_of_teams_take_part_beside_those_of_other_sources() -> None:
    declared = campaign("participants:\n  section: Participants\n  teams: {Red: [Alice]}")
    assert declared.participants == Participants((SignUp(default=True, line=5),), teams={"Red": ("Alice",)})


@pytest.mark.parametrize(
    ("yaml", "told"),
    below(
        "participants:\n  teams: ",
        ("[Alice, Bob]", [(5, "wants-teams")]),
        ("Red", [(5, "wants-teams")]),
        ("\n  - Red: [Alice]", [(6, "wants-teams")]),
        ("", [(5, "nothing")]),
        ("{}", [(5, "nothing")]),
        ("\n    Red: []\n    Blue:\n    Green: [Alice]", [(6, "nothing"), (7, "nothing")]),
        ("\n    '': [Alice]", [(6, "wants-teams")]),
        ("\n    Red: {Alice: 1}", [(6, "wants-user")]),
        ("\n    Red:\n    - Alice\n    - 127.0.0.1", [(8, "ip")]),
        ("\n    Red: [Alice]\n    Red: [Bob]", [(7, "duplicate")]),
        (f"\n    {'x' * 101}: [Alice]", [(6, "too-long")]),
        # A member can be in one team: told where the name stands again.
        ("\n    Red: [Alice]\n    Blue: [Bob, alice]", [(7, "two-teams")]),
        ("\n    Red:\n    - Alice\n    Blue:\n    - Bob\n    - User:Alice", [(10, "two-teams")]),
        ("\n    A: [Alice]\n    B: [Alice]\n    C: [Alice]", [(7, "two-teams"), (8, "two-teams")]),
        ("\n    A: [Alice]\n    B: [Alice]\n    C: [127.0.0.1]", [(7, "two-teams"), (8, "ip")]),
        # A remark to YAML, the colon too.
        ("\n    Team #1: [Alice]\n    Team #2: [Bob]", [(6, "swallowed"), (7, "swallowed")]),
        ("\n    Team #1:\n    - Alice\n    Team #2:\n    - Bob", [(6, "swallowed"), (8, "swallowed")]),
    ),
)
def test_teams_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


def test_a_member_of_two_teams_is_told_with_both() -> None:
    (problem,) = read(BASE + "participants:\n  teams:\n    Red: [Alice]\n    Blue: [Alice]").problems
    assert problem.message.params == ("Alice", "Red", "Blue")
    assert problem.quote == "    Blue: [Alice]"


def test_where_members_stand_is_remembered() -> None:
    declaration = read(BASE + "participants:\n  teams:\n    Red:\n    - Alice")
    assert declaration.written["Alice"].line == 7


# --- goals


def test_goals_for_every_measure_that_means_the_same_everywhere() -> None:
    measures = [name for name in AVAILABLE if name != "templates_removed"]
    yaml = "goals:\n" + "".join(f"  {name}: {number}\n" for number, name in enumerate(measures, 1))
    goals = campaign(yaml).goals
    assert goals == {name: Decimal(number) for number, name in enumerate(measures, 1)}
    assert list(goals) == measures


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("goals: 100", [(4, "wants-goals")]),
        ("goals: [articles_created]", [(4, "wants-goals")]),
        ("goals: {}", [(4, "nothing")]),
        ("goals:\n  edits:", [(5, "nothing")]),
        ("goals: {articles_creatd: 5}", [(4, "unknown-measure-near")]),
        ("goals: {fame: 5}", [(4, "unknown-measure")]),
        ("goals: {edits: 0}", [(4, "not-positive")]),
        ("goals: {edits: many}", [(4, "wants-number")]),
        ("goals: {edits: [5, 10]}", [(4, "wants-number")]),
        ("goals: {edits: 5, edits: 6}", [(4, "duplicate")]),
        ("goals: {templates_removed: 5}", [(4, "belongs")]),
        ("targets: {edits: 5}", [(4, "unknown-key-near")]),
    ],
)
def test_goals_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


# --- before, and reverts by equal texts


@pytest.mark.parametrize(
    ("yaml", "before"),
    [
        ("{max_bytes: 3000}", Before(3000)),
        ("{max_bytes: 3 000, min_bytes: 0}", Before(3000, 0)),
        ("{min_bytes: 500, max_bytes: 500}", Before(500, 500)),
        ("{template: Stub}", Before(scope=STUB)),
        ("{template: '{{Stub}}', category: Nobel laureates}", Before(scope=AllOf((STUB, LAUREATES)))),
        (
            "\n    min_bytes: 500\n    category: Nobel laureates\n    depth: 2\n    except: B",
            Before(None, 500, InCategory(LAUREATES.category, 2, (Title(14, "B"),))),
        ),
        ("{listed_on: /Worklist}", Before(scope=ListedOn(Title(4, "Kvinner i fysikk/Worklist")))),
        (
            "\n    any:\n    - template: Stub\n    - category: Nobel laureates\n    max_bytes: 10",
            Before(10, None, AnyOf((STUB, LAUREATES))),
        ),
        ("{none: {template: Stub}}", Before(scope=NoneOf((STUB,)))),
    ],
)
def test_before(yaml: str, before: Before) -> None:
    articles = campaign(f"articles:\n  before: {yaml}").articles
    assert articles.before == before
    assert articles.scope is None


@pytest.mark.parametrize(
    ("yaml", "told"),
    below(
        "articles:\n  before: ",
        ("3000", [(5, "wants-before")]),
        ("[Stub]", [(5, "wants-before")]),
        ("{}", [(5, "nothing")]),
        ("{max_bytes: big}", [(5, "wants-whole")]),
        ("{max_bytes: -1}", [(5, "wants-whole")]),
        ("{min_bytes: 0.5}", [(5, "wants-whole")]),
        ("\n    max_bytes: 10\n    min_bytes: 11", [(7, "min-above-max")]),
        ("{depth: 2}", [(5, "without-category")]),
        ("{template: [A, B]}", [(5, "one-each")]),
        ("{max_byte: 10}", [(5, "unknown-key-near")]),
        # What an article is called, or what is said of it elsewhere, has no "before".
        ("{titles: A}", [(5, "belongs")]),
        ("{wikidata: A}", [(5, "belongs")]),
        ("{before: {max_bytes: 1}}", [(5, "belongs")]),
    ),
)
def test_before_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told


def test_bytes_belong_below_before() -> None:
    assert problems("articles: {max_bytes: 3000}\nmin_bytes: 5") == [(4, "belongs"), (5, "belongs")]


@pytest.mark.parametrize(
    ("yaml", "identity"),
    [
        ("kind: any", False),
        ("reverts: tags", False),
        ("reverts: identity", True),
        ("reverts: Identity", True),
    ],
)
def test_reverts_are_told_by_tags_or_by_equal_texts(yaml: str, identity: bool) -> None:
    assert campaign(f"articles: {{{yaml}}}").articles.identity is identity


# --- where they are published


@pytest.mark.parametrize(
    ("yaml", "outputs"),
    [
        ("", ["status", "leaderboard", "articles"]),
        ("goals: {edits: 5}", ["status", "goals", "leaderboard", "articles"]),
        ("participants: {teams: {Red: [A]}}", ["status", "leaderboard", "teams", "articles"]),
        (
            "participants: {teams: {Red: [A]}}\ngoals: {edits: 5}\npublish: {teams: false, goals: no}",
            ["status", "leaderboard", "articles"],
        ),
        ("publish: {details: true}", ["status", "leaderboard", "articles", "details"]),
        ("publish: {goals: true, teams: yes}", ["status", "goals", "leaderboard", "teams", "articles"]),
    ],
)
def test_teams_and_goals_are_published_where_there_are_any(yaml: str, outputs: list[str]) -> None:
    assert campaign(yaml).publish == dict.fromkeys(outputs, PAGE)
    assert list(campaign(yaml).publish) == outputs


def test_teams_goals_and_details_can_be_sent_elsewhere() -> None:
    declared = campaign(
        "participants: {teams: {Red: [A]}}\ngoals: {edits: 5}\n"
        "publish: {details: /Details, teams: /Teams, goals: WP:Goals}"
    )
    assert declared.publish == {
        "status": PAGE,
        "goals": Title(4, "Goals"),
        "leaderboard": PAGE,
        "teams": Title(4, "Kvinner i fysikk/Teams"),
        "articles": PAGE,
        "details": Title(4, "Kvinner i fysikk/Details"),
    }
