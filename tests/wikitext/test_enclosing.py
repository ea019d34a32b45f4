"""Where nothing of the bot's may stand: in templates, and in what is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wikitext.enclosing import outside

HERE = "HERE"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a HERE b", " b"),
        ("{{hidden|Settings|\nHERE\n}} b", " b"),
        ("{{a|{{b|HERE}}|c}} d", " d"),
        ("{{a}} HERE {{b}} c", " {{b}} c"),
        ("{{a|{{{1|HERE}}}}} b", " b"),
        ("{{a|<!-- }} -->HERE<nowiki>}}</nowiki>}} b", " b"),
        ("{{a| HERE", ""),
        ("}} HERE {{ b", " {{ b"),
        ('<div class="mw-collapsible mw-collapsed">x\n<div>HERE</div></div> b', " b"),
        ('<div class="mw-collapsible">HERE</div> b', "</div> b"),
        ('<div style="display:none">HERE</div> b', " b"),
        ('<DIV style="color: red; display : none">HERE</div > b', " b"),
        ('<span style="display: none">a</span> HERE b', " b"),
        ('{| class="wikitable mw-collapsible mw-collapsed"\n|-\n| HERE\n|}\nb', "\nb"),
        ('{| class="wikitable"\n| HERE\n|}\nb', "\n|}\nb"),
        ('{{a|<div style="display:none">}}HERE</div> b', "</div> b"),
        ('<div class="mw-collapsed">{{a|HERE}}</div> b', " b"),
        ("{{a|1|}} HERE\n|}\n", "\n|}\n"),
    ],
)
def test_the_place_outside_of_what_encloses_one(text: str, rest: str) -> None:
    place = text.index(HERE) + len(HERE)
    found = outside(text, place)
    assert text[found:] == rest or (rest == "" and found == place)


PIECES = st.sampled_from(
    ["{{", "}}", "a", "\n", "{|", "|}", "<div>", "</div>", '<div class="mw-collapsed">', "<!--", "-->", "|"]
)


@given(st.lists(PIECES, max_size=20).map("".join), st.integers(0, 60))
def test_outside_is_behind_and_is_outside(text: str, place: int) -> None:
    place = min(place, len(text))
    found = outside(text, place)
    assert place <= found <= len(text)
    assert outside(text, found) == found
