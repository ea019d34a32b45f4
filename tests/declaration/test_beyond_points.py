"""What goes beyond the rates: bonuses, weights and goals, and where what comes of them is published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.declaration.campaign import AllOf, AnyOf, Bonus, Each, NoneOf, Weight
from bot.features.conditions.category import InCategory
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.template import HasTemplate
from bot.features.conditions.titles import Titled
from bot.features.measures.registry import AVAILABLE
from bot.mediawiki.site import Title
from tests.declaration.reading import PAGE, Told, campaign, problems

BYTES = "measure: bytes_added, at: 5000, points: 5"
LISE = Title(0, "Lise Meitner")
LAUREATES, STUB = InCategory(Title(14, "Nobel laureates")), HasTemplate(Title(10, "Stub"))


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


@pytest.mark.parametrize(
    ("yaml", "welcome"),
    [
        ("Template:Welcome", "{{Welcome}}"),
        ('"Template:Welcome"', "{{Welcome}}"),
        ("template:welcome new", "{{Welcome new}}"),
        ("[[Template:Welcome]]", "{{Welcome}}"),
        ("subst:Template:Welcome", "{{subst:Welcome}}"),
        ("{{Welcome}}", "{{Welcome}}"),
        ("{{subst:Welcome|x}}", "{{subst:Welcome|x}}"),
        ('"{{subst:Welcome|a=b}} ~~~~"', "{{subst:Welcome|a=b}} ~~~~"),
        ('"Welcome!  Ask <b>us</b><br>anything."', "Welcome! Ask <b>us</b><br>anything."),
        ("'Hello'", "Hello"),
    ],
)
def test_a_welcome_is_a_template_or_a_text_in_quotes(yaml: str, welcome: str) -> None:
    assert campaign(f"newcomers:\n  welcome: {yaml}").newcomers.welcome == welcome


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("newcomers: true", [(4, "wants-newcomers")]),
        ("newcomers: [Alice]", [(4, "wants-newcomers")]),
        ("newcomers: {registered_days_before: 400}", [(4, "wants-whole")]),
        ("newcomers: {registered_days_before: -1}", [(4, "wants-whole")]),
        ("newcomers:\n  welcome: Hello", [(5, "wants-message")]),
        ("newcomers:\n  welcome: true", [(5, "wants-message")]),
        ('newcomers:\n  welcome: "<!-- all mine"', [(5, "message-open")]),
        ('newcomers:\n  welcome: "<nowiki>"', [(5, "message-open")]),
        ('newcomers:\n  welcome: "<nowiki"', [(5, "message-open")]),
        ('newcomers:\n  welcome: "{{Welcome"', [(5, "message-open")]),
        ('newcomers:\n  welcome: "</div>"', [(5, "message-open")]),
        ('newcomers:\n  welcome: "== Hello =="', [(5, "message-open")]),
        (f'newcomers:\n  welcome: "{"x" * 2001}"', [(5, "too-long")]),
        ("names: false\nnewcomers: {welcome: Template:Welcome}", [(5, "output-unnamed")]),
        ("names: false\npublish: {participants: true}", [(5, "output-unnamed")]),
        ("names: false\nnewcomers: {registered_days_before: 7}", []),
        ("newcomers: {registerd_days_before: 7}", [(4, "unknown-key-near")]),
    ],
)
def test_newcomers_with_a_problem(yaml: str, told: Told) -> None:
    assert problems(yaml) == told
