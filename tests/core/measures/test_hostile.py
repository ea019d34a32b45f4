"""Measuring takes time in proportion to the text, whatever is in it."""

import time

import pytest

from bot.core.measures.meter import Meter
from bot.core.measures.text_measures import TEXT_MEASURES
from tests.core.measures.wikis import syntax

TIMES = 20_000
SECONDS = 2
# fmt: off
PIECES = (
    "{{", "{{ ", "{{a|", "{{\n\n", "}}", "{{a}}", "{{a|}}", "{{{", "{{{a|", "{{{{{a}}",
    "[[", "[[a|", "[[a|b\n\n", "[[File:a.jpg|", "[", "[https://a ", "[//", "]]",
    "\n{|", "\n{|\n|", "\n\n{|", "\n|}", "\n| a", "<table>", "<table>\n\n", "\n{|\n\n{{a|", "\n{|[[",
    "<ref>", "<ref>\n\n", "<ref ", "<ref name=a>", "<ref name=a/>", "<references>", "<ref><poem>",
    "<poem><indicator>",
    "<nowiki>", "<!--", "<!-- -->", "<!-- \n\n", "<gallery>", "<gallery>\n\n", "<includeonly>",
    "<pre>a</pre>",
    "<b ", "<div", "<", "</ref>", "&", "&a", "&#1;", "'''", "''a", "=", "\n=", "\n= a", "= a =\n", "__",
    "__TOC__",
    "-{", "-{a|", "http://", "a:", "a'", "1,", "\u0301", "א\"", "_", "a.jpg ", "{{a.jpg|", "{{a|b.jpg",
)
CLOSED = (
    ("{{a|", "}}"), ("[[a|", "]]"), ("[[File:a.jpg|", "]]"), ("{{", "}}"), ("{{{", "}}}"), ("\n{|", "\n|}"),
    ("\n{|\n\n", "\n|}\n\n"), ("<table>", "</table>"), ("<ref>", "</ref>"), ("<poem>", "</poem>"),
    ("{{a|[[b|", "]]}}"), ("{{#tag:ref|", "}}"), ("{{a|\n{|\n", "\n|}\n}}"), ("<poem><indicator>",
    "</indicator></poem>"),
    ("[[a|{{b|", "\n\n}}]]"), ("\n{|\n{{a|", "}}"), ("[[", "\n\n]]"),
)
# fmt: on


def seconds(text: str) -> float:
    meter = Meter(TEXT_MEASURES, syntax("zh"))
    start = time.perf_counter()
    meter.amounts(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_one_piece_very_often(piece: str) -> None:
    assert seconds(piece * TIMES) < SECONDS


@pytest.mark.parametrize("pair", CLOSED, ids=repr)
def test_very_deep_nesting(pair: tuple[str, str]) -> None:
    opening, closing = pair
    assert seconds(opening * TIMES + "x" + closing * TIMES) < SECONDS


def test_one_very_long_line() -> None:
    assert seconds("a" * 40 * TIMES) < SECONDS
