"""Whatever is on a page, four times as much of it takes about four times as long to read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.linear.fragments import FRAGMENTS, Hostile, chosen, single
from tests.linear.growth import HARMLESS, growth
from tests.linear.readers import READERS

pytestmark = pytest.mark.slow

EVERY = 120
"""Each fragment is tried on one reader of so many; ``--every-fragment`` tries each on all, and others."""
ALLOWED = 4.0
"""Seconds for a megabyte by which nobody is held up, however they grow."""

KNOWN: tuple[tuple[str, Hostile], ...] = (
    ("wikitext.page_footer.footer_start", Hostile("lines", ("<!--", " "))),
    ("wikitext.page_footer.footer_start", Hostile("lines", ("{{", " "))),
    ("lenient_yaml.line_scanner.take_apart", Hostile("begun", ("a", " "))),
    ("declaration.schema.shapes.ListOf", Hostile("ended", ("[[a]]", "  [[a]]", "x"))),
    ("declaration.schema.zones.Language", Hostile("one", ("a-",))),
    ("features.measures.meter.Meter.amounts", Hostile("nested", ("[", "a", "]"))),
    ("features.measures.meter.Meter.amounts", Hostile("nested once", ("[", "[[a]]", "]"))),
    ("features.measures.meter.Meter.amounts", Hostile("nested", ("[", "{{a}}|", "]"))),
    ("features.measures.meter.Meter.amounts", Hostile("around", ("{{<poem>{{<ref>{{<indicator>", "a"))),
    ("features.measures.meter.Meter.amounts", Hostile("one", ("-{",))),
    ("features.measures.meter.Meter.amounts", Hostile("one", ("{{a|\n==",))),
    ("features.measures.meter.Meter.amounts", Hostile("begun", ("{{a|\n==", "}} [[b]] "))),
    ("features.measures.meter.Meter.amounts", Hostile("one", ("{{a|[[b|\n==]] }}",))),
    ("features.measures.meter.Meter.amounts", Hostile("one", ("<nowiki>\n\n{{",))),
    ("wikitext.transclusions.templates", Hostile("one", ("{{a|\n==x}}-{{{b}} [[",))),
    ("wikitext.transclusions.templates", Hostile("one", ("<ref><poem><ref>{{a",))),
    ("wikitext.masking.without_comments", Hostile("one", ("{<!-- --><ref><!--",))),
    ("wikitext.signups.sign_ups", Hostile("one", (" ",))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("[//", "a"))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("[[User:", "\u0345\u0301"))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("https://", "\u0345\u0301"))),
    ("wikitext.signups.sign_ups in the usual sections", Hostile("one", ("== Deltakere ==\n",))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("{|\n|-\n", "* [[User:A]]\n| [[User:B]], [[User:C]]\n"))),
    ("render.blocks.checked", Hostile("begun", ("<!--", " "))),
    ("render.blocks.read_blocks", Hostile("distinct", ("<!-- campaignbot:a", " -->"))),
    ("render.clean.one_line", Hostile("one", ("\u0345\u0301",))),
    ("wikitext.sections.comparable", Hostile("one", ("\u0345\u0301",))),
    ("mediawiki.site.Site.title", Hostile("one", ("no:",))),
    ("mediawiki.site.Site.title", Hostile("begun", ("a", "\u0345\u0301"))),
    ("wikitext.scanner.magicwords.redirect_start", Hostile("begun", ("#a", " "))),
    ("wikitext.signups.sign_ups", Hostile("one", ("|-\n",))),
    ("wikitext.signups.sign_ups", Hostile("one", ("<s>",))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("* ", "[[User:A]] 12:00, 3 2026 (UTC) "))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("* ", "[[User:A]] and "))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("{|\n|", "[[User:A]]||"))),
    ("wikitext.signups.sign_ups", Hostile("one", ("* Pia (a), b and c\n",))),
    ("wikitext.signups.sign_ups", Hostile("one", ("[[File:a.jpg|",))),
    ("wikitext.signups.sign_ups", Hostile("begun", ("{|\n", "|-\n|rowspan=9|a\n"))),
    ("wikitext.sign_up_lines.dates", Hostile("one", ("(a)",))),
    ("wikitext.sign_up_lines.tidy", Hostile("one", ("{{",))),
    ("mediawiki.titles.collapsed", Hostile("one", ("\u0345\u0301",))),
)
"""What once took minutes, and what is made like it."""
NESTED = (
    ("{{a|", "}}"), ("[[a|", "]]"), ("[[File:a.jpg|", "]]"), ("{{", "}}"), ("{{{", "}}}"), ("\n{|", "\n|}"),
    ("\n{|\n\n", "\n|}\n\n"), ("<table>", "</table>"), ("<ref>", "</ref>"), ("<poem>", "</poem>"),
    ("{{a|[[b|", "]]}}"), ("-{", "}-"), ("-{{{a}}", "}-"), ("{{#tag:ref|", "}}"), ("{{a|\n{|\n", "\n|}\n}}"),
    ("<poem><indicator>", "</indicator></poem>"), ("[[a|{{b|", "\n\n}}]]"), ("\n{|\n{{a|", "}}"),
    ("[[", "\n\n]]"),
)  # fmt: skip


def _tried(name: str, *, every: bool) -> Iterator[Hostile]:
    place = tuple(READERS).index(name)
    if every:
        yield from (*single(), *chosen(place, len(FRAGMENTS)))
    else:
        yield from tuple(single())[place % EVERY :: EVERY]


@pytest.mark.parametrize("name", READERS)
def test_time_grows_in_proportion_to_the_text(name: str, every_fragment: bool) -> None:
    grown = {
        str(hostile): str(found)
        for hostile in _tried(name, every=every_fragment)
        if (found := growth(READERS[name], hostile.make, harmless=HARMLESS if every_fragment else ALLOWED))
    }
    assert grown == {}


@pytest.mark.parametrize(("name", "hostile"), KNOWN, ids=str)
def test_what_once_took_very_long(name: str, hostile: Hostile) -> None:
    assert growth(READERS[name], hostile.make, harmless=ALLOWED) is None


@pytest.mark.parametrize("pair", NESTED, ids=repr)
def test_very_deep_nesting_is_measured(pair: tuple[str, str]) -> None:
    hostile = Hostile("nested once", (pair[0], "x", pair[1]))
    assert growth(READERS["features.measures.meter.Meter.amounts"], hostile.make, harmless=ALLOWED) is None
