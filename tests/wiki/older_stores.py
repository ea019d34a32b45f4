"""Stores that earlier versions of the bot left (tests/store/older): recorded, and put on a wiki again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.operations.counting.measuring import VERSION
from scripts.wiki.storyteller import Action

from .support import LocalWiki

QUIET = ";color:var(--color-subtle,#54595d)"
"""Small print had a colour of its own, in which links could not be told from text. Pages are saved once for
that, and for nothing else.
"""
FOLDER = Path(__file__).resolve().parents[1] / "store" / "older"
SERVER = "http://wiki.example"
"""What the wiki calls itself: it goes into keys, of which the store has hashes alone."""
API = f"{SERVER}/api.php"
"""Stands in recordings for where it is."""


def mediawiki(wiki: LocalWiki) -> str:
    """The wiki's release as it stands in the names of recordings: it goes into ids and keys, too."""
    return ".".join(wiki.version.split(".")[:2])


def begin(wiki: LocalWiki, story: Story) -> None:
    """Tell a new wiki what happened before the earlier version came. No bot may have opened it yet."""
    wiki.configure(wgServer=SERVER)
    wiki.tell(*story.before)


@dataclass(frozen=True)
class Story:
    """What happened on the wiki before the earlier version came, when it came, and what happened after it."""

    now: datetime
    campaigns: Sequence[str]
    before: Sequence[Action]
    afterwards: Sequence[Action]

    @classmethod
    def read(cls) -> Story:
        told = yaml.safe_load((FOLDER / "story.yaml").read_text(encoding="utf-8"))
        return cls(told["now"], told["campaigns"], told["story"], told["afterwards"])


@dataclass(frozen=True)
class OlderStore:
    """``saved``: what that version saved on the wiki, oldest first, as ``title``, ``revid`` and ``text``.

    ``measuring`` is the ``VERSION`` under which it remembered what it had measured of texts.
    """

    measuring: int
    sql: str
    saved: Sequence[dict[str, Any]]

    @classmethod
    def read(cls, path: Path) -> OlderStore:
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(found["measuring"], "\n".join(found["sql"]), found["saved"])

    @classmethod
    def recorded(cls, store: Path, wiki: LocalWiki) -> OlderStore:
        """What a bot left in its store, and on the wiki."""
        with closing(sqlite3.connect(store)) as database:
            sql = "\n".join(database.iterdump())
        titles = {one["title"] for one in _by_the_bot(wiki)}
        content = {"rvprop": "ids|user|content", "rvslots": "main"}
        saved = [
            {"title": title, "revid": one["revid"], "text": one["slots"]["main"]["content"]}
            for title in titles
            for one in wiki.history(title, **content)
            if one["user"] == "CampaignBot"
        ]
        return cls(VERSION, sql.replace(wiki.api, API), sorted(saved, key=lambda one: one["revid"]))

    def write(self, path: Path) -> None:
        """Keep it, a statement a line."""
        document = {"measuring": self.measuring, "saved": self.saved, "sql": self.sql.split("\n")}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def put(self, wiki: LocalWiki, store: Path) -> None:
        """Make the store, and save on the wiki what that version had saved, as the same revisions."""
        for number, one in enumerate(self.saved):
            mine = {"do": "edit", "as": "CampaignBot", "bot": True, "at": f"2026-11-20T12:{number:02}:00Z"}
            text = one["text"].replace(QUIET, "")
            [told] = wiki.tell({**mine, "title": one["title"], "text": text})
            assert told["revid"] == one["revid"], "ids are those of the recording"
        with closing(sqlite3.connect(store)) as database:
            database.executescript(self.sql.replace(API, wiki.api))


def _by_the_bot(wiki: LocalWiki) -> Sequence[dict[str, Any]]:
    found = wiki.query(list="usercontribs", ucuser="CampaignBot", uclimit=500)
    edits: list[dict[str, Any]] = found["query"]["usercontribs"]
    return edits
