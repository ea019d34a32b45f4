"""What hostile pages are made of: pieces of wikitext, YAML and Unicode, and the ways to repeat them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

# fmt: off
FRAGMENTS = (
    " ", "\t", "\n", "\r", "\xa0", "\u3000", "\u2028", "\x0b", "a", "A", "1", "_", "é", "中", "א", "ก",
    "\u0301", "a\u0301", "\u0345\u0301", "\u064b", "😀", "\U0001f469\u200d", "\u200d", "\u200f", "\u202e",
    "\x00", "\x7f", "\ufffd", "[[", "]]", "[", "]", "{{", "}}", "{", "}", "|", "||", "[[a", "[[a|", "[[a]]",
    "[[Bruker:A]]", "[[User:A|", "[[User:", "User:", "User:A", "[[:", ":", "::", "de:", "no:",
    "[[Kategori:A]]", "[[Category:", "{{a|", "{{a}}", "{{u|A}}", "{{u|", "{{bots|", "{{nobots}}",
    "{{CampaignBot}}", "{{#tag:ref|", "{{DEFAULTSORT:a}}", "{{{", "{{{1|", "<!--", "-->", "<!-- ",
    "<!-- a -->", "<!-- campaignbot:", "<!-- campaignbot:status -->", "<!-- /campaignbot:status -->",
    "<!-- numbers: a", "<nowiki>", "</nowiki>", "<nowiki/>", "<ref>", "</ref>", "<ref name=",
    "<ref name=a/>", "<s>", "</s>", "<br>", "<br ", "<", ">", "</", "/>", "<pre>", "</pre>", "<poem>",
    "</poem>", "<gallery>", "</gallery>", "<includeonly>", "<noinclude>", "<syntaxhighlight lang=yaml>",
    "</syntaxhighlight>", "<pre a=\"", "lang='yaml' ", "<table>", "</table>", "=", "==", "= a =\n", "\n=",
    "== Deltakere ==\n", "\n\n", "\n*", "* ", "*", "#", "# ", "\n#", ";", "'", "''", "'''", "\"", "{|",
    "\n{|", "\n|-", "|-\n", "\n|}", "|}", "\n| ", "\n! ", "!!", "| ", "|+", "\n|+", ",", ", ", ",\n", "? ",
    "?", "- ", "-", "\n- ", "\n  - ", "a: ", "a: b\n", "\na:", "name: a\n", "- a\n", "a:\n ", "\n a:\n",
    "&", "&a", "&amp;", "&#", "&#1;", "&#x41;", "*a", "!", "!a", "@", "`", "%", "%41", "%C3", "%25", "~",
    "~~~~", "__", "__TOC__", "__A", "|\n", ">\n", "---\n", "...\n", "\n---\n", "http://",
    "https://test.wikipedia.org/wiki/Bruker:A", "[//", "[//x", "//", "[http://a ", "mailto:", "?title=",
    "/", "../", "/./", ".", "1,", "1,000", "1.", "2026-11-01", "-{", "}-", "a'", "a.jpg|", "REDIRECT",
    "#REDIRECT", "RFC ", "ISBN 1", "\\", "\\\"", "$1", "«", "“", "：", "•", "，", "yes", "\n\n{|", "\n{|\n|",
    "{{ ", "{{a|\n\n", "[https://a ", "<ref>\n\n", "<indicator>", "</indicator>", "&nbsp;", "<!-- \n\n",
    "[[File:a.jpg|", "{{a.jpg|", "א\"", "\n{|\n\n{{a|", "{{#tag:gallery|", "<br/>", "&#x;", ";a:", "]] ",
    "[[a]]  ", "a:b", "'a'", "\"a\"", "[a,", "{a: b},",
    "\n==", "-{{{a}}", "{<!-- -->{", "<ref <!-- ",
)
# fmt: on


@dataclass(frozen=True)
class Hostile:
    """Pieces and how they are put together; ``make`` gives such a text of a length."""

    shape: str
    pieces: tuple[str, ...]

    def make(self, size: int) -> str:
        """About ``size`` characters of it."""
        return SHAPES[self.shape](size, *self.pieces)[:size]

    def __str__(self) -> str:
        return f"{self.shape}{self.pieces!r}"


def _repeated(size: int, piece: str) -> str:
    return piece * (size // len(piece) + 1)


SHAPES: Mapping[str, Callable[..., str]] = {
    "one": _repeated,
    "two": lambda size, a, b: _repeated(size, a + b),
    "three": lambda size, a, b, c: _repeated(size, a + b + c),
    "begun": lambda size, a, b: a + _repeated(size, b),
    "ended": lambda size, a, b, c: a + _repeated(size - len(a + b + c), b)[: size - len(a + c)] + c,
    "around": lambda size, a, b: _repeated(size // 2, a)[: size // 2] + _repeated(size, b),
    "nested": lambda size, a, b, c: (
        a * (size // 2 // len(a + c)) + _repeated(size // 2, b)[: size // 2] + c * (size // 2 // len(a + c))
    ),
    "nested once": lambda size, a, b, c: a * (size // len(a + c)) + b + c * (size // len(a + c)),
    "pairs": lambda size, a, b, c: _repeated(size, a + b * 40 + c),
    "lines": lambda size, a, b: _repeated(size, a + b * 400 + "\n"),
    "distinct": lambda size, a, b: "".join(f"{a}{n}{b}" for n in range(size // len(a + b + "12345") + 1)),
}
"""The ways to repeat: each is given a size and pieces."""
WANTED = {name: function.__code__.co_argcount - 1 for name, function in SHAPES.items()}


def single() -> Iterator[Hostile]:
    """Each piece by itself."""
    return (Hostile("one", (piece,)) for piece in FRAGMENTS)


def chosen(seed: int, number: int) -> Iterator[Hostile]:
    """So many others, by chance and always the same for a seed."""
    chance = random.Random(seed)
    for _ in range(number):
        shape = chance.choice(tuple(SHAPES))
        yield Hostile(shape, tuple(chance.choice(FRAGMENTS) for _ in range(WANTED[shape])))
