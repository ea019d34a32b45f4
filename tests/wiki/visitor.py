"""Somebody who opens the wiki's pages and edits by what a link says, logged in or not."""

from __future__ import annotations

import html
import json
import re
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar
from typing import Any

from .support import LocalWiki


class Visitor:
    """A browser's session on a local wiki, as far as links and forms go."""

    def __init__(self, wiki: LocalWiki, name: str = "", password: str = "") -> None:
        self._wiki = wiki
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        if name:
            token = self._api(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
            done = self._api(action="login", lgname=name, lgpassword=password, lgtoken=token)
            assert done["login"]["result"] == "Success"

    def link(self, title: str, label: str) -> Mapping[str, str]:
        """What the first link with this label on a page asks for."""
        found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)', self._wiki.html(title))
        address = next(html.unescape(address) for address, shown in found if shown == label)
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))

    def edit_box(self, asked: Mapping[str, str]) -> str:
        """What stands in the edit box that a link opens."""
        query = urllib.parse.urlencode(asked)
        with self._opener.open(f"{self._wiki.url}/index.php?{query}") as answer:
            page = answer.read().decode()
        found = re.search(r'<textarea[^>]*id="wpTextbox1"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        assert found
        return html.unescape(found[1]).strip("\n")

    def save(self, asked: Mapping[str, str], text: str) -> None:
        """Save the page that the link is about, as its form would."""
        token = self._api(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        section = {"section": asked["section"]} if "section" in asked else {}
        done = self._api(action="edit", title=asked["title"], text=text, token=token, **section)
        assert done["edit"]["result"] == "Success"

    def _api(self, **parameters: str) -> Any:
        body = urllib.parse.urlencode({"format": "json", "formatversion": "2", **parameters}).encode()
        with self._opener.open(self._wiki.api, body) as answer:
            return json.load(answer)
