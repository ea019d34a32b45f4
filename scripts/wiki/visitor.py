"""Somebody with a browser on a local wiki, who opens pages, follows links, and saves what they open."""

import html
import http.cookiejar
import json
import re
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .instance import Instance
from .problems import WikiProblem

SECONDS = 60


@dataclass(frozen=True)
class Form:
    """What an edit link opens: the page, the text that stands in the edit box, and the section, if any."""

    title: str
    text: str
    section: str | None = None


class Visitor:
    """A browser's session, as far as links and forms go; without a name nobody is logged in.

    Raises WikiProblem wherever the wiki refuses something.
    """

    def __init__(self, instance: Instance, name: str = "", password: str = "") -> None:
        self._wiki = instance
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # A proxy of the environment has no way to this machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        if name:
            asked = self.ask(action="query", meta="tokens", type="login")
            token = asked["query"]["tokens"]["logintoken"]
            done = self.ask(action="login", lgname=name, lgpassword=password, lgtoken=token)["login"]
            if done["result"] != "Success":
                raise WikiProblem(f"{name} can't log in: {done}")

    def links(self, title: str) -> list[dict[str, str]]:
        """What the links on a page ask the wiki for, in their order."""
        shown = self._get({"title": title, "action": "render"})
        addresses = [html.unescape(found) for found in re.findall(r'<a [^>]*href="([^"]*)"', shown)]
        return [dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(one).query)) for one in addresses]

    def edit_link(self, title: str, section: str | None = None) -> dict[str, str]:
        """The first link on a page that opens an edit which is filled in already; ``section`` as it says."""
        for asked in self.links(title):
            if "preload" in asked and asked.get("section") == section:
                return asked
        raise WikiProblem(f"“{title}” has no link that opens an edit.")

    def follow(self, asked: Mapping[str, str]) -> Form:
        """Open the edit that a link is about."""
        page = self._get(asked)
        text = re.search(r'<textarea[^>]*id="wpTextbox1"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        form = re.search(r'<form[^>]*id="editform"[^>]*action="([^"]*)"', page)
        if not text or not form:
            raise WikiProblem(f"No edit box opens at {asked}")
        # The link may have led on, as Special:MyPage does.
        meant = urllib.parse.parse_qs(urllib.parse.urlsplit(html.unescape(form[1])).query)["title"][0]
        return Form(meant.replace("_", " "), html.unescape(text[1]).strip("\n"), asked.get("section"))

    def save(self, form: Form, summary: str = "") -> int:
        """Save what stands in the edit box; return the revision's id."""
        section = {"section": form.section} if form.section else {}
        return self._edit(title=form.title, text=form.text, summary=summary, **section)

    def undo(self, title: str, revision: int, summary: str = "") -> int:
        """Take one edit back, as the link in the history does."""
        return self._edit(title=title, undo=str(revision), summary=summary)

    def ask(self, **parameters: str) -> dict[str, Any]:
        """Ask the API."""
        body = urllib.parse.urlencode({"format": "json", "formatversion": "2", **parameters}).encode()
        with self._opener.open(f"{self._wiki.url}/api.php", body, SECONDS) as answer:
            told: dict[str, Any] = json.load(answer)
        if "error" in told:
            raise WikiProblem(f"{parameters.get('title', parameters['action'])}: {told['error']['info']}")
        return told

    def _edit(self, **parameters: str) -> int:
        token = self.ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        done = self.ask(action="edit", token=token, **parameters)["edit"]
        if "newrevid" not in done:
            raise WikiProblem(f"{parameters['title']} was not saved: {done}")
        return int(done["newrevid"])

    def _get(self, asked: Mapping[str, str]) -> str:
        address = f"{self._wiki.url}/index.php?{urllib.parse.urlencode(asked)}"
        with self._opener.open(address, timeout=SECONDS) as answer:
            return str(answer.read().decode())
