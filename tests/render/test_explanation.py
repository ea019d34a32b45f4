"""Why an account has its points, in a terminal and for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from bot.counting.eligibility import Eligibility, Reason
from bot.counting.stored_results import SeenRevision
from bot.declaration.campaign import Adjustment, Bonus, Each, Rule
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.points import GivePoints
from bot.features.outputs.details import BREAKDOWNS
from bot.features.scoring.max_in_all import MaxInAll
from bot.i18n.texts import Texts
from bot.mediawiki.models import Page
from bot.mediawiki.site import Title
from bot.render import as_json
from bot.render.explanation import Explanation, lines
from bot.render.sums import exact
from bot.render.view import View
from tests.keys import WIKI

from .by_hand import ALMOST, campaigns, value
from .samples import FREE_TEXT, SITE, accounts, contribution, full, revision, view

EN = Texts.of("en")


def explained(made: View, name: str = "Alice", *seen: SeenRevision) -> Explanation:
    whole = next(whole for whole in made.of(BREAKDOWNS) if whole.row.participant.name == name)
    return Explanation(made.campaign, name, whole, seen, SITE)


def printed(made: View, name: str = "Alice") -> list[str]:
    return list(lines(explained(made, name), made.texts))


def test_a_rule_with_its_bonuses_articles_limits_and_sum() -> None:
    shown = printed(full())
    start = shown.index(
        "  Rule 2: 1 point for each 1,000 bytes added, at most 20 an article, at most 60 in all"
    )
    assert shown[start + 1 : start + 10] == [
        "    with it: 5 points more for each article with at least 3,000 bytes added",
        "    with it: 2.5 points more, once, for at least 20,000 bytes added in all",
        "    Lise Meitner: 24,293 → (24.293 + 5) × 2 − 38.586 = 20 (the limit for one article took 38.586)",
        "    Marie Curie: 12,104 → 12.104 + 5 = 17.104",
        "    Irène Joliot-Curie: 8,001 → (8.001 + 5) × 1.5 = 19.5015",
        "    Chien-Shiung Wu: 5,907 → 5.907 + 5 = 10.907",
        "    bonus for all of it together: 2.5",
        "    the limit took 10.0125",
        "    = 60",
    ]


def test_what_organizers_decided_comes_last_with_its_reason() -> None:
    assert printed(full())[-6:-2] == [
        "  All rules together: 86",
        "  -5 points for Lise Meitner: copied text, see talk page",
        "  +1.25 points: helped newcomers",
        "  = 82.25, shown as 82.3",
    ]
    assert "  Marie Curie does not count: written before the campaign" in printed(full(), "Bob B")
    assert "  nothing counts from 10 November 2026, 09:00 on" in printed(full(), "O'Neil")


def test_without_decisions_there_is_one_sum() -> None:
    assert "  All rules together: 71.986, shown as 72.0" in printed(full(), "Çelik Ö")


def test_decisions_are_told_where_there_are_no_points() -> None:
    decided = (Adjustment("Alice", "a copy", Disqualify(Title(0, "A"))),)
    shown = printed(view(accounts(["Alice"]), adjustments=decided, rules=()))
    assert "A does not count: a copy" in shown


def test_a_bonus_alone_is_no_rule_with_zero_points() -> None:
    (alice,) = people = accounts(["Alice"])
    bonus = Bonus("edits", Decimal(1), Decimal(5), Each.ARTICLE)
    shown = printed(view(people, [contribution(alice, "A", [revision(1, 1)])], rules=(), bonuses=(bonus,)))
    assert "  Rule 1: 5 points more for each article with at least 1 edit" in shown
    assert "    A: 1 → 5" in shown
    assert not any("0 points for each" in line for line in shown)


def test_rules_for_certain_templates_show_their_own_amounts() -> None:
    (alice,) = people = accounts(["Alice"])
    rules = [
        Rule("templates_removed", Decimal(n), given={"templates": (Title(10, f"T{n}"),)}) for n in (1, 2)
    ]
    measures = {"templates_removed": 3, rules[0].key: 1, rules[1].key: 2}
    work = [contribution(alice, "A", [revision(1, 1)], measures=measures)]
    shown = printed(view(people, work, rules=rules))
    assert "  Rule 1: 1 point for each template removed (T1)" in shown
    assert "    A: 1 → 1" in shown
    assert "  Rule 2: 2 points for each template removed (T2)" in shown
    assert "    A: 2 → 4" in shown


def test_every_rule_has_a_heading_of_its_own_and_a_sum() -> None:
    (alice,) = people = accounts(["Alice"])
    rules = [
        Rule("articles_created", Decimal(5)),
        Rule("articles_created", Decimal(5), options=(MaxInAll(Decimal(25)),)),
        Rule("edits", Decimal(1)),
    ]
    bonuses = tuple(Bonus("references_added", Decimal(n), Decimal(n), Each.ARTICLE) for n in (1, 2))
    work = contribution(alice, "A", [revision(1, 1)], created=True, measures={"references_added": 1})
    made = view(people, [work], rules=rules, bonuses=bonuses)
    shown = printed(made)
    assert [line for line in shown if line.startswith("  Rule ")] == [
        "  Rule 1: 5 points for each article created",
        "  Rule 2: 5 points for each article created, at most 25 in all",
        "  Rule 3: 1 point for each edit",
        "  Rule 4: 1 point more for each article with at least 1 reference added",
    ]
    assert "    with it: 2 points more for each article with at least 2 references added" in shown
    assert sum(line.startswith("    = ") for line in shown) == 4
    headings = [rule["text"] for rule in as_json.explanation(explained(made))["rules"]]
    assert headings[0] == ["5 points for each article created"]
    assert len(headings[3]) == 2


@pytest.mark.parametrize("reason", FREE_TEXT)
def test_a_reason_stays_on_its_line_and_commands_nothing(reason: str) -> None:
    shown = printed(
        view(accounts(["Alice"]), adjustments=(Adjustment("Alice", reason, GivePoints(Decimal(1))),))
    )
    assert not any(re.search(r"[\n\x00-\x1f\x7f\u202e]", line) for line in shown)


@settings(max_examples=60)
@given(campaigns())
def test_what_is_printed_adds_up_to_the_points(made: View) -> None:
    for row in made.standings.rows:
        if row.points is not None:
            assert abs(added_up(printed(made, row.participant.name)) - row.points) <= Decimal("0.05") + ALMOST


ARTICLE = re.compile(r" → (.*?)(?: \(the limit .*)?$|^bonus for all of it together: (.*)")
LIMIT = re.compile(r"^the limit took (.*)")
RULE = re.compile(r"^= ([\d.,-]+)$")
TOGETHER = re.compile(r"^(?:All rules together: |= )([\d.,-]*\d)(?:, shown as .*)?$")
DECIDED = re.compile(r"^\+?(-?[\d.,]+) points?: reason")


def added_up(shown: list[str]) -> Decimal:
    """Every number after every other, checking each sum on the way."""
    together = article = Decimal(0)
    for line in map(str.strip, shown[shown.index("How the points come about") + 1 :]):
        if found := ARTICLE.search(line):
            article += value(found[1] or found[2])
        elif found := LIMIT.match(line):
            article -= value(found[1])
        elif found := RULE.match(line):
            assert abs(value(found[1]) - article) < ALMOST
            together, article = together + value(found[1]), Decimal(0)
        elif found := TOGETHER.match(line):
            assert abs(value(found[1]) - together) < ALMOST
        elif found := DECIDED.match(line):
            together += value(found[1])
    return together


# --- for programs


@settings(max_examples=60)
@given(campaigns())
def test_the_document_adds_up_to_the_points(made: View) -> None:
    for row in made.standings.rows:
        document = json.loads(json.dumps(as_json.explanation(explained(made, row.participant.name))))
        for rule in document["rules"]:
            for award in rule["awards"]:
                worth = (award["rate"] + award["bonus"]) * award["factor"] - award["taken"]
                assert worth == pytest.approx(award["points"], abs=1e-4)
            articles = sum(award["points"] for award in rule["awards"])
            assert articles + rule["bonus"] - rule["taken"] == pytest.approx(rule["points"], abs=1e-4)
        if document["points"] is None:
            continue
        decided = sum(one["points"] or 0 for one in document["adjustments"])
        together = sum(rule["points"] for rule in document["rules"]) + decided
        assert together == pytest.approx(document["sum"], abs=1e-4)
        assert document["points"] == pytest.approx(document["sum"], abs=0.0501)


def test_revisions_have_codes_and_texts() -> None:
    seen = [
        SeenRevision(WIKI, Eligibility(revision(7, 1), None), Page(1, 0, "A")),
        SeenRevision(WIKI, Eligibility(revision(8, 1, size=None), Reason.REVERTED), Page(1, 0, "A")),
        SeenRevision(WIKI, Eligibility(revision(9, 2), Reason.PAGE_GONE), Page(2, 0, "")),
    ]
    revisions = as_json.explanation(explained(full(), "Alice", *seen))["revisions"]
    assert revisions[0] == {
        "wiki": "wiki.example",
        "revid": 7,
        "timestamp": "2026-11-01T07:00:00Z",
        "article": "A",
        "bytes": 10,
        "counts": True,
        "reason": None,
        "text": None,
    }
    assert [one["reason"] for one in revisions] == [None, "reverted", "page-gone"]
    assert revisions[1]["text"] == "it was reverted"
    assert revisions[1]["bytes"] is revisions[2]["article"] is None


def test_sentences_are_in_the_language_asked_for() -> None:
    seen = SeenRevision(WIKI, Eligibility(revision(8, 1), Reason.REVERTED), Page(1, 0, "A"))
    found = as_json.explanation(explained(full(), "Alice", seen), Texts.of("nb"))
    assert found["revisions"][0]["text"] == "den ble tilbakestilt"


def test_decisions_have_their_reasons() -> None:
    assert as_json.explanation(explained(full()))["adjustments"][0] == {
        "user": "Alice",
        "points": -5.0,
        "disqualify": None,
        "suspend": None,
        "article": "Lise Meitner",
        "wiki": None,
        "reason": "copied text, see talk page",
    }
    suspended = as_json.explanation(explained(full(), "O'Neil"))["adjustments"][0]
    assert (suspended["suspend"], suspended["points"]) == ("2026-11-10T08:00:00Z", None)


def test_whoever_does_not_take_part_has_revisions_alone() -> None:
    outsider = replace(explained(full()), whole=None)
    found = as_json.explanation(outsider)
    assert (found["participant"], found["rank"], found["points"], found["sum"]) == (False, None, None, None)
    assert found["rules"] == found["adjustments"] == []
    assert "No participant: nothing of this counts." in list(lines(outsider, EN))


def test_a_title_without_a_site_is_its_name() -> None:
    alone = replace(explained(full()), site=None)
    assert as_json.explanation(alone)["adjustments"][0]["article"] == "Lise Meitner"
    assert any("-5 points for Lise Meitner" in line for line in lines(alone, EN))


def test_an_exact_number_is_never_a_power_of_ten() -> None:
    assert exact(Decimal("6E+2"), EN) == "600"
