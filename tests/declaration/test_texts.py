"""Every problem and notice has its words, and those that explain them to translators."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.declaration.read
import bot.i18n
from bot.i18n.catalogue import messages
from bot.i18n.template import parameters
from bot.messages import Message, Remark
from tests.declaration import (
    test_adjustments,
    test_before,
    test_beyond_points,
    test_kindness,
    test_problems,
    test_teams,
    test_traps,
    test_unnamed,
    test_wikis,
)
from tests.declaration.reading import BASE, read

TEXTS = Path(bot.i18n.__file__).parent


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((TEXTS / f"{language}.declaration.json").read_text(encoding="utf-8"))
    return {key: text for key, text in found.items() if not key.startswith("@")}


PACKAGES = (
    "bot.declaration.",
    "bot.features.conditions.",
    "bot.features.measures.",
    "bot.features.participants.",
    "bot.lenient_yaml.",
)
EN = texts("en")
ALL = messages("en")


def used() -> set[str]:
    """The keys that the code names; those of months are put together there."""
    modules = [module for name, module in sys.modules.items() if name.startswith(PACKAGES)]
    sources = {inspect.getsource(module) for module in (*modules, bot.declaration.read)}
    code = "".join(sources)
    months = {f"declaration-month-{month}" for month in range(1, 13)}
    return set(re.findall(r'"(declaration-[a-z0-9-]+[a-z0-9])"', code)) | months


def test_every_message_has_words_and_none_is_left_over() -> None:
    assert used() <= ALL.keys()
    assert EN.keys() <= used()


def test_every_message_is_explained_to_translators() -> None:
    explained = texts("qqq")
    assert explained.keys() == EN.keys()
    for key, text in EN.items():
        missing = {number for number in parameters(text) if f"${number}" not in explained[key]}
        assert not missing, key


def test_the_words_are_plain() -> None:
    jargon = r"\b(invalid|illegal|error|null|mapping|scalar|pars\w+|node|syntax|token|indentation|string)\b"
    assert not [text for text in EN.values() if re.search(jargon, text, re.IGNORECASE)]


TABLES = (
    test_problems,
    test_beyond_points,
    test_adjustments,
    test_teams,
    test_before,
    test_traps,
    test_kindness,
    test_unnamed,
    test_wikis,
)


def declarations() -> Iterator[str]:
    """What the other tests read."""
    for module in TABLES:
        for test in vars(module).values():
            for mark in getattr(test, "pytestmark", []):
                for row in mark.args[1] if mark.name == "parametrize" else ():
                    first, *others = row if isinstance(row, tuple) else (row,)
                    second = others[0] if others and isinstance(others[0], str) else first
                    yield from (
                        BASE + first,
                        f"{first}\nstart: 2026-11-01\nend: 2026-11-30",
                        f"name: {first}\nstart: {first}\nend: {second}",
                        f"{BASE}participants:\n  anyone: true\n{first}",
                    )


def remarks() -> Iterator[Remark]:
    for text in declarations():
        declaration = read(text)
        yield from (*declaration.problems, *declaration.notices)


def check(message: Message) -> None:
    wanted = parameters(ALL[message.key])
    assert wanted <= set(range(1, len(message.params) + 1)), message
    for param in message.params:
        if isinstance(param, Message):
            check(param)


@pytest.mark.slow
def test_messages_have_the_parameters_that_their_words_name() -> None:
    told = {}
    for remark in remarks():
        check(remark.message)
        told[remark.message.key] = remark.message
    never = EN.keys() - told.keys() - {f"declaration-month-{month}" for month in range(1, 13)}
    # These have tests of their own.
    assert never <= {
        "declaration-wants-event",
        "declaration-event-elsewhere",
        "declaration-language-not-spoken",
        "declaration-wiki-language-not-spoken",
        "declaration-no-year",
        "declaration-not-on-this-wiki",
        "declaration-event-none",
        "declaration-event-deleted",
        "declaration-event-no-events",
        "declaration-event-unread",
        "declaration-event-zone",
        "declaration-more",
        "declaration-many-more",
        "declaration-too-many",
        "declaration-too-many-of",
        "declaration-no-settings",
        "declaration-too-large",
        "declaration-too-deep",
        "declaration-target-subpage",
        "declaration-target-talk",
        "declaration-unreadable",
        "declaration-brackets",
    }


@pytest.mark.parametrize("key", sorted(EN))
def test_words_are_short(key: str) -> None:
    assert len(EN[key]) < 260
