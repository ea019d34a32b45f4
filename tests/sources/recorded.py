"""Every kind of question with the API's answers to it, recorded on a local wiki (``recorded.json``).

``python -m tests.wiki.record`` records them anew; the story is there, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.mediawiki import queries as q
from bot.mediawiki.queries import Question

FILE = Path(__file__).with_name("recorded.json")
START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 12, 1, tzinfo=UTC)
TITLES = ("Marie Curie", "marie curie", "Red link", "Old name", "De:x", "[bad]", "Special:RecentChanges")


def questions(ids: Mapping[str, int]) -> dict[str, Question[Any]]:
    """By name; ``ids`` are those of the story's accounts, pages and revisions."""
    alice, bob, curie, old = (ids[name] for name in ("alice", "bob", "curie", "old"))
    first, second, hidden, gone = (ids[name] for name in ("first", "second", "hidden", "gone"))
    project = frozenset({4})
    return {
        "texts": q.PageTexts(
            TITLES, follow=True, template="Template:CampaignBot", category="Category:Campaigns"
        ),
        "category text": q.PageTexts(("Category:Physicists", "Category:Nothing")),
        "versions": q.Versions("Marie Curie", second, 3, but="Bob"),
        "signed versions": q.SignedVersions(curie, 2, but="Bob"),
        "first version": q.SignedVersions(curie, 1, first=True),
        "rights": q.RightsOf(("Alice", "Robot", "Nobody", "192.0.2.7")),
        "campaigns": q.Campaigns("Template:CampaignBot", None, (), ("Project:Listed",), project),
        "accounts": q.Accounts(("Alice", "Robot", "Unwanted", "Nobody", "192.0.2.7")),
        "accounts by id": q.AccountsById((alice, bob, 99999)),
        "contributions": q.Contributions((alice, bob), START, END, frozenset({0})),
        "accounts by id, surely": q.AccountsById((alice, bob), sure=True),
        "edits of somebody": q.EditsOf("Bob", START, frozenset({0, 1})),
        "newest": q.Contributions((alice,), START, limit=1),
        "hashtagged": q.Hashtagged(frozenset({"wip"}), START, END, frozenset({0})),
        "reverted": q.Reverted((alice, bob), START, END),
        "renamed to": q.RenamedTo("User:Former"),
        "moves": q.Moves(START, END),
        "events": q.Events(START),
        "history events": q.HistoryEvents(START, END),
        "deletions": q.Deletions("Gone"),
        "moved to": q.MovedTo("Draft:Curie"),
        "redirect changes": q.RedirectChanges(START),
        "pages": q.Pages((curie, old, 99999), categories=True, templates=("Template:Box",)),
        "pages with their talk pages": q.Pages((curie, old), talk=True),
        "parents": q.CategoryParents(("Category:Physicists", "Category:Nothing")),
        "links": q.Linked("Project:Listed", frozenset({0})),
        "some links": q.Linked("Project:Listed", frozenset({0}), among=("Marie Curie",)),
        "titled": q.PagesTitled(TITLES),
        "pages of titles": q.PagesOf(TITLES),
        "authors": q.Authors(("Marie Curie", "Red link")),
        "members": q.Members("Category:Physicists", frozenset({0, 14})),
        "namespaces of a category": q.NamespacesOf("Category:Physicists", category=True),
        "namespaces of a template": q.NamespacesOf("Template:Box", category=False),
        "embedding": q.Embedding("Template:Box", frozenset({0})),
        "revisions": q.Revisions((first, second, hidden, gone, 99999)),
        "history": q.History(curie),
        "history of a time": q.History(curie, START, END),
        "newest part of a history": q.Window(curie, START, 16),
        "redirects": q.Redirects((first, second)),
        "revision texts": q.RevisionTexts((first, hidden, 99999)),
        "files": q.ExistingFiles(("File:Dot.png", "File:None.png")),
        "uploaders": q.Uploaders(("File:Dot.png", "File:None.png")),
        "names": q.OtherNames(("Template:Box", "Template:Nothing")),
        "language links": q.LanguageLinks(("Lise Meitner", "Marie Curie", "Red link"), "nb"),
        "central ids": q.CentralIds(("Alice", "Nobody", "192.0.2.7")),
        "global account": q.GlobalAccount("Alice"),
        "global account, locked": q.GlobalAccount("Latter"),
        "no global account": q.GlobalAccount("Nobody"),
        "clock": q.Clock(),
    }


@dataclass(frozen=True)
class Exchange:
    """A question, the parts of the answers to it in their order, and how many names a request may hold."""

    name: str
    question: Question[Any]
    parts: tuple[Mapping[str, Any], ...]
    batch: int = 50


@cache
def exchanges() -> tuple[Exchange, ...]:
    """All that was recorded."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    asked = questions(stored["ids"])
    return tuple(Exchange(name, asked[name], tuple(parts)) for name, parts in stored["answers"].items())


@dataclass
class Replay:
    """Answers with what was recorded; what is ``instead`` of a part is given as often as it is asked for."""

    exchange: Exchange
    spoilt: int = -1
    instead: Any = None
    sent: list[Mapping[str, str]] = field(default_factory=list)
    _asked: list[Mapping[str, str]] = field(default_factory=list)
    _part: int = -1

    @property
    def batch(self) -> int:
        return self.exchange.batch

    def query(self, params: Mapping[str, str]) -> Any:
        again = {**params, "prop": params.get("prop", "").removesuffix("|deletedrevisions")}
        if again not in self._asked:
            self._part += 1
        self._asked.append(again)
        self.sent.append(params)
        if self._part == self.spoilt:
            return deepcopy(self.instead)
        return deepcopy(self.exchange.parts[self._part])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every subtree of a JSON value, the value itself first."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))
