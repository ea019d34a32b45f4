"""Somebody who opens the wiki's pages and edits by what a link says, logged in or not."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Mapping

from scripts.wiki import visitor
from scripts.wiki.visitor import Form

from .support import LocalWiki


class Visitor:
    """A browser's session on a local wiki, as far as links and forms go."""

    def __init__(self, wiki: LocalWiki, name: str = "", password: str = "") -> None:
        self._wiki = wiki
        self._browser = visitor.Visitor(wiki.instance, name, password)

    def link(self, title: str, label: str) -> Mapping[str, str]:
        """What the first link with this label on a page asks for."""
        found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)', self._wiki.html(title))
        address = next(html.unescape(address) for address, shown in found if shown == label)
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))

    def edit_box(self, asked: Mapping[str, str]) -> str:
        """What stands in the edit box that a link opens."""
        return self._browser.follow(asked).text

    def save(self, asked: Mapping[str, str], text: str) -> None:
        """Save the page that the link is about, as its form would."""
        self._browser.save(Form(asked["title"], text, asked.get("section")))
