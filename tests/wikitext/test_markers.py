"""The marks of the bot's blocks, and what may be the bot's output."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wikitext.block_markers import markers, without_blocks

MARKS = [
    ("<!-- campaignbot:status -->", [("status", False)]),
    ("<!--campaignbot:status-->", [("status", False)]),
    ("<!--  campaignbot : a-1\n-->", [("a-1", False)]),
    ("<!-- /campaignbot:status -->", [("status", True)]),
    ("<!-- / campaignbot:status -->", [("status", True)]),
    ("<!-- campaignbot:Status -->", []),
    ("<!-- campaignbot:two words -->", []),
    ("<!-- campaignbot: -->", []),
    ("<!-- see campaignbot:status -->", []),
    ("<!-- campaignbot:status", []),
    ("<nowiki><!-- campaignbot:status --></nowiki>", []),
    ("<pre><!-- campaignbot:status --></pre>", []),
    ('<syntaxhighlight lang="yaml"><!-- campaignbot:status --></syntaxhighlight>', []),
    ("<!-- <!-- campaignbot:status -->", []),
    ("<noinclude><!-- campaignbot:status --></noinclude>", [("status", False)]),
    ("<code><!-- campaignbot:status --></code>", [("status", False)]),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_a_mark_is_a_comment_of_its_own(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(mark.name, mark.closing) for mark in markers(text)] == expected


# In these texts `<x>` and `</x>` are marks; what is in capitals is expected to be hidden.
HIDDEN = [
    "a <x>B</x> c",
    "a <x>B</x> c <y>D</y> e",
    "a <x>B<y>C</y>D</x> e",
    "a <x>B<y>C</x>D</y> e",
    "a <x>B</x> c <x>D</x> e",
    "a\n== h ==\nb <x>C\nD",
    "a <x>B\n=== C ===\nD\n== h ==\ne",
    "a <x>B<y>C</y> d",
    "<syntaxhighlight lang=yaml>a</syntaxhighlight>\nB</x> c",
    "<syntaxhighlight lang=yaml>a</syntaxhighlight></x> c",
    "a\n== h ==\nB</x> c",
    "a <y>B</y>C</x> d",
    "a </x>B<x> c",
    "a </x>B\n== h ==\nc\n== i ==\nD<x> e",
    "a <x>B<x>C</x> d",
    "a <x>B</x>C</x> d",
    "<x>A",
    "A</x>",
]


@pytest.mark.parametrize("sketch", HIDDEN)
def test_what_may_be_the_bots_output_is_hidden(sketch: str) -> None:
    text = sketch
    for name in "xy":
        text = text.replace(f"</{name}>", f"<!-- /campaignbot:{name} -->")
        text = text.replace(f"<{name}>", f"<!-- campaignbot:{name} -->")
    seen = without_blocks(text)
    assert len(seen) == len(text)
    assert {letter for letter in sketch if letter.isupper()}.isdisjoint(seen)
    lower = [letter for letter in sketch.replace("x>", ">").replace("y>", ">") if letter.islower()]
    assert [letter for letter in seen if letter.islower()] == lower


PIECES = st.sampled_from(
    [f"<!-- {slash}campaignbot:{name} -->" for slash in ("", "/") for name in "xy"]
    + ["a", "\n", "\n== h ==\n", "<nowiki>", "</nowiki>", "<!--", "-->", "<pre>name: x</pre>"]
)


@given(st.lists(PIECES).map("".join))
def test_nothing_between_two_marks_of_a_pair_is_ever_seen(text: str) -> None:
    seen = without_blocks(text)
    assert len(seen) == len(text)
    assert seen.count("\n") == text.count("\n")
    assert not markers(seen)
    marks = markers(text)
    for first, second in pairwise(marks):
        if first.name == second.name and second.closing and not first.closing:
            assert not seen[first.start : second.end].strip()


@pytest.mark.parametrize(
    "mark", ["<!-- campaignbot:x -->", "<!-- /campaignbot:x -->", "<!-- campaignbot:{} -->"]
)
def test_a_page_full_of_marks_takes_no_long_time(mark: str) -> None:
    before = time.process_time()
    without_blocks("".join(mark.format(number) for number in range(20_000)))
    assert time.process_time() - before < 5
