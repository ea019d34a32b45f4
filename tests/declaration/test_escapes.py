r"""Characters that are written as escapes (``\u2014``): nothing that they stand for breaks anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.canonical import canonical
from tests.declaration.reading import BASE, brief, campaign, read

PLACES = {
    "the name": 'name: "{}"\nstart: 2026-11-01\nend: 2026-11-30\n',
    "an organizer": BASE + 'organizers: ["A{}"]\n',
    "a heading": BASE + 'participants: {{section: "A{}"}}\n',
    "a hashtag": BASE + 'participants: {{hashtag: "#a{}"}}\n',
    "a team": BASE + 'participants:\n  teams:\n    "A{}": [Alice]\n',
    "a page": BASE + 'publish: {{articles: "/A{}"}}\n',
    "a category": BASE + 'articles: {{category: "A{}"}}\n',
    "a measure": BASE + 'points: {{"edits{}": 1}}\n',
    "a key": BASE + '"organizers{}": [Olga]\n',
    "a date": 'name: A\nstart: "2026-11-01{}"\nend: 2026-11-30\n',
    "a number": BASE + 'points: {{edits: "1{}"}}\n',
}
ESCAPES = (
    *(r"\ud800", r"\uDFFF", r"\udc00\ud800", r"\U0000D800", r"\U00110000", r"\UFFFFFFFF", r"\ud83d\ude00"),
    *(
        r"\x00",
        r"\0",
        r"\e",
        r"\x7f",
        r"\x9f",
        r"\uFFFE",
        r"\uFFFD",
        r"\u202e",
        r"\uFEFF",
        r"\N",
        r"\L",
        r"\P",
    ),
    *(r"\n", r"\t", r"\v", r"\_", r"\/", r"\q", r"\x", r"\x4", r"\u00zz", "\\"),
)


def texts(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from texts(list(value.items()))
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from texts(one)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("escape", ESCAPES)
def test_whatever_is_escaped_is_read_or_told(escape: str, place: str) -> None:
    declaration = read(PLACES[place].format(escape))
    assert declaration.campaign or declaration.problems
    for text in texts(declaration):
        text.encode()
    for text in texts(declaration.campaign):
        assert not any(
            ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2028\u2029" for char in text
        )
    canonical(declaration.campaign).encode()


@given(st.text(st.characters(), max_size=5), st.sampled_from(sorted(PLACES)))
def test_json_is_yaml_whatever_characters_it_escapes(raw: str, place: str) -> None:
    declaration = read(PLACES[place].format(json.dumps(raw)[1:-1]))
    for text in texts(declaration):
        text.encode()


@pytest.mark.parametrize("escape", [r"\U00110000", r"\UFFFFFFFF"])
def test_an_escape_that_stands_for_no_character_is_told_with_its_line(escape: str) -> None:
    declaration = read(f'name: "A{escape}"\nstart: 2026-11-01\nend: 2026-11-30\n')
    assert [line for line, _ in brief(declaration.problems)] == [1]


def test_two_escapes_of_json_are_one_character() -> None:
    assert campaign(r'organizers: ["A\ud83d\ude00"]').organizers == ("A😀",)


@pytest.mark.parametrize("version", ["1." + "9" * 5000, "9" * 5000 + ".1", "1.1"])
def test_a_directive_is_told(version: str) -> None:
    declaration = read(f"%YAML {version}\n---\n{BASE}")
    assert declaration.campaign or declaration.problems
