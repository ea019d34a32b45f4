"""HTML and extension tags, as a walk over wikitext takes them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.wikitext.braces import is_balanced
from bot.wikitext.scanner.collector import NESTED
from bot.wikitext.scanner.tables import HTML
from bot.wikitext.scanner.tags import Tag
from bot.wikitext.scanner.tokens import BRACKETS, HTML_TAG_END, MARKUP, NAME_ATTRIBUTE, closing_tag

if TYPE_CHECKING:
    from bot.wikitext.scanner.walk import Walk

_LONGEST_ATTRIBUTES = 1000


def take_tag(walk: Walk, match: re.Match[str]) -> int:
    """Take in the tag whose ``<`` and name were matched, an extension's with all it holds.

    Returns where the walk goes on; what is no tag is plain text.
    """
    name = match[4].lower()
    tag = walk.found.syntax.tags.get(name)
    if tag is None:
        return _plain(walk, match.start())
    if tag <= Tag.INCLUDE:
        return _take_extension(walk, match.start(), match.end(), name, tag)
    end = HTML_TAG_END.match(walk.text, match.end(), walk.end)
    if end is None or not _take_attributes(walk, match.end(), end.end() - 1):
        return _plain(walk, match.start())
    if walk.in_template and tag != Tag.MARK:
        walk.out.append(NESTED)  # No name of a template has a tag in it.
    if tag == Tag.BLOCK:
        walk.out.append("\n")
    elif tag == Tag.TABLE:
        walk.open_table(HTML, match.start())
    elif tag == Tag.TABLE_END:
        walk.close_table(HTML)
    return end.end()


def _plain(walk: Walk, start: int) -> int:
    """What looked like a tag is text, and no name of a template has a ``<`` in it."""
    if walk.in_template:
        walk.out.append(NESTED)
    return start + 1


def _take_attributes(walk: Walk, start: int, end: int) -> bool:
    """Take in what templates and links make the attributes of an HTML tag, none of which is running text.

    False where they reach out of it: to the preprocessor the tag is text like any other.
    """
    if not BRACKETS.search(walk.text, start, end):
        return True
    if not is_balanced(walk.text[start:end]):
        return False
    walk.inner(start, end)
    return True


def _take_extension(walk: Walk, start: int, name_end: int, name: str, tag: Tag) -> int:
    tag_end = _tag_end(walk, name_end)
    if tag_end < 0:
        walk.unclosed.add(name)
        return _plain(walk, start)
    attributes = walk.text[name_end : min(tag_end, name_end + _LONGEST_ATTRIBUTES)]
    if attributes and not attributes[0].isspace() and attributes != "/":
        return _plain(walk, start)
    if walk.text[tag_end - 1] == "/":
        _take_content(walk, tag, tag_end, tag_end, attributes)
        return tag_end + 1
    closing = None if name in walk.unclosed else closing_tag(name).search(walk.text, tag_end + 1, walk.end)
    if closing is None:
        walk.unclosed.add(name)
        walk.out.append(_instead(walk, tag))
        return walk.end if tag == Tag.INCLUDE else tag_end + 1
    _take_content(walk, tag, tag_end + 1, closing.start(), attributes)
    return closing.end()


def _tag_end(walk: Walk, position: int) -> int:
    """Where the next ``>`` stands; negative where there is none. Many tags may ask for the same one."""
    if 0 <= walk.tag_end < position:
        walk.tag_end = walk.text.find(">", position, walk.end)
    return walk.tag_end


def _instead(walk: Walk, tag: Tag) -> str:
    """What stands for an element that is taken out: no name of a template has a tag in it."""
    if not walk.in_template:
        return " "
    return "" if tag == Tag.INCLUDE else NESTED


def _take_content(walk: Walk, tag: Tag, start: int, end: int, attributes: str) -> None:
    content = walk.text[start:end]
    if tag == Tag.NOWIKI:
        # It is shown as it stands, and is no part of a template's name.
        walk.out.append((NESTED if walk.in_template else "") + MARKUP.sub(" ", content))
        return
    if tag == Tag.TEXT:
        walk.out.append((NESTED if walk.in_template else "") + walk.inner(start, end))
        return
    walk.out.append(_instead(walk, tag))
    if tag == Tag.NOTE:
        content_given = bool(content.strip())
        named = not content_given and NAME_ATTRIBUTE.search(attributes) is not None
        walk.found.note(content=content_given, named=named)
    if tag == Tag.FILES:
        walk.found.file_lines(content)
    if tag in (Tag.NOTE, Tag.HIDDEN, Tag.FILES):
        walk.inner(start, end, noted=tag == Tag.NOTE)
