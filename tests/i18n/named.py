"""Which messages the code names, in whatever way it does: as a text, or put together with a value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from bot.counting.eligibility import Reason
from bot.declaration.campaign import Kind
from bot.declaration.language import language
from bot.declaration.reference import every_setting
from bot.features.conditions.minimum import BYTES, MEASURES
from bot.features.measures.registry import AVAILABLE
from bot.mediawiki.outcomes import Failure
from bot.operations.bounds import UNSURE
from bot.operations.campaign_page import LANGUAGE_OUTPUTS
from bot.operations.messages_to_people.sender import Delivery
from bot.operations.publish import State
from bot.safety.bounds import Bound

BOT = Path(__file__).resolve().parents[2] / "bot"

SPEAKERS = {
    **dict.fromkeys(("message", "Message", "texts", "_texts", "words", "remark"), 0),
    **dict.fromkeys(("say", "problem", "notice", "wrong", "repair"), 1),
}
"""What is called with a message's key, and at which place."""


def _values(kind: Iterable[Enum]) -> tuple[str, ...]:
    return tuple(str(one.value) for one in kind)


SETTINGS = tuple(every_setting(language(LANGUAGE_OUTPUTS)))
STOPS = (*_values(Bound), UNSURE)
VALUES: Mapping[str, Iterable[object]] = {
    "declaration-month-{}": range(1, 13),
    "goal-{}": AVAILABLE,
    "measure-{}": AVAILABLE,
    "rule-{}": AVAILABLE,
    "total-{}": AVAILABLE,
    "go-on-{}": STOPS,
    "stop-{}": STOPS,
    "outcome-{}": _values(Failure),
    "delivery-{}": _values(Delivery),
    "page-block-{}": _values(state for state in State if not state.writable),
    "reason-{}": _values(Reason),
    "lacks-{}": (BYTES, *MEASURES),
    "when-min-{}": (BYTES, *MEASURES),
    "help-{}": [setting.slot for setting in SETTINGS],
    "below-{}": {setting.group for setting in SETTINGS} - {""},
    "when-{}": _values(kind for kind in Kind if kind is not Kind.ANY),
}
"""The values with which a key is put together, for each f-string that makes keys. A list that grows is named
by its registry, so that a new entry needs nothing here."""


@dataclass
class Named:
    """What was found. ``spoken`` stands where a key belongs; ``texts`` are all other texts of the code."""

    spoken: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    """F-strings, with ``{}`` for each value."""
    spoken_patterns: set[str] = field(default_factory=set)


def named(source: str) -> Named:
    """The keys, and what may be some, in a module's source."""
    tree = ast.parse(source)
    found, silent = Named(), set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.patterns.add(_pattern(node))
            silent |= {id(part) for part in node.values}
        elif isinstance(node, ast.Call):
            for said in _keys_of(node):
                if isinstance(said, ast.JoinedStr):
                    found.spoken_patterns.add(_pattern(said))
                elif isinstance(said, ast.Constant) and isinstance(said.value, str):
                    found.spoken.add(said.value)
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent)
    found.texts = {node.value for node in texts if isinstance(node.value, str)}
    return found


def in_code() -> Named:
    """What all modules of the bot name."""
    whole = Named()
    for path in BOT.rglob("*.py"):
        found = named(path.read_text(encoding="utf-8"))
        whole.spoken |= found.spoken
        whole.texts |= found.texts
        whole.patterns |= found.patterns
        whole.spoken_patterns |= found.spoken_patterns
    return whole


def put_together(patterns: Iterable[str]) -> frozenset[str]:
    """The keys that these make. KeyError for one whose values nobody told."""
    return frozenset(pattern.format(value) for pattern in patterns for value in VALUES[pattern])


def fits(pattern: str, key: str) -> bool:
    """Whether a key may have been put together in this way."""
    return re.fullmatch(re.escape(pattern).replace(r"\{\}", ".+"), key) is not None


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _keys_of(call: ast.Call) -> Iterator[ast.expr]:
    """What is said by a call: several where a condition chooses."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    place = SPEAKERS.get(name)
    if place is None or len(call.args) <= place:
        return
    waiting = [call.args[place]]
    while waiting:
        said = waiting.pop()
        if isinstance(said, ast.IfExp):
            waiting += [said.body, said.orelse]
        else:
            yield said
