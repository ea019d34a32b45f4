"""YAML's traps: what is read as meant, with a notice, and what is a problem, with the line to write."""

from __future__ import annotations

import pytest

from tests.declaration.reading import BASE, brief, campaign, problems, read, written

AFTER = "start: 2026-11-01\nend: 2026-11-30\n"


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("participants:\n\tusers: [Alice]\n\texcept: [Bob]", (5, "tab")),
        ("organizers:\t[Alice]", (4, "tab")),
        ("participants:\n\u00a0\u00a0users: Alice", (5, "space")),
        ("participants:\n\u3000users: Alice", (5, "space")),
        ("organizers:\u00a0Alice", (4, "space")),
        ("organizers: Alice\u00a0# chief", (4, "space")),
        ("organizers：Alice", (4, "wide-colon")),
        ("points: {edits：1}", (4, "wide-colon")),
        ("organizers: “Alice”", (4, "smart-quotes")),
        ("organizers: [“Alice”, ‘Bob’]", (4, "smart-quotes")),
        ("organizers: « Alice »", (4, "smart-quotes")),
        ("points:\n  articles_created:10", (5, "colon-space")),
        ("points:\n  articles_created:10\n  edits:1", (5, "colon-space")),
        ("points: {edits:1}", (4, "colon-space")),
        ("articles:\n  any:\n  - category:Physicists", (6, "colon-space")),
        ("articles:\n  any:\n  - category:Physicists\n    depth: 2", (6, "colon-space")),
        ("organizers:\n-Alice\n-Bob", (5, "dash-space")),
        ("organizers:\n• Alice\n• Bob", (5, "bullet-read")),
    ],
)
def test_read_as_meant_with_a_notice(yaml: str, told: tuple[int, str]) -> None:
    declaration = read(BASE + yaml)
    assert declaration.problems == ()
    assert brief(declaration.notices) == [told]


def test_what_is_read_as_meant_is_what_was_meant() -> None:
    declared = campaign(
        "organizers： [“Alice”,\u00a0Bob]\nparticipants:\n\tusers:\n\t-Carol\npoints:\n  edits:10"
    )
    assert declared.organizers == ("Alice", "Bob")
    assert declared.participants.named == ("Carol",)
    assert [rule.measure for rule in declared.rules] == ["edits"]


@pytest.mark.parametrize(
    "yaml",
    [
        "organizers: Alice # chief\nparticipants: [Bob]  # and others",
        "# points: {edits: 1}\n\n---".replace("---", ""),
        "organizers: 'Alice #1'".replace(" #1", ""),
        "points: {edits: 1}  #remark",
        "articles: {titles: “Heroes” (song)}",
        "articles:\n  titles:\n  - 電影：電視\n  - O'Brien\n  - A&B\n  - What?\n  - C++",
        "organizers:\n  - Ola-Nordmann\n  - ~2026-1-1\n  - -0-",
        "\u200eorganizers: \u200fAlice\u200e",
    ],
)
def test_what_is_fine_is_not_remarked_on(yaml: str) -> None:
    declaration = read(BASE + yaml)
    assert declaration.problems == declaration.notices == ()


@pytest.mark.parametrize(
    ("line", "key", "fixed"),
    [
        ("name: Wiki #Earth", "swallowed", 'name: "Wiki #Earth"'),
        ("name: #Earth", "swallowed", 'name: "#Earth"'),
        ("name: Wiki #Earth # remark", "swallowed", 'name: "Wiki #Earth" # remark'),
        ("name: @Earth", "begins-with", 'name: "@Earth"'),
        ("name: %Earth", "begins-with", 'name: "%Earth"'),
        ("name: *Earth*", "begins-with", 'name: "*Earth*"'),
        ("name: * Earth", "begins-with", 'name: "* Earth"'),
        ("name: &Earth", "begins-with", 'name: "&Earth"'),
        ("name: & Earth", "begins-with", 'name: "& Earth"'),
        ("name: !Earth", "begins-with", 'name: "!Earth"'),
        ("name: !!python/object:os.system x", "begins-with", 'name: "!!python/object:os.system x"'),
        ("name: ! Earth", "begins-with", 'name: "! Earth"'),
        ("name: `Earth`", "begins-with", 'name: "`Earth`"'),
        ("name: [Earth] 2026", "begins-with", 'name: "[Earth] 2026"'),
        ("name: [Earth]", "begins-with", 'name: "[Earth]"'),
        ("name: {Earth} 2026", "begins-with", 'name: "{Earth} 2026"'),
        ("name: >Earth<", "begins-with", 'name: ">Earth<"'),
        ("name: - Earth -", "begins-with", 'name: "- Earth -"'),
        ("name: ? Earth", "begins-with", 'name: "? Earth"'),
        ("name: @Earth  # remark", "begins-with", 'name: "@Earth"  # remark'),
        ('name: "Best" of wiki', "quote-inside", "name: '\"Best\" of wiki'"),
        ("name: 'Best' of \"wiki\"", "quote-inside", "name: '''Best'' of \"wiki\"'"),
        ("name: 'Twas the night", "open-quote", 'name: "\'Twas the night"'),
        ('name: "Earth', "open-quote", 'name: "Earth"'),
        ('name: "C:\\Wiki"', "backslash", "name: 'C:\\Wiki'"),
        ("name: Wiki: Earth", "colon-inside", 'name: "Wiki: Earth"'),
        ("name: Wiki:", "colon-inside", 'name: "Wiki:"'),
        ("name Wiki", "no-colon", "name: Wiki"),
        ("name = Wiki", "no-colon", "name: Wiki"),
        ("name: Wiki ]", "", ""),
    ],
)
def test_a_name_that_needs_quotes(line: str, key: str, fixed: str) -> None:
    declaration = read(f"{line}\n{AFTER}")
    assert brief(declaration.problems) == ([(1, key)] if key else [])
    if key:
        assert written(f"{line}\n{AFTER}") == fixed
        assert read(f"{fixed}\n{AFTER}").problems == ()


@pytest.mark.parametrize(
    ("yaml", "told", "fixed"),
    [
        ("organizers:\n  - Alice #1", (5, "swallowed-name"), "- Alice # 1"),
        (
            "articles: {titles: A}\nlanguage: nb\norganizers: A #1 # x",
            (6, "swallowed-name"),
            "organizers: A # 1 # x",
        ),
        ("organizers: [Alice #1, Bob]", (4, "swallowed-name"), "organizers: [Alice, Bob]"),
        ("participants: {section: Lag #1}", (4, "swallowed"), 'participants: {section: "Lag #1"}'),
        ("organizers: [Alice", (4, "open-bracket"), "organizers: [Alice]"),
        ("organizers: [Alice]]", (4, "one-too-many"), "organizers: [Alice]"),
        ("organizers: [Alice,, Bob]", (4, "one-too-many"), "organizers: [Alice, Bob]"),
        ("organizers: [Alice], [Bob]", (4, "one-list"), "organizers: [Alice, Bob]"),
        ("organizers:\n* Alice", (5, "bullet"), "- Alice"),
        ("organizers:\n  * [[Bruker:Alice]]", (5, "bullet"), "- [[Bruker:Alice]]"),
        ("organizers:\n  - Alice\n   - Bob", (6, "item-column"), "- Bob"),
        ("organizers: - Alice\n  - Bob", (4, "list-behind-key"), "- Alice"),
        ("organizers:\n- @Alice", (5, "user-near"), "Alice"),
        (
            "articles: {category: Physicists, women, depth: 2}",
            (4, "comma-inside"),
            'articles: {category: "Physicists, women", depth: 2}',
        ),
        ("articles: category: A", (4, "two-settings"), "articles: {category: A}"),
        (
            "articles:\n  any:\n  - category: A depth: 2",
            (6, "two-settings"),
            "- {category: A, depth: 2}",
        ),
        ("articles:\n  titles:\n  - Star Trek: Voyager", (6, "colon-inside"), '- "Star Trek: Voyager"'),
        ("points:\n  edits: 1\n articles_created: 2", (6, "column"), "articles_created: 2"),
        ("  points: {edits: 1}", (4, "column-first"), "points: {edits: 1}"),
        ("participants:\n  users: [A]\n  - Bob", (6, "item-beside"), "- Bob"),
        ("participants:\n  - Bob\n  section: A", (6, "setting-beside"), "section: A"),
        ("articles:\n  any:\n      category: A\n    - titles: B", (6, "dash-missing"), "- category: A"),
        ("points:\n{edits: 1}", (5, "value-below"), "points: {edits: 1}"),
        ("---\npoints: {edits: 1}", (4, "separator"), "---"),
        ("organizers: [A, B\nlanguage: en", (4, "open-bracket"), "organizers: [A, B]"),
    ],
)
def test_the_line_to_write(yaml: str, told: tuple[int, str], fixed: str) -> None:
    assert problems(yaml) == [told]
    assert written(BASE + yaml) == fixed


def test_a_line_of_words_is_left_out() -> None:
    assert problems("Everybody is welcome!\nlanguage: en") == [(4, "stray-line")]


def test_brackets_that_nothing_mends_lose_only_their_line() -> None:
    assert problems("points:\n  edits: [{]}{\npublish: 5") == [(5, "brackets"), (6, "wants-publish")]


def test_what_a_value_should_be_outweighs_how_it_is_written() -> None:
    assert problems("points:\n  edits: @ten\nlanguage: *all") == [(5, "wants-points"), (6, "wants-language")]


def test_traps_and_other_problems_are_told_together() -> None:
    assert brief(
        read(
            "name: @Wiki\nstart: 2026-11-31\nend: 'tis\norganizers: [A\n"
            "points:\n  edits: {points: 1, per: x\n"
        ).problems
    ) == [
        (1, "begins-with"),
        (2, "month-length"),
        (3, "wants-date"),
        (4, "open-bracket"),
        (6, "open-bracket"),
        (6, "wants-number"),
    ]


def test_where_nothing_helps_what_stands_above_is_told() -> None:
    declaration = read("nmae: A\nstart: 2026-11-31\npoints:\n  :\n  - a\npublish: 5")
    assert brief(declaration.problems) == [(1, "unknown-key-near"), (2, "month-length"), (4, "unreadable")]
    assert declaration.campaign is None


@pytest.mark.parametrize("yaml", ["a: &x [1]\nb: *x", "<<: *x", "a: !!set {x}", "%YAML 1.1\n---\na: b"])
def test_yaml_that_runs_or_multiplies_is_refused(yaml: str) -> None:
    assert problems(yaml)
    assert read(yaml).campaign is None
