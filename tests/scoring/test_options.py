"""Every option that a rule can have keeps to what is asked of one: these tests run over the registry."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.awards import award, in_all
from bot.counting.canonical import canonical
from bot.counting.scoring_rules import ONE, RuleWithBonuses
from bot.declaration.campaign import Rule
from bot.features.scoring.option import OfArticle, OfSum, Option
from bot.features.scoring.registry import OPTIONS
from bot.i18n.texts import Texts
from bot.render.rules import rule_message
from tests.declaration.reading import campaign, problems

BOT = Path(__file__).resolve().parents[2] / "bot"
LANGUAGES = ("en", "nb", "ar")
every_option = pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
points = st.fractions(0, 1000, max_denominator=7)


def test_options_stand_in_the_order_in_which_they_are_applied() -> None:
    stages = [next(n for n, stage in enumerate((OfArticle, OfSum)) if issubclass(o, stage)) for o in OPTIONS]
    assert stages == sorted(stages)
    assert len({option.key for option in OPTIONS}) == len(OPTIONS)


@every_option
def test_nothing_but_its_module_names_an_option(option: type[Option]) -> None:
    named = re.compile(rf"""["']{option.key}["']""")
    rooms = [BOT / room for room in ("declaration", "features", "counting", "render", "operations", "cli")]
    there = [path for room in rooms for path in room.rglob("*.py") if path.stem != "suggest"]
    modules = [path for path in there if named.search(path.read_text(encoding="utf-8"))]
    assert [".".join(path.relative_to(BOT.parent).with_suffix("").parts) for path in modules] == [
        option.__module__
    ]


@every_option
def test_an_option_is_a_setting_within_a_rule(option: type[Option]) -> None:
    (rule,) = campaign(f"points: {{edits: {{{option.key}: 7, points: 1}}}}").rules
    assert rule == Rule("edits", Decimal(1), options=(option(Decimal(7)),))


@every_option
@pytest.mark.parametrize("nonsense", ["few", "0", "-1", "[1, 2]"])
def test_nonsense_is_told(option: type[Option], nonsense: str) -> None:
    assert len(problems(f"points: {{edits: {{points: 1, {option.key}: {nonsense}}}}}")) == 1


def test_options_are_in_order_however_they_were_written() -> None:
    written = ", ".join(f"{option.key}: {n}" for n, option in enumerate(reversed(OPTIONS), 1))
    (rule,) = campaign(f"points: {{edits: {{{written}, points: 1}}}}").rules
    assert [type(option) for option in rule.options] == list(OPTIONS)


@every_option
def test_another_value_is_counted_anew(option: type[Option]) -> None:
    names = {
        canonical(Rule("edits", Decimal(1), options=given)) for given in ((), (option(1),), (option(2),))
    }
    assert len(names) == 3


@every_option
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_option_is_said_in_words(option: type[Option], language: str) -> None:
    texts = Texts.of(language)
    plain = texts.render(rule_message(Rule("edits", Decimal(1))))
    said = texts.render(rule_message(Rule("edits", Decimal(1), options=(option(7),))))
    assert plain in said
    assert texts.number(7) in said.replace(plain, "")
    assert texts.number(3) in texts.render(option(7).took(texts.number(3), ""))


@every_option
@given(points)
def test_what_is_taken_is_never_more_than_there_is(option: type[Option], given_points: Fraction) -> None:
    part = RuleWithBonuses(
        Rule("edits", Decimal(given_points.numerator), Decimal(given_points.denominator), (option(3),))
    )
    earned = award(part, 1, ONE)
    together = in_all(part, earned.points, 1)
    cuts = (*earned.cuts, *together.cuts)
    taken = sum((one for _, one in cuts), Fraction(0))
    assert 0 <= taken <= given_points
    assert together.points + taken == given_points
    assert all(by == option(3) and one > 0 for by, one in cuts)
