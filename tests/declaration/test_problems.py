"""What is wrong in a declaration: which line is told what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.declaration.read import read_declaration
from bot.declaration.schema.reader import Findings, Reader
from bot.declaration.schema.shapes import Choice
from bot.lenient_yaml.nodes import Scalar, Span
from bot.messages import Verbatim, message
from tests.data import small_site
from tests.declaration.reading import BASE, brief, context, problems, read


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("pionts: {edits: 1}", [(4, "unknown-key-near")]),
        ("Poinst: {edits: 1}", [(4, "unknown-key-near")]),
        ("scoring: {edits: 1}", [(4, "unknown-key-near")]),
        ("xyz: 1", [(4, "unknown-key")]),
        ("depth: 3", [(4, "belongs-beside")]),
        ("category: A", [(4, "belongs-either")]),
        ("users: [A]", [(4, "belongs")]),
        ("bytes_added: 1", [(4, "belongs")]),
        ("per: 100", [(4, "belongs-rule")]),
        ("templates: A", [(4, "belongs")]),
        ("articles:\n  start: 2026-11-02", [(5, "belongs-top")]),
        ("scoring:\n  points: {edits: 1}", [(4, "wrapper")]),
        ("settings: {points: {edits: 1}, goals: {edits: 5}}", [(4, "wrapper")]),
        ("articles:\n  any:\n  - kind: new", [(6, "belongs")]),
        ("articles: {improved_wehn: {bytes_added: 1}}", [(4, "unknown-key-near")]),
        ("points: {byts_added: 1}", [(4, "unknown-measure-near")]),
        ("points: {fame: 1}", [(4, "unknown-measure")]),
        ("articles: {improved_when: {fame: 1}}", [(4, "unknown-threshold")]),
        ("articles: {improved_when: {articles_created: 1}}", [(4, "belongs")]),
        ("publish: {lederboard: true}", [(4, "unknown-output-near")]),
        ("publish: {newspaper: true}", [(4, "unknown-output")]),
        ("name: B", [(4, "duplicate")]),
        ("points:\n  edits: 1\n  edits: 2", [(6, "duplicate")]),
        # Below a key that lost its spaces, only that is told.
        ("participants:\nsection: A", [(5, "belongs")]),
    ],
)
def test_keys(yaml: str, told: list[tuple[int, str]]) -> None:
    assert problems(yaml) == told


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    assert brief(read("nmae: A\nstrat: 2026-11-01\nuntil: 2026-11-30").problems) == [
        (1, "unknown-key-near"),
        (2, "unknown-key-near"),
        (3, "unknown-key-near"),
    ]
    assert brief(read("articles:\n  name: A\n  start: 2026-11-01\n  end: 2026-11-30").problems) == [
        (2, "belongs-top"),
        (3, "belongs-top"),
        (4, "belongs-top"),
    ]


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("organizers:", [(4, "nothing")]),
        ("organizers: []", [(4, "nothing")]),
        ("organizers:\n-\n- Bob", [(5, "nothing")]),
        ("participants:", [(4, "nothing")]),
        ("articles: {}", [(4, "nothing")]),
        ("articles:\n  any: []", [(5, "nothing")]),
        ("articles:\n  any:\n  - titles:", [(6, "nothing")]),
        ("points:\n  edits:", [(5, "nothing")]),
        ("publish: ''", [(4, "nothing")]),
    ],
)
def test_empty_values(yaml: str, told: list[tuple[int, str]]) -> None:
    assert problems(yaml) == told


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("points: 10", [(4, "wants-measures")]),
        ("points: {edits: lots}", [(4, "wants-points")]),
        ("points: {edits: 1e3}", [(4, "wants-points")]),
        ("points: {edits: 1.000}", [(4, "ambiguous-number")]),
        ("points: {edits: -1}", [(4, "negative-points")]),
        ("points: {edits: {per: 10}}", [(4, "missing")]),
        ("points: {edits: {points: 1, per: 0}}", [(4, "not-positive")]),
        ("points: {edits: {points: 1, max: -5}}", [(4, "not-positive")]),
        ("points: {edits: {points: 1, max_per_article: few}}", [(4, "wants-number")]),
        ("points: {edits: 2000000000}", [(4, "too-exact")]),
        ("points: {edits: 0.00000001}", [(4, "too-exact")]),
        ("points: {templates_removed: 3}", [(4, "which-templates")]),
        ("points: {templates_removed: {points: 3}}", [(4, "which-templates")]),
        ("points:\n  templates_removed:\n  - {points: 3, templates: A}\n  - 1", [(7, "which-templates")]),
        ("points: {templates_removed: {points: 3, templates: 'a{b'}}", [(4, "wants-template")]),
        ("points: {templates_removed: {points: 3, in_category: 'Mal:A'}}", [(4, "other-namespace")]),
        ("points: {edits: {points: 1, templates: A}}", [(4, "no-templates-here")]),
        ("points: {edits: {points: 1, in_category: A}}", [(4, "no-templates-here")]),
        ("points:\n  edits:\n  - {points: 1}\n  - [2]", [(7, "wants-points")]),
        ("articles: new", [(4, "wants-articles")]),
        ("articles: [Lise Meitner]", [(4, "wants-articles")]),
        ("articles: {kind: nwe}", [(4, "wants-choice-near")]),
        ("articles: {kind: [new]}", [(4, "wants-choice")]),
        ("articles: {reverts: identical}", [(4, "wants-choice-near")]),
        ("articles: {reverts: sha1}", [(4, "wants-choice")]),
        ("articles: {namespaces: [0, 99]}", [(4, "wants-namespace")]),
        ("articles: {namespaces: [Spesial]}", [(4, "wants-namespace")]),
        ("articles: {namespaces: Utkast}", [(4, "wants-namespace")]),
        ("articles: {category: [A, B]}", [(4, "one-each")]),
        ("articles: {category: 'Mal:A'}", [(4, "other-namespace")]),
        ("articles: {category: 'a|b'}", [(4, "wants-category")]),
        ("articles: {improved_when: 200}", [(4, "wants-improved-when")]),
        ("articles: {category: A, depth: 21}", [(4, "wants-whole")]),
        ("articles: {category: A, depth: 1.5}", [(4, "wants-whole")]),
        ("articles: {depth: 2}", [(4, "without-category")]),
        ("articles:\n  any:\n  - except: A", [(6, "without-category")]),
        ("articles:\n  any:\n  - Physicists", [(6, "wants-condition")]),
        ("articles:\n  talk: WikiProject Physics", [(5, "wants-talk")]),
        ("articles:\n  minimum: 3000", [(5, "wants-minimum")]),
        ("articles: {titles: ['a<b', 'a[b']}", [(4, "wants-title"), (4, "wants-title")]),
        ("articles: {titles: 'A#B'}", [(4, "page-section")]),
        ("articles: {titles: 'de:A'}", [(4, "other-wiki")]),
        ("articles: {template: 'a{b'}", [(4, "wants-template")]),
        ("articles: {listed_on: 'Spesial:Siste endringer'}", [(4, "wants-page")]),
        ("articles:\n  titles:\n  - [[Lise Meitner]] (physicist)", [(6, "title-near")]),
        ("participants: {users: 'a/b'}", [(4, "wants-user")]),
        ("participants: [127.0.0.1, '2001:db8::1', Bruker:10.0.0.1]", [(4, "ip")] * 3),
        ("participants: ['{{u|Alice}}']", [(4, "user-near")]),
        ("participants: [Kategori:A]", [(4, "wants-user")]),
        ("participants: anyone", [(4, "everybody")]),
        ("participants: teams", [(4, "key-as-value")]),
        ("participants: {anyone: maybe}", [(4, "wants-flag")]),
        ("participants: {from_signup: from now on}", [(4, "wants-flag")]),
        ("participants: {users: Alice, from_signup: true}", [(4, "from-signup-nobody")]),
        ("participants: {teams: {Red: [Alice]}, from_signup: true}", [(4, "from-signup-nobody")]),
        (
            "participants: {section: A, anyone: true, from_signup: true}\narticles: {category: A}",
            [(4, "from-signup-everybody")],
        ),
        ("participants: {section: '==='}", [(4, "wants-section")]),
        ("participants: {page: 'a|b'}", [(4, "wants-page")]),
        ("publish: /Results", [(4, "wants-publish")]),
        ("publish: {status: /Status}", [(4, "wants-flag")]),
        ("publish: {articles: Diskusjon:A}", [(4, "target-namespace")]),
        ("publish: {articles: A}", [(4, "target-namespace")]),
        ("publish: {articles: Bruker:Alice/A}", [(4, "target-user")]),
        ("publish: {articles: Bruker:CampaignBot/shutoff}", [(4, "target-bot")]),
        ("publish: {articles: /A.js}", [(4, "target-code")]),
        ("publish: {articles: [A]}", [(4, "wants-target")]),
        ("language: Norwegian", [(4, "wants-language")]),
        ("timezone: Europe/Olso", [(4, "zone-near")]),
        ("timezone: Oslo", [(4, "zone-near")]),
        ("timezone: UTC+1", [(4, "zone-offset-fixed")]),
        ("timezone: +05:30", [(4, "zone-offset")]),
        ("timezone: UTC+99", [(4, "wants-zone")]),
        ("timezone: ../../etc/passwd", [(4, "wants-zone")]),
    ],
)
def test_values(yaml: str, told: list[tuple[int, str]]) -> None:
    assert problems(yaml) == told


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-11-31", "2026-11-30", [(2, "month-length")]),
        ("2026-11-01", "2026-11-31", [(3, "month-length-end")]),
        ("2026-11-01", "2027-02-29", [(3, "month-length-end")]),
        ("2026-11-00", "2026-11-30", [(2, "day-zero")]),
        ("2026-13-01", "2026-11-30", [(2, "no-month")]),
        ("1999-11-01", "2026-11-30", [(2, "year")]),
        ("2026-11-01", "20266-11-30", [(3, "wants-date")]),
        ("2026-11-01", "2126-11-30", [(3, "year")]),
        ("1.11.2026", "30/11/2026", [(2, "date-format"), (3, "date-format")]),
        ("2026/11/01", "20261130", [(2, "date-format"), (3, "date-format")]),
        ("1 November 2026", "Nov 30th, 2026", [(2, "date-format"), (3, "date-format")]),
        ("2026年11月1日", "2026-11-30", [(2, "date-format")]),
        ("11/01/2026", "11/11/2026", [(2, "date-two-ways"), (3, "date-format")]),
        ("40/40/2026", "next week", [(2, "wants-date"), (3, "wants-date")]),
        ("2026-11-01T18:00Z", "2026-11-30 18:00+01:00", [(2, "zone-in-date"), (3, "zone-in-date")]),
        ("2026-11-01 24:00", "2026-11-30 25:00", [(2, "hour-24"), (3, "no-clock")]),
        ("2026-11-02", "2026-11-01", [(3, "end-before-start")]),
        ("2026-11-01 18:00", "2026-11-01 18:00", [(3, "end-before-start")]),
        ("2016-11-01", "2026-11-30", [(3, "too-many-years")]),
        ("", "2026-11-30", [(2, "nothing-required")]),
        ("[2026-11-01]", "2026-11-30", [(2, "wants-date")]),
    ],
)
def test_dates(start: str, end: str, told: list[tuple[int, str]]) -> None:
    assert brief(read(f"name: A\nstart: {start}\nend: {end}").problems) == told


@pytest.mark.parametrize(
    ("start", "settings", "line"),
    [
        ("2026-11-01T00:00:00Z", "timezone: Europe/Oslo", "2026-11-01 01:00"),
        ("2026-07-01T00:00:00Z", "timezone: Europe/Oslo", "2026-07-01 02:00"),
        ("2026-11-01 00:00 UTC", "timezone: America/New_York", "2026-10-31 20:00"),
        ("2026-11-01 18:00 +05:30", "timezone: Asia/Kolkata", "2026-11-01 18:00"),
        ("2026-11-01T23:59:59Z", "timezone: Europe/Oslo", "2026-11-02 00:59:59"),
        ("1 November 2026 6 pm GMT", "timezone: UTC", "2026-11-01 18:00"),
        ("2026-11-01T00:00:00.000Z", "timezone: Asia/Tokyo", "2026-11-01 09:00"),
        ("2026-11-01 18h00", "", "2026-11-01 18:00"),
        ("2026-11-01 18h", "", "2026-11-01 18:00"),
        ("2026-11-01 1 pm", "", "2026-11-01 13:00"),
        ("2026-11-01 12 a.m.", "", "2026-11-01 00:00"),
        ("2026-11-01 12:30PM", "", "2026-11-01 12:30"),
        ("2026-11-01, 18 Uhr", "language: de", "2026-11-01 18:00"),
        ("1. november 2026 kl. 18.00", "", "2026-11-01 18:00"),
        ("26-11-01", "", "2026-11-01"),
        ("26/11/01", "", "2026-11-01"),
        ("1. mai 2026", "language: nb", "2026-05-01"),
        ("1. März 2026", "language: de", "2026-03-01"),
        ("1er août 2026", "language: fr", "2026-08-01"),
        ("1 de noviembre de 2026", "language: es", "2026-11-01"),
        ("1 ноября 2026", "language: ru", "2026-11-01"),
        ("1 نوفمبر 2026", "language: ar", "2026-11-01"),
        ("Sept. 1, 2026", "", "2026-09-01"),
        ("2026. november 1.", "language: hu", "2026-11-01"),
        ("2026년 11월 1일", "language: ko", "2026-11-01"),
    ],
)
def test_the_date_to_write_is_the_one_that_is_meant(start: str, settings: str, line: str) -> None:
    languages = replace(context(), languages=lambda _: True)
    declared = read_declaration(f"name: A\nstart: {start}\nend: 2027-01-30\n{settings}\n", languages)
    (problem,) = declared.problems
    assert line in [p.text if isinstance(p, Verbatim) else p for p in problem.message.params]
    mended = read_declaration(f"name: A\nstart: {line}\nend: 2027-01-30\n{settings}\n", languages)
    assert mended.campaign, mended.problems


@pytest.mark.parametrize(("code", "told"), [("fr", True), ("nb", False), ("pt-br", True), ("ar", False)])
def test_a_language_without_texts_is_told_and_taken(code: str, told: bool) -> None:
    spoken = replace(context(), languages=lambda _: True, speaks=lambda code: code in ("nb", "ar"))
    declared = read_declaration(f"name: A\nstart: 2026-11-01\nend: 2026-11-30\nlanguage: {code}\n", spoken)
    assert declared.campaign
    assert declared.campaign.language == code
    keys = [(one.message.key, one.line) for one in declared.notices]
    assert keys == ([("declaration-language-not-spoken", 4)] if told else [])


def test_february_names_its_year() -> None:
    (problem,) = read("name: A\nstart: 2027-02-01\nend: 2027-02-29").problems
    month, days, wrong, right = problem.message.params
    assert (days, wrong, right) == (28, "2027-02-29", "2027-02-28")
    assert month == message("declaration-month-2", *month.params)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", [(1, "nothing-required")]),
        ("''", [(1, "nothing-required")]),
        ("x" * 201, [(1, "too-long")]),
        ("[WiP]", [(1, "begins-with")]),
        ("|\n  Women\n  in Physics", [(1, "several-lines")]),
        ("Women\n  in Physics", [(1, "several-lines")]),
        ("{a: b}", [(1, "begins-with")]),
        ("\n- A", [(1, "wants-text")]),
    ],
)
def test_names(name: str, told: list[tuple[int, str]]) -> None:
    found = brief(read(f"name: {name}\nstart: 2026-11-01\nend: 2026-11-30").problems)
    assert [key for _, key in found] == [key for _, key in told]


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        ("", [(5, "anyone-without-scope")]),
        ("articles: {kind: new}", [(5, "anyone-without-scope")]),
        ("articles: {none: {category: A}}", [(5, "anyone-unlisted")]),
        ("articles:\n  any:\n  - category: A\n  - none: {category: B}", [(5, "anyone-unlisted")]),
        # What could not be read may hold the scope.
        ("articles: {categry: A}", [(6, "unknown-key-near")]),
        ("artikles: {category: A}", [(6, "unknown-key-near")]),
    ],
)
def test_anyone_needs_a_scope_that_can_be_listed(articles: str, told: list[tuple[int, str]]) -> None:
    assert problems("participants:\n  anyone: true\n" + articles) == told


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("participants: {hashtag: '#a'}", [(4, "hashtag-without-scope")]),
        ("participants: {hashtag: two words}", [(4, "wants-hashtag")]),
        ("articles: {any: [{wikidata: SELECT}]}", [(4, "not-yet")]),
        ("publish: {report: true}", [(4, "not-yet")]),
    ],
)
def test_what_is_not_available_yet(yaml: str, told: list[tuple[int, str]]) -> None:
    assert problems(yaml) == told


@pytest.mark.parametrize(
    ("word", "told"), [("Pictures", ["not-yet"]), ("edits", []), ("pictuers", ["wants-choice"])]
)
def test_a_word_that_is_not_available_yet_says_so(word: str, told: list[str]) -> None:
    shape = Choice(("edits", "bytes_added"), planned=("pictures",))
    findings = Findings([word])
    value = shape.read(
        Scalar(word, Span(1, 1, word, 0, len(word))), Reader(context(), findings, {}, key="measure")
    )
    assert [key for _, key in brief(findings.problems)] == told
    assert value == (None if told else "edits")
    assert shape.schema() == {"enum": ["edits", "bytes_added", "pictures"]}


def test_all_problems_are_told_together() -> None:
    assert problems(
        "timezone: Olso\npoints: {edits: many}\nparticipants: {anyone: yes, uesrs: [A]}\npublish: 5\nname: B"
    ) == [
        (4, "wants-zone"),
        (5, "wants-points"),
        (6, "unknown-key-near"),
        (7, "wants-publish"),
        (8, "duplicate"),
    ]
    assert brief(read("name: A\nstart: 2026-12-01\nend: 2026-11-30\nfoo: 1").problems) == [
        (3, "end-before-start"),
        (4, "unknown-key"),
    ]


def test_a_line_is_quoted_as_it_stands_there() -> None:
    (problem,) = read(BASE + "points\u00a0: 10  # many ").problems
    assert problem.quote == "points\u00a0: 10  # many"


@pytest.mark.parametrize(
    ("written", "spoken", "told"),
    [
        ("", {"nb"}, []),
        ("", {"en"}, ["nb"]),
        ("language: en\n", {"en"}, []),
        ("language: en\n", set(), None),
        ("Language: en\n", {"en"}, []),
    ],
)
def test_a_wiki_whose_language_has_no_texts_is_told_until_another_is_named(
    written: str, spoken: set[str], told: list[str] | None
) -> None:
    known = replace(context(), speaks=lambda code: code in spoken, site=small_site(lang="nb"))
    notices = read_declaration(BASE + written, known).notices
    found = [(one.message.key, one.message.params, one.line) for one in notices]
    if told is None:
        assert [key for key, _, _ in found] == ["declaration-language-not-spoken"]
    else:
        assert found == [("declaration-wiki-language-not-spoken", (code,), None) for code in told]
