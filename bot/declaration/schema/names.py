"""Names of people and pages, in any of the ways in which they are written on a wiki."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.declaration.schema.numbers import read_number
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Schema, Words
from bot.lenient_yaml.line_scanner import LINK
from bot.lenient_yaml.nodes import Items, MappingNode, Scalar
from bot.mediawiki.site import CATEGORY, MAIN, TEMPLATE, Title
from bot.mediawiki.titles import is_ip
from bot.messages import Somebody

_ADDRESS = re.compile(r"(?:https?:)?//\S+")
_MAIN_NAMES = frozenset({"", "main", "(main)", "article", "articles"})


def unlinked(text: str) -> str:
    """The target of ``[[target|label]]``, the name in ``{{name|…}}``; any other text as it is."""
    text = text.strip()
    if LINK.fullmatch(text):
        return text[2:-2].partition("|")[0].strip()
    return text


def link_within(text: str) -> str:
    """The target of the only link in a text that has more in it, else empty."""
    links = LINK.findall(text)
    return unlinked(links[0]) if len(links) == 1 else ""


def tell_hash(text: str, node: Scalar, reader: Reader) -> None:
    """``[Alice #1, Bob]``: the line was read with quotes around ``Alice #1``, but no name has a ``#``."""
    name, _, rest = text.partition(" #")
    reader.wrong(node, "declaration-swallowed-name", f"#{rest}", node.span.rewritten(name.rstrip()))


class UserName(Words[str]):
    """An account: its name, or a link to its user page, talk page or contributions."""

    wants = "declaration-wants-user"
    may_hold_hash = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The name as MediaWiki writes it."""
        site = reader.context.site
        plain = unlinked(text)
        if _ADDRESS.fullmatch(plain):
            plain = site.address_title(plain) or plain
        # `@Alice` without quotes is how people are called, and `*Alice` how they are listed.
        marked = text.startswith(("@", "*")) and reader.trap(node)
        name = None if marked or text.startswith("{{") else site.user_name(plain)
        if name is not None:
            reader.note(name, node)
        elif " #" in text and reader.trap(node):
            tell_hash(text, node, reader)
        elif is_ip(plain) or is_ip(plain.partition(":")[2].strip()):
            reader.wrong(node, "declaration-ip", Somebody(clipped(plain)))
        elif near := self._name_within(text, reader):
            reader.wrong(node, "declaration-user-near", Somebody(clipped(text)), Somebody(near))
        else:
            reader.wants(self.wants, node)
        return name

    @staticmethod
    def _name_within(text: str, reader: Reader) -> str | None:
        """``Alice`` in ``@Alice``, ``{{u|Alice}}`` and ``[[User:Alice]] (talk)``."""
        if LINK.fullmatch(text) and text.startswith("{{"):
            return reader.context.site.user_name(text[2:-2].partition("|")[2].partition("|")[0])
        return reader.context.site.user_name(link_within(text) or text.lstrip("@*#:; "))


@dataclass(frozen=True)
class PageTitle(Words[Title]):
    """A page. ``namespace`` is that of a title without a prefix; ``only`` allows no other one.

    ``relative``: ``/Worklist`` is the subpage of the campaign page, as in links there. ``single``: a list
    can't stand here, since it would not say whether all or any of its pages are meant.
    """

    wants: str = "declaration-wants-page"
    namespace: int = MAIN
    only: bool = False
    relative: bool = False
    single: bool = False
    may_hold_hash = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> Title | None:
        """The title as MediaWiki writes it."""
        name, _, section = unlinked(text).partition("#")
        title = self.title_of(name, reader)
        if title is None:
            self._tell_impossible(text, name, node, reader)
        elif section and " #" in text and reader.trap(node):
            tell_hash(text, node, reader)
        elif section:
            reader.wrong(
                node, "declaration-page-section", reader.key, clipped(name.strip()), clipped("#" + section)
            )
        elif self.only and title.namespace != self.namespace:
            prefix = reader.context.site.namespaces[self.namespace].name
            reader.wrong(
                node, "declaration-other-namespace", reader.key, clipped(text), f"{prefix}:{clipped(name)}"
            )
        elif title.namespace < 0:
            reader.wants(self.wants, node)
        else:
            reader.note(title, node)
            return title
        return None

    def not_a_text(self, node: Items | MappingNode, reader: Reader) -> None:
        """A list is told how several conditions are written."""
        if self.single and isinstance(node, Items):
            reader.wrong(node, "declaration-one-each", reader.key)
        else:
            super().not_a_text(node, reader)

    def title_of(self, name: str, reader: Reader) -> Title | None:
        """The title that a name leads to, None for one that no page of this wiki can have."""
        site, page = reader.context.site, reader.context.page
        name = name.strip()
        if _ADDRESS.fullmatch(name):
            address = site.address_title(name)
            return site.title(address) if address else None
        if self.relative and name.startswith("/"):
            return site.title(f":{site.full_title(page)}{name.rstrip('/')}")
        return site.title(name, self.namespace)

    def _tell_impossible(self, text: str, name: str, node: Scalar, reader: Reader) -> None:
        site = reader.context.site
        prefix = name.lstrip(": ").partition(":")[0].strip().lower()
        inner = link_within(text)
        if ":" in name and prefix in site.interwiki:
            reader.wrong(node, "declaration-other-wiki", reader.key, clipped(text))
        elif inner and inner != name and self.title_of(inner, reader):
            reader.wrong(node, "declaration-title-near", reader.key, clipped(text), clipped(inner))
        else:
            reader.wants(self.wants, node)

    def schema(self) -> Schema:
        """A title."""
        return {**super().schema(), "minLength": 1}


CATEGORY_TITLE = PageTitle("declaration-wants-category", CATEGORY, only=True)
"""A category, with or without its namespace."""

TEMPLATE_TITLE = PageTitle("declaration-wants-template", TEMPLATE)
"""A template, with or without its namespace; pages of other namespaces are transcluded as well."""


class NamespaceNumber(Words[int]):
    """A namespace of the wiki: its number, or its name in any spelling."""

    wants = "declaration-wants-namespace"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> int | None:
        """The number, when the wiki has such a namespace."""
        site = reader.context.site
        number = read_number(text)
        if number is None:
            name = unlinked(text).strip(": ")
            found = MAIN if name.lower() in _MAIN_NAMES else site.namespace_number(name)
        else:
            found = next((known for known in site.namespaces if known == number), None)
        if found is not None and found >= 0:
            return found
        reader.wants(self.wants, node)
        return None

    def schema(self) -> Schema:
        """A number or a name."""
        return {"type": ["integer", "string"], "minimum": 0}


class SectionName(Words[str]):
    """A heading of a page, as it reads there or with its ``==``."""

    wants = "declaration-wants-section"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The heading's text."""
        plain = unlinked(text).lstrip("#").strip("= ").strip()
        plain = " ".join(plain.replace("_", " ").split())
        if not plain or len(plain) > 255:
            reader.wants(self.wants, node)
            return None
        return plain
