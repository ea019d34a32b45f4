"""Every option that a rule can have keeps to what is asked of one: these tests run over the registry."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.canonical import canonical
from bot.counting.contributions import Contribution
from bot.counting.scoring import apply_part, breakdown, round_points, standings_of
from bot.counting.scoring_rules import RuleWithBonuses, ScoringRules
from bot.declaration.campaign import Rule
from bot.declaration.schema.context import NamedWiki
from bot.features.scoring.on_wikis import OnWikis
from bot.features.scoring.option import OfArticle, OfArticles, OfSum, Option
from bot.features.scoring.registry import LIMITS, OPTIONS
from bot.i18n.texts import Texts
from bot.mediawiki.models import Account
from bot.render.rules import rule_message
from bot.render.sums import total
from tests.counting.facts import ALICE, BOB, contribution, page
from tests.declaration.reading import campaign, problems
from tests.keys import page_key, participants

BOT = Path(__file__).resolve().parents[2] / "bot"
LANGUAGES = ("en", "nb", "ar")
STAGES = (OfArticle, OfArticles, OfSum)
every_option = pytest.mark.parametrize("option", LIMITS, ids=lambda option: option.key)


def test_options_stand_in_the_order_in_which_they_are_applied() -> None:
    stages = [[issubclass(option, stage) for stage in STAGES].index(True) for option in LIMITS]
    assert stages == sorted(stages)
    assert len({option.key for option in LIMITS}) == len(LIMITS)


def test_a_rule_pays_nothing_on_wikis_that_it_does_not_name() -> None:
    nn = NamedWiki("nn.example.org", "nn.example.org")
    rule = Rule("bytes_added", Decimal(1), Decimal(100), (OnWikis((nn,)),))
    made = [contribution(pageid=1, bytes_added=500), contribution(pageid=2, bytes_added=700)]
    made[1] = replace(made[1], wiki=nn.address)
    result = apply_part(RuleWithBonuses(rule), made, ScoringRules())
    assert [award.points for award in result.awards] == [0, 7]
    assert result.points == 7
    said = Texts.of("en").render(rule_message(rule))
    assert said.endswith(", on nn.example.org")
    assert OnWikis in OPTIONS


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
    written = ", ".join(f"{option.key}: {n}" for n, option in enumerate(reversed(LIMITS), 1))
    (rule,) = campaign(f"points: {{edits: {{{written}, points: 1}}}}").rules
    assert [type(option) for option in rule.options] == list(LIMITS)


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
    for of in ("", "A: 1 → 2", date(2026, 11, 2)):
        assert texts.number(3) in texts.render(option(7).took(texts.number(3), of))


works = st.lists(
    st.tuples(
        st.none() | st.dictionaries(st.integers(1, 4), st.integers(-3000, 3000)),
        st.sampled_from([Decimal(1), Decimal(2), Decimal("0.3")]),
    ),
    max_size=6,
)


def articles(found: list[tuple[dict[int, int] | None, Decimal]]) -> tuple[list[Contribution], ScoringRules]:
    """What somebody did on some pages, by day (None: nobody can tell), and what the pages weigh."""
    made = []
    for n, (days, _) in enumerate(found):
        by_day = {"bytes_added": {date(2026, 11, day): net for day, net in (days or {}).items()}}
        amount = None if days is None else sum(days.values())
        one = contribution(pageid=n, bytes_added=amount)
        made.append(replace(one, days={} if days is None else by_day))
    return made, ScoringRules(factors={page_key(n): factor for n, (_, factor) in enumerate(found)})


@every_option
@given(works)
def test_what_is_taken_is_told_and_never_more_than_there_is(
    option: type[Option], found: list[tuple[dict[int, int] | None, Decimal]]
) -> None:
    made, scheme = articles(found)
    free, limited = (
        apply_part(RuleWithBonuses(Rule("bytes_added", Decimal(1), Decimal(700), options)), made, scheme)
        for options in ((), (option(3),))
    )
    assert 0 <= limited.points <= free.points
    taken = limited.taken + sum(one.taken for one in limited.awards)
    assert round(limited.points + taken - free.points, 20) == 0
    told = [(limited.taken, limited.cuts), *((one.taken, one.cuts) for one in limited.awards)]
    for all_of_it, cuts in told:
        assert round(sum((cut.points for cut in cuts), Decimal(0)) - all_of_it, 20) == 0
        assert all(cut.option == option(3) and cut.points > 0 for cut in cuts)


@every_option
@given(works, st.randoms())
def test_the_order_of_articles_does_not_matter(
    option: type[Option], found: list[tuple[dict[int, int] | None, Decimal]], order: Random
) -> None:
    made, scheme = articles(found)
    part = RuleWithBonuses(Rule("bytes_added", Decimal(1), Decimal(700), (option(3),)))
    before = apply_part(part, made, scheme)
    order.shuffle(made)
    after = apply_part(part, made, scheme)
    assert (after.points, after.taken, after.cuts) == (before.points, before.taken, before.cuts)
    assert {a.contribution.page_key: a.points for a in after.awards} == {
        a.contribution.page_key: a.points for a in before.awards
    }


@given(st.lists(st.tuples(st.sampled_from([ALICE, BOB]), works), max_size=4))
def test_all_options_together_explain_the_number_in_the_table(
    steps: list[tuple[Account, list[tuple[dict[int, int] | None, Decimal]]]],
) -> None:
    rule = Rule("bytes_added", Decimal(1), Decimal(70), tuple(option(3) for option in LIMITS))
    made = [replace(one, account=account) for account, found in steps for one in articles(found)[0]]
    made = [replace(one, page=page(n)) for n, one in enumerate(made)]
    scheme = ScoringRules((rule,))
    for row in standings_of(participants((ALICE, BOB)), made, scheme, str).rows:
        whole = breakdown(row, [one for one in made if one.account_key in row.participant.accounts], scheme)
        assert row.points == round_points(round(total(whole), 20))
