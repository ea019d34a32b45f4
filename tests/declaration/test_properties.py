"""Whatever people write: it is read without a crash, and every remark has its line."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.declaration.read import Declaration
from tests.declaration.reading import BASE, read
from tests.declaration.test_declaration import FULL

PIECES = st.sampled_from(
    [
        *":-#[]{},\"'@*&!%|>?`~=\\ \n\t",
        "\u00a0",
        "\u3000",
        "\u200e",
        "：",
        "“",
        "”",
        "\n  ",
        "\n- ",
        ": ",
        " #",
        "[[",
        "]]",
        "{{",
        "}}",
        "---\n",
        "points:",
        "any:",
        "category: ",
        "teams: ",
        "Team #1: [Alice]",
        "anyone: true",
        "١٢",
        "1.000",
        "2026-02-30",
    ]
)
SMALL = BASE + (
    "organizers: [Alice, Bob]\n"
    "participants:\n  section: Participants\n  except:\n    - Mallory\n"
    "articles:\n  any:\n    - category: Women\n      depth: 3\n    - titles: [A, [[Marie Curie]]]\n"
    "points:\n  articles_created: 10\n  bytes_added: {points: 1, per: 1000}\n"
    "bonus:\n  - measure: bytes_added\n    at: 5000\n    points: 5\n"
    "adjustments:\n  - {user: Alice, points: -5, reason: a copy}\n"
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real declaration after some slips of the finger."""
    text = draw(st.sampled_from([SMALL, FULL]))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 3, 40])))
        text = text[:start] + draw(st.just("") | PIECES) + text[end:]
    return text


def check(declaration: Declaration, text: str) -> None:
    lines = re.split("\r\n|\r|\n", text)
    assert (declaration.campaign is None) == bool(declaration.problems)
    for remark in (*declaration.problems, *declaration.notices):
        if remark.line is None:
            continue
        assert 1 <= remark.line <= len(lines)
        line = lines[remark.line - 1].rstrip()
        assert remark.quote in (line, line[:199] + "…")


@given(st.text() | st.lists(PIECES).map("".join) | mutated())
@settings(max_examples=300, deadline=None)
@example("\x00\x85\u2028\ud800\ufffe")
@example("name: \r\n\r start: [\r")
@example("? [a]: {b}\n: - c")
@example('"' * 50)
def test_any_text_can_be_read(text: str) -> None:
    check(read(text), text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60))
@settings(deadline=None)
def test_a_name_in_quotes_is_read_as_it_is(name: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    declared = read(f"name: {quoted}\nstart: 2026-11-01\nend: 2026-11-30").campaign
    assert (declared.name if declared else "") == " ".join(name.split())


@given(st.integers(0, 10**8), st.sampled_from([",", " ", "\u00a0", "'", "\u202f"]))
@settings(deadline=None)
def test_numbers_are_read_in_groups_and_without(number: int, mark: str) -> None:
    for written in (str(number), f"{number:,}".replace(",", mark)):
        declared = read(f'{BASE}points: {{edits: "{written}"}}').campaign
        assert declared
        assert declared.rules[0].points == number
