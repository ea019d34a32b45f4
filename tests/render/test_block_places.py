"""Places to which a status box would be moved where it broke the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.blocks import moved_out

BOX = "<!-- campaignbot:status -->\n{| class=x\n| hi\n|}\n<!-- /campaignbot:status -->"


def moved(text: str) -> str:
    return moved_out(text.replace("BOX", BOX), "status").replace(BOX, "BOX")


@pytest.mark.parametrize(
    "behind",
    [
        "text<ref>one\ntwo</ref>",
        "<gallery>\nA.jpg\n</gallery>",
        "<poem>\none\n</poem>",
        "<table><tr>\n<td>a</td></tr></table>",
        "[[File:A.jpg|thumb|one\ntwo]]",
        "<ref\nname=a>one</ref>",
        "text</b\n>",
        "<!-- > --><ref>one\ntwo</ref>",
    ],
)
def test_it_goes_into_nothing_that_begins_in_the_rest_of_the_line(behind: str) -> None:
    assert moved(f"{{{{a|BOX}}}} {behind}\nend") == f"{{{{a|}}}} \nBOX\n{behind}\nend"


@pytest.mark.parametrize(
    "line",
    ["text<br>", "<ref name=a/> b", "<ref>one</ref>", "[[a]] <b>b</b>", "</b>", "<!-- <ref> -->", "1 < 2"],
)
def test_what_ends_in_the_line_stays_in_it(line: str) -> None:
    assert moved(f"{{{{a|BOX}}}} {line}\nend") == f"{{{{a|}}}} {line}\nBOX\nend"


def test_it_is_moved_out_of_references_and_galleries() -> None:
    assert moved("<ref>\nBOX\n</ref>\nend") == "<ref>\n</ref>\nBOX\nend"
    assert moved("<gallery>\nBOX\n</gallery>\nend") == "<gallery>\n</gallery>\nBOX\nend"
    assert moved("<ref>{{a|BOX}}\none</ref>\nend") == "<ref>{{a|}}\none</ref>\nBOX\nend"


def test_what_it_cannot_leave_is_left_as_it_is() -> None:
    assert moved("<gallery>BOX<!-- </gallery>") == "<gallery>BOX<!-- </gallery>"


PIECES = ["{{a|", "}}", "\n", " ", "<ref>", "</ref>", "<div class='mw-collapsed'>", "</div>", "[[b", "]]"]
PIECES += ["<nowiki>", "</nowiki>", "<!-- ", " -->", "{|", "|}", "<gallery>", "</gallery>", "x"]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES), max_size=12))
def test_nothing_else_is_lost_or_changed(before: list[str], behind: list[str]) -> None:
    text = "".join([*before, BOX, *behind])
    found = moved_out(text, "status")
    assert found.count(BOX) == text.count(BOX)
    assert "".join(found.replace(BOX, "").split()) == "".join(text.replace(BOX, "").split())
    assert moved_out(found, "status") == found
