"""Texts are split where nothing is open, so that neighbouring revisions share their passages."""

import pytest

from bot.features.measures.meter import Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.wikitext.scanner.scan import scan
from tests.data import data_file
from tests.measures.soup import texts
from tests.measures.wikis import syntax

METER = Meter(TEXT_MEASURES, syntax("en"))

CASES = [
    ("", [""]),
    ("one\n\ntwo", ["one", "two"]),
    ("one\n\n\ntwo", ["one", "\ntwo"]),
    ("one\n\n\n\ntwo", ["one", "", "two"]),
    ("one\ntwo\n \nthree", ["one\ntwo\n \nthree"]),
    ("{{a|\n\nb}}\n\ntwo", ["{{a|\n\nb}}", "two"]),
    ("one {{a\n\ntwo\n\nthree", ["one {{a", "two", "three"]),
    ("one [[a\n\n{{b\n\nc}}\n\nthree", ["one [[a", "{{b\n\nc}}", "three"]),
    ("[[File:a|thumb|b\n\nc]] d\n\ne", ["[[File:a|thumb|b\n\nc]] d", "e"]),
    ("{|\n\n| a\n\n|}\n\nb", ["{|\n\n| a\n\n|}", "b"]),
    ("{|\n\n| a\n\nb", ["{|", "| a", "b"]),
    ("{|\n| {{a\n\n|}\n\nb", ["{|\n| {{a\n\n|}", "b"]),
    ("<table>\n\n<tr></table>\n\nb", ["<table>\n\n<tr></table>", "b"]),
    ("a<ref>b\n\nc</ref>\n\nd", ["a<ref>b\n\nc</ref>", "d"]),
    ("a<ref>b\n\nc\n\nd", ["a<ref>b", "c", "d"]),
    ("a<ref\n\nname=b/>\n\nc", ["a<ref\n\nname=b/>", "c"]),
    ("a<ref>{{b</ref>\n\nc}}", ["a<ref>{{b</ref>", "c}}"]),
    ("<nowiki>{{</nowiki>\n\na", ["<nowiki>{{</nowiki>", "a"]),
    ("<gallery>\n\na\n\n</gallery>\n\nb", ["<gallery>\n\na\n\n</gallery>", "b"]),
    ("a\n\n<includeonly>\n\nb\n\nc", ["a", "<includeonly>\n\nb\n\nc"]),
    ("a <!-- b\n\nc --> d\n\ne", ["a  d", "e"]),
    ("a <!-- b\n\nc", ["a "]),
    ("<nowiki><!--</nowiki>\n\na", ["<nowiki><!--</nowiki>", "a"]),
    ("#REDIRECT [[a]]\n\nb", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_passage_ends_where_nothing_is_open(text: str, expected: list[str]) -> None:
    assert METER.passages(text) == expected


def test_what_is_left_open_is_known() -> None:
    texts_left_open = ("{{a", "[[a", "a<ref>b", "a<ref", "{|\n| a", "<table>", "<includeonly>")
    assert not any(scan(text, syntax("en")).closed for text in texts_left_open)
    assert all(
        scan(text, syntax("en")).closed for text in ("a}}", "a]]", "|}", "a</ref>", "<b", "<ref/>", "a<b>")
    )


def test_revisions_of_a_real_article_share_most_of_their_passages() -> None:
    path = data_file("history", "enwiki-rio-grande-2002-2007.xml.bz2")
    known: set[str] = set()
    read = length = 0
    for text in texts(path):
        passages = METER.passages(text)
        read += sum(len(passage) for passage in passages if passage not in known)
        length += len(text)
        known.update(passages)
    # Vandals replace, blank and restore whole pages in it, and each version is read once.
    assert read < length / 6
