"""Headings and the sections under them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wikitext.sections import comparable, headings, section_texts

HEADINGS = [
    ("= A =", [(1, "A")]),
    ("== A ==", [(2, "A")]),
    ("==A==  \t", [(2, "A")]),
    ("====== A ======", [(6, "A")]),
    ("======= A =======", [(6, "= A =")]),
    ("=== A ==", [(2, "= A")]),
    ("== A ===", [(2, "A =")]),
    ("== A", []),
    (" == A ==", []),
    ("a == A ==", []),
    ("=", []),
    ("==", []),
    ("===", [(1, "=")]),
    ("=====", [(2, "=")]),
    ("== A ==\n=== B ===\ntext", [(2, "A"), (3, "B")]),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_are_those_of_the_preprocessor(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(heading.level, heading.text) for heading in headings(text)] == expected


@pytest.mark.parametrize(
    "heading",
    [
        "Deltakere",
        "deltakere",
        "  Deltakere  ",
        "'''Deltakere'''",
        "''Deltakere''",
        "[[Wikipedia:Dugnad|Deltakere]]",
        "[[Deltakere]]",
        "[https://example.org/ Deltakere]",
        "<span style='color:red'>Deltakere</span>",
        "{{anchor|signup}}Deltakere",
        "Delta&#107;ere",
        "_Deltakere_",
        "\u200eDeltakere",
        "== Deltakere ==",
        "#Deltakere",
    ],
)
def test_a_heading_is_known_by_its_words(heading: str) -> None:
    assert comparable(heading) == "deltakere"


def test_other_words_are_another_heading() -> None:
    assert comparable("Sign up_here") == comparable("sign_up  here")
    assert comparable("Deltakere 2026") != comparable("Deltakere")


PAGE = """intro
== One ==
a
=== Below ===
b
== Two ==
c
== one ==
d
= Above =
e"""


def test_a_section_ends_at_the_next_heading_of_its_level_or_above() -> None:
    assert section_texts(PAGE, "One") == ("\na\n=== Below ===\nb\n", "\nd\n")
    assert section_texts(PAGE, "Below") == ("\nb\n",)
    assert section_texts(PAGE, "Two") == ("\nc\n",)
    assert section_texts(PAGE, "Above") == ("\ne",)


def test_a_heading_that_is_not_there_has_no_section() -> None:
    assert section_texts(PAGE, "Three") == ()


@given(st.text(alphabet="=a \n", max_size=60))
def test_every_heading_is_a_line_of_the_text(text: str) -> None:
    for heading in headings(text):
        assert heading.start == 0 or text[heading.start - 1] == "\n"
        assert heading.end == len(text) or text[heading.end] == "\n"
        assert 1 <= heading.level <= 6


@pytest.mark.parametrize(
    "heading",
    [
        "Deltakere (12)", "Deltakere:", "Deltakere (12):", "📝 Deltakere", "Deltakere ✍️", "'''Deltakere'''",
        "Deltakere：", "👩‍🔬 Deltakere [3]",
    ],
)  # fmt: skip
def test_a_number_a_colon_and_pictures_are_no_part_of_a_heading(heading: str) -> None:
    assert comparable(heading) == "deltakere"


@pytest.mark.parametrize("heading", ["(12)", "🎉", ":", ""])
def test_a_heading_of_nothing_else_is_none_of_those_that_are_known(heading: str) -> None:
    assert comparable(heading) != "deltakere"
