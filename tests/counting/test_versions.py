"""Whoever changes how something is counted raises the version under which it is remembered."""

from __future__ import annotations

import pytest

from .versions import GUARDED, hashed, recorded

RECORD = "python -m tests.counting.record_version"
CHANGED = f"""The code for which VERSION in {{module}} stands has changed.

If any number, or any reason not to count, may now be another one for the same wiki, raise VERSION, so that
what is remembered is made anew. In any case record the code as it is now: {RECORD}"""


@pytest.mark.parametrize("name", GUARDED)
def test_code_that_changed_has_another_version_or_is_recorded_as_counting_the_same(name: str) -> None:
    now, then = GUARDED[name], recorded()[name]
    if now.version != then["version"]:
        assert now.version > then["version"], f"VERSION in {now.module} only ever grows"
        pytest.fail(f"VERSION in {now.module} was raised; record it: {RECORD}", pytrace=False)
    if now.hash() != then["hash"]:
        pytest.fail(CHANGED.format(module=now.module), pytrace=False)


BEFORE = '''
"""What it is."""
from bot.a import b

VERSION = 3
LIMIT = 5
"""How many."""


def count(pages: list[int], most: int = LIMIT) -> int:
    """Count them."""
    # As many as there may be.
    return min(len(pages), most)
'''
SAME = {
    "a comment": ("# As many as there may be.", "# No more than that."),
    "a docstring": ('"""Count them."""', '"""How many."""'),
    "no docstring": ('    """Count them."""\n', ""),
    "an annotation": ("pages: list[int]", "pages: Sequence[int]"),
    "an import": ("from bot.a import b", "from bot.c import b"),
    "the version": ("VERSION = 3", "VERSION = 4"),
    "the layout": ("min(len(pages), most)", "min(\n        len(pages),\n        most,\n    )"),
}
DIFFERENT = {
    "a number": ("LIMIT = 5", "LIMIT = 6"),
    "a function": ("min(", "max("),
    "a default": ("most: int = LIMIT", "most: int = 9"),
    "an operand": ("len(pages), most", "len(pages), LIMIT"),
    "None": ("min(len(pages), most)", "None"),
    "nothing": ("    return min(len(pages), most)", "    return"),
}


@pytest.mark.parametrize("what", SAME)
def test_what_computes_the_same_has_the_same_hash(what: str) -> None:
    assert BEFORE.replace(*SAME[what]) != BEFORE
    assert hashed([BEFORE.replace(*SAME[what])]) == hashed([BEFORE])


@pytest.mark.parametrize("what", DIFFERENT)
def test_what_computes_something_else_has_another_hash(what: str) -> None:
    assert hashed([BEFORE.replace(*DIFFERENT[what])]) != hashed([BEFORE])
    assert len({hashed([BEFORE.replace(*change)]) for change in DIFFERENT.values()}) == len(DIFFERENT)


def test_it_does_not_matter_where_something_stands() -> None:
    one, other = "A = 1\n", "def f():\n    return 2\n"
    assert hashed([one + other]) == hashed([other, one])


def test_every_module_that_is_named_is_guarded() -> None:
    assert all(len(guarded.paths()) > 20 for guarded in GUARDED.values())
    names = {path.name for path in GUARDED["counting"].paths()}
    assert {"eligibility.py", "scoring.py", "measuring.py", "walk.py", "page_counting.py"} <= names
    assert not {"leaderboard.py", "due.py"} & names
