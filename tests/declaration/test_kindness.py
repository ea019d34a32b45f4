"""Short forms mean what they look like, and names and numbers are understood however they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.declaration.campaign import AllOf, AnyOf, Condition, NoneOf, Participants, Rule
from bot.features.conditions.category import InCategory
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.template import HasTemplate
from bot.features.conditions.titles import Titled
from bot.features.participants.lists import SignUp
from bot.features.scoring.max_in_all import MaxInAll
from bot.mediawiki.site import Title
from tests.declaration.people import who
from tests.declaration.reading import PAGE, brief, campaign, read

PHYSICISTS = InCategory(Title(14, "Physicists"))
LISE, MARIE = Title(0, "Lise Meitner"), Title(0, "Marie Curie")


@pytest.mark.parametrize(
    ("yaml", "scope"),
    [
        ("articles: {category: Physicists}", PHYSICISTS),
        ("articles:\n  category: Kategori:Physicists", PHYSICISTS),
        ("articles: {any: {category: Physicists}}", AnyOf((PHYSICISTS,))),
        (
            "articles: {category: Physicists, template: Stub}",
            AllOf((PHYSICISTS, HasTemplate(Title(10, "Stub")))),
        ),
        ("articles: {titles: Lise Meitner}", Titled((LISE,))),
        ("articles: {titles: [Lise Meitner, lise_Meitner, Marie Curie]}", Titled((LISE, MARIE))),
        ("articles:\n  listed_on: /Worklist", ListedOn(Title(4, "Kvinner i fysikk/Worklist"))),
        ("articles:\n  listed_on: https://test.wikipedia.org/wiki/WP:List", ListedOn(Title(4, "List"))),
        (
            "articles:\n  any:\n  - category: Physicists\n    titles: Marie Curie\n",
            AnyOf((AllOf((PHYSICISTS, Titled((MARIE,)))),)),
        ),
        (
            "articles:\n  template: Stub\n  none:\n  - category: Physicists\n",
            AllOf((HasTemplate(Title(10, "Stub")), NoneOf((PHYSICISTS,)))),
        ),
        (
            "articles:\n  all:\n  - any: [{category: Physicists}, {titles: Marie Curie}]\n  - template: Stub",
            AllOf((AnyOf((PHYSICISTS, Titled((MARIE,)))), HasTemplate(Title(10, "Stub")))),
        ),
    ],
)
def test_conditions(yaml: str, scope: Condition) -> None:
    assert campaign(yaml).articles.scope == scope


@pytest.mark.parametrize(
    ("yaml", "participants"),
    [
        ("participants: [Alice]", who(users=("Alice",))),
        ("participants: Alice", who(users=("Alice",))),
        ("participants:\n- Alice\n- Bob", who(users=("Alice", "Bob"))),
        ("participants: {users: Alice, except: Bob}", who(users=("Alice",), excluded=("Bob",))),
        ("participants: {except: Bob}", who((SignUp(default=True),), excluded=("Bob",))),
        ("participants: {anyone: false}", who((SignUp(default=True),))),
        ("participants: {from_signup: false, users: [Alice]}", who(users=("Alice",))),
        ("participants: {from_signup: yes}", replace(who((SignUp(default=True),)), from_signup=True)),
        ("participants: {section: Participants}", who((SignUp(default=True, line=4),))),
        (
            "participants: {section: '== Meld deg på =='}",
            who((SignUp(None, "Meld deg på", line=4),)),
        ),
        (
            "participants: {section: [Lag A, Lag B]}",
            who((SignUp(None, "Lag A", line=4), SignUp(None, "Lag B", line=4))),
        ),
        ("participants: {page: WP:Liste}", who((SignUp(Title(4, "Liste"), line=4),))),
        ("participants: {page: WP:Liste#Lag}", who((SignUp(Title(4, "Liste"), "Lag", line=4),))),
        (
            "participants:\n  section: Lag\n  page: WP:Liste",
            who((SignUp(Title(4, "Liste"), "Lag", line=5),)),
        ),
        (
            "participants: {category: [A, Kategori:B]}",
            who(categories=(Title(14, "A"), Title(14, "B"))),
        ),
    ],
)
def test_participants(yaml: str, participants: Participants) -> None:
    assert campaign(yaml).participants == participants


@pytest.mark.parametrize(
    "written",
    [
        "Lise Meitner",
        "lise_Meitner",
        "[[Lise Meitner]]",
        "[[Lise Meitner|her]]",
        "[[:Lise Meitner]]",
        "' Lise  Meitner '",
        "no:Lise Meitner",
        "https://test.wikipedia.org/wiki/Lise_Meitner",
    ],
)
def test_titles_are_understood(written: str) -> None:
    assert campaign(f"articles:\n  titles:\n  - {written}").articles.scope == Titled((LISE,))


@pytest.mark.parametrize(
    "written", ["Physicists", "Kategori:Physicists", "category:physicists", "[[:Kategori:Physicists|x]]"]
)
def test_categories_are_understood(written: str) -> None:
    assert campaign(f"articles:\n  category: {written}").articles.scope == PHYSICISTS


@pytest.mark.parametrize("written", ["Infobox scientist", "Mal:Infobox scientist", "{{Infobox scientist}}"])
def test_templates_are_understood(written: str) -> None:
    expected = HasTemplate(Title(10, "Infobox scientist"))
    assert campaign(f"articles:\n  template: {written}").articles.scope == expected


@pytest.mark.parametrize(
    "written",
    [
        "Alice B",
        "alice_B",
        "Bruker:Alice B",
        "User:Alice_B",
        "Brukerinne:Alice B",
        "[[Bruker:Alice B]]",
        "[[User talk:Alice B|talk]]",
        "[[Spesial:Bidrag/Alice B]]",
        "https://test.wikipedia.org/wiki/Bruker:Alice_B",
    ],
)
def test_user_names_are_understood(written: str) -> None:
    assert campaign(f"participants:\n  users:\n  - {written}").participants.named == ("Alice B",)


def test_links_with_commas_between_are_a_list() -> None:
    users = campaign("organizers: [[User:Alice]], [[Bruker:Bob|Bob]]").organizers
    assert users == ("Alice", "Bob")


@pytest.mark.parametrize(
    "name", ["No", "1e3", "2026-11-01", "~2026-1-1", "Null", "True", "0o17", "12", "Øystein", "Yes"]
)
def test_a_user_name_is_never_anything_else(name: str) -> None:
    assert campaign(f"participants: [{name}]").participants.named == (name,)
    assert campaign(f"participants:\n  users:\n  - {name}").participants.named == (name,)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1000", "1000"),
        ("1,000", "1000"),
        ("1 000", "1000"),
        ("1\u00a0000", "1000"),
        ("1\u2009000", "1000"),
        ("1'000", "1000"),
        ("١٬٠٠٠", "1000"),
        ("١٠٠٠", "1000"),
        ("१०००", "1000"),
        ("1,000,000", "1000000"),
        ("1.000.000", "1000000"),
        ("1.000,5", "1000.5"),
        ("1,000.5", "1000.5"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("٠٫٥", "0.5"),
        ("0,500", "0.5"),
        ("+5", "5"),
    ],
)
def test_numbers_are_understood(written: str, number: str) -> None:
    assert campaign(f"points:\n  edits: {written}").rules == (Rule("edits", Decimal(number)),)


def test_a_thousand_with_a_comma_is_understood_within_brackets() -> None:
    (rule,) = campaign("points: {bytes_added: {points: 1, per: 1,000, max: 10}}").rules
    assert rule == Rule("bytes_added", Decimal(1), Decimal(1000), options=(MaxInAll(Decimal(10)),))


def test_a_rule_names_the_templates_that_are_to_go() -> None:
    rules = campaign(
        "points:\n  templates_removed:\n"
        "  - {points: 3, templates: [Unreferenced, Mal:Stub]}\n"
        "  - {points: 1, in_category: Stub templates}\n"
    ).rules
    assert rules == (
        Rule(
            "templates_removed",
            Decimal(3),
            given={"templates": (Title(10, "Unreferenced"), Title(10, "Stub"))},
        ),
        Rule("templates_removed", Decimal(1), given={"in_category": Title(14, "Stub templates")}),
    )


def test_a_measure_may_have_several_rules() -> None:
    rules = campaign("points:\n  edits:\n  - 1\n  - {points: 2, per: 10, max: 5}").rules
    assert rules == (
        Rule("edits", Decimal(1)),
        Rule("edits", Decimal(2), Decimal(10), options=(MaxInAll(Decimal(5)),)),
    )


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2026-11-01", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("2026-11-1", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("'2026-11-01'", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("٢٠٢٦-١١-٠١", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("2026–11–01", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("2026-11-01 18:00", datetime(2026, 11, 1, 17, tzinfo=UTC)),
        ("2026-11-01T18:00", datetime(2026, 11, 1, 17, tzinfo=UTC)),
        ("2026-11-01 18:00:30", datetime(2026, 11, 1, 17, 0, 30, tzinfo=UTC)),
        ("2026-11-01 18.00", datetime(2026, 11, 1, 17, tzinfo=UTC)),
        # The clock jumps from 2:00 to 3:00, and back from 3:00 to 2:00: neither does harm.
        ("2026-03-29 02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_understood(written: str, start: datetime) -> None:
    declared = read(f"name: A\nstart: {written}\nend: 2026-11-30").campaign
    assert declared
    assert declared.start == start


@pytest.mark.parametrize(
    ("end", "zone", "outside"),
    [
        ("2026-11-30", "Europe/Oslo", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("2026-11-30", "america/new york", datetime(2026, 12, 1, 5, tzinfo=UTC)),
        ("2026-11-30 18:00", "Asia/Kolkata", datetime(2026, 11, 30, 12, 30, tzinfo=UTC)),
        ("2026-11-01", "UTC", datetime(2026, 11, 2, tzinfo=UTC)),
    ],
)
def test_an_end_includes_its_day_in_the_campaigns_time_zone(end: str, zone: str, outside: datetime) -> None:
    declared = read(f"name: A\nstart: 2026-11-01\nend: {end}\ntimezone: {zone}").campaign
    assert declared
    assert declared.end == outside


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-01 00:00", "2026-11-30 23:59", "end-of-day"),
        ("2026-11-01 00:00", "2026-11-30 23:59:59", "end-of-day"),
        ("2026-11-01 00:00", "2026-11-30T23.59", "end-of-day"),
        ("2026-11-01 00:00", "2026-11-30 00:00", "end-midnight"),
        ("2026-11-01 00:00", "2026-11-30 0:00:00", "end-midnight"),
    ],
)
def test_an_end_at_midnight_includes_its_day_and_says_so(start: str, end: str, said: str) -> None:
    declared = read(f"name: A\nstart: {start}\nend: {end}\ntimezone: Europe/Oslo")
    assert declared.campaign
    assert declared.campaign.start == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert declared.campaign.end == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert brief(declared.notices) == [(3, said)]


def test_a_campaign_of_one_day_may_say_so_with_clock_times() -> None:
    declared = read("name: A\nstart: 2026-11-01 00:00\nend: 2026-11-01 00:00\ntimezone: UTC").campaign
    assert declared
    assert declared.end - declared.start == timedelta(days=1)


def test_what_only_states_the_default_is_fine() -> None:
    assert campaign(
        "wikis: test.wikipedia.org\narticles:\n  reverts: tags\npublish: {report: false, teams: false}\n"
    )


@pytest.mark.parametrize(
    ("yaml", "publish"),
    [
        ("publish: {articles: /Artikler}", {"articles": Title(4, "Kvinner i fysikk/Artikler")}),
        ("publish: {articles: WP:Annet, status: yes}", {"articles": Title(4, "Annet")}),
        ("publish: {articles: '[[Project:Annet/X]]'}", {"articles": Title(4, "Annet/X")}),
        ("publish: {articles: true, leaderboard: On}", {}),
    ],
)
def test_outputs_go_where_they_are_sent(yaml: str, publish: dict[str, Title]) -> None:
    expected = {"status": PAGE, "leaderboard": PAGE, "articles": PAGE, **publish}
    assert campaign(yaml).publish == expected


def test_an_output_can_be_left_out() -> None:
    assert campaign("publish: {articles: false, leaderboard: no}").publish == {"status": PAGE}


def test_languages_and_namespaces_are_understood() -> None:
    declared = campaign("language: zh_Hans\narticles: {namespaces: [(main), portal, '٤', 'Bruker:']}")
    assert declared.language == "zh-hans"
    assert declared.articles.namespaces == {0, 100, 4, 2}


def test_anyone_takes_part_in_a_scope_that_can_be_listed() -> None:
    declared = campaign("participants: {anyone: true}\narticles: {category: A, none: {titles: B}}")
    assert declared.participants == who(anyone=True)


@pytest.mark.parametrize("text", ["a | b", "Ø & å", "What? No!", "<b>x</b>", "Ene: mene"])
def test_a_name_may_hold_anything(text: str) -> None:
    declared = read(f'name: "{text}"\nstart: 2026-11-01\nend: 2026-11-30').campaign
    assert declared
    assert declared.name == text
