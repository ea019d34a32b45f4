"""Every message that the code names is there, and every message that is there is named."""

from __future__ import annotations

import re

import pytest

from bot.features.outputs.registry import OUTPUTS
from bot.i18n import catalogue

from .named import VALUES, fits, in_code, named, put_together

ENGLISH = catalogue.messages("en")
CODE = in_code()
NO_KEYS = frozenset({"pages", "user_templates", "reference_templates", "reuse_templates", "note_templates"})
"""Texts at the place of a key that are none: settings of operators, read by a method named ``texts``."""


def patterns() -> set[str]:
    """The f-strings that make keys: those at the place of a key, and those that make what English has."""
    like_keys = {
        pattern for pattern in CODE.patterns if re.fullmatch(r"[a-z0-9_{}-]*[a-z][a-z0-9_{}-]*", pattern)
    }
    making = {pattern for pattern in like_keys if any(fits(pattern, key) for key in ENGLISH)}
    return (making | CODE.spoken_patterns) - {"{}"}


def test_of_every_text_that_makes_keys_the_values_are_known() -> None:
    assert patterns() == set(VALUES), (
        "tests/i18n/named.py tells which values stand in a key that is put together"
    )


def test_no_key_is_put_together_in_another_way() -> None:
    beginnings = {key[: place + 1] for key in ENGLISH for place, char in enumerate(key) if char == "-"}
    assert [text for text in sorted(CODE.texts) if re.sub(r"(\{\}|%s|\$1)$", "", text) in beginnings] == []


def test_every_message_that_is_named_is_there() -> None:
    wanted = (CODE.spoken - NO_KEYS) | put_together(VALUES) | {output.heading for output in OUTPUTS.values()}
    assert sorted(wanted - ENGLISH.keys()) == []


def test_every_message_that_is_there_is_named() -> None:
    # A single word may be anything, so it is a key only where a key belongs.
    by_text = {text for text in CODE.texts if "-" in text}
    assert sorted(ENGLISH.keys() - CODE.spoken - by_text - put_together(VALUES)) == []


@pytest.mark.parametrize(
    ("source", "spoken"),
    [
        ('message("a-b", 1)', {"a-b"}),
        ('say(texts, "a" if many else "b-c")', {"a", "b-c"}),
        ('reader.problem(span, "a-b" if one else "c-d" if two else e)', {"a-b", "c-d"}),
        ('view.texts("a")', {"a"}),
        ('other("a-b")', set()),
    ],
)
def test_keys_are_seen_wherever_they_are_named(source: str, spoken: set[str]) -> None:
    assert named(source).spoken == spoken


def test_what_is_put_together_is_seen() -> None:
    found = named('"""The a-b."""\nMORE = {1: "c-d"}\nmessage(f"reason-{one.value}", f"of {two}")\n')
    assert found.spoken_patterns == {"reason-{}"}
    assert found.patterns == {"reason-{}", "of {}"}
    assert found.texts == {"c-d"}


def test_a_goal_has_words_of_its_own_for_every_measure() -> None:
    labels = {key: text for key, text in ENGLISH.items() if key in put_together(["goal-{}"])}
    assert len(set(labels.values())) == len(labels) == len(put_together(["goal-{}"]))
    # The number stands beside the label, so that the label has none.
    assert [key for key, text in labels.items() if re.search(r"\$|\{\{|\d", text)] == []
