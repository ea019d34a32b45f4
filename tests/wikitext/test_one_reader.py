"""What is a used template is one decision: the scanner, which measures, and the reader of old texts agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mediawiki.site import TEMPLATE
from bot.wikitext.scanner.passages import passages
from bot.wikitext.scanner.scan import scan
from bot.wikitext.transclusions import templates
from tests.measures.wikis import syntax

SYNTAX = syntax("en")
SITE = SYNTAX.site
PIECES = (
    "{{", "}}", "{{{", "}}}", "{", "}", "[[", "]]", "|", "Stub", "{{Stub}}", "{{Navbox|a={{Sort|1}}}}",
    "{{{1|}}}", "[[Ada|{{Nowrap|x}}]]", "[[File:A.jpg|thumb|{{Note}}]]", "<!-- {{Old}} -->", "<!--",
    "<nowiki>{{Shown}}</nowiki>", "<pre>{{Shown}}</pre>", "<ref>{{Cite book}}</ref>", "<ref name=x />",
    "<includeonly>{{Elsewhere}}</includeonly>", "<noinclude>{{Here}}</noinclude>", "<onlyinclude>",
    "{{Stub<includeonly>x</includeonly>}}",
    '<div class="{{Style}}">', '<span title="{{{t}}}">', "<div class={{", "</div>", "<br/>",
    "<math>{{x}}</math>",
    "\n{|\n| {{Cell}}\n|}\n", "\n\n", " text ", "=", ":", "#if:x|{{Then}}|else}}", "{{#if:x|{{Then}}}}",
    "{{Template:Stub}}", "{{stub}}", "{{ Stub\n|a=1\n}}", "-{", "}-",
)  # fmt: skip


def measured(text: str) -> frozenset[str]:
    """The templates that the scanner finds in it, by full titles."""
    found = (
        name
        for passage in passages(text, SYNTAX, lambda part: scan(part, SYNTAX).closed)
        for name in scan(passage, SYNTAX).templates
    )
    titles = (SITE.title(name, TEMPLATE) for name in found if "\0" not in name)
    return frozenset(SITE.full_title(title) for title in titles if title)


def named(text: str) -> frozenset[str]:
    return templates(text, SITE)


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ('<div class="{{Style}}">{{Stub}}</div>', {"Style", "Stub"}),
        ("{{Box|<div class={{Style|a}}>x</div>}}", {"Box", "Style"}),
        ("{{Box|<div class=x}}>", {"Box"}),
        ("<div class={{Style> {{Stub}} }}", {"Stub"}),
        ('<span title="{{{t}}}">{{Stub}}</span>', {"Stub"}),
        ("<nowiki>{{Shown}}</nowiki>{{Stub}}", {"Stub"}),
        ("{{Stub<includeonly>s</includeonly>}}", {"Stub"}),
        ("{{Stub<br/>}}{{Stub<ref/>|x}}{{Stub<math>x</math>}}{{Note}}", {"Note"}),
        ("{{<nowiki>Shown</nowiki>}}{{Stub}}", {"Stub"}),
        ("{{[[File:A.jpg|thumb|{{Note}}]]x}}", {"Note"}),
        ("{{Stub", set()),
        ("<includeonly>{{Elsewhere}}</includeonly>", set()),
    ],
)
def test_a_template_is_used_where_mediawiki_uses_it(text: str, used: set[str]) -> None:
    wanted = frozenset(f"Template:{name}" for name in used)
    assert (named(text), measured(text)) == (wanted, wanted)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_both_readers_find_the_same_templates(text: str) -> None:
    assert measured(text) == named(text)
