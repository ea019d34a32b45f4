"""What each tag of wikitext means to a reader of the page, and so to the measures.

HTML tags are those that MediaWiki lets through (Sanitizer); extension tags are the wiki's own
(siteinfo ``extensiontags``), and their content is the extension's business, not the parser's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum


class Tag(IntEnum):
    """How a tag is read. The members up to ``INCLUDE`` take in all that stands before their closing tag."""

    NOWIKI = 1
    """Its content is shown as it stands: words, and no markup."""
    TEXT = 2
    """Its content is wikitext that belongs to the running text."""
    NOTE = 3
    """Its content is a footnote."""
    HIDDEN = 4
    """Its content is wikitext that is no running text: a list of references."""
    FILES = 5
    """Its content names a file on each line, with a caption that is wikitext."""
    SKIP = 6
    """Its content is neither: a formula, a score, a program."""
    INCLUDE = 7
    """``<includeonly>``: what it holds is not on the page, up to the end where it is not closed."""
    INLINE = 8
    """A tag inside a word or a sentence: taken out without a trace."""
    BLOCK = 9
    """A tag that parts words."""
    TABLE = 10
    """Opens a table."""
    TABLE_END = 11
    """Closes a table."""
    MARK = 12
    """Says what other pages get: taken out without a trace, even in a template's name."""


_EXTENSIONS: Mapping[str, Tag] = {
    "nowiki": Tag.NOWIKI,
    "poem": Tag.TEXT,
    "translate": Tag.TEXT,
    "langconvert": Tag.TEXT,
    "tab": Tag.TEXT,
    "tabber": Tag.TEXT,
    "ref": Tag.NOTE,
    "references": Tag.HIDDEN,
    "indicator": Tag.HIDDEN,
    "gallery": Tag.FILES,
    "imagemap": Tag.FILES,
    "includeonly": Tag.INCLUDE,
}
# fmt: off
_ALWAYS = ("nowiki", "pre", "gallery", "indicator", "includeonly", "ref", "references")
_INLINE = (
    "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "link", "mark", "meta", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "tvar", "u", "var", "wbr",
)
_MARKS = ("noinclude", "onlyinclude")
_BLOCK = (
    "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
)
# fmt: on


def tag_table(extension_tags: Collection[str]) -> dict[str, Tag]:
    """By name in lower case, closing tags as ``/name``: how each tag is read.

    ``extension_tags`` are the names of the wiki's own; one whose content nobody told us about is skipped.
    """
    table = dict.fromkeys(_INLINE, Tag.INLINE) | dict.fromkeys(_BLOCK, Tag.BLOCK) | {"table": Tag.TABLE}
    table |= dict.fromkeys(_MARKS, Tag.MARK)
    table |= {f"/{name}": tag for name, tag in table.items()} | {"/table": Tag.TABLE_END}
    for name in (*_ALWAYS, *extension_tags):
        table[name.lower()] = _EXTENSIONS.get(name.lower(), Tag.SKIP)
        # Without its opening tag a closing one stands for nothing.
        table[f"/{name.lower()}"] = Tag.INLINE
    return table
