"""The spans of a page that are not ordinary wikitext, in the preprocessor's order."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wikitext.masking import UNREAD_TAGS, mask, spans

CASES = [
    ("plain", []),
    ("a <!-- b --> c", [("comment", " b ")]),
    ("a <!-- b", [("comment", " b")]),
    ("<!---->", [("comment", "")]),
    ("<!--->x-->", [("comment", "->x")]),
    ("<!-- <nowiki> --> x </nowiki>", [("comment", " <nowiki> ")]),
    ("<nowiki><!-- a --></nowiki>", [("nowiki", "<!-- a -->")]),
    ("<nowiki><!-- a</nowiki> --> b", [("nowiki", "<!-- a")]),
    ("<!-- a <!-- b --> c -->", [("comment", " a <!-- b ")]),
    ("<NoWiki >a</nOwIkI\n>", [("nowiki", "a")]),
    ("<nowiki>a<nowiki>b</nowiki>c</nowiki>", [("nowiki", "a<nowiki>b")]),
    ("<nowiki>never closed <!-- c -->", [("comment", " c ")]),
    ("<pre>a<nowiki></pre>b</nowiki>", [("pre", "a<nowiki>")]),
    ("<pre><nowiki>b</nowiki>", [("nowiki", "b")]),
    ("<nowiki/>a</nowiki>", [("nowiki", "")]),
    ("<nowiki />a", [("nowiki", "")]),
    ("<prelude>a</prelude>", []),
    ("< pre>a</pre>", []),
    ("<pre", []),
    ("<pre <!-- a -->b</pre>", [("pre", "b")]),
    ('<syntaxhighlight lang="a>b">c</syntaxhighlight>', [("syntaxhighlight", 'b">c')]),
    ("<ref>a<!-- b --></ref>", [("comment", " b ")]),
    ("<code><!-- b --></code>", [("comment", " b ")]),
    ("<\u017fource>a</\u017fource>", []),
    ("<includeonly>a</includeonly>", [("includeonly", "a")]),
    ("<includeonly>a", [("includeonly", "a")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_whichever_begins_first_swallows_what_is_in_it(text: str, expected: list[tuple[str, str]]) -> None:
    found = spans(text, UNREAD_TAGS)
    assert [(span.kind, text[span.inner_start : span.inner_end]) for span in found] == expected


def test_includeonly_is_read_unless_asked_for() -> None:
    assert spans("<includeonly><!-- a --></includeonly>")[0].kind == "comment"


ATTRIBUTES = [
    ('lang="yaml"', "yaml"),
    ("lang='yaml'", "yaml"),
    ("lang=yaml", "yaml"),
    ('LANG = "yaml" line', "yaml"),
    ('line lang="yaml"', "yaml"),
    ('title="lang=php" lang="yaml"', "yaml"),
    ('lang="&#121;aml"', "yaml"),
    ("lang", ""),
    ("language=yaml", None),
    ("", None),
]


@pytest.mark.parametrize(("attributes", "value"), ATTRIBUTES)
def test_an_attribute_is_read_in_any_quoting(attributes: str, value: str | None) -> None:
    (span,) = spans(f"<syntaxhighlight {attributes}>a</syntaxhighlight>")
    assert span.attribute("lang") == value


def test_a_mask_keeps_offsets_and_lines() -> None:
    text = "a<!-- b\nc -->d<nowiki>e\n</nowiki>f"
    assert mask(text) == "a      \n     d        " + " \n         f"
    assert mask(text, {"comment"}) == "a      \n     d<nowiki>e\n</nowiki>f"


PIECES = st.sampled_from(
    [
        "<!--",
        "-->",
        "<nowiki>",
        "</nowiki>",
        "<pre>",
        "</pre>",
        "<pre/>",
        "<pre",
        ">",
        "\n",
        "a",
        "<source lang=x>",
    ]
)


@given(st.lists(PIECES).map("".join))
def test_spans_are_in_order_and_apart(text: str) -> None:
    position = 0
    for span in spans(text):
        assert position <= span.start < span.end <= len(text)
        assert span.start <= span.inner_start <= span.inner_end <= span.end
        position = span.end


@given(st.lists(PIECES).map("".join))
def test_a_mask_changes_nothing_but_spans(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    assert all(new in (old, " ") for new, old in zip(masked, text, strict=True))


@pytest.mark.parametrize(
    "piece", ["<nowiki>", "<nowiki", "<pre>", "<!-", "<!--", "<includeonly>", "</pre ", "<pre a", "<"]
)
def test_hostile_pages_take_no_longer_than_others(piece: str) -> None:
    before = time.process_time()
    spans(piece * (500_000 // len(piece)), UNREAD_TAGS)
    assert time.process_time() - before < 5
