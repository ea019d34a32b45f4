"""64 KiB of settings are read in a second, whatever they are, with all that is said about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import MarkedYAMLError, SafeLoader, parse

from bot.declaration.read import MAX_BYTES, read_declaration
from bot.lenient_yaml.scanner import Refused, YamlEvents
from tests.declaration.reading import BASE, brief, context, read
from tests.linear.fragments import FRAGMENTS, Hostile, chosen, single
from tests.linear.growth import TRIES, pace, seconds

SECONDS = 1.0
SLOW = (
    BASE + "participants: [" + "Al, " * 5000 + "]",
    "participants:\n  users:\n" + "".join(f"    - Alice{number}\n" for number in range(3600)),
    "".join(f"k{number}: v\n" for number in range(8000)),
    "".join(f"nam{number}: v\n" for number in range(8000)),
    BASE + "bonus:\n" + "- {measure: bites, at: 1, points: 1}\n" * 1700,
    "".join(f"- measure: bite{number}\n  at: x\n" for number in range(3000)),
    BASE + "points:\n" + "".join(f"  a{number}: {{a: b, c}}\n" for number in range(3000)),
    BASE + "participants:\n  teams:\n" + "".join(f"    T{number}: [A, B]\n" for number in range(3500)),
    BASE + "articles: {" + "a," * 30_000 + "}",
    "[" * MAX_BYTES,
    "a: " + "[" * MAX_BYTES,
    "- " * (MAX_BYTES // 2),
    "? " * (MAX_BYTES // 2),
    "," * MAX_BYTES,
    "\n" * MAX_BYTES,
    "#\n" * (MAX_BYTES // 2),
    "a: 'b\n" * (MAX_BYTES // 7),
    "participants: " + "[[User:A]]  " * 5000 + "x",
    "name: " + "\u0345\u0301" * (MAX_BYTES // 5),
    "language: " + "a-" * (MAX_BYTES // 3),
    '["' + ",'a" * (MAX_BYTES // 3),
)


def _cut(text: str) -> str:
    """As much of it as settings can have."""
    return text.encode()[:MAX_BYTES].decode(errors="ignore")


def _takes(text: str) -> float:
    """Seconds on the machine of the promises; where there are too many, the best of some tries."""
    found = 0.0
    for _ in range(TRIES):
        found = seconds(lambda text: read_declaration(text, context()), text)
        if found <= SECONDS:
            return found
    return found / pace()


@pytest.mark.parametrize("text", SLOW, ids=lambda text: repr(text[60:90]))
def test_no_settings_take_longer_than_a_second(text: str) -> None:
    assert _takes(_cut(text)) <= SECONDS


def test_nor_do_others(every_fragment: bool) -> None:
    hostile = [*single(), *chosen(1, 300)] if every_fragment else list(single())[::30]
    slow = [str(one) for one in hostile if _takes(_cut(one.make(MAX_BYTES))) > SECONDS]
    assert slow == []


def test_settings_with_too_many_values_are_not_read() -> None:
    assert brief(read("[" + "a," * 30_000 + "]").problems) == [(1, "too-many")]


def test_of_very_many_problems_it_is_said_that_there_are_more_at_least() -> None:
    told = read(BASE + "".join(f"key{number}: x\n" for number in range(3000))).problems
    assert len(told) == 51
    assert told[-1].message.key == "declaration-many-more"
    assert told[-1].message.params == (150,)


def test_a_line_to_write_instead_is_cut_where_nobody_would_read_it() -> None:
    # The commas behind the last that is looked at make keys, which are told of, too.
    problem, *_ = read(BASE + f"articles: {{category: {'a, ' * 3000}b}}").problems
    assert problem.message.key == "declaration-comma-inside"
    assert len(str(problem.message.params[0])) <= 1000


def test_sixty_links_without_commas_do_not_hold_anybody_up() -> None:
    (problem,) = read(BASE + "participants: " + "[[User:A]]  " * 60 + "x").problems
    assert problem.line == 4


def _told(events: object) -> list[object]:
    found: list[object] = []
    try:
        for event in events:  # type: ignore[attr-defined]
            marks = (event.start_mark, event.end_mark)
            places = [(mark.index, mark.line, mark.column) for mark in marks]
            found.append((type(event), getattr(event, "value", None), getattr(event, "style", None), places))
    except Refused as refused:
        return [refused.kind]
    except MarkedYAMLError as error:
        found.append(str(error))
    return found


PRINTABLE = [one for one in FRAGMENTS if one.isprintable() or one.strip(" ") in ("\n", "\t")]


@given(st.lists(st.sampled_from(PRINTABLE), max_size=20).map("".join))
def test_events_are_those_of_pyyaml(text: str) -> None:
    assert _told(YamlEvents(text)) in (_told(parse(text, Loader=SafeLoader)), ["depth"])


def test_hostile_settings_are_made_as_long_as_settings_can_be() -> None:
    assert len(Hostile("one", ("a",)).make(MAX_BYTES)) == MAX_BYTES
