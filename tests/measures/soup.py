"""Random wikitext: pieces of it in any order, and real articles with random edits."""

from __future__ import annotations

import bz2
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import strategies as st

from tests.data import data_file

# fmt: off
PIECES = (
    "word", "two words", "don't", "3.14", "柏林", "ไทย", "é", " ", "\n", "\n\n", "\n\n\n", "'''", "''",
    "=", "\n== H ==\n",
    "{{", "}}", "{{{", "}}}", "{", "}", "|", "x=", "{{t}}", "{{t|a.jpg}}", "{{sfn|A|2000}}",
    "{{#tag:ref|x}}",
    "{{DEFAULTSORT:x}}", "[[", "]]", "[", "]", "[[A]]", "[[a|b]]", "[[File:A.jpg|thumb|", "[[Category:C]]",
    "[https://example.org ", "https://example.org", "\n{|", "\n|-", "\n|}", "\n! h", "\n| c", "<table>",
    "</table>",
    "<ref>", "</ref>", "<ref name=x/>", "<ref name=\"x\">", "<references>", "</references>", "<nowiki>",
    "</nowiki>",
    "<nowiki/>", "<pre>", "</pre>", "<!--", "-->", "<gallery>", "</gallery>", "\nFile:B.png|c",
    "<poem>", "</poem>",
    "<includeonly>", "</includeonly>", "<br>", "<div>", "</div>", "<b", ">", "<", "&amp;", "&", "-{",
    "}-", "__TOC__",
    "#REDIRECT [[x]]", "\0",
)
# fmt: on

soup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def texts(path: Path) -> list[str]:
    """The texts of all revisions of a dump."""
    with bz2.open(path) as file:
        root = ElementTree.parse(file).getroot()
    space = root.tag.partition("}")[0] + "}"
    return [node.text or "" for node in root.iter(f"{space}text")]


@cache
def article(language: str) -> str:
    """A real article in that language; where the data is absent, the test that asks is skipped."""
    return texts(data_file("articles", "minidumps", f"{language}.xml.bz2"))[0]


@st.composite
def edits(draw: st.DrawFn, text: str) -> list[str]:
    """A real text and some revisions behind it, each made of the one before by a random edit."""
    revisions = [text]
    for _ in range(draw(st.integers(1, 4))):
        before = revisions[-1]
        start = draw(st.integers(0, len(before)))
        end = min(len(before), start + draw(st.sampled_from((0, 0, 1, 2, 20, 500))))
        revisions.append(before[:start] + draw(soup) + before[end:])
    return revisions
