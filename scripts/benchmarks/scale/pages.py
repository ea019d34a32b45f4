"""The campaign's own pages, kept in a folder, and a wiki to save them on that needs no server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.mediawiki.outcomes import Outcome, Saved
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Site
from bot.operations.ports import Change
from bot.wikitext.scanner.syntax import Syntax

from .arithmetic import START
from .world import World

CAMPAIGN = "Project:Scale"
SIGN_UP = "Project:Scale/Sign-up"
DECLARATION = """{{CampaignBot}}
<syntaxhighlight lang="yaml">
name: Scale
start: 2026-11-01
end: 2026-11-30
participants:
  page: Project:Scale/Sign-up
points:
  articles_created: 10
  bytes_added:
    points: 1
    per: 1000
</syntaxhighlight>
"""
NAMES = {
    -2: "Media", -1: "Special", 0: "", 1: "Talk", 2: "User", 3: "User talk", 4: "Project", 5: "Project talk",
    6: "File", 8: "MediaWiki", 10: "Template", 14: "Category", 118: "Draft",
}  # fmt: skip
SITEINFO: Mapping[str, Any] = {
    "general": {
        "wikiid": "scale", "lang": "en", "timezone": "UTC", "rtl": False, "server": "//localhost",
        "articlepath": "/wiki/$1", "script": "/index.php", "case": "first-letter",
    },
    "namespaces": {
        str(number): {
            "id": number, "name": name, "canonical": name, "case": "first-letter", "content": number == 0,
        }
        for number, name in NAMES.items()
    },
}  # fmt: skip
FIRST_PAGEID = 1_000_001


@dataclass(frozen=True)
class StoredPages:
    """Pages by their full titles, in the files of a folder."""

    folder: Path

    def prepare(self, world: World) -> None:
        """Write the campaign's page, and the one on which all the participants signed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        people = "".join(f"* [[User:{name}]]\n" for name in world.names())
        for number, (title, text) in enumerate({CAMPAIGN: DECLARATION, SIGN_UP: people}.items()):
            self._write(PageText(title, FIRST_PAGEID + number, 4, 1 + number, START, text))

    def read(self, title: str) -> PageText:
        """A page; one without revisions where there is none."""
        path = self._path(title)
        if not path.exists():
            return PageText(title)
        kept = json.loads(path.read_text(encoding="utf-8"))
        when = datetime.fromisoformat(kept.pop("timestamp"))
        # Whoever wrote the settings is somebody who may.
        return PageText(**kept, timestamp=when, marked=title == CAMPAIGN, userid=1, user="Organizer")

    def save(self, change: Change, now: datetime) -> int:
        """Keep a new version of a page; its revision."""
        base = change.base
        pageid = base.pageid or FIRST_PAGEID + len(list(self.folder.iterdir()))
        self._write(replace(base, pageid=pageid, revid=base.revid + 100, timestamp=now, text=change.text))
        return base.revid + 100

    def _write(self, page: PageText) -> None:
        kept = {
            "title": page.title,
            "pageid": page.pageid,
            "namespace": page.namespace,
            "revid": page.revid,
            "timestamp": page.timestamp.isoformat() if page.timestamp else None,
            "text": page.text,
        }
        self._path(page.title).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    def _path(self, title: str) -> Path:
        return self.folder / f"{quote(title, safe='')}.json"


class FolderWiki:
    """A wiki to which pages are saved, and nothing else. ``saved`` are their titles, in order."""

    account = "CampaignBot"

    def __init__(self, pages: StoredPages, now: datetime) -> None:
        self.saved: list[str] = []
        self._pages = pages
        self._now = now

    @property
    def site(self) -> Site:
        """The wiki's own facts."""
        return self.syntax.site

    @cached_property
    def syntax(self) -> Syntax:
        """The words of its wikitext."""
        return Syntax.from_siteinfo(SITEINFO)

    def save(self, change: Change) -> Outcome:
        """Keep the page's new text."""
        self.saved.append(change.base.title)
        return Saved(change.base.title, self._pages.save(change, self._now))
