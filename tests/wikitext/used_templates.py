"""Wikitexts with the templates that MediaWiki uses in them, and pieces to make others of."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st


class Case(NamedTuple):
    """A text, and the names of the templates that it uses, without the namespace."""

    text: str
    used: frozenset[str]


def _case(text: str, *used: str) -> Case:
    return Case(text, frozenset(used))


CASES = (
    _case("{{Stub"),
    _case("{{Box|{{{a|{{Stub}}}}} }}", "Box", "Stub"),
    _case("{{{{Stub}} }} {{Note}}", "Stub", "Note"),
    _case("{{{Stub}} {{Note}}", "Stub", "Note"),
    _case("{{{{Stub}}}} {{Note}}", "Note"),
    # A tag's attributes
    _case('<div class="{{Style}}">{{Stub}}</div>', "Style", "Stub"),
    _case("{{Box|<div class={{Style|a}}>x</div>}}", "Box", "Style"),
    _case("{{Box|<div class=x}}>", "Box"),
    _case("<div class={{Style> {{Stub}} }}", "Stub"),
    _case('<span title="{{{t}}}">{{Stub}}</span>', "Stub"),
    _case('{{Box|<div title="[[a">x</div>}} {{Stub}}', "Stub"),
    _case("<div class={{[[L]]}}>{{Stub}}</div>", "Stub"),
    # An extension's tag: its attributes are no wikitext, and its content is closed off
    _case("<ref name={{Style}}>{{Cite}}</ref><ref name={{Style}} />", "Cite"),
    _case("<ref name={{Style}}>{{Stub}}", "Stub"),
    _case("{{Box|<ref>{{Cite</ref>}}", "Box"),
    _case("{{Box|<ref>}}</ref>|{{Stub}}}}", "Box", "Stub"),
    _case("<ref>{{Cite</ref>}} {{Stub}}", "Stub"),
    _case("<ref>{{Cite}}</ref><ref>a<!-- b</ref>{{Stub}} -->", "Cite", "Stub"),
    _case("<ref\n{{Cite}} <!-- c -->{{Stub}}", "Stub"),
    _case("<nowiki a={{Style}}>{{Stub}}", "Stub"),
    _case("<nowiki>{{Shown}}</nowiki>{{Stub}}", "Stub"),
    _case("<nowiki>{{Shown}}\n\n</nowiki><div class={{<nowiki>{{Stub}}", "Stub"),
    _case("<pre>{{Shown}}</pre><pre>{{Stub}}", "Stub"),
    # What is in the name
    _case("{{Stub<br/>}}{{Stub<ref/>|x}}{{Stub<pre>x</pre>}}{{Note}}", "Note"),
    _case("{{<nowiki>Shown</nowiki>}}{{<ref}}{{Stub}}", "Stub"),
    _case("{{[[File:A.jpg|thumb|{{Note}}]]x}}", "Note"),
    _case("{{Box[[a]]}} {{[[a]]|b}} {{Box|[[a]]}} {{Sort[[b|{{Note}}]]}}", "Box", "Note"),
    _case("{{Box[[a}}]]}} {{Stub}}", "Stub"),
    _case("{{St<!-- c -->ub}}", "Stub"),
    _case("{{St<includeonly>x</includeonly>ub}}", "Stub"),
    _case("{{St<noinclude>u</noinclude>b}} {{Note<onlyinclude/>}}", "Stub", "Note"),
    _case("<includeonly>{{Elsewhere}}</includeonly>"),
    # Comments leave nothing, but nothing pairs across them
    _case("{<!-- c -->{Shown}} {{Stub}<!-- c -->} {{Note}}", "Note"),
    _case("{<!-- c --><!-- d -->{Shown}} {{Stub}}", "Stub"),
    _case("{{Box|{{Stub}}<!-- c -->}}", "Box", "Stub"),
    # What is open around it, or within
    _case("{{Box|[[a}}"),
    _case("{{Box|[[a}} {{Stub}}", "Stub"),
    _case("{{Box|[[a|{{Stub}}]]}}", "Box", "Stub"),
    _case("{{Box|]]}} {{Box2|[[[a]]}}", "Box", "Box2"),
    _case("[[a|{{Stub]]}}"),
    _case("{{Box|a -{ b}} {{Stub}}", "Stub"),
    _case("{{Box|-{a}-}} -{ {{Stub}} }-", "Box", "Stub"),
    _case("{{Box|-{{{Stub}} }-}}", "Box", "Stub"),
    _case("{{Box|-{{Stub}}}}", "Box", "Stub"),
    _case("{{Box|-{{{Stub}} }}", "Stub"),
    _case("{{Box|a\n== b }}\n{{Stub}}", "Stub"),
    _case("{{Box|a\n== b }}\n}} {{Stub}}", "Box", "Stub"),
    _case("{{Box|a\n== {{Stub}} ==\n}}", "Box", "Stub"),
    _case("{{Box|[[a|b\n==]] }}\n{{Stub}}", "Stub"),
    _case("{{Box\n|a\n=b }}", "Box"),
)

# fmt: off
_PIECES = (
    "{{", "}}", "{{{", "}}}", "{", "}", "{{{{", "}}}}", "[[", "]]", "[", "]", "|", "=", "Stub", "{{Stub}}",
    "{{Navbox|a={{Sort|1}}}}", "{{{1|}}}", "{{{p|{{Given}}}}}", "[[Ada]]", "[[Ada|a\n== b]]",
    "[[Ada|{{Nowrap|x}}]]", "[[Category:A]]", "[[File:A.jpg|thumb|{{Note}}]]", "<!-- {{Old}} -->",
    "{<!-- -->{", "}<!-- -->}", "<!--", "-->", "<nowiki>", "</nowiki>", "<nowiki>{{Shown}}</nowiki>",
    "<nowiki x={{Style}}>", "<pre>{{Shown}}</pre>", "<pre>", "<ref>{{Cite book}}</ref>", "<ref>", "</ref>",
    "<ref", "<ref name=x />", '<ref name="{{Style}}">', "<ref name={{Style}} />", "<references>",
    "</references>", "<poem>", "</poem>", "<gallery>", "</gallery>",
    "<includeonly>{{Elsewhere}}</includeonly>", "<includeonly>", "<noinclude>{{Here}}</noinclude>",
    "<noinclude/>", "<onlyinclude>", "{{Stub<includeonly>x</includeonly>}}", '<div class="{{Style}}">',
    '<span title="{{{t}}}">', "<div class={{", "<div style='[[x]]'>", "<div ", "</div>", "<br/>", "<", ">",
    "<math>{{x}}</math>", "<table>", "</table>", "\n{|\n| {{Cell}}\n|}\n", "\n{|", "\n|}", "\n\n", "\n",
    " text ", ":", "#if:x|{{Then}}|else}}", "{{#if:x|{{Then}}}}", "{{#tag:ref|{{Cite}}}}",
    "{{Template:Stub}}", "{{subst:Stub}}", "{{stub}}", "{{ Stub\n|a=1\n}}", "-{", "}-", "-", "-{{{Stub}}",
    "\n== ", " ==\n", "\n== {{Stub}} ==\n", "*",
)
# fmt: on

TEXTS = st.lists(st.sampled_from(_PIECES), min_size=2, max_size=7).flatmap(
    lambda few: st.lists(st.sampled_from((*few, "{{", "}}")), max_size=12).map("".join)
)
"""Texts of few kinds of pieces: with many of them, hardly anything would be closed that is open."""
