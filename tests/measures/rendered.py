"""What a reader sees of a page: the running text in the HTML that MediaWiki makes of wikitext."""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "source", "track"})
_PARTING = frozenset({"br", "p", "li", "dd", "dt", "div", "blockquote"})
_UNREAD_TAGS = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "style", "figure", "pre"})
_UNREAD_CLASSES = frozenset(
    {"reference", "references", "mw-references-wrap", "thumb", "gallery", "mw-editsection", "error"}
)
_HEADING = re.compile(r"<h[1-6]\b")


class _Reader(HTMLParser):
    def __init__(self, template_names: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._template_names = tuple(f"{name}:" for name in template_names)
        self._open: list[tuple[str, bool]] = []

    @property
    def _unread(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PARTING:
            self.text.append("\n")
        if tag not in _VOID:
            unread = self._unread or self._is_unread(tag, dict(attrs))
            self._open.append((tag, unread))
            self.text.append(" " if unread else "")

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self._open and self._open.pop()[0] != tag:
            pass
        if tag in _PARTING:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.text.append(data)

    def _is_unread(self, tag: str, attributes: dict[str, str | None]) -> bool:
        classes = set((attributes.get("class") or "").split())
        if tag in _UNREAD_TAGS or classes & _UNREAD_CLASSES:
            return True
        if tag != "a":
            return False
        # The templates and files of a real article are not on this wiki: it shows links to make them.
        missing = "new" in classes and (
            (attributes.get("title") or "").startswith(self._template_names)
            or "wpDestFile" in (attributes.get("href") or "")
        )
        return missing or bool(classes & {"free", "autonumber"})


def running_text(html: str, template_names: Collection[str]) -> str:
    """The text of paragraphs, lists and quotations."""
    reader = _Reader(template_names)
    reader.feed(html)
    return "".join(reader.text)


def headings(html: str) -> int:
    """How many headings there are."""
    return len(_HEADING.findall(html))
